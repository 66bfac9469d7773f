//! Directions with a time limit 方向性目标: 服务贸易占对外贸易比重进一步提高, by 2020.

use std::sync::LazyLock;

use luoshi_text::Lexicon;

use crate::Rule;
use crate::model::{Basis, Comparator, SentenceKind, Target};
use crate::passage::Passage;
use crate::words::{strip_leading, strip_trailing};

/// What can be measured, by the end of its name.
#[rustfmt::skip]
pub(super) static MEASURED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "比重", "占比", "比例", "率", "总额", "投资", "收入", "产值", "增加值", "消费", "进出口", "出口", "排放",
    "排放量", "总量", "能耗", "贸易额", "规模", "数量", "销售额", "人数", "交易额", "发病率", "用水量",
    "营业额", "成本", "产量", "出栏量", "吞吐量", "发电量", "货运量", "客运量", "面积", "产能", "销量", "存量",
]));

/// How it moves.
#[rustfmt::skip]
static MOVES: LazyLock<Lexicon<Comparator>> = LazyLock::new(|| Lexicon::new([
    (Comparator::Increase, &["提高", "提升", "增长", "增加", "扩大", "上升"][..]),
    (Comparator::Decrease, &["下降", "降低", "减少", "缩小", "下调"]),
]));

/// How surely or how fast.
#[rustfmt::skip]
static MANNERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "进一步", "稳步", "持续", "不断", "明显", "显著", "大幅", "逐步", "稳定", "较快", "大幅度", "有序",
    "平稳", "逐年", "合理", "全面", "快速", "得到", "有所", "继续", "总体", "均", "都", "实现",
]));

/// Words before an indicator that are no part of it.
#[rustfmt::skip]
static SCOPE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "力争", "确保", "实现", "努力实现", "全市", "全省", "推动", "促进", "使", "其中", "并", "要", "保持",
]));

/// The directions of a sentence of objectives that has a time limit.
pub(super) fn directions(passage: &Passage<'_>) -> Vec<Target> {
    let mut found = Vec::new();
    if passage.kind != SentenceKind::Objective {
        return found;
    }
    let text = passage.text();
    let mut start = 0;
    for clause in text.split_inclusive(['，', ',', '；', ';', '。']) {
        found.extend(of_clause(passage, start, clause));
        start += clause.len();
    }
    found
}

fn of_clause(passage: &Passage<'_>, start: usize, clause: &str) -> Option<Target> {
    let phrase = clause.trim_end_matches(['，', ',', '；', ';', '。']);
    let (word, comparator) = MOVES.at_end(phrase)?;
    let rest = strip_trailing(&phrase[..phrase.len() - word.len()], &MANNERS);
    let name = strip_leading(after_period(passage, start, rest), &SCOPE);
    let from = start + name.as_ptr() as usize - clause.as_ptr() as usize;
    let term = passage.term_at(from)?;
    if MEASURED.at_end(name).is_none() || name.contains(['、', '“']) || name.chars().count() > 25
    {
        return None;
    }
    let range = from..start + phrase.len();
    Some(Target {
        id: String::new(),
        eid: passage.eid.clone(),
        span: passage.span(range.clone()),
        quote: passage.text()[range].into(),
        indicator: name.into(),
        comparator,
        value: None,
        value_max: None,
        unit: None,
        from: None,
        by: Some(term.to.to_string()),
        basis: Basis::Change,
        aspirational: super::place::is_aspirational(&passage.text()[..from]),
        rule: Rule::TargetDirection,
    })
}

/// The phrase without a period at its beginning.
fn after_period<'t>(passage: &Passage<'_>, start: usize, phrase: &'t str) -> &'t str {
    let mut ends = passage.periods.iter().map(|period| period.range.end);
    let last = ends.rfind(|end| *end > start && *end <= start + phrase.len());
    last.map_or(phrase, |end| &phrase[end - start..])
}
