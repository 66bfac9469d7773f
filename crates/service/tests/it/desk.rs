//! Desk, notices and what the program does by itself, on the Hangzhou plan.

use jiff::Timestamp;
use luoshi_delivery::{MailWish, NoticeKind, OrganisationCode, Rhythm, TaskId, Waiting};
use luoshi_service::{
    Actor, Context, Error, FirstPassword, NewUser, Role, User, accept_issue, approve_report,
    contents, create_user, desk, do_duties, grant_role, load_organisations, notices, open_cycle,
    read_notices, return_report, save_mail_wish, submit_report, unread_notices, write_report,
};
use luoshi_store::{Channel, Sending};

use crate::delivery::{PLAN, issued, of_commerce, period, said};
use crate::office::{Office, grant, on_both_databases, user, user_of};
use crate::organisations::HANGZHOU;

/// At another moment.
fn at(cx: &Context, now: &str) -> Context {
    Context { now: now.parse::<Timestamp>().unwrap(), ..cx.clone() }
}

/// People with accounts: chen fills in and wang approves for 市商务委, li runs the office.
pub(crate) async fn people(office: &Office) {
    let cx = office.cx(Actor::Operator);
    load_organisations(&cx, HANGZHOU).await.unwrap();
    let people = [
        ("chen", Role::Reporter, Some("swj")),
        ("wang", Role::Approver, Some("swj")),
        ("li", Role::Office, None),
    ];
    for (name, role, organisation) in people {
        let (name, display_name) = (name.to_owned(), name.to_owned());
        let home = organisation.map(|code: &str| code.parse().unwrap());
        let new = NewUser { name: name.clone(), display_name, organisation: home };
        create_user(&cx, &new, FirstPassword::Lasting("correct horse battery")).await.unwrap();
        grant_role(&cx, &name, &grant(role, organisation)).await.unwrap();
    }
}

pub(crate) async fn waits_for(cx: &Context) -> Vec<Waiting> {
    desk(cx).await.unwrap().matters.into_iter().map(|matter| matter.waiting).collect()
}

pub(crate) async fn kinds(cx: &Context) -> Vec<NoticeKind> {
    notices(cx, None).await.unwrap().into_iter().map(|notice| notice.news.kind).collect()
}

/// A task that 市商务委 leads.
async fn task_of_commerce(cx: &Context) -> TaskId {
    let lead: OrganisationCode = "swj".parse().unwrap();
    let (_, plan) = contents(cx, PLAN).await.unwrap();
    plan.tasks.iter().find(|task| task.assignments.lead() == Some(&lead)).unwrap().id
}

