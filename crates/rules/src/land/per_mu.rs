//! Evaluation of enterprises by the yield of their land 亩均论英雄综合评价.
//!
//! Source: 浙政发〔2018〕5号 and the schemes that counties publish under it (`rules/land.per_mu.yaml`): points are
//! weight × value ÷ base, or weight × (20 + 80 × (value − min) ÷ (max − min)) ÷ 100; enterprises above and below the
//! threshold are ranked apart; a class reaches down to a share of the ranks, the share included.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figures::quotient;
use super::{Enterprise, Figure, Form, ItemRule, Missing, Scale, Scheme, SchemeChoice};
use crate::{Dated, Error, Exact, Explained, Parameters, Rule, credit, half_up, settled};

/// `land.per_mu`: items, scores, ranks and classes.
#[derive(Debug)]
pub struct PerMu;

/// The scheme and the enterprises of one evaluation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the scheme's year when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// Which scheme: `huangyan-2022`, `huangyan-2021`, `jingde-2022`, `huaian-2024`, or one of your own.
    pub scheme: SchemeChoice,
    /// The most an item can give, in multiples of its weight, instead of the scheme's: `1.5`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cap: Option<Decimal>,
    /// The least an item can give, in multiples of its weight, instead of the scheme's: `0`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub floor: Option<Decimal>,
    /// Weights of the year, by scale and item, instead of the scheme's.
    #[serde(default)]
    #[schemars(with = "BTreeMap<Scale, BTreeMap<Figure, String>>")]
    pub weights: BTreeMap<Scale, BTreeMap<Figure, Decimal>>,
    /// Bases of the year, by scale and item, instead of the scheme's.
    #[serde(default)]
    #[schemars(with = "BTreeMap<Scale, BTreeMap<Figure, String>>")]
    pub bases: BTreeMap<Scale, BTreeMap<Figure, Decimal>>,
    /// The enterprises, at most a million.
    pub enterprises: Vec<Enterprise>,
}

/// The evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Each enterprise in the order given.
    pub enterprises: Vec<Scored>,
    /// What holds for each group.
    pub groups: Vec<Group>,
}

/// A group of enterprises that are ranked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// Above or below the threshold.
    pub scale: Scale,
    /// How many were ranked.
    pub ranked: u64,
    /// How many are in each class.
    pub classes: BTreeMap<String, u64>,
}

/// An enterprise with its score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scored {
    /// Its id, name, code or place in the list.
    pub id: String,
    /// Its group.
    pub scale: Scale,
    /// Points for each item.
    pub items: Vec<Item>,
    /// All points, to 4 places; `null` for those that are exempt.
    #[schemars(with = "Option<String>")]
    pub total: Option<Decimal>,
    /// Its rank in its group; equal totals have equal ranks.
    pub rank: Option<u64>,
    /// Its class; `null` when the scheme has none.
    pub class: Option<String>,
    /// Why its class is not what its rank says.
    pub reason: Option<String>,
}

/// The points of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Item {
    /// The indicator.
    pub item: Figure,
    /// Its value, to 6 places; `null` when it is missing.
    #[schemars(with = "Option<String>")]
    pub value: Option<Decimal>,
    /// Its points, to 4 places.
    #[schemars(with = "String")]
    pub score: Decimal,
}

#[derive(Debug, Deserialize)]
struct Terms {
    schemes: Dated<Published>,
}

#[derive(Debug, Deserialize)]
struct Published {
    names: Vec<String>,
    scheme: Scheme,
}

const MOST: usize = 1_000_000;
/// Enterprises that an explanation lists one by one.
const EXPLAINED: usize = 1_000;

