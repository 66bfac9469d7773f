//! A sentence with what surrounds it: its provision, its zone, the time it speaks of.

use std::ops::Range;

use luoshi_document::{Block, Document, ProvisionId, Role, Span};
use luoshi_text::{
    Edge, Moment, Period, Quantity, periods_among, quantities_among, sentences_among,
};

use crate::Rule;
use crate::manner::Manner;
use crate::model::SentenceKind;
use crate::places::{Found, Kind, Scanned};
use crate::sentence::{self, Aim, Setting};
use crate::term::{Governing, Term, Written, is_past, opens, term_of_heading};
use crate::zone::{Zone, zones};

/// A sentence where it stands. Byte ranges of periods and quantities count in [`Passage::text`].
pub(crate) struct Passage<'d> {
    pub(crate) block: &'d Block,
    pub(crate) range: Range<usize>,
    whole: Span,
    found: Found<'d>,
    pub(crate) eid: String,
    pub(crate) kind: SentenceKind,
    /// What says so.
    pub(crate) rule: Rule,
    pub(crate) written: Written,
    pub(crate) manner: Manner,
    pub(crate) periods: Vec<Period>,
    pub(crate) quantities: Vec<Quantity>,
    /// The term that the words before it set for it.
    pub(crate) governed_by: Option<Term>,
}

impl Passage<'_> {
    /// Where it stands.
    pub(crate) fn whole(&self) -> Span {
        self.whole
    }

    /// The sentence.
    pub(crate) fn text(&self) -> &str {
        &self.block.text.as_str()[self.range.clone()]
    }

    /// Where something of a kind may begin in it.
    pub(crate) fn places(&self, kind: Kind) -> impl FnMut(usize) -> Option<usize> {
        self.found.next(kind, self.range.clone())
    }

    /// Where a part of it stands in the source.
    pub(crate) fn span(&self, part: Range<usize>) -> Span {
        self.block.text.span(part.start + self.range.start..part.end + self.range.start)
    }

    /// The bytes of it that stand within a stretch of the source; `None` where none does.
    pub(crate) fn part(&self, span: Span) -> Option<Range<usize>> {
        let places = self.block.text.places().filter(|(byte, ..)| self.range.contains(byte));
        let mut within =
            places.filter(|(_, _, source)| span.start() <= *source && *source < span.end());
        let (first, c, _) = within.next()?;
        let (last, c, _) = within.last().unwrap_or((first, c, 0));
        Some(first - self.range.start..last + c.len_utf8() - self.range.start)
    }

    /// The terms its own periods set.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&Period, Term)> {
        self.periods
            .iter()
            .filter_map(|period| Term::of(period, self.written).map(|term| (period, term)))
    }

    /// The term of what stands at `at`: the nearest before it in the sentence, else the first behind it
    /// that ends something, else what governs the sentence.
    pub(crate) fn term_at(&self, at: usize) -> Option<Term> {
        let before = self.terms().filter(|(period, _)| period.range.start <= at).last();
        let behind = || self.terms().find(|(_, term)| term.edge == Edge::Until);
        before.or_else(behind).map(|(_, term)| term).or(self.governed_by)
    }
}

/// All sentences of the body, in order.
pub(crate) fn passages<'d>(document: &'d Document, scanned: &'d Scanned) -> Vec<Passage<'d>> {
    let mut reader = Reader::new(document);
    for (index, block) in document.blocks.iter().enumerate() {
        if block.role == Role::Body {
            reader.block(index, block, scanned.block(index));
        }
    }
    reader.found
}

