//! The time a sentence is about 期限, its own or set by the words before it.

use jiff::civil::Date;
use luoshi_document::{Document, ProvisionId};
use luoshi_text::{Edge, Moment, Period, Time, periods};

/// A stretch of the calendar that somebody can be held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) from: Option<Moment>,
    pub(crate) to: Moment,
    pub(crate) edge: Edge,
}

impl Term {
    /// The term that a period sets in a document written then. The past sets none, nor does what begins.
    pub(crate) fn of(period: &Period, written: Written) -> Option<Self> {
        let Time::Calendar { from, to } = period.time else { return None };
        (!written.is_after(to) && matches!(period.edge, Edge::Until | Edge::During))
            .then_some(Self { from, to, edge: period.edge })
    }
}

/// Whether a period lies before its document.
pub(crate) fn is_past(period: &Period, written: Written) -> bool {
    let Time::Calendar { to, .. } = period.time else { return false };
    period.edge == Edge::AsOf || (period.edge != Edge::Since && written.is_after(to))
}

/// When a document was written 成文时间, as far as it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    /// The year: of its date, its number or its title.
    pub(crate) year: Option<i16>,
    day: Option<Date>,
}

impl Written {
    /// What a document says of it.
    pub(crate) fn of(document: &Document) -> Self {
        let meta = &document.meta;
        let printed = [
            meta.number.as_deref(),
            Some(meta.title.as_str()),
            Some(document.source.name.as_str()),
        ];
        let day = meta.written_on.or(meta.printed_on);
        let year =
            day.map(|date| date.year()).or_else(|| printed.into_iter().flatten().find_map(year_in));
        Self { year, day }
    }

    /// Whether that moment was over by then: what ended in an earlier month commits nobody.
    fn is_after(self, to: Moment) -> bool {
        let earlier = |day: Date| match to {
            Moment::Year(_) => false,
            Moment::Month(year, month) => (year, month) < (day.year(), day.month()),
            Moment::Day(end) => end < day,
        };
        self.year.is_some_and(|year| to.year() < year) || self.day.is_some_and(earlier)
    }
}

/// The first number of four digits that can be a year.
fn year_in(text: &str) -> Option<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| (1949..2100).contains(year))
}

/// Terms that hold beyond their own sentence: “到 2020 年,…” governs the bullets under it.
#[derive(Default)]
pub(crate) struct Governing {
    block: Option<Term>,
    provisions: Vec<(Option<ProvisionId>, Term)>,
}

impl Governing {
    /// A new block begins: what governed another provision, or another block, is over.
    pub(crate) fn enter(&mut self, document: &Document, provision: Option<ProvisionId>) {
        self.block = None;
        while self.provisions.last().is_some_and(|(of, _)| !belongs(document, provision, *of)) {
            self.provisions.pop();
        }
    }

    /// The term that governs a sentence without one of its own.
    pub(crate) fn term(&self) -> Option<Term> {
        self.block.or_else(|| self.provisions.last().map(|(_, term)| *term))
    }

    /// From here on to the end of the block; says whether it is the block's first.
    pub(crate) fn set_for_block(&mut self, term: Term) -> bool {
        self.block.replace(term).is_none()
    }

    /// From here on to the end of the provision.
    pub(crate) fn set_for_provision(&mut self, provision: Option<ProvisionId>, term: Term) {
        self.provisions.retain(|(of, _)| *of != provision);
        self.provisions.push((provision, term));
    }
}

/// Whether a provision is `of` or lies within it.
fn belongs(document: &Document, provision: Option<ProvisionId>, of: Option<ProvisionId>) -> bool {
    let mut at = provision;
    loop {
        match at {
            _ if at == of => return true,
            Some(id) => at = document.provision(id).parent,
            None => return false,
        }
    }
}

/// The term that a heading names: 2026年主要目标.
pub(crate) fn term_of_heading(heading: &str, written: Written) -> Option<Term> {
    periods(heading, written.year).iter().find_map(|period| Term::of(period, written))
}

/// Whether a period stands at the head of its sentence, so that it can govern what follows.
pub(crate) fn opens(text: &str, period: &Period) -> bool {
    const LEADS: [&str; 9] =
        ["力争", "计划", "在", "于", "从", "通过努力", "争取", "经过努力", "总的目标是"];
    let head = &text[..period.range.start];
    // 总体目标：到2025年,….
    let labelled = head.len() <= LABEL && head.ends_with(['：', ':']);
    let mut before = head.trim_start_matches(['—', '-', '－', ' ', '“', '，']);
    while let Some(rest) = LEADS.iter().find_map(|lead| before.strip_prefix(lead)) {
        before = rest.trim_start_matches(['，', ',']);
    }
    labelled || before.is_empty()
}

/// A label before a period is not longer than this many bytes.
const LABEL: usize = 36;
