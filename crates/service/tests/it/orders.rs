//! Supervision orders: one matter one order, hand to hand, late ones by themselves.

use jiff::{SignedDuration, ToSpan as _};
use luoshi_delivery::{
    Assignment, Assignments, DutyRole, ExtensionCode, Given, Grade, Ground, Light, NotExtended,
    NoticeKind, OrderAction, OrderMatter, OrderNotDone, OrderNumber, OrderState, PlanId, SYSTEM,
    TaskId, TimeLimit, Told, Waiting,
};
use luoshi_service::{
    Actor, Context, Error, OrderFilter, Role, Upload, User, act_on_order, ask_extension,
    assign_task, attach_to_order, contents, decide_extension, escalate_overdue_orders,
    import_document, load_organisations, order, order_file, orders, register_order, set_light,
    take_light_back, task_delays,
};

use crate::desk::{kinds, people, waits_for};
use crate::office::{Office, SEED, on_both_databases, user_of};
use crate::organisations::HANGZHOU;

/// Somebody in that role under a name of their own.
fn named(name: &str, role: Role, organisation: Option<&str>) -> Actor {
    let Actor::User(held) = user_of(role, organisation) else { unreachable!() };
    Actor::User(User { name: name.to_owned(), ..held })
}

fn words(text: &str) -> Given {
    Given { said: text.to_owned(), ..Given::default() }
}

async fn register(cx: &Context) -> Result<OrderNumber, Error> {
    let matter = OrderMatter {
        task: Some((PlanId(1), TaskId(3))),
        title: "机场扩建".to_owned(),
        basis: "市委〔2018〕15号".to_owned(),
    };
    let what = ("限期报送选址".to_owned(), "swj".parse().unwrap());
    let terms = (Grade::Blue, Ground::Slow, TimeLimit::Kind("express".to_owned()));
    register_order(cx, matter, what, terms).await
}

/// A plan with Hangzhou's organisations, and an order that was issued.
async fn issued(office: &Office) -> OrderNumber {
    let cx = office.cx(Actor::Operator);
    load_organisations(&cx, HANGZHOU).await.unwrap();
    let (file_name, bytes) = ("文件.txt".to_owned(), SEED.to_vec());
    let audience = luoshi_delivery::Audience::Internal;
    import_document(&cx, Upload { file_name, bytes, audience }).await.unwrap();
    let li = office.cx(named("li", Role::Office, None));
    let number = register(&li).await.unwrap();
    let own = act_on_order(&li, number, None, OrderAction::Issue, words("")).await;
    assert!(matches!(own, Err(Error::OrderNotDone(OrderNotDone::OwnOrder))));
    let sun = office.cx(named("sun", Role::Office, None));
    act_on_order(&sun, number, Some(1), OrderAction::Issue, words("")).await.unwrap();
    number
}

