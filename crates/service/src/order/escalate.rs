use luoshi_delivery::{OrderAction, OrderNumber, OrganisationChart, OrganisationCode};

use super::act::act_name;
use super::register::thing;
use super::tell::tell;
use crate::notice::Circle;
use crate::organisation::chart_today;
use crate::policy::by_itself;
use crate::{Context, Error};

/// Does with every late order what is due by itself: reminds, raises, asks those above. How many moved. Asked again
/// at the same time, nothing does: each step is one transaction with its audit entry, in the name of the system.
pub async fn escalate_overdue_orders(cx: &Context) -> Result<usize, Error> {
    let late = cx.store.late_orders(&cx.jurisdiction, cx.today()).await?;
    if late.is_empty() {
        return Ok(0);
    }
    let (chart, circle) = (chart_today(cx).await?, Circle::all(cx).await?);
    let mut moved = 0;
    for number in late {
        moved += usize::from(escalate(cx, number, &chart, &circle).await?);
    }
    Ok(moved)
}

/// One step of one order; whether there was any.
async fn escalate(
    cx: &Context,
    number: OrderNumber,
    chart: &OrganisationChart,
    circle: &Circle,
) -> Result<bool, Error> {
    let Some(mut order) = cx.store.order(&cx.jurisdiction, number).await? else { return Ok(false) };
    let before = order.entries.len();
    let line = chart.line(&order.addressee).into_iter().skip(1);
    let above: Vec<OrganisationCode> = line.map(|it| it.code.clone()).collect();
    if order.escalate(cx.now, &above)?.is_none() {
        return Ok(false);
    }
    let action = order.entries.last().map_or(OrderAction::Remind, |entry| entry.action);
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.change_order(before, &order).await? {
        return Ok(false); // Somebody did something with it at this moment: it is looked at again next time.
    }
    tell(cx, &mut tx, &order, circle).await?;
    tx.commit(by_itself(act_name(action)).entry(cx.now, thing(number))).await?;
    Ok(true)
}
