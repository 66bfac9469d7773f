//! Quantities that commit nobody to anything 非目标数量: subsidies, thresholds, facts, names.

use std::sync::LazyLock;

use luoshi_text::{Bound, Dimension, Lexicon, Quantity};

/// Money that is given or taken, and what it is given for.
#[rustfmt::skip]
static GRANTS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "补贴", "补助", "奖励", "资助", "奖补", "罚款", "贴息", "给予", "最高", "每人", "每户", "每亩", "每月", "减免", "免征", "返还",
    "扶持资金", "处以", "罚金", "支付", "扣除", "标准为", "标准是", "按照标准", "按不超过", "比例给予", "折", "奖金", "救助", "保费",
    "起付", "报销", "单价", "定额", "每套", "每台", "单笔", "不超过1次",
]));

/// Money that changes hands: an amount of it is a rule, unless somebody is to bring it about.
#[rustfmt::skip]
static LENT: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "贷款", "租金", "收费", "注册资本", "额度", "税率", "费率", "起征点",
]));

/// Words of bringing about.
#[rustfmt::skip]
static PURSUED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "力争", "确保", "新增", "实现", "达到", "提高到", "提升到", "突破", "降至", "降到", "下降", "降低", "增长", "投放", "发放",
    "占比", "比重",
]));

/// Words that make a clause a condition or a fact.
#[rustfmt::skip]
static NOT_ORDERED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "现有", "已有", "已建", "目前", "去年", "上年", "当前", "符合", "凡", "满足", "如果", "若", "未达到", "已达", "拥有省级",
    "近年来", "已累计", "年满", "连续", "以来", "曾", "已经", "设计", "建筑面积", "用地面积", "总面积", "面积约", "注册资金",
]));

/// What measures of time can be targets of.
#[rustfmt::skip]
static DURATIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "时间", "时限", "周期", "用时", "天数", "期限", "时长", "寿命", "时效", "年限", "工作日", "通关", "耗时", "寿命", "受教育年限",
]));

/// Words of a sentence that gives money away: no amount in it is a target.
#[rustfmt::skip]
static GIVING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "给予", "补助", "补贴", "奖励", "资助", "罚款", "奖补", "贴息", "支持金额",
]));

/// Most of something that is allowed.
#[rustfmt::skip]
static ALLOWED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "最高", "最长", "最多", "不超过", "上限",
]));

/// Most of a time that is allowed; 不超过 bounds one that is kept short, too.
static LONGEST: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&["最高", "最长", "最多"]));

/// Whether a quantity is none that the document commits to.
pub(super) fn is_no_commitment(
    quantity: &Quantity,
    sentence: &str,
    clause: &str,
    behind: &str,
) -> bool {
    let small_count = quantity.chinese
        && quantity.value <= 10.into()
        && matches!(quantity.bound, None | Some(Bound::Exactly))
        && quantity.scale == 1
        && quantity.dimension() == Some(Dimension::Count);
    let before = sentence[..quantity.range.start].trim_end();
    small_count
        || before.ends_with(['届', '×', '*', '÷', '=', '＝', '+', '＋', '<', '>', '≥', '≤'])
        || NOT_ORDERED.stands_in(clause)
        || (gives(sentence) && !is_rate(quantity, sentence, behind))
        || (is_payable(quantity)
            && GRANTS.stands_in(clause)
            && !is_rate(quantity, sentence, behind))
        || (is_payable(quantity) && LENT.stands_in(clause) && !PURSUED.stands_in(clause))
        || (is_money(quantity) && ALLOWED.stands_in(clause))
        || (is_time(quantity) && !is_shortened(quantity, clause))
        || is_modifier(quantity, behind)
}

/// Whether a sentence gives money away; a name like 补助资金 or 补贴性培训 does not.
fn gives(sentence: &str) -> bool {
    const NAMED: [&str; 6] = ["资金", "性", "政策", "标准", "机制", "制度"];
    GIVING.all_in(sentence).any(|(at, word, ())| {
        let behind = &sentence[at + word.len()..];
        !NAMED.iter().any(|name| behind.starts_with(name))
    })
}

/// Whether a share is what a named rate is to come to, whoever is paid beside: 占比达80%以上.
fn is_rate(quantity: &Quantity, sentence: &str, behind: &str) -> bool {
    const RATES: [&str; 6] = ["比重", "占比", "率", "比例", "覆盖面", "覆盖度"];
    let reached = matches!(quantity.bound, Some(Bound::AtLeast | Bound::MoreThan));
    let before = &sentence[..quantity.extent.start];
    let near = before.len() - before.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
    let near = &before[before.len() - near..];
    quantity.dimension() == Some(Dimension::Share)
        && reached
        && !behind.trim_start_matches("以上").starts_with('的')
        && RATES.iter().any(|rate| near.contains(rate))
}

fn is_money(quantity: &Quantity) -> bool {
    matches!(quantity.dimension(), Some(Dimension::Money(_)))
}

/// Amounts, shares and counts that a grant could be of.
fn is_payable(quantity: &Quantity) -> bool {
    matches!(
        quantity.dimension(),
        Some(Dimension::Money(_) | Dimension::Share | Dimension::Multiple) | None
    )
}

fn is_time(quantity: &Quantity) -> bool {
    matches!(
        quantity.dimension(),
        Some(Dimension::Time | Dimension::Months | Dimension::WorkingDays)
    )
}

/// Whether a time is one that is to be kept short, or a life span: not 有效期不超过3年.
fn is_shortened(quantity: &Quantity, clause: &str) -> bool {
    let years = quantity.dimension() == Some(Dimension::Months);
    let short = matches!(quantity.bound, Some(Bound::AtMost | Bound::LessThan));
    DURATIONS.stands_in(clause)
        && !LONGEST.stands_in(clause)
        && (short || (years && LIVES.stands_in(clause)))
}

/// Times that are to be long.
#[rustfmt::skip]
static LIVES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "寿命", "年限", "受教育",
]));

/// A measure that only describes a thing: 2万平方米以上的公共建筑, 3.8米直径.
fn is_modifier(quantity: &Quantity, behind: &str) -> bool {
    let counts = matches!(quantity.dimension(), Some(Dimension::Count));
    !counts
        && (behind.starts_with('的') || behind.starts_with("及以上的") || behind.starts_with('级'))
}
