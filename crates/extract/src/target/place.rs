//! A quantity with the words around it: what they make of it.

use std::ops::Range;

use luoshi_text::{Bound, Dimension, Period, Quantity, Time};

use super::clause::{clause, is_enclosed};
use super::relation::Making;
use super::{exclude, indicator, relation};
use crate::Rule;
use crate::manner::Manner;
use crate::model::{Basis, Comparator, SentenceKind, Target};
use crate::passage::Passage;
use crate::term::Term;

/// A quantity with the words around it.
pub(super) struct Place<'p> {
    passage: &'p Passage<'p>,
    quantity: &'p Quantity,
    following: &'p [Quantity],
    clause: Range<usize>,
    /// The words between clause mark, period or item mark and the number.
    left: Range<usize>,
}

/// Where the next item of a list begins: 绿道100公里、绿地500公顷; 0 where none does.
fn item_after(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start();
    let mark = ["、", "和", "及", "以及"].iter().find(|mark| rest.starts_with(**mark));
    mark.map_or(0, |mark| text.len() - rest.len() + mark.len())
}

/// Acts behind an amount that say what it is for.
const SPENDING: &[&str] = &["实施", "用于", "支持", "开展", "推进", "保障"];

/// A quantity that is a target.
#[derive(Clone)]
pub(super) struct Finding {
    range: Range<usize>,
    indicator: String,
    act: Option<Making>,
    /// The bytes of the sentence that quantity and indicator reach to.
    end: usize,
    changes: bool,
    /// How it bounds the value, where the word stands apart from the number: 不少于总数的5%.
    bound: Option<Bound>,
    /// The indicators whose values follow: 一产、二产增加值分别增长5%、6%.
    series: Vec<String>,
    rule: Rule,
}

impl Finding {
    /// An indicator with its value, of which nothing more is known.
    fn plain(range: Range<usize>, indicator: &str, rule: Rule) -> Self {
        Self {
            end: range.end,
            range,
            indicator: indicator.into(),
            act: None,
            changes: false,
            bound: None,
            series: Vec::new(),
            rule,
        }
    }
}

impl<'p> Place<'p> {
    pub(super) fn new(
        passage: &'p Passage<'p>,
        quantity: &'p Quantity,
        last: Option<&Finding>,
        following: &'p [Quantity],
    ) -> Self {
        let clause = clause(passage.text(), &quantity.range);
        let number = quantity.extent.start.max(clause.start);
        // 年均 and 每年 belong to what they are said of.
        // … and 比2015年 is what the value is compared with.
        let compared = |period: &Period| {
            passage.text()[..period.range.start].trim_end().ends_with(['比', '较'])
        };
        let dated = |period: &&Period| period.time != Time::Every && !compared(period);
        let mut dates = passage.periods.iter().filter(dated);
        let after_period = dates.rfind(|period| period.range.end <= number);
        let start = after_period.map_or(clause.start, |period| period.range.end.max(clause.start));
        let start =
            start.max(last.map_or(0, |last| item_after(passage.text(), last.end))).min(number);
        Self { passage, quantity, following, clause, left: start..number }
    }

