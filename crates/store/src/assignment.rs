//! Who does what, which provisions need no task, and when the plan was issued.

use std::collections::HashMap;

use jiff::Timestamp;
use luoshi_delivery::{
    Assignment, Assignments, DutyRole, Issue, Jurisdiction, OrganisationCode, PlanId, Principle,
    Signed, TaskId,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Puts these assignments in place of those a task had.
    pub async fn assign(
        &mut self,
        plan: PlanId,
        task: TaskId,
        assignments: &Assignments,
    ) -> Result<(), Error> {
        const FORGET: &str =
            "DELETE FROM assignment WHERE jurisdiction = $1 AND plan = $2 AND task = $3";
        const ASSIGN: &str = "
            INSERT INTO assignment (jurisdiction, plan, task, ordinal, role, organisation, person)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let query = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        let query = query.bind(i64::from(plan.0)).bind(i64::from(task.0));
        query.execute(self.connection()).await?;
        for (ordinal, it) in (0_i64..).zip(assignments.all()) {
            sqlx::query(ASSIGN)
                .bind(self.jurisdiction().to_owned())
                .bind(i64::from(plan.0))
                .bind(i64::from(task.0))
                .bind(ordinal)
                .bind(it.role.name())
                .bind(it.organisation.as_str())
                .bind(it.person.as_deref())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Marks a provision as needing no task; without a reason takes the mark off again.
    pub async fn mark_principle(
        &mut self,
        plan: PlanId,
        eid: &str,
        mark: Option<&Principle>,
    ) -> Result<(), Error> {
        const FORGET: &str =
            "DELETE FROM principle WHERE jurisdiction = $1 AND plan = $2 AND eid = $3";
        const MARK: &str = "
            INSERT INTO principle (jurisdiction, plan, eid, reason, marked_by)
            VALUES ($1, $2, $3, $4, $5)";
        let query = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        query.bind(i64::from(plan.0)).bind(eid).execute(self.connection()).await?;
        let Some(mark) = mark else { return Ok(()) };
        sqlx::query(MARK)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(mark.eid.as_str())
            .bind(mark.reason.as_str())
            .bind(mark.marked_by.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps an issue of a plan.
    pub async fn add_issue(&mut self, plan: PlanId, issue: &Issue) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO issue (jurisdiction, plan, version, issued_at, issued_by, reason, assignments)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let assignments = serde_json::to_string(&issue.assignments).map_err(|why| {
            Error::Corrupt { table: "issue", column: "assignments", value: why.to_string() }
        })?;
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(issue.version))
            .bind(issue.signed.at.to_string())
            .bind(issue.signed.by.as_str())
            .bind(issue.reason.as_deref())
            .bind(assignments)
            .execute(self.connection())
            .await?;
        self.ask_to_accept(plan, issue.version, &issue.addressees()).await
    }

    /// Keeps that an organisation accepted an issue; whether it had not yet.
    pub async fn accept_issue(
        &mut self,
        plan: PlanId,
        version: u32,
        organisation: &OrganisationCode,
        signed: &Signed,
    ) -> Result<bool, Error> {
        const ACCEPT: &str = "
            INSERT INTO acceptance (jurisdiction, plan, version, organisation, accepted_at, accepted_by)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        let done = sqlx::query(ACCEPT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(version))
            .bind(organisation.as_str())
            .bind(signed.at.to_string())
            .bind(signed.by.as_str())
            .execute(self.connection())
            .await?;
        self.accepted(plan, organisation).await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Store {
    /// The assignments of all tasks of a plan.
    pub(crate) async fn assignments(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<HashMap<TaskId, Assignments>, Error> {
        const ALL: &str = "
            SELECT task, role, organisation, person FROM assignment
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, ordinal";
        let query = sqlx::query(ALL).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let mut lists: HashMap<TaskId, Vec<Assignment>> = HashMap::new();
        for row in query.fetch_all(self.pool()).await? {
            let (task, assignment) = assignment(&row)?;
            lists.entry(task).or_default().push(assignment);
        }
        let wrong = |task: TaskId| Error::Corrupt {
            table: "assignment",
            column: "role",
            value: task.to_string(),
        };
        let checked = lists.into_iter().map(|(task, list)| {
            Assignments::new(list).map(|list| (task, list)).map_err(|_| wrong(task))
        });
        checked.collect()
    }

    /// The provisions of a plan that somebody marked as needing no task.
    pub(crate) async fn principles(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Principle>, Error> {
        const ALL: &str = "
            SELECT eid, reason, marked_by FROM principle
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY eid";
        let query = sqlx::query(ALL).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        let principle = |row| {
            let columns = Columns { table: "principle", row };
            Ok(Principle {
                eid: columns.text("eid")?,
                reason: columns.text("reason")?,
                marked_by: columns.text("marked_by")?,
            })
        };
        rows.iter().map(principle).collect()
    }

    /// The issues of a plan, the latest first, each with who accepted it.
    pub async fn issues(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Issue>, Error> {
        const ISSUES: &str = "
            SELECT version, issued_at, issued_by, reason, assignments FROM issue
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY version DESC";
        const ACCEPTED: &str = "
            SELECT version, organisation, accepted_at, accepted_by FROM acceptance
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY version, accepted_at, organisation";
        let query = sqlx::query(ISSUES).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        let mut issues = rows.iter().map(issue).collect::<Result<Vec<_>, _>>()?;
        let query = sqlx::query(ACCEPTED).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        for row in query.fetch_all(self.pool()).await? {
            let columns = Columns { table: "acceptance", row: &row };
            let version = columns.number("version")?;
            let organisation = columns.read("organisation", |text| text.parse().ok())?;
            let signed = columns.signed("accepted_by", "accepted_at")?;
            if let Some(issue) = issues.iter_mut().find(|it| it.version == version) {
                issue.accepted.push((organisation, signed));
            }
        }
        Ok(issues)
    }

    /// When a plan was first issued.
    pub(crate) async fn issued_at(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Option<Timestamp>, Error> {
        const FIRST: &str = "
            SELECT issued_at FROM issue WHERE jurisdiction = $1 AND plan = $2 AND version = 1";
        let query = sqlx::query(FIRST).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        Columns { table: "issue", row: &row }.parsed("issued_at")
    }
}

fn assignment(row: &AnyRow) -> Result<(TaskId, Assignment), Error> {
    let columns = Columns { table: "assignment", row };
    let assignment = Assignment {
        role: columns.read("role", DutyRole::parse)?,
        organisation: columns.read("organisation", |text| text.parse().ok())?,
        person: columns.optional("person")?,
    };
    Ok((TaskId(columns.number("task")?), assignment))
}

fn issue(row: &AnyRow) -> Result<Issue, Error> {
    let columns = Columns { table: "issue", row };
    Ok(Issue {
        version: columns.number("version")?,
        signed: columns.signed("issued_by", "issued_at")?,
        reason: columns.optional("reason")?,
        assignments: columns.read("assignments", |text| serde_json::from_str(text).ok())?,
        accepted: Vec::new(),
    })
}

impl Columns<'_> {
    /// Who did something and when, out of the two columns that say so.
    pub(crate) fn signed(&self, by: &'static str, at: &'static str) -> Result<Signed, Error> {
        Ok(Signed { by: self.text(by)?, at: self.read(at, |text| text.parse().ok())? })
    }

    /// The same, where somebody did.
    pub(crate) fn signed_if_any(
        &self,
        by: &'static str,
        at: &'static str,
    ) -> Result<Option<Signed>, Error> {
        match self.optional(by)? {
            Some(_) => self.signed(by, at).map(Some),
            None => Ok(None),
        }
    }
}