impl Rule for PerMu {
    const NAME: &'static str = "land.per_mu";
    const FILE: &'static str = include_str!("../../../../rules/land.per_mu.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        if input.enterprises.is_empty() || input.enterprises.len() > MOST {
            return Err(Error::input("enterprises", format!("takes 1 to {MOST} enterprises")));
        }
        for (at, enterprise) in input.enterprises.iter().enumerate() {
            if let Some(code) = &enterprise.uscc {
                right_code(code).map_err(|wrong| wrong.within(&format!("enterprises[{at}]")))?;
            }
        }
        let scheme = scheme(input)?;
        let mut explained = Explained::new(());
        let mut scored: Vec<Scored> = input.enterprises.iter().enumerate().map(unscored).collect();
        let mut groups = Vec::new();
        for (scale, rules) in &scheme.groups {
            let evaluation = Evaluation { input, scheme, scale: *scale, rules };
            groups.extend(evaluation.group(&mut scored, &mut explained)?);
        }
        if let Some(at) = scored.iter().position(|one| !scheme.groups.contains_key(&one.scale)) {
            let field = format!("enterprises[{at}].scale");
            return Err(Error::input(field, "the scheme has no items for this group"));
        }
        Ok(explained.map(|()| Output { enterprises: scored, groups }))
    }
}

fn right_code(code: &str) -> Result<(), Error> {
    let wrong = |wrong: &dyn std::fmt::Display| Error::input("uscc", wrong.to_string());
    let check = credit::check_character(code).map_err(|problem| wrong(&problem))?;
    match code.chars().nth(17) {
        Some(given) if given == check => Ok(()),
        _ => Err(wrong(&format!("the check character of {code} is {check}"))),
    }
}

fn scheme(input: &Input) -> Result<&Scheme, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(PerMu::NAME, PerMu::FILE);
    let name = match &input.scheme {
        SchemeChoice::Own(scheme) => return Ok(scheme),
        SchemeChoice::Named(name) => name,
    };
    let schemes = &TERMS.get()?.schemes;
    let is_meant = |published: &Published| published.names.contains(name);
    let found = schemes.iter().find(|entry| is_meant(&entry.value)).ok_or_else(|| {
        let names: Vec<_> = schemes.iter().filter_map(|entry| entry.value.names.first()).collect();
        let names = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        Error::input("scheme", format!("`{name}` is none of {names}"))
    })?;
    Ok(match input.on {
        Some(on) => &schemes.find(on, is_meant)?.scheme,
        None => &found.value.scheme,
    })
}

fn unscored((at, enterprise): (usize, &Enterprise)) -> Scored {
    let names = [&enterprise.id, &enterprise.name, &enterprise.uscc];
    let id = names.into_iter().flatten().next().cloned();
    Scored {
        id: id.unwrap_or_else(|| format!("#{}", at + 1)),
        scale: enterprise.scale,
        items: Vec::new(),
        total: None,
        rank: None,
        class: None,
        reason: None,
    }
}

/// One group under one scheme.
struct Evaluation<'a> {
    input: &'a Input,
    scheme: &'a Scheme,
    scale: Scale,
    rules: &'a [ItemRule],
}

/// How one item gives points: what it was measured against, and the points of those who have the figure.
struct Measured {
    weight: Decimal,
    points: Vec<Option<Decimal>>,
    measure: Measure,
}

impl Measured {
    /// The points of one enterprise as a pocket calculator gives them.
    fn explain(&self, fraction: Option<(Decimal, Decimal)>, points: Option<Decimal>) -> String {
        let (Some((above, below)), Some(points)) = (fraction, points) else {
            return "missing 缺失".to_owned();
        };
        let value =
            if below == Decimal::ONE { above.to_string() } else { format!("{above} ÷ {below}") };
        let weight = self.weight;
        let how = match &self.measure {
            Measure::Base(base) => format!("{weight} × {value} ÷ {base}"),
            Measure::Range(low, high) if low == high => "all are equal: the weight".to_owned(),
            Measure::Range(low, high) => {
                format!("{weight} × (20 + 80 × ({value} − {low}) ÷ ({high} − {low})) ÷ 100")
            }
        };
        let limited = self.measure.points(weight, (above, below)) != Exact::of(points);
        if limited { format!("{how}, held by the cap or the floor 封顶、托底") } else { how }
    }
}

