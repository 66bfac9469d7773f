//! Reading plans. What the actor may not read is answered as if it were not there.

use luoshi_delivery::{Plan, PlanContents, PlanId, PlanSource};
use luoshi_document::Document;
use luoshi_store::Tally;

use crate::policy::may_read;
use crate::{Context, Error, What};

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
    pub contents: PlanContents,
    /// The document.
    pub document: Document,
}

/// The plans the actor may read, the newest first.
pub async fn plans(cx: &Context) -> Result<Vec<PlanCard>, Error> {
    let plans = cx.store.plans(&cx.jurisdiction).await?;
    let mut tallies = cx.store.tallies(&cx.jurisdiction).await?;
    let cards = plans.into_iter().filter(|plan| may_read(&cx.actor, plan)).map(|plan| {
        let tally = tallies.remove(&plan.id).unwrap_or_default();
        PlanCard { plan, tally }
    });
    Ok(cards.collect())
}

/// The plan of that number.
pub async fn plan(cx: &Context, id: PlanId) -> Result<Plan, Error> {
    let plan = cx.store.plan(&cx.jurisdiction, id).await?;
    plan.filter(|plan| may_read(&cx.actor, plan)).ok_or(Error::NotFound(What::Plan(id)))
}

/// A plan and all that it holds.
pub async fn contents(cx: &Context, id: PlanId) -> Result<(Plan, PlanContents), Error> {
    let plan = plan(cx, id).await?;
    let contents = cx.store.contents(&cx.jurisdiction, id).await?;
    Ok((plan, contents))
}

/// A plan beside the document it comes from.
pub async fn living_document(cx: &Context, id: PlanId) -> Result<LivingDocument, Error> {
    let (plan, contents) = contents(cx, id).await?;
    let bytes = file(cx, &plan).await?;
    let document = luoshi_document::read(&plan.source.name, &bytes)
        .map_err(|why| Error::Unreadable { file_name: plan.source.name.clone(), why })?;
    Ok(LivingDocument { plan, contents, document })
}

/// The file a plan was read from, as it was uploaded.
pub async fn source_file(cx: &Context, id: PlanId) -> Result<(PlanSource, Vec<u8>), Error> {
    let plan = plan(cx, id).await?;
    let bytes = file(cx, &plan).await?;
    Ok((plan.source, bytes))
}

async fn file(cx: &Context, plan: &Plan) -> Result<Vec<u8>, Error> {
    let bytes = cx.store.file(&cx.jurisdiction, &plan.source.sha256).await?;
    bytes.ok_or(Error::NotFound(What::Plan(plan.id)))
}
