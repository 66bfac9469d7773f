use luoshi_delivery::{
    Commitment, Decision, Intake, IntakeId, Item, ItemId, Origin, PlanContents, PlanId,
};
use luoshi_document::Document;
use luoshi_extract::Extraction;

use super::{carry, contents, doubt};
use crate::plan::{LARGEST_UPLOAD, Upload, plan_of, read_and_extract};
use crate::policy::permit;
use crate::{Action, Context, Error};

/// Takes a document in for review: reads it, and proposes tasks and targets. A corrected version of a plan's
/// document (`revises`) keeps what was decided of the words that stayed.
///
/// The same bytes are taken in once: a review under way goes on.
pub async fn begin_intake(
    cx: &Context,
    upload: Upload,
    revises: Option<PlanId>,
) -> Result<IntakeId, Error> {
    let permit = permit(&cx.actor, Action::ImportDocument)?;
    let Upload { file_name, bytes, audience } = upload;
    if bytes.len() > LARGEST_UPLOAD {
        return Err(Error::TooLarge { file_name, limit: LARGEST_UPLOAD });
    }
    let (bytes, document, extraction) = read_and_extract(cx, file_name, bytes).await?;
    let source = &document.source;
    if let Some(plan) = cx.store.plan_of_file(&cx.jurisdiction, &source.sha256).await? {
        return Err(Error::AlreadyImported { plan, file_name: source.name.clone() });
    }
    if let Some(known) = cx.store.intake_of_file(&cx.jurisdiction, &source.sha256).await? {
        return Ok(known);
    }
    let mut items = proposals(&document, &extraction);
    let plan = plan_of(cx, &document, audience);
    let mut audience = audience;
    if let Some(id) = revises {
        let old = crate::plan::living_document(cx, id).await?;
        audience = old.plan.audience;
        let before = decided(cx, id, &old.contents).await?;
        items = carry::carry(&old.document, &before, &document, items);
    }
    let intake = Intake {
        id: IntakeId(0), // The store gives the number.
        title: plan.title,
        source: plan.source,
        audience,
        revises,
        plan: None,
        created_at: cx.now,
        created_by: plan.created_by,
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&intake.source, &bytes, cx.now).await?;
    let id = tx.add_intake(&intake, &items).await?;
    tx.commit(permit.entry(cx.now, format!("intake/{id}"))).await?;
    Ok(id)
}

/// What the extraction proposes, each with the rule that found it and the doubts about it.
fn proposals(document: &Document, extraction: &Extraction) -> Vec<Item> {
    let contents = contents(document, extraction);
    let tasks = contents.tasks.into_iter().map(Commitment::Task);
    let targets = contents.targets.into_iter().map(Commitment::Target);
    let rules = extraction.tasks.iter().map(|task| task.rule);
    let rules = rules.chain(extraction.targets.iter().map(|target| target.rule));
    let mut items: Vec<Item> = tasks
        .chain(targets)
        .zip(rules)
        .map(|(commitment, rule)| Item {
            id: ItemId(0),
            commitment,
            origin: Origin::Rule(rule.name().to_owned()),
            decision: Decision::Open,
            doubts: Vec::new(),
            version: 1,
        })
        .collect();
    doubt::note(&mut items);
    items.sort_by_key(|item| item.span().start());
    number(&mut items);
    items
}

/// Numbers the items in reading order.
pub(super) fn number(items: &mut [Item]) {
    for (item, number) in items.iter_mut().zip(1..) {
        item.id = ItemId(number);
    }
}

/// What was decided when the plan was made: of its review, or, where it had none, all that it holds.
async fn decided(cx: &Context, plan: PlanId, contents: &PlanContents) -> Result<Vec<Item>, Error> {
    let reviewed = cx.store.intake_of_plan(&cx.jurisdiction, plan).await?;
    let rejected = match reviewed {
        Some(intake) => cx.store.intake_items(&cx.jurisdiction, intake).await?,
        None => Vec::new(),
    };
    let item = |commitment| Item {
        id: ItemId(0),
        commitment,
        origin: Origin::Hand,
        decision: Decision::Accepted,
        doubts: Vec::new(),
        version: 1,
    };
    let tasks = contents.tasks.iter().cloned().map(Commitment::Task);
    let targets = contents.targets.iter().cloned().map(Commitment::Target);
    let mut rejected: Vec<Item> =
        rejected.into_iter().filter(|item| item.decision == Decision::Rejected).collect();
    rejected.iter_mut().for_each(Item::unnumber);
    Ok(tasks.chain(targets).map(item).chain(rejected).collect())
}
