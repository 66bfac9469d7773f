//! Plans with their chapters and time limits.

use std::sync::Arc;

use luoshi_delivery::{
    Audience, Chapter, Deadline, Heading, Jurisdiction, Place, Plan, PlanContents, PlanId,
    PlanSource,
};
use luoshi_document::Span;
use sqlx::any::AnyRow;

use crate::position::Read;
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A plan about to be stored: [`Plan`] without its number.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// The plan; its `id` is given out by the store.
    pub plan: Plan,
    /// What it holds.
    pub contents: PlanContents,
}

/// What takes everything out of a plan, the parts before the wholes.
const CONTENTS: [&str; 7] = [
    "DELETE FROM task_step WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM task_project WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM task_duty WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM task WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM target WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM deadline WHERE jurisdiction = $1 AND plan = $2",
    "DELETE FROM provision WHERE jurisdiction = $1 AND plan = $2",
];

impl WriteTx {
    /// Stores a plan and what it holds; gives it the jurisdiction's next number.
    pub async fn add_plan(&mut self, new: &NewPlan) -> Result<PlanId, Error> {
        let number = self.next_number("plan").await?;
        let id = PlanId(u32::try_from(number).unwrap_or(u32::MAX));
        self.insert_plan(id, &new.plan).await?;
        self.insert_contents(id, &new.contents).await?;
        Ok(id)
    }

    /// Puts a corrected version of a plan's document, and what it holds, in place of the old one.
    pub async fn revise_plan(&mut self, id: PlanId, new: &NewPlan) -> Result<(), Error> {
        const UPDATE: &str = "
            UPDATE plan SET document = $1, title = $2, number = $3, issuers = $4, written_on = $5
            WHERE jurisdiction = $6 AND id = $7";
        sqlx::query(UPDATE)
            .bind(new.plan.source.sha256.as_str())
            .bind(new.plan.title.as_str())
            .bind(new.plan.number.clone())
            .bind(serde_json::Value::from(new.plan.issuers.clone()).to_string())
            .bind(new.plan.written_on.map(|day| day.to_string()))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .execute(self.connection())
            .await?;
        for sql in CONTENTS {
            let query = sqlx::query(sql).bind(self.jurisdiction().to_owned()).bind(i64::from(id.0));
            query.execute(self.connection()).await?;
        }
        self.insert_contents(id, &new.contents).await
    }

    async fn insert_contents(&mut self, id: PlanId, contents: &PlanContents) -> Result<(), Error> {
        self.insert_chapters(id, &contents.chapters).await?;
        for task in &contents.tasks {
            self.insert_task(id, task).await?;
        }
        for target in &contents.targets {
            self.insert_target(id, target).await?;
        }
        for (ordinal, deadline) in contents.deadlines.iter().enumerate() {
            self.insert_deadline(id, ordinal, deadline).await?;
        }
        Ok(())
    }

