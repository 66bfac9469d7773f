//! Cycles 督查周期: the periods for which organisations report.

use jiff::Timestamp;
use jiff::civil::Date;
use luoshi_rules::calendar::Calendar;
use luoshi_rules::progress::Period;

/// Working days after a period's end within which its reports are due, unless the office says otherwise.
///
/// Source: practice of city offices, five working days after the quarter (`delivery.light` beside it).
pub const REPORT_DAYS: u32 = 5;

/// A period for which reports are asked 督查周期.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Which quarter or month.
    pub period: Period,
    /// The last day for its reports.
    pub due: Date,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// By whom: a user's name.
    pub opened_by: String,
}

/// Why a cycle cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACycle {
    /// A year is no reporting period.
    #[error("{0} is a whole year: open quarters or months")]
    TooLong(Period),
    /// Working days are not published so far ahead, or were not so long ago.
    #[error("the State Council's calendars do not reach the end of {0}")]
    NoCalendar(Period),
}

impl Cycle {
    /// The day reports of `period` are due: `days` working days after its last day, by the State Council's calendars.
    ///
    /// ```
    /// use luoshi_delivery::{Cycle, REPORT_DAYS};
    /// let due = Cycle::due_of("2018-Q3".parse().unwrap(), REPORT_DAYS).unwrap();
    /// assert_eq!(due, jiff::civil::date(2018, 10, 12)); // After the week of the National Day.
    /// ```
    ///
    /// # Errors
    /// For a year, and where the calendars do not reach.
    pub fn due_of(period: Period, days: u32) -> Result<Date, NotACycle> {
        if period.months() > 3 {
            return Err(NotACycle::TooLong(period));
        }
        let calendar = Calendar::latest().ok();
        let due = calendar.and_then(|calendar| calendar.after(period.last_day(), days));
        due.ok_or(NotACycle::NoCalendar(period))
    }

    /// Working days from `on` until the reports are due; none once they are late.
    pub fn days_left(&self, on: Date) -> Option<u32> {
        if on > self.due {
            return None;
        }
        let through = Calendar::latest().ok()?.working_days(on, self.due)?;
        Some(through.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// The worked examples of quarterly deadlines: make-up working days and holidays included.
    #[test]
    fn reports_are_due_five_working_days_after_the_quarter() {
        let cases = [
            ("2018-Q3", date(2018, 10, 12)),
            ("2018-Q4", date(2019, 1, 8)),
            ("2019-Q1", date(2019, 4, 8)),
        ];
        for (period, due) in cases {
            assert_eq!(Cycle::due_of(period.parse().unwrap(), REPORT_DAYS), Ok(due), "{period}");
        }
        let ten = Cycle::due_of("2018-Q3".parse().unwrap(), 10);
        assert_eq!(ten, Ok(date(2018, 10, 19)));
    }

    #[test]
    fn a_year_is_no_cycle_and_the_far_future_has_no_calendar() {
        let year: Period = "2018".parse().unwrap();
        assert_eq!(Cycle::due_of(year, 5), Err(NotACycle::TooLong(year)));
        let far: Period = "2199-Q4".parse().unwrap();
        assert_eq!(Cycle::due_of(far, 5), Err(NotACycle::NoCalendar(far)));
    }
}
