use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::Deserialize;

/// How totals become grades: by quota, or by cuts of the score.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grading {
    /// The grades with a quota, from the best down.
    #[serde(default)]
    pub quotas: Vec<Quota>,
    /// The grade of everybody else who passes.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// The lowest total that passes.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub pass_line: Option<Decimal>,
    /// The grade of those below the pass line.
    #[serde(default)]
    pub failed: Option<String>,
    /// Grades by the total alone, from the best down; then there are no quotas.
    #[serde(default)]
    pub cuts: Vec<Cut>,
    /// Parts that break ties, in this order.
    #[serde(default)]
    pub tie_break: Vec<String>,
}

/// A grade that a share of a group can get.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The grade.
    pub grade: String,
    /// The share of the group: `0.20`.
    #[schemars(with = "String")]
    pub share: Decimal,
    /// How a part of an organisation is rounded.
    #[serde(default)]
    pub rounding: Rounding,
}

/// How a quota is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Half up 四舍五入.
    #[default]
    HalfUp,
    /// Down: not more than the share 不超过.
    Down,
}

/// A grade from a total on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// The grade.
    pub grade: String,
    /// The lowest total that gets it.
    #[schemars(with = "String")]
    pub from: Decimal,
}

/// One organisation of a group as its grade is decided.
pub(super) struct Candidate {
    pub(super) place: usize,
    pub(super) total: Decimal,
    /// Equal for those who are equal in total and in all parts that break ties.
    pub(super) rank: usize,
    pub(super) ceiling: Option<String>,
    pub(super) promoted: bool,
}

impl Quota {
    /// How many of `ranked` can get the grade.
    pub(super) fn count(&self, ranked: usize) -> usize {
        let strategy = match self.rounding {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::Down => RoundingStrategy::ToZero,
        };
        let exact = self.share.checked_mul(Decimal::from(ranked)).unwrap_or_default();
        exact.round_dp_with_strategy(0, strategy).try_into().unwrap_or(0).min(ranked)
    }
}

impl Grading {
    /// Every grade there is, from the best down.
    fn grades(&self) -> impl Iterator<Item = &String> {
        let quotas = self.quotas.iter().map(|quota| &quota.grade);
        let cuts = self.cuts.iter().map(|cut| &cut.grade);
        quotas.chain(cuts).chain(self.otherwise.iter()).chain(self.failed.iter())
    }

    fn place(&self, grade: &str) -> Option<usize> {
        self.grades().position(|own| own == grade)
    }

    /// The lowest of several ceilings.
    pub(super) fn lowest<'a>(&self, ceilings: impl Iterator<Item = &'a String>) -> Option<String> {
        ceilings.max_by_key(|ceiling| self.place(ceiling)).cloned()
    }

    pub(super) fn knows(&self, grade: &str) -> bool {
        self.place(grade).is_some()
    }

    /// The grades of a group's organisations, given from the best down.
    ///
    /// Those of equal rank get the same grade. Who is promoted, or held below by a veto, takes no place of a quota.
    pub(super) fn decide(&self, candidates: &[Candidate]) -> Vec<(usize, Option<String>)> {
        let mut limits = Vec::new();
        let mut limit = 0;
        for quota in &self.quotas {
            limit += quota.count(candidates.len());
            limits.push((limit, &quota.grade));
        }
        let mut taken = 0;
        let mut before: Option<(usize, usize)> = None; // The last rank, and its place among those who take places.
        let mut grades = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let place = match before {
                Some((rank, place)) if rank == candidate.rank => place,
                _ => taken + 1,
            };
            let own = self.own(candidate, place, &limits);
            let held = candidate
                .ceiling
                .as_deref()
                .filter(|ceiling| self.place(ceiling) > own.and_then(|own| self.place(own)));
            let free = candidate.promoted || held.is_some();
            if !free {
                taken += 1;
                before = Some((candidate.rank, place));
            }
            grades.push((candidate.place, held.or(own).map(str::to_owned)));
        }
        grades
    }

    fn own<'a>(
        &'a self,
        candidate: &Candidate,
        place: usize,
        limits: &[(usize, &'a String)],
    ) -> Option<&'a str> {
        if self.pass_line.is_some_and(|line| candidate.total < line) {
            return self.failed.as_deref();
        }
        if let Some(cut) = self.cuts.iter().find(|cut| candidate.total >= cut.from) {
            return Some(&cut.grade);
        }
        if candidate.promoted {
            return self.quotas.first().map(|quota| quota.grade.as_str());
        }
        let by_quota = limits.iter().find(|(limit, _)| place <= *limit);
        by_quota.map(|(_, grade)| grade.as_str()).or(self.otherwise.as_deref())
    }
}
