//! Decomposition on the Hangzhou plan: milestones, stages, links, sentences.

use luoshi_delivery::{
    Audience, MilestoneState, NotDone, NotIssuable, NotPlanned, ProjectStage, Said, SaidValue,
    Stage, TargetId, TaskId, typed_due,
};
use luoshi_service::{
    Actor, Context, Error, PlannedMilestone, Role, RowFault, TaskPlan, accept_proposed_links,
    accept_report, add_task, apply_import, apply_reports, approve_report, contents,
    import_document, indicator, issue_plan, link_target, load_pack, mark_principle, mirror_plan,
    open_cycle, plan_resources, plan_task, register, roll_up, submit_report, task_reports,
    try_reports, unanswered, upload_records, upload_reports, upper_plan, upper_plans, write_report,
    write_report_seen,
};
use luoshi_store::testing::shipped_pack;
use rust_decimal::Decimal;

use crate::delivery::{PLAN, issued, of_commerce, prepared, said};
use crate::office::{SEED, on_both_databases, upload, user, user_of};

fn milestone(text: &str, due: &str) -> PlannedMilestone {
    let due = typed_due(due).unwrap();
    PlannedMilestone { number: None, text: text.to_owned(), due, reached: None }
}

fn planned(milestones: Vec<PlannedMilestone>) -> TaskPlan {
    TaskPlan { leader: "分管副市长".to_owned(), milestones, ..TaskPlan::default() }
}

#[tokio::test]
async fn milestones_are_never_due_after_their_task_and_stages_follow_one_another() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let due = plan.tasks.iter().find(|task| task.due.is_some()).unwrap();
        let late = plan_task(&cx, PLAN, due.id, planned(vec![milestone("完工", "2099-Q4")])).await;
        assert!(matches!(late, Err(Error::NotPlanned(NotPlanned::LaterThanTask { .. }))));
        let two = vec![milestone("选址", "2018-Q4"), milestone("开工", "2019-03")];
        plan_task(&cx, PLAN, due.id, planned(two)).await.unwrap();
        let stage = |stage, planned: &str| ProjectStage {
            project: "萧山国际机场".to_owned(),
            stage,
            planned: typed_due(planned).unwrap(),
            reached: None,
        };
        let stages = vec![stage(Stage::Start, "2019-Q2"), stage(Stage::Preparation, "2019-Q3")];
        let wrong = plan_task(&cx, PLAN, due.id, TaskPlan { stages, ..planned(vec![]) }).await;
        assert!(matches!(wrong, Err(Error::NotPlanned(NotPlanned::OutOfOrder { .. }))));
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let task = plan.tasks.iter().find(|task| task.id == due.id).unwrap();
        let numbers: Vec<_> = task.detail.milestones.iter().map(|it| it.number).collect();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(task.detail.leader.as_deref(), Some("分管副市长"));
    })
    .await;
}

#[tokio::test]
async fn who_leads_a_task_adds_milestones_and_the_office_changes_them() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let commerce = "swj".parse().unwrap();
        let led = plan.tasks.iter().find(|it| it.assignments.lead() == Some(&commerce)).unwrap();
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        plan_task(&cx, PLAN, led.id, planned(vec![milestone("方案", "2018-12")])).await.unwrap();
        let moved = vec![PlannedMilestone { number: Some(1), ..milestone("方案", "2018-11") }];
        let refused = plan_task(&chen, PLAN, led.id, planned(moved.clone())).await;
        assert!(matches!(refused, Err(Error::NotPlanned(NotPlanned::OnlyAdd))));
        let kept = PlannedMilestone { number: Some(1), ..milestone("方案", "2018-12") };
        let more = planned(vec![kept, milestone("初稿", "2018-11-20")]);
        plan_task(&chen, PLAN, led.id, more).await.unwrap();
        plan_task(&cx, PLAN, led.id, planned(moved)).await.unwrap();
        let elsewhere = office.cx(user_of(Role::Reporter, Some("330106")));
        let foreign = plan_task(&elsewhere, PLAN, led.id, planned(vec![])).await;
        assert!(matches!(foreign, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn a_target_is_served_by_several_tasks_by_their_weights() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        let taken = accept_proposed_links(&cx, PLAN).await.unwrap();
        assert!(taken > 0, "targets stand in the sentences of tasks");
        assert_eq!(accept_proposed_links(&cx, PLAN).await.unwrap(), 0);
        let weights = [(TaskId(3), Decimal::from(3)), (TaskId(4), Decimal::ONE)];
        link_target(&cx, PLAN, TargetId(1), &weights).await.unwrap();
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let shares: Vec<_> =
            plan.serving(TargetId(1)).iter().map(|(it, share)| (it.id, *share)).collect();
        assert_eq!(shares, [(TaskId(3), Decimal::new(75, 2)), (TaskId(4), Decimal::new(25, 2))]);
        let none = link_target(&cx, PLAN, TargetId(1), &[(TaskId(3), Decimal::ZERO)]).await;
        assert!(matches!(none, Err(Error::NotPlanned(NotPlanned::NoWeight))));
    })
    .await;
}

