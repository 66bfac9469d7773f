//! Words of bulletins.

use std::borrow::Borrow;

use jiff::civil::Date;
use luoshi_delivery::{Bulletin, NotPublishable, Period, SectionKind};

use super::Words;

impl Words {
    /// The heading of a section.
    pub(crate) fn section(self, kind: impl Borrow<SectionKind>) -> String {
        self.t(match kind.borrow() {
            SectionKind::Overall => "section-overall",
            SectionKind::Chapters => "section-chapters",
            SectionKind::Organisations => "section-organisations",
            SectionKind::Moved => "section-moved",
            SectionKind::Overdue => "section-overdue",
            SectionKind::Targets => "section-targets",
            SectionKind::Discipline => "section-discipline",
            SectionKind::Practice => "section-practice",
            SectionKind::Next => "section-next",
        })
    }

    /// A period as papers print it: `2018年第三季度`, `2018年9月`.
    pub(crate) fn period(self, period: Period) -> String {
        let (year, month) = (period.last_day().year(), period.last_day().month());
        let key = match (period.months(), month) {
            (3, 3) => "period-quarter-one",
            (3, 6) => "period-quarter-two",
            (3, 9) => "period-quarter-three",
            (3, _) => "period-quarter-four",
            (1, _) => return self.with2("period-month", ("year", year), ("month", month)),
            _ => return period.to_string(),
        };
        self.with(key, "year", year)
    }

    /// A day as papers print it: `2018年10月15日`.
    pub(crate) fn printed_day(self, day: Date) -> String {
        let [year, month, date] = [i32::from(day.year()), day.month().into(), day.day().into()]
            .map(|part: i32| part.to_string());
        self.with_all("printed-day", &[("year", &year), ("month", &month), ("day", &date)])
    }

    /// Where a bulletin stands: published when, or a draft saved by whom.
    pub(crate) fn bulletin_state(self, bulletin: &Bulletin) -> String {
        let version = ("version", bulletin.version);
        match &bulletin.published {
            Some(signed) => {
                self.with2("bulletin-published", ("at", self.moment(signed.at)), version)
            }
            None => self.with2("bulletin-saved", ("by", &bulletin.saved.by), version),
        }
    }

    /// Why nothing was done with a bulletin.
    pub(crate) fn not_publishable(self, why: NotPublishable) -> String {
        self.t(match why {
            NotPublishable::Published => "bulletin-is-published",
            NotPublishable::OwnBulletin => "bulletin-own",
            NotPublishable::Changed => "bulletin-changed",
            NotPublishable::NoTitle => "bulletin-no-title",
        })
    }
}