/// What is known on the way through a document.
struct Reader<'d> {
    document: &'d Document,
    written: Written,
    manner: Manner,
    zones: Vec<Option<Zone>>,
    counts: Vec<u32>, // Sentences of each provision so far; the last entry is for those of none.
    governing: Governing,
    list: Option<(ProvisionId, SentenceKind)>, // Where the last list was opened, and by what kind of sentence.
    telling: bool,                             // Whether the paragraph tells of the past.
    wrapper_end: usize, // Blocks before this one belong to the notice that wraps a plan.
    found: Vec<Passage<'d>>,
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document) -> Self {
        let written = Written::of(document);
        Self {
            document,
            written,
            manner: Manner::of(&document.meta.title),
            zones: zones(document, written),
            counts: vec![0; document.provisions.len() + 1],
            governing: Governing::default(),
            list: None,
            telling: false,
            wrapper_end: wrapper_end(document),
            found: Vec::new(),
        }
    }

    fn block(&mut self, index: usize, block: &'d Block, found: Found<'d>) {
        self.governing.enter(self.document, block.provision);
        self.telling = false;
        let heading = &block.text.as_str()[block.heading.clone()];
        if let Some(term) = term_of_heading(heading, self.written) {
            self.governing.set_for_provision(block.provision, term);
        }
        let marks = found.next(Kind::SentenceMark, 0..block.body.end);
        let parts = sentences_among(block.text.as_str(), block.body.clone(), marks);
        let periods = parts.iter().map(|range| {
            let text = &block.text.as_str()[range.clone()];
            own_periods(text, found, range.clone(), self.written.year)
        });
        let read: Vec<Vec<Period>> = periods.collect();
        let opening =
            |at: usize| self.opening_term(&block.text.as_str()[parts[at].clone()], &read[at]);
        let dated =
            (0..parts.len()).find(|at| opening(*at).is_some_and(|term| term.edge == Edge::Until));
        for (at, (range, periods)) in parts.into_iter().zip(read).enumerate() {
            let aim = match dated {
                Some(dated) if at < dated && block.bullet.is_none() => Aim::Precedes,
                _ => self.aim(&block.text.as_str()[range.clone()], &periods),
            };
            self.sentence((index, block, found), range, periods, aim);
        }
    }

    /// The term that a sentence begins with.
    fn opening_term(&self, text: &str, periods: &[Period]) -> Option<Term> {
        let first = periods.first().filter(|first| opens(text, first))?;
        Term::of(first, self.written)
    }

    /// Whether a sentence begins with the year of an aim: 到2027年, 2030年前.
    fn aim(&self, text: &str, periods: &[Period]) -> Aim {
        let term = self.opening_term(text, periods);
        let years = |term: &Term| term.edge == Edge::Until && matches!(term.to, Moment::Year(_));
        match (term.filter(years), periods.first()) {
            (Some(_), Some(period)) => Aim::Opens { term: period.range.end },
            _ => Aim::Undated,
        }
    }

    fn sentence(
        &mut self,
        (index, block, found): (usize, &'d Block, Found<'d>),
        range: Range<usize>,
        periods: Vec<Period>,
        aim: Aim,
    ) {
        let text = &block.text.as_str()[range.clone()];
        if is_annex(text) {
            return;
        }
        let setting = Setting {
            zone: block.provision.and_then(|ProvisionId(id)| self.zones[id as usize]),
            wrapper: index < self.wrapper_end,
            numbered: block.provision.is_some(),
            intro: self.is_intro(block, text),
            aim,
            list: self.list_kind(block),
        };
        let cues = found.next(Kind::Cue, range.clone());
        let (kind, rule) = self.told(text, &periods, sentence::kind(text, &setting, cues));
        if text.ends_with(['：', ':']) {
            self.list = block.provision.map(|provision| (provision, kind));
        }
        self.govern(block, text, &periods, kind);
        let whole = block.text.span(range.clone());
        let eid = self.eid(block.provision);
        let governed_by = self.governing.term();
        let numbers = found.next(Kind::Quantity, range.clone());
        let quantities =
            if kind.can_commit() { quantities_among(text, numbers) } else { Vec::new() };
        let (written, manner) = (self.written, self.manner);
        self.found.push(Passage {
            block,
            range,
            whole,
            found,
            eid,
            kind,
            rule,
            written,
            manner,
            periods,
            quantities,
            governed_by,
        });
    }

    /// The kind of a sentence in a paragraph that tells of the past: what follows 这五年,… goes on telling.
    fn told(
        &mut self,
        text: &str,
        periods: &[Period],
        (kind, rule): (SentenceKind, Rule),
    ) -> (SentenceKind, Rule) {
        let opening = periods.first().filter(|first| opens(text, first));
        if opening.is_some_and(|first| is_past(first, self.written)) || sentence::tells(text) {
            self.telling = true;
        } else if opening.is_some_and(|first| Term::of(first, self.written).is_some())
            || sentence::turns(text)
        {
            self.telling = false;
        }
        let open = matches!(
            kind,
            SentenceKind::Measure | SentenceKind::Objective | SentenceKind::Principle
        );
        match self.telling && open {
            true => (SentenceKind::Background, Rule::SentenceTelling),
            false => (kind, rule),
        }
    }

    /// The kind of the sentence that opened the list which this block is an item of.
    fn list_kind(&self, block: &Block) -> Option<SentenceKind> {
        let (opened_in, kind) = self.list?;
        let provision = block.provision?;
        (self.document.provision(provision).parent == Some(opened_in)).then_some(kind)
    }

    /// A period at the head of a sentence governs its block; in a paragraph of objectives, or before a
    /// list, the rest of its provision.
    fn govern(&mut self, block: &Block, text: &str, periods: &[Period], kind: SentenceKind) {
        let Some(term) = self.opening_term(text, periods) else { return };
        // 到2025年,…。到2035年,…: what follows the paragraph elaborates the nearer term.
        let first = self.governing.set_for_block(term);
        // 2026年重点工作: a heading without a number governs what follows it.
        let heads = text.len() <= HEADING && !text.ends_with(['。', '；', '，', '！']);
        let wide = kind == SentenceKind::Objective || text.ends_with(['：', ':']) || heads;
        if wide && first && block.bullet.is_none() {
            self.governing.set_for_provision(block.provision, term);
        }
    }

    fn eid(&mut self, provision: Option<ProvisionId>) -> String {
        let slot = provision.map_or(self.counts.len() - 1, |ProvisionId(id)| id as usize);
        self.counts[slot] += 1;
        let number = self.counts[slot].to_string();
        match provision {
            Some(id) => [&self.document.provision(id).eid, "__s_", &number].concat(),
            None => ["s_", &number].concat(),
        }
    }

    /// Whether a block stands between a heading and the first heading under it.
    fn is_intro(&self, block: &Block, text: &str) -> bool {
        let Some(id) = block.provision else { return false };
        let next = self.document.provisions.get(id.0 as usize + 1);
        let headed = self.document.provision(id).heading.is_some();
        let opens = next.is_some_and(|next| next.parent == Some(id) && next.heading.is_some());
        headed && opens && block.bullet.is_none() && !text.ends_with(['：', ':'])
    }
}

