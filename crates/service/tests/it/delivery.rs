//! The delivery loop on the Hangzhou plan: assigned, issued, accepted, reported, seen.

use jiff::civil::date;
use luoshi_delivery::{
    Assignment, Assignments, Audience, Coverage, DutyRole, Light, NotAmendable, NotDone,
    NotIssuable, Period, PlanId, ReportState, Said, TaskId,
};
use luoshi_service::{
    Actor, AgreedMeasure, Context, Error, Grant, Role, User, accept_issue, accept_report,
    agree_measure, approve_amendment, approve_report, assign_task, assign_unassigned,
    attach_evidence, contents, cycle_board, evidence, issue_plan, issues, load_organisations,
    mark_principle, open_cycle, propose_amendment, return_amendment, return_report, submit_report,
    task_reports, unanswered, write_report,
};
use luoshi_service::{
    Stayed, Together, Upload, import_document, pass_reports, task_log, write_reports,
};
use rust_decimal::Decimal;

use crate::office::{Office, SEED, on_both_databases, user, user_of};
use crate::organisations::HANGZHOU;

pub(crate) const PLAN: PlanId = PlanId(1);

pub(crate) fn period(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) fn to(lead: &str) -> Assignments {
    let (role, organisation) = (DutyRole::Lead, lead.parse().unwrap());
    Assignments::new(vec![Assignment { role, organisation, person: None }]).unwrap()
}

pub(crate) fn said(progress: &str) -> Said {
    let (progress, narrative) = (progress.parse().unwrap(), "已完成选址".to_owned());
    Said { progress, narrative, ..Said::default() }
}

/// Somebody of 市商务委 in that role, under a name of their own.
pub(crate) fn of_commerce(name: &str, role: Role) -> Actor {
    let Actor::User(held) = user_of(role, Some("swj")) else { unreachable!() };
    Actor::User(User { name: name.to_owned(), ..held })
}

/// The plan, imported and with Hangzhou's organisations.
pub(crate) async fn prepared(office: &Office) -> Context {
    let cx = office.cx(Actor::Operator);
    load_organisations(&cx, HANGZHOU).await.unwrap();
    let upload = Upload {
        file_name: "文件.txt".to_owned(),
        bytes: SEED.to_vec(),
        audience: Audience::Internal,
    };
    import_document(&cx, upload).await.unwrap();
    office.cx(user(Role::Office))
}

/// The same, with every task led by 市商务委 where the document names nobody, and issued.
pub(crate) async fn issued(office: &Office) -> Context {
    let cx = prepared(office).await;
    assign_unassigned(&cx, PLAN, None, Some(&to("swj"))).await.unwrap();
    let (_, plan) = contents(&cx, PLAN).await.unwrap();
    let bare: Vec<String> = Coverage::of(&plan)
        .provisions
        .iter()
        .filter(|(_, account)| *account == luoshi_delivery::Account::Nothing)
        .map(|(heading, _)| heading.eid.clone())
        .collect();
    for eid in bare {
        mark_principle(&cx, PLAN, &eid, Some("总体要求，不单列任务")).await.unwrap();
    }
    for sentence in unanswered(&cx, PLAN).await.unwrap() {
        mark_principle(&cx, PLAN, &sentence.eid, Some("不单列任务")).await.unwrap();
    }
    let directions: Vec<_> = plan.unmeasured().map(|target| target.id).collect();
    assert_eq!(directions.len(), 2, "the plan has two directions");
    let refused = issue_plan(&cx, PLAN, "").await;
    assert!(matches!(refused, Err(Error::NotIssuable(NotIssuable::Unmeasured(2)))));
    for target in directions {
        agree_measure(&cx, PLAN, target, measure()).await.unwrap();
    }
    assert_eq!(issue_plan(&cx, PLAN, "").await.unwrap(), 1);
    cx
}

pub(crate) fn measure() -> AgreedMeasure {
    AgreedMeasure {
        indicator: "服务贸易占比".to_owned(),
        unit: "%".to_owned(),
        baseline: "17.5".parse().unwrap(),
        period: "2017".parse().unwrap(),
        agreed_by: "市商务委".to_owned(),
        agreed_on: date(2018, 8, 10),
    }
}

