//! Scores, ranks and grades of an annual appraisal 年度考核.
//!
//! Source: 杭州市绩效管理条例 (in force from 2016-01-01) and the practice of 杭州市综合考评: parts are summed, groups ranked
//! apart, 20 % 优秀 and 20 % 良好 by round half up, special promotions outside of the quota. Completion, efficacy and tier
//! formulas as the schemes name them. Everything is exact; nothing is rounded before it is ranked and graded.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::grade::{Candidate, Grading};
use super::{Criterion, Missing, Value};
use crate::{Dated, Error, Exact, Explained, Parameters, Rule, half_up, settled};

/// `appraisal.score`: points of every criterion, totals, ranks, grades.
#[derive(Debug)]
pub struct Score;

/// A scheme and the values of the appraised.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date of the appraisal; the scheme as it is now when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// How totals become grades, by name: `hangzhou`, `project-2020`, `teams-2019`, `cadres-2019`, `civil-servants-2020`.
    #[serde(default)]
    pub scheme: Option<String>,
    /// Or your own.
    #[serde(default)]
    pub grading: Option<Grading>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The most points that a bonus can add.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub bonus_cap: Option<Decimal>,
    /// The appraised.
    pub organisations: Vec<Organisation>,
}

/// An organisation that is appraised.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id, unique.
    pub id: String,
    /// The group it is ranked in.
    #[serde(default)]
    pub group: String,
    /// Its values, by criterion.
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
    /// Points added 加分, and why.
    #[serde(default)]
    pub bonus: Vec<Extra>,
    /// Points taken away 扣分 (as positive numbers), and why.
    #[serde(default)]
    pub deductions: Vec<Extra>,
    /// Events that limit the grade 一票否决.
    #[serde(default)]
    pub vetoes: Vec<Veto>,
    /// Listed apart: scored, but neither ranked nor graded 单列.
    #[serde(default)]
    pub apart: bool,
    /// Promoted to the best grade outside of the quota 专项晋优.
    #[serde(default)]
    pub promoted: bool,
}

/// Points added or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// How many, not negative.
    #[schemars(with = "String")]
    pub points: Decimal,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// An event that limits the grade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// The best grade that is left.
    pub ceiling: String,
    /// Why.
    pub reason: String,
}

/// The result of an appraisal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Each organisation in the order given.
    pub organisations: Vec<ScoredOrganisation>,
    /// Each group with its quotas and grades.
    pub groups: Vec<Group>,
}

/// An organisation with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScoredOrganisation {
    /// Its id.
    pub id: String,
    /// Its group.
    pub group: String,
    /// Points of each criterion, to 4 places.
    #[schemars(with = "BTreeMap<String, String>")]
    pub items: BTreeMap<String, Decimal>,
    /// Points of each part, to 4 places.
    #[schemars(with = "BTreeMap<String, String>")]
    pub parts: BTreeMap<String, Decimal>,
    /// Bonus after its cap.
    #[schemars(with = "String")]
    pub bonus: Decimal,
    /// Deductions.
    #[schemars(with = "String")]
    pub deductions: Decimal,
    /// All points, to 4 places; ranks and grades are of the unrounded total.
    #[schemars(with = "String")]
    pub total: Decimal,
    /// Its rank in its group.
    pub rank: Option<u64>,
    /// Its grade.
    pub grade: Option<String>,
    /// Why its grade is limited.
    pub reasons: Vec<String>,
}

/// A group with its quotas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// The group.
    pub group: String,
    /// How many were ranked.
    pub ranked: u64,
    /// How many places each grade has by quota.
    pub quotas: BTreeMap<String, u64>,
    /// How many got each grade.
    pub grades: BTreeMap<String, u64>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    schemes: Dated<Named>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
    grading: Grading,
}

const MOST_ORGANISATIONS: usize = 100_000;
const MOST_CRITERIA: usize = 1_000;
/// Steps that an explanation lists.
const EXPLAINED: usize = 20_000;

