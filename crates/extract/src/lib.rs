//! A structured document to what it commits whom to, by when 提取.
//!
//! Pure and deterministic: the same document gives the same extraction on every machine, and every
//! extracted thing carries its place in the text.

mod model;

pub use model::{
    Basis, Citation, Comparator, Deadline, Extraction, OutlineNode, PathPart, Project,
    Responsibility, Sentence, SentenceKind, Step, Strength, Target, Task,
};
