//! Words between an indicator and its value 指标关系词.

use luoshi_text::{Bound, Quantity};

use crate::model::{Basis, Comparator};

/// Growth and decline: with them the value is a change.
pub(super) const CHANGE: &[&str] = &[
    "增长",
    "提高",
    "提升",
    "增加",
    "上升",
    "下降",
    "降低",
    "减少",
    "压减",
    "压缩",
    "缩短",
    "缩减",
    "扩大",
    "降幅",
    "增幅",
    "增速",
    "增长率",
    "递增",
    "增效",
    "回落",
    "累计下降",
    "累计降低",
    "同比增长",
    "年均增长",
    "翻",
    "收窄",
];

/// Acts that make countable things. `true`: the things are added up over the period.
pub(super) const MAKING: &[(&str, bool)] = &[
    ("新增", true),
    ("累计", true),
    ("新引进", true),
    ("新引育", true),
    ("新培育", true),
    ("新引进和培育", true),
    ("新增加", true),
    ("累计发展", true),
    ("累计新增", true),
    ("累计建成", true),
    ("累计培育", true),
    ("培训", true),
    ("新认定", true),
    ("新招引", true),
    ("新签约", true),
    ("举办", true),
    ("累计培训", true),
    ("引进培育", true),
    ("新发展", true),
    ("建成", false),
    ("新建", false),
    ("建设", false),
    ("打造", false),
    ("培育", false),
    ("发展", false),
    ("形成", false),
    ("创建", false),
    ("培养", false),
    ("引育", false),
    ("集聚", false),
    ("完成", false),
    ("改造", false),
    ("开工", false),
    ("组建", false),
    ("设立", false),
    ("建立", false),
    ("布局", false),
    ("推出", false),
    ("引进", false),
    ("开展", false),
    ("认定", false),
    ("遴选", false),
    ("推动", false),
    ("推进", false),
    ("吸引", false),
    ("落地", false),
    ("转化", false),
    ("制定", false),
    ("制订", false),
    ("制修订", false),
    ("发布", false),
    ("推广", false),
    ("扶持", false),
    ("孵化", false),
    ("招引", false),
    ("壮大", false),
    ("选树", false),
    ("评选", false),
    ("扩建", false),
    ("改建", false),
    ("新改建", false),
    ("新改扩建", false),
    ("修复", false),
    ("治理", false),
    ("整治", false),
    ("更新", false),
    ("部署", false),
    ("投放", false),
    ("配备", false),
    ("开通", false),
    ("构建", false),
    ("拥有", false),
    ("涌现", false),
    ("年产", false),
    ("获得", false),
    ("突破", false),
    ("攻克", false),
    ("研制", false),
    ("实施", false),
    ("筹建", false),
    ("筹集", false),
    ("供应", false),
    ("建成投用", false),
    ("建成投产", false),
    ("投用", false),
    ("投产", false),
    ("提供", false),
    ("新开", false),
    ("新设", false),
    ("引导", false),
    ("力争建成", false),
    ("造林", false),
    ("实现", false),
    ("竣工", false),
    ("消除", false),
    ("淘汰", false),
    ("关闭", false),
    ("退出", false),
    ("上市", false),
    ("争创", false),
    ("创成", false),
    ("建", false),
    ("培树", false),
    ("储备", false),
    ("解决", false),
    ("收储", false),
    ("盘活", false),
    ("新开工", false),
    ("续建", false),
    ("改扩建", false),
    ("新增建设", true),
    ("启动", false),
    ("谋划", false),
    ("编制", false),
    ("出台", false),
    ("采集", false),
    ("招收", false),
    ("招募", false),
    ("选派", false),
    ("派出", false),
    ("扩大到", false),
    ("选育", false),
    ("转移", false),
    ("回收", false),
    ("处置", false),
    ("化解", false),
    ("安排", false),
    ("发行", false),
    ("推介", false),
    ("加快建设", false),
    ("累计完成", true),
];

/// Words that make the value a sum over the period, wherever they stand in the clause.
const SUMMED: &[&str] = &["累计", "新增", "新引进", "总计", "合计", "新招引", "新认定"];

/// The act that a phrase ends with; the longest one.
pub(super) fn making_at_end(phrase: &str) -> Option<(&'static str, bool)> {
    MAKING
        .iter()
        .filter(|(word, _)| phrase.ends_with(word))
        .max_by_key(|(word, _)| word.len())
        .copied()
}

/// The act that a phrase begins with; the longest one.
pub(super) fn making_at_start(phrase: &str) -> Option<(&'static str, bool)> {
    MAKING
        .iter()
        .filter(|(word, _)| phrase.starts_with(word))
        .max_by_key(|(word, _)| word.len())
        .copied()
}

/// The change that a phrase ends with; the longest one.
pub(super) fn change_at_end(phrase: &str) -> Option<&'static str> {
    CHANGE.iter().filter(|word| phrase.ends_with(**word)).max_by_key(|word| word.len()).copied()
}

/// Whether the clause sums things up.
pub(super) fn is_summed(clause: &str) -> bool {
    SUMMED.iter().any(|word| clause.contains(word))
}

/// How the measured value must compare with the printed one.
pub(super) fn comparator(quantity: &Quantity) -> Comparator {
    match quantity.bound {
        _ if quantity.upper.is_some() => Comparator::Range,
        Some(Bound::MoreThan) => Comparator::Gt,
        Some(Bound::AtMost | Bound::Top) => Comparator::Le,
        Some(Bound::LessThan) => Comparator::Lt,
        Some(Bound::About) => Comparator::Approx,
        Some(Bound::Exactly) => Comparator::Eq,
        Some(Bound::AtLeast) | None => Comparator::Ge,
    }
}

/// What the value is of.
pub(super) fn basis(quantity: &Quantity, clause: &str, changes: bool, every: bool) -> Basis {
    match quantity.bound {
        Some(Bound::Top) => Basis::Rank,
        _ if every => Basis::Annual,
        _ if is_summed(clause) => Basis::Cumulative,
        _ if changes => Basis::Change,
        _ => Basis::Level,
    }
}