/// A heading without a number has not more bytes than this.
const HEADING: usize = 48;

/// The periods of a sentence; those of titles it names are not its own.
fn own_periods(
    text: &str,
    found: Found<'_>,
    range: Range<usize>,
    year: Option<i16>,
) -> Vec<Period> {
    let mut periods = periods_among(text, year, found.next(Kind::Period, range));
    if !periods.is_empty() && text.contains('《') {
        let titled = |at: usize| text[..at].rfind('《') > text[..at].rfind('》');
        periods.retain(|period| !titled(period.range.start));
    }
    periods
}

/// Where the notice ends that only wraps a plan: at the plan's own title.
fn wrapper_end(document: &Document) -> usize {
    let wraps = document.meta.title.contains("印发") || document.meta.title.contains("转发");
    let body = document.blocks.iter().position(|block| block.role == Role::Body);
    let inner = body.filter(|_| wraps).and_then(|body| {
        let later = document.blocks[body..].iter().position(|block| block.role == Role::Title);
        later.map(|later| body + later)
    });
    inner.unwrap_or(0)
}

/// Whether this is only a bracket behind a sentence: duties, notes.
fn is_annex(text: &str) -> bool {
    let bracket = text.starts_with(['（', '(', '［', '[', '【']);
    bracket && text.trim_end_matches('。').ends_with(['）', ')', '］', ']', '】'])
}
