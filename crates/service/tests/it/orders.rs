//! Supervision orders: one matter one order, hand to hand, late ones by themselves.

use jiff::{SignedDuration, ToSpan as _};
use luoshi_delivery::{
    Given, Grade, Ground, OrderAction, OrderMatter, OrderNotDone, OrderNumber, OrderState, PlanId,
    SYSTEM, TaskId, TimeLimit, Told,
};
use luoshi_service::{
    Actor, Context, Error, OrderFilter, Role, Upload, User, act_on_order, attach_to_order,
    escalate_overdue_orders, import_document, load_organisations, order, order_file, orders,
    register_order,
};

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