#[tokio::test]
async fn a_sentence_that_orders_something_is_answered_or_marked() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        let before = unanswered(&cx, PLAN).await.unwrap();
        office.execute("DELETE FROM task_step").await;
        office.execute("DELETE FROM task_project").await;
        office.execute("DELETE FROM task_duty").await;
        office.execute("DELETE FROM task").await;
        mark_principle(&cx, PLAN, "chp_1", Some("总体要求")).await.unwrap(); // The next read is a new one.
        let open = unanswered(&cx, PLAN).await.unwrap();
        assert!(open.len() > before.len() + 50, "{} after {}", open.len(), before.len());
        assert!(!open[0].text.is_empty());
        mark_principle(&cx, PLAN, &open[0].eid, Some("重复表述")).await.unwrap();
        let fewer = unanswered(&cx, PLAN).await.unwrap();
        assert!(!fewer.contains(&open[0]));
        let refused = issue_plan(&cx, PLAN, "").await;
        assert!(matches!(refused, Err(Error::NotIssuable(NotIssuable::Unanswered(_)))));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_filled_in_offline_is_taken_whole_or_not_at_all() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let q3 = "2018-Q3".parse().unwrap();
        open_cycle(&cx, PLAN, q3, 5).await.unwrap();
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        let sheet = |rows: &str| {
            let head = "任务编号,任务,完成进度（%）,工作进展,存在问题,需协调事项";
            ("表.csv".to_owned(), format!("{head}\n{rows}\n").into_bytes())
        };
        let bad = sheet(
            "t1,x,40,已开工,,\nt999,x,40,已开工,,\nt2,x,140,已开工,,\nt3,x,,,,\nt1,x,1,重复,,",
        );
        let file = upload_reports(&chen, PLAN, q3, bad).await.unwrap();
        let trial = try_reports(&chen, PLAN, q3, &file).await.unwrap();
        let lines: Vec<_> = trial.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!((trial.drafts.len(), lines), (1, vec![3, 4, 6]));
        let refused = apply_reports(&chen, PLAN, q3, &file).await;
        assert!(matches!(refused, Err(Error::FaultyRows(3))));
        let good = sheet("t1,x,40,已开工,缺资金,\nt2,x,100%,已完成,,");
        let file = upload_reports(&chen, PLAN, q3, good).await.unwrap();
        let before = office.audit().await.len();
        assert_eq!(apply_reports(&chen, PLAN, q3, &file).await.unwrap(), 2);
        assert_eq!(office.audit().await.len(), before + 1, "one act for all of them");
        let told = task_reports(&cx, PLAN, TaskId(1)).await.unwrap();
        assert_eq!(told.reports[0].said.problems, "缺资金");
        let elsewhere = office.cx(user_of(Role::Reporter, Some("330106")));
        let trial = try_reports(&elsewhere, PLAN, q3, &file).await.unwrap();
        assert_eq!(trial.faults[0].1, RowFault::NotYours(TaskId(1)));
        let office_too = upload_reports(&cx, PLAN, q3, sheet("t1,x,1,x,,")).await;
        assert!(matches!(office_too, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn two_people_see_each_others_draft_before_they_overwrite_it() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let q3 = "2018-Q3".parse().unwrap();
        open_cycle(&cx, PLAN, q3, 5).await.unwrap();
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        let wang = office.cx(of_commerce("wang", Role::Reporter));
        let about = (PLAN, TaskId(1), q3);
        let before = office.audit().await.len();
        let first = write_report_seen(&chen, about, said("0.1"), (1, 0)).await.unwrap();
        assert_eq!(office.audit().await.len(), before + 1, "begun and written in one act");
        assert_eq!((first.version, first.revision), (1, 1));
        let blind = write_report_seen(&wang, about, said("0.9"), (1, 0)).await;
        assert!(matches!(blind, Err(Error::ReportChanged)));
        write_report_seen(&wang, about, said("0.2"), (1, 1)).await.unwrap();
        let blind = write_report_seen(&chen, about, said("0.3"), (1, 1)).await;
        assert!(matches!(blind, Err(Error::ReportChanged)));
    })
    .await;
}