    async fn insert_plan(&mut self, id: PlanId, plan: &Plan) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO plan (jurisdiction, id, document, title, number, issuers, written_on,
                              audience, created_at, created_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let issuers = serde_json::Value::from(plan.issuers.clone()).to_string();
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .bind(plan.source.sha256.as_str())
            .bind(plan.title.as_str())
            .bind(plan.number.clone())
            .bind(issuers)
            .bind(plan.written_on.map(|day| day.to_string()))
            .bind(plan.audience.name())
            .bind(plan.created_at.to_string())
            .bind(plan.created_by.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_chapters(&mut self, id: PlanId, chapters: &[Chapter]) -> Result<(), Error> {
        let mut ordinal = 0;
        for chapter in chapters {
            self.insert_provision(id, ordinal, None, &chapter.heading).await?;
            ordinal += 1;
            for child in &chapter.children {
                self.insert_provision(id, ordinal, Some(&chapter.heading.eid), child).await?;
                ordinal += 1;
            }
        }
        Ok(())
    }

    async fn insert_provision(
        &mut self,
        id: PlanId,
        ordinal: i64,
        chapter: Option<&str>,
        heading: &Heading,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO provision (jurisdiction, plan, ordinal, eid, chapter, label, heading)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .bind(ordinal)
            .bind(heading.eid.as_str())
            .bind(chapter.map(str::to_owned))
            .bind(heading.label.as_str())
            .bind(heading.text.clone())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_deadline(
        &mut self,
        id: PlanId,
        ordinal: usize,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO deadline (jurisdiction, plan, ordinal, sentence, span_start, span_end,
                                  quote, due)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id.0))
            .bind(ordinal as i64)
            .bind(deadline.sentence.as_str())
            .bind(i64::from(deadline.span.start()))
            .bind(i64::from(deadline.span.end()))
            .bind(deadline.quote.as_str())
            .bind(deadline.due.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The plans of a jurisdiction for one of these audiences, the newest first: at most `limit`,
    /// those made before the plan `before` where one is named.
    pub async fn plans(
        &self,
        jurisdiction: &Jurisdiction,
        audiences: &[Audience],
        before: Option<PlanId>,
        limit: u32,
    ) -> Result<Vec<Plan>, Error> {
        const PLANS: &str = "
            SELECT plan.id, plan.document, document.name, plan.title, plan.number, plan.issuers,
                   plan.written_on, plan.audience, plan.created_at, plan.created_by
            FROM plan JOIN document ON document.jurisdiction = plan.jurisdiction
                                   AND document.sha256 = plan.document
            WHERE plan.jurisdiction = $1 AND plan.id < $2 AND plan.audience IN ($3, $4)
            ORDER BY plan.id DESC LIMIT $5";
        self.note(Read::Plans);
        let wanted = |audience: Audience| audiences.contains(&audience).then(|| audience.name());
        let query = sqlx::query(PLANS)
            .bind(jurisdiction.as_str())
            .bind(before.map_or(i64::MAX, |plan| i64::from(plan.0)))
            .bind(wanted(Audience::Public))
            .bind(wanted(Audience::Internal))
            .bind(i64::from(limit));
        query.fetch_all(self.pool()).await?.iter().map(plan).collect()
    }

    /// The plan of that number, if there is one.
    pub async fn plan(
        &self,
        jurisdiction: &Jurisdiction,
        id: PlanId,
    ) -> Result<Option<Plan>, Error> {
        const PLAN: &str = "
            SELECT plan.id, plan.document, document.name, plan.title, plan.number, plan.issuers,
                   plan.written_on, plan.audience, plan.created_at, plan.created_by
            FROM plan JOIN document ON document.jurisdiction = plan.jurisdiction
                                   AND document.sha256 = plan.document
            WHERE plan.jurisdiction = $1 AND plan.id = $2";
        self.note(Read::Plan(id));
        let query = sqlx::query(PLAN).bind(jurisdiction.as_str()).bind(i64::from(id.0));
        query.fetch_optional(self.pool()).await?.as_ref().map(plan).transpose()
    }

    /// The plan made from the file with that digest, if there is one.
    pub async fn plan_of_file(
        &self,
        jurisdiction: &Jurisdiction,
        sha256: &str,
    ) -> Result<Option<PlanId>, Error> {
        const PLAN: &str = "SELECT id FROM plan WHERE jurisdiction = $1 AND document = $2";
        let query = sqlx::query(PLAN).bind(jurisdiction.as_str()).bind(sha256);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        Columns { table: "plan", row: &row }.number("id").map(|id| Some(PlanId(id)))
    }

    /// Everything a plan holds.
    pub async fn contents(
        &self,
        jurisdiction: &Jurisdiction,
        id: PlanId,
    ) -> Result<Arc<PlanContents>, Error> {
        let at = (jurisdiction.clone(), id, self.position_of(jurisdiction, id).await?);
        self.kept().plan(at, self.read_contents(jurisdiction, id)).await
    }

    async fn read_contents(
        &self,
        jurisdiction: &Jurisdiction,
        id: PlanId,
    ) -> Result<PlanContents, Error> {
        let chapters = self.chapters(jurisdiction, id).await?;
        let tasks = self.tasks(jurisdiction, id, &chapters).await?;
        let targets = self.targets(jurisdiction, id, &chapters).await?;
        let deadlines = self.deadlines(jurisdiction, id).await?;
        let principles = self.principles(jurisdiction, id).await?;
        let links = self.task_targets(jurisdiction, id).await?;
        let measures = self.measures(jurisdiction, id).await?;
        Ok(PlanContents { chapters, tasks, targets, deadlines, principles, links, measures })
    }

    async fn chapters(
        &self,
        jurisdiction: &Jurisdiction,
        id: PlanId,
    ) -> Result<Vec<Chapter>, Error> {
        const PROVISIONS: &str = "
            SELECT eid, chapter, label, heading FROM provision
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY ordinal";
        let query = sqlx::query(PROVISIONS).bind(jurisdiction.as_str()).bind(i64::from(id.0));
        let mut chapters: Vec<Chapter> = Vec::new();
        for row in query.fetch_all(self.pool()).await? {
            let columns = Columns { table: "provision", row: &row };
            let heading = Heading {
                eid: columns.text("eid")?,
                label: columns.text("label")?,
                text: columns.optional("heading")?,
            };
            match (columns.optional("chapter")?, chapters.last_mut()) {
                (Some(_), Some(chapter)) => chapter.children.push(heading),
                _ => chapters.push(Chapter { heading, children: Vec::new() }),
            }
        }
        Ok(chapters)
    }

    async fn deadlines(
        &self,
        jurisdiction: &Jurisdiction,
        id: PlanId,
    ) -> Result<Vec<Deadline>, Error> {
        const DEADLINES: &str = "
            SELECT sentence, span_start, span_end, quote, due FROM deadline
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY ordinal";
        let query = sqlx::query(DEADLINES).bind(jurisdiction.as_str()).bind(i64::from(id.0));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter()
            .map(|row| {
                let columns = Columns { table: "deadline", row };
                Ok(Deadline {
                    sentence: columns.text("sentence")?,
                    span: columns.span()?,
                    quote: columns.text("quote")?,
                    due: columns.read("due", |text| text.parse().ok())?,
                })
            })
            .collect()
    }
}

impl Columns<'_> {
    /// The span of a row that has one.
    pub(crate) fn span(&self) -> Result<Span, Error> {
        Ok(Span::new(self.number("span_start")?, self.number("span_end")?))
    }

    /// The chapter and the article of a row that has them.
    pub(crate) fn place(&self, chapters: &[Chapter]) -> Result<Place, Error> {
        let (chapter, article) = (self.optional("chapter")?, self.optional("article")?);
        let chapter = chapters.iter().find(|known| Some(&known.heading.eid) == chapter.as_ref());
        let article = chapter.and_then(|known| {
            known.children.iter().find(|child| Some(&child.eid) == article.as_ref())
        });
        Ok(Place { chapter: chapter.map(|known| known.heading.clone()), article: article.cloned() })
    }
}

fn plan(row: &AnyRow) -> Result<Plan, Error> {
    let columns = Columns { table: "plan", row };
    Ok(Plan {
        id: PlanId(columns.number("id")?),
        title: columns.text("title")?,
        number: columns.optional("number")?,
        issuers: columns.read("issuers", |text| serde_json::from_str(text).ok())?,
        written_on: columns.parsed("written_on")?,
        source: PlanSource { name: columns.text("name")?, sha256: columns.text("document")? },
        audience: columns.read("audience", Audience::parse)?,
        created_at: columns.read("created_at", |text| text.parse().ok())?,
        created_by: columns.text("created_by")?,
    })
}
