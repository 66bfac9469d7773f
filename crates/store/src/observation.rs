//! Indicators and their observations.

use jiff::Timestamp;
use luoshi_delivery::{Accrual, DataSource, Indicator, Jurisdiction, Observation, Series};
use luoshi_packs::{Pack, Reading};
use luoshi_rules::{Sureness, Title};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// What was observed and not corrected since, of one pack, indicator and period.
struct Standing {
    id: u32,
    scope: String,
    value: Option<String>,
    source: Option<String>,
    sureness: String,
    note: Option<String>,
}

impl Standing {
    /// Whether a reading speaks of the same from the same source.
    fn is_about(&self, reading: &Reading) -> bool {
        self.scope == reading.scope.as_deref().unwrap_or_default() && self.source == reading.source
    }

    fn says(&self, reading: &Reading) -> bool {
        self.value == reading.value.map(|value| value.to_string())
            && self.sureness == reading.sureness.name()
            && self.note == reading.note
    }
}

impl WriteTx {
    /// Puts the indicators and sources of a pack in the place of those of its last revision.
    pub async fn save_indicators(&mut self, pack: &Pack) -> Result<(), Error> {
        const FORGET_INDICATORS: &str =
            "DELETE FROM indicator WHERE jurisdiction = $1 AND pack = $2";
        const FORGET_SOURCES: &str =
            "DELETE FROM data_source WHERE jurisdiction = $1 AND pack = $2";
        const SOURCE: &str = "
            INSERT INTO data_source (jurisdiction, pack, id, title, publisher, published, url)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        for forget in [FORGET_INDICATORS, FORGET_SOURCES] {
            let jurisdiction = self.jurisdiction().to_owned();
            let query = sqlx::query(forget).bind(jurisdiction).bind(pack.name());
            query.execute(self.connection()).await?;
        }
        for source in &pack.sources {
            sqlx::query(SOURCE)
                .bind(self.jurisdiction().to_owned())
                .bind(pack.name())
                .bind(source.id.get_ref().as_str())
                .bind(source.title.as_str())
                .bind(source.publisher.clone())
                .bind(source.published.clone())
                .bind(source.url.clone())
                .execute(self.connection())
                .await?;
        }
        for indicator in pack.indicators.values() {
            self.insert_indicator(pack.name(), indicator).await?;
        }
        Ok(())
    }

