use luoshi_delivery::{Order, OrderAction, OrderNumber, OrganisationChart, PlanSource};
use luoshi_store::OrderFilter;

use super::act::action_for;
use crate::organisation::{chart_today, owner_in};
use crate::policy::{may, permit};
use crate::{Action, Context, Error, Owner, What};

/// An order with what it takes to show it.
#[derive(Clone, Debug)]
pub struct OrderDetail {
    /// The order.
    pub order: Order,
    /// The organisations of today.
    pub chart: OrganisationChart,
}

impl OrderDetail {
    /// Whose the order is.
    pub fn owner(&self) -> Owner {
        owner_in(&self.chart, Some(&self.order.addressee))
    }

    /// Whether the actor may do it now, as far as roles, state and earlier acts go.
    pub fn may(&self, cx: &Context, action: OrderAction) -> bool {
        self.order.allows(action, cx.actor.name())
            && may(&cx.actor, action_for(action), &self.owner())
    }
}

/// The orders a filter wants, the newest first, without their timelines.
pub async fn orders(
    cx: &Context,
    filter: &OrderFilter,
) -> Result<(Vec<Order>, OrganisationChart), Error> {
    permit(&cx.actor, Action::ReadOrders)?;
    let orders = cx.store.orders(&cx.jurisdiction, filter).await?;
    Ok((orders, chart_today(cx).await?))
}

/// An order with its whole timeline.
pub async fn order(cx: &Context, number: OrderNumber) -> Result<OrderDetail, Error> {
    permit(&cx.actor, Action::ReadOrders)?;
    let order = cx.store.order(&cx.jurisdiction, number).await?;
    let order = order.ok_or(Error::NotFound(What::Order(number)))?;
    Ok(OrderDetail { order, chart: chart_today(cx).await? })
}

/// A file that came with a reply.
pub async fn order_file(
    cx: &Context,
    number: OrderNumber,
    sha256: &str,
) -> Result<(PlanSource, Vec<u8>), Error> {
    let order = order(cx, number).await?.order;
    let none = Error::NotFound(What::Order(number));
    let Some(file) = order.files().find(|file| file.sha256 == sha256) else { return Err(none) };
    let bytes = cx.store.file(&cx.jurisdiction, sha256).await?;
    Ok((file.clone(), bytes.ok_or(none)?))
}
