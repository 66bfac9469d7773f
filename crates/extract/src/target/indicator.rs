//! The name of what is measured 指标名称: the phrase without its verbs and scope words.

use std::sync::LazyLock;

use luoshi_text::Lexicon;

use crate::words::{strip_leading, strip_trailing};

use super::direction::MEASURED;
use super::relation::making_at_start;

/// Words before an indicator that are no part of it.
#[rustfmt::skip]
static BEFORE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "力争", "争取", "努力", "确保", "实现", "努力实现", "使", "让", "将", "把", "推动", "促进",
    "带动", "全市", "全省", "全区", "全县", "我市", "我省", "本市", "本省", "我国", "其中", "并",
    "且", "同时", "要", "年底", "累计", "围绕", "通过", "预计", "计划", "力争使", "逐步", "进一步",
    "加快", "积极", "大力", "稳步", "着力", "持续", "不断", "全力", "每年", "年均", "平均每年",
    "提高", "提升", "扩大", "加强", "完善", "优化", "降低", "按照", "的", "新引进和", "培育和",
    "力争实现", "基本实现", "使得", "支持", "鼓励", "引导", "集中", "有序", "深入", "分别", "左右",
    "期间", "年内", "主要预期目标是", "主要目标是", "预期目标是", "目标是", "另外", "此外", "完成",
    "以及", "力争全年", "力争将", "努力将", "确保全年", "全年", "有效", "显著", "明显", "切实",
    "合计", "总计", "均", "再", "还", "力争到", "使全市", "使全省", "开展", "有力", "有望", "预期",
    "届时", "但", "至少", "最多", "原则上", "保持", "拟", "拟安排", "将", "还将", "再", "扩面", "提出", "因地制宜",
    "规范提升", "统筹安排",
]));

/// Words between an indicator and its value that belong to neither.
#[rustfmt::skip]
static BEHIND: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "分别", "均", "都", "总体", "力争", "确保", "稳定", "保持", "再", "已", "应当", "预计", "达",
    "达到", "实现", "平均", "年均", "累计", "每年", "总计", "合计", "共", "共计", "在", "逐步",
    "全部", "基本", "不断", "持续", "稳步", "进一步", "争取", "努力", "原则上", "的", "为", "是",
    "约", "同比", "比上年", "比去年", "较上年", "较去年", "全年", "要达到", "占", "提高", "提升",
    "增长", "增加", "到", "至", "从", "到人均", "至人均", "达人均", "力争达到", "突破", "超过", "左右", "位居", "居全国",
    "进入", "跻身", "位列", "迈入", "名列", "保持在", "不得", "低于", "高于", "控制",
    "实际", "近", "大幅", "明显", "显著", "应", "须", "要", "不", "已达", "有效", "提升至",
    "提高至", "增幅", "继续", "需", "需达到", "总数", "数量", "新增", "将", "将达到", "合理", "稳定", "至少",
]));

/// Where a ranking is held: a scope, no part of the indicator.
#[rustfmt::skip]
static RANKING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "全国", "全省", "全球", "世界", "国内", "全市", "副省级城市", "同类城市", "中西部",
]));

/// The indicator in the words before its value.
pub(super) fn before_value(phrase: &str, ranked: bool) -> &str {
    let mut phrase = strip_trailing(without_comparison(without_start(phrase)), &BEHIND);
    if ranked {
        phrase = strip_trailing(strip_trailing(phrase, &RANKING), &BEHIND);
    }
    strip_making(without_years(strip_leading(without_ordinal(phrase), &BEFORE)))
}

/// The phrase without the number of its place in a spoken list: 七是完成….
fn without_ordinal(phrase: &str) -> &str {
    let rest = phrase.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    rest.strip_prefix('是').filter(|_| rest.len() < phrase.len()).unwrap_or(phrase)
}

/// The name without the years that the value is summed over: 五年城镇新增就业, but not 三年期贷款.
fn without_years(name: &str) -> &str {
    let rest = name.trim_start_matches(|c| "一二两三四五六七八九十".contains(c));
    let rest = if rest.len() < name.len() { rest.strip_prefix('年') } else { None };
    let belongs = |rest: &&str| rest.starts_with(['期', '级', '制', '生', '行', '以', '内']);
    rest.filter(|rest| rest.chars().count() >= 3 && !belongs(rest)).unwrap_or(name)
}

/// Names that begin like an act.
#[rustfmt::skip]
static NO_ACTS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "建设用地", "年产值", "完成投资", "发展中", "实施率", "建设投资", "新增就业", "治理率", "改造率", "推广面积", "开发区",
    "开发强度", "开发利用", "交付率",
]));

