//! Reading plans. What the actor may not read is answered as if it were not there.

use std::sync::Arc;

use luoshi_delivery::{Plan, PlanContents, PlanId, PlanSource};
use luoshi_document::Document;
use luoshi_store::Tally;

use crate::policy::{may_read, readable};
use crate::{Context, Error, What};

/// How many plans stand in a list at once.
pub const PLANS_AT_ONCE: usize = 50;

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCard {
    /// The plan.
    pub plan: Plan,
    /// How much it holds.
    pub tally: Tally,
}

/// A plan beside the text it comes from 活文件.
#[derive(Debug)]
pub struct LivingDocument {
    /// The plan.
    pub plan: Plan,
    /// What it holds; spans point into the document's text.
    pub contents: Arc<PlanContents>,
    /// The document.
    pub document: Arc<Document>,
}

/// A stretch of the list of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanList {
    /// The plans, the newest first.
    pub cards: Vec<PlanCard>,
    /// Whether there are older ones.
    pub older: bool,
}

/// The plans the actor may read, the newest first: [`PLANS_AT_ONCE`], those older than `before` where
/// one is named.
pub async fn plans(cx: &Context, before: Option<PlanId>) -> Result<PlanList, Error> {
    let audiences = readable(&cx.actor);
    let more = PLANS_AT_ONCE as u32 + 1;
    let mut plans = cx.store.plans(&cx.jurisdiction, &audiences, before, more).await?;
    let older = plans.len() > PLANS_AT_ONCE;
    plans.truncate(PLANS_AT_ONCE);
    let (Some(newest), Some(oldest)) = (plans.first(), plans.last()) else {
        return Ok(PlanList { cards: Vec::new(), older });
    };
    let mut tallies = cx.store.tallies(&cx.jurisdiction, oldest.id..=newest.id).await?;
    let card = |plan: Plan| PlanCard { tally: tallies.remove(&plan.id).unwrap_or_default(), plan };
    Ok(PlanList { cards: plans.into_iter().map(card).collect(), older })
}

/// The plan of that number.
pub async fn plan(cx: &Context, id: PlanId) -> Result<Plan, Error> {
    let plan = cx.store.plan(&cx.jurisdiction, id).await?;
    plan.filter(|plan| may_read(&cx.actor, plan)).ok_or(Error::NotFound(What::Plan(id)))
}

/// A plan and all that it holds.
pub async fn contents(cx: &Context, id: PlanId) -> Result<(Plan, Arc<PlanContents>), Error> {
    let plan = plan(cx, id).await?;
    let contents = cx.store.contents(&cx.jurisdiction, id).await?;
    Ok((plan, contents))
}

/// A plan beside the document it comes from.
pub async fn living_document(cx: &Context, id: PlanId) -> Result<LivingDocument, Error> {
    let (plan, contents) = contents(cx, id).await?;
    let document = cx.store.document(&cx.jurisdiction, &plan.source).await?;
    Ok(LivingDocument { plan, contents, document })
}

/// The file a plan was read from, as it was uploaded.
pub async fn source_file(cx: &Context, id: PlanId) -> Result<(PlanSource, Vec<u8>), Error> {
    let plan = plan(cx, id).await?;
    let bytes = cx.store.file(&cx.jurisdiction, &plan.source.sha256).await?;
    Ok((plan.source, bytes.ok_or(Error::NotFound(What::Plan(id)))?))
}