impl Evaluation<'_> {
    fn group(
        &self,
        scored: &mut [Scored],
        explained: &mut Explained<()>,
    ) -> Result<Option<Group>, Error> {
        let of_group = |one: &Enterprise| one.scale == self.scale;
        let all = self.input.enterprises.iter().enumerate().filter(|(_, one)| of_group(one));
        let (exempt, ranked): (Vec<_>, Vec<_>) = all.partition(|(_, one)| one.exempt.is_some());
        for (at, enterprise) in &exempt {
            scored[*at].class.clone_from(&self.scheme.exempt_class);
            scored[*at].reason.clone_from(&enterprise.exempt);
        }
        let places: Vec<usize> = ranked.into_iter().map(|(at, _)| at).collect();
        if places.is_empty() && exempt.is_empty() {
            return Ok(None);
        }
        let mut totals = vec![Exact::of(Decimal::ZERO); places.len()];
        for rule in self.rules.iter().filter(|_| !places.is_empty()) {
            self.item(rule, &places, &mut totals, scored, explained)?;
        }
        let totals = self.totals(&places, totals)?;
        self.rank(&places, &totals, scored, explained)?;
        let mut classes = BTreeMap::new();
        let all = exempt.iter().map(|(at, _)| at).chain(&places);
        for class in all.filter_map(|at| scored[*at].class.clone()) {
            *classes.entry(class).or_default() += 1;
        }
        Ok(Some(Group { scale: self.scale, ranked: places.len() as u64, classes }))
    }

    /// Gives the points of one item to all.
    fn item(
        &self,
        rule: &ItemRule,
        places: &[usize],
        totals: &mut [Exact],
        scored: &mut [Scored],
        explained: &mut Explained<()>,
    ) -> Result<(), Error> {
        let mut fractions = Vec::with_capacity(places.len());
        for at in places {
            fractions.push(self.fraction(rule, *at)?);
        }
        let measured = self.measure(rule, &fractions, places)?;
        let name = rule.item.name();
        explained.push(format!("{:?} {name}: {}", self.scale, measured.measure), measured.weight);
        let given = || measured.points.iter().flatten();
        let sum = given().fold(Exact::of(Decimal::ZERO), |sum, points| sum + *points);
        for (n, (at, fraction)) in places.iter().zip(&fractions).enumerate() {
            let field = || format!("enterprises[{at}].{}", field_name(rule.item));
            let points = match (measured.points[n], rule.missing) {
                (Some(points), _) => points,
                (None, Missing::Zero | Missing::Refuse) => Decimal::ZERO,
                (None, Missing::Mean) => (sum / given().count() as u64).value_of(field)?,
            };
            let value = match fraction {
                Some(fraction) => Some(half_up(quotient(*fraction, field)?, 6)),
                None => None,
            };
            totals[n] = totals[n] + points;
            let score = half_up(points, 4);
            if n < EXPLAINED && explained.lists(usize::MAX) {
                let how = measured.explain(*fraction, measured.points[n]);
                explained.push(format_args!("{} {name}: {how}", scored[*at].id), score);
            }
            scored[*at].items.push(Item { item: rule.item, value, score });
        }
        Ok(())
    }

    fn fraction(&self, rule: &ItemRule, at: usize) -> Result<Option<(Decimal, Decimal)>, Error> {
        let enterprise = &self.input.enterprises[at];
        let within = |wrong: Error| wrong.within(&format!("enterprises[{at}]"));
        rule.item.check(enterprise).map_err(within)?;
        match rule.item.fraction(enterprise) {
            Ok(fraction) => Ok(Some(fraction)),
            Err(wrong) if rule.missing == Missing::Refuse => Err(within(wrong)),
            Err(_) => Ok(None),
        }
    }

    fn measure(
        &self,
        rule: &ItemRule,
        fractions: &[Option<(Decimal, Decimal)>],
        places: &[usize],
    ) -> Result<Measured, Error> {
        let weight = self.set(&self.input.weights, "weights", rule, rule.weight)?;
        let weight = weight.ok_or_else(|| self.missing("weights", rule))?;
        let name = field_name(rule.item);
        let field = |n: usize| format!("enterprises[{}].{name}", places[n]);
        let values = || {
            let known = fractions.iter().enumerate();
            known.filter_map(|(n, fraction)| {
                fraction.map(|fraction| quotient(fraction, || field(n)))
            })
        };
        let measure = match self.scheme.form {
            Form::Base => {
                let base = self.set(&self.input.bases, "bases", rule, rule.base)?;
                let base = match base {
                    Some(base) => base,
                    None if self.scheme.set_by_county => return Err(self.missing("bases", rule)),
                    None => mean(values(), &name)?,
                };
                if base <= Decimal::ZERO {
                    let field = format!("bases.{}.{name}", lower(self.scale));
                    return Err(Error::input(field, format!("the base is {base}, not above zero")));
                }
                Measure::Base(base)
            }
            Form::Range => {
                let values = values().collect::<Result<Vec<_>, _>>()?;
                let low = values.iter().min().copied().unwrap_or_default();
                Measure::Range(low, values.iter().max().copied().unwrap_or_default())
            }
        };
        let points = |(n, fraction): (usize, &Option<(Decimal, Decimal)>)| {
            let points =
                fraction.map(|fraction| self.limited(measure.points(weight, fraction), weight));
            points.map(|points| points.value_of(|| field(n))).transpose()
        };
        let points = fractions.iter().enumerate().map(points).collect::<Result<Vec<_>, _>>()?;
        if points.iter().all(Option::is_none) && rule.missing == Missing::Mean {
            return Err(Error::input(name, "nobody of the group has this figure"));
        }
        Ok(Measured { weight, points, measure })
    }

    fn limited(&self, points: Exact, weight: Decimal) -> Exact {
        let times = |limit: Decimal| limit.checked_mul(weight);
        let cap = self.input.cap.or(self.scheme.cap).and_then(times);
        let floor = self.input.floor.or(self.scheme.floor).and_then(times);
        let points = cap.map_or(points, |cap| points.min(cap));
        floor.map_or(points, |floor| points.max(floor))
    }

    /// A value of the call, or of the scheme.
    fn set(
        &self,
        given: &BTreeMap<Scale, BTreeMap<Figure, Decimal>>,
        what: &str,
        rule: &ItemRule,
        own: Option<Decimal>,
    ) -> Result<Option<Decimal>, Error> {
        let given = given.get(&self.scale).and_then(|given| given.get(&rule.item)).copied();
        match given.or(own) {
            Some(value) if value < Decimal::ZERO => {
                let field = format!("{what}.{}.{}", lower(self.scale), field_name(rule.item));
                Err(Error::input(field, format!("{value} is negative")))
            }
            value => Ok(value),
        }
    }

    fn missing(&self, what: &str, rule: &ItemRule) -> Error {
        let field = format!("{what}.{}.{}", lower(self.scale), field_name(rule.item));
        Error::input(field, "is missing: the county sets it each year")
    }

    fn totals(&self, places: &[usize], totals: Vec<Exact>) -> Result<Vec<Decimal>, Error> {
        let total = |(at, total): (&usize, Exact)| {
            let adjustment = self.input.enterprises[*at].adjustment.unwrap_or_default();
            (total + adjustment).value(&format!("enterprises[{at}]")).map(settled)
        };
        places.iter().zip(totals).map(total).collect()
    }

    /// Ranks by total, equal totals alike, and grades by rank.
    fn rank(
        &self,
        places: &[usize],
        totals: &[Decimal],
        scored: &mut [Scored],
        explained: &mut Explained<()>,
    ) -> Result<(), Error> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|n| std::cmp::Reverse(totals[*n]));
        let mut rank = 0;
        for (before, n) in order.iter().enumerate() {
            if before == 0 || totals[order[before - 1]] != totals[*n] {
                rank = before + 1;
            }
            let at = places[*n];
            let one = &mut scored[at];
            one.total = Some(half_up(totals[*n], 4));
            one.rank = Some(rank as u64);
            let by_rank = self.class(rank, places.len());
            let (class, reason) = self.ceiling(at, by_rank)?;
            (one.class, one.reason) = (class.map(str::to_owned), reason);
            if before < EXPLAINED {
                explained.push(format!("{}: total 总分", one.id), one.total);
                let step = format!("{}: rank {rank} of {} 位次; class 等级", one.id, places.len());
                explained.push(step, &one.class);
            }
        }
        Ok(())
    }

    /// The first class whose share of the ranks this rank does not exceed.
    fn class(&self, rank: usize, ranked: usize) -> Option<usize> {
        let within = |up_to: Decimal| {
            let ranks = up_to.checked_mul(Decimal::from(ranked));
            ranks.is_none_or(|ranks| Decimal::from(rank) <= ranks)
        };
        let last = self.scheme.classes.len().checked_sub(1)?;
        Some(self.scheme.classes.iter().position(|class| within(class.up_to)).unwrap_or(last))
    }

    fn ceiling(
        &self,
        at: usize,
        by_rank: Option<usize>,
    ) -> Result<(Option<&str>, Option<String>), Error> {
        let classes = &self.scheme.classes;
        let name = |place: usize| classes.get(place).map(|class| class.class.as_str());
        let Some(veto) = &self.input.enterprises[at].veto else {
            return Ok((by_rank.and_then(name), None));
        };
        let field = format!("enterprises[{at}].veto.class");
        let ceiling = classes.iter().position(|class| class.class == veto.class);
        let ceiling = ceiling.ok_or_else(|| Error::input(field, "the scheme has no such class"))?;
        let reason = by_rank.filter(|by_rank| *by_rank < ceiling).map(|_| veto.reason.clone());
        Ok((by_rank.and_then(|by_rank| name(by_rank.max(ceiling))), reason))
    }
}