impl Rule for Score {
    const NAME: &'static str = "appraisal.score";
    const FILE: &'static str = include_str!("../../../../rules/appraisal.score.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let grading = grading(input)?;
        check(input, grading)?;
        let mut explained = Explained::new(());
        let groups: BTreeSet<&str> =
            input.organisations.iter().map(|one| one.group.as_str()).collect();
        let values: BTreeMap<_, _> =
            groups.iter().map(|group| (*group, compared(input, group))).collect();
        let mut sheets = Vec::with_capacity(input.organisations.len());
        for (at, organisation) in input.organisations.iter().enumerate() {
            let group = &values[organisation.group.as_str()];
            sheets.push(Sheet { points: points(input, at, organisation, group, &mut explained)? });
        }
        means(input, &groups, &mut sheets, &mut explained)?;
        let mut standings = Vec::with_capacity(sheets.len());
        let mut scored = Vec::with_capacity(sheets.len());
        for (at, sheet) in sheets.iter().enumerate() {
            let (one, standing) = sheet.total(input, grading, at)?;
            scored.push(one);
            standings.push(standing);
        }
        let ranked =
            groups.into_iter().map(|group| rank(input, grading, group, &standings, &mut scored));
        let groups = ranked.collect::<Vec<_>>();
        for one in scored.iter().take(EXPLAINED) {
            explained.push(format!("{}: total 总分", one.id), one.total);
            explained.push(format!("{}: rank 位次", one.id), one.rank);
            explained.push(format!("{}: grade 等次", one.id), &one.grade);
        }
        for group in &groups {
            explained.push(
                format!("{}: places by quota of {} 名额", group.group, group.ranked),
                &group.quotas,
            );
        }
        Ok(explained.map(|()| Output { organisations: scored, groups }))
    }
}

fn grading(input: &Input) -> Result<&Grading, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Score::NAME, Score::FILE);
    static NONE: std::sync::OnceLock<Grading> = std::sync::OnceLock::new();
    let name = match (&input.scheme, &input.grading) {
        (None, None) => return Ok(NONE.get_or_init(Grading::default)),
        (None, Some(own)) => return Ok(own),
        (Some(_), Some(_)) => {
            return Err(Error::input("grading", "cannot be given together with `scheme`"));
        }
        (Some(name), None) => name,
    };
    let schemes = &TERMS.get()?.schemes;
    let is_meant = |named: &Named| named.name == *name;
    let found = schemes.iter().find(|entry| is_meant(&entry.value)).ok_or_else(|| {
        let names: Vec<_> = schemes.iter().map(|entry| entry.value.name.as_str()).collect();
        Error::input("scheme", format!("`{name}` is none of {}", names.join(", ")))
    })?;
    Ok(match input.on {
        Some(on) => &schemes.find(on, is_meant)?.grading,
        None => &found.value.grading,
    })
}

fn check(input: &Input, grading: &Grading) -> Result<(), Error> {
    if input.organisations.is_empty() || input.organisations.len() > MOST_ORGANISATIONS {
        return Err(Error::input("organisations", format!("takes 1 to {MOST_ORGANISATIONS}")));
    }
    if input.criteria.is_empty() || input.criteria.len() > MOST_CRITERIA {
        return Err(Error::input("criteria", format!("takes 1 to {MOST_CRITERIA}")));
    }
    let mut criteria = BTreeSet::new();
    for (at, criterion) in input.criteria.iter().enumerate() {
        for (name, number) in criterion.not_negative() {
            if number < Decimal::ZERO {
                let field = format!("criteria[{at}].{name}");
                return Err(Error::input(field, format!("{number} is negative")));
            }
        }
        if !criteria.insert(criterion.id.as_str()) {
            let problem = format!("`{}` is there twice", criterion.id);
            return Err(Error::input(format!("criteria[{at}].id"), problem));
        }
    }
    let mut ids = BTreeSet::new();
    for (at, one) in input.organisations.iter().enumerate() {
        let field = |name: &str| format!("organisations[{at}].{name}");
        if !ids.insert(one.id.as_str()) {
            return Err(Error::input(field("id"), format!("`{}` is there twice", one.id)));
        }
        if let Some(unknown) = one.values.keys().find(|id| !criteria.contains(id.as_str())) {
            return Err(Error::input(
                field("values"),
                format!("there is no criterion `{unknown}`"),
            ));
        }
        if let Some(veto) = one.vetoes.iter().find(|veto| !grading.knows(&veto.ceiling)) {
            return Err(Error::input(
                field("vetoes"),
                format!("there is no grade `{}`", veto.ceiling),
            ));
        }
        for (name, extras) in [("bonus", &one.bonus), ("deductions", &one.deductions)] {
            if extras.iter().any(|extra| extra.points < Decimal::ZERO) {
                return Err(Error::input(field(name), "points are negative"));
            }
        }
    }
    Ok(())
}

