//! Organisations 单位 and places 地名 that the text names.
//!
//! A place is a name of the gazetteer, with what belongs to it behind (杭州高新区). An organisation is a body known by
//! name (商务部), or begins with a place or a word of rank (省, 市, 国家, 中国) and ends like a body (省商务厅, 浙江大学).

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_text::{Beginnings, CharSet, Lexicon};

use crate::Rule;
use crate::model::{Mention, Responsibility};
use crate::passage::Passage;
use crate::places::Kind;
use crate::responsibility::Placed;
use crate::terms::Terms;

/// What a sentence names.
pub(crate) struct Named {
    pub(crate) organisations: Vec<Mention>,
    pub(crate) places: Vec<Mention>,
}

/// Everything that is named, in reading order.
pub(crate) fn named(passages: &[Passage<'_>], duties: &[Placed], terms: &Terms) -> Named {
    let mut named = Named { organisations: Vec::new(), places: Vec::new() };
    for passage in passages {
        of_sentence(passage, terms, &mut named);
    }
    named.organisations.extend(duties.iter().flat_map(|placed| of_duty(&placed.duty)));
    named.organisations.sort_by_key(|mention| mention.span.start());
    named
}

/// The organisations of a responsibility; they stand in its bracket.
fn of_duty(duty: &Responsibility) -> impl Iterator<Item = Mention> {
    let names = duty.lead.iter().chain(&duty.responsible).chain(&duty.support);
    names.map(|name| Mention {
        eid: duty.eid.clone(),
        span: duty.span,
        name: name.clone(),
        rule: Rule::OrganisationDuty,
    })
}

/// What a word that begins a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// A name of the gazetteer.
    Place,
    /// A body known by name.
    Body,
    /// A word of rank, from which a body's name may begin.
    Rank,
}

/// Words of rank. 市 and its like begin a name only where no name is before them.
const RANKS: &[&str] =
    &["国家", "全国", "中国", "中共", "中央", "省", "市", "区", "县", "州", "自治区"];
/// Last words of a body's name, the longest first where one ends another.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "工作领导小组", "领导小组", "指挥部", "委员会", "人民政府", "办公厅", "办公室", "管委会", "国资委", "发改委",
    "组织部", "宣传部", "统战部", "政法委", "编办", "纪委", "党委", "市委", "省委", "区委", "县委", "政府", "人大",
    "政协", "法院", "检察院", "海关", "公司", "集团", "银行", "大学", "学院", "研究院", "研究所", "实验室", "医院",
    "协会", "商会", "学会", "基金会", "联合会", "工商联", "总工会", "团委", "妇联", "侨联", "贸促会", "交易所",
    "外办", "台办", "侨办", "港澳办", "经信委", "建委", "交通委", "农委", "卫计委", "局", "厅", "委",
];
/// What belongs to a place behind its name.
const TAILS: &[&str] = &[
    "经济技术开发区",
    "高新技术产业开发区",
    "国家自主创新示范区",
    "综合保税区",
    "自由贸易试验区",
    "开发区",
    "高新区",
    "保税区",
    "自贸区",
    "新区",
    "都市圈",
    "城市群",
    "湾区",
    "经济带",
];
/// Characters that no name goes across.
static EDGES: CharSet = CharSet::new(&[
    '，', ',', '。', '；', ';', '：', ':', '、', '（', '）', '(', ')', '“', '”', '"', '《', '》',
    '的', '和', '与', '及', '由', '在', '对', '为', '从', '到', '将', '把', '是', '以', '等', '各',
    '并', '或', '向', '让', '使',
]);
/// Words that make a kind of bodies of a name: 国家相关部委, 市级重点实验室.
#[rustfmt::skip]
static KINDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "相关", "有关", "级", "一流", "高水平", "全国重点", "市县", "县区", "区县", "省市",
]));
/// No name of a body is longer than so many characters.
const LONGEST: usize = 22;

static OPENINGS: LazyLock<Lexicon<Opening>> = LazyLock::new(|| {
    let listed = |text: &'static str| -> Vec<&'static str> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    };
    let (places, bodies) = (listed(include_str!("places.txt")), listed(include_str!("bodies.txt")));
    Lexicon::new([(Opening::Place, &places[..]), (Opening::Body, &bodies), (Opening::Rank, RANKS)])
});
static ENDINGS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(BODIES));
static BELONGS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(TAILS));

/// What names begin with, for the one look at the text.
pub(crate) fn openings() -> Beginnings {
    OPENINGS.beginnings()
}

