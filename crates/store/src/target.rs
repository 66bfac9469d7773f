//! Targets.

use luoshi_delivery::{Basis, Chapter, Comparator, Jurisdiction, PlanId, Target, TargetId};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    pub(crate) async fn insert_target(
        &mut self,
        plan: PlanId,
        target: &Target,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO target (jurisdiction, plan, id, chapter, article, sentence, span_start,
                                span_end, quote, indicator, comparator, value, value_max, unit,
                                starts, due, basis, aspirational)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(target.id.0))
            .bind(target.place.chapter.as_ref().map(|chapter| chapter.eid.clone()))
            .bind(target.place.article.as_ref().map(|article| article.eid.clone()))
            .bind(target.sentence.as_str())
            .bind(i64::from(target.span.start()))
            .bind(i64::from(target.span.end()))
            .bind(target.quote.as_str())
            .bind(target.indicator.as_str())
            .bind(target.comparator.name())
            .bind(target.value.map(|value| value.to_string()))
            .bind(target.value_max.map(|value| value.to_string()))
            .bind(target.unit.clone())
            .bind(target.from.clone())
            .bind(target.due.map(|due| due.to_string()))
            .bind(target.basis.name())
            .bind(i64::from(target.aspirational))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    pub(crate) async fn targets(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        chapters: &[Chapter],
    ) -> Result<Vec<Target>, Error> {
        const TARGETS: &str = "
            SELECT id, chapter, article, sentence, span_start, span_end, quote, indicator,
                   comparator, value, value_max, unit, starts, due, basis, aspirational
            FROM target WHERE jurisdiction = $1 AND plan = $2 ORDER BY span_start, id";
        let query = sqlx::query(TARGETS).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| target(row, chapters)).collect()
    }
}

fn target(row: &AnyRow, chapters: &[Chapter]) -> Result<Target, Error> {
    let columns = Columns { table: "target", row };
    Ok(Target {
        id: TargetId(columns.number("id")?),
        place: columns.place(chapters)?,
        sentence: columns.text("sentence")?,
        span: columns.span()?,
        quote: columns.text("quote")?,
        indicator: columns.text("indicator")?,
        comparator: columns.read("comparator", Comparator::parse)?,
        value: columns.parsed("value")?,
        value_max: columns.parsed("value_max")?,
        unit: columns.optional("unit")?,
        from: columns.optional("starts")?,
        due: columns.parsed("due")?,
        basis: columns.read("basis", Basis::parse)?,
        aspirational: columns.number("aspirational")? == 1,
    })
}
