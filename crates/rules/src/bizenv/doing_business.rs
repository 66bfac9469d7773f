//! World Bank scores of the ease of doing business 世界银行营商环境得分.
//!
//! Source: World Bank, Doing Business 2020, chapter 6: an indicator's score is 100 × (worst − y) ÷ (worst − best),
//! from 0 to 100; a topic is the simple mean of its indicators; cities are weighted by population. The total tax rate
//! is raised to the power 0.8. The report was discontinued on 2021-09-16.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::power::power;
use crate::{Dated, Error, Exact, Explained, Parameters, Rule, half_up};

/// `bizenv.doing_business`: scores of a topic's indicators, and of the topic.
#[derive(Debug)]
pub struct DoingBusiness;

/// What was measured: for one place, or for several cities with weights.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the latest method when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The topic.
    pub topic: Topic,
    /// Number of procedures 环节.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub procedures: Option<Decimal>,
    /// Time 时间: days; hours a year for taxes.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub time: Option<Decimal>,
    /// Cost 成本: per cent of income per head (starting, electricity) or of the value (permits, property).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cost: Option<Decimal>,
    /// Paid-in minimum capital 最低实缴资本, per cent of income per head.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub min_capital: Option<Decimal>,
    /// Building quality control (0–15), land administration (0–30).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub quality: Option<Decimal>,
    /// Reliability of supply and transparency of tariffs (0–8).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reliability: Option<Decimal>,
    /// Payments of taxes a year 纳税次数.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub payments: Option<Decimal>,
    /// Total tax and contribution rate 总税收和缴费率, per cent of profit.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub total_tax_rate: Option<Decimal>,
    /// Postfiling index 报税后流程 (0–100).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub postfiling: Option<Decimal>,
    /// Cities with their weights; what a city leaves out is taken from above.
    #[serde(default)]
    pub cities: Vec<City>,
}

/// A topic that the policy documents name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 开办企业
    #[serde(alias = "starting_a_business")]
    StartingBusiness,
    /// 办理施工许可
    #[serde(alias = "dealing_with_construction_permits")]
    ConstructionPermits,
    /// 获得电力
    #[serde(alias = "getting_electricity")]
    Electricity,
    /// 财产登记
    #[serde(alias = "registering_property")]
    Property,
    /// 纳税
    #[serde(alias = "paying_taxes")]
    Taxes,
}

/// A city of a country that is measured in several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its weight; all weights together count as one.
    #[schemars(with = "String")]
    pub weight: Decimal,
    /// Number of procedures.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub procedures: Option<Decimal>,
    /// Time.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub time: Option<Decimal>,
    /// Cost.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cost: Option<Decimal>,
    /// Paid-in minimum capital.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub min_capital: Option<Decimal>,
    /// Quality index.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub quality: Option<Decimal>,
    /// Reliability index.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub reliability: Option<Decimal>,
    /// Payments a year.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub payments: Option<Decimal>,
    /// Total tax and contribution rate.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub total_tax_rate: Option<Decimal>,
    /// Postfiling index.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub postfiling: Option<Decimal>,
}

/// Scores from 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// The topic.
    pub topic: Topic,
    /// Each indicator, the cities weighted.
    pub indicators: Vec<IndicatorScore>,
    /// The topic's score, to 3 places.
    #[schemars(with = "String")]
    pub score: Decimal,
    /// As it was published, to 2 places.
    #[schemars(with = "String")]
    pub published: Decimal,
}

/// The score of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IndicatorScore {
    /// The indicator: `procedures`.
    pub indicator: Measure,
    /// Its score, to 3 places.
    #[schemars(with = "String")]
    pub score: Decimal,
}

/// An indicator of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Number of procedures.
    Procedures,
    /// Time.
    Time,
    /// Cost.
    Cost,
    /// Paid-in minimum capital.
    MinCapital,
    /// Quality index.
    Quality,
    /// Reliability index.
    Reliability,
    /// Payments a year.
    Payments,
    /// Total tax and contribution rate.
    TotalTaxRate,
    /// Postfiling index.
    Postfiling,
}

#[derive(Debug, Deserialize)]
struct Terms {
    topics: Dated<TopicFrontiers>,
}

#[derive(Debug, Deserialize)]
struct TopicFrontiers {
    topic: Topic,
    indicators: Vec<Frontier>,
}

/// The best and the worst value of an indicator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frontier {
    indicator: Measure,
    best: Decimal,
    worst: Decimal,
    /// The power the share is raised to, as a fraction.
    #[serde(default)]
    power: Option<(u32, u32)>,
}

