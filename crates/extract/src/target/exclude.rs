//! Quantities that commit nobody to anything 非目标数量: subsidies, thresholds, facts, names.

use luoshi_text::{Bound, Dimension, Quantity};

/// Money that is given or taken, and what it is given for.
#[rustfmt::skip]
const GRANTS: &[&str] = &[
    "补贴", "补助", "奖励", "资助", "奖补", "罚款", "贴息", "给予", "最高", "每人", "每户", "每亩", "每月",
    "减免", "免征", "返还", "扶持资金", "处以", "罚金", "支付", "扣除", "标准为", "标准是", "按照标准",
    "按不超过", "比例给予", "折", "奖金", "救助", "保费", "起付", "报销", "单价", "定额", "每套", "每台",
    "单笔", "不超过1次",
];

/// Money that changes hands: an amount of it is a rule, unless somebody is to bring it about.
#[rustfmt::skip]
const LENT: &[&str] =
    &["贷款", "租金", "收费", "注册资本", "额度", "税率", "费率", "起征点"];

/// Words of bringing about.
#[rustfmt::skip]
const PURSUED: &[&str] = &[
    "力争", "确保", "新增", "实现", "达到", "提高到", "提升到", "突破", "降至", "降到", "下降", "降低", "增长",
    "投放", "发放", "占比", "比重",
];

/// Words that make a clause a condition or a fact.
#[rustfmt::skip]
const NOT_ORDERED: &[&str] = &[
    "现有", "已有", "已建", "目前", "去年", "上年", "当前", "符合", "凡", "满足", "如果", "若", "未达到",
    "已达", "拥有省级", "近年来", "已累计", "年满", "连续", "以来", "曾", "已经", "设计", "建筑面积",
    "用地面积", "总面积", "面积约", "注册资金",
];

/// What measures of time can be targets of.
#[rustfmt::skip]
const DURATIONS: &[&str] = &[
    "时间", "时限", "周期", "用时", "天数", "期限", "时长", "寿命", "时效", "年限", "工作日", "通关", "耗时",
    "寿命", "受教育年限",
];

/// Words of a sentence that gives money away: no amount in it is a target.
#[rustfmt::skip]
const GIVING: &[&str] =
    &["给予", "补助", "补贴", "奖励", "资助", "罚款", "奖补", "贴息", "支持金额"];

/// Most of something that is allowed.
const ALLOWED: &[&str] = &["最高", "最长", "最多", "不超过", "上限"];

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
        || names(NOT_ORDERED, clause)
        || (gives(sentence) && !is_rate(quantity, sentence, behind))
        || (is_payable(quantity) && names(GRANTS, clause) && !is_rate(quantity, sentence, behind))
        || (is_payable(quantity) && names(LENT, clause) && !names(PURSUED, clause))
        || (is_money(quantity) && names(ALLOWED, clause))
        || (is_time(quantity) && !is_shortened(quantity, clause))
        || is_modifier(quantity, behind)
}

/// Whether a sentence gives money away; a name like 补助资金 or 补贴性培训 does not.
fn gives(sentence: &str) -> bool {
    const NAMED: [&str; 6] = ["资金", "性", "政策", "标准", "机制", "制度"];
    GIVING.iter().any(|word| {
        let mut places = sentence.match_indices(word).map(|(at, _)| &sentence[at + word.len()..]);
        places.any(|behind| !NAMED.iter().any(|name| behind.starts_with(name)))
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

fn names(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.contains(word))
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
    names(DURATIONS, clause)
        && !names(&ALLOWED[..3], clause)
        && (short || (years && names(LIVES, clause)))
}

/// Times that are to be long.
const LIVES: &[&str] = &["寿命", "年限", "受教育"];

/// A measure that only describes a thing: 2万平方米以上的公共建筑, 3.8米直径.
fn is_modifier(quantity: &Quantity, behind: &str) -> bool {
    let counts = matches!(quantity.dimension(), Some(Dimension::Count));
    !counts
        && (behind.starts_with('的') || behind.starts_with("及以上的") || behind.starts_with('级'))
}
