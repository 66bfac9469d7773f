//! The table of points by date.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Applicant, Education, Points, Skill};
use crate::{Dated, Error, Parameters, Rule as _};

#[derive(Debug, Deserialize)]
struct File {
    tables: Dated<Terms>,
}

/// The table in force, and the lines between the classes.
#[derive(Debug, Deserialize)]
pub(super) struct Terms {
    pub(super) class_a: u32,
    pub(super) class_b: u32,
    pub(super) salary_times_a: u32,
    pub(super) salary_times_b: u32,
    pub(super) bachelor_years: u32,
    pub(super) least_age: u32,
    pub(super) most_age: u32,
    pub(super) caps: Caps,
    pub(super) salary: Steps,
    pub(super) education: Degrees,
    pub(super) years: Years,
    pub(super) months: Steps,
    pub(super) chinese: Chinese,
    pub(super) age: Steps,
}

/// The most points of each item 单项封顶.
#[derive(Debug, Deserialize)]
pub(super) struct Caps {
    pub(super) salary: u32,
    pub(super) education: u32,
    pub(super) years: u32,
    pub(super) months: u32,
    pub(super) chinese: u32,
    pub(super) region: u32,
    pub(super) age: u32,
    pub(super) background: u32,
    pub(super) local: u32,
}

/// Points from a value on, the highest first.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Steps(Vec<(Decimal, u32)>);

/// Points of degrees and skills.
#[derive(Debug, Deserialize)]
pub(super) struct Degrees {
    bachelor: u32,
    master: u32,
    doctor: u32,
}

/// Points of years: so many from `first` on, and so many for each further year.
#[derive(Debug, Deserialize)]
pub(super) struct Years {
    first: u32,
    points: u32,
    each: u32,
}

/// Points of Chinese.
#[derive(Debug, Deserialize)]
pub(super) struct Chinese {
    fluent: u32,
    levels: Vec<u32>,
}

/// The table in force on a day.
pub(super) fn terms(on: Option<Date>) -> Result<&'static Terms, Error> {
    static TERMS: Parameters<File> = Parameters::of(Points::NAME, Points::FILE);
    Ok(TERMS.get()?.tables.on_or_last(on)?)
}

impl Steps {
    pub(super) fn points(&self, value: Decimal) -> u32 {
        self.band(value).map_or(0, |(_, points)| points)
    }

    /// The band of a value in words.
    pub(super) fn in_words(&self, value: Decimal) -> String {
        let value = value.normalize();
        match self.band(value) {
            Some((from, _)) => format!("{value}, band from {from} on"),
            None => format!("{value}, below all bands"),
        }
    }

    fn band(&self, value: Decimal) -> Option<(Decimal, u32)> {
        self.0.iter().find(|(from, _)| value >= *from).copied()
    }
}

impl Degrees {
    pub(super) fn of(&self, education: Education) -> u32 {
        match education {
            Education::None => 0,
            Education::Bachelor => self.bachelor,
            Education::Master => self.master,
            Education::Doctor => self.doctor,
        }
    }

    /// A skill counts as the degree beside it in the table.
    pub(super) fn of_skill(&self, skill: Skill) -> u32 {
        match skill {
            Skill::None => 0,
            Skill::SeniorWorker => self.bachelor,
            Skill::Technician => self.master,
            Skill::SeniorTechnician => self.doctor,
        }
    }
}

impl Years {
    pub(super) fn points(&self, years: u32) -> u32 {
        match years.checked_sub(self.first) {
            None => 0,
            Some(further) => further.saturating_mul(self.each).saturating_add(self.points),
        }
    }

    /// The points of some years in words.
    pub(super) fn in_words(&self, years: u32) -> String {
        let Self { first, points, each } = self;
        match years.checked_sub(*first) {
            None => format!("{years}, fewer than {first}"),
            Some(further) => format!("{years}, {points} + {further} × {each}"),
        }
    }
}

impl Chinese {
    /// The highest of what holds; levels above the last count as the last.
    pub(super) fn points(&self, input: &Applicant) -> u32 {
        let level = usize::try_from(input.hsk).unwrap_or(usize::MAX);
        let by_test = self.levels.iter().take(level).max().copied().unwrap_or(0);
        let fluent = input.former_citizen || input.degree_in_chinese;
        if fluent { self.fluent.max(by_test) } else { by_test }
    }
}
