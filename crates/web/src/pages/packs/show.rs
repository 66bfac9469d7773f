use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use luoshi_delivery::Series;
use luoshi_packs::{Indicator, Pack, Register};
use luoshi_rules::{RULES, Sureness};
use luoshi_service as service;
use luoshi_store::{Counted, Search};

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
    let title = visit.words.pick(&pack.manifest.title).to_owned();
    let content = Show { visit: visit.clone(), pack, counts, series };
    Ok(Page { visit, title, plan: None, content })
}
