use luoshi_delivery::{Given, OrderAction, OrderNumber, PlanSource};
use sha2::{Digest as _, Sha256};

use super::read::{OrderDetail, order};
use super::register::thing;
use super::tell::tell;
use crate::assignment::signed;
use crate::notice::Circle;
use crate::policy::permit_over;
use crate::{Action, Context, EVIDENCE_LIMIT, Error};

/// Does something with an order, which still has the `seen` entries it had when it was looked at.
pub async fn act_on_order(
    cx: &Context,
    number: OrderNumber,
    seen: Option<usize>,
    action: OrderAction,
    given: Given,
) -> Result<(), Error> {
    act(cx, number, seen, action, given, None).await
}

/// Adds a file that shows what was done 佐证, to go with the next reply.
pub async fn attach_to_order(
    cx: &Context,
    number: OrderNumber,
    (name, bytes): (String, Vec<u8>),
) -> Result<(), Error> {
    if bytes.len() > EVIDENCE_LIMIT {
        return Err(Error::TooLarge { file_name: name, limit: EVIDENCE_LIMIT });
    }
    let file = PlanSource { name, sha256: hex::encode(Sha256::digest(&bytes)) };
    let given = Given { file: Some(file), ..Given::default() };
    act(cx, number, None, OrderAction::Attach, given, Some(bytes)).await
}

/// Whether the actor may add a file to the order at all, or why not.
pub async fn may_attach(cx: &Context, number: OrderNumber) -> Result<(), Error> {
    let owner = order(cx, number).await?.owner();
    permit_over(&cx.actor, action_for(OrderAction::Attach), &owner).map(drop)
}

async fn act(
    cx: &Context,
    number: OrderNumber,
    seen: Option<usize>,
    action: OrderAction,
    given: Given,
    bytes: Option<Vec<u8>>,
) -> Result<(), Error> {
    let found = order(cx, number).await?;
    let permit = permit_over(&cx.actor, action_for(action), &found.owner())?;
    let OrderDetail { mut order, .. } = found;
    let before = order.entries.len();
    if seen.is_some_and(|seen| seen != before) {
        return Err(Error::OrderChanged);
    }
    let file = given.file.clone();
    order.act(action, signed(cx), given)?;
    let circle = Circle::all(cx).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if let (Some(file), Some(bytes)) = (&file, bytes) {
        tx.save_file(file, &bytes, cx.now).await?;
    }
    if !tx.change_order(before, &order).await? {
        return Err(Error::OrderChanged);
    }
    tell(cx, &mut tx, &order, &circle).await?;
    Ok(tx.commit(permit.named(act_name(action)).entry(cx.now, thing(number))).await?)
}

/// The permission that an act on an order needs.
pub(super) fn action_for(action: OrderAction) -> Action {
    use OrderAction as A;
    match action {
        A::Register => Action::RegisterOrder,
        A::Issue | A::Drop => Action::IssueOrder,
        A::Accept | A::Begin | A::Attach | A::Reply | A::AskExtension => Action::AnswerOrder,
        A::Return | A::Verify => Action::VerifyOrder,
        A::Continue | A::Complete | A::StrikeOff => Action::ManageOrder,
        A::Remind | A::Raise | A::Transfer => Action::ManageOrder,
        A::Coordinate => Action::CoordinateOrder,
        A::Instruct => Action::InstructOrder,
        A::GrantExtension | A::RefuseExtension => Action::DecideExtension,
    }
}

/// What the audit log calls an act on an order.
pub(super) fn act_name(action: OrderAction) -> &'static str {
    use OrderAction as A;
    match action {
        A::Register => "register_order",
        A::Issue => "issue_order",
        A::Drop => "drop_order",
        A::Accept => "accept_order",
        A::Begin => "begin_order",
        A::Attach => "attach_to_order",
        A::Reply => "reply_to_order",
        A::Return => "return_order",
        A::Verify => "verify_order",
        A::Continue => "continue_order",
        A::Complete => "complete_order",
        A::StrikeOff => "strike_off_order",
        A::Remind => "remind_of_order",
        A::Raise => "raise_order",
        A::Coordinate => "coordinate_order",
        A::Instruct => "instruct_order",
        A::AskExtension => "ask_order_extension",
        A::GrantExtension => "grant_order_extension",
        A::RefuseExtension => "refuse_order_extension",
        A::Transfer => "transfer_order",
    }
}
