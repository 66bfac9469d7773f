use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_rules::{Answer, Entry, Error, Example, RULES, Source, Step, Sureness, Title};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calculator::{Field, Filling, Schema, Shown, fields, input_of};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;
use crate::words::Language;

#[derive(Template)]
#[template(path = "rules/list.html")]
pub(crate) struct List {
    visit: Visit,
    rules: Vec<Listed>,
}

/// A rule in the list.
pub(crate) struct Listed {
    name: &'static str,
    title: Title,
    to_verify: bool,
}

impl List {
    /// The rules by their field, the first word of their names.
    fn fields(&self) -> BTreeMap<&'static str, Vec<&Listed>> {
        let mut fields: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for rule in &self.rules {
            let field = rule.name.split('.').next().unwrap_or(rule.name);
            fields.entry(field).or_default().push(rule);
        }
        fields
    }

    fn word(&self, field: &str) -> String {
        format!("rules-{field}")
    }

    fn title(&self, title: &Title) -> String {
        spoken(&self.visit, title)
    }
}

/// `GET /rules`
pub(crate) async fn list(visit: Visit) -> Result<Page<List>, Failure> {
    let listed = |rule: &Entry| {
        let to_verify = |source: &Source| source.sureness == Sureness::ToVerify;
        let to_verify = rule.sources()?.iter().any(to_verify);
        Ok(Listed { name: rule.name, title: rule.title()?, to_verify })
    };
    let rules = RULES.iter().map(listed).collect::<Result<_, Error>>().map_err(Failure::Rule)?;
    let title = visit.words.t("rules-title");
    Ok(Page { title, plan: None, content: List { visit: visit.clone(), rules }, visit })
}

/// What came of the input.
pub(crate) enum Outcome {
    /// Nothing was asked yet.
    Nothing,
    /// The field, and what is wrong with it.
    Refused(String, String),
    Answer(Answer),
}

#[derive(Template)]
#[template(path = "rules/show.html")]
pub(crate) struct Show {
    visit: Visit,
    name: &'static str,
    title: String,
    description: String,
    examples: Vec<Example>,
    sources: Vec<Source>,
    fields: Vec<Field>,
    json: String,
    /// The date it is asked for.
    on: Option<String>,
    outcome: Outcome,
}

impl Show {
    fn shown(&self, answer: &Answer) -> Shown {
        Shown::new(&answer.result, self.visit.words)
    }

    fn value(&self, step: &Step) -> Shown {
        Shown::new(&step.value, self.visit.words)
    }

    /// The steps a page can hold; the API gives all of them.
    fn steps<'a>(&self, answer: &'a Answer) -> &'a [Step] {
        &answer.explanation[..answer.explanation.len().min(1_000)]
    }

    fn in_force(&self, source: &Source) -> String {
        match source.in_force {
            (None, None) => String::new(),
            (from, to) => {
                let day = |day: Option<jiff::civil::Date>| day.map(|it| it.to_string());
                format!("{} – {}", day(from).unwrap_or_default(), day(to).unwrap_or_default())
            }
        }
    }

    fn sureness(&self, source: &Source) -> String {
        self.visit.words.t(match source.sureness {
            Sureness::Seen => "sureness-seen",
            Sureness::Computed => "sureness-computed",
            Sureness::ToVerify => "sureness-to-verify",
            Sureness::Design => "sureness-design",
        })
    }
}

/// What a link asks to compute.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// The number of a worked example, from 1.
    example: Option<usize>,
    /// The input as JSON.
    input: Option<String>,
}

/// `GET /rules/{name}`
pub(crate) async fn show(
    visit: Visit,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<Show>, Failure> {
    let rule = rule(&name)?;
    let example = asked.example.and_then(|number| number.checked_sub(1));
    let examples = rule.examples().map_err(Failure::Rule)?;
    let input = match (asked.input, example.and_then(|at| examples.get(at))) {
        (Some(text), _) => Some(written(&text)),
        (None, Some(example)) => Some(Ok(example.input.clone())),
        (None, None) => None,
    };
    page(visit, rule, input, "").await
}

/// `POST /rules/{name}`
pub(crate) async fn compute(
    visit: Visit,
    Path(name): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    /// An address that browsers and mail programs leave whole.
    const LONGEST_ADDRESS: usize = 1_800;
    let rule = rule(&name)?;
    let input = match form.get("json") {
        Some(text) => written(text),
        None => input_of(Schema::new(&rule.input_schema()), &form)
            .map_err(|wrong| (wrong.field, "is not JSON".to_owned())),
    };
    if let Some(list) = form.get("more") {
        return Ok(page(visit, rule, Some(input), list).await?.into_response());
    }
    if let Ok(input) = &input {
        let text = input.to_string();
        let query = utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string();
        if query.len() <= LONGEST_ADDRESS {
            let address = format!("/rules/{name}?input={query}#answer");
            return Ok(Redirect::to(&address).into_response());
        }
    }
    Ok(page(visit, rule, Some(input), "").await?.into_response())
}

fn rule(name: &str) -> Result<&'static Entry, Failure> {
    luoshi_rules::find(name).map_err(|_| Failure::NoSuchPage)
}

/// The field, and what is wrong with it.
type Refusal = (String, String);

fn written(text: &str) -> Result<Value, Refusal> {
    serde_json::from_str(text).map_err(|wrong| ("JSON".to_owned(), wrong.to_string()))
}

/// The page with an input filled in and, unless a row is being added, computed.
async fn page(
    visit: Visit,
    rule: &'static Entry,
    input: Option<Result<Value, Refusal>>,
    more: &str,
) -> Result<Page<Show>, Failure> {
    let (input, outcome) = match input {
        None => (json!({}), Outcome::Nothing),
        Some(Err((field, problem))) => (json!({}), Outcome::Refused(field, problem)),
        Some(Ok(input)) if !more.is_empty() => (input, Outcome::Nothing),
        Some(Ok(input)) => {
            let outcome = computed(rule, input.clone()).await?;
            (input, outcome)
        }
    };
    let refused = match &outcome {
        Outcome::Refused(field, _) => field.as_str(),
        Outcome::Nothing | Outcome::Answer(_) => "",
    };
    let schema = rule.input_schema();
    let filling = Filling { words: visit.words, refused, more };
    let title = spoken(&visit, &rule.title().map_err(Failure::Rule)?);
    let content = Show {
        visit: visit.clone(),
        name: rule.name,
        title: title.clone(),
        description: Schema::new(&schema).description().replace('`', ""),
        examples: rule.examples().map_err(Failure::Rule)?,
        sources: rule.sources().map_err(Failure::Rule)?,
        fields: fields(Schema::new(&schema), &input, filling),
        json: format!("{input:#}"),
        on: input.get("on").and_then(Value::as_str).map(str::to_owned),
        outcome,
    };
    Ok(Page { visit, title, plan: None, content })
}

/// Computes away from the threads that serve pages.
async fn computed(rule: &'static Entry, input: Value) -> Result<Outcome, Failure> {
    let answer = tokio::task::spawn_blocking(move || rule.run(&input)).await;
    let answer = answer.map_err(|why| luoshi_service::Error::Broken(why.to_string()))?;
    Ok(match answer {
        Ok(answer) => Outcome::Answer(answer),
        Err(Error::Input { field, problem }) => Outcome::Refused(field, problem),
        Err(other) => Outcome::Refused("on".to_owned(), other.to_string()),
    })
}

fn spoken(visit: &Visit, title: &Title) -> String {
    match visit.words.language() {
        Language::Chinese => title.zh.clone(),
        Language::English => title.en.clone(),
    }
}