#[tokio::test]
async fn the_desk_follows_a_report_from_hand_to_hand() {
    on_both_databases(async |office| {
        people(&office).await;
        issued(&office).await;
        let li = office.cx(named("li", user(Role::Office)));
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        let wang = office.cx(of_commerce("wang", Role::Approver));
        assert_eq!(waits_for(&wang).await, [Waiting::Accept(PLAN)]);
        assert_eq!(kinds(&wang).await, [NoticeKind::Issued]);
        accept_issue(&wang, PLAN, &"swj".parse().unwrap()).await.unwrap();
        assert!(waits_for(&wang).await.is_empty());
        assert!(waits_for(&chen).await.is_empty());

        let q3 = period("2018-Q3");
        open_cycle(&li, PLAN, q3, 20).await.unwrap();
        let task = task_of_commerce(&li).await;
        let before = desk(&chen).await.unwrap().matters;
        assert_eq!(before.len(), 1);
        assert_eq!(before[0].waiting, Waiting::Fill(PLAN, q3));
        write_report(&chen, PLAN, task, q3, said("0.4")).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        assert_eq!(desk(&chen).await.unwrap().matters[0].count, before[0].count - 1);
        assert_eq!(waits_for(&wang).await, [Waiting::Approve(PLAN, q3)]);
        return_report(&wang, PLAN, task, q3, "写明面积").await.unwrap();
        let returned = desk(&chen).await.unwrap().matters;
        assert_eq!(returned[0].waiting, Waiting::Returned(PLAN, q3, task));
        assert_eq!(returned[0].note.as_deref(), Some("写明面积"));
        assert!(waits_for(&wang).await.is_empty());
        write_report(&chen, PLAN, task, q3, said("0.5")).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        assert_eq!(waits_for(&chen).await, [Waiting::Fill(PLAN, q3)]);
        approve_report(&wang, PLAN, task, q3).await.unwrap();
        assert!(waits_for(&li).await.contains(&Waiting::Decide(PLAN, q3)));
        let told =
            [NoticeKind::ReportApproved, NoticeKind::ReportReturned, NoticeKind::CycleOpened];
        assert_eq!(kinds(&chen).await, told);
        assert_eq!(unread_notices(&chen).await.unwrap(), 3);
        read_notices(&chen, u32::MAX).await.unwrap();
        assert_eq!(unread_notices(&chen).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_to_approve_what_they_filled_in_and_visitors_have_no_desk() {
    on_both_databases(async |office| {
        let cx = issued(&office).await;
        let q3 = period("2018-Q3");
        open_cycle(&cx, PLAN, q3, 20).await.unwrap();
        let task = task_of_commerce(&cx).await;
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        write_report(&chen, PLAN, task, q3, said("0.4")).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        let own = office.cx(of_commerce("chen", Role::Approver));
        assert_eq!(waits_for(&own).await, [Waiting::Accept(PLAN)]);
        let elsewhere = office.cx(user_of(Role::Approver, Some("330106")));
        assert!(!waits_for(&elsewhere).await.contains(&Waiting::Approve(PLAN, q3)));
        assert!(desk(&office.cx(Actor::Visitor)).await.is_err());
        let whole = office.cx(user(Role::Approver));
        let all = waits_for(&whole).await;
        assert!(!all.is_empty() && all.iter().all(|it| *it == Waiting::Accept(PLAN)));
    })
    .await;
}

#[tokio::test]
async fn reminders_go_out_once_each_and_late_reports_are_told_on() {
    on_both_databases(async |office| {
        people(&office).await;
        let cx = issued(&office).await;
        let q3 = period("2018-Q3");
        let early = at(&cx, "2018-09-20T01:00:00Z");
        assert_eq!(open_cycle(&early, PLAN, q3, 5).await.unwrap().due.to_string(), "2018-10-12");
        let chen = office.cx(of_commerce("chen", Role::Reporter));
        let li = office.cx(named("li", user(Role::Office)));
        let operator = office.cx(Actor::Operator);
        let days = [
            ("2018-09-20", 0), // Opened; more than five working days.
            ("2018-09-30", 1), // Five.
            ("2018-10-09", 1), // Three: nothing new.
            ("2018-10-10", 2), // Two.
            ("2018-10-12", 3), // The day itself.
            ("2018-10-13", 4), // Late.
            ("2018-10-18", 4),
        ];
        for (day, told) in days {
            for hour in ["01", "09"] {
                let now = at(&operator, &format!("{day}T{hour}:00:00Z"));
                assert!(do_duties(&now).await.is_empty());
            }
            let kinds = kinds(&chen).await;
            let reminders = kinds
                .iter()
                .filter(|kind| matches!(kind, NoticeKind::ReportsDue | NoticeKind::ReportsLate));
            assert_eq!(reminders.count(), told, "{day}");
        }
        assert_eq!(kinds(&chen).await[0], NoticeKind::ReportsLate);
        assert_eq!(kinds(&li).await, [NoticeKind::ReportsLate]);
        let entries = office.audit().await;
        let reminded = entries.iter().filter(|it| it.contains("remind_reports"));
        assert_eq!(reminded.count(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_letter_goes_out_once_whoever_sends_and_is_tried_again_when_refused() {
    on_both_databases(async |office| {
        people(&office).await;
        let wang = office.cx(of_commerce("wang", Role::Approver));
        let address = Some("wang@example.org".to_owned());
        let wish = MailWish { address, ..MailWish::default() };
        save_mail_wish(&wang, &wish).await.unwrap();
        issued(&office).await;
        let (store, place) = (office.store(), &wang.jurisdiction);
        let claim =
            async |now: &Timestamp| store.claim_letter(place, Channel::Mail, *now).await.unwrap();
        let now = wang.now;
        let claimed = claim(&now).await.unwrap();
        assert_eq!(claimed.wish.address, wish.address);
        assert_eq!(claimed.notices[0].news.kind, NoticeKind::Issued);
        assert!(claim(&now).await.is_none(), "it is somebody's already");
        let refused = Sending::Later("no answer".to_owned());
        store.settle_letter(place, &claimed.letter, &refused, now).await.unwrap();
        assert!(claim(&now).await.is_none(), "not at once");
        let later = now + jiff::SignedDuration::from_mins(2);
        let again = claim(&later).await.unwrap();
        assert_eq!(again.letter.tries, 2);
        let much_later = later + jiff::SignedDuration::from_hours(1);
        assert!(claim(&much_later).await.is_none(), "a server that stopped may have sent it");
        let trouble = store.troubled_letters(place, 9).await.unwrap();
        assert_eq!(trouble[0].state, luoshi_store::LetterState::Unsure);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_urgent_comes_in_one_mail_the_next_morning() {
    on_both_databases(async |office| {
        people(&office).await;
        let wang = office.cx(of_commerce("wang", Role::Approver));
        let address = Some("wang@example.org".to_owned());
        let wish =
            MailWish { address, rhythm: Rhythm::Daily, at_once: vec![], ..MailWish::default() };
        save_mail_wish(&wang, &wish).await.unwrap();
        let cx = issued(&office).await;
        let other = crate::delivery::to("330106");
        luoshi_service::assign_task(&cx, PLAN, TaskId(3), &other).await.unwrap();
        luoshi_service::propose_amendment(&cx, PLAN, "机构改革").await.unwrap();
        let leader = office.cx(user(Role::Leader));
        luoshi_service::approve_amendment(&leader, PLAN).await.unwrap();
        let operator = office.cx(Actor::Operator);
        let claim = async |cx: &Context| {
            assert!(do_duties(cx).await.is_empty());
            cx.store.claim_letter(&cx.jurisdiction, Channel::Mail, cx.now).await.unwrap()
        };
        assert!(claim(&operator).await.is_none());
        // It was four in the morning of the second of November in Hangzhou; eight comes.
        let morning = at(&operator, "2018-11-02T00:01:00Z");
        let claimed = claim(&morning).await.unwrap();
        assert_eq!(claimed.notices.len(), 2);
        assert!(claim(&morning).await.is_none());
    })
    .await;
}

fn named(name: &str, actor: Actor) -> Actor {
    let Actor::User(user) = actor else { unreachable!() };
    Actor::User(User { name: name.to_owned(), ..user })
}

/// Somebody as they act: themselves, or for another.
async fn acting(office: &Office, name: &str, principal: Option<&str>) -> Context {
    let cx = office.cx(Actor::Operator);
    let signed_in = luoshi_service::sign_in(&cx, name, "correct horse battery", "").await.unwrap();
    let shown = (signed_in.as_str(), principal);
    let actor = luoshi_service::actor(&cx.store, &cx.jurisdiction, shown, cx.now).await.unwrap();
    Context { actor, ..cx }
}

#[tokio::test]
async fn a_stand_in_signs_with_both_names_and_neither_approves_what_the_other_filled_in() {
    on_both_databases(async |office| {
        people(&office).await;
        let cx = issued(&office).await;
        let q3 = period("2018-Q3");
        open_cycle(&cx, PLAN, q3, 20).await.unwrap();
        let task = task_of_commerce(&cx).await;
        let (chen, wang) =
            (acting(&office, "chen", None).await, acting(&office, "wang", None).await);
        let until = Some(cx.today());
        let own = luoshi_service::Grant { until, ..grant(Role::Approver, Some("swj")) };
        assert!(matches!(
            luoshi_service::delegate_role(&chen, "wang", &own).await,
            Err(Error::NotYoursToLend)
        ));
        assert!(matches!(
            luoshi_service::delegate_role(&wang, "wang", &own).await,
            Err(Error::OwnGrant)
        ));
        let id = luoshi_service::delegate_role(&wang, "chen", &own).await.unwrap();
        let lent = luoshi_service::delegate_role(&wang, "li", &own).await.unwrap();
        assert_ne!(id, lent);
        assert_eq!(kinds(&chen).await[0], NoticeKind::Delegated);

        write_report(&chen, PLAN, task, q3, said("0.4")).await.unwrap();
        submit_report(&chen, PLAN, task, q3).await.unwrap();
        let chen_for_wang = acting(&office, "chen", Some("wang")).await;
        assert!(!waits_for(&chen_for_wang).await.contains(&Waiting::Approve(PLAN, q3)));
        let own_report = approve_report(&chen_for_wang, PLAN, task, q3).await;
        assert!(matches!(own_report, Err(Error::NotDone(luoshi_delivery::NotDone::OwnReport))));
        let li_for_wang = acting(&office, "li", Some("wang")).await;
        assert!(waits_for(&li_for_wang).await.contains(&Waiting::Approve(PLAN, q3)));
        approve_report(&li_for_wang, PLAN, task, q3).await.unwrap();
        let thing = format!("li for wang approve_report plan/1/{task}/2018-Q3/1");
        assert!(office.audit().await.contains(&thing), "{:?}", office.audit().await);
        let li = acting(&office, "li", None).await;
        let verified = luoshi_service::accept_report(&li, PLAN, task, q3, "0.4".parse().unwrap());
        assert!(verified.await.is_err(), "li had a hand in it already");

        luoshi_service::revoke_delegation(&wang, lent).await.unwrap();
        let back = acting(&office, "li", Some("wang")).await;
        assert_eq!(back.actor.name(), "li", "what was taken back is worth nothing");
        let nobody = acting(&office, "chen", Some("li")).await;
        assert_eq!(nobody.actor.name(), "chen");
    })
    .await;
}
