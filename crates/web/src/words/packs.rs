//! Words of registers, indicators and cases.

use std::borrow::Borrow;

use luoshi_delivery::Signed;
use luoshi_packs::{Cell, Field, Format, Kind, Method, Wrong, WrongCell};
use luoshi_rules::Sureness;
use luoshi_store::RecordAct;

use super::Words;

impl Words {
    /// A value of a field as a page shows it.
    pub(crate) fn cell(self, field: &Field, cell: &Cell) -> String {
        match (field.kind, cell) {
            (_, Cell::Boolean(true)) => self.t("yes"),
            (_, Cell::Boolean(false)) => self.t("no"),
            (Kind::Geojson, _) => self.t("field-shape"),
            (_, cell) => cell.to_string(),
        }
    }

    /// What is wrong with a value, in words for whoever typed it.
    pub(crate) fn wrong_cell(self, why: &WrongCell) -> String {
        match why {
            WrongCell::Empty => self.t("wrong-empty"),
            WrongCell::Kind(kind, format) => self.t(match (kind, format) {
                (Kind::Date, Format::Any) => "wrong-any-date",
                (Kind::Date, _) => "wrong-date",
                (Kind::Integer, _) => "wrong-integer",
                (Kind::Number, _) => "wrong-number",
                (Kind::Boolean, _) => "wrong-boolean",
                (Kind::Year, _) => "wrong-year",
                (Kind::Yearmonth, _) => "wrong-month",
                (Kind::Geojson, _) => "wrong-shape",
                (Kind::String, _) => "wrong-text",
            }),
            WrongCell::Digits => self.t("wrong-digits"),
            WrongCell::Short(least) => self.n("wrong-short", least),
            WrongCell::Long(most) => self.n("wrong-long", most),
            WrongCell::Less(least) => self.with("wrong-less", "least", least),
            WrongCell::More(most) => self.with("wrong-more", "most", most),
            WrongCell::Pattern(pattern) => self.with("wrong-pattern", "pattern", pattern),
            WrongCell::Choice(choices) => self.with("wrong-choice", "choices", choices),
        }
    }

    /// What is wrong with a record, without the field it is told beside.
    pub(crate) fn wrong(self, wrong: &Wrong) -> String {
        match wrong {
            Wrong::Cell { why, .. } => self.wrong_cell(why),
            Wrong::KeyTaken(key) => self.with("wrong-key-taken", "key", key),
            Wrong::SameKey(key, line) => self.with2("wrong-same-key", ("key", key), ("line", line)),
            Wrong::Taken { value, .. } => self.with("wrong-taken", "value", value),
            Wrong::NotUnique { value, line, .. } => {
                self.with2("wrong-not-unique", ("value", value), ("line", line))
            }
            Wrong::Dangling { value, .. } => self.with("wrong-dangling", "value", value),
            Wrong::StillNamed { value, .. } => self.with("wrong-still-named", "value", value),
            Wrong::StrangeColumn(name, known) => {
                self.with2("wrong-strange-column", ("name", name), ("known", known.0.join(", ")))
            }
            Wrong::NoSuchColumn(name) => self.with("wrong-no-column", "name", name),
            Wrong::Csv(_) => self.t("wrong-csv"),
            other => other.to_string(),
        }
    }

    /// How sure somebody is of a record.
    pub(crate) fn how_sure(self, sureness: Sureness) -> String {
        self.doubt(sureness).unwrap_or_else(|| self.t("sureness-seen"))
    }

    /// Who recorded something, and when.
    pub(crate) fn recorded(self, signed: &Signed) -> String {
        let at = self.moment(signed.at);
        self.with2("record-recorded", ("at", &at), ("by", &signed.by))
    }

    /// How an indicator gets its values.
    pub(crate) fn method<'m>(self, method: impl Borrow<Method<'m>>) -> String {
        self.t(match method.borrow() {
            Method::Reported => "method-reported",
            Method::Computed(_) => "method-computed",
            Method::Ratio(_) => "method-ratio",
        })
    }

    /// What was done to a record by hand.
    pub(crate) fn record_act(self, act: impl Borrow<RecordAct>) -> String {
        self.t(match act.borrow() {
            RecordAct::Corrected => "record-corrected",
            RecordAct::Withdrawn => "record-withdrawn",
        })
    }
}