#[tokio::test]
async fn what_an_accepted_report_says_of_milestones_and_values_holds() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let operator = office.cx(Actor::Operator);
        load_pack(&operator, &shipped_pack("hub")).await.unwrap();
        let q4 = "2018-Q4".parse().unwrap();
        open_cycle(&cx, PLAN, q4, 5).await.unwrap();
        accept_proposed_links(&cx, PLAN).await.unwrap();
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let task = plan.tasks.iter().find(|it| it.text.contains("旅客吞吐量")).unwrap().id;
        plan_task(&cx, PLAN, task, planned(vec![milestone("选址", "2018-Q4")])).await.unwrap();
        let asked = task_reports(&cx, PLAN, task).await.unwrap().asked;
        let asked = &asked.first().expect("the pack has a reported indicator for it").indicator;
        let (chen, wang) =
            (of_commerce("chen", Role::Reporter), of_commerce("wang", Role::Approver));
        let (chen, wang) = (office.cx(chen), office.cx(wang));
        let value = |pack: &str| SaidValue {
            pack: pack.to_owned(),
            indicator: asked.name.clone(),
            period: "2018".to_owned(),
            value: Decimal::new(38245, 1),
        };
        let strange = Said { observed: vec![value("nowhere")], ..said("0.4") };
        let refused = write_report(&chen, PLAN, task, q4, strange).await;
        assert!(matches!(refused, Err(Error::NotDone(NotDone::NotAsked))));
        let told = Said { reached: vec![1], observed: vec![value(&asked.pack)], ..said("0.4") };
        write_report(&chen, PLAN, task, q4, told).await.unwrap();
        submit_report(&chen, PLAN, task, q4).await.unwrap();
        approve_report(&wang, PLAN, task, q4).await.unwrap();
        let series = async || {
            let (series, _) = indicator(&cx, &asked.pack, &asked.name).await.unwrap();
            series.observations.iter().filter(|it| it.value == Some(Decimal::new(38245, 1))).count()
        };
        let before = series().await;
        accept_report(&cx, PLAN, task, q4, Decimal::new(4, 1)).await.unwrap();
        assert_eq!(series().await, before + 1, "it stands beside what others say");
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let task = plan.tasks.iter().find(|it| it.id == task).unwrap();
        assert_eq!(task.detail.milestones[0].state(cx.today()), MilestoneState::Reached);
    })
    .await;
}

