//! Fields of registers and forms: the types and constraints of a Frictionless Table Schema.
//!
//! Source: Table Schema, specs.frictionlessdata.io (types string, integer, number, boolean, date, year,
//! yearmonth, geojson; constraints required, unique, minLength, maxLength, minimum, maximum, pattern, enum).

use std::fmt;

use jiff::civil::Date;
use luoshi_rules::Title;
use luoshi_rules::progress::Period;
use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

use crate::files::File;
use crate::{Fault, Wrong};

/// A column of a register, or a question of a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name, as in tables and files.
    pub name: Spanned<String>,
    /// Its name for people.
    pub title: Title,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// How it is written, where its type knows several ways: `any` for a date as exact as it is known.
    #[serde(default)]
    pub format: Format,
    /// What to write in it.
    #[serde(default)]
    pub description: Option<Title>,
    /// The unit of its numbers, as printed.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whether only signed-in users of the pack's roles see it.
    #[serde(default)]
    pub restricted: bool,
    /// What it takes.
    #[serde(default)]
    pub constraints: Constraints,
    #[serde(skip)]
    limits: Limits,
}

/// A type of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A decimal number of at most fifteen digits, so that every database keeps it exactly.
    Number,
    /// Yes or no: `true`, `false`.
    Boolean,
    /// A day: `2018-07-30`.
    Date,
    /// A year: `2018`.
    Year,
    /// A month: `2018-07`.
    Yearmonth,
    /// A place or a shape as GeoJSON.
    Geojson,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// In the one way of its type.
    #[default]
    Default,
    /// A date as exact as it is known: `2014`, `2014-10` or `2014-10-16`.
    Any,
}

/// What a field takes, as Table Schema writes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Constraints {
    /// It may not be empty.
    #[serde(default)]
    pub required: bool,
    /// No two records have the same.
    #[serde(default)]
    pub unique: bool,
    /// The fewest characters.
    #[serde(default)]
    pub min_length: Option<Spanned<usize>>,
    /// The most characters.
    #[serde(default)]
    pub max_length: Option<Spanned<usize>>,
    /// The least value.
    #[serde(default)]
    pub minimum: Option<Spanned<toml::Value>>,
    /// The greatest value.
    #[serde(default)]
    pub maximum: Option<Spanned<toml::Value>>,
    /// A regular expression that the whole text matches.
    #[serde(default)]
    pub pattern: Option<Spanned<String>>,
    /// The values to choose from.
    #[serde(default, rename = "enum")]
    pub choices: Vec<Spanned<String>>,
}

/// Constraints as values are held to them.
#[derive(Clone, Debug, Default)]
struct Limits {
    minimum: Option<Cell>,
    maximum: Option<Cell>,
    pattern: Option<Regex>,
}

/// A value of a field. Dates and months are texts in the one order that sorts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// Text, a date, a month, a shape.
    Text(String),
    /// A whole number, a year.
    Integer(i64),
    /// A decimal number.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Boolean(truth) => truth.fmt(f),
        }
    }
}

/// Why a field does not take a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongCell {
    /// Nothing stands where something must.
    #[error("may not be empty")]
    Empty,
    /// It is of another type.
    #[error("is no {}", .0.looks(*.1))]
    Kind(Kind, Format),
    /// Too many digits to be kept exactly.
    #[error("has more than fifteen digits")]
    Digits,
    /// Too short.
    #[error("is shorter than {0} characters")]
    Short(usize),
    /// Too long.
    #[error("is longer than {0} characters")]
    Long(usize),
    /// Below the least.
    #[error("is less than {0}")]
    Less(Cell),
    /// Above the most.
    #[error("is more than {0}")]
    More(Cell),
    /// Not of the pattern.
    #[error("does not match {0}")]
    Pattern(String),
    /// Not one of the choices.
    #[error("is none of {0}")]
    Choice(String),
}