/// The phrase without the acts at its beginning: 新增首次获批… is about 首次获批….
fn strip_making(phrase: &str) -> &str {
    let mut phrase = phrase;
    while let Some((word, _)) = making_at_start(phrase) {
        let rest = &phrase[word.len()..];
        // 新建和改造提升高标准农田: two acts on one thing.
        let next = rest.strip_prefix(['和', '及', '、']);
        let rest = next.filter(|next| making_at_start(next).is_some()).unwrap_or(rest);
        let shorter = strip_leading(rest, &BEFORE);
        if shorter.chars().count() < 2 || NO_ACTS.at_start(phrase).is_some() {
            break;
        }
        phrase = shorter;
    }
    phrase
}

/// The phrase without the value it starts from: 从29.6件增加到.
fn without_start(phrase: &str) -> &str {
    let numbered = |at: &usize| {
        let rest = &phrase[at + '从'.len_utf8()..];
        rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains('、')
    };
    let by = |at: &usize| {
        let rest = &phrase[at + '由'.len_utf8()..];
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    phrase
        .rfind('从')
        .filter(numbered)
        .or_else(|| phrase.rfind('由').filter(by))
        .map_or(phrase, |at| &phrase[..at])
}

/// The phrase without what the value is compared with: 比2015年, 较上年.
fn without_comparison(phrase: &str) -> &str {
    let cut = phrase.rfind(['比', '较']).filter(|at| {
        let with = &phrase[at + '比'.len_utf8()..];
        ["年", "上年", "去年", "“", "十"].iter().any(|word| with.contains(word)) && with.len() < 40
    });
    cut.map_or(phrase, |at| &phrase[..at])
}

/// Acts that go on about the counted things: 5款产品完成型式检验.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "完成", "进入", "实现", "达到", "开工", "投产", "建成", "落地", "通过", "开展", "入选", "获得",
    "获批", "超过", "纳入", "列入", "成为", "用于",
];

/// Marks that end the phrase behind a value.
const PHRASE_ENDS: [char; 13] =
    ['，', ',', '；', ';', '。', '：', ':', '！', '？', '（', '(', '）', ')'];

/// Words between a value and what is counted.
static LOOSE: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::of(&["以上", "以上的", "左右", "的", "左右的"]));

/// The indicator in the words behind its value, and how many bytes of them it takes.
pub(super) fn behind_value(rest: &str) -> (&str, usize) {
    let phrase = &rest[..rest.find(PHRASE_ENDS).unwrap_or(rest.len())];
    let closing = phrase.find('”').filter(|at| !phrase[..*at].contains('“'));
    let phrase = &phrase[..closing.unwrap_or(phrase.len())];
    let phrase = &phrase[..next_item(phrase)];
    let cut = GOES_ON.iter().filter_map(|word| phrase.find(word)).filter(|at| *at >= 6).min();
    let phrase = &phrase[..cut.unwrap_or(phrase.len())];
    let phrase = match phrase.find("的") {
        Some(at) if at >= 6 && ["目标", "能力"].iter().any(|aim| phrase.ends_with(aim)) => {
            &phrase[..at]
        }
        _ => phrase,
    };
    let name = strip_leading(phrase.trim_end_matches(['、', ' ', '等']), &LOOSE);
    (name, phrase.trim_end_matches(['、', ' ']).len())
}

/// Where the next item of a list begins: at a mark that a number follows, or an act with a number.
fn next_item(phrase: &str) -> usize {
    let numbered = |at: &usize| {
        let next = phrase[at + '、'.len_utf8()..].trim_start();
        next.starts_with(|c: char| c.is_ascii_digit())
            || next.starts_with("累计")
            || (making_at_start(next).is_some() && next.contains(|c: char| c.is_ascii_digit()))
    };
    let mut items = phrase.match_indices(['、', '和', '及']).map(|(at, _)| at);
    items.find(numbered).unwrap_or(phrase.len())
}

/// The last word of a name that is measured; a rate is one of an act: 建成率, 覆盖率.
fn with_act<'t>(name: &'t str, measured: &str) -> &'t str {
    let before = &name[..name.len() - measured.len()];
    let act = if measured == "率" { 2 } else { 0 };
    let start = before.char_indices().rev().take(act).last().map_or(before.len(), |(at, _)| at);
    &name[start..]
}

/// The names that a list of indicators holds, the last word that is measured given to those without one:
/// 一产、二产增加值 are 一产增加值 and 二产增加值.
pub(super) fn listed_names(list: &str) -> Vec<String> {
    let names: Vec<&str> = list.split(['、', '和', '与', '及']).map(str::trim).collect();
    let measured = |name: &str| MEASURED.at_end(name).map(|(word, ())| word);
    let shared = names.last().and_then(|last| Some(with_act(last, measured(last)?)));
    let shared = shared.unwrap_or_default();
    let whole = |name: &&str| match measured(name) {
        Some(_) => (*name).to_owned(),
        None => format!("{name}{shared}"),
    };
    names.iter().filter(|name| !name.is_empty()).map(whole).collect()
}
