//! What happens by itself with an order that is late.
//!
//! | an order that | |
//! |---|---|
//! | nobody accepted in time | is reminded 催办, once |
//! | was not replied to in time, and is blue or orange | goes up by one grade, with a new last day |
//! | was not replied to in time, and is red | goes to those above to coordinate 协调升级, once |
//!
//! While a request for more time waits for its decision, nothing happens: that is a good reason until it is decided.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Given, Order, OrderAction, OrderEntry, OrderNotDone, SYSTEM, Told};
use crate::{OrganisationCode, Signed, day_of};

/// What is due by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Nobody accepted it: remind.
    Unaccepted,
    /// Nobody replied: it goes up.
    Unmet,
    /// Nobody replied to a red one: those above must act.
    Last,
}

impl Order {
    /// What is due by itself on the day `on`; nothing once it was done.
    pub fn late(&self, on: Date) -> Option<Late> {
        if self.asked.is_some() || !self.state.is_awaited() {
            return None;
        }
        if self.is_overdue(on) {
            return match self.grade.above() {
                Some(_) => Some(Late::Unmet),
                None => self.is_new(OrderAction::Coordinate).then_some(Late::Last),
            };
        }
        let is_due = self.accept_by.is_some_and(|day| on > day);
        let waits = self.state == super::OrderState::Issued;
        let reminded = self.entries.iter().any(|it| is_by_itself(it, OrderAction::Remind));
        (is_due && waits && !reminded).then_some(Late::Unaccepted)
    }

    /// Does what is due by itself, and tells those above the organisation, the nearest first; whether anything was.
    ///
    /// # Errors
    /// Where the rule knows no order on that day.
    pub fn escalate(
        &mut self,
        now: Timestamp,
        above: &[OrganisationCode],
    ) -> Result<Option<Late>, OrderNotDone> {
        let Some(late) = self.late(day_of(now)) else { return Ok(None) };
        let action = match late {
            Late::Unaccepted => OrderAction::Remind,
            Late::Unmet => OrderAction::Raise,
            Late::Last => OrderAction::Coordinate,
        };
        self.act(action, Signed { by: SYSTEM.to_owned(), at: now }, Given::default())?;
        if late != Late::Unaccepted
            && let Some(entry) = self.entries.last_mut()
        {
            entry.told.extend(above.iter().take(1).cloned().map(Told::Organisation));
        }
        Ok(Some(late))
    }

    /// Whether the program has not done it since the due date that holds now was set.
    fn is_new(&self, action: OrderAction) -> bool {
        let mut since = self.entries.iter().rev().take_while(|entry| entry.due == self.due);
        !since.any(|entry| is_by_itself(entry, action))
    }
}

fn is_by_itself(entry: &OrderEntry, action: OrderAction) -> bool {
    entry.action == action && entry.signed.by == SYSTEM
}
