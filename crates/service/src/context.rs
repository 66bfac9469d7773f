//! What a use case is given: who asks, where, and when.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use luoshi_delivery::{Jurisdiction, PlanId, day_of, start_of};
use luoshi_store::Store;

use crate::{Error, User};

/// Who asks, where, and when. Time comes in here, so that every result can be repeated.
#[derive(Clone, Debug)]
pub struct Context {
    /// The store.
    pub store: Store,
    /// Whose affairs are asked about.
    pub jurisdiction: Jurisdiction,
    /// Who asks.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who has not signed in.
    Visitor,
    /// A signed-in user.
    User(User),
    /// Whoever runs the program on its own machine: the command line and the first start.
    Operator,
}

impl Context {
    /// The same actor, who now only reads, before what was known of a plan at the end of `day` 时点回溯.
    pub async fn on(&self, plan: PlanId, day: Date) -> Result<Self, Error> {
        crate::plan::plan(self, plan).await?; // Nobody has a day made of a plan they may not read.
        let store = self.store.on(&self.jurisdiction, plan, day).await?;
        let next = day.tomorrow().ok().and_then(start_of).unwrap_or(Timestamp::MAX);
        let actor = match &self.actor {
            Actor::User(user) => Actor::User(User { only_reads: true, ..user.clone() }),
            other => other.clone(),
        };
        Ok(Self {
            store: store.ok_or(Error::NotKept(day))?,
            jurisdiction: self.jurisdiction.clone(),
            actor,
            now: next - SignedDuration::from_secs(1),
        })
    }

    /// The day it is where the office works (UTC+8, the civil time of China).
    pub fn today(&self) -> Date {
        day_of(self.now)
    }
}

impl Actor {
    /// The name the audit log knows them by; both names where they act for somebody else.
    pub fn name(&self) -> &str {
        match self {
            Self::Visitor => "visitor",
            Self::User(user) => user.stands_in.as_ref().map_or(&user.name, |it| &it.signature),
            Self::Operator => "operator",
        }
    }

    /// The code of the organisation they belong to; empty where they belong to none.
    pub(crate) fn organisation(&self) -> String {
        let home = match self {
            Self::User(user) => user.organisation.as_ref(),
            Self::Visitor | Self::Operator => None,
        };
        home.map(ToString::to_string).unwrap_or_default()
    }
}