#[tokio::test]
async fn a_plan_is_issued_once_every_provision_is_accounted_for_and_every_task_is_led() {
    on_both_databases(async |office| {
        let cx = prepared(&office).await;
        let refused = issue_plan(&cx, PLAN, "").await;
        assert!(matches!(refused, Err(Error::NotIssuable(NotIssuable::Uncovered { .. }))));
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let coverage = Coverage::of(&plan);
        assert_eq!(coverage.provisions.len(), 33);
        let by_document = assign_unassigned(&cx, PLAN, None, None).await.unwrap();
        assert!(by_document < plan.tasks.len(), "the document does not name somebody for each");
        let given = assign_unassigned(&cx, PLAN, None, Some(&to("swj"))).await.unwrap();
        assert_eq!(by_document + given, plan.tasks.len());
        assert_eq!(assign_unassigned(&cx, PLAN, None, Some(&to("swj"))).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_issued_is_accepted_by_those_it_names_and_changed_with_a_reason() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let again = issue_plan(&cx, PLAN, "").await;
        assert!(matches!(again, Err(Error::NotIssuable(NotIssuable::Issued(1)))));
        assert!(matches!(
            propose_amendment(&cx, PLAN, "机构改革").await,
            Err(Error::NotAmendable(NotAmendable::None))
        ));
        let lead = async || {
            let (_, plan) = contents(&cx, PLAN).await.unwrap();
            plan.tasks[2].assignments.lead().unwrap().to_string()
        };
        let before = lead().await;
        assign_task(&cx, PLAN, TaskId(3), &to("330106")).await.unwrap();
        assert_eq!(lead().await, before, "a draft is not in force");
        let silent = propose_amendment(&cx, PLAN, " ").await;
        assert!(matches!(silent, Err(Error::NotAmendable(NotAmendable::NoReason))));
        propose_amendment(&cx, PLAN, "机构改革").await.unwrap();
        let own = approve_amendment(&cx, PLAN).await;
        assert!(matches!(own, Err(Error::NotAmendable(NotAmendable::OwnAmendment))));
        let late = assign_task(&cx, PLAN, TaskId(4), &to("330106")).await;
        assert!(matches!(late, Err(Error::NotAmendable(NotAmendable::OutOfTurn(_)))));
        let leader = office.cx(user(Role::Leader));
        return_amendment(&leader, PLAN, "先征求意见").await.unwrap();
        propose_amendment(&cx, PLAN, "机构改革").await.unwrap();
        assert_eq!(approve_amendment(&leader, PLAN).await.unwrap(), 2);
        assert_eq!(lead().await, "330106");
        let commerce = office.cx(of_commerce("wang", Role::Approver));
        accept_issue(&commerce, PLAN, &"swj".parse().unwrap()).await.unwrap();
        let twice = accept_issue(&commerce, PLAN, &"swj".parse().unwrap()).await;
        assert!(matches!(twice, Err(Error::NothingToAccept(_))));
        let other = accept_issue(&commerce, PLAN, &"330106".parse().unwrap()).await;
        assert!(matches!(other, Err(Error::Forbidden(_))));
        let issues = issues(&cx, PLAN).await.unwrap();
        assert_eq!(issues[0].changed_since(&issues[1]), [TaskId(3)]);
        assert_eq!(issues[0].reason.as_deref(), Some("机构改革"));
        assert!(issues[0].is_accepted_by(&"swj".parse().unwrap()));
    })
    .await;
}

#[tokio::test]
async fn a_report_goes_through_three_hands_and_then_moves_the_light() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let q3 = period("2018-Q3");
        let cycle = open_cycle(&cx, PLAN, q3, 5).await.unwrap();
        assert_eq!(cycle.due, date(2018, 10, 12));
        assert!(matches!(open_cycle(&cx, PLAN, q3, 5).await, Err(Error::CycleOpen(_))));
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let led = |code: &str| {
            let lead = code.parse().unwrap();
            let task = plan.tasks.iter().find(|task| task.assignments.lead() == Some(&lead));
            task.expect("somebody was made to lead").id
        };
        let task = led("swj");
        let (chen, wang) =
            (of_commerce("chen", Role::Reporter), of_commerce("wang", Role::Approver));
        let (chen, wang) = (office.cx(chen), office.cx(wang));
        write_report(&chen, PLAN, task, q3, said("0.4")).await.unwrap();
        let file = ("照片.jpg".to_owned(), vec![1, 2, 3]);
        attach_evidence(&chen, PLAN, task, q3, file).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        let late = write_report(&chen, PLAN, task, q3, said("0.9")).await;
        assert!(matches!(late, Err(Error::NotDone(NotDone::OutOfTurn(ReportState::Submitted)))));
        return_report(&wang, PLAN, task, q3, "写明面积").await.unwrap();
        write_report(&chen, PLAN, task, q3, said("0.5")).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        assert!(approve_report(&chen, PLAN, task, q3).await.is_err());
        approve_report(&wang, PLAN, task, q3).await.unwrap();
        accept_report(&cx, PLAN, task, q3, Decimal::ONE).await.unwrap();
        let told = task_reports(&cx, PLAN, task).await.unwrap();
        let versions: Vec<_> = told.reports.iter().map(|it| (it.version, it.state)).collect();
        assert_eq!(versions, [(2, ReportState::Accepted), (1, ReportState::Returned)]);
        let kept = &told.reports[0].evidence[0];
        let (_, bytes) = evidence(&cx, PLAN, task, &kept.sha256).await.unwrap();
        assert_eq!(bytes, [1, 2, 3]);
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let lamp = plan.tasks.iter().find(|it| it.id == task).unwrap().lamp(cx.today());
        assert_eq!(lamp.light, Light::Done);
        let board = cycle_board(&cx, PLAN, q3).await.unwrap();
        assert_eq!(board.rows().filter(|row| row.report.is_some()).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_fills_in_for_another_organisation_or_approves_their_own() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let (q3, task) = (period("2018-Q3"), TaskId(1));
        open_cycle(&cx, PLAN, q3, 5).await.unwrap();
        let elsewhere = office.cx(user_of(Role::Reporter, Some("330106")));
        let refused = write_report(&elsewhere, PLAN, task, q3, said("0.1")).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let Actor::User(both) = of_commerce("chen", Role::Reporter) else { unreachable!() };
        let organisation = Some("swj".parse().unwrap());
        let approver =
            Grant { role: Role::Approver, organisation, from: date(2018, 1, 1), until: None };
        let grants = [both.grants.clone(), vec![approver]].concat();
        let both = office.cx(Actor::User(User { grants, ..both }));
        write_report(&both, PLAN, task, q3, said("0.1")).await.unwrap();
        submit_report(&both, PLAN, task, q3).await.unwrap();
        let own = approve_report(&both, PLAN, task, q3).await;
        assert!(matches!(own, Err(Error::NotDone(NotDone::OwnReport))));
    })
    .await;
}

