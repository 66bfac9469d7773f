//! Names of organisations in a list 单位名称.

use std::sync::LazyLock;

use luoshi_text::Lexicon;

/// Last characters and words of organisations' names.
#[rustfmt::skip]
static ENDINGS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "局", "委", "办", "部", "厅", "会", "院", "署", "行", "社", "司", "处", "中心", "政府", "单位", "部门", "公司", "海关",
    "集团", "企业", "区", "市", "县", "州", "镇", "乡", "街道", "协会", "大学", "学院", "医院", "党委", "室", "站", "队",
    "所", "组", "法院", "检察院", "总队", "支队", "园区", "港区", "学校", "机构", "地区", "科", "馆", "台", "联", "总工会", "协",
    "公署", "总部", "盟", "旗", "银行", "办公厅", "等", "军区", "高校", "院校", "科研院所", "税务", "工商联", "分局", "总局", "团委",
    "妇联", "残联", "科协", "基地", "方", "各地",
]));

/// Words behind the last name that stand for more of the kind.
#[rustfmt::skip]
const AND_OTHERS: &[&str] = &[
    "等有关部门和单位", "等相关部门和单位", "等有关部门单位", "等有关部门", "等相关部门", "等有关单位",
    "等相关单位", "等部门和单位", "等部门单位", "等部门", "等单位", "等按职责", "等",
];

/// The names of a list, one each: 各区县(市)政府 stays one.
pub(super) fn names(list: &str) -> Vec<String> {
    let list = list.trim().trim_end_matches(['。', '；', ';', '，', ',', ' ']);
    let mut found = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, c) in list.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' if depth == 0 => {
                found.extend(both(&list[start..at]));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.extend(both(&list[start..]));
    found
}

/// The name of an item, or the two that it joins.
fn both(part: &str) -> impl Iterator<Item = String> {
    let (first, second) = joined(part).map_or((part, None), |(left, right)| (left, Some(right)));
    name(first).into_iter().chain(second.and_then(name))
}

/// Two organisations joined by 和 or 及 in one item: 商务部等和各省级人民政府, 文化和旅游部等和各省级人民政府, but not
/// 文化和旅游部 alone.
fn joined(part: &str) -> Option<(&str, &str)> {
    const WHOLE: &[&str] = &[
        "局",
        "委",
        "办",
        "厅",
        "署",
        "政府",
        "公司",
        "集团",
        "中心",
        "管委会",
        "等",
        "委员会",
        "总社",
        "银行",
    ];
    let marks = ["以及", "和", "及"].iter();
    let mut places =
        marks.flat_map(|mark| part.match_indices(mark).map(|(at, _)| (at, mark.len())));
    places.find_map(|(at, len)| {
        let (left, right) = (&part[..at], &part[at + len..]);
        let ended = WHOLE.iter().any(|end| left.ends_with(end)) && left.chars().count() >= 3;
        (ended && is_organisation(right) && right.chars().count() >= 3).then_some((left, right))
    })
}

/// One name without the words around it.
fn name(part: &str) -> Option<String> {
    let mut part = part.trim().trim_end_matches(['。', '.']);
    for lead in ["由", "以及", "请", "会同", "其中"] {
        part = part.strip_prefix(lead).unwrap_or(part);
    }
    let part = AND_OTHERS.iter().find_map(|word| part.strip_suffix(word)).unwrap_or(part);
    let name: String = part.split_whitespace().collect();
    (!name.is_empty() && !name.contains(['：', ':'])).then_some(name)
}

/// Whether this can be an organisation's name.
pub(super) fn is_organisation(name: &str) -> bool {
    let long = name.chars().count();
    let core = name.trim_end_matches(['）', ')']);
    (2..=40).contains(&long)
        && !name.contains("简称")
        && (ENDINGS.at_end(core).is_some() || name.starts_with('各'))
}

/// Whether a name stands for many, none of whom can lead: 各省级人民政府, 有关部门.
pub(super) fn is_collective(name: &str) -> bool {
    ["各", "有关", "相关"].iter().any(|word| name.starts_with(word))
}
