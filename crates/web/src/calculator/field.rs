//! The fields of a form with what they hold.

use askama::Template;
use serde_json::Value;

use super::schema::{Schema, Shape, object};
use crate::words::Words;

/// A field, or a group of fields.
#[derive(Debug, Template)]
#[template(path = "rules/_field.html")]
pub(crate) struct Field {
    words: Words,
    path: String,
    label: String,
    /// What the schema says of it, in English; empty where it says nothing.
    help: String,
    required: bool,
    /// Whether the rule refused what it holds.
    refused: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text(String),
    Date(String),
    Whole(String),
    Flag(bool),
    /// The words, and which one is chosen.
    Choice(Vec<String>, String),
    Lines(String),
    Rows(Vec<Vec<Field>>),
    Group(Vec<Field>),
    Json(String),
}

/// What stands around the fields of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filling<'f> {
    pub(crate) words: Words,
    /// The path the rule refused, as it names it: `organisations[0].id`.
    pub(crate) refused: &'f str,
    /// The list that gets one more empty row.
    pub(crate) more: &'f str,
}

/// The fields of a schema with the values of `input`.
pub(crate) fn fields(schema: Schema<'_>, input: &Value, filling: Filling<'_>) -> Vec<Field> {
    under("", schema, input, filling)
}

fn under(path: &str, schema: Schema<'_>, value: &Value, filling: Filling<'_>) -> Vec<Field> {
    let fields = schema.properties().into_iter().map(|(name, schema, required)| {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let value = object(value).get(name).unwrap_or(&Value::Null);
        let description = schema.description();
        Field {
            words: filling.words,
            label: label(name, description, filling.words),
            help: description.replace('`', ""),
            required,
            refused: path == dotted(filling.refused),
            kind: kind_of(&path, name, schema, value, filling),
            path,
        }
    });
    fields.collect()
}

fn kind_of(
    path: &str,
    name: &str,
    schema: Schema<'_>,
    value: &Value,
    filling: Filling<'_>,
) -> Kind {
    match schema.shape() {
        Shape::Text if matches!(name, "on" | "known_at") => Kind::Date(plain(value)),
        Shape::Text => Kind::Text(plain(value)),
        Shape::Whole => Kind::Whole(plain(value)),
        Shape::Flag => Kind::Flag(value == &Value::Bool(true)),
        Shape::YesNo => Kind::Choice(vec!["true".into(), "false".into()], plain(value)),
        Shape::Choice(words) => {
            let given = plain(value);
            // A rule may know other words for the same.
            let other =
                (!given.is_empty() && !words.contains(&given.as_str())).then(|| given.clone());
            Kind::Choice(words.into_iter().map(str::to_owned).chain(other).collect(), given)
        }
        // A list that also takes something shorter is shown as it was given.
        Shape::Lines if is_texts(value) => Kind::Lines(lines(value)),
        Shape::Rows(item) if is_objects(value) => Kind::Rows(rows(path, item, value, filling)),
        Shape::Group(item) => Kind::Group(under(path, item, value, filling)),
        Shape::Lines | Shape::Rows(_) | Shape::Json => Kind::Json(written(value)),
    }
}

fn rows(path: &str, item: Schema<'_>, value: &Value, filling: Filling<'_>) -> Vec<Vec<Field>> {
    let given = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let empty = usize::from(given.is_empty() || filling.more == path);
    let values = given.iter().chain(std::iter::repeat_n(&Value::Null, empty));
    let row = |(at, value)| under(&format!("{path}.{at}"), item, value, filling);
    values.enumerate().map(row).collect()
}

impl Field {
    /// The words of a choice, and which one is chosen.
    fn chosen(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Choice(_, chosen) if chosen == word)
    }

    /// Whether it takes several lines.
    fn is_long(&self) -> bool {
        matches!(self.kind, Kind::Json(_) | Kind::Lines(_))
    }

    /// A word of a choice as people read it.
    fn spoken(&self, word: &str) -> String {
        match word {
            "true" => self.words.t("yes"),
            "false" => self.words.t("no"),
            other => other.to_owned(),
        }
    }

    fn is_english(&self) -> bool {
        self.words.language() == crate::words::Language::English
    }
}

/// What a field is called: in Chinese by the files of texts, else by the Chinese words of its
/// description; in English by its name.
fn label(name: &str, description: &str, words: Words) -> String {
    let key = format!("field-{}", name.replace('_', "-").to_lowercase());
    let spoken = || name.replace('_', " ");
    if words.language() == crate::words::Language::English {
        return spoken();
    }
    words.known(&key).or_else(|| chinese(description)).unwrap_or_else(spoken)
}

/// The first run of Chinese in a description: `Energy used 综合能耗.`
fn chinese(description: &str) -> Option<String> {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let start = description.find(is_chinese)?;
    let run = description[start..].chars().take_while(|c| is_chinese(*c) || "（）、".contains(*c));
    Some(run.collect::<String>().trim_matches('、').to_owned())
}

/// `organisations[0].id` as forms write it: `organisations.0.id`.
fn dotted(path: &str) -> String {
    path.replace('[', ".").replace(']', "")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        // A bare word needs no quotation marks where JSON would not read it as something else.
        Value::String(word) if serde_json::from_str::<Value>(word).is_err() => word.clone(),
        other => format!("{other:#}"),
    }
}

fn lines(value: &Value) -> String {
    let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    texts.iter().map(plain).collect::<Vec<_>>().join("\n")
}

fn is_texts(value: &Value) -> bool {
    is_list_of(value, Value::is_string)
}

fn is_objects(value: &Value) -> bool {
    is_list_of(value, Value::is_object)
}

/// Nothing, or a list of such things. An empty list says more than nothing, so it is shown as written.
fn is_list_of(value: &Value, is: impl Fn(&Value) -> bool) -> bool {
    let list = value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is));
    value.is_null() || list
}
