use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::draft::Draft;
use super::review::Review;
use crate::{Dated, Error, Parameters, Rule as _};

/// The parameters of the file.
#[derive(Debug, Deserialize)]
pub(super) struct Terms {
    pub(super) standards: Dated<Standard>,
    pub(super) rules: Vec<Prohibition>,
    words: BTreeMap<String, Vec<String>>,
    remedies: Remedies,
    triggers: Vec<Trigger>,
}

/// The document that is applied, and which of a prohibition's places is cited.
#[derive(Debug, Deserialize)]
pub(super) struct Standard {
    pub(super) document: String,
    pub(super) cites: Cites,
    pub(super) exception: String,
}

/// Which place of a prohibition is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cites {
    /// The item of the eighteen.
    Item,
    /// The article of the regulation.
    Article,
}

/// Something a measure must not contain.
#[derive(Debug, Deserialize)]
pub(super) struct Prohibition {
    pub(super) rule: String,
    pub(super) item: String,
    pub(super) article: String,
    pub(super) reason: String,
}

/// Words before or after a phrase which say that it is being abolished.
#[derive(Debug, Deserialize)]
struct Remedies {
    in_clause: Vec<String>,
    in_sentence: Vec<String>,
    afterwards: Vec<String>,
}

/// Phrases that point to a prohibition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trigger {
    rules: Vec<String>,
    /// One of each list, in this order, within one sentence.
    phrases: Vec<Vec<String>>,
    /// Characters between one and the next, at most.
    #[serde(default)]
    within: usize,
    /// Words that must not stand between.
    #[serde(default)]
    not_between: Vec<String>,
    /// One of these must be in the sentence.
    #[serde(default)]
    needs: Vec<String>,
    /// None of these must be in the sentence.
    #[serde(default)]
    unless: Vec<String>,
    /// Whether it needs a closer look rather than being clear.
    #[serde(default)]
    candidate: bool,
}

/// The triggers, ready to search with.
pub(super) struct Lexicon {
    pub(super) terms: &'static Terms,
    triggers: Vec<Trigger>,
    anchors: AhoCorasick,
    owners: Vec<usize>, // The trigger of each anchor.
}

/// A phrase that was found.
pub(super) struct Found<'a> {
    pub(super) rules: &'a [String],
    pub(super) bytes: Range<usize>,
    pub(super) candidate: bool,
}

impl Lexicon {
    pub(super) fn get() -> Result<&'static Self, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Review::NAME, Review::FILE);
        static LEXICON: OnceLock<Option<Lexicon>> = OnceLock::new();
        let terms = TERMS.get()?;
        let broken = || Error::File { file: Review::NAME, problem: "triggers".to_owned() };
        LEXICON.get_or_init(|| Self::of(terms)).as_ref().ok_or_else(broken)
    }

    fn of(terms: &'static Terms) -> Option<Self> {
        let triggers: Vec<Trigger> =
            terms.triggers.iter().map(|trigger| trigger.spelled(&terms.words)).collect();
        let mut anchors = Vec::new();
        let mut owners = Vec::new();
        for (at, trigger) in triggers.iter().enumerate() {
            for phrase in trigger.phrases.first()? {
                anchors.push(phrase.clone());
                owners.push(at);
            }
        }
        let anchors = AhoCorasick::new(anchors).ok()?;
        Some(Self { terms, triggers, anchors, owners })
    }

    /// Every phrase in the draft that is not being abolished.
    pub(super) fn search<'a>(&'a self, draft: &'a Draft) -> impl Iterator<Item = Found<'a>> {
        self.anchors.find_overlapping_iter(draft.text()).filter_map(|anchor| {
            let trigger = &self.triggers[self.owners[anchor.pattern().as_usize()]];
            let sentence = draft.sentence(anchor.start());
            let end = trigger.end(draft.text(), anchor.end(), sentence.end)?;
            let text = &draft.text()[sentence.clone()];
            let has = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
            let meant = (trigger.needs.is_empty() || has(&trigger.needs)) && !has(&trigger.unless);
            let bytes = anchor.start()..end;
            let abolished = self.terms.remedies.abolish(draft, &bytes, &sentence);
            (meant && !abolished).then_some(Found {
                rules: &trigger.rules,
                bytes,
                candidate: trigger.candidate,
            })
        })
    }
}

impl Remedies {
    fn abolish(&self, draft: &Draft, bytes: &Range<usize>, sentence: &Range<usize>) -> bool {
        let holds =
            |part: &str, words: &[String]| words.iter().any(|word| part.contains(word.as_str()));
        let text = draft.text();
        holds(&text[draft.clause(bytes.start)..bytes.start], &self.in_clause)
            || holds(&text[sentence.start..bytes.start], &self.in_sentence)
            || holds(&text[bytes.end..sentence.end], &self.afterwards)
    }
}

impl Trigger {
    /// `{local}` in a phrase stands for each of the words of that list.
    fn spelled(&self, words: &BTreeMap<String, Vec<String>>) -> Self {
        let spell = |phrase: &String| -> Vec<String> {
            let list = words.iter().find(|(name, _)| phrase.contains(&format!("{{{name}}}")));
            match list {
                Some((name, list)) => {
                    list.iter().map(|word| phrase.replace(&format!("{{{name}}}"), word)).collect()
                }
                None => vec![phrase.clone()],
            }
        };
        let spelled = |phrases: &Vec<String>| phrases.iter().flat_map(spell).collect();
        Self {
            rules: self.rules.clone(),
            phrases: self.phrases.iter().map(spelled).collect(),
            within: self.within,
            not_between: self.not_between.clone(),
            needs: self.needs.clone(),
            unless: self.unless.clone(),
            candidate: self.candidate,
        }
    }

    /// Where the last phrase ends, when each follows within its distance.
    fn end(&self, text: &str, anchor_end: usize, sentence_end: usize) -> Option<usize> {
        let mut end = anchor_end;
        for phrases in self.phrases.iter().skip(1) {
            let rest = text.get(end..sentence_end)?;
            let reach = rest.char_indices().nth(self.within + 1).map_or(rest.len(), |(at, _)| at);
            let next = phrases.iter().filter_map(|phrase| {
                let at = rest.find(phrase.as_str())?;
                (at < reach || (at == 0 && reach == 0)).then_some((at, phrase.len()))
            });
            let (at, length) = next.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
            if self.not_between.iter().any(|word| rest[..at].contains(word.as_str())) {
                return None;
            }
            end += at + length;
        }
        (end <= sentence_end).then_some(end)
    }
}