    async fn insert_indicator(
        &mut self,
        pack: &str,
        indicator: &luoshi_packs::Indicator,
    ) -> Result<(), Error> {
        const INDICATOR: &str = "
            INSERT INTO indicator (jurisdiction, pack, name, title_zh, title_en, unit, accrual,
                                   decimals, basis_zh, basis_en, names)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        sqlx::query(INDICATOR)
            .bind(self.jurisdiction().to_owned())
            .bind(pack)
            .bind(indicator.name.as_str())
            .bind(indicator.title.zh.as_str())
            .bind(indicator.title.en.as_str())
            .bind(indicator.unit.as_str())
            .bind(indicator.accrual.name())
            .bind(i64::from(indicator.decimals))
            .bind(indicator.basis.zh.as_str())
            .bind(indicator.basis.en.as_str())
            .bind(serde_json::Value::from(indicator.names.clone()).to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Records what was read. What stands there already is left; what another source says stands beside
    /// it; what the same source says otherwise supersedes it. How many rows that made.
    pub async fn observe(
        &mut self,
        pack: &str,
        reading: &Reading,
        now: Timestamp,
        by: &str,
    ) -> Result<bool, Error> {
        let standing = self.standing(pack, reading).await?;
        let before = standing.iter().find(|it| it.is_about(reading));
        if before.is_some_and(|before| before.says(reading)) {
            return Ok(false);
        }
        const OBSERVE: &str = "
            INSERT INTO observation (jurisdiction, id, pack, indicator, period, scope, value, source,
                                     sureness, note, recorded_at, recorded_by, supersedes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let id = self.next_number("observation").await?;
        sqlx::query(OBSERVE)
            .bind(self.jurisdiction().to_owned())
            .bind(id)
            .bind(pack)
            .bind(reading.indicator.as_str())
            .bind(reading.period.to_string())
            .bind(reading.scope.clone().unwrap_or_default())
            .bind(reading.value.map(|value| value.to_string()))
            .bind(reading.source.clone())
            .bind(reading.sureness.name())
            .bind(reading.note.clone())
            .bind(now.to_string())
            .bind(by)
            .bind(before.map(|before| i64::from(before.id)))
            .execute(self.connection())
            .await?;
        Ok(true)
    }

    /// Whether a value stands there from the same source.
    pub async fn is_observed(&mut self, pack: &str, reading: &Reading) -> Result<bool, Error> {
        let standing = self.standing(pack, reading).await?;
        Ok(standing.iter().any(|it| it.is_about(reading) && it.value.is_some()))
    }

    async fn standing(&mut self, pack: &str, reading: &Reading) -> Result<Vec<Standing>, Error> {
        const STANDING: &str = "
            SELECT id, scope, value, source, sureness, note FROM observation
            WHERE jurisdiction = $1 AND pack = $2 AND indicator = $3 AND period = $4
              AND NOT EXISTS (SELECT 1 FROM observation AS newer
                              WHERE newer.jurisdiction = observation.jurisdiction
                                AND newer.supersedes = observation.id)
            ORDER BY id";
        let query = sqlx::query(STANDING)
            .bind(self.jurisdiction().to_owned())
            .bind(pack)
            .bind(reading.indicator.as_str())
            .bind(reading.period.to_string());
        let rows = query.fetch_all(self.connection()).await?;
        rows.iter().map(standing).collect()
    }
}

fn standing(row: &AnyRow) -> Result<Standing, Error> {
    let columns = Columns { table: "observation", row };
    Ok(Standing {
        id: columns.number("id")?,
        scope: columns.text("scope")?,
        value: columns.optional("value")?,
        source: columns.optional("source")?,
        sureness: columns.text("sureness")?,
        note: columns.optional("note")?,
    })
}

impl Store {
    /// The indicators of all packs in force.
    pub async fn indicators(&self, jurisdiction: &Jurisdiction) -> Result<Vec<Indicator>, Error> {
        const INDICATORS: &str = "
            SELECT pack, name, title_zh, title_en, unit, accrual, decimals, basis_zh, basis_en, names
            FROM indicator WHERE jurisdiction = $1 ORDER BY pack, name";
        let query = sqlx::query(INDICATORS).bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(indicator).collect()
    }

    /// What was observed of an indicator for the whole jurisdiction, without what was corrected since.
    pub async fn series(
        &self,
        jurisdiction: &Jurisdiction,
        indicator: Indicator,
    ) -> Result<Series, Error> {
        const OBSERVATIONS: &str = "
            SELECT observation.period, observation.value, observation.source, observation.sureness,
                   observation.note, data_source.title, data_source.publisher,
                   data_source.published, data_source.url
            FROM observation LEFT JOIN data_source
                 ON data_source.jurisdiction = observation.jurisdiction
                AND data_source.pack = observation.pack AND data_source.id = observation.source
            WHERE observation.jurisdiction = $1 AND observation.pack = $2
              AND observation.indicator = $3 AND observation.scope = ''
              AND NOT EXISTS (SELECT 1 FROM observation AS newer
                              WHERE newer.jurisdiction = observation.jurisdiction
                                AND newer.supersedes = observation.id)
            ORDER BY observation.period, observation.id";
        let query = sqlx::query(OBSERVATIONS)
            .bind(jurisdiction.as_str())
            .bind(indicator.pack.as_str())
            .bind(indicator.name.as_str());
        let rows = query.fetch_all(self.pool()).await?;
        let observations = rows.iter().map(observation).collect::<Result<_, _>>()?;
        Ok(Series::new(indicator, observations))
    }
}

fn indicator(row: &AnyRow) -> Result<Indicator, Error> {
    let columns = Columns { table: "indicator", row };
    Ok(Indicator {
        pack: columns.text("pack")?,
        name: columns.text("name")?,
        title: Title { zh: columns.text("title_zh")?, en: columns.text("title_en")? },
        unit: columns.text("unit")?,
        accrual: columns.read("accrual", Accrual::parse)?,
        decimals: columns.number("decimals")?,
        basis: Title { zh: columns.text("basis_zh")?, en: columns.text("basis_en")? },
        names: columns.read("names", |text| serde_json::from_str(text).ok())?,
    })
}

fn observation(row: &AnyRow) -> Result<Observation, Error> {
    let columns = Columns { table: "observation", row };
    let title = columns.optional("title")?.or(columns.optional("source")?);
    let source = match title {
        Some(title) => Some(DataSource {
            title,
            publisher: columns.optional("publisher")?,
            published: columns.optional("published")?,
            url: columns.optional("url")?,
        }),
        None => None,
    };
    Ok(Observation {
        period: columns.read("period", |text| text.parse().ok())?,
        value: columns.parsed("value")?,
        source,
        sureness: columns.read("sureness", Sureness::parse)?,
        note: columns.optional("note")?,
    })
}
