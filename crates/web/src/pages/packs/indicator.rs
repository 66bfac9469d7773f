use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use luoshi_delivery::{Observation, Period, Series};
use luoshi_packs::{Indicator, Pack};
use luoshi_service::{self as service, MeasuredTarget};
use rust_decimal::Decimal;

use crate::chart::{Chart, over_time};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "packs/indicator.html")]
pub(crate) struct Show {
    visit: Visit,
    pack: Arc<Pack>,
    name: String,
    series: Series,
    targets: Vec<MeasuredTarget>,
    chart: Option<Chart>,
}

impl Show {
    fn indicator(&self) -> &Indicator {
        &self.pack.indicators[&self.name]
    }

    /// What was observed, period by period, the newest first; of each period the surest first.
    fn periods(&self) -> Vec<(Period, Vec<&Observation>)> {
        let best = self.series.best().into_iter().rev();
        best.map(|it| (it.period, self.series.of(it.period).collect())).collect()
    }

    /// How far another source's value is from the best one.
    fn difference(&self, all: &[&Observation], at: &usize) -> Option<Decimal> {
        let (best, other) = (all.first()?.value?, all.get(*at)?.value?);
        Some((other - best).normalize()).filter(|it| *at > 0 && !it.is_zero())
    }

    /// The registers it is computed from, each with its title.
    fn registers(&self) -> Vec<(&str, &str)> {
        let fed = |name: &&String| self.pack.fed_by(name).iter().any(|it| it.name == self.name);
        let registers = self.pack.registers.keys().filter(fed);
        let titled = registers
            .map(|name| (name.as_str(), self.visit.words.pick(&self.pack.registers[name].title)));
        titled.collect()
    }
}

/// The value of the first target of a level, in the indicator's own unit.
fn goal(series: &Series, targets: &[MeasuredTarget]) -> Option<Decimal> {
    let level = targets.iter().find(|it| !it.outcome.is_sum())?;
    let one = match &level.target.unit {
        Some(unit) => series.indicator.in_unit(Decimal::ONE, unit)?,
        None => Decimal::ONE,
    };
    level.target.value?.checked_div(one)
}

/// `GET /packs/{pack}/indicators/{indicator}`
pub(crate) async fn show(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Page<Show>, Failure> {
    let of = service::pack_in_force(&visit.cx, &pack).await?;
    let (series, targets) = service::indicator(&visit.cx, &pack, &name).await?;
    let (columns, values) = over_time(&[&series]);
    let chart = Chart::lines(&columns, &values, goal(&series, &targets));
    let words = visit.words;
    let title =
        format!("{} · {}", words.pick(&series.indicator.title), words.pick(&of.manifest.title));
    let content = Show { visit: visit.clone(), pack: of, name, series, targets, chart };
    Ok(Page { visit, title, plan: None, content })
}
