//! Forms drawn from fields: what stands in each, and what is wrong with it.

use std::collections::BTreeMap;

use luoshi_packs::{Cell, Field, Format, Kind, Record, RowReader, Wrong};
use luoshi_rules::Sureness;
use luoshi_service::KeptRegister;
use serde::Deserialize;

use crate::words::Words;

/// What a form sends: a text for each name. Fields of a register or a case are called `f.…`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sent(BTreeMap<String, String>);

/// What every form of a record asks beside the register's own fields.
pub(crate) const BESIDE: [&str; 3] = ["valid_from", "source", "sureness"];

/// A field as a form shows it.
pub(crate) struct Question<'r> {
    pub(crate) field: &'r Field,
    pub(crate) text: String,
    /// What is wrong with the text.
    pub(crate) wrong: Option<String>,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    Line,
    Lines,
    Day,
    Whole,
    Choice,
}

impl Sent {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    pub(crate) fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), text.into());
    }

    /// What was typed for a field.
    pub(crate) fn of(&self, field: &Field) -> &str {
        self.get(&format!("f.{}", field.name()))
    }

    /// The form of a record as it stands.
    pub(crate) fn from_record(kept: &KeptRegister, record: &Record) -> Self {
        let mut sent = Self::default();
        for (field, cell) in kept.register().fields.iter().zip(&record.cells) {
            if let Some(cell) = cell {
                sent.set(&format!("f.{}", field.name()), cell.to_string());
            }
        }
        sent.set("valid_from", record.valid_from.clone().unwrap_or_default());
        sent.set("source", record.source.clone().unwrap_or_default());
        sent.set("sureness", record.sureness.name());
        sent
    }

    /// The record that was typed, or everything that is wrong in it.
    pub(crate) fn record(&self, kept: &KeptRegister) -> Result<Record, Vec<Wrong>> {
        let register = kept.register();
        let names = register.fields.iter().map(Field::name).chain(BESIDE);
        let typed = register.fields.iter().map(|field| self.of(field));
        let beside = BESIDE.iter().map(|name| self.get(name));
        RowReader::new(register, names)?.read(typed.chain(beside))
    }
}

impl<'r> Question<'r> {
    /// The questions of some fields, with what was typed and what is wrong with it.
    pub(crate) fn all(
        fields: impl Iterator<Item = &'r Field>,
        sent: &Sent,
        wrong: &[Wrong],
        words: &Words,
    ) -> Vec<Self> {
        let question = |field: &'r Field| {
            let about = wrong.iter().filter(|wrong| wrong.field() == Some(field.name()));
            let told: Vec<String> = about.map(|wrong| words.wrong(wrong)).collect();
            let wrong = (!told.is_empty()).then(|| told.join(" "));
            Self { field, text: sent.of(field).to_owned(), wrong }
        };
        fields.map(question).collect()
    }

    pub(crate) fn control(&self) -> Control {
        let constraints = &self.field.constraints;
        match (self.field.kind, self.field.format) {
            (Kind::Boolean, _) => Control::Choice,
            _ if !constraints.choices.is_empty() => Control::Choice,
            (Kind::Date, Format::Default) => Control::Day,
            (Kind::Integer | Kind::Year, _) => Control::Whole,
            (Kind::Geojson, _) => Control::Lines,
            (Kind::String, _) => {
                let is_short = constraints.max_length.is_some() || constraints.pattern.is_some();
                if is_short || constraints.required { Control::Line } else { Control::Lines }
            }
            _ => Control::Line,
        }
    }

    pub(crate) fn is(&self, control: &str) -> bool {
        let name = match self.control() {
            Control::Line => "line",
            Control::Lines => "lines",
            Control::Day => "day",
            Control::Whole => "whole",
            Control::Choice => "choice",
        };
        name == control
    }

    /// What can be chosen: the value that is sent, and the word for it.
    pub(crate) fn options(&self, words: &Words) -> Vec<(String, String)> {
        if self.field.kind == Kind::Boolean {
            return vec![("true".to_owned(), words.t("yes")), ("false".to_owned(), words.t("no"))];
        }
        let choices = self.field.constraints.choices.iter().map(|it| it.get_ref().clone());
        choices.map(|value| (value.clone(), value)).collect()
    }

    /// How an empty field says what it takes.
    pub(crate) fn example(&self) -> &'static str {
        match (self.field.kind, self.field.format) {
            (Kind::Date, Format::Any) => "2014 / 2014-10 / 2014-10-16",
            (Kind::Yearmonth, _) => "2018-07",
            (Kind::Geojson, _) => "{\"type\": \"Point\", …}",
            _ => "",
        }
    }

    /// The least and the greatest it takes, the longest it may be, as people read them.
    pub(crate) fn limits(&self, words: &Words) -> Vec<String> {
        let constraints = &self.field.constraints;
        let bound = |key: &str, value: &toml::Value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            words.with(key, "value", text)
        };
        let least = constraints.minimum.as_ref().map(|it| bound("limit-least", it.get_ref()));
        let most = constraints.maximum.as_ref().map(|it| bound("limit-most", it.get_ref()));
        let length =
            constraints.max_length.as_ref().map(|it| words.n("limit-length", it.get_ref()));
        let unique = constraints.unique.then(|| words.t("limit-unique"));
        [least, most, length, unique].into_iter().flatten().collect()
    }
}

/// How sure one can say one is; what is computed is not typed.
pub(crate) const SURENESS: [Sureness; 3] = [Sureness::Seen, Sureness::ToVerify, Sureness::Design];

/// What is wrong with a record as a whole, beside no field of its own.
pub(crate) fn of_no_field(wrong: &[Wrong], fields: &[&str], words: &Words) -> Vec<String> {
    let elsewhere = |it: &&Wrong| it.field().is_none_or(|field| !fields.contains(&field));
    wrong.iter().filter(elsewhere).map(|wrong| words.wrong(wrong)).collect()
}

/// A value beside the field it belongs to, where there is one.
pub(crate) fn told<'r>(field: &'r Field, cell: &'r Option<Cell>, words: &Words) -> String {
    cell.as_ref().map(|cell| words.cell(field, cell)).unwrap_or_default()
}
