//! The review of an intake: what a person decides of each proposal.

use std::sync::Arc;

use luoshi_delivery::{Commitment, Decision, Intake, IntakeId, Item, ItemId, Origin};
use luoshi_document::{Document, Pair, Span, compare};
use luoshi_store::WriteTx;

use super::contents::{Places, target, task};
use crate::policy::{Permit, permit};
use crate::{Action, Context, Error, What};

/// A document under review, with its items in reading order.
#[derive(Debug)]
pub struct Review {
    /// The intake.
    pub intake: Intake,
    /// Its items; spans point into the document's text.
    pub items: Vec<Item>,
    /// The document.
    pub document: Arc<Document>,
}

/// A corrected version beside the one it corrects.
#[derive(Debug)]
pub struct Revision {
    /// The old version.
    pub old: Arc<Document>,
    /// The new one.
    pub new: Arc<Document>,
    /// Which block answers to which.
    pub pairs: Vec<Pair>,
}

/// What a stretch of text that a person picked is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A task.
    Task,
    /// A target.
    Target,
}

/// What is under review, the newest first.
pub async fn open_intakes(cx: &Context) -> Result<Vec<Intake>, Error> {
    permit(&cx.actor, Action::ImportDocument)?;
    Ok(cx.store.open_intakes(&cx.jurisdiction).await?)
}

/// A document under review.
pub async fn review(cx: &Context, id: IntakeId) -> Result<Review, Error> {
    permit(&cx.actor, Action::ImportDocument)?;
    let intake = cx.store.intake(&cx.jurisdiction, id).await?;
    let intake = intake.ok_or(Error::NotFound(What::Intake(id)))?;
    let items = cx.store.intake_items(&cx.jurisdiction, id).await?;
    let document = cx.store.document(&cx.jurisdiction, &intake.source).await?;
    Ok(Review { intake, items, document })
}

impl Review {
    /// What is still under review; a review that ended is not there any more.
    pub(super) async fn open(cx: &Context, id: IntakeId) -> Result<Self, Error> {
        let review = review(cx, id).await?;
        match review.intake.plan {
            None => Ok(review),
            Some(_) => Err(Error::NotFound(What::Intake(id))),
        }
    }

    /// The item of that number.
    pub fn item(&self, id: ItemId) -> Result<&Item, Error> {
        self.items.iter().find(|item| item.id == id).ok_or(Error::NotFound(What::Item(id)))
    }

    /// How many items stand so.
    pub fn count(&self, decision: Decision) -> usize {
        self.items.iter().filter(|item| item.decision == decision).count()
    }

    /// What changed, where it is a corrected version.
    pub async fn revision(&self, cx: &Context) -> Result<Option<Revision>, Error> {
        let Some(plan) = self.intake.revises.filter(|_| self.intake.plan.is_none()) else {
            return Ok(None);
        };
        let old = crate::plan::living_document(cx, plan).await?.document;
        let new = self.document.clone();
        let pairs = compare(&old, &new);
        Ok(Some(Revision { old, new, pairs }))
    }

    fn next_id(&self) -> ItemId {
        ItemId(self.items.iter().map(|item| item.id.0).max().unwrap_or(0) + 1)
    }
}

/// A change of an intake that is being written.
pub(super) struct Change {
    tx: WriteTx,
    permit: Permit,
    intake: IntakeId,
}

impl Change {
    pub(super) async fn begin(cx: &Context, intake: IntakeId) -> Result<Self, Error> {
        let permit = permit(&cx.actor, Action::ImportDocument)?;
        Ok(Self { tx: cx.store.write(&cx.jurisdiction).await?, permit, intake })
    }

    /// Keeps an item that was seen in the state `item.version`.
    pub(super) async fn keep(&mut self, item: &Item) -> Result<(), Error> {
        let kept = self.tx.change_item(self.intake, item).await?;
        if kept { Ok(()) } else { Err(Error::ChangedMeanwhile(item.id)) }
    }

    async fn add(&mut self, item: &Item) -> Result<(), Error> {
        Ok(self.tx.add_item(self.intake, item).await?)
    }

    async fn remove(&mut self, item: &Item) -> Result<(), Error> {
        let gone = self.tx.remove_item(self.intake, item.id, item.version).await?;
        if gone { Ok(()) } else { Err(Error::ChangedMeanwhile(item.id)) }
    }

    pub(super) async fn commit(self, cx: &Context, what: &str) -> Result<(), Error> {
        let entry = self.permit.entry(cx.now, format!("intake/{}/{what}", self.intake));
        Ok(self.tx.commit(entry).await?)
    }
}

/// Decides of an item that was seen in the state `seen`.
pub async fn decide_item(
    cx: &Context,
    intake: IntakeId,
    id: ItemId,
    seen: u32,
    decision: Decision,
) -> Result<(), Error> {
    let review = Review::open(cx, intake).await?;
    let item = Item { decision, version: seen, ..review.item(id)?.clone() };
    let mut change = Change::begin(cx, intake).await?;
    change.keep(&item).await?;
    change.commit(cx, &format!("item/{id}/{}", decision.name())).await
}