/// The values of a group by criterion, ascending, for formulas that compare.
fn compared(input: &Input, group: &str) -> Vec<Vec<Decimal>> {
    let members = || input.organisations.iter().filter(|one| one.group == group && !one.apart);
    let values = |criterion: &Criterion| {
        let values = members().filter_map(|one| one.values.get(&criterion.id)?.single());
        let mut values: Vec<Decimal> = values.collect();
        values.sort_unstable();
        values
    };
    input.criteria.iter().map(values).collect()
}

/// The points of one organisation by criterion, exactly; `None` waits for the group's mean.
struct Sheet {
    points: Vec<Option<Decimal>>,
}

/// What an organisation is ranked by: its total, then the parts that break ties.
type Standing = (Decimal, Vec<Decimal>);

fn points(
    input: &Input,
    at: usize,
    organisation: &Organisation,
    group: &[Vec<Decimal>],
    explained: &mut Explained<()>,
) -> Result<Vec<Option<Decimal>>, Error> {
    let mut all = Vec::with_capacity(input.criteria.len());
    for (criterion, group) in input.criteria.iter().zip(group) {
        let field = || format!("organisations[{at}].values.{}", criterion.id);
        all.push(match (organisation.values.get(&criterion.id), criterion.missing) {
            (Some(value), _) => {
                let points = criterion.points(value, group, &field())?;
                if explained.lists(EXPLAINED) {
                    let step = format_args!("{} {}: {}", organisation.id, criterion.id, points.how);
                    explained.push(step, half_up(points.value, 4));
                }
                Some(points.value)
            }
            (None, Missing::Zero) => Some(Decimal::ZERO),
            (None, Missing::Mean) => None,
            (None, Missing::Refuse) => return Err(Error::input(field(), "is missing")),
        });
    }
    Ok(all)
}

/// Gives the mean of the group's points to those who have no value.
fn means(
    input: &Input,
    groups: &BTreeSet<&str>,
    sheets: &mut [Sheet],
    explained: &mut Explained<()>,
) -> Result<(), Error> {
    let by_mean = input.criteria.iter().enumerate();
    for (column, criterion) in by_mean.filter(|(_, criterion)| criterion.missing == Missing::Mean) {
        for group in groups {
            let of_group = |at: &usize| input.organisations[*at].group == *group;
            let (without, with): (Vec<usize>, Vec<usize>) = (0..sheets.len())
                .filter(of_group)
                .partition(|at| sheets[*at].points[column].is_none());
            let Some(first) = without.first() else { continue };
            let known = with.iter().filter_map(|at| sheets[*at].points[column]);
            let sum = known.fold(Exact::of(Decimal::ZERO), |sum, points| sum + points);
            let field = format!("organisations[{first}].values.{}", criterion.id);
            let mean = (sum / with.len() as u64).value(&field)?;
            let step = format_args!("{}: mean of {} 组均值", criterion.id, with.len());
            explained.push(step, half_up(mean, 4));
            without.iter().for_each(|at| sheets[*at].points[column] = Some(mean));
        }
    }
    Ok(())
}

