//! What waits for somebody, found by index: the cost grows with what waits, not with the number of plans.

use jiff::Timestamp;
use jiff::civil::Date;
use luoshi_delivery::{
    IntakeId, Jurisdiction, Matter, OrganisationCode, Period, PlanId, TaskId, Waiting,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// Reports in a cycle that wait for somebody to approve them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToApprove {
    /// As it would stand on the desk of somebody who filled in none of them.
    pub matter: Matter,
    /// Who filled them in.
    pub filled_by: String,
}

/// How far an organisation is with the reports of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// Which organisation.
    pub organisation: OrganisationCode,
    /// Reports that were not handed in for approval.
    pub to_fill: u32,
    /// Reports that wait for its approval.
    pub to_approve: u32,
}

impl WriteTx {
    /// Keeps who is to accept an issue, in place of who was to accept the one before.
    pub(crate) async fn ask_to_accept(
        &mut self,
        plan: PlanId,
        version: u32,
        organisations: &[&OrganisationCode],
    ) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM to_accept WHERE jurisdiction = $1 AND plan = $2";
        const ASK: &str = "
            INSERT INTO to_accept (jurisdiction, organisation, plan, version) VALUES ($1, $2, $3, $4)";
        let query = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        query.bind(i64::from(plan.0)).execute(self.connection()).await?;
        for organisation in organisations {
            sqlx::query(ASK)
                .bind(self.jurisdiction().to_owned())
                .bind(organisation.as_str())
                .bind(i64::from(plan.0))
                .bind(i64::from(version))
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Forgets that an organisation is to accept a plan.
    pub(crate) async fn accepted(
        &mut self,
        plan: PlanId,
        organisation: &OrganisationCode,
    ) -> Result<(), Error> {
        const FORGET: &str = "
            DELETE FROM to_accept WHERE jurisdiction = $1 AND organisation = $2 AND plan = $3";
        let query = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        let query = query.bind(organisation.as_str()).bind(i64::from(plan.0));
        query.execute(self.connection()).await?;
        Ok(())
    }
}

/// The table whose columns a fault in a line of a desk names.
const TABLE: &str = "desk";

impl Store {
    /// Plans that wait to be accepted, for one organisation; for any where none is named.
    pub async fn to_accept(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: Option<&OrganisationCode>,
    ) -> Result<Vec<Matter>, Error> {
        const OF_ONE: &str = "
            SELECT to_accept.plan, to_accept.organisation, plan.title FROM to_accept
            JOIN plan ON plan.jurisdiction = to_accept.jurisdiction AND plan.id = to_accept.plan
            WHERE to_accept.jurisdiction = $1 AND to_accept.organisation = $2 ORDER BY to_accept.plan";
        const OF_ALL: &str = "
            SELECT to_accept.plan, to_accept.organisation, plan.title FROM to_accept
            JOIN plan ON plan.jurisdiction = to_accept.jurisdiction AND plan.id = to_accept.plan
            WHERE to_accept.jurisdiction = $1 ORDER BY to_accept.plan, to_accept.organisation";
        let query = match organisation {
            Some(code) => sqlx::query(OF_ONE).bind(jurisdiction.as_str()).bind(code.as_str()),
            None => sqlx::query(OF_ALL).bind(jurisdiction.as_str()),
        };
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            let waiting = Waiting::Accept(PlanId(columns.number("plan")?));
            Ok(Matter { organisation: columns.parsed("organisation")?, ..one(waiting, &columns)? })
        };
        rows.iter().map(matter).collect()
    }

    /// Reports an organisation has not begun or not handed in, by cycle, of cycles due on `since` or later.
    pub async fn to_fill(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: &OrganisationCode,
        since: Date,
    ) -> Result<Vec<Matter>, Error> {
        const TO_FILL: &str = "
            SELECT cycle.plan, cycle.period, cycle.due, plan.title, COUNT(*) AS count
            FROM assignment
            JOIN cycle ON cycle.jurisdiction = assignment.jurisdiction AND cycle.plan = assignment.plan
                      AND cycle.due >= $3
            JOIN plan ON plan.jurisdiction = cycle.jurisdiction AND plan.id = cycle.plan
            WHERE assignment.jurisdiction = $1 AND assignment.organisation = $2
              AND assignment.role = 'lead'
              AND NOT EXISTS (SELECT 1 FROM report
                              WHERE report.jurisdiction = assignment.jurisdiction
                                AND report.plan = cycle.plan AND report.period = cycle.period
                                AND report.task = assignment.task AND report.state <> 'draft')
            GROUP BY cycle.plan, cycle.period, cycle.due, plan.title";
        let query = sqlx::query(TO_FILL).bind(jurisdiction.as_str()).bind(organisation.as_str());
        let rows = query.bind(since.to_string()).fetch_all(self.pool()).await?;
        rows.iter().map(|row| in_cycle(row, Waiting::Fill, Some(organisation))).collect()
    }

