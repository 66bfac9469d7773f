use jiff::civil::Date;
use luoshi_delivery::Period;
use luoshi_packs::{Fault, Files, Frequency, Indicator, Method, Pack, Reading, Wrong};
use luoshi_rules::Sureness;

use super::load_pack;
use crate::policy::{Permit, permit};
use crate::register::KeptRegister;
use crate::{Action, Context, Error};

/// The most years that are computed by the quarter or by the month.
const YEARS_IN_DETAIL: i16 = 6;

/// Computes the indicators of a pack from its registers and records what is new. How many values that is.
pub(crate) async fn recompute(cx: &Context, pack: &Pack) -> Result<usize, Error> {
    let permit = permit(&cx.actor, Action::LoadPack)?;
    compute(cx, pack, pack.indicators.values(), permit).await
}

/// Computes what a register feeds after somebody who keeps it changed it.
pub(crate) async fn recompute_fed_by(cx: &Context, kept: &KeptRegister) -> Result<(), Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?.named("compute_indicators");
    let fed = kept.pack.fed_by(&kept.register().name);
    compute(cx, &kept.pack, fed.into_iter(), permit).await.map(drop)
}

async fn compute<'p>(
    cx: &Context,
    pack: &Pack,
    indicators: impl Iterator<Item = &'p Indicator>,
    permit: Permit,
) -> Result<usize, Error> {
    let reported = pack.readings.iter().map(|(_, reading)| reading.period.first_day().year());
    let on_file = cx.store.first_year(&cx.jurisdiction, pack).await?;
    let first = reported.chain(on_file).min();
    let mut readings = Vec::new();
    for indicator in indicators {
        if matches!(indicator.method(), Method::Reported) {
            continue;
        }
        let periods = periods(indicator.frequency, first, cx.today());
        let name = indicator.name.as_str();
        for computed in cx.store.compute(&cx.jurisdiction, pack, name, &periods).await? {
            readings.push(Reading {
                indicator: name.to_owned(),
                period: computed.period,
                scope: computed.scope,
                value: computed.value,
                source: None,
                sureness: Sureness::Computed,
                note: None,
            });
        }
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let mut new = 0;
    for reading in &readings {
        // Where there is nothing to compute from, that is said only of what was computed before.
        if reading.value.is_none() && !tx.is_observed(pack.name(), reading).await? {
            continue;
        }
        let recorded = tx.observe(pack.name(), reading, cx.now, cx.actor.name()).await?;
        new += usize::from(recorded);
    }
    if new > 0 {
        tx.commit(permit.entry(cx.now, format!("pack/{}/computed", pack.name()))).await?;
    }
    Ok(new)
}

/// The periods from the first year anything speaks of until today.
fn periods(frequency: Frequency, first: Option<i16>, today: Date) -> Vec<Period> {
    let first = first.unwrap_or(today.year()).min(today.year());
    let (first, parts): (i16, Vec<String>) = match frequency {
        Frequency::Year => (first, vec![String::new()]),
        Frequency::Quarter => (
            first.max(today.year() - YEARS_IN_DETAIL),
            (1..=4).map(|it| format!("-Q{it}")).collect(),
        ),
        Frequency::Month => (
            first.max(today.year() - YEARS_IN_DETAIL),
            (1..=12).map(|it| format!("-{it:02}")).collect(),
        ),
    };
    let texts =
        (first..=today.year()).flat_map(|year| parts.iter().map(move |it| format!("{year}{it}")));
    let all = texts.filter_map(|text| text.parse::<Period>().ok());
    all.filter(|period| period.first_day() <= today).collect()
}

/// Runs the examples a pack brings for its indicators, in a database of its own. What does not hold.
pub async fn failing_examples(cx: &Context, files: &Files) -> Result<Vec<Fault>, Error> {
    load_pack(cx, files).await?;
    let pack = Pack::read(files).map_err(Error::FaultyPack)?;
    let indicators = cx.store.indicators(&cx.jurisdiction).await?;
    let mut faults = Vec::new();
    for examples in &pack.examples {
        for expected in &examples.indicators {
            let name = expected.indicator.get_ref();
            let known = indicators.iter().find(|it| it.pack == pack.name() && it.name == *name);
            let Some(indicator) = known else { continue };
            let series = cx.store.series(&cx.jurisdiction, indicator.clone()).await?;
            let found =
                series.best().into_iter().find(|it| it.period.to_string() == expected.period);
            let value = found.and_then(|it| it.value);
            if value.is_none() || value != expected.value.parse().ok() {
                let shown =
                    value.map_or("no value".to_owned(), |value| value.normalize().to_string());
                let wrong = format!("{name} of {} is {shown}", expected.period);
                faults.push(Fault {
                    file: examples.file.clone(),
                    line: expected.line,
                    wrong: Wrong::Example(wrong),
                });
            }
        }
    }
    Ok(faults)
}
