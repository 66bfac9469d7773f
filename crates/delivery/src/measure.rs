//! How a direction without a number 比重进一步提高 is measured: what, from where, and who agreed to it.

use jiff::civil::Date;
use luoshi_rules::progress::Period;
use rust_decimal::Decimal;

use crate::{PlanContents, Signed, Target, TargetId};

/// What a direction is measured by 衡量办法.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Which target.
    pub target: TargetId,
    /// What is measured.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The value that has to be left behind 基期值.
    pub baseline: Decimal,
    /// Its period.
    pub period: Period,
    /// The organisation or person who agreed to it.
    pub agreed_by: String,
    /// When they did.
    pub agreed_on: Date,
    /// Who entered it.
    pub set: Signed,
}

impl Target {
    /// Whether it names a direction and no number.
    pub fn is_direction(&self) -> bool {
        self.value.is_none()
    }
}

impl PlanContents {
    /// The directions that nobody agreed a measure for.
    pub fn unmeasured(&self) -> impl Iterator<Item = &Target> {
        let directions = self.targets.iter().filter(|target| target.is_direction());
        directions.filter(|target| self.measure_of(target.id).is_none())
    }

    /// What a direction is measured by.
    pub fn measure_of(&self, target: TargetId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.target == target)
    }
}
