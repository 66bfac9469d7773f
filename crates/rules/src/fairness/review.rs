//! Fair-competition review of a draft 公平竞争审查.
//!
//! Source: 国发〔2016〕34号 (eighteen prohibitions, from 2016-06-01) and 公平竞争审查条例 (国务院令第783号, articles 8–12, from
//! 2024-08-01). Which phrases point to a prohibition is our own lexicon: a hit is a place to look at, never a verdict.
//! A clause that abolishes such a measure is no hit.

use jiff::civil::Date;
use luoshi_text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::lexicon::{Cites, Lexicon, Standard, Terms};
use crate::{Error, Explained, Rule};

/// `fairness.review`: places of a draft that a fair-competition review has to look at.
#[derive(Debug)]
pub struct Review;

/// A draft, and the exception that is claimed for it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date whose rules are applied.
    #[schemars(with = "String")]
    pub on: Date,
    /// The draft, at most five million characters.
    pub text: String,
    /// Whether a Party organ issues it; read from its number or letterhead when left out.
    #[serde(default)]
    pub party: Option<bool>,
    /// The exception that is claimed.
    #[serde(default)]
    pub exception: Option<Exception>,
}

/// A claim that an exception applies 例外规定.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// On which ground.
    #[serde(rename = "type")]
    pub ground: Ground,
    /// Whether a measure that restricts competition less would do as well; `true` when left out.
    #[serde(default = "yes")]
    pub less_restrictive_alternative: bool,
    /// Whether it seriously restricts competition (asked until 2024-07-31); `false` when left out.
    #[serde(default)]
    pub seriously_restrictive: bool,
    /// The day it ends.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// The event that ends it (from 2024-08-01).
    #[serde(default)]
    pub ends_when: Option<String>,
    /// Whether it is evaluated every year (asked until 2024-07-31).
    #[serde(default)]
    pub evaluated_yearly: bool,
}

/// A ground of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// National security and development interests 国家安全和发展利益.
    Security,
    /// Progress of science and technology, innovation 科技进步、创新 (from 2024-08-01).
    Innovation,
    /// Energy, environment, disaster, relief 节能环保、扶贫救灾等公共利益.
    PublicInterest,
    /// Provided for by law 法律、行政法规规定.
    Law,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Places to look at, in the order of the text.
    pub hits: Vec<Hit>,
    /// Whether the review only advises: a Party document is outside of what has to be reviewed.
    pub advisory: bool,
    /// Whether the exception that is claimed holds.
    pub exception: Option<Verdict>,
}

/// A place of the draft that points to a prohibition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Hit {
    /// Where it stands: `[start, end)` in Unicode scalar values.
    pub span: (u32, u32),
    /// What stands there, without spaces and line breaks.
    pub quote: String,
    /// The prohibition, R1 to R18 by the list of 2016; E for a claimed exception without an end.
    pub rule: String,
    /// What is prohibited.
    pub reason: String,
    /// The document and its item or article in force on that day.
    pub basis: String,
    /// Whether it needs a closer look rather than being clear.
    pub candidate: bool,
}

/// Whether a claimed exception holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verdict {
    /// Whether all conditions are met.
    pub valid: bool,
    /// The conditions that are not met.
    pub reasons: Vec<String>,
    /// Where the conditions stand.
    pub basis: String,
}

const MOST_CHARACTERS: usize = 5_000_000;

fn yes() -> bool {
    true
}

impl Rule for Review {
    const NAME: &'static str = "fairness.review";
    const FILE: &'static str = include_str!("../../../../rules/fairness.review.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        if input.text.len() > 4 * MOST_CHARACTERS {
            return Err(Error::input("text", format!("longer than {MOST_CHARACTERS} characters")));
        }
        let lexicon = Lexicon::get()?;
        let standard = lexicon.terms.standards.on(input.on)?;
        let draft = Draft::of(&input.text);
        let hits = hits(lexicon, standard, &draft);
        let advisory = input.party.unwrap_or_else(|| draft.is_party());
        let mut explained = Explained::new(())
            .step("standard applied 适用标准", &standard.document)
            .step("a Party document: the review only advises 党的文件, 仅供参考", advisory);
        for hit in &hits {
            explained.push(
                format!("{} {}: {} ({})", hit.rule, hit.quote, hit.reason, hit.basis),
                hit.span,
            );
        }
        let exception = input.exception.as_ref().map(|exception| verdict(exception, standard));
        if let Some(verdict) = &exception {
            explained.push(format!("exception valid 例外适用 ({})", verdict.basis), verdict.valid);
        }
        Ok(explained.map(|()| Output { hits, advisory, exception }))
    }
}

fn hits(lexicon: &Lexicon, standard: &Standard, draft: &Draft) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for found in lexicon.search(draft) {
        for rule in found.rules {
            let span = draft.span(found.bytes.clone());
            let quote = draft.text()[found.bytes.clone()].to_owned();
            hits.push(hit(lexicon.terms, standard, rule, span, quote, found.candidate));
        }
    }
    let start = |hit: &Hit| (hit.span.0, std::cmp::Reverse(hit.span.1));
    hits.sort_by(|one, other| {
        start(one).cmp(&start(other)).then_with(|| one.rule.cmp(&other.rule))
    });
    // Of hits on one prohibition that overlap, the first and longest stays.
    let mut last: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    hits.retain(|hit| {
        let free = last.get(&hit.rule).is_none_or(|end| *end <= hit.span.0);
        if free {
            last.insert(hit.rule.clone(), hit.span.1);
        }
        free
    });
    hits
}

fn hit(
    terms: &Terms,
    standard: &Standard,
    rule: &str,
    span: Span,
    quote: String,
    candidate: bool,
) -> Hit {
    let prohibition = terms.rules.iter().find(|prohibition| prohibition.rule == rule);
    let place = prohibition.map_or("", |prohibition| match standard.cites {
        Cites::Item => &prohibition.item,
        Cites::Article => &prohibition.article,
    });
    Hit {
        span: (span.start(), span.end()),
        quote,
        rule: rule.to_owned(),
        reason: prohibition.map_or(String::new(), |prohibition| prohibition.reason.clone()),
        basis: format!("{} {place}", standard.document),
        candidate,
    }
}

fn verdict(exception: &Exception, standard: &Standard) -> Verdict {
    let of_2016 = standard.cites == Cites::Item;
    let ends = exception.until.is_some()
        || (!of_2016 && exception.ends_when.as_ref().is_some_and(|event| !event.trim().is_empty()));
    let conditions = [
        (
            !exception.less_restrictive_alternative,
            "a less restrictive measure would do 有影响更小的替代方案",
        ),
        (ends, "no definite end 未明确实施期限或者终止条件"),
        (
            !of_2016 || !exception.seriously_restrictive,
            "it seriously restricts competition 严重排除和限制市场竞争",
        ),
        (!of_2016 || exception.evaluated_yearly, "it is not evaluated every year 未逐年评估"),
        (
            !of_2016 || exception.ground != Ground::Innovation,
            "innovation is no ground before 2024-08-01",
        ),
    ];
    let unmet = conditions.iter().filter(|(met, _)| !met);
    let reasons: Vec<String> = unmet.map(|(_, reason)| (*reason).to_owned()).collect();
    Verdict { valid: reasons.is_empty(), reasons, basis: standard.exception.clone() }
}
