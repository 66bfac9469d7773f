//! Cycles and the reports of organisations, every version of them.

use std::collections::HashMap;

use jiff::civil::Date;
use luoshi_delivery::{
    Cycle, Jurisdiction, Period, PlanId, PlanSource, Report, ReportState, Said, Signed, TaskId,
    VerifiedProgress,
};
use serde_json::{Value, json};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// The reports of the plan `$2` that answer to a further condition.
macro_rules! reports {
    ($rest:literal) => {
        concat!(
            "SELECT period, task, version, organisation, state, progress, narrative, problems, needs,
                    evidence, filled_by, filled_at, approved_by, approved_at, decided_by, decided_at,
                    verified, reason, reached, observed, revision
             FROM report WHERE jurisdiction = $1 AND plan = $2 ",
            $rest
        )
    };
}

impl WriteTx {
    /// Opens a cycle; whether it was not open before.
    pub async fn open_cycle(&mut self, plan: PlanId, cycle: &Cycle) -> Result<bool, Error> {
        const OPEN: &str = "
            INSERT INTO cycle (jurisdiction, plan, period, due, opened_at, opened_by)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        let done = sqlx::query(OPEN)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(cycle.period.to_string())
            .bind(cycle.due.to_string())
            .bind(cycle.opened_at.to_string())
            .bind(cycle.opened_by.as_str())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Stores the first state of a report's version; whether there was none before.
    pub async fn add_report(&mut self, plan: PlanId, report: &Report) -> Result<bool, Error> {
        const ADD: &str = "
            INSERT INTO report (jurisdiction, plan, period, task, version, organisation, state,
                                progress, narrative, problems, needs, evidence, filled_by, filled_at,
                                reached, observed, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            ON CONFLICT DO NOTHING";
        let done = sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(report.period.to_string())
            .bind(i64::from(report.task.0))
            .bind(i64::from(report.version))
            .bind(report.organisation.as_str())
            .bind(report.state.name())
            .bind(report.said.progress.normalize().to_string())
            .bind(report.said.narrative.as_str())
            .bind(report.said.problems.as_str())
            .bind(report.said.needs.as_str())
            .bind(evidence(&report.evidence))
            .bind(report.filled.by.as_str())
            .bind(report.filled.at.to_string())
            .bind(list(serde_json::to_value(&report.said.reached)))
            .bind(list(serde_json::to_value(&report.said.observed)))
            .bind(i64::from(report.revision))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Stores how a version of a report stands now; whether it still stood as `before`.
    pub async fn change_report(
        &mut self,
        plan: PlanId,
        before: &Report,
        report: &Report,
    ) -> Result<bool, Error> {
        const CHANGE: &str = "
            UPDATE report SET state = $1, progress = $2, narrative = $3, problems = $4, needs = $5,
                   evidence = $6, filled_by = $7, filled_at = $8, approved_by = $9, approved_at = $10,
                   decided_by = $11, decided_at = $12, verified = $13, reason = $14, reached = $15,
                   observed = $16, revision = $17
            WHERE jurisdiction = $18 AND plan = $19 AND period = $20 AND task = $21 AND version = $22
              AND state = $23 AND COALESCE(revision, 0) = $24";
        let by = |signed: &Option<Signed>| signed.as_ref().map(|it| it.by.clone());
        let at = |signed: &Option<Signed>| signed.as_ref().map(|it| it.at.to_string());
        let done = sqlx::query(CHANGE)
            .bind(report.state.name())
            .bind(report.said.progress.normalize().to_string())
            .bind(report.said.narrative.as_str())
            .bind(report.said.problems.as_str())
            .bind(report.said.needs.as_str())
            .bind(evidence(&report.evidence))
            .bind(report.filled.by.as_str())
            .bind(report.filled.at.to_string())
            .bind(by(&report.approved))
            .bind(at(&report.approved))
            .bind(by(&report.decided))
            .bind(at(&report.decided))
            .bind(report.verified.map(|share| share.normalize().to_string()))
            .bind(report.reason.as_deref())
            .bind(list(serde_json::to_value(&report.said.reached)))
            .bind(list(serde_json::to_value(&report.said.observed)))
            .bind(i64::from(report.revision))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(report.period.to_string())
            .bind(i64::from(report.task.0))
            .bind(i64::from(report.version))
            .bind(before.state.name())
            .bind(i64::from(before.revision))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Store {
    /// The cycles of a plan, the latest first.
    pub async fn cycles(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Cycle>, Error> {
        const CYCLES: &str = "
            SELECT period, due, opened_at, opened_by FROM cycle
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY due DESC, period DESC";
        let query = sqlx::query(CYCLES).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        query.fetch_all(self.pool()).await?.iter().map(cycle).collect()
    }

    /// The latest version of each task's report for a period.
    pub async fn latest_reports(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        period: Period,
    ) -> Result<Vec<Report>, Error> {
        const LATEST: &str = reports!("AND period = $3 ORDER BY task, version");
        let query = sqlx::query(LATEST).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.bind(period.to_string()).fetch_all(self.pool()).await?;
        let mut latest: Vec<Report> = Vec::new();
        for row in &rows {
            let report = report(row)?;
            if latest.last().is_some_and(|last| last.task == report.task) {
                latest.pop();
            }
            latest.push(report);
        }
        Ok(latest)
    }

    /// Every report about a task, the newest first.
    pub async fn reports_of_task(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        task: TaskId,
    ) -> Result<Vec<Report>, Error> {
        const OF_TASK: &str = reports!("AND task = $3 ORDER BY period DESC, version DESC");
        let query = sqlx::query(OF_TASK).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.bind(i64::from(task.0)).fetch_all(self.pool()).await?;
        rows.iter().map(report).collect()
    }

    /// What the office verified last of each task of a plan, by the cycles whose reports were due up to a day.
    pub async fn verified_until(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        due: Date,
    ) -> Result<HashMap<TaskId, VerifiedProgress>, Error> {
        const VERIFIED: &str = "
            SELECT report.task, report.period, report.verified FROM report
            JOIN cycle ON cycle.jurisdiction = report.jurisdiction AND cycle.plan = report.plan
                      AND cycle.period = report.period
            WHERE report.jurisdiction = $1 AND report.plan = $2 AND report.state = 'accepted'
              AND cycle.due <= $3
            ORDER BY cycle.due, report.version";
        let query = sqlx::query(VERIFIED).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.bind(due.to_string()).fetch_all(self.pool()).await?;
        rows.iter().map(verified).collect() // A later one takes an earlier one's place.
    }

    /// What the office verified last of each task of a plan.
    pub(crate) async fn verified_progress(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<HashMap<TaskId, VerifiedProgress>, Error> {
        const VERIFIED: &str = "
            SELECT report.task, report.period, report.verified FROM report
            JOIN cycle ON cycle.jurisdiction = report.jurisdiction AND cycle.plan = report.plan
                      AND cycle.period = report.period
            WHERE report.jurisdiction = $1 AND report.plan = $2 AND report.state = 'accepted'
            ORDER BY cycle.due, report.version";
        let query = sqlx::query(VERIFIED).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(verified).collect() // A later one takes an earlier one's place.
    }
}

fn verified(row: &AnyRow) -> Result<(TaskId, VerifiedProgress), Error> {
    let columns = Columns { table: "report", row };
    let progress = columns.read("verified", |text| text.parse().ok())?;
    let period = columns.read("period", |text| text.parse().ok())?;
    Ok((TaskId(columns.number("task")?), VerifiedProgress { progress, period }))
}

fn cycle(row: &AnyRow) -> Result<Cycle, Error> {
    let columns = Columns { table: "cycle", row };
    let Signed { by, at } = columns.signed("opened_by", "opened_at")?;
    Ok(Cycle {
        period: columns.read("period", |text| text.parse().ok())?,
        due: columns.read("due", |text| text.parse().ok())?,
        opened_at: at,
        opened_by: by,
    })
}

fn report(row: &AnyRow) -> Result<Report, Error> {
    let columns = Columns { table: "report", row };
    Ok(Report {
        task: TaskId(columns.number("task")?),
        period: columns.read("period", |text| text.parse().ok())?,
        version: columns.number("version")?,
        organisation: columns.read("organisation", |text| text.parse().ok())?,
        state: columns.read("state", ReportState::parse)?,
        said: Said {
            progress: columns.read("progress", |text| text.parse().ok())?,
            narrative: columns.text("narrative")?,
            problems: columns.text("problems")?,
            needs: columns.text("needs")?,
            reached: read_list(&columns, "reached", |it| serde_json::from_str(it).ok())?,
            observed: read_list(&columns, "observed", |it| serde_json::from_str(it).ok())?,
        },
        revision: columns.number_if_any("revision")?.unwrap_or(0),
        evidence: columns.read("evidence", files)?,
        filled: columns.signed("filled_by", "filled_at")?,
        approved: columns.signed_if_any("approved_by", "approved_at")?,
        decided: columns.signed_if_any("decided_by", "decided_at")?,
        verified: columns.parsed("verified")?,
        reason: columns.optional("reason")?,
    })
}

/// The row of a report's version, as the audit log names it: its table and its key.
pub fn logged_row(plan: PlanId, report: &Report) -> (String, String) {
    let Report { period, task, version, .. } = report;
    let key = json!([plan.0, period.to_string(), task.0, version]);
    ("report".to_owned(), key.to_string())
}

/// A list as it is stored; nothing for an empty one.
fn list(all: serde_json::Result<Value>) -> Option<String> {
    let all = all.ok()?; // Numbers and texts can always be written.
    all.as_array().is_some_and(|all| !all.is_empty()).then(|| all.to_string())
}

fn read_list<T>(
    columns: &Columns<'_>,
    column: &'static str,
    read: impl FnOnce(&str) -> Option<Vec<T>>,
) -> Result<Vec<T>, Error> {
    match columns.optional(column)? {
        Some(_) => columns.read(column, read),
        None => Ok(Vec::new()),
    }
}

fn evidence(files: &[PlanSource]) -> String {
    let files = files.iter().map(|file| json!({ "name": file.name, "sha256": file.sha256 }));
    Value::from_iter(files).to_string()
}

fn files(text: &str) -> Option<Vec<PlanSource>> {
    let files: Vec<Value> = serde_json::from_str(text).ok()?;
    let file = |file: Value| {
        let of = |key: &str| Some(file.get(key)?.as_str()?.to_owned());
        Some(PlanSource { name: of("name")?, sha256: of("sha256")? })
    };
    files.into_iter().map(file).collect()
}
