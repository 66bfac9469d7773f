//! Documents under review and their items.

use luoshi_delivery::{
    Audience, Commitment, Decision, Doubt, Intake, IntakeId, Item, ItemId, Jurisdiction, Origin,
    PlanId, PlanSource,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// The intakes of the jurisdiction `$1` that answer to a further condition.
macro_rules! intakes {
    ($condition:literal) => {
        concat!(
            "SELECT intake.id, intake.document, document.name, intake.title, intake.audience,
                    intake.revises, intake.plan, intake.created_at, intake.created_by
             FROM intake JOIN document ON document.jurisdiction = intake.jurisdiction
                                      AND document.sha256 = intake.document
             WHERE intake.jurisdiction = $1 AND ",
            $condition
        )
    };
}

impl WriteTx {
    /// Stores a document under review with its items; gives it the jurisdiction's next number.
    pub async fn add_intake(&mut self, intake: &Intake, items: &[Item]) -> Result<IntakeId, Error> {
        const INSERT: &str = "
            INSERT INTO intake (jurisdiction, id, document, title, audience, revises, created_at,
                                created_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let number = self.next_number("intake").await?;
        let id = IntakeId(u32::try_from(number).unwrap_or(u32::MAX));
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .bind(intake.source.sha256.as_str())
            .bind(intake.title.as_str())
            .bind(intake.audience.name())
            .bind(intake.revises.map(|plan| i64::from(plan.0)))
            .bind(intake.created_at.to_string())
            .bind(intake.created_by.as_str())
            .execute(self.connection())
            .await?;
        for item in items {
            self.add_item(id, item).await?;
        }
        Ok(id)
    }

    /// Adds an item.
    pub async fn add_item(&mut self, intake: IntakeId, item: &Item) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO intake_item (jurisdiction, intake, id, commitment, origin, decision, doubts,
                                     version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(intake.0))
            .bind(i64::from(item.id.0))
            .bind(json(&item.commitment)?)
            .bind(item.origin.name())
            .bind(item.decision.name())
            .bind(doubts(item))
            .bind(i64::from(item.version))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps what became of an item. `item.version` is the state it was changed from: whether it still was in it.
    pub async fn change_item(&mut self, intake: IntakeId, item: &Item) -> Result<bool, Error> {
        const UPDATE: &str = "
            UPDATE intake_item SET commitment = $1, decision = $2, doubts = $3, version = version + 1
            WHERE jurisdiction = $4 AND intake = $5 AND id = $6 AND version = $7";
        let done = sqlx::query(UPDATE)
            .bind(json(&item.commitment)?)
            .bind(item.decision.name())
            .bind(doubts(item))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(intake.0))
            .bind(i64::from(item.id.0))
            .bind(i64::from(item.version))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes an item out, where it still is in the state `version`: whether it was.
    pub async fn remove_item(
        &mut self,
        intake: IntakeId,
        item: ItemId,
        version: u32,
    ) -> Result<bool, Error> {
        const DELETE: &str = "
            DELETE FROM intake_item
            WHERE jurisdiction = $1 AND intake = $2 AND id = $3 AND version = $4";
        let done = sqlx::query(DELETE)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(intake.0))
            .bind(i64::from(item.0))
            .bind(i64::from(version))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a review: the intake became `plan`. Whether it was still under review.
    pub async fn close_intake(&mut self, id: IntakeId, plan: PlanId) -> Result<bool, Error> {
        const CLOSE: &str = "
            UPDATE intake SET plan = $1 WHERE jurisdiction = $2 AND id = $3 AND plan IS NULL";
        let done = sqlx::query(CLOSE)
            .bind(i64::from(plan.0))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Throws an intake away that did not become a plan: whether there was one. The file stays.
    pub async fn discard_intake(&mut self, id: IntakeId) -> Result<bool, Error> {
        const ITEMS: &str = "
            DELETE FROM intake_item WHERE jurisdiction = $1 AND intake = $2 AND EXISTS (
                SELECT 1 FROM intake
                WHERE jurisdiction = $1 AND id = $2 AND plan IS NULL)";
        const INTAKE: &str =
            "DELETE FROM intake WHERE jurisdiction = $1 AND id = $2 AND plan IS NULL";
        let mut gone = 0;
        for sql in [ITEMS, INTAKE] {
            let query = sqlx::query(sql).bind(self.jurisdiction().to_owned()).bind(i64::from(id.0));
            gone = query.execute(self.connection()).await?.rows_affected();
        }
        Ok(gone == 1)
    }
}

impl Store {
    /// The intake of that number, if there is one.
    pub async fn intake(
        &self,
        jurisdiction: &Jurisdiction,
        id: IntakeId,
    ) -> Result<Option<Intake>, Error> {
        let query = sqlx::query(intakes!("intake.id = $2"))
            .bind(jurisdiction.as_str())
            .bind(i64::from(id.0));
        query.fetch_optional(self.pool()).await?.as_ref().map(intake).transpose()
    }

    /// What is under review, the newest first.
    pub async fn open_intakes(&self, jurisdiction: &Jurisdiction) -> Result<Vec<Intake>, Error> {
        let query = sqlx::query(intakes!("intake.plan IS NULL ORDER BY intake.id DESC"))
            .bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(intake).collect()
    }

    /// The review of the file with that digest, if there is one under way.
    pub async fn intake_of_file(
        &self,
        jurisdiction: &Jurisdiction,
        sha256: &str,
    ) -> Result<Option<IntakeId>, Error> {
        const OPEN: &str = "
            SELECT id FROM intake WHERE jurisdiction = $1 AND document = $2 AND plan IS NULL";
        let query = sqlx::query(OPEN).bind(jurisdiction.as_str()).bind(sha256);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        Columns { table: "intake", row: &row }.number("id").map(|id| Some(IntakeId(id)))
    }

    /// The latest review that became this plan, if it had one.
    pub async fn intake_of_plan(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Option<IntakeId>, Error> {
        const LATEST: &str = "
            SELECT id FROM intake WHERE jurisdiction = $1 AND plan = $2 ORDER BY id DESC LIMIT 1";
        let query = sqlx::query(LATEST).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        Columns { table: "intake", row: &row }.number("id").map(|id| Some(IntakeId(id)))
    }

    /// The items of an intake, in reading order.
    pub async fn intake_items(
        &self,
        jurisdiction: &Jurisdiction,
        id: IntakeId,
    ) -> Result<Vec<Item>, Error> {
        const ITEMS: &str = "
            SELECT id, commitment, origin, decision, doubts, version FROM intake_item
            WHERE jurisdiction = $1 AND intake = $2 ORDER BY id";
        let query = sqlx::query(ITEMS).bind(jurisdiction.as_str()).bind(i64::from(id.0));
        let rows = query.fetch_all(self.pool()).await?;
        let mut items: Vec<Item> = rows.iter().map(item).collect::<Result<_, _>>()?;
        items.sort_by_key(|item| (item.span().start(), item.id));
        Ok(items)
    }
}

fn json(commitment: &Commitment) -> Result<String, Error> {
    serde_json::to_string(commitment).map_err(|why| Error::Corrupt {
        table: "intake_item",
        column: "commitment",
        value: why.to_string(),
    })
}

fn doubts(item: &Item) -> String {
    item.doubts.iter().map(|doubt| doubt.name()).collect::<Vec<_>>().join(" ")
}

fn intake(row: &AnyRow) -> Result<Intake, Error> {
    let columns = Columns { table: "intake", row };
    Ok(Intake {
        id: IntakeId(columns.number("id")?),
        title: columns.text("title")?,
        source: PlanSource { name: columns.text("name")?, sha256: columns.text("document")? },
        audience: columns.read("audience", Audience::parse)?,
        revises: columns.number_if_any("revises")?.map(PlanId),
        plan: columns.number_if_any("plan")?.map(PlanId),
        created_at: columns.read("created_at", |text| text.parse().ok())?,
        created_by: columns.text("created_by")?,
    })
}

fn item(row: &AnyRow) -> Result<Item, Error> {
    let columns = Columns { table: "intake_item", row };
    let doubts = |names: &str| names.split_whitespace().map(Doubt::parse).collect();
    Ok(Item {
        id: ItemId(columns.number("id")?),
        commitment: columns.read("commitment", |text| serde_json::from_str(text).ok())?,
        origin: Origin::of(columns.text("origin")?),
        decision: columns.read("decision", Decision::parse)?,
        doubts: columns.read("doubts", doubts)?,
        version: columns.number("version")?,
    })
}
