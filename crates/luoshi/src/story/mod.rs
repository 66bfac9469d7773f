//! The story of the demonstration: who did what on which day, from the decomposition of the document to the end of 2020.
//!
//! It stands in `examples/hangzhou-2018/story.toml`, one act after the other, and is played through the same use cases
//! as everything else, as the people it names, at the moments it names. Reports are samples and say so.

mod act;
mod play;

use std::sync::LazyLock;

use anyhow::Context as _;
use jiff::civil::DateTime;
use luoshi_delivery::{OrganisationCode, Period, Role, Task};
use rust_decimal::Decimal;
use serde::Deserialize;

pub(crate) use act::{Act, Course};
pub(crate) use play::{let_in, play};

/// The story that comes with the program, read once.
static SHIPPED: LazyLock<Story> = LazyLock::new(|| {
    let text = include_str!("../../../../examples/hangzhou-2018/story.toml");
    toml::from_str(text).expect("a test reads it")
});

/// A story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Story {
    /// When it begins: the document is imported (UTC+8).
    pub(crate) begins: DateTime,
    /// The people in it, besides the first user.
    #[serde(rename = "person")]
    pub(crate) people: Vec<Person>,
    /// How far the tasks get; the first is the course of those that have none of their own.
    #[serde(rename = "course")]
    pub(crate) courses: Vec<Course>,
    /// What they do, in the order they do it.
    #[serde(rename = "act")]
    pub(crate) acts: Vec<Dated>,
}

/// Somebody in the story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) display_name: String,
    pub(crate) organisation: Option<String>,
    pub(crate) role: String,
    /// The organisations the role is held for; empty is the whole jurisdiction.
    #[serde(default)]
    pub(crate) held_for: Vec<String>,
}

/// Something that is done at a moment by somebody.
#[derive(Debug, Deserialize)]
pub(crate) struct Dated {
    /// When (UTC+8).
    pub(crate) at: DateTime,
    /// By whom: a name.
    pub(crate) by: String,
    /// What.
    #[serde(flatten)]
    pub(crate) act: Act,
}

impl Story {
    /// The story that comes with the program.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The share of a task that is done at the end of a period.
    fn done(&self, task: &Task, period: Period) -> anyhow::Result<Decimal> {
        let own = self.courses.iter().find(|course| course.is_of(task));
        let course = own.or(self.courses.first()).context("the story has no course")?;
        let share = course.done.get(&period.to_string());
        share.copied().with_context(|| format!("the story has no course for {period}"))
    }
}

impl Person {
    /// The role they hold.
    pub(crate) fn role(&self) -> anyhow::Result<Role> {
        Role::parse(&self.role).ok_or_else(|| anyhow::anyhow!("{} is no role", self.role))
    }

    /// What they hold it for: each organisation, or the whole jurisdiction.
    pub(crate) fn held_for(&self) -> anyhow::Result<Vec<Option<OrganisationCode>>> {
        if self.held_for.is_empty() {
            return Ok(vec![None]);
        }
        self.held_for.iter().map(|code| Ok(Some(code.parse()?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_that_comes_along_is_read_and_told_in_the_order_of_time() {
        let Story { acts, people, courses, .. } = Story::shipped();
        assert!(acts.is_sorted_by_key(|act| act.at));
        assert!(
            acts.iter().all(|act| act.by == "office" || people.iter().any(|it| it.name == act.by))
        );
        assert!(!courses.is_empty());
    }
}