impl Measure {
    fn name(self) -> &'static str {
        match self {
            Self::Procedures => "procedures",
            Self::Time => "time",
            Self::Cost => "cost",
            Self::MinCapital => "min_capital",
            Self::Quality => "quality",
            Self::Reliability => "reliability",
            Self::Payments => "payments",
            Self::TotalTaxRate => "total_tax_rate",
            Self::Postfiling => "postfiling",
        }
    }

    fn of(self, input: &Input, city: Option<&City>) -> Option<Decimal> {
        let (own, shared) = match self {
            Self::Procedures => (city.and_then(|city| city.procedures), input.procedures),
            Self::Time => (city.and_then(|city| city.time), input.time),
            Self::Cost => (city.and_then(|city| city.cost), input.cost),
            Self::MinCapital => (city.and_then(|city| city.min_capital), input.min_capital),
            Self::Quality => (city.and_then(|city| city.quality), input.quality),
            Self::Reliability => (city.and_then(|city| city.reliability), input.reliability),
            Self::Payments => (city.and_then(|city| city.payments), input.payments),
            Self::TotalTaxRate => (city.and_then(|city| city.total_tax_rate), input.total_tax_rate),
            Self::Postfiling => (city.and_then(|city| city.postfiling), input.postfiling),
        };
        own.or(shared)
    }
}

impl Frontier {
    fn score(&self, value: Decimal, field: &str) -> Result<Decimal, Error> {
        let width = self.worst - self.best; // Small numbers of the file.
        let share = (Exact::of(self.worst) - value) / width;
        let share = share.max(Decimal::ZERO).min(Decimal::ONE).value(field)?;
        let share = match self.power {
            Some((above, below)) => power(share, above, below).unwrap_or(share),
            None => share,
        };
        (Exact::of(share) * Decimal::ONE_HUNDRED).value(field)
    }
}

impl Rule for DoingBusiness {
    const NAME: &'static str = "bizenv.doing_business";
    const FILE: &'static str = include_str!("../../../../rules/bizenv.doing_business.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let frontiers = frontiers(input)?;
        let weights = weights(input)?;
        let mut explained = Explained::new(());
        let mut indicators = Vec::new();
        let mut sum = Exact::of(Decimal::ZERO);
        for frontier in &frontiers.indicators {
            let score = weighted(input, frontier, weights, &mut explained)?;
            sum = sum + score;
            let name = frontier.indicator.name();
            explained.push(format!("{name}: score 得分"), half_up(score, 3));
            indicators
                .push(IndicatorScore { indicator: frontier.indicator, score: half_up(score, 3) });
        }
        let score = (sum / frontiers.indicators.len() as u64).value("topic")?;
        let (score, published) = (half_up(score, 3), half_up(score, 2));
        Ok(explained
            .step(format!("mean of {} indicators 简单平均", indicators.len()), score)
            .map(|()| Output { topic: input.topic, indicators, score, published }))
    }
}

fn frontiers(input: &Input) -> Result<&'static TopicFrontiers, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(DoingBusiness::NAME, DoingBusiness::FILE);
    let topics = &TERMS.get()?.topics;
    let is_meant = |frontiers: &TopicFrontiers| frontiers.topic == input.topic;
    match input.on {
        Some(on) => Ok(topics.find(on, is_meant)?),
        None => topics
            .iter()
            .map(|entry| &entry.value)
            .filter(|frontiers| is_meant(frontiers))
            .last()
            .ok_or_else(|| Error::input("topic", "has no frontiers")),
    }
}

/// The sum of the cities' weights; one when there are none.
fn weights(input: &Input) -> Result<Decimal, Error> {
    let mut sum = Exact::of(Decimal::ZERO);
    for (at, city) in input.cities.iter().enumerate() {
        if city.weight < Decimal::ZERO {
            let field = format!("cities[{at}].weight");
            return Err(Error::input(field, format!("{} is negative", city.weight)));
        }
        sum = sum + city.weight;
    }
    let sum = sum.value("cities")?;
    match (input.cities.is_empty(), sum.is_zero()) {
        (true, _) => Ok(Decimal::ONE),
        (false, true) => Err(Error::input("cities", "the weights are all zero")),
        (false, false) => Ok(sum),
    }
}

/// The score of an indicator, the cities weighted.
fn weighted(
    input: &Input,
    frontier: &Frontier,
    weights: Decimal,
    explained: &mut Explained<()>,
) -> Result<Decimal, Error> {
    let name = frontier.indicator.name();
    let mut score = |city: Option<&City>, field: String| {
        let value = frontier.indicator.of(input, city);
        let value = value.ok_or_else(|| Error::input(&field, "is missing"))?;
        if value < Decimal::ZERO {
            return Err(Error::input(&field, format!("{value} is negative")));
        }
        let score = frontier.score(value, &field)?;
        let place = city.and_then(|city| city.name.as_deref()).map(|name| format!(" {name}"));
        let (place, Frontier { best, worst, .. }) = (place.unwrap_or_default(), frontier);
        let limits = match frontier.power {
            Some((above, below)) => format!(", the quotient to the power {above}/{below}"),
            None if score.is_zero() || score == Decimal::ONE_HUNDRED => {
                ", from 0 to 100".to_owned()
            }
            None => String::new(),
        };
        let step = format!("{name}{place}: 100 × ({worst} − {value}) ÷ ({worst} − {best}){limits}");
        explained.push(step, half_up(score, 6));
        Ok(score)
    };
    if input.cities.is_empty() {
        return score(None, name.to_owned());
    }
    let mut sum = Exact::of(Decimal::ZERO);
    for (at, city) in input.cities.iter().enumerate() {
        sum = sum + Exact::of(score(Some(city), format!("cities[{at}].{name}"))?) * city.weight;
    }
    (sum / weights).value(name)
}
