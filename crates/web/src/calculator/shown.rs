//! A result as people read it: facts, tables, texts.

use askama::Template;
use serde_json::Value;

use crate::words::Words;

/// A value of a result.
#[derive(Debug, Template)]
#[template(path = "rules/_value.html")]
pub(crate) struct Shown {
    kind: Kind,
    /// How many rows are not shown.
    left_out: usize,
    words: Words,
}

#[derive(Debug)]
enum Kind {
    Nothing,
    Text(String),
    Flag(bool),
    List(Vec<Shown>),
    Facts(Vec<(String, Shown)>),
    Table(Vec<String>, Vec<Vec<Shown>>),
}

/// The most rows of a list that a page shows; the API gives all of them.
const ROWS: usize = 500;

impl Shown {
    pub(crate) fn new(value: &Value, words: Words) -> Self {
        let rows = value.as_array().map_or(0, Vec::len);
        Self { kind: kind_of(value, words), left_out: rows.saturating_sub(ROWS), words }
    }
}

fn kind_of(value: &Value, words: Words) -> Kind {
    match value {
        Value::Null => Kind::Nothing,
        Value::Bool(flag) => Kind::Flag(*flag),
        Value::String(text) => Kind::Text(text.clone()),
        Value::Number(number) => Kind::Text(number.to_string()),
        Value::Object(fields) => {
            let shown =
                |(name, value): (&String, &Value)| (spoken(name, words), Shown::new(value, words));
            Kind::Facts(fields.iter().map(shown).collect())
        }
        Value::Array(rows) => table(&rows[..rows.len().min(ROWS)], words),
    }
}

/// Objects are rows of one table; anything else is a list.
fn table(rows: &[Value], words: Words) -> Kind {
    let mut columns: Vec<&String> = Vec::new();
    for row in rows {
        let Some(fields) = row.as_object() else {
            return Kind::List(rows.iter().map(|row| Shown::new(row, words)).collect());
        };
        for name in fields.keys() {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    if rows.is_empty() {
        return Kind::List(Vec::new());
    }
    let cell = |row: &Value, name: &str| Shown::new(row.get(name).unwrap_or(&Value::Null), words);
    let cells = rows.iter().map(|row| columns.iter().map(|name| cell(row, name)).collect());
    Kind::Table(columns.iter().map(|name| spoken(name, words)).collect(), cells.collect())
}

/// The name of a result's field.
fn spoken(name: &str, words: Words) -> String {
    let key = format!("field-{}", name.replace('_', "-").to_lowercase());
    match words.language() {
        crate::words::Language::Chinese => words.known(&key),
        crate::words::Language::English => None,
    }
    .unwrap_or_else(|| name.replace('_', " "))
}
