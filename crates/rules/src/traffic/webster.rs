//! Timing of traffic lights by Webster's method, delay by the Highway Capacity Manual 信号配时.
//!
//! C₀ = (1.5 L + 5) ÷ (1 − Y) with Y = Σ y, g_i = (C − L) y_i ÷ Y, and the uniform delay
//! d = 0.5 C (1 − g ÷ C)² ÷ (1 − min(1, x) g ÷ C) with x = y C ÷ g. Seconds throughout. No regulation; the coefficients
//! and the worked examples stand in `rules/traffic.webster.yaml`.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Error, Exact, Explained, Parameters, Rate, Rule, half_up, settled};

/// `traffic.webster`: the cycle, the green of every phase, and the delay.
#[derive(Debug)]
pub struct Webster;

/// A junction with its phases.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Junction {
    /// Lost time of a cycle L, in seconds.
    #[serde(alias = "L")]
    pub lost_time: Amount,
    /// The phases, at most 64.
    pub phases: Vec<Phase>,
    /// A cycle that is set, in seconds; the best one when left out.
    #[serde(default)]
    pub cycle: Option<Amount>,
}

/// A phase with its critical flow ratio: `y`, or `flow` and `saturation`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Flow ÷ saturation flow 流率比.
    #[serde(default)]
    pub y: Option<Rate>,
    /// Vehicles an hour.
    #[serde(default)]
    pub flow: Option<Amount>,
    /// Vehicles an hour that green all the time would let pass 饱和流率.
    #[serde(default)]
    pub saturation: Option<Amount>,
}

/// The timing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Plan {
    /// Flow ratios together Y, to four places.
    #[schemars(with = "String")]
    pub y: Decimal,
    /// The cycle in seconds, to one place.
    #[schemars(with = "String")]
    pub cycle: Decimal,
    /// Green of all phases in seconds, to one place.
    #[schemars(with = "String")]
    pub effective_green: Decimal,
    /// Every phase.
    pub phases: Vec<Split>,
    /// Delay of a vehicle in seconds, weighted by flow ratios, to one place.
    #[schemars(with = "String")]
    pub delay: Decimal,
}

/// A phase's share of the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Split {
    /// Green in seconds, to one place 有效绿灯.
    #[schemars(with = "String")]
    pub green: Decimal,
    /// Degree of saturation x, to two places; above 1 the queue grows.
    #[schemars(with = "String")]
    pub saturation: Decimal,
    /// Delay of a vehicle in seconds, to one place.
    #[schemars(with = "String")]
    pub delay: Decimal,
}

#[derive(Debug, Deserialize)]
struct Terms {
    per_lost_second: Decimal,
    constant: Decimal,
}

const MOST_PHASES: usize = 64;

impl Rule for Webster {
    const NAME: &'static str = "traffic.webster";
    const FILE: &'static str = include_str!("../../../../rules/traffic.webster.yaml");
    type Input = Junction;
    type Output = Plan;

    fn evaluate(input: &Junction) -> Result<Explained<Plan>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Webster::NAME, Webster::FILE);
        let ratios = ratios(input)?;
        let y = ratios.iter().fold(Exact::of(Decimal::ZERO), |sum, y| sum + *y);
        let y = settled(y.value("phases")?);
        let steps = Explained::new(()).step("flow ratios together Y", half_up(y, 4));
        let cycle = cycle(input, y, TERMS.get()?)?;
        let mut steps = steps.and(cycle.steps);
        let cycle = cycle.value;
        let lost = input.lost_time.value();
        let green = (Exact::of(cycle) - lost).value("cycle")?;
        steps.push(format!("green of all phases {} − {lost}", fine(cycle)), fine(green));
        let mut splits = Vec::with_capacity(ratios.len());
        let mut delay = Exact::of(Decimal::ZERO);
        for (at, ratio) in ratios.iter().enumerate() {
            let split = split(at, *ratio, y, cycle, green)?;
            steps = steps.and(split.steps);
            delay = delay + Exact::of(*ratio) * split.value.1 / y;
            splits.push(split.value.0);
        }
        let delay = rounded(delay.value("phases")?);
        Ok(steps.step("delay weighted by flow ratios 平均延误 (Σ y × d ÷ Y)", delay).map(|()| {
            Plan {
                y: half_up(y, 4).normalize(),
                cycle: rounded(cycle),
                effective_green: rounded(green),
                phases: splits,
                delay,
            }
        }))
    }
}

