use luoshi_delivery::{
    Grade, Ground, Order, OrderMatter, OrderNumber, OrganisationCode, TimeLimit,
};

use crate::assignment::{signed, task_in};
use crate::organisation::exist;
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error};

/// Writes an order down 立项, for somebody else to issue. There is one open order about a matter at a time.
pub async fn register_order(
    cx: &Context,
    matter: OrderMatter,
    (requirement, addressee): (String, OrganisationCode),
    terms: (Grade, Ground, TimeLimit),
) -> Result<OrderNumber, Error> {
    let permit = permit(&cx.actor, Action::RegisterOrder)?;
    if let Some((plan, task)) = matter.task {
        let (_, contents) = contents(cx, plan).await?;
        task_in(&contents, task)?;
    }
    exist(cx, std::slice::from_ref(&addressee)).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let number = tx.next_order(cx.today().year()).await?;
    let order = Order::register(number, matter, (requirement, addressee), terms, signed(cx))?;
    if !tx.add_order(&order).await? {
        return Err(Error::OrderOpen);
    }
    tx.commit(permit.entry(cx.now, thing(number))).await?;
    Ok(number)
}

/// What the audit log calls an order.
pub(super) fn thing(number: OrderNumber) -> String {
    format!("order/{}", number.plain())
}