/// What the values of an item are measured against.
enum Measure {
    Base(Decimal),
    Range(Decimal, Decimal),
}

impl Measure {
    fn points(&self, weight: Decimal, (above, below): (Decimal, Decimal)) -> Exact {
        let weight = Exact::of(weight);
        match self {
            Self::Base(base) => weight * above / (Exact::of(below) * *base),
            Self::Range(low, high) if low == high => weight,
            Self::Range(low, high) => {
                let (hundred, eighty) = (Decimal::ONE_HUNDRED, Decimal::from(80));
                let width = Exact::of(*high) - *low;
                let share = (Exact::of(above) / below - *low) * eighty / width + Decimal::from(20);
                weight * share / hundred
            }
        }
    }
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Base(base) => write!(f, "points = weight × value ÷ {base}; weight 权重"),
            Self::Range(low, high) => write!(
                f,
                "points = weight × (20 + 80 × (value − {low}) ÷ ({high} − {low})) ÷ 100; weight 权重"
            ),
        }
    }
}

fn mean(
    values: impl Iterator<Item = Result<Decimal, Error>>,
    field: &str,
) -> Result<Decimal, Error> {
    let mut sum = Exact::of(Decimal::ZERO);
    let mut count = 0_u64;
    for value in values {
        sum = sum + value?;
        count += 1;
    }
    if count == 0 {
        return Err(Error::input(field, "nobody of the group has this figure"));
    }
    (sum / count).value(field)
}

/// The name of an item's field.
fn field_name(figure: Figure) -> String {
    serde_json::to_value(figure)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn lower(scale: Scale) -> &'static str {
    match scale {
        Scale::Above => "above",
        Scale::Below => "below",
    }
}