impl Sheet {
    fn total(
        &self,
        input: &Input,
        grading: &Grading,
        at: usize,
    ) -> Result<(ScoredOrganisation, Standing), Error> {
        let field = format!("organisations[{at}]");
        let organisation = &input.organisations[at];
        let mut items = BTreeMap::new();
        let mut parts: BTreeMap<String, Exact> = BTreeMap::new();
        let mut total = Exact::of(Decimal::ZERO);
        for (criterion, points) in input.criteria.iter().zip(&self.points) {
            let points = points.unwrap_or_default();
            total = total + points;
            items.insert(criterion.id.clone(), half_up(points, 4));
            if let Some(part) = &criterion.part {
                let sum = parts.entry(part.clone()).or_insert(Exact::of(Decimal::ZERO));
                *sum = *sum + points;
            }
        }
        let bonus = sum(&organisation.bonus, &field)?;
        let bonus = bonus.min(input.bonus_cap.unwrap_or(Decimal::MAX));
        let deductions = sum(&organisation.deductions, &field)?;
        let total = settled((total + bonus - deductions).value(&field)?);
        let parts = parts.into_iter().map(|(part, sum)| Ok((part, settled(sum.value(&field)?))));
        let parts: BTreeMap<String, Decimal> = parts.collect::<Result<_, Error>>()?;
        let ties = grading.tie_break.iter();
        let ties = ties.map(|part| parts.get(part).copied().unwrap_or_default()).collect();
        let scored = ScoredOrganisation {
            id: organisation.id.clone(),
            group: organisation.group.clone(),
            items,
            parts: parts.into_iter().map(|(part, points)| (part, half_up(points, 4))).collect(),
            bonus,
            deductions,
            total: half_up(total, 4),
            rank: None,
            grade: None,
            reasons: organisation.vetoes.iter().map(|veto| veto.reason.clone()).collect(),
        };
        Ok((scored, (total, ties)))
    }
}

fn sum(extras: &[Extra], field: &str) -> Result<Decimal, Error> {
    extras.iter().fold(Exact::of(Decimal::ZERO), |sum, extra| sum + extra.points).value(field)
}

/// Ranks and grades one group.
fn rank(
    input: &Input,
    grading: &Grading,
    group: &str,
    standings: &[Standing],
    scored: &mut [ScoredOrganisation],
) -> Group {
    let members = input.organisations.iter().enumerate();
    let members = members.filter(|(_, one)| one.group == group && !one.apart);
    let mut order: Vec<_> = members.map(|(at, _)| (&standings[at], at)).collect();
    order.sort_by(|one, other| other.0.cmp(one.0).then(one.1.cmp(&other.1)));
    let mut candidates: Vec<Candidate> = Vec::with_capacity(order.len());
    for (before, (standing, at)) in order.iter().enumerate() {
        let equal = before > 0 && order[before - 1].0 == *standing;
        let rank = if equal { candidates[before - 1].rank } else { before + 1 };
        let own = &input.organisations[*at];
        candidates.push(Candidate {
            place: *at,
            total: standing.0,
            rank,
            ceiling: grading.lowest(own.vetoes.iter().map(|veto| &veto.ceiling)),
            promoted: own.promoted,
        });
    }
    let mut grades: BTreeMap<String, u64> = BTreeMap::new();
    for (candidate, (at, grade)) in candidates.iter().zip(grading.decide(&candidates)) {
        scored[at].rank = Some(candidate.rank as u64);
        if let Some(grade) = &grade {
            *grades.entry(grade.clone()).or_default() += 1;
        }
        scored[at].grade = grade;
    }
    let count = candidates.len();
    let quotas =
        grading.quotas.iter().map(|quota| (quota.grade.clone(), quota.count(count) as u64));
    Group { group: group.to_owned(), ranked: count as u64, quotas: quotas.collect(), grades }
}
