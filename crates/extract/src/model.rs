//! What an extraction 提取结果 holds: the JSON of `luoshi extract`, which other programs rely on.

use luoshi_document::{Meta, Source};
use luoshi_text::Span;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::Rule;

/// Everything a document commits somebody to, each with its place in the text.
#[derive(Clone, Debug, Serialize)]
pub struct Extraction {
    /// The file.
    pub source: Source,
    /// What the document says of itself.
    pub meta: Meta,
    /// Numbered headings and provisions, in reading order.
    pub outline: Vec<OutlineNode>,
    /// Sentences of the body.
    pub sentences: Vec<Sentence>,
    /// What somebody must do.
    pub tasks: Vec<Task>,
    /// What quantity is to be reached.
    pub targets: Vec<Target>,
    /// Time limits on acts, and on states without a number.
    pub deadlines: Vec<Deadline>,
    /// Who does it, where a bracket or a line says so.
    pub responsibilities: Vec<Responsibility>,
    /// Other documents that are named.
    pub citations: Vec<Citation>,
    /// Documents that are ordered to be made.
    pub deliverables: Vec<Deliverable>,
    /// Organisations that are named.
    pub organisations: Vec<Mention>,
    /// Places that are named.
    pub places: Vec<Mention>,
}

/// One part of an outline path: a number, or an attachment's printed name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PathPart {
    /// The number of a provision.
    Number(u32),
    /// `附件1`, `附件`: the root of an attachment's own tree.
    Attachment(String),
}

/// A numbered heading or provision of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineNode {
    /// Address of the provision.
    pub eid: String,
    /// Numbers from the top to this node.
    pub path: Vec<PathPart>,
    /// Label as printed.
    pub label: String,
    /// Heading without label and closing mark.
    pub heading: Option<String>,
    /// From the label to the end of the provision.
    pub span: Span,
}

/// A sentence of the body 句.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Its provision's address with `__s_n`; `s_n` before the first provision.
    pub eid: String,
    /// What it does.
    pub kind: SentenceKind,
    /// Where it stands.
    pub span: Span,
    /// Its text, repaired.
    pub quote: String,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// Why: facts, significance, what has been achieved.
    Background,
    /// Guiding thought and general requirements that order no concrete act.
    Principle,
    /// What state is to be reached.
    Objective,
    /// An act somebody can be asked about later.
    Measure,
    /// How carrying out is organised.
    Mechanism,
    /// Formalities: taking effect, definitions, pointers to attachments.
    Formal,
}

/// One thing somebody must do 任务: a sentence that orders acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// `t1`, `t2` … in reading order.
    pub id: String,
    /// Address of the sentence.
    pub eid: String,
    /// Where it stands.
    pub span: Span,
    /// Its text, repaired.
    pub text: String,
    /// The acts it orders 举措.
    pub steps: Vec<Step>,
    /// How firmly it commits.
    pub strength: Strength,
    /// Until when: `2020`, `2020-06`, `2020-06-30`, or a duration `P3M` from the document's date.
    pub by: Option<String>,
    /// Undertakings it names.
    pub projects: Vec<Project>,
    /// Which of [`Extraction::responsibilities`] cover it.
    pub responsibilities: Vec<Responsibility>,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// One act of a task 举措.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where it stands.
    pub span: Span,
    /// The verb that orders it.
    pub verb: String,
    /// Verb and object, repaired.
    pub text: String,
}

/// How firmly a task commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 探索, 谋划, 研究.
    Explore,
    /// 支持, 鼓励.
    Support,
    /// 推进, 加快.
    Advance,
    /// 完成, 建成.
    Deliver,
}

/// A named undertaking 重点项目 and the stage the text puts it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Where its name stands.
    pub span: Span,
    /// Its name as printed.
    pub name: String,
    /// The stage word: 谋划, 规划建设, 加快建设, 续建, 扩建 …
    pub stage: String,
}

/// A quantity the document commits to reach 目标值.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Target {
    /// `k1`, `k2` … in reading order.
    pub id: String,
    /// Address of the sentence.
    pub eid: String,
    /// The shortest run that holds indicator and value.
    pub span: Span,
    /// That run, repaired.
    pub quote: String,
    /// What is measured.
    pub indicator: String,
    /// How value and indicator compare.
    pub comparator: Comparator,
    /// The value in the printed unit; `None` for a direction.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub value_max: Option<Decimal>,
    /// The unit as printed: 亿元, 万人次, %.
    pub unit: Option<String>,
    /// The start of the period, where the text gives one.
    pub from: Option<String>,
    /// The end of the period: `2020`, `2020-06`, `2020-06-30`.
    pub by: Option<String>,
    /// What the value is of.
    pub basis: Basis,
    /// Whether the text only strives for it 力争.
    pub aspirational: bool,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// How a measured value must compare with a target's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// At least: 达到, 以上, 不低于.
    Ge,
    /// More than: 突破, 超过.
    Gt,
    /// At most: 以内, 不高于.
    Le,
    /// Less than: 低于.
    Lt,
    /// Exactly: 为.
    Eq,
    /// About: 左右, 约.
    Approx,
    /// Between two values.
    Range,
    /// Up, by no stated amount.
    Increase,
    /// Down, by no stated amount.
    Decrease,
}

/// What a target's value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A state at the end of the period.
    Level,
    /// A sum over the period.
    Cumulative,
    /// Every year.
    Annual,
    /// Grows or falls by.
    Change,
    /// A place in a ranking.
    Rank,
}

/// A time limit 时限.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Address of the sentence.
    pub eid: String,
    /// Where the limit and what it limits stand.
    pub span: Span,
    /// That text, repaired.
    pub quote: String,
    /// `2020`, `2020-06`, `2020-06-30`, or a duration `P3M` from the document's date.
    pub by: String,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// Who does it 责任分工, as a bracket or a line names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Responsibility {
    /// Address of the sentence or provision it stands in.
    pub eid: String,
    /// Where the bracket stands.
    pub span: Span,
    /// Its text, repaired.
    pub quote: String,
    /// Who leads 牵头.
    pub lead: Vec<String>,
    /// Who answers 责任.
    pub responsible: Vec<String>,
    /// Who supports 配合.
    pub support: Vec<String>,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// Another document that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Address of the sentence.
    pub eid: String,
    /// Where it stands.
    pub span: Span,
    /// Title without 《》.
    pub title: Option<String>,
    /// Document number.
    pub number: Option<String>,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// An organisation or a place that the text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Address of the sentence.
    pub eid: String,
    /// Where the name stands; of a name in a bracket of responsibilities, where the bracket stands.
    pub span: Span,
    /// The name as printed.
    pub name: String,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}

/// A document that the text orders to be made 制定文件.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deliverable {
    /// Address of the sentence.
    pub eid: String,
    /// Where verb and title stand.
    pub span: Span,
    /// That text, repaired.
    pub quote: String,
    /// Its title without 《》, or the words that name it.
    pub title: String,
    /// Until when.
    pub by: Option<String>,
    /// What found it; printed by `--explain`.
    #[serde(skip)]
    pub rule: Rule,
}
