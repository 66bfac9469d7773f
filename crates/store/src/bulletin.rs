//! Bulletins with all of their versions.

use luoshi_delivery::{Bulletin, Jurisdiction, Period, PlanId};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Keeps a version of a bulletin; whether there was none of that number yet.
    pub async fn add_bulletin(&mut self, plan: PlanId, it: &Bulletin) -> Result<bool, Error> {
        const ADD: &str = "
            INSERT INTO bulletin (jurisdiction, plan, period, version, content, saved_by, saved_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        let content = serde_json::to_string(&it.text).map_err(|why| Error::Corrupt {
            table: "bulletin",
            column: "content",
            value: why.to_string(),
        })?;
        let done = sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(it.period.to_string())
            .bind(i64::from(it.version))
            .bind(content)
            .bind(it.saved.by.as_str())
            .bind(it.saved.at.to_string())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps who published a version; whether nobody had.
    pub async fn publish_bulletin(&mut self, plan: PlanId, it: &Bulletin) -> Result<bool, Error> {
        const PUBLISH: &str = "
            UPDATE bulletin SET published_by = $1, published_at = $2
            WHERE jurisdiction = $3 AND plan = $4 AND period = $5 AND version = $6
              AND published_by IS NULL";
        let done = sqlx::query(PUBLISH)
            .bind(it.published.as_ref().map(|it| it.by.clone()))
            .bind(it.published.as_ref().map(|it| it.at.to_string()))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(it.period.to_string())
            .bind(i64::from(it.version))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Store {
    /// The latest version of each bulletin of a plan, the latest period first.
    pub async fn bulletins(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Bulletin>, Error> {
        const ALL: &str = "
            SELECT period, version, content, saved_by, saved_at, published_by, published_at
            FROM bulletin WHERE jurisdiction = $1 AND plan = $2 ORDER BY period DESC, version DESC";
        let query = sqlx::query(ALL).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let mut latest: Vec<Bulletin> = Vec::new();
        for row in query.fetch_all(self.pool()).await? {
            let read = bulletin(&row)?;
            match latest.last_mut() {
                Some(last) if last.period == read.period => last.authors.extend(read.authors),
                _ => latest.push(read),
            }
        }
        Ok(latest)
    }

    /// The latest version of the bulletin of a cycle.
    pub async fn bulletin(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        period: Period,
    ) -> Result<Option<Bulletin>, Error> {
        let all = self.bulletins(jurisdiction, plan).await?;
        Ok(all.into_iter().find(|it| it.period == period))
    }
}

fn bulletin(row: &AnyRow) -> Result<Bulletin, Error> {
    let columns = Columns { table: "bulletin", row };
    let saved = columns.signed("saved_by", "saved_at")?;
    let published = match columns.optional("published_by")? {
        Some(_) => Some(columns.signed("published_by", "published_at")?),
        None => None,
    };
    Ok(Bulletin {
        period: columns.read("period", |text| text.parse().ok())?,
        version: columns.number("version")?,
        text: columns.read("content", |text| serde_json::from_str(text).ok())?,
        authors: vec![saved.by.clone()],
        saved,
        published,
    })
}
