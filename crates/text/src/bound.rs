//! Words that say on which side of a number the truth lies 比较词.

use std::sync::LazyLock;

use crate::Lexicon;

/// How a printed number bounds the measured one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 不低于, 达到, 以上.
    AtLeast,
    /// 超过, 突破.
    MoreThan,
    /// 不超过, 以内, 控制在.
    AtMost,
    /// 低于, 不足.
    LessThan,
    /// 约, 左右.
    About,
    /// 保持在, 稳定在, 为.
    Exactly,
    /// 前三位: this place or a better one.
    Top,
}

/// Words right before a number. Of two that fit, the longer one counts.
#[rustfmt::skip]
const WORDS_BEFORE: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "不低于", "不少于", "不小于", "不得低于", "不得少于", "不得小于", "不应低于", "不应少于",
            "不能低于", "不能少于", "至少", "达到", "达", "达至", "提高到", "提升到", "增加到", "增长到",
            "扩大到", "提高至", "提升至", "增加至", "增长至", "扩大至", "增至", "升至", "上升到", "恢复到",
            "发展到", "拓展到", "扩展到", "达到了",
        ],
    ),
    (
        Bound::MoreThan,
        &["超过", "超", "突破", "高于", "大于", "多于", "逾", "破", "超出", "跨越", "跨上", "迈上"],
    ),
    (
        Bound::AtMost,
        &[
            "不超过", "不高于", "不大于", "不多于", "不得超过", "不应超过", "不能超过", "不得高于",
            "不得多于", "至多", "最多", "控制在", "控制到", "压缩至", "压缩到", "压减至", "压减到", "缩短至",
            "缩短到", "降至", "降到", "降低至", "降低到", "下降至", "下降到", "减至", "减少至", "减少到",
            "精简至", "精简到", "不突破", "限制在",
        ],
    ),
    (Bound::LessThan, &["低于", "少于", "小于", "不足", "不到", "不满", "未满"]),
    (Bound::About, &["约", "大约", "约为", "近", "将近", "接近", "达到约", "约占", "大概"]),
    (Bound::Exactly, &["保持在", "稳定在", "维持在", "为", "是", "等于"]),
    (Bound::Top, &["前"]),
];

/// Words right after a number and its unit; they count for more than those before.
#[rustfmt::skip]
const WORDS_AFTER: &[(Bound, &[&str])] = &[
    (Bound::AtLeast, &["以上", "及以上", "之上", "或以上", "(含)以上", "（含）以上", "(含)及以上"]),
    (Bound::AtMost, &["以内", "之内", "以下", "及以下", "之下", "内"]),
    (Bound::About, &["左右", "上下"]),
];

static BEFORE: LazyLock<Lexicon<Bound>> =
    LazyLock::new(|| Lexicon::new(WORDS_BEFORE.iter().copied()));
static AFTER: LazyLock<Lexicon<Bound>> =
    LazyLock::new(|| Lexicon::new(WORDS_AFTER.iter().copied()));

/// The bound that the text before a number says, and the bytes its word takes.
pub(crate) fn bound_before(text: &str) -> Option<(Bound, usize)> {
    BEFORE.at_end(text.trim_end_matches(' ')).map(|(word, bound)| (bound, word.len()))
}

/// The bound that the text after a unit says, and the bytes its word takes.
pub(crate) fn bound_after(text: &str) -> Option<(Bound, usize)> {
    AFTER.at_start(text).map(|(word, bound)| (bound, word.len()))
}
