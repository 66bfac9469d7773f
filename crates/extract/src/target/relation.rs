//! Words between an indicator and its value 指标关系词.

use std::sync::LazyLock;

use luoshi_text::{Bound, Dimension, Lexicon, Quantity};

use crate::model::{Basis, Comparator};

/// Growth and decline: with them the value is a change.
#[rustfmt::skip]
static CHANGE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "增长", "提高", "提升", "增加", "上升", "下降", "降低", "减少", "压减", "压缩", "缩短", "缩减", "扩大",
    "降幅", "增幅", "增速", "增长率", "递增", "增效", "回落", "累计下降", "累计降低", "同比增长", "年均增长",
    "翻", "收窄", "上涨", "下调", "上调", "递减", "提质增效", "降", "增", "再降", "再降低",
]));

/// Acts that make countable things.
#[rustfmt::skip]
const MAKING: &[&str] = &[
    "建成", "新建", "建设", "打造", "培育", "发展", "形成", "创建", "培养", "引育", "集聚", "完成", "改造",
    "开工", "组建", "设立", "建立", "布局", "推出", "引进", "开展", "认定", "遴选", "推动", "推进", "吸引",
    "落地", "转化", "制定", "制订", "制修订", "发布", "推广", "扶持", "孵化", "招引", "壮大", "选树",
    "评选", "扩建", "改建", "新改建", "新改扩建", "修复", "治理", "整治", "更新", "部署", "投放", "配备",
    "开通", "构建", "拥有", "涌现", "年产", "获得", "突破", "攻克", "研制", "实施", "筹建", "筹集", "供应",
    "建成投用", "建成投产", "投用", "投产", "提供", "新开", "新设", "引导", "力争建成", "造林", "实现",
    "竣工", "消除", "淘汰", "关闭", "退出", "上市", "争创", "创成", "建", "培树", "储备", "解决", "收储",
    "盘活", "新开工", "续建", "改扩建", "启动", "谋划", "编制", "出台", "采集", "招收", "招募", "选派",
    "派出", "组织", "开设", "招录", "录用", "聘用", "种植", "栽植", "释放", "扩充", "开发",
    "取得", "交付", "筹措", "筹措供应", "新（改）建", "新(改)建", "新（改、扩）建", "新（扩）建", "扩大到", "选育", "转移", "回收", "处置", "化解", "安排", "发行", "推介", "加快建设",
    "增补", "输转", "落实", "落实好",
];

/// Those whose things are added up over the period.
#[rustfmt::skip]
const SUMMING: &[&str] = &[
    "新增", "累计", "新引进", "新引育", "新培育", "新引进和培育", "新增加", "累计发展", "累计新增",
    "累计建成", "累计培育", "培训", "新认定", "新招引", "新签约", "举办", "累计培训", "引进培育", "新发展",
    "新增建设", "累计完成",
];

static ACTS: LazyLock<Lexicon<bool>> =
    LazyLock::new(|| Lexicon::new([(false, MAKING), (true, SUMMING)]));

/// An act that makes countable things, and whether they are added up over the period.
pub(super) type Making = (&'static str, bool);

/// Words that make the value a sum over the period, wherever they stand in the clause.
#[rustfmt::skip]
static SUMMED: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&["累计", "新增", "新引进", "总计", "合计", "新招引", "新认定"])
});

/// The act that a phrase ends with; the longest one.
pub(super) fn making_at_end(phrase: &str) -> Option<Making> {
    ACTS.at_end(phrase)
}

/// The act that a phrase begins with; the longest one.
pub(super) fn making_at_start(phrase: &str) -> Option<Making> {
    ACTS.at_start(phrase)
}

/// Whether 年均 before these words is said of what happens every year.
pub(super) fn is_act_or_change(words: &str) -> bool {
    making_at_start(words).is_some() || CHANGE.at_start(words).is_some()
}

/// The change that a phrase ends with; the longest one. Things that are counted are made, not changed:
/// 整合提升1000个, and one character says a change only before a share: 资费再降10%.
pub(super) fn change_at_end(phrase: &str, quantity: &Quantity) -> Option<&'static str> {
    let counted = matches!(
        quantity.dimension(),
        Some(Dimension::Count | Dimension::Area | Dimension::Length)
    );
    let fits = |word: &&str| {
        !(counted && ["提高", "提升", "扩大"].contains(word))
            && (word.len() > 3 || is_share(quantity))
    };
    CHANGE.ends(phrase).map(|(word, ())| word).find(fits)
}

/// Acts that change an amount, before the name of what they change.
const CHANGING: &[&str] = &["压减", "减少", "削减", "缩减", "增加"];

/// The name behind an act of changing: 压减钢铁产能3000万吨, but not 增加值.
pub(super) fn change_at_start(phrase: &str) -> Option<&str> {
    let name = CHANGING.iter().find_map(|word| phrase.strip_prefix(word))?;
    (name.chars().count() >= 2 && !name.starts_with(['值', '到', '至'])).then_some(name)
}

/// Whether the clause sums things up.
pub(super) fn is_summed(clause: &str) -> bool {
    SUMMED.stands_in(clause)
}

/// How the measured value must compare with the printed one.
pub(crate) fn comparator(quantity: &Quantity, apart: Option<Bound>) -> Comparator {
    match quantity.bound.or(apart) {
        _ if quantity.upper.is_some() => Comparator::Range,
        Some(Bound::MoreThan) => Comparator::Gt,
        Some(Bound::AtMost | Bound::Top) => Comparator::Le,
        Some(Bound::LessThan) => Comparator::Lt,
        Some(Bound::About) => Comparator::Approx,
        Some(Bound::Exactly) => Comparator::Eq,
        Some(Bound::AtLeast) | None => Comparator::Ge,
    }
}

fn is_share(quantity: &Quantity) -> bool {
    matches!(quantity.dimension(), Some(Dimension::Share | Dimension::Points | Dimension::Multiple))
}

/// What the value is of.
pub(super) fn basis(quantity: &Quantity, clause: &str, changes: bool, every: bool) -> Basis {
    match quantity.bound {
        Some(Bound::Top) => Basis::Rank,
        _ if every => Basis::Annual,
        // 新增装机占比达到75%: a share adds up to nothing.
        _ if is_summed(clause) && !is_share(quantity) => Basis::Cumulative,
        _ if changes && is_summed(clause) && clause.contains("累计") => Basis::Cumulative,
        _ if changes => Basis::Change,
        _ => Basis::Level,
    }
}
