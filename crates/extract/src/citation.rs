//! Citations 引文: other documents that the text names in 《》 or by number.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use luoshi_document::{Block, Document, Role};
use luoshi_text::{Beginnings, CharSet, Lexicon};

use crate::Rule;
use crate::model::Citation;
use crate::passage::Passage;
use crate::places::{Kind, Scanned};

/// Last words of titles that are documents; events and books end otherwise.
#[rustfmt::skip]
pub(crate) static GENRES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "意见", "办法", "条例", "规定", "通知", "方案", "计划", "规划", "纲要", "法", "决定", "细则", "规则", "标准", "规范", "目录",
    "指南", "备忘录", "协定", "公约", "公告", "报告", "批复", "函", "措施", "政策", "清单", "准则", "章程", "决议", "宪法", "解释",
    "要点", "导则", "指引", "名录", "协议", "制度", "预案", "框架", "宣言", "声明", "法典", "通告", "通报", "命令", "令", "答复",
    "请示", "纪要", "合同", "技术要求", "规程", "大纲", "指标体系", "分类", "实施", "若干", "安排", "分工", "条款", "行动", "议定书",
    "责任书", "倡议", "十条", "总体规划", "2025", "2030", "2035", "三十条", "指导", "管理", "体系", "评价", "战略", "白皮书",
    "蓝皮书", "手册", "政策十条", "暂行", "公报",
]));

/// Short titles that stand for a document named before: 《办法》.
#[rustfmt::skip]
const SHORT_FORMS: &[&str] = &[
    "办法", "意见", "条例", "规定", "通知", "方案", "计划", "规划", "纲要", "决定", "细则", "规则", "标准",
    "规范", "目录", "指南", "措施", "行动计划", "实施方案", "实施意见", "行动方案", "若干措施", "若干意见",
    "指导意见", "工作方案", "建设方案", "管理办法", "实施细则", "报告", "工作规则", "若干政策", "总体规划",
    "实施办法", "总体方案", "若干规定", "清单",
];

/// The documents that a text names, each once, where it is named first.
pub(crate) fn citations(
    document: &Document,
    scanned: &Scanned,
    passages: &[Passage<'_>],
) -> Vec<Citation> {
    let own = OwnNames::of(document);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if block.role != Role::Body {
            continue;
        }
        let text = block.text.as_str();
        for cited in cited(text, scanned.block(index).next(Kind::Title, 0..text.len())) {
            let (title, number) = (cited.title.map(bare), cited.number.map(bare));
            if title.as_deref().is_some_and(|title| own.is_title(title))
                || number.as_deref().is_some_and(|number| own.is_number(number))
            {
                continue;
            }
            let known = number.is_some() && seen.contains(&number);
            seen.extend(number.is_some().then(|| number.clone()));
            if !known && (title.is_none() || seen.insert(title)) {
                found.push(citation(document, passages, block, &cited));
            }
        }
    }
    found
}

/// A document named in a block.
struct Cited<'t> {
    range: Range<usize>,
    title: Option<&'t str>,
    number: Option<&'t str>,
}

