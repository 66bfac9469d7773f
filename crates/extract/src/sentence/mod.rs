//! What a sentence does 句子功能: background, principle, objective, measure, mechanism, formality.

mod cue;

use crate::model::{Sentence, SentenceKind};
use crate::passage::Passage;
use crate::zone::Zone;
use cue::{Cue, Cues};

/// A sentence as the extraction prints it.
pub(crate) fn sentence(passage: &Passage<'_>) -> Sentence {
    let text = passage.text();
    Sentence {
        eid: passage.eid.clone(),
        kind: passage.kind,
        span: passage.span(0..text.len()),
        quote: text.into(),
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
    /// Whether it stands between a chapter's heading and the chapter's first article.
    pub(crate) intro: bool,
    /// Whether it names a time limit that is not past.
    pub(crate) dated: bool,
}

/// The kind of a sentence. The first rule that fits decides.
pub(crate) fn kind(text: &str, setting: &Setting) -> SentenceKind {
    let cues = Cues::of(text);
    if setting.wrapper || cues.has(Cue::Formal) {
        return SentenceKind::Formal;
    }
    if cues.has(Cue::Preamble) || (cues.has(Cue::PreambleEnd) && !setting.numbered) {
        return SentenceKind::Background;
    }
    match setting.zone {
        Some(Zone::Background) => SentenceKind::Background,
        Some(Zone::Formal) => SentenceKind::Formal,
        Some(Zone::Objective) if !aims(text, &cues, setting) => SentenceKind::Principle,
        Some(Zone::Objective) => SentenceKind::Objective,
        Some(Zone::Principle) => SentenceKind::Principle,
        Some(Zone::Mechanism) if cues.starts(Cue::Fact) => SentenceKind::Principle,
        Some(Zone::Mechanism) => SentenceKind::Mechanism,
        Some(Zone::Measure) | None => open_ground(text, &cues, setting),
    }
}

/// Whether a sentence under 主要目标 speaks of the objectives; the guiding thought before them does not.
fn aims(_text: &str, cues: &Cues, _setting: &Setting) -> bool {
    !cues.starts(Cue::Guidance)
}

/// The kind of a sentence that no heading explains.
fn open_ground(text: &str, cues: &Cues, setting: &Setting) -> SentenceKind {
    if cues.has(Cue::Mechanism) {
        return SentenceKind::Mechanism;
    }
    if !setting.numbered {
        return before_the_first_number(text, cues, setting);
    }
    if setting.intro {
        return SentenceKind::Principle;
    }
    if setting.dated && cues.has(Cue::State) && !cues.has(Cue::Act) {
        return SentenceKind::Objective;
    }
    if cues.starts(Cue::Fact) {
        return SentenceKind::Background;
    }
    SentenceKind::Measure
}

/// Sentences before the first numbered provision tell why.
fn before_the_first_number(_text: &str, cues: &Cues, setting: &Setting) -> SentenceKind {
    if setting.dated && cues.has(Cue::State) {
        return SentenceKind::Objective;
    }
    if cues.starts(Cue::Guidance) {
        return SentenceKind::Principle;
    }
    SentenceKind::Background
}