/// Decides of all items that are open and for which `wanted` holds; how many there were.
pub async fn decide_all(
    cx: &Context,
    intake: IntakeId,
    decision: Decision,
    wanted: impl Fn(&Item) -> bool,
) -> Result<usize, Error> {
    let review = Review::open(cx, intake).await?;
    let open = review.items.into_iter().filter(|it| it.decision == Decision::Open && wanted(it));
    let decided: Vec<Item> = open.map(|item| Item { decision, ..item }).collect();
    let mut change = Change::begin(cx, intake).await?;
    for item in &decided {
        change.keep(item).await?;
    }
    change.commit(cx, &format!("{} items/{}", decided.len(), decision.name())).await?;
    Ok(decided.len())
}

/// Splits a task in two before the character `at` of its words. Both are to be decided anew.
pub async fn split_item(
    cx: &Context,
    intake: IntakeId,
    id: ItemId,
    seen: u32,
    at: usize,
) -> Result<(), Error> {
    let review = Review::open(cx, intake).await?;
    let whole = review.item(id)?;
    let cut = cut(&review.document, whole, at).ok_or(Error::NoSuchPlace(at))?;
    let span = whole.span();
    let first = review.picked(whole, Span::new(span.start(), cut))?;
    let second = review.picked(whole, Span::new(cut, span.end()))?;
    let mut change = Change::begin(cx, intake).await?;
    change.keep(&Item { version: seen, ..first }).await?;
    let mut second = Item { id: review.next_id(), version: 1, origin: Origin::Hand, ..second };
    second.unnumber();
    change.add(&second).await?;
    change.commit(cx, &format!("item/{id}/split")).await
}

/// Makes one task of a task and the next one. It is to be decided anew.
pub async fn merge_item(
    cx: &Context,
    intake: IntakeId,
    id: ItemId,
    seen: u32,
) -> Result<(), Error> {
    let review = Review::open(cx, intake).await?;
    let first = review.item(id)?;
    let second = review.next_task(first).ok_or(Error::NothingToMerge)?;
    let span = Span::new(first.span().start(), second.span().end());
    let merged = review.picked(first, span)?;
    let mut change = Change::begin(cx, intake).await?;
    change.remove(second).await?;
    change.keep(&Item { version: seen, ..merged }).await?;
    change.commit(cx, &format!("item/{id}/merge")).await
}

/// Adds what a person picked out of the text: `words` as they stand in the block `near`, else where they stand first.
pub async fn add_item(
    cx: &Context,
    intake: IntakeId,
    kind: Kind,
    words: &str,
    near: Option<usize>,
) -> Result<ItemId, Error> {
    let review = Review::open(cx, intake).await?;
    let span = review.document.find(words, near).ok_or(Error::NotInText)?;
    let document = &*review.document;
    let (places, written_on) = (Places::of(document), document.meta.written_on);
    let commitment = match kind {
        Kind::Task => luoshi_extract::task_within(document, span)
            .map(|proposal| Commitment::Task(task(&proposal, 0, &places, written_on))),
        Kind::Target => luoshi_extract::target_within(document, span)
            .map(|proposal| Commitment::Target(target(&proposal, 0, &places, written_on))),
    };
    let item = Item {
        id: review.next_id(),
        commitment: commitment.ok_or(Error::NotInText)?,
        origin: Origin::Hand,
        decision: Decision::Open,
        doubts: Vec::new(),
        version: 1,
    };
    let mut change = Change::begin(cx, intake).await?;
    change.add(&item).await?;
    change.commit(cx, &format!("item/{}/add", item.id)).await?;
    Ok(item.id)
}

impl Review {
    /// The task behind this one.
    pub fn next_task(&self, item: &Item) -> Option<&Item> {
        let is_task = |it: &&Item| matches!(it.commitment, Commitment::Task(_));
        is_task(&item).then(|| {
            let behind = self.items.iter().filter(is_task);
            behind.skip_while(|other| other.id != item.id).nth(1)
        })?
    }

    /// The task of another stretch of the text, in place of `item`: open, its time limit and duties kept.
    fn picked(&self, item: &Item, span: Span) -> Result<Item, Error> {
        let Commitment::Task(before) = &item.commitment else { return Err(Error::NothingToMerge) };
        let document = &*self.document;
        let proposal = luoshi_extract::task_within(document, span).ok_or(Error::NotInText)?;
        let mut now = task(&proposal, before.id.0, &Places::of(document), document.meta.written_on);
        now.due = now.due.or(before.due);
        for duty in &before.duties {
            if !now.duties.contains(duty) {
                now.duties.push(duty.clone());
            }
        }
        Ok(Item {
            commitment: Commitment::Task(now),
            decision: Decision::Open,
            doubts: Vec::new(),
            ..item.clone()
        })
    }
}

/// The source character before which character `at` of the item's words stands; neither its first nor behind its last.
fn cut(document: &Document, item: &Item, at: usize) -> Option<u32> {
    let span = item.span();
    let blocks = document.blocks.iter().filter(|block| block.text.whole().overlaps(span));
    let places = blocks.flat_map(|block| block.text.places());
    let within =
        |(_, _, source): &(usize, char, u32)| span.start() <= *source && *source < span.end();
    places.filter(within).map(|(_, _, source)| source).nth(at).filter(|cut| *cut > span.start())
}
