//! What a use case is given: who asks, where, and when.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use luoshi_delivery::Jurisdiction;
use luoshi_store::Store;

use crate::User;

/// Who asks, where, and when. Time comes in here, so that every result can be repeated.
#[derive(Clone)]
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
}

impl Context {
    /// The day it is where the office works (UTC+8, the civil time of China).
    pub fn today(&self) -> Date {
        TimeZone::fixed(jiff::tz::offset(8)).to_datetime(self.now).date()
    }
}
