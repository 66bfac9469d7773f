use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use luoshi_rules::delivery::{Grade, Ground};
use proptest::prelude::*;

use super::*;
use crate::ExtensionCode;

fn at(day: Date) -> Timestamp {
    crate::start_of(day).unwrap().saturating_add(SignedDuration::from_hours(9)).unwrap()
}

fn signed(by: &str, day: Date) -> Signed {
    Signed { by: by.to_owned(), at: at(day) }
}

fn said(text: &str) -> Given {
    Given { said: text.to_owned(), ..Given::default() }
}

fn registered(grade: Grade, ground: Ground) -> Result<Order, OrderNotDone> {
    let matter = OrderMatter {
        task: Some((PlanId(1), TaskId(3))),
        title: "机场扩建".to_owned(),
        basis: "市委〔2018〕15号".to_owned(),
    };
    let what = ("限期报送选址".to_owned(), "swj".parse().unwrap());
    let limit = TimeLimit::Kind("express".to_owned());
    let number = "2018-017".parse().unwrap();
    Order::register(number, matter, what, (grade, ground, limit), signed("li", date(2018, 9, 21)))
}

fn issued() -> Order {
    let mut order = registered(Grade::Blue, Ground::Slow).unwrap();
    order.act(OrderAction::Issue, signed("sun", date(2018, 9, 21)), said("")).unwrap();
    order
}

/// 3 working days after Friday 21 September 2018: the 24th is a holiday.
#[test]
fn an_order_is_due_by_its_kind_and_accepted_within_two_working_days() {
    let order = issued();
    assert_eq!(order.due, Some(date(2018, 9, 27)));
    assert_eq!(order.accept_by, Some(date(2018, 9, 26)));
}

#[test]
fn a_grade_needs_its_ground_and_who_registers_does_not_issue() {
    assert!(matches!(registered(Grade::Red, Ground::Slow), Err(OrderNotDone::NotByTheRule(_))));
    assert!(registered(Grade::Orange, Ground::Instruction).is_ok());
    let mut order = registered(Grade::Blue, Ground::Poor).unwrap();
    let own = order.act(OrderAction::Issue, signed("li", date(2018, 9, 21)), said(""));
    assert_eq!(own, Err(OrderNotDone::OwnOrder));
}

#[test]
fn who_replied_neither_verifies_nor_closes() {
    let (mut order, day) = (issued(), date(2018, 9, 25));
    for (action, by) in [(OrderAction::Accept, "chen"), (OrderAction::Begin, "chen")] {
        order.act(action, signed(by, day), said("")).unwrap();
    }
    let silent = order.act(OrderAction::Reply, signed("chen", day), said(" "));
    assert_eq!(silent, Err(OrderNotDone::NoWords));
    order.act(OrderAction::Reply, signed("chen", day), said("已报送")).unwrap();
    let own = order.act(OrderAction::Verify, signed("chen", day), said("属实"));
    assert_eq!(own, Err(OrderNotDone::OwnReply));
    order.act(OrderAction::Verify, signed("he", day), said("属实")).unwrap();
    order.act(OrderAction::Complete, signed("sun", day), said("")).unwrap();
    order.act(OrderAction::StrikeOff, signed("sun", day), said("")).unwrap();
    assert!(!order.state.is_open());
}

#[test]
fn an_overdue_order_climbs_one_grade_at_a_time_and_once_a_day_asked_for_is_enough() {
    let mut order = issued();
    let above = ["szf".parse().unwrap()];
    let mut seen = Vec::new();
    for day in date(2018, 9, 21).series(1.day()).take(40) {
        while let Some(late) = order.escalate(at(day), &above).unwrap() {
            seen.push((day, late, order.grade));
        }
    }
    let expected = [
        (date(2018, 9, 27), Late::Unaccepted, Grade::Blue),
        (date(2018, 9, 28), Late::Unmet, Grade::Orange),
        (date(2018, 10, 11), Late::Unmet, Grade::Red),
        (date(2018, 10, 17), Late::Last, Grade::Red),
    ];
    assert_eq!(seen, expected);
    let told = &order.entries.last().unwrap().told;
    assert!(told.contains(&Told::Holders(Role::Leader)));
    assert!(told.contains(&Told::Organisation("szf".parse().unwrap())));
    assert_eq!(order.first_due, Some(date(2018, 9, 27)));
}

