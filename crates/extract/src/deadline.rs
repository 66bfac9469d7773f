//! Deadlines 时限: time limits on acts, and on states that carry no number.

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_document::Span;
use luoshi_text::{Edge, Lexicon, Moment, Period, Time};

use crate::Rule;
use crate::model::{Deadline, SentenceKind, Target};
use crate::passage::Passage;
use crate::target::is_enclosed;
use crate::term::{Term, opens};

/// All deadlines, in reading order. A limit whose own clause holds a target belongs to the target.
pub(crate) fn deadlines(passages: &[Passage<'_>], targets: &[Target]) -> Vec<Deadline> {
    let mut found = Vec::new();
    let mut targets = targets.iter().map(|target| target.span).peekable();
    for passage in passages {
        let whole = passage.whole();
        while targets.next_if(|target| target.end() <= whole.start()).is_some() {}
        let own: Vec<Span> =
            targets.clone().take_while(|target| target.start() < whole.end()).collect();
        if matches!(passage.kind, SentenceKind::Background | SentenceKind::Formal) {
            continue;
        }
        found.extend(passage.periods.iter().filter_map(|period| deadline(passage, period, &own)));
    }
    found
}

fn deadline(passage: &Passage<'_>, period: &Period, targets: &[Span]) -> Option<Deadline> {
    let text = passage.text();
    let (by, rule) = limit(passage, period)?;
    let clause = clause_behind(text, period.range.end);
    let span = passage.span(period.range.start..clause.end);
    if targets.iter().any(|target| target.overlaps(span)) || is_enclosed(text, period.range.start) {
        return None;
    }
    let quote = text[period.range.start..clause.end].into();
    Some(Deadline { eid: passage.eid.clone(), span, quote, by, rule })
}

/// The limit that a period sets on an act or a state.
fn limit(passage: &Passage<'_>, period: &Period) -> Option<(String, Rule)> {
    let text = passage.text();
    match (&period.time, period.edge) {
        (Time::Within(duration), _) => {
            is_duty(text, period.range.end).then(|| (duration.clone(), Rule::DeadlineWithin))
        }
        (Time::Calendar { .. }, Edge::Until) => {
            let behind = &text[period.range.end..];
            // 2018年12月31日之前已完成转制的企业 says which ones, 至2047年6月30日止 how long.
            // … to 到2035年的奋斗目标 and 对2020年前的工作作出部署 it belongs as to a name.
            let names = behind.starts_with('的') || text[..period.range.start].ends_with('对');
            let told = behind.starts_with('已') || text[period.range.clone()].ends_with('止');
            let term = Term::of(period, passage.written).filter(|_| !told && !names)?;
            Some((term.to.to_string(), Rule::DeadlineUntil))
        }
        (Time::Calendar { from: None, to: Moment::Year(_) }, Edge::During) => {
            // 今年主要预期目标是…: the year of what follows, no limit of its own.
            let announces = text[clause_behind(text, period.range.end)].ends_with(['是', '为']);
            let aims = passage.kind == SentenceKind::Objective && opens(text, period) && !announces;
            let term = Term::of(period, passage.written).filter(|_| aims)?;
            Some((term.to.to_string(), Rule::DeadlineDuring))
        }
        (Time::Calendar { from: Some(Moment::Month(..)), to: Moment::Month(..) }, Edge::During) => {
            let orders = matches!(passage.kind, SentenceKind::Measure | SentenceKind::Mechanism);
            let due = orders && opens(text, period) && is_duty(text, period.range.end);
            let term = Term::of(period, passage.written).filter(|_| due)?;
            Some((term.to.to_string(), Rule::DeadlinePart))
        }
        _ => None,
    }
}

/// What follows a number of days or years that is no limit on an act: bans, exemptions, conditions.
#[rustfmt::skip]
static NO_DUTY: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "不得", "免", "禁止", "不再", "累计", "连续", "仍", "再次", "有", "未", "的", "享受", "发生", "不予", "新增", "新办", "新设",
    "新成立", "与", "取得", "因",
]));

/// Words of a duty: without one of them a number of days only tells when something is the case.
#[rustfmt::skip]
static DUTY: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "应", "须", "要", "完成", "报", "制定", "出台", "实现", "提交", "公布", "落实", "作出", "办理", "印发", "建立", "启动",
    "组织", "调整", "达到", "到位", "完善", "确保", "力争", "支付", "发放", "公开", "到达", "开工", "建成",
]));

fn is_duty(text: &str, at: usize) -> bool {
    let behind = text[at..].trim_start_matches([' ', '，', ',']);
    !behind.is_empty() && NO_DUTY.at_start(behind).is_none() && DUTY.stands_in(text)
}

/// The first clause behind a period; the mark right behind the period does not end it.
fn clause_behind(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '，', ',', '：']).len();
    let end = rest[skipped..]
        .find(['，', ',', '；', ';', '。', '：'])
        .map_or(rest.len(), |end| skipped + end);
    at..at + end
}