fn citation(
    document: &Document,
    passages: &[Passage<'_>],
    block: &Block,
    cited: &Cited<'_>,
) -> Citation {
    let span = block.text.span(cited.range.clone());
    let text = |part: &str| part.split_whitespace().collect::<String>();
    Citation {
        eid: eid_at(document, passages, block, span.start()),
        span,
        title: cited.title.map(text),
        number: cited.number.map(text),
        rule: if cited.title.is_some() { Rule::CitationTitle } else { Rule::CitationNumber },
    }
}

/// The address of the sentence at a place, else of the provision whose heading it is.
pub(crate) fn eid_at(
    document: &Document,
    passages: &[Passage<'_>],
    block: &Block,
    at: u32,
) -> String {
    let after = passages.partition_point(|passage| passage.whole().start() <= at);
    let sentence = after.checked_sub(1).map(|index| &passages[index]);
    match (sentence.filter(|sentence| std::ptr::eq(sentence.block, block)), block.provision) {
        (Some(sentence), _) => sentence.eid.clone(),
        (None, Some(id)) => document.provision(id).eid.clone(),
        (None, None) => String::new(),
    }
}

/// What a title or a number's year begins with.
static OPENS: CharSet = CharSet::new(&['《', '〔']);

/// What it begins with, for the one look at the text.
pub(crate) fn opens() -> Beginnings {
    OPENS.beginnings()
}

/// Titles in 《》 with the number behind them, and numbers that stand alone.
fn cited(text: &str, mut next: impl FnMut(usize) -> Option<usize>) -> Vec<Cited<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = next(at) {
        let cited =
            if text[open..].starts_with('《') { titled(text, open) } else { numbered(text, open) };
        match cited {
            Some(cited) => {
                at = cited.range.end;
                found.push(cited);
            }
            None => at = open + '《'.len_utf8(),
        }
    }
    found
}

/// 《…》 and, in a bracket right behind it, its number.
fn titled(text: &str, open: usize) -> Option<Cited<'_>> {
    let close = closing(text, open)?;
    let title = &text[open + '《'.len_utf8()..close];
    if !is_document(title) {
        return None;
    }
    let end = close + '》'.len_utf8();
    let behind = text[end..].trim_start().strip_prefix(['（', '(']);
    let number = behind.and_then(|behind| behind.find(['）', ')']).map(|close| &behind[..close]));
    let number =
        number.and_then(|inside| inside.find('号').map(|end| &inside[..end + '号'.len_utf8()]));
    let number = number.filter(|number| {
        number.contains(['〔', '[', '［']) && !number.contains(['，', '。', '《'])
    });
    let end = number
        .map_or(end, |number| number.as_ptr() as usize - text.as_ptr() as usize + number.len());
    Some(Cited { range: open..end, title: Some(title), number })
}

/// The 》 that closes the 《 at `open`; titles do not go on for ever.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text[open..].char_indices().take(120) {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            '。' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

/// Whether a title is a document's, and not only short for one.
fn is_document(title: &str) -> bool {
    let mut core = title.trim();
    while let Some(open) = core.rfind(['（', '(']).filter(|_| core.ends_with(['）', ')'])) {
        core = core[..open].trim_end();
    }
    GENRES.at_end(core).is_some() && !SHORT_FORMS.contains(&core) && core.chars().count() > 2
}

/// 国发〔2015〕30号, with the organ's short name before the bracket.
fn numbered(text: &str, open: usize) -> Option<Cited<'_>> {
    let behind = &text[open + '〔'.len_utf8()..];
    let year = behind.bytes().take_while(u8::is_ascii_digit).count();
    let rest = behind[year..].strip_prefix('〕').filter(|_| year == 4)?;
    let rest =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').strip_prefix('号')?;
    let end = text.len() - rest.len();
    let organ: usize =
        text[..open].chars().rev().take(12).take_while(|c| !is_mark(*c)).map(char::len_utf8).sum();
    let start = open - organ + behind_verb(&text[open - organ..open]);
    let organ = open - start;
    (organ > 0).then(|| Cited { range: start..end, title: None, number: Some(&text[start..end]) })
}

/// Where the organ's short name begins behind a verb: 要按照国办发.
fn behind_verb(words: &str) -> usize {
    let verbs =
        ["按照", "根据", "依据", "执行", "落实", "参照", "以下简称", "文件", "通过", "废止"];
    verbs.iter().filter_map(|verb| words.rfind(verb).map(|at| at + verb.len())).max().unwrap_or(0)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "，。；：、（）()《》“”〔〕,;:和及与".contains(c)
}

/// The names of the document itself, without marks.
struct OwnNames {
    titles: Vec<String>,
    number: Option<String>,
}

impl OwnNames {
    fn of(document: &Document) -> Self {
        let titles = document
            .blocks
            .iter()
            .filter(|block| block.role == Role::Title)
            .map(|block| bare(block.text.as_str()));
        let titles = titles.chain([bare(&document.meta.title)]).collect();
        Self { titles, number: document.meta.number.as_deref().map(bare) }
    }

    /// Whether this is the document, or the plan that its title says it brings.
    fn is_title(&self, title: &str) -> bool {
        self.titles.iter().any(|own| {
            let brought = own
                .split_once("印发")
                .or_else(|| own.split_once("转发"))
                .map(|(_, brought)| brought);
            own == title || brought.is_some_and(|brought| brought.contains(title))
        })
    }

    fn is_number(&self, number: &str) -> bool {
        self.number.as_deref() == Some(number)
    }
}

/// A name without marks and spaces, by which two printings of it are compared.
fn bare(name: &str) -> String {
    let folded = name
        .chars()
        .filter(|c| !c.is_whitespace() && !"，。；：、（）()《》“”〔〕[]［］,;:—-－–".contains(*c));
    folded.collect()
}