#[test]
fn more_time_is_asked_for_in_time_and_decided_by_somebody_else() {
    let mut order = issued();
    let ask = |until| Given {
        until: Some(until),
        code: Some(ExtensionCode::Extended),
        ..said("等待规划调整")
    };
    let late = order.clone().act(
        OrderAction::AskExtension,
        signed("chen", date(2018, 9, 28)),
        ask(date(2018, 10, 30)),
    );
    assert_eq!(late, Err(OrderNotDone::TooLate(date(2018, 9, 27))));
    let (asked, until) = (date(2018, 9, 27), date(2018, 10, 30));
    let earlier = order.act(OrderAction::AskExtension, signed("chen", asked), ask(asked));
    assert_eq!(earlier, Err(OrderNotDone::NotLater(asked)));
    order.act(OrderAction::AskExtension, signed("chen", asked), ask(until)).unwrap();
    assert_eq!(order.late(date(2018, 10, 8)), None, "a request that waits is a good reason");
    let own = order.act(OrderAction::GrantExtension, signed("chen", asked), said(""));
    assert_eq!(own, Err(OrderNotDone::OwnRequest));
    order.act(OrderAction::GrantExtension, signed("sun", asked), said("")).unwrap();
    assert_eq!((order.due, order.first_due), (Some(until), Some(asked)));
}

#[test]
fn every_name_is_read_back() {
    for state in OrderState::ALL {
        assert_eq!(OrderState::parse(state.name()), Some(state));
    }
    for action in OrderAction::ALL {
        assert_eq!(OrderAction::parse(action.name()), Some(action));
    }
    for told in ["swj", "@leader"] {
        assert_eq!(Told::parse(told).unwrap().to_text(), told);
    }
}

proptest! {
    /// Whatever four people try in whatever order, on whatever days: what is struck off passed through every
    /// state, by hands that invariant 4 keeps apart; what is refused changes nothing; a grade goes up by one.
    #[test]
    fn what_is_struck_off_went_all_the_way(
        acts in prop::collection::vec((0usize..20, "li|sun|chen|he", 0i32..3), 0..60),
    ) {
        let mut order = registered(Grade::Blue, Ground::Slow).unwrap();
        let mut day = date(2018, 9, 21);
        for (number, who, days) in acts {
            day = day.saturating_add(days.days());
            let (before, action) = (order.clone(), OrderAction::ALL[number]);
            let given = Given { until: Some(day.saturating_add(9.days())), ..said("情况说明") };
            if order.act(action, signed(&who, day), given).is_err() {
                prop_assert_eq!(&before, &order);
                continue;
            }
            prop_assert_eq!(before.state.after(action), Some(order.state));
            prop_assert!(before.state.is_open());
            prop_assert!(order.grade == before.grade || Some(order.grade) == before.grade.above());
            prop_assert_eq!(order.entries.len(), before.entries.len() + 1);
        }
        if order.state == OrderState::StruckOff {
            let way = [
                OrderAction::Register, OrderAction::Issue, OrderAction::Accept, OrderAction::Begin,
                OrderAction::Reply, OrderAction::Verify, OrderAction::Complete, OrderAction::StrikeOff,
            ];
            for action in way {
                prop_assert!(order.last(action).is_some());
            }
            let by = |action| order.last(action).map(|it| it.signed.by.clone()).unwrap();
            prop_assert_ne!(by(OrderAction::Register), by(OrderAction::Issue));
            for closing in [OrderAction::Verify, OrderAction::Complete, OrderAction::StrikeOff] {
                let last = order.last(closing).unwrap();
                let answers = order.entries.iter().filter(|it| it.action.is_answer());
                let before = answers.filter(|it| it.signed.at <= last.signed.at);
                prop_assert!(before.into_iter().all(|it| it.signed.by != last.signed.by));
            }
        }
    }
}