fn of_sentence(passage: &Passage<'_>, terms: &Terms, named: &mut Named) {
    let text = passage.text();
    let (mut at, mut done) = (0, 0);
    let mut next = passage.places(Kind::Name);
    while let Some((start, word, opening)) = OPENINGS.next_among(text, at, &mut next) {
        at = start + word.len();
        if start < done {
            continue;
        }
        let found = start..at;
        let body = match opening {
            Opening::Body => Some(with_ending(text, found.clone())),
            Opening::Place | Opening::Rank => body(text, found.clone(), opening),
        };
        done = body.as_ref().map_or(at, |body| body.end);
        match (opening, body) {
            (Opening::Body, Some(range)) => {
                named.organisations.push(mention(passage, range, Rule::OrganisationKnown));
            }
            (_, Some(range)) => {
                named.organisations.push(mention(passage, range, Rule::OrganisationEnding));
            }
            (Opening::Place, None) => {
                let range = with_tail(text, found);
                done = range.end;
                named.places.push(mention(passage, range, Rule::PlaceKnown));
            }
            (Opening::Body | Opening::Rank, None) => {}
        }
    }
    for range in terms.places_in(text) {
        let known =
            named.organisations.iter().any(|it| it.span.overlaps(passage.span(range.clone())));
        if !known {
            named.organisations.push(mention(passage, range, Rule::OrganisationTerm));
        }
    }
}

/// The body's name that begins with this opening, where one does.
fn body(text: &str, opening: Range<usize>, kind: Opening) -> Option<Range<usize>> {
    // 城市, 社区: a word of rank inside of a word opens nothing.
    let before = text[..opening.start].chars().next_back();
    let short = kind == Opening::Rank && text[opening.clone()].chars().count() == 1;
    if short && before.is_some_and(|c| c.is_alphanumeric() && !EDGES.has(c)) {
        return None;
    }
    let rest = &text[opening.end..];
    let reach = rest.char_indices().take(LONGEST).find(|(_, c)| EDGES.has(*c) || c.is_whitespace());
    let reach = reach.map_or_else(|| end_of(rest, LONGEST), |(at, _)| at);
    let (start, end) = ending(&rest[..reach], rest)?;
    let name = opening.start..opening.end + end;
    let long = text[name.clone()].chars().count() >= 3;
    let words = &text[name.clone()];
    let kind_only =
        KINDS.stands_in(words) || kind == Opening::Rank && words.ends_with("重点实验室");
    let certain = !kind_only && !acts(&rest[..start]);
    (long && certain).then_some(name)
}

/// The first ending within reach that is not the beginning of another word: where it begins and ends.
fn ending(reach: &str, rest: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some((start, word, ())) = ENDINGS.next_in(reach, at) {
        at = start + word.len();
        if !is_verb_behind(&rest[at..]) {
            return Some((start, at));
        }
    }
    None
}

/// A body known by name, with the ending that follows at once: 中国科学院大学.
fn with_ending(text: &str, body: Range<usize>) -> Range<usize> {
    let ending = ENDINGS.at_start(&text[body.end..]).map_or(0, |(word, ())| word.len());
    body.start..body.end + ending
}

/// The byte behind so many characters.
fn end_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

/// 局 of 局部, 厅 of 厅级, 委 of 委托: the ending is the beginning of another word.
fn is_verb_behind(rest: &str) -> bool {
    rest.starts_with(['部', '级', '托', '派', '面', '势', '限', '长'])
}

/// Whether an act stands between a place and what ends like a body: 杭州建设国际医院.
fn acts(between: &str) -> bool {
    ACTS.stands_in(between)
}

#[rustfmt::skip]
static ACTS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "建设", "打造", "加快", "推进", "支持", "引进", "设立", "成立", "组建", "发展", "加强", "推动", "培育", "开展", "争取",
]));

/// The place with what belongs to it: 杭州高新区.
fn with_tail(text: &str, place: Range<usize>) -> Range<usize> {
    let rest = &text[place.end..];
    let reach = rest
        .char_indices()
        .take(8)
        .find(|(_, c)| EDGES.has(*c))
        .map_or_else(|| end_of(rest, 8), |(at, _)| at);
    let tail = BELONGS.next_in(&rest[..reach], 0).filter(|(at, ..)| *at <= 12);
    let tail = tail.filter(|(at, ..)| !acts(&rest[..*at]));
    place.start..place.end + tail.map_or(0, |(at, word, ())| at + word.len())
}

fn mention(passage: &Passage<'_>, range: Range<usize>, rule: Rule) -> Mention {
    Mention {
        eid: passage.eid.clone(),
        span: passage.span(range.clone()),
        name: passage.text()[range].split_whitespace().collect(),
        rule,
    }
}
