//! Time and steps of a service from its list of steps 办事环节与时间.
//!
//! Source: the method of Doing Business (to be verified): each step counts, also those of one day; the time is that of
//! the critical path; a step takes half a day online and a day otherwise at the least.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Dated, Error, Explained, Parameters, Rule};

/// `bizenv.steps`: how long a service takes, in how many steps, at what cost.
#[derive(Debug)]
pub struct Steps;

/// The steps of a service in their order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the method has no date of its own.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The steps, 1 to 1,000. A step that names none begins when all listed before it have ended.
    pub steps: Vec<Step>,
}

/// A step of a service 环节.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name, unique.
    pub name: String,
    /// Days it takes.
    #[schemars(with = "String")]
    pub days: Decimal,
    /// What it costs.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cost: Option<Decimal>,
    /// Whether it is done online.
    #[serde(default)]
    pub online: bool,
    /// Begins together with this step.
    #[serde(default)]
    pub parallel_with: Option<String>,
    /// Begins when these steps have ended; `[]` begins at once.
    #[serde(default)]
    pub after: Option<Vec<String>>,
}

/// The service as its user meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Days from the first step to the last.
    #[schemars(with = "String")]
    pub time: Decimal,
    /// How many steps.
    pub steps: u64,
    /// What all steps cost together.
    #[schemars(with = "String")]
    pub cost: Decimal,
    /// The steps that make it that long.
    pub critical_path: Vec<String>,
    /// When each step begins and ends, in days from the start.
    pub schedule: Vec<Scheduled>,
}

/// When a step begins and ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scheduled {
    /// The step.
    pub name: String,
    /// Days from the start of the service until it begins.
    #[schemars(with = "String")]
    pub start: Decimal,
    /// Days that count for it.
    #[schemars(with = "String")]
    pub days: Decimal,
    /// Days from the start of the service until it ends.
    #[schemars(with = "String")]
    pub end: Decimal,
}

#[derive(Debug, Deserialize)]
struct Terms {
    least: Dated<Least>,
}

/// The days that a step takes at the least.
#[derive(Debug, Deserialize)]
struct Least {
    online: Decimal,
    otherwise: Decimal,
}

/// When a step can begin.
enum Begins {
    With(usize),
    After(Vec<usize>),
}

/// A step that has its place: when it begins and ends, and which step it waited for.
#[derive(Clone)]
struct Placed {
    start: Decimal,
    days: Decimal,
    end: Decimal,
    waited_for: Option<usize>,
}

impl Rule for Steps {
    const NAME: &'static str = "bizenv.steps";
    const FILE: &'static str = include_str!("../../../../rules/bizenv.steps.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Steps::NAME, Steps::FILE);
        if input.steps.is_empty() || input.steps.len() > 1_000 {
            return Err(Error::input("steps", "takes 1 to 1000 steps"));
        }
        let least = TERMS.get()?.least.on(input.on.unwrap_or(Date::MAX))?;
        let begins = begins(input)?;
        let placed = place(input, &begins, least)?;
        let mut explained = Explained::new(());
        let mut cost = Decimal::ZERO;
        let mut schedule = Vec::new();
        for (at, (step, placed)) in input.steps.iter().zip(&placed).enumerate() {
            let own = step.cost.unwrap_or_default();
            cost = cost.checked_add(own).filter(|_| own >= Decimal::ZERO).ok_or_else(|| {
                Error::input(format!("steps[{at}].cost"), "is negative or too large")
            })?;
            let Placed { start, days, end, .. } = *placed;
            explained
                .push(format!("{}: begins {start}, counts {days} days, ends 结束", step.name), end);
            schedule.push(Scheduled { name: step.name.clone(), start, days, end });
        }
        let critical_path = critical_path(input, &placed);
        let time = placed.iter().map(|placed| placed.end).max().unwrap_or_default();
        let steps = input.steps.len() as u64;
        Ok(explained
            .step("critical path 关键路径", &critical_path)
            .step("time: the last end 总时间", time)
            .step("steps, each counted 环节数", steps)
            .step("cost of all steps 成本", cost)
            .map(|()| Output { time, steps, cost, critical_path, schedule }))
    }
}

fn begins(input: &Input) -> Result<Vec<Begins>, Error> {
    let mut places = BTreeMap::new();
    for (at, step) in input.steps.iter().enumerate() {
        if places.insert(step.name.as_str(), at).is_some() {
            let field = format!("steps[{at}].name");
            return Err(Error::input(field, format!("`{}` is there twice", step.name)));
        }
    }
    let place = |field: String, name: &String| {
        let problem = || Error::input(field, format!("there is no step `{name}`"));
        places.get(name.as_str()).copied().ok_or_else(problem)
    };
    let begins = |(at, step): (usize, &Step)| match (&step.parallel_with, &step.after) {
        (Some(_), Some(_)) => {
            Err(Error::input(format!("steps[{at}].after"), "cannot go with `parallel_with`"))
        }
        (Some(other), None) => {
            Ok(Begins::With(place(format!("steps[{at}].parallel_with"), other)?))
        }
        (None, Some(after)) => {
            let after = after.iter().map(|other| place(format!("steps[{at}].after"), other));
            Ok(Begins::After(after.collect::<Result<_, _>>()?))
        }
        (None, None) => Ok(Begins::After((0..at).collect())),
    };
    input.steps.iter().enumerate().map(begins).collect()
}

/// Places every step once those it waits for have their place.
fn place(input: &Input, begins: &[Begins], least: &Least) -> Result<Vec<Placed>, Error> {
    let mut placed: Vec<Option<Placed>> = vec![None; begins.len()];
    loop {
        let mut moved = false;
        for (at, step) in input.steps.iter().enumerate() {
            if placed[at].is_some() {
                continue;
            }
            let Some((start, waited_for)) = start(&begins[at], &placed) else { continue };
            let field = || format!("steps[{at}].days");
            if step.days < Decimal::ZERO {
                return Err(Error::input(field(), format!("{} is negative", step.days)));
            }
            let days = step.days.max(if step.online { least.online } else { least.otherwise });
            let end =
                start.checked_add(days).ok_or_else(|| Error::input(field(), "is too large"))?;
            placed[at] = Some(Placed { start, days, end, waited_for });
            moved = true;
        }
        if !moved {
            break;
        }
    }
    let waiting = placed.iter().position(Option::is_none);
    match waiting.and_then(|at| input.steps.get(at)) {
        Some(step) => Err(Error::input("steps", format!("`{}` waits for itself", step.name))),
        None => Ok(placed.into_iter().flatten().collect()),
    }
}

fn start(begins: &Begins, placed: &[Option<Placed>]) -> Option<(Decimal, Option<usize>)> {
    match begins {
        Begins::With(other) => placed[*other].as_ref().map(|other| (other.start, other.waited_for)),
        Begins::After(others) => {
            let mut latest = (Decimal::ZERO, None);
            for other in others {
                let end = placed[*other].as_ref()?.end;
                if latest.1.is_none() || end > latest.0 {
                    latest = (end, Some(*other));
                }
            }
            Some(latest)
        }
    }
}

fn critical_path(input: &Input, placed: &[Placed]) -> Vec<String> {
    let end = placed.iter().map(|placed| placed.end).max();
    let mut at = placed.iter().position(|placed| Some(placed.end) == end);
    let mut path = Vec::new();
    while let Some(step) = at {
        path.push(input.steps[step].name.clone());
        at = placed[step].waited_for;
    }
    path.reverse();
    path
}