    fn text(&self, range: Range<usize>) -> &'p str {
        &self.passage.text()[range]
    }

    pub(super) fn finding(&self, last: Option<&Finding>) -> Option<Finding> {
        let text = self.passage.text();
        let behind = &text[self.quantity.extent.end..self.clause.end.max(self.quantity.extent.end)];
        let clause = self.text(self.clause.clone());
        if is_enclosed(text, self.quantity.range.start)
            || self.is_time_limit()
            || self.reports()
            || exclude::is_no_commitment(self.quantity, text, clause, behind)
        {
            return None;
        }

        self.beside(last)
            .or_else(|| self.listed(last))
            .or_else(|| self.act_first())
            .or_else(|| self.of_a_whole())
            .or_else(|| self.indicator_first(last))
    }

    fn next(&self) -> Option<&'p Quantity> {
        self.following.first()
    }

    /// Whether another quantity of the same thing follows at once: 搬迁1297户7000人.
    fn is_doubled(&self) -> bool {
        let counted = |it: &Quantity| it.dimension() == Some(Dimension::Count);
        counted(self.quantity)
            && self
                .next()
                .is_some_and(|next| counted(next) && next.extent.start == self.quantity.extent.end)
    }

    /// The second of two such quantities.
    fn beside(&self, last: Option<&Finding>) -> Option<Finding> {
        let last =
            last.filter(|last| last.act.is_none() && last.end == self.quantity.extent.start)?;
        let extent = self.quantity.extent.clone();
        let rule = Rule::TargetBeside;
        Some(Finding { end: extent.end, range: extent, rule, ..last.clone() })
    }

    /// A part of a whole that stands between the bound and the number: 审核人员不少于执法人员总数的5%.
    fn of_a_whole(&self) -> Option<Finding> {
        const WORDS: [(&str, Bound); 5] = [
            ("不少于", Bound::AtLeast),
            ("不低于", Bound::AtLeast),
            ("达到", Bound::AtLeast),
            ("超过", Bound::MoreThan),
            ("不超过", Bound::AtMost),
        ];
        let left = self.text(self.left.clone()).trim_end();
        let whole = left.strip_suffix('的').filter(|_| {
            self.quantity.dimension() == Some(Dimension::Share) && self.quantity.bound.is_none()
        })?;
        let (word, bound) = WORDS.iter().rfind(|(word, _)| whole.contains(word))?;
        let name = indicator::before_value(&whole[..whole.rfind(word)?], false);
        let start = self.left.start + name.as_ptr() as usize - left.as_ptr() as usize;
        (name.chars().count() >= 2).then(|| Finding {
            bound: Some(*bound),
            ..Finding::plain(start..self.quantity.extent.end, name, Rule::TargetOfWhole)
        })
    }

    /// Whether the number is part of a period: 20个工作日内.
    fn is_time_limit(&self) -> bool {
        let number = &self.quantity.range;
        self.passage
            .periods
            .iter()
            .any(|period| period.range.start < number.end && number.start < period.range.end)
    }

    /// The next item of a list of counted things: 5家以上…企业、10家以上….
    fn listed(&self, last: Option<&Finding>) -> Option<Finding> {
        let last =
            last.filter(|last| last.act.is_some() && last.end <= self.quantity.extent.start)?;
        let between = self.text(last.end..self.quantity.extent.start).trim();
        if !matches!(between, "、" | "和" | "及" | "以及" | "") {
            return None;
        }
        self.behind(self.quantity.extent.start, last.act?, Rule::TargetList)
    }

    /// An act right before the number: 打造8个特色园区.
    fn act_first(&self) -> Option<Finding> {
        let left = self.text(self.left.clone()).trim_end();
        let left = left.strip_suffix("一批").unwrap_or(left);
        if self.is_doubled() || self.is_size() {
            return None;
        }
        let act = relation::making_at_end(left).or_else(|| self.aimed_at(left))?;
        self.behind(self.left.start + left.len() - act.0.len(), act, Rule::TargetActFirst)
    }

    /// 围绕11条高铁…的目标: the aim is what is counted.
    fn aimed_at(&self, left: &str) -> Option<Making> {
        let aims = left.ends_with("围绕")
            && self.text(self.quantity.extent.end..self.clause.end).contains("目标");
        aims.then_some(("围绕", false))
    }

    /// The indicator behind the number, from `start` on.
    fn behind(&self, start: usize, act: Making, rule: Rule) -> Option<Finding> {
        let (name, len) = indicator::behind_value(self.own_words_behind());
        let counted = self.quantity.unit.is_none_or(|unit| unit.dimension == Dimension::Count);
        // 筹措2亿元实施惠民工程: what the money is for is not what is counted.
        let spent = !counted && SPENDING.iter().any(|word| name.starts_with(word));
        let long = name.chars().count() >= 2 && !spent;
        let end = self.quantity.extent.end + len;
        let from = if act.0 == "围绕" { self.quantity.range.start } else { start };
        long.then(|| Finding { act: Some(act), ..Finding::plain(from..end, name, rule) })
    }

    /// The words behind the number up to the item of the list that the next number belongs to.
    fn own_words_behind(&self) -> &'p str {
        let rest = &self.passage.text()[self.quantity.extent.end..];
        let Some(next) = self.next().filter(|next| next.extent.start > self.quantity.extent.end)
        else {
            return rest;
        };
        let between = self.text(self.quantity.extent.end..next.extent.start);
        let same_clause = next.extent.start <= self.clause.end;
        between.rfind('、').filter(|_| same_clause).map_or(rest, |at| &between[..at])
    }

    /// The indicator before the number: 旅客吞吐量达到4600万人次, 合作区 4 个, GDP增长5%.
    fn indicator_first(&self, last: Option<&Finding>) -> Option<Finding> {
        let left = self.text(self.left.clone()).trim_end();
        let change = relation::change_at_end(left, self.quantity);
        let phrase = change.map_or(left, |word| &left[..left.len() - word.len()]);
        let unbound = self.quantity.extent.start == self.quantity.range.start;
        let lowered = relation::change_at_start(phrase.trim_start()).filter(|_| unbound);
        let phrase = lowered.unwrap_or(phrase);
        let changes = change.is_some() || lowered.is_some();
        let act = relation::making_at_start(phrase.trim_start())
            .or_else(|| relation::making_at_end(phrase));
        let listed = last
            .is_some_and(|last| last.end <= self.left.start && last.end + 12 >= self.left.start);
        if !self.is_related(changes, act.is_some() || listed) || self.describes() {
            return None;
        }
        let name = indicator::before_value(phrase, self.quantity.bound == Some(Bound::Top));
        let end = self.quantity.extent.end;
        if name.chars().count() < 2 {
            return self.continued(last?, changes);
        }
        let start = self.left.start + name.as_ptr() as usize - left.as_ptr() as usize;
        let mut series = if phrase.contains("分别") { self.series(name) } else { Vec::new() };
        let own = if series.is_empty() { name.into() } else { series.remove(0) };
        Some(Finding {
            changes,
            series,
            ..Finding::plain(start..end, &own, Rule::TargetIndicatorFirst)
        })
    }

    /// A value without a name of its own: the next of a series, or another value of the last indicator.
    fn continued(&self, last: &Finding, changes: bool) -> Option<Finding> {
        let end = self.quantity.extent.end;
        let next = Finding {
            range: self.left.start..end,
            end,
            act: None,
            bound: None,
            rule: Rule::TargetContinued,
            ..last.clone()
        };
        match last.series.split_first() {
            Some((name, rest)) => Some(Finding {
                indicator: name.clone(),
                series: rest.to_vec(),
                rule: Rule::TargetShared,
                ..next
            }),
            None => {
                let related = changes || self.quantity.bound.is_some();
                let changes = changes || self.goes_on(last);
                related.then_some(Finding { changes, ..next })
            }
        }
    }

    /// Whether it is the next value of a list: 城乡居民收入分别增长5%、6.5%左右.
    fn goes_on(&self, last: &Finding) -> bool {
        let between =
            self.text(last.end.min(self.quantity.extent.start)..self.quantity.extent.start);
        last.changes && matches!(between.trim(), "、" | "和" | "及" | "以及")
    }

    /// The indicators of a name that lists as many of them as values follow 分别; none where it does not.
    fn series(&self, name: &str) -> Vec<String> {
        let mut values = 1;
        let mut end = self.quantity.extent.end;
        for next in self.following {
            if !matches!(
                self.passage.text()[end..next.extent.start.max(end)].trim(),
                "、" | "和" | "及" | "以及"
            ) {
                break;
            }
            (values, end) = (values + 1, next.extent.end);
        }
        let names = indicator::listed_names(name);
        if values > 1 && names.len() == values { names } else { Vec::new() }
    }

    /// Whether words relate the number to what stands before it.
    fn is_related(&self, change: bool, act: bool) -> bool {
        let (number, extent) = (&self.quantity.range, &self.quantity.extent);
        let bounded = !matches!(self.quantity.bound, None | Some(Bound::About | Bound::Exactly));
        let behind = self.text(extent.end..self.clause.end.max(extent.end)).trim_start();
        let closed = behind.is_empty()
            || behind.starts_with(['、', '（', '(', '和', '及'])
            || self.is_doubled();
        let word = self.text(extent.start..number.start).trim_end();
        let bounded = bounded || ["稳定在", "保持在", "维持在"].contains(&word);
        let reaches = bounded && (extent.start < number.start || closed);
        let aims = self.passage.kind == SentenceKind::Objective || self.term().is_some();
        let attribute = self.text(self.left.clone()).trim_end().ends_with('的');
        !attribute && (reaches || change || (closed && (act || aims)))
    }

    /// Whether it is the size that counted things have at least: 500亩规模以上蔬菜基地24个.
    fn is_size(&self) -> bool {
        let behind = &self.passage.text()[self.quantity.extent.end..];
        behind.starts_with("规模以上") && self.quantity.dimension() != Some(Dimension::Count)
    }

    /// Whether the quantity only describes things that are counted later in the clause.
    fn describes(&self) -> bool {
        let Some(next) = self.next().filter(|next| next.range.start < self.clause.end + 60) else {
            return false;
        };
        let between = &self.passage.text()[self.quantity.extent.end..next.range.start];
        (between.contains('的') || self.is_size())
            && !between.contains(['，', ',', '；', '。'])
            && next.dimension() == Some(Dimension::Count)
    }

    /// A report tells of the past, and a regulation sets conditions, wherever they name no term.
    fn reports(&self) -> bool {
        let open = self.term().is_none();
        match self.passage.manner {
            Manner::Orders => false,
            Manner::Reports => open,
            Manner::Regulates => open && self.passage.kind != SentenceKind::Objective,
        }
    }

    fn term(&self) -> Option<Term> {
        self.passage.term_at(self.quantity.range.start)
    }

    pub(super) fn target(&self, finding: &Finding) -> Target {
        let clause = self.text(self.clause.start..self.quantity.range.end);
        let before = self.text(0..self.quantity.range.start);
        let term = self.term();
        let (every, years) = self.recurrence();
        let basis = relation::basis(self.quantity, clause, finding.changes, every);
        let comparator = relation::comparator(self.quantity, finding.bound);
        let by = term.map(|term| term.to.to_string());
        let from = term.and_then(|term| match (term.from, years) {
            (Some(from), _) => Some(from.to_string()),
            (None, Some(years)) => Some((term.to.year() + 1 - years).to_string()),
            (None, None) => None,
        });
        Target {
            id: String::new(),
            eid: self.passage.eid.clone(),
            span: self.passage.span(finding.range.clone()),
            quote: self.text(finding.range.clone()).into(),
            indicator: finding.indicator.clone(),
            comparator: if finding.act.is_some_and(|(_, _)| comparator == Comparator::Eq) {
                Comparator::Ge
            } else {
                comparator
            },
            value: Some(self.quantity.value),
            value_max: self.quantity.upper,
            unit: Some(self.quantity.unit_name().into()),
            from,
            by,
            basis: if finding.act.is_some_and(|(_, summed)| summed) {
                Basis::Cumulative
            } else {
                basis
            },
            aspirational: is_aspirational(before),
            rule: finding.rule,
        }
    }

    /// Whether the clause speaks of every year, and of how many years together.
    fn recurrence(&self) -> (bool, Option<i16>) {
        let mut every = false;
        let mut years = None;
        for period in
            self.passage.periods.iter().filter(|period| self.clause.contains(&period.range.start))
        {
            match period.time {
                Time::Every => every |= is_repeated(&self.passage.text()[period.range.start..]),
                Time::Years(count) => years = i16::try_from(count).ok(),
                Time::Calendar { .. } | Time::Within(_) => {}
            }
        }
        (every, years)
    }
}

/// Whether 每年 or 年均 is said of what happens every year, and not of a mean: PM2.5年均浓度.
fn is_repeated(text: &str) -> bool {
    let mean = text.strip_prefix("年均").map(str::trim_start);
    mean.is_none_or(relation::is_act_or_change)
}

/// Whether the words before a target only strive for it 力争.
pub(super) fn is_aspirational(before: &str) -> bool {
    let since = before.rfind(['；', ';']).unwrap_or(0);
    ["力争", "争取", "努力达到", "努力实现"].iter().any(|word| before[since..].contains(word))
}
