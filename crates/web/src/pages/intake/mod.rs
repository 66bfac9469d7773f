//! The review of a document under import: the text beside what is proposed of it.

mod act;
mod card;
mod changes;
mod show;

pub(crate) use act::{act, add, all, discard, publish};
pub(crate) use changes::changes;
pub(crate) use show::show;

use luoshi_delivery::{Decision, IntakeId, Item, ItemId};
use luoshi_service::Review;
use serde::Deserialize;

/// Which items are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    Doubtful,
    Open,
    Accepted,
    Rejected,
    All,
}

impl Wanted {
    const ALL: [Self; 5] = [Self::Doubtful, Self::Open, Self::Accepted, Self::Rejected, Self::All];

    fn name(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::All => "all",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Doubtful => "review-doubtful",
            Self::Open => "review-open",
            Self::Accepted => "review-accepted",
            Self::Rejected => "review-rejected",
            Self::All => "all",
        }
    }

    fn holds(self, item: &Item) -> bool {
        match self {
            Self::Doubtful => item.is_doubtful(),
            Self::Open => item.decision == Decision::Open,
            Self::Accepted => item.decision == Decision::Accepted,
            Self::Rejected => item.decision == Decision::Rejected,
            Self::All => true,
        }
    }

    /// What there is to do: the doubtful first, then the others, then a look at the whole.
    fn first(review: &Review) -> Self {
        let any = |wanted: &Self| review.items.iter().any(|item| wanted.holds(item));
        [Self::Doubtful, Self::Open].into_iter().find(any).unwrap_or(Self::All)
    }
}

/// What is asked of a review.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Asked {
    show: Option<Wanted>,
    item: Option<ItemId>,
    note: Option<String>,
}

/// The address of an item in a review.
fn address(id: IntakeId, wanted: Wanted, item: Option<ItemId>) -> String {
    let place = item.map(|item| format!("&item={item}#i{item}")).unwrap_or_default();
    format!("/intakes/{id}?show={}{place}", wanted.name())
}

/// The wanted item behind the one of that number, else the first.
fn behind(review: &Review, wanted: Wanted, id: ItemId) -> Option<ItemId> {
    let place = review.items.iter().position(|item| item.id == id).map_or(0, |at| at + 1);
    let (before, after) = review.items.split_at(place.min(review.items.len()));
    let mut next = after.iter().chain(before).filter(|item| item.id != id && wanted.holds(item));
    next.next().map(|item| item.id)
}