impl Kind {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Year => "year",
            Self::Yearmonth => "yearmonth",
            Self::Geojson => "geojson",
        }
    }

    /// What a value of it looks like, for a message.
    fn looks(self, format: Format) -> &'static str {
        match (self, format) {
            (Self::String, _) => "text",
            (Self::Integer, _) => "whole number: write 1200",
            (Self::Number, _) => "number: write 12.5",
            (Self::Boolean, _) => "yes or no: write true or false",
            (Self::Date, Format::Default) => "date: write 2018-07-30",
            (Self::Date, Format::Any) => "date: write 2014, 2014-10 or 2014-10-16",
            (Self::Year, _) => "year: write 2018",
            (Self::Yearmonth, _) => "month: write 2018-07",
            (Self::Geojson, _) => "GeoJSON",
        }
    }

    pub(crate) fn read(self, format: Format, text: &str) -> Result<Cell, WrongCell> {
        let wrong = || WrongCell::Kind(self, format);
        match self {
            Self::String => Ok(Cell::Text(text.to_owned())),
            Self::Geojson => match text.starts_with('{') {
                true => Ok(Cell::Text(text.to_owned())),
                false => Err(wrong()),
            },
            Self::Integer => text.parse().map(Cell::Integer).map_err(|_| wrong()),
            Self::Number => number(text).ok_or_else(wrong)?,
            Self::Boolean => match text {
                "true" | "是" => Ok(Cell::Boolean(true)),
                "false" | "否" => Ok(Cell::Boolean(false)),
                _ => Err(wrong()),
            },
            Self::Date if is_day(text) || (format == Format::Any && is_period(text)) => {
                Ok(Cell::Text(text.to_owned()))
            }
            Self::Date => Err(wrong()),
            Self::Year if is_period(text) && text.len() == 4 => {
                text.parse().map(Cell::Integer).map_err(|_| wrong())
            }
            Self::Yearmonth if is_period(text) && text.len() == 7 && !text.contains('Q') => {
                Ok(Cell::Text(text.to_owned()))
            }
            Self::Year | Self::Yearmonth => Err(wrong()),
        }
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

fn is_period(text: &str) -> bool {
    !text.contains('Q') && text.parse::<Period>().is_ok()
}

/// A decimal number: `None` for no number, an error for one with too many digits.
fn number(text: &str) -> Option<Result<Cell, WrongCell>> {
    let number = text.parse::<Decimal>().ok()?.normalize();
    let digits = number.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    Some(if digits > 15 { Err(WrongCell::Digits) } else { Ok(Cell::Number(number)) })
}

impl Field {
    /// Its name.
    pub fn name(&self) -> &str {
        self.name.get_ref()
    }

    /// Reads what somebody wrote; `None` for nothing.
    pub fn read(&self, text: &str) -> Result<Option<Cell>, WrongCell> {
        let text = text.trim();
        if text.is_empty() {
            return if self.constraints.required { Err(WrongCell::Empty) } else { Ok(None) };
        }
        let cell = self.kind.read(self.format, text)?;
        self.hold(text, &cell)?;
        Ok(Some(cell))
    }

    /// A value of its type, whatever its constraints; `None` for nothing and for what is no such value. Where
    /// dates are compared, a year or a month stands for its days.
    pub fn value(&self, text: &str) -> Option<Cell> {
        let text = text.trim();
        let format = if self.kind == Kind::Date { Format::Any } else { self.format };
        if text.is_empty() { None } else { self.kind.read(format, text).ok() }
    }

    /// Holds a value to the constraints.
    fn hold(&self, text: &str, cell: &Cell) -> Result<(), WrongCell> {
        let Constraints { min_length, max_length, choices, .. } = &self.constraints;
        let Limits { minimum, maximum, pattern } = &self.limits;
        let length = text.chars().count();
        if let Some(least) = min_length.as_ref().filter(|least| length < *least.get_ref()) {
            return Err(WrongCell::Short(*least.get_ref()));
        }
        if let Some(most) = max_length.as_ref().filter(|most| length > *most.get_ref()) {
            return Err(WrongCell::Long(*most.get_ref()));
        }
        if let Some(least) = minimum.as_ref().filter(|least| cell < least) {
            return Err(WrongCell::Less(least.clone()));
        }
        if let Some(most) = maximum.as_ref().filter(|most| cell > most) {
            return Err(WrongCell::More(most.clone()));
        }
        if let Some(pattern) = pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
            return Err(WrongCell::Pattern(shown(pattern)));
        }
        if !choices.is_empty() && !choices.iter().any(|choice| choice.get_ref() == text) {
            let names: Vec<&str> = choices.iter().map(|choice| choice.get_ref().as_str()).collect();
            return Err(WrongCell::Choice(names.join(", ")));
        }
        Ok(())
    }

    /// Makes its constraints ready for use; says which of them make no sense.
    pub(crate) fn prepare(&mut self, file: File<'_>, faults: &mut Vec<Fault>) {
        let (kind, format) = (self.kind, self.format);
        let ordered = !matches!(kind, Kind::String | Kind::Boolean | Kind::Geojson);
        let Constraints { min_length, max_length, minimum, maximum, pattern, choices, .. } =
            &self.constraints;
        for (name, given, fits) in [
            ("minLength", min_length.as_ref().map(Spanned::span), kind == Kind::String),
            ("maxLength", max_length.as_ref().map(Spanned::span), kind == Kind::String),
            ("minimum", minimum.as_ref().map(Spanned::span), ordered),
            ("maximum", maximum.as_ref().map(Spanned::span), ordered),
            ("pattern", pattern.as_ref().map(Spanned::span), kind == Kind::String),
        ] {
            if let Some(at) = given.filter(|_| !fits) {
                let wrong = Wrong::IdleConstraint { constraint: name, kind: kind.name() };
                faults.push(file.fault(at, wrong));
            }
        }
        let mut bound = |constraint: &'static str, given: &Option<Spanned<toml::Value>>| {
            let given = given.as_ref().filter(|_| ordered)?;
            let value = plain(given.get_ref());
            kind.read(format, &value)
                .map_err(|why| {
                    let wrong = Wrong::BadConstraint { constraint, value, why };
                    faults.push(file.fault(given.span(), wrong));
                })
                .ok()
        };
        self.limits.minimum = bound("minimum", minimum);
        self.limits.maximum = bound("maximum", maximum);
        for choice in choices {
            if let Err(why) = kind.read(format, choice.get_ref()) {
                let value = choice.get_ref().clone();
                let wrong = Wrong::BadConstraint { constraint: "enum", value, why };
                faults.push(file.fault(choice.span(), wrong));
            }
        }
        if let Some(given) = pattern.as_ref().filter(|_| kind == Kind::String) {
            match Regex::new(&format!("^(?:{})$", given.get_ref())) {
                Ok(regex) => self.limits.pattern = Some(regex),
                Err(why) => {
                    faults.push(file.fault(given.span(), Wrong::Pattern(why.to_string())));
                }
            }
        }
    }
}

/// The pattern as the pack's author wrote it.
fn shown(pattern: &Regex) -> String {
    let inner = pattern.as_str().strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$"));
    inner.unwrap_or(pattern.as_str()).to_owned()
}

/// A bound as text: TOML dates and numbers may stand without quotes.
fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