#[tokio::test]
async fn a_district_answers_to_the_citys_tasks_and_its_progress_rolls_up() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let city = cx.jurisdiction.clone();
        let district =
            |actor| Context { jurisdiction: "330106".parse().unwrap(), ..office.cx(actor) };
        let xihu = district(user(Role::Office));
        import_document(&district(Actor::Operator), upload(SEED, Audience::Internal))
            .await
            .unwrap();
        let found = upper_plans(&xihu, PLAN).await.unwrap();
        assert_eq!(found.len(), 1, "the city's issued plan, and not the district's own");
        let ningbo = Context { jurisdiction: "330200".parse().unwrap(), ..xihu.clone() };
        assert!(upper_plans(&ningbo, PLAN).await.unwrap().is_empty());
        assert!(matches!(upper_plan(&ningbo, &city, PLAN).await, Err(Error::NotFound(_))));
        let (_, above) = contents(&cx, PLAN).await.unwrap();
        let added = mirror_plan(&xihu, PLAN, (&city, PLAN), "chp_1").await.unwrap();
        assert_eq!(added, above.tasks.len());
        assert_eq!(mirror_plan(&xihu, PLAN, (&city, PLAN), "chp_1").await.unwrap(), 0);
        let (_, lower) = contents(&xihu, PLAN).await.unwrap();
        let own = lower.tasks.iter().filter(|it| it.detail.upper.is_some()).collect::<Vec<_>>();
        assert!(own.iter().all(|it| it.detail.added.is_some() && it.assignments.lead().is_none()));
        assert!(roll_up(&cx, PLAN, TaskId(1)).await.unwrap().is_none(), "it is not issued yet");
        let statement =
            "INSERT INTO issue (jurisdiction, plan, version, issued_at, issued_by, assignments)
                         VALUES ('330106', 1, 1, '2018-11-01T00:00:00Z', 'li', '{}')";
        office.execute(statement).await;
        let told = roll_up(&cx, PLAN, TaskId(1)).await.unwrap().unwrap();
        assert_eq!((told.lower.len(), told.done, told.mean), (1, 0, Decimal::ZERO));
    })
    .await;
}

#[tokio::test]
async fn a_task_added_by_hand_says_so() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        let id = add_task(&cx, PLAN, "chp_3__art_7", "成立机场专班").await.unwrap();
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let task = plan.tasks.iter().find(|task| task.id == id).unwrap();
        assert_eq!(task.detail.added.as_ref().unwrap().by, "office");
        assert_eq!(task.place.article.as_ref().unwrap().eid, "chp_3__art_7");
        assert!(matches!(add_task(&cx, PLAN, "nowhere", "x").await, Err(Error::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn resources_are_added_up_exactly_out_of_the_registers() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        assert!(!plan_resources(&cx, PLAN).await.unwrap().is_kept);
        load_pack(&office.cx(Actor::Operator), &shipped_pack("delivery")).await.unwrap();
        let enter = async |name: &str, rows: &str| {
            let kept = register(&cx, "delivery", name).await.unwrap();
            let file = (format!("{name}.csv"), rows.as_bytes().to_vec());
            let sha256 = upload_records(&cx, &kept, file).await.unwrap();
            let taken = apply_import(&cx, &kept, &sha256).await.unwrap();
            assert!(taken.faults.is_empty(), "{:?}", taken.faults);
        };
        let head = "code,year,title,kind,basis,plan,task,target,payer,planned";
        let rows = "z1,2018,航线补贴,财税,杭政〔2018〕1号,1,t3,,市财政局,400.10\n\
                    z1,2019,航线补贴,财税,杭政〔2018〕1号,1,t3,,市财政局,0.20\n\
                    z2,2018,别的方案,人才,杭政〔2018〕2号,7,t3,,市财政局,5";
        enter("resource_plan", &format!("{head}\n{rows}\n")).await;
        let paid = "entry,code,paid_on,amount\nv1,z1,2018-09-01,0.1\nv2,z1,2018-10-01,0.2\n";
        enter("resource_spent", paid).await;
        let found = plan_resources(&cx, PLAN).await.unwrap();
        assert_eq!(found.resources.len(), 1, "those of the plan alone");
        let resource = &found.resources[0];
        assert_eq!(resource.planned(), "400.30".parse().unwrap());
        assert_eq!(resource.spent(), "0.3".parse().unwrap());
        assert!(found.performance.is_empty(), "nothing was measured yet");
    })
    .await;
}
