//! Plans 实施方案: the deliverable side of a document.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use luoshi_document::Span;
use serde::{Deserialize, Serialize};

use crate::{Due, Measure, Principle, Target, Task, TaskTarget};

/// An administrative division 行政区划 by its six digits of GB/T 2260: 330100 is Hangzhou.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Jurisdiction(String);

/// A text that is no code of GB/T 2260.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no division code: write the six digits of GB/T 2260, such as 330100")]
pub struct NotAJurisdiction(pub String);

impl Jurisdiction {
    /// The divisions it lies in, the nearest first: 330106 lies in 330100 and in 330000.
    pub fn above(&self) -> Vec<Self> {
        let cut = |keep: usize| Self(format!("{:0<6}", &self.0[..keep]));
        [4, 2].map(cut).into_iter().filter(|above| above != self).collect()
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Jurisdiction {
    type Err = NotAJurisdiction;

    fn from_str(text: &str) -> Result<Self, NotAJurisdiction> {
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { Ok(Self(text.to_owned())) } else { Err(NotAJurisdiction(text.to_owned())) }
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a plan within its jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub struct PlanId(pub u32);

impl FromStr for PlanId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who may read a plan 公开范围.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Signed-in users of the jurisdiction.
    Internal,
    /// Everybody.
    Public,
}

impl Audience {
    /// Its name in forms, translations and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }

    /// The audience of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Internal, Self::Public].into_iter().find(|audience| audience.name() == name)
    }
}

/// A plan 实施方案: what a document commits to, as a thing to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its number.
    pub id: PlanId,
    /// The document's title.
    pub title: String,
    /// The document's number 发文字号.
    pub number: Option<String>,
    /// Issuing organs 发文机关.
    pub issuers: Vec<String>,
    /// Date of writing 成文日期.
    pub written_on: Option<Date>,
    /// The file it was read from.
    pub source: PlanSource,
    /// Who may read it.
    pub audience: Audience,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it: a user's name.
    pub created_by: String,
}

/// The stored file a plan was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSource {
    /// File name as uploaded.
    pub name: String,
    /// SHA-256 of its bytes in hexadecimal: its address in the store.
    pub sha256: String,
}

/// A numbered heading of a plan's document, as tables and pages print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Address of the provision: `chp_3__art_7`.
    pub eid: String,
    /// Label as printed: `(七)`.
    pub label: String,
    /// Heading, where the provision has one.
    pub text: Option<String>,
}

/// Where in the document a task or a target stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The outermost provision 章; `None` before the first one or without numbering.
    pub chapter: Option<Heading>,
    /// The provision under the chapter 条, where there is one.
    pub article: Option<Heading>,
}

impl Place {
    /// The article, else the chapter.
    pub fn innermost(&self) -> Option<&Heading> {
        self.article.as_ref().or(self.chapter.as_ref())
    }

    /// Whether it lies in the provision of that address.
    pub fn is_in(&self, eid: &str) -> bool {
        [&self.chapter, &self.article].into_iter().flatten().any(|heading| heading.eid == eid)
    }
}

/// A chapter of the plan's document: an outermost provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its heading.
    pub heading: Heading,
    /// The provisions directly under it 条, in reading order.
    pub children: Vec<Heading>,
}

/// A time limit 时限 that the document sets on an act or a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Address of its sentence.
    pub sentence: String,
    /// Where it stands in the source.
    pub span: Span,
    /// The limit and what it limits.
    pub quote: String,
    /// Until when.
    pub due: Due,
}

/// Everything a plan holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanContents {
    /// Chapters, in reading order.
    pub chapters: Vec<Chapter>,
    /// Tasks, in reading order.
    pub tasks: Vec<Task>,
    /// Targets, in reading order.
    pub targets: Vec<Target>,
    /// Time limits, in reading order.
    pub deadlines: Vec<Deadline>,
    /// Provisions that somebody marked as needing no task.
    pub principles: Vec<Principle>,
    /// Which tasks serve which targets.
    pub links: Vec<TaskTarget>,
    /// How directions without a number are measured.
    pub measures: Vec<Measure>,
}
