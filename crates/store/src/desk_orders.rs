//! Supervision orders and requests for more time that wait for somebody.

use luoshi_delivery::{
    Jurisdiction, Matter, OrderNumber, OrderState, OrganisationCode, PlanId, TaskId, Waiting,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store};

/// Something that waits for the office, with who must not do it: whoever registered the order or asked for more time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtOffice {
    /// As it stands on the desk.
    pub matter: Matter,
    /// Whose it is: a user's name.
    pub by: String,
}

impl Store {
    /// Orders an organisation has to accept, to work on and to answer.
    pub async fn orders_to_answer(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: &OrganisationCode,
    ) -> Result<Vec<Matter>, Error> {
        const TO_ANSWER: &str = "
            SELECT year, place, matter, requirement, addressee, state,
                   CASE WHEN state = 'issued' THEN accept_by ELSE due END AS due
            FROM supervision_order
            WHERE jurisdiction = $1 AND addressee = $2
              AND state IN ('issued', 'accepted', 'under_way')
            ORDER BY year, place";
        let query = sqlx::query(TO_ANSWER).bind(jurisdiction.as_str()).bind(organisation.as_str());
        query.fetch_all(self.pool()).await?.iter().map(|row| order(row, Waiting::Order)).collect()
    }

    /// Orders that wait for the office: to be issued, verified or closed, or with a request for more time.
    pub async fn orders_at_office(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<AtOffice>, Error> {
        const MOVES: &str = "
            SELECT it.year, it.place, it.matter, it.requirement, it.addressee, it.state,
                   CAST(NULL AS TEXT) AS due, entry.done_by
            FROM supervision_order AS it
            JOIN order_entry AS entry ON entry.jurisdiction = it.jurisdiction AND entry.year = it.year
                                     AND entry.place = it.place AND entry.ordinal = 0
            WHERE it.jurisdiction = $1 AND it.state IN ('registered', 'replied', 'verified', 'completed')
            ORDER BY it.year, it.place";
        const ASKED: &str = "
            SELECT year, place, matter, asked_reason AS requirement, addressee, state, due,
                   asked_by AS done_by
            FROM supervision_order
            WHERE jurisdiction = $1 AND asked_until IS NOT NULL ORDER BY year, place";
        let read = |row: &AnyRow, waiting: fn(OrderNumber, OrderState) -> Waiting| {
            let by = Columns { table: TABLE, row }.text("done_by")?;
            Ok(AtOffice { matter: order(row, waiting)?, by })
        };
        let moves = sqlx::query(MOVES).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        let asked = sqlx::query(ASKED).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        let moves = moves.iter().map(|row| read(row, Waiting::Order));
        let asked = asked.iter().map(|row| read(row, |number, _| Waiting::OrderExtension(number)));
        moves.chain(asked).collect()
    }

    /// Requests for more time for tasks that nobody decided.
    pub async fn extensions_to_decide(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<AtOffice>, Error> {
        const WAITING: &str = "
            SELECT asked.plan, asked.task, asked.reason, asked.asked_by, plan.title, lead.organisation
            FROM task_extension AS asked
            JOIN plan ON plan.jurisdiction = asked.jurisdiction AND plan.id = asked.plan
            LEFT JOIN assignment AS lead
                   ON lead.jurisdiction = asked.jurisdiction AND lead.plan = asked.plan
                  AND lead.task = asked.task AND lead.role = 'lead'
            WHERE asked.jurisdiction = $1 AND asked.decision IS NULL
            ORDER BY asked.plan, asked.task";
        let rows = sqlx::query(WAITING).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        let waits = |row| {
            let columns = Columns { table: TABLE, row };
            let (plan, task) = (PlanId(columns.number("plan")?), TaskId(columns.number("task")?));
            let matter = Matter {
                waiting: Waiting::Extension(plan, task),
                title: columns.text("title")?,
                organisation: columns.parsed("organisation")?,
                count: 1,
                due: None,
                note: columns.optional("reason")?,
            };
            Ok(AtOffice { matter, by: columns.text("asked_by")? })
        };
        rows.iter().map(waits).collect()
    }
}

/// The table whose columns a fault in a line of a desk names.
const TABLE: &str = "desk";

fn order(
    row: &AnyRow,
    waiting: impl Fn(OrderNumber, OrderState) -> Waiting,
) -> Result<Matter, Error> {
    let columns = Columns { table: TABLE, row };
    let year = i16::try_from(columns.number("year")?).unwrap_or(i16::MAX);
    let number = OrderNumber { year, place: columns.number("place")? };
    Ok(Matter {
        waiting: waiting(number, columns.read("state", OrderState::parse)?),
        title: columns.text("matter")?,
        organisation: columns.parsed("addressee")?,
        count: 1,
        due: columns.parsed("due")?,
        note: columns.optional("requirement")?,
    })
}
