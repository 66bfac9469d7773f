use luoshi_delivery::{Matter, OrderState, Waiting, share_a_person};
use luoshi_store::AtOffice;

use crate::policy::{held_for, may_somewhere};
use crate::{Action, Context, Error};

/// Orders that wait for the actor: to be answered by an organisation, or for the office.
pub(super) async fn orders(cx: &Context) -> Result<Vec<Matter>, Error> {
    let mut matters = Vec::new();
    for organisation in held_for(&cx.actor, Action::AnswerOrder) {
        matters.extend(cx.store.orders_to_answer(&cx.jurisdiction, organisation).await?);
    }
    let at_office = [Action::IssueOrder, Action::VerifyOrder, Action::ManageOrder];
    if at_office.into_iter().any(|action| may_somewhere(&cx.actor, action)) {
        let all = cx.store.orders_at_office(&cx.jurisdiction).await?.into_iter();
        matters.extend(all.filter(|it| is_for(cx, it)).map(|it| it.matter));
    }
    Ok(matters)
}

/// Requests for more time for tasks that the actor may decide: none they made.
pub(super) async fn extensions(cx: &Context) -> Result<Vec<Matter>, Error> {
    if !may_somewhere(&cx.actor, Action::DecideExtension) {
        return Ok(Vec::new());
    }
    let all = cx.store.extensions_to_decide(&cx.jurisdiction).await?.into_iter();
    Ok(all.filter(|it| !share_a_person(cx.actor.name(), &it.by)).map(|it| it.matter).collect())
}

/// Whether it waits for the actor, who does not issue or decide what was their own.
fn is_for(cx: &Context, waits: &AtOffice) -> bool {
    let not_own = !share_a_person(cx.actor.name(), &waits.by);
    let (action, not_own) = match waits.matter.waiting {
        Waiting::OrderExtension(_) => (Action::DecideExtension, not_own),
        Waiting::Order(_, OrderState::Registered) => (Action::IssueOrder, not_own),
        Waiting::Order(_, OrderState::Replied) => (Action::VerifyOrder, true),
        _ => (Action::ManageOrder, true),
    };
    not_own && may_somewhere(&cx.actor, action)
}
