use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use luoshi_delivery::{Jurisdiction, moment_of};
use luoshi_store::Store;

use crate::Error;

/// Where the time comes from: the system's clock, or that of a demonstration, which was set to another moment and has
/// run on since.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// How far it is ahead of the system's; none where it is the system's.
    ahead: Option<SignedDuration>,
}

impl Clock {
    /// The clock of a demonstration, which shows `begin` (UTC+8) now. It never shows what lies before the last entry
    /// of the audit log: nothing may have happened later than now.
    pub async fn set_to(
        begin: DateTime,
        store: &Store,
        jurisdiction: &Jurisdiction,
    ) -> Result<Self, Error> {
        let moment = moment_of(begin).ok_or(Error::NoSuchMoment(begin))?;
        if let Some(last) = store.last_entry_at(jurisdiction).await?.filter(|last| *last > moment) {
            return Err(Error::ClockGoesBack { to: moment, last });
        }
        Ok(Self { ahead: Some(moment.duration_since(system())) })
    }

    /// The moment it is.
    pub fn now(self) -> Timestamp {
        let now = system();
        self.ahead.map_or(now, |ahead| now.saturating_add(ahead).unwrap_or(Timestamp::MAX))
    }

    /// Whether it was set to another moment than it is.
    pub fn is_set(self) -> bool {
        self.ahead.is_some()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where time comes in")]
fn system() -> Timestamp {
    Timestamp::now()
}
