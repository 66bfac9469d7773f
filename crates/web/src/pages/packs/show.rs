use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use luoshi_delivery::Series;
use luoshi_packs::{ChartKind, Indicator, Pack, Register};
use luoshi_rules::{RULES, Sureness};
use luoshi_service as service;
use luoshi_store::{Counted, Search};

use crate::chart::{Chart, Values, over_time};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "packs/show.html")]
pub(crate) struct Show {
    visit: Visit,
    pack: Arc<Pack>,
    counts: Vec<Counted>,
    series: Vec<Series>,
    charts: Vec<Drawn>,
}

/// A chart of the pack with the numbers it draws.
struct Drawn {
    /// Where its files say so, its place among them.
    number: usize,
    title: String,
    chart: Chart,
    /// The names of what is drawn.
    names: Vec<String>,
    columns: Vec<String>,
    values: Vec<Values>,
}

impl Drawn {
    fn value(&self, series: &usize, column: &usize) -> String {
        let value = self.values[*series][*column];
        value.map(|value| value.normalize().to_string()).unwrap_or_default()
    }
}

/// The newest value of an indicator.
struct Latest {
    value: String,
    period: String,
    sureness: Sureness,
}

impl Show {
    fn version(&self) -> String {
        let manifest = &self.pack.manifest;
        let (version, licence) = (&manifest.version, &manifest.licence);
        self.visit.words.with2("pack-version", ("version", version), ("licence", licence))
    }

    fn registers(&self) -> impl Iterator<Item = (&Register, &Counted)> {
        self.pack.registers.values().zip(&self.counts)
    }

    fn indicators(&self) -> impl Iterator<Item = (&Indicator, Option<&Series>)> {
        self.pack.indicators.values().map(|indicator| {
            (indicator, self.series.iter().find(|it| it.indicator.name == indicator.name))
        })
    }

    /// The newest value that was found.
    fn latest(&self, series: &Option<&Series>) -> Option<Latest> {
        let best = series.as_ref()?.best();
        let found = best.into_iter().rfind(|it| it.value.is_some())?;
        let value = found.value?.normalize().to_string();
        Some(Latest { value, period: found.period.to_string(), sureness: found.sureness })
    }

    /// The rules the pack uses, each with its title.
    fn rules(&self) -> Vec<(&str, String)> {
        let used = self.pack.manifest.rules.iter().map(|rule| rule.get_ref().as_str());
        let titled = used.filter_map(|name| {
            let rule = RULES.iter().find(|rule| rule.name == name)?;
            let title = rule.title().ok()?;
            Some((name, self.visit.words.pick(&title).to_owned()))
        });
        titled.collect()
    }
}

/// `GET /packs/{pack}`
pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Page<Show>, Failure> {
    let pack = service::pack_in_force(&visit.cx, &name).await?;
    let mut counts = Vec::new();
    for register in pack.registers.keys() {
        let kept = service::register(&visit.cx, &name, register).await?;
        let listed = service::list_records(&visit.cx, &kept, &Search::default(), (0, 0)).await?;
        counts.push(listed.counted);
    }
    let series = service::series_of_pack(&visit.cx, &name).await?;
    let mut charts = Vec::new();
    for (chart, number) in pack.charts.iter().zip(1..) {
        charts.extend(drawn(&visit, &pack, &series, (chart, number)).await?);
    }
    let title = visit.words.pick(&pack.manifest.title).to_owned();
    let content = Show { visit: visit.clone(), pack, counts, series, charts };
    Ok(Page { visit, title, plan: None, content })
}

/// A chart of the pack; none as long as there is nothing to draw.
async fn drawn(
    visit: &Visit,
    pack: &Pack,
    series: &[Series],
    (of, number): (&luoshi_packs::Chart, usize),
) -> Result<Option<Drawn>, Failure> {
    let words = visit.words;
    let (names, columns, values): (Vec<String>, Vec<String>, Vec<Values>) = match &of.count {
        Some(count) => {
            let register = count.register.get_ref();
            let kept = service::register(&visit.cx, pack.name(), register).await?;
            let counted = service::count_records_by(&visit.cx, &kept, count.by.get_ref()).await?;
            let (columns, found): (Vec<String>, Vec<i64>) = counted.into_iter().unzip();
            let name = words.pick(&kept.register().title).to_owned();
            (vec![name], columns, vec![found.into_iter().map(|it| Some(it.into())).collect()])
        }
        None => {
            let wanted = of
                .indicators
                .iter()
                .filter_map(|name| series.iter().find(|it| it.indicator.name == *name.get_ref()));
            let wanted: Vec<&Series> = wanted.collect();
            let names = wanted.iter().map(|it| words.pick(&it.indicator.title).to_owned());
            let (columns, values) = over_time(&wanted);
            (names.collect(), columns, values)
        }
    };
    let chart = match of.kind {
        ChartKind::Line => Chart::lines(&columns, &values, None),
        ChartKind::Bar => Chart::bars(&columns, &values),
    };
    let title = words.pick(&of.title).to_owned();
    Ok(chart.map(|chart| Drawn { number, title, chart, names, columns, values }))
}