#[tokio::test]
async fn the_reports_of_a_quarter_go_on_together_and_each_task_remembers_it() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let quarter = period("2018-Q3");
        open_cycle(&cx, PLAN, quarter, 5).await.unwrap();
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        let wang = office.cx(of_commerce("wang", Role::Approver));
        let (_, plan) = contents(&cx, PLAN).await.unwrap();
        let swj = "swj".parse().unwrap();
        let theirs = plan.tasks.iter().filter(|task| task.assignments.lead() == Some(&swj));
        let tasks: Vec<TaskId> = theirs.map(|task| task.id).take(3).collect();
        let drafts = tasks[..2].iter().map(|task| (*task, said("0.3"))).collect();
        write_reports(&chen, PLAN, quarter, drafts).await.unwrap();
        let nobody = pass_reports(&wang, PLAN, quarter, &tasks, Together::Submit).await.unwrap();
        assert_eq!(nobody.left[0], (tasks[0], Stayed::NotYours));
        let handed_in = pass_reports(&chen, PLAN, quarter, &tasks, Together::Submit).await.unwrap();
        assert_eq!(handed_in.done, tasks[..2]);
        assert_eq!(handed_in.left, [(tasks[2], Stayed::NotBegun)]);

        let both =
            User { grants: vec![grant(Role::Reporter), grant(Role::Approver)], ..user_in(&chen) };
        let both = office.cx(Actor::User(both));
        let own = pass_reports(&both, PLAN, quarter, &tasks[..1], Together::Approve).await.unwrap();
        assert_eq!(own.left, [(tasks[0], Stayed::NotDone(NotDone::OwnReport))]);
        pass_reports(&wang, PLAN, quarter, &tasks, Together::Approve).await.unwrap();
        let taken = pass_reports(&cx, PLAN, quarter, &tasks, Together::Accept).await.unwrap();
        assert_eq!(taken.done, tasks[..2]);
        let verified = &contents(&cx, PLAN).await.unwrap().1.tasks;
        let first = verified.iter().find(|task| task.id == tasks[0]).unwrap();
        assert_eq!(first.standing.verified.unwrap().progress, Decimal::new(3, 1));

        let log = task_log(&cx, PLAN, tasks[0], None).await.unwrap();
        let acts: Vec<&str> = log.entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(
            acts[..4],
            ["accept_reports", "approve_reports", "submit_reports", "fill_reports"]
        );
        let other = task_log(&cx, PLAN, tasks[2], None).await.unwrap();
        assert!(other.entries.iter().all(|entry| entry.action != "accept_reports"));
    })
    .await;
}

fn grant(role: Role) -> Grant {
    let organisation = Some("swj".parse().unwrap());
    Grant { role, organisation, from: date(2018, 1, 1), until: None }
}

fn user_in(cx: &Context) -> User {
    let Actor::User(user) = &cx.actor else { unreachable!() };
    user.clone()
}
