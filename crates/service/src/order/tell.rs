use std::collections::BTreeSet;

use luoshi_delivery::{News, NoticeKind, Order, OrderAction, Role, Told};
use luoshi_store::WriteTx;

use crate::notice::{Circle, tell_all};
use crate::{Context, Error};

/// Tells everybody whom the last entry of an order names, in the same write as the entry.
pub(super) async fn tell(
    cx: &Context,
    tx: &mut WriteTx,
    order: &Order,
    circle: &Circle,
) -> Result<(), Error> {
    let Some(entry) = order.entries.last() else { return Ok(()) };
    let people = |told: &Told| match told {
        Told::Organisation(code) => circle.holding(&[Role::Reporter, Role::Approver], code),
        Told::Holders(role) => circle.in_role(*role),
    };
    let names: BTreeSet<String> = entry.told.iter().flat_map(people).collect();
    let news = News {
        plan: order.matter.task.map(|(plan, _)| plan),
        task: order.matter.task.map(|(_, task)| task),
        order: Some(order.number),
        organisation: Some(order.addressee.clone()),
        due: entry.due,
        ..News::new(kind(entry.action), &order.matter.title)
    };
    tell_all(cx, tx, &names, &news).await
}

/// What kind of news an act on an order is.
fn kind(action: OrderAction) -> NoticeKind {
    use OrderAction as A;
    match action {
        A::Issue => NoticeKind::OrderIssued,
        A::Reply | A::AskExtension => NoticeKind::OrderAnswered,
        A::Return | A::Continue => NoticeKind::OrderReturned,
        A::Raise | A::Coordinate => NoticeKind::OrderRaised,
        A::Remind => NoticeKind::OrderLate,
        A::Register | A::Drop | A::Accept | A::Begin | A::Attach => NoticeKind::OrderMoved,
        A::Verify | A::Complete | A::StrikeOff | A::Instruct => NoticeKind::OrderMoved,
        A::GrantExtension | A::RefuseExtension | A::Transfer => NoticeKind::OrderMoved,
    }
}