/// The flow ratio of every phase.
fn ratios(input: &Junction) -> Result<Vec<Decimal>, Error> {
    if input.phases.is_empty() || input.phases.len() > MOST_PHASES {
        return Err(Error::input("phases", format!("takes 1 to {MOST_PHASES} phases")));
    }
    let ratio = |(at, phase): (usize, &Phase)| {
        let field = |name: &str| format!("phases[{at}].{name}");
        let y = match (phase.y, phase.flow, phase.saturation) {
            (Some(y), None, None) => y.value(),
            (None, Some(flow), Some(saturation)) => {
                (Exact::of(flow.value()) / saturation.value()).value(&field("saturation"))?
            }
            (None, Some(_), None) => return Err(Error::input(field("saturation"), "is missing")),
            (None, None, _) => {
                return Err(Error::input(field("y"), "is missing (or flow and saturation)"));
            }
            (Some(_), ..) => {
                return Err(Error::input(field("y"), "cannot be given beside flow or saturation"));
            }
        };
        let least = Decimal::new(1, 6);
        if y < least {
            return Err(Error::input(field("y"), format!("below {least}: leave the phase out")));
        }
        Ok(y)
    };
    input.phases.iter().enumerate().map(ratio).collect()
}

/// The best cycle, or the one that is set.
fn cycle(input: &Junction, y: Decimal, terms: &Terms) -> Result<Explained<Decimal>, Error> {
    let lost = input.lost_time.value();
    if let Some(cycle) = input.cycle.map(Amount::value) {
        if cycle <= lost {
            let problem = format!("{cycle} leaves no green beside the lost time ({lost})");
            return Err(Error::input("cycle", problem));
        }
        return Ok(Explained::new(cycle).step("cycle that is set", cycle));
    }
    if y >= Decimal::ONE {
        let problem = format!("flow ratios sum to {y}: from 1 on no cycle suffices");
        return Err(Error::input("phases", problem));
    }
    let Terms { per_lost_second, constant } = terms;
    let best = (Exact::of(lost) * *per_lost_second + *constant) / (Decimal::ONE - y);
    let best = settled(best.value("lost_time")?);
    let step = format!("best cycle C₀ ({per_lost_second} × {lost} + {constant}) ÷ (1 − {y})");
    Ok(Explained::new(best).step(step, fine(best)))
}

/// Green, saturation and delay of a phase; the delay beside it is not rounded.
fn split(
    at: usize,
    ratio: Decimal,
    y: Decimal,
    cycle: Decimal,
    green_of_all: Decimal,
) -> Result<Explained<(Split, Decimal)>, Error> {
    let field = format!("phases[{at}].y");
    let green = (Exact::of(green_of_all) * ratio / y).value(&field)?;
    let x = settled((Exact::of(ratio) * cycle / green).value(&field)?);
    let share = (Exact::of(green) / cycle).value(&field)?;
    let red = Exact::of(Decimal::ONE) - share;
    let passing = Exact::of(Decimal::ONE) - Exact::of(x).min(Decimal::ONE) * share;
    let delay = Exact::of(cycle) * Decimal::new(5, 1) * red * red / passing;
    let delay = delay.value(&field)?;
    let number = at + 1;
    let (c, g, most) = (fine(cycle), fine(green), fine(x.min(Decimal::ONE)));
    let steps = Explained::new(())
        .step(format!("phase {number}: green g {} × {ratio} ÷ {y}", fine(green_of_all)), g)
        .step(format!("phase {number}: saturation x {ratio} × {c} ÷ {g}"), half_up(x, 2))
        .step(
            format!(
                "phase {number}: delay 均匀延误 (x at most 1): 0.5 × {c} × (1 − {g} ÷ {c}) × \
                 (1 − {g} ÷ {c}) ÷ (1 − {most} × {g} ÷ {c})"
            ),
            rounded(delay),
        );
    let split = Split {
        green: rounded(green),
        saturation: half_up(x, 2).normalize(),
        delay: rounded(delay),
    };
    Ok(steps.map(|()| (split, delay)))
}

/// Seconds as they are shown while computing, to four places.
fn fine(seconds: Decimal) -> Decimal {
    half_up(seconds, 4).normalize()
}

/// Seconds to one place.
fn rounded(seconds: Decimal) -> Decimal {
    half_up(seconds, 1).normalize()
}
