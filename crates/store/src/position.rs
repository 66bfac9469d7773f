//! Where the audit log stood when something of a plan was last written.
//!
//! Each row that a write touches belongs to the plan its column `plan` names, or to none; a row of no plan may matter to
//! all of them. What is read of one plan alone, and of what belongs to no plan, is therefore the same as long as
//! [`Store::position_of`] stays, whatever is written to other plans. Whether that was all a page read, a store that
//! [notes](Store::noting) what is read can say: whoever shows something of a plan has loaded the plan before, to see
//! whether it may be read.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use luoshi_audit::Row;
use luoshi_delivery::{Jurisdiction, PlanId};

use crate::watch::Touched;
use crate::{Error, Store, WriteTx};

/// The number under which rows of no plan are counted: no plan has it.
const NO_PLAN: i64 = 0;

/// What was read through a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Read {
    /// A plan.
    Plan(PlanId),
    /// Several plans were looked through.
    Plans,
    /// Plans of other jurisdictions, whose logs go on by themselves.
    Elsewhere,
}

/// The plans that were read through a store.
#[derive(Clone, Debug, Default)]
pub struct ReadPlans(Arc<Mutex<BTreeSet<Read>>>);

impl ReadPlans {
    fn all_are(&self, wanted: impl Fn(Read) -> bool) -> bool {
        let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().all(|it| wanted(*it))
    }

    /// Whether nothing was read but this plan.
    pub fn are_only(&self, plan: PlanId) -> bool {
        self.all_are(|it| it == Read::Plan(plan))
    }

    /// Whether all that was read is of one jurisdiction.
    pub fn are_here(&self) -> bool {
        self.all_are(|it| it != Read::Elsewhere)
    }
}

/// The plan a touched row belongs to.
fn plan_of(touched: &Touched) -> impl Iterator<Item = i64> {
    let of = |row: &Row| {
        let column = if row.table == "plan" { "id" } else { "plan" };
        let value = row.columns.iter().find(|(name, _)| name == column);
        value.and_then(|(_, value)| value.parse().ok()).unwrap_or(NO_PLAN)
    };
    touched.before.as_ref().into_iter().chain(touched.after.as_ref()).map(of)
}

/// The plans that rows belong to; 0 for rows of no plan.
pub(crate) fn plans_of(touched: &[Touched]) -> BTreeSet<i64> {
    touched.iter().flat_map(plan_of).collect()
}

impl WriteTx {
    /// Notes at which entry the plans that were written to now stand. Where nobody looked at the rows, all of them.
    pub(crate) async fn keep_positions(&mut self, sequence: i64) -> Result<(), Error> {
        const KEEP: &str = "
            INSERT INTO plan_position (jurisdiction, plan, sequence) VALUES ($1, $2, $3)
            ON CONFLICT (jurisdiction, plan) DO UPDATE SET sequence = excluded.sequence";
        let jurisdiction = self.jurisdiction().to_owned();
        let plans = self.plans().take().unwrap_or_else(|| BTreeSet::from([NO_PLAN]));
        for plan in plans {
            let query = sqlx::query(KEEP).bind(&jurisdiction).bind(plan).bind(sequence);
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The last entry of the audit log that touched a row of the plan or of no plan. As long as it stays, what the plan
    /// holds is the same.
    pub async fn position_of(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<u64, Error> {
        const POSITION: &str = "
            SELECT MAX(sequence) FROM plan_position WHERE jurisdiction = $1 AND plan IN ($2, $3)";
        let query = sqlx::query_scalar::<_, Option<i64>>(POSITION).bind(jurisdiction.as_str());
        let query = query.bind(NO_PLAN).bind(i64::from(plan.0));
        Ok(query.fetch_one(self.pool()).await?.unwrap_or_default().unsigned_abs())
    }

    /// The same store, which notes what plans are read through it.
    #[must_use]
    pub fn noting(mut self, read: &ReadPlans) -> Self {
        *self.read_plans_mut() = Some(read.clone());
        self
    }

    /// Notes what is read. Each function that reads rows of several plans at once does so.
    pub(crate) fn note(&self, what: Read) {
        if let Some(ReadPlans(read)) = self.read_plans() {
            read.lock().unwrap_or_else(PoisonError::into_inner).insert(what);
        }
    }
}