#[tokio::test]
async fn an_order_goes_from_hand_to_hand_until_it_is_struck_off() {
    on_both_databases(async |office| {
        let number = issued(&office).await;
        assert_eq!(number.to_string(), "督2018-001");
        let (li, sun) =
            (named("li", Role::Office, None), office.cx(named("sun", Role::Office, None)));
        let li = office.cx(li);
        assert!(matches!(register(&li).await, Err(Error::OrderOpen)), "one matter, one order");
        let chen = office.cx(named("chen", Role::Reporter, Some("swj")));
        let other = office.cx(named("xu", Role::Reporter, Some("330106")));
        let refused = act_on_order(&other, number, None, OrderAction::Accept, words("")).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        act_on_order(&chen, number, Some(2), OrderAction::Accept, words("")).await.unwrap();
        let twice = act_on_order(&chen, number, Some(2), OrderAction::Accept, words("")).await;
        assert!(matches!(twice, Err(Error::OrderChanged)));
        act_on_order(&chen, number, None, OrderAction::Begin, words("已定专人")).await.unwrap();
        attach_to_order(&chen, number, ("选址.pdf".to_owned(), vec![1, 2])).await.unwrap();
        act_on_order(&chen, number, None, OrderAction::Reply, words("已报送")).await.unwrap();
        let inspector = office.cx(named("he", Role::Inspector, None));
        act_on_order(&inspector, number, None, OrderAction::Return, words("缺图")).await.unwrap();
        act_on_order(&chen, number, None, OrderAction::Reply, words("已补图")).await.unwrap();
        act_on_order(&inspector, number, None, OrderAction::Verify, words("属实")).await.unwrap();
        for action in [OrderAction::Complete, OrderAction::StrikeOff] {
            act_on_order(&sun, number, None, action, words("")).await.unwrap();
        }
        let told = order(&li, number).await.unwrap().order;
        assert_eq!((told.state, told.entries.len()), (OrderState::StruckOff, 11));
        let file = told.files().next().unwrap().sha256.clone();
        assert_eq!(order_file(&li, number, &file).await.unwrap().1, [1, 2]);
        assert_eq!(register(&li).await.unwrap().place, 2, "the matter may come up again");
        let filter = OrderFilter { state: Some(OrderState::StruckOff), ..OrderFilter::default() };
        assert_eq!(orders(&li, &filter).await.unwrap().0.len(), 1);
        assert!(office.audit().await.contains(&"he verify_order order/2018-001".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn late_orders_move_by_themselves_once_and_say_whom_they_told() {
    on_both_databases(async |office| {
        let number = issued(&office).await;
        let cx = office.cx(Actor::Operator);
        assert_eq!(escalate_overdue_orders(&cx).await.unwrap(), 0, "nothing is late yet");
        let due = order(&cx, number).await.unwrap().order.due.unwrap();
        let days = due.saturating_add(1.day()).since(cx.today()).unwrap().get_days();
        let hours = SignedDuration::from_hours(i64::from(days) * 24);
        let later = Context { now: cx.now.saturating_add(hours).unwrap(), ..cx.clone() };
        let overdue = OrderFilter { overdue_on: Some(later.today()), ..OrderFilter::default() };
        assert_eq!(orders(&later, &overdue).await.unwrap().0.len(), 1);
        assert_eq!(escalate_overdue_orders(&later).await.unwrap(), 1);
        let raised = order(&cx, number).await.unwrap().order;
        assert_eq!(raised.grade, Grade::Orange);
        let entry = raised.entries.last().unwrap();
        assert_eq!(entry.signed.by, SYSTEM);
        assert!(entry.told.contains(&Told::Organisation("swj".parse().unwrap())));
        assert!(entry.told.contains(&Told::Holders(Role::Office)));
        let acts = office.audit().await;
        let by_itself = acts.iter().filter(|act| act.starts_with("system ")).count();
        assert_eq!(by_itself, 1);
        while escalate_overdue_orders(&later).await.unwrap() > 0 {}
        let again = order(&cx, number).await.unwrap().order;
        assert_eq!(again.grade, Grade::Orange, "at the same time, it goes up once");
        assert_eq!(escalate_overdue_orders(&later).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn more_time_and_a_light_set_by_hand_show_on_the_task_and_can_be_taken_back() {
    on_both_databases(async |office| {
        issued(&office).await;
        let (plan, task) = (PlanId(1), TaskId(3));
        let li = office.cx(named("li", Role::Office, None));
        set_light(&li, plan, task, (Light::Exempt, "  ")).await.unwrap_err();
        set_light(&li, plan, task, (Light::Exempt, "不可抗力")).await.unwrap();
        let lamp = async || {
            let told = task_delays(&li, plan, task).await.unwrap();
            told.task.lamp(li.today())
        };
        let computed = lamp().await;
        assert!(computed.is_set_by_hand() && computed.light == Light::Exempt);
        let chen = office.cx(named("chen", Role::Reporter, Some("swj")));
        let refused = set_light(&chen, plan, task, (Light::Green, "x")).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        take_light_back(&li, plan, task).await.unwrap();
        take_light_back(&li, plan, task).await.unwrap();
        assert!(!lamp().await.is_set_by_hand());
        let lead =
            Assignment { role: DutyRole::Lead, organisation: "swj".parse().unwrap(), person: None };
        let lead = Assignments::new(vec![lead]).unwrap();
        let cx = office.cx(Actor::Operator);
        let due = {
            let (_, held) = contents(&cx, plan).await.unwrap();
            let dated = held.tasks.iter().find(|it| it.due.is_some()).unwrap();
            (dated.id, dated.due_now().unwrap())
        };
        let (task, due) = due;
        assign_task(&li, plan, task, &lead).await.unwrap();
        let until = due.saturating_add(90.day());
        let code = ExtensionCode::Extended;
        ask_extension(&chen, plan, task, (code, due, "调整"), None).await.unwrap_err();
        ask_extension(&chen, plan, task, (code, until, "调整"), None).await.unwrap();
        let again = ask_extension(&chen, plan, task, (code, until, "调整"), None).await;
        assert!(matches!(again, Err(Error::NotExtended(NotExtended::AskedAlready))));
        decide_extension(&li, plan, task, (true, "")).await.unwrap();
        let told = task_delays(&li, plan, task).await.unwrap();
        assert_eq!(told.task.due_now(), Some(until));
        assert_eq!(told.task.due.unwrap().last_day(), due, "the first date stays");
        let acts = office.audit().await;
        assert!(
            acts.contains(&format!("li grant_extension plan/1/{task}/extension/1")),
            "{acts:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn whom_the_timeline_names_was_told_and_the_order_waits_on_the_desk_whose_turn_it_is() {
    on_both_databases(async |office| {
        people(&office).await;
        let number = issued(&office).await;
        let li = office.cx(named("li", Role::Office, None));
        let chen = office.cx(named("chen", Role::Reporter, Some("swj")));
        let waits = |state| Waiting::Order(number, state);
        assert_eq!(kinds(&chen).await, [NoticeKind::OrderIssued]);
        assert_eq!(kinds(&li).await, []);
        assert_eq!(waits_for(&chen).await, [waits(OrderState::Issued)]);
        act_on_order(&chen, number, None, OrderAction::Accept, words("")).await.unwrap();
        assert_eq!(kinds(&li).await, [], "the timeline names nobody");
        let until = order(&li, number).await.unwrap().order.due.unwrap().saturating_add(30.day());
        let more = Given { until: Some(until), ..words("选址未定") };
        act_on_order(&chen, number, None, OrderAction::AskExtension, more).await.unwrap();
        assert!(waits_for(&li).await.contains(&Waiting::OrderExtension(number)));
        act_on_order(&li, number, None, OrderAction::RefuseExtension, words("不等")).await.unwrap();
        for (action, said) in [(OrderAction::Begin, "已定专人"), (OrderAction::Reply, "已报送")]
        {
            act_on_order(&chen, number, None, action, words(said)).await.unwrap();
        }
        assert_eq!(waits_for(&chen).await, []);
        assert!(waits_for(&li).await.contains(&waits(OrderState::Replied)));
        act_on_order(&li, number, None, OrderAction::Return, words("缺图")).await.unwrap();
        let told = [NoticeKind::OrderReturned, NoticeKind::OrderMoved, NoticeKind::OrderIssued];
        assert_eq!(kinds(&chen).await, told);
        assert_eq!(kinds(&li).await, [NoticeKind::OrderAnswered; 2]);
        let hours = SignedDuration::from_hours(24 * 60);
        let later =
            Context { now: li.now.saturating_add(hours).unwrap(), ..office.cx(Actor::Operator) };
        escalate_overdue_orders(&later).await.unwrap();
        assert_eq!(kinds(&chen).await[0], NoticeKind::OrderRaised);
        assert_eq!(kinds(&li).await[0], NoticeKind::OrderRaised);
    })
    .await;
}

#[tokio::test]
async fn a_request_for_more_time_waits_on_the_desk_of_the_office_and_its_answer_is_told() {
    on_both_databases(async |office| {
        people(&office).await;
        issued(&office).await;
        let li = office.cx(named("li", Role::Office, None));
        let chen = office.cx(named("chen", Role::Reporter, Some("swj")));
        let plan = PlanId(1);
        let (_, held) = contents(&li, plan).await.unwrap();
        let dated = held.tasks.iter().find(|it| it.due.is_some()).unwrap();
        assign_task(&li, plan, dated.id, &crate::delivery::to("swj")).await.unwrap();
        let until = dated.due_now().unwrap().saturating_add(90.day());
        let asked = (ExtensionCode::Extended, until, "调整");
        ask_extension(&chen, plan, dated.id, asked, None).await.unwrap();
        assert!(waits_for(&li).await.contains(&Waiting::Extension(plan, dated.id)));
        assert_eq!(kinds(&li).await, [NoticeKind::ExtensionAsked]);
        decide_extension(&li, plan, dated.id, (true, "")).await.unwrap();
        assert!(!waits_for(&li).await.contains(&Waiting::Extension(plan, dated.id)));
        assert_eq!(kinds(&chen).await[0], NoticeKind::ExtensionDecided);
    })
    .await;
}