    /// Reports of an organisation that were sent back and not handed in again, of cycles due on `since` or later.
    pub async fn returned(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: &OrganisationCode,
        since: Date,
    ) -> Result<Vec<Matter>, Error> {
        const RETURNED: &str = "
            SELECT report.plan, report.period, report.task, report.reason, cycle.due, plan.title
            FROM report
            JOIN cycle ON cycle.jurisdiction = report.jurisdiction AND cycle.plan = report.plan
                      AND cycle.period = report.period AND cycle.due >= $3
            JOIN plan ON plan.jurisdiction = report.jurisdiction AND plan.id = report.plan
            WHERE report.jurisdiction = $1 AND report.organisation = $2 AND report.state = 'returned'
              AND NOT EXISTS (SELECT 1 FROM report AS later
                              WHERE later.jurisdiction = report.jurisdiction
                                AND later.plan = report.plan AND later.period = report.period
                                AND later.task = report.task AND later.version > report.version
                                AND later.state <> 'draft')";
        let query = sqlx::query(RETURNED).bind(jurisdiction.as_str()).bind(organisation.as_str());
        let rows = query.bind(since.to_string()).fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            let task = TaskId(columns.number("task")?);
            let of_task = |plan, period| Waiting::Returned(plan, period, task);
            let matter = in_cycle(row, of_task, Some(organisation))?;
            Ok(Matter { note: columns.optional("reason")?, ..matter })
        };
        rows.iter().map(matter).collect()
    }

    /// Reports of an organisation that wait for its approval, by cycle and by who filled them in.
    pub async fn to_approve(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: &OrganisationCode,
    ) -> Result<Vec<ToApprove>, Error> {
        const TO_APPROVE: &str = "
            SELECT report.plan, report.period, report.filled_by, cycle.due, plan.title,
                   COUNT(*) AS count
            FROM report
            JOIN cycle ON cycle.jurisdiction = report.jurisdiction AND cycle.plan = report.plan
                      AND cycle.period = report.period
            JOIN plan ON plan.jurisdiction = report.jurisdiction AND plan.id = report.plan
            WHERE report.jurisdiction = $1 AND report.organisation = $2 AND report.state = 'submitted'
            GROUP BY report.plan, report.period, report.filled_by, cycle.due, plan.title";
        let query = sqlx::query(TO_APPROVE).bind(jurisdiction.as_str()).bind(organisation.as_str());
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let filled_by = Columns { table: TABLE, row }.text("filled_by")?;
            let matter = in_cycle(row, Waiting::Approve, Some(organisation))?;
            Ok(ToApprove { matter, filled_by })
        };
        rows.iter().map(matter).collect()
    }

    /// Reports that wait for the office, by cycle.
    pub async fn to_decide(&self, jurisdiction: &Jurisdiction) -> Result<Vec<Matter>, Error> {
        const TO_DECIDE: &str = "
            SELECT waiting.plan, waiting.period, waiting.count, cycle.due, plan.title
            FROM (SELECT jurisdiction, plan, period, COUNT(*) AS count FROM report
                  WHERE jurisdiction = $1 AND state = 'approved'
                  GROUP BY jurisdiction, plan, period) AS waiting
            JOIN cycle ON cycle.jurisdiction = waiting.jurisdiction AND cycle.plan = waiting.plan
                      AND cycle.period = waiting.period
            JOIN plan ON plan.jurisdiction = waiting.jurisdiction AND plan.id = waiting.plan";
        let rows =
            sqlx::query(TO_DECIDE).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        rows.iter().map(|row| in_cycle(row, Waiting::Decide, None)).collect()
    }

    /// Cycles of any plan that are due from one day to another.
    pub async fn closing(
        &self,
        jurisdiction: &Jurisdiction,
        (from, until): (Date, Date),
    ) -> Result<Vec<Matter>, Error> {
        const CLOSING: &str = "
            SELECT cycle.plan, cycle.period, cycle.due, plan.title FROM cycle
            JOIN plan ON plan.jurisdiction = cycle.jurisdiction AND plan.id = cycle.plan
            WHERE cycle.jurisdiction = $1 AND cycle.due >= $2 AND cycle.due <= $3
            ORDER BY cycle.due, cycle.plan";
        let query = sqlx::query(CLOSING).bind(jurisdiction.as_str());
        let query = query.bind(from.to_string()).bind(until.to_string());
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            let plan = PlanId(columns.number("plan")?);
            let period = columns.read("period", |text| text.parse().ok())?;
            Ok(Matter {
                due: columns.parsed("due")?,
                ..one(Waiting::Closing(plan, period), &columns)?
            })
        };
        rows.iter().map(matter).collect()
    }

    /// The newest plans that were never issued: at most `limit`.
    pub async fn to_issue(
        &self,
        jurisdiction: &Jurisdiction,
        limit: u32,
    ) -> Result<Vec<Matter>, Error> {
        const TO_ISSUE: &str = "
            SELECT plan.id, plan.title FROM plan
            WHERE plan.jurisdiction = $1
              AND NOT EXISTS (SELECT 1 FROM issue
                              WHERE issue.jurisdiction = plan.jurisdiction AND issue.plan = plan.id)
            ORDER BY plan.id DESC LIMIT $2";
        let query = sqlx::query(TO_ISSUE).bind(jurisdiction.as_str()).bind(i64::from(limit));
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            one(Waiting::Issue(PlanId(columns.number("id")?)), &columns)
        };
        rows.iter().map(matter).collect()
    }

    /// The newest documents under review: at most `limit`.
    pub async fn to_review(
        &self,
        jurisdiction: &Jurisdiction,
        limit: u32,
    ) -> Result<Vec<Matter>, Error> {
        const TO_REVIEW: &str = "
            SELECT id, title FROM intake WHERE jurisdiction = $1 AND plan IS NULL
            ORDER BY id DESC LIMIT $2";
        let query = sqlx::query(TO_REVIEW).bind(jurisdiction.as_str()).bind(i64::from(limit));
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            one(Waiting::Review(IntakeId(columns.number("id")?)), &columns)
        };
        rows.iter().map(matter).collect()
    }

    /// Users who are locked out at that moment.
    pub async fn locked_out(
        &self,
        jurisdiction: &Jurisdiction,
        now: Timestamp,
    ) -> Result<Vec<Matter>, Error> {
        const LOCKED: &str = "
            SELECT name, display_name AS title, organisation FROM user_account
            WHERE jurisdiction = $1 AND locked_until > $2 ORDER BY name";
        let query = sqlx::query(LOCKED).bind(jurisdiction.as_str()).bind(now.to_string());
        let rows = query.fetch_all(self.pool()).await?;
        let matter = |row| {
            let columns = Columns { table: TABLE, row };
            let waiting = Waiting::Locked(columns.text("name")?);
            Ok(Matter { organisation: columns.parsed("organisation")?, ..one(waiting, &columns)? })
        };
        rows.iter().map(matter).collect()
    }

    /// The organisations that are not done with the reports of a cycle, by code.
    pub async fn outstanding(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        period: Period,
    ) -> Result<Vec<Outstanding>, Error> {
        const OUTSTANDING: &str = "
            SELECT organisation, SUM(fills) AS to_fill, SUM(approves) AS to_approve
            FROM (SELECT assignment.organisation, 1 AS fills, 0 AS approves FROM assignment
                  WHERE assignment.jurisdiction = $1 AND assignment.plan = $2
                    AND assignment.role = 'lead'
                    AND NOT EXISTS (SELECT 1 FROM report
                                    WHERE report.jurisdiction = $1 AND report.plan = $2
                                      AND report.period = $3 AND report.task = assignment.task
                                      AND report.state IN ('submitted', 'approved', 'accepted'))
                  UNION ALL
                  SELECT organisation, 0 AS fills, 1 AS approves FROM report
                  WHERE jurisdiction = $1 AND plan = $2 AND period = $3 AND state = 'submitted')
                 AS reports
            GROUP BY organisation ORDER BY organisation";
        let query = sqlx::query(OUTSTANDING).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.bind(period.to_string()).fetch_all(self.pool()).await?;
        let outstanding = |row| {
            let columns = Columns { table: TABLE, row };
            Ok(Outstanding {
                organisation: columns.read("organisation", |text| text.parse().ok())?,
                to_fill: columns.number("to_fill")?,
                to_approve: columns.number("to_approve")?,
            })
        };
        rows.iter().map(outstanding).collect()
    }
}

/// One matter of its kind, with the title in `columns`.
fn one(waiting: Waiting, columns: &Columns<'_>) -> Result<Matter, Error> {
    let title = columns.text("title")?;
    Ok(Matter { waiting, title, organisation: None, count: 1, due: None, note: None })
}

/// Matters of a cycle, as many as the column `count` says; one where there is none.
fn in_cycle(
    row: &AnyRow,
    waiting: impl FnOnce(PlanId, Period) -> Waiting,
    organisation: Option<&OrganisationCode>,
) -> Result<Matter, Error> {
    let columns = Columns { table: TABLE, row };
    let plan = PlanId(columns.number("plan")?);
    let period = columns.read("period", |text| text.parse().ok())?;
    let matter = one(waiting(plan, period), &columns)?;
    let count = columns.number("count").unwrap_or(1);
    let due = columns.parsed("due")?;
    Ok(Matter { organisation: organisation.cloned(), count, due, ..matter })
}
