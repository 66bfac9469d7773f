//! Decomposition on the Hangzhou plan: milestones, stages, links, sentences.

use luoshi_delivery::{NotIssuable, NotPlanned, ProjectStage, Stage, TargetId, TaskId, typed_due};
use luoshi_service::{
    Error, PlannedMilestone, Role, TaskPlan, accept_proposed_links, contents, issue_plan,
    link_target, mark_principle, plan_task, unanswered,
};
use rust_decimal::Decimal;

use crate::delivery::{PLAN, issued, of_commerce, prepared};
use crate::office::{on_both_databases, user_of};

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
