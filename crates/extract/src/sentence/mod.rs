//! What a sentence does 句子功能: background, principle, objective, measure, mechanism, formality.

mod cue;

use std::sync::LazyLock;

use luoshi_text::Lexicon;

use crate::Rule;
use crate::model::{Sentence, SentenceKind};
use crate::passage::Passage;
use crate::zone::Zone;
use cue::{Cue, Cues};

pub(crate) use cue::cues;

/// A sentence as the extraction prints it.
pub(crate) fn sentence(passage: &Passage<'_>) -> Sentence {
    let text = passage.text();
    Sentence {
        eid: passage.eid.clone(),
        kind: passage.kind,
        span: passage.whole(),
        quote: text.into(),
        rule: passage.rule,
    }
}

impl SentenceKind {
    /// Whether such a sentence can commit somebody to a quantity.
    pub(crate) fn can_commit(self) -> bool {
        !matches!(self, Self::Background | Self::Formal)
    }
}

/// What stands around a sentence.
pub(crate) struct Setting {
    /// What the headings above announce.
    pub(crate) zone: Option<Zone>,
    /// Whether it belongs to a notice that only wraps a plan.
    pub(crate) wrapper: bool,
    /// Whether it belongs to a numbered provision.
    pub(crate) numbered: bool,
    /// Whether it stands between a heading and the first of the headings under it.
    pub(crate) intro: bool,
    /// Where it stands among the objectives of its paragraph.
    pub(crate) aim: Aim,
    /// The kind of the sentence that opens the list it is an item of.
    pub(crate) list: Option<SentenceKind>,
}

/// How a sentence of objectives is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// It begins with its term, which ends at this byte: 到2027年，….
    Opens {
        /// The byte behind the term.
        term: usize,
    },
    /// A later sentence of its paragraph does: what stands before it is guiding thought.
    Precedes,
    /// Neither.
    Undated,
}

/// The kind of a sentence; `cues` says where cues may begin. The first rule that fits decides.
pub(crate) fn kind(
    text: &str,
    setting: &Setting,
    cues: impl FnMut(usize) -> Option<usize>,
) -> (SentenceKind, Rule) {
    if setting.wrapper {
        return (SentenceKind::Formal, Rule::SentenceWrapper);
    }
    let cues = Cues::of(text, cues);
    if cues.has(Cue::Formal) {
        return (SentenceKind::Formal, Rule::SentenceFormalWords);
    }
    if cues.has(Cue::Preamble) && text.starts_with(['为', '根', '按', '依'])
        || !setting.numbered && cues.has(Cue::Preamble)
    {
        return (SentenceKind::Background, Rule::SentencePreamble);
    }
    let announced = |kind| (kind, Rule::SentenceHeading);
    match setting.zone {
        Some(Zone::Background) => announced(SentenceKind::Background),
        _ if cues.has(Cue::Aim) => (SentenceKind::Objective, Rule::SentenceAimWords),
        Some(Zone::Formal) => announced(SentenceKind::Formal),
        Some(Zone::Objective) if setting.aim == Aim::Precedes => {
            (SentenceKind::Principle, Rule::SentenceBeforeAims)
        }
        Some(Zone::Objective) => announced(SentenceKind::Objective),
        Some(Zone::Principle) if matches!(setting.aim, Aim::Opens { .. }) => {
            (SentenceKind::Objective, Rule::SentenceDatedAim)
        }
        Some(Zone::Principle) => announced(SentenceKind::Principle),
        Some(Zone::Mechanism) if cues.has(Cue::Guidance) => {
            (SentenceKind::Principle, Rule::SentenceGuidanceWords)
        }
        Some(Zone::Mechanism) => announced(SentenceKind::Mechanism),
        Some(Zone::Measure) | None => match setting.list {
            Some(kind) => (kind, Rule::SentenceList),
            None => open_ground(text, cues, setting),
        },
    }
}

/// The kind of a sentence that no heading explains.
fn open_ground(text: &str, cues: Cues, setting: &Setting) -> (SentenceKind, Rule) {
    if matches!(setting.aim, Aim::Opens { term } if !orders(text, term)) {
        return (SentenceKind::Objective, Rule::SentenceDatedAim);
    }
    if cues.has(Cue::Mechanism) || cues.starts(Cue::MechanismFirst) {
        return (SentenceKind::Mechanism, Rule::SentenceMechanismWords);
    }
    if setting.intro {
        return (SentenceKind::Principle, Rule::SentenceIntro);
    }
    if cues.starts(Cue::Guidance) {
        return (SentenceKind::Principle, Rule::SentenceGuidanceWords);
    }
    if cues.starts(Cue::FactFirst) {
        return (SentenceKind::Background, Rule::SentenceFactWords);
    }
    if setting.numbered {
        return (SentenceKind::Measure, Rule::SentenceNumbered);
    }
    before_the_first_number(cues)
}

/// Sentences before the first numbered provision tell why.
fn before_the_first_number(cues: Cues) -> (SentenceKind, Rule) {
    if cues.has(Cue::Guidance) {
        (SentenceKind::Principle, Rule::SentenceGuidanceWords)
    } else {
        (SentenceKind::Background, Rule::SentenceUnnumbered)
    }
}

/// Words that turn a paragraph to the past.
#[rustfmt::skip]
static TELLING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "这五年", "五年来", "一年来", "过去五年", "过去一年", "这一年", "三年来", "这三年", "近年来", "“十四五”以来", "十年来",
]));

/// Words that turn it back to what is to be done.
#[rustfmt::skip]
static TURNING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "今年", "今后", "下一步", "未来", "我们要", "必须", "为此", "要",
]));

/// Whether a sentence begins to tell of the past.
pub(crate) fn tells(text: &str) -> bool {
    let text = text.trim_start_matches(['—', '-', ' ']);
    TELLING.at_start(text).is_some()
}

/// Whether a sentence turns to what is to be done.
pub(crate) fn turns(text: &str) -> bool {
    TURNING.at_start(text).is_some()
}

/// Acts that open a clause: with one of them a dated sentence orders, and does not only aim.
#[rustfmt::skip]
static ORDERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "推进", "推动", "加快", "支持", "鼓励", "开展", "实施", "完善", "加强", "制定", "引导", "扩大", "深化", "优化", "落实", "组织",
    "探索", "强化", "健全", "出台", "启动", "完成", "积极", "大力",
]));

fn orders(text: &str, term: usize) -> bool {
    text[term..]
        .split(['，', ',', '；', '、'])
        .any(|clause| ORDERS.at_start(clause.trim_start()).is_some())
}
