//! What was filled in, as the JSON a rule takes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schema::{Schema, Shape};

/// A field that holds JSON that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotJson {
    /// Its path.
    pub(crate) field: String,
}

/// The input that a form gives. Whatever is empty is left out.
pub(crate) fn input_of(
    schema: Schema<'_>,
    form: &BTreeMap<String, String>,
) -> Result<Value, NotJson> {
    Ok(Value::Object(fields(schema, "", form)?))
}

fn fields(
    schema: Schema<'_>,
    path: &str,
    form: &BTreeMap<String, String>,
) -> Result<Map<String, Value>, NotJson> {
    let mut found = Map::new();
    for (name, schema, _) in schema.properties() {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if let Some(value) = value(schema, &path, form)? {
            found.insert(name.to_owned(), value);
        }
    }
    Ok(found)
}

fn value(
    schema: Schema<'_>,
    path: &str,
    form: &BTreeMap<String, String>,
) -> Result<Option<Value>, NotJson> {
    let given = form.get(path).map(|text| text.trim()).filter(|text| !text.is_empty());
    let written = || given.map(|text| json(path, text)).transpose();
    Ok(match schema.shape() {
        Shape::Text | Shape::Choice(_) => given.map(Value::from),
        // What is no whole number is passed on: the rule says so, and names the field.
        Shape::Whole => given.map(|text| text.parse::<i64>().map_or(text.into(), Value::from)),
        Shape::Flag => given.map(|_| Value::Bool(true)),
        Shape::YesNo => given.map(|word| Value::Bool(word == "true")),
        Shape::Lines if !starts_json(given) => {
            given.map(|text| text.lines().map(str::trim).collect())
        }
        Shape::Rows(item) if given.is_none() => rows(item, path, form)?,
        Shape::Group(item) => {
            Some(fields(item, path, form)?).filter(|map| !map.is_empty()).map(Value::Object)
        }
        Shape::Lines | Shape::Rows(_) | Shape::Json => written()?,
    })
}

/// The rows that hold anything.
fn rows(
    item: Schema<'_>,
    path: &str,
    form: &BTreeMap<String, String>,
) -> Result<Option<Value>, NotJson> {
    let mut found = Vec::new();
    for at in 0.. {
        let row = format!("{path}.{at}.");
        let is_there =
            form.range(row.clone()..).next().is_some_and(|(key, _)| key.starts_with(&row));
        if !is_there {
            break;
        }
        let fields = fields(item, &format!("{path}.{at}"), form)?;
        if !fields.is_empty() {
            found.push(Value::Object(fields));
        }
    }
    Ok((!found.is_empty()).then_some(Value::Array(found)))
}

fn starts_json(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with(['[', '{']))
}

fn json(field: &str, text: &str) -> Result<Value, NotJson> {
    // A bare word or number is what most people mean by itself.
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(_) if !starts_json(Some(text)) => Ok(Value::from(text)),
        Err(_) => Err(NotJson { field: field.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{Filling, fields};
    use super::*;
    use crate::words::Words;
    use askama::Template as _;

    /// The form that a page with these values sends when nothing is changed.
    fn sent(html: &str) -> BTreeMap<String, String> {
        use scraper::{Html, Selector};
        let page = Html::parse_fragment(html);
        let all = Selector::parse("input, textarea, select").unwrap();
        let selected = Selector::parse("option[selected]").unwrap();
        let values = page.select(&all).filter_map(|it| {
            let name = it.value().attr("name")?.to_owned();
            let value = match it.value().name() {
                "textarea" => it.text().collect::<String>(),
                "select" => it.select(&selected).next()?.value().attr("value")?.to_owned(),
                _ if it.value().attr("type") == Some("checkbox") => {
                    it.value().attr("checked").map(|_| "true".to_owned())?
                }
                _ => it.value().attr("value").unwrap_or_default().to_owned(),
            };
            Some((name, value))
        });
        values.collect()
    }

    #[test]
    fn what_a_form_shows_of_an_example_computes_the_same_when_it_is_sent() {
        for rule in luoshi_rules::RULES {
            let schema = rule.input_schema();
            let filling = Filling { words: Words::of(None), refused: "", more: "" };
            for example in rule.examples().unwrap() {
                let shown = fields(Schema::new(&schema), &example.input, filling);
                let html: String = shown.iter().map(|field| field.render().unwrap()).collect();
                let input = input_of(Schema::new(&schema), &sent(&html)).unwrap();
                let result = |input| match rule.run(input) {
                    Ok(answer) => answer.result.to_string(),
                    Err(refusal) => refusal.to_string(),
                };
                let name = format!("{} {}", rule.name, example.name);
                // An input whose fault a form cannot express is one that nobody can fill in.
                if example.error.is_none() {
                    assert_eq!(result(&input), result(&example.input), "{name}: {input}");
                }
            }
        }
    }
}
