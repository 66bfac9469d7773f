//! Supervision orders with their entries.

use jiff::civil::Date;
use luoshi_delivery::{
    Extension, ExtensionCode, Grade, Ground, Jurisdiction, Order, OrderAction, OrderEntry,
    OrderMatter, OrderNumber, OrderState, PlanId, PlanSource, Signed, TaskId, TimeLimit, Told,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// Which orders are wanted. Empty means all.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Where they stand.
    pub state: Option<OrderState>,
    /// Their grade.
    pub grade: Option<Grade>,
    /// The code of the organisation they were issued to.
    pub addressee: String,
    /// A task of a plan.
    pub task: Option<(PlanId, TaskId)>,
    /// Only those whose reply was due before that day.
    pub overdue_on: Option<Date>,
}

/// Orders that answer to a further condition.
macro_rules! orders {
    ($rest:literal) => {
        concat!(
            "SELECT year, place, plan, task, matter, basis, requirement, addressee, kind, last_day, ground,
                    grade, state, accept_by, due, first_due, asked_code, asked_until, asked_reason,
                    asked_by, asked_at
             FROM supervision_order WHERE jurisdiction = $1 ",
            $rest
        )
    };
}

/// The entries that answer to a further condition.
macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT year, place, action, done_by, done_at, said, file_name, file_sha256, grade, due, told
             FROM order_entry WHERE jurisdiction = $1 ",
            $rest
        )
    };
}

impl WriteTx {
    /// The next number of an order in that year.
    pub async fn next_order(&mut self, year: i16) -> Result<OrderNumber, Error> {
        let place = self.next_number(&format!("order/{year}")).await?;
        Ok(OrderNumber { year, place: u32::try_from(place).unwrap_or(u32::MAX) })
    }

    /// Stores a new order; whether there was no open one about the same matter.
    pub async fn add_order(&mut self, order: &Order) -> Result<bool, Error> {
        const ADD: &str = "
            INSERT INTO supervision_order
                (jurisdiction, year, place, plan, task, matter, basis, requirement, addressee, kind,
                 last_day, ground, grade, state, entries, open_matter)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)
            ON CONFLICT (jurisdiction, open_matter) DO NOTHING";
        let (kind, last_day) = match &order.limit {
            TimeLimit::Kind(kind) => (Some(kind.clone()), None),
            TimeLimit::Day(day) => (None, Some(day.to_string())),
        };
        let done = sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(order.number.year))
            .bind(i64::from(order.number.place))
            .bind(order.matter.task.map(|(plan, _)| i64::from(plan.0)))
            .bind(order.matter.task.map(|(_, task)| i64::from(task.0)))
            .bind(order.matter.title.as_str())
            .bind(order.matter.basis.as_str())
            .bind(order.requirement.as_str())
            .bind(order.addressee.as_str())
            .bind(kind)
            .bind(last_day)
            .bind(order.ground.name())
            .bind(order.grade.name())
            .bind(order.state.name())
            .bind(order.key())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1 && self.change_order(0, order).await?)
    }

    /// Stores how an order stands now and its new entries; whether it still had `seen` entries.
    pub async fn change_order(&mut self, seen: usize, order: &Order) -> Result<bool, Error> {
        const CHANGE: &str = "
            UPDATE supervision_order
            SET grade = $1, state = $2, accept_by = $3, due = $4, first_due = $5, asked_code = $6,
                asked_until = $7, asked_reason = $8, asked_by = $9, asked_at = $10, entries = $11,
                open_matter = $12
            WHERE jurisdiction = $13 AND year = $14 AND place = $15 AND entries = $16";
        let asked = order.asked.as_ref();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let done = sqlx::query(CHANGE)
            .bind(order.grade.name())
            .bind(order.state.name())
            .bind(day(order.accept_by))
            .bind(day(order.due))
            .bind(day(order.first_due))
            .bind(asked.map(|it| it.code.name()))
            .bind(asked.map(|it| it.until.to_string()))
            .bind(asked.map(|it| it.reason.as_str()))
            .bind(asked.map(|it| it.asked.by.as_str()))
            .bind(asked.map(|it| it.asked.at.to_string()))
            .bind(order.entries.len() as i64)
            .bind(order.state.is_open().then(|| order.key()))
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(order.number.year))
            .bind(i64::from(order.number.place))
            .bind(seen as i64)
            .execute(self.connection())
            .await?;
        for (ordinal, entry) in order.entries.iter().enumerate().skip(seen) {
            self.add_order_entry(order.number, ordinal, entry).await?;
        }
        Ok(done.rows_affected() == 1)
    }

    async fn add_order_entry(
        &mut self,
        number: OrderNumber,
        ordinal: usize,
        entry: &OrderEntry,
    ) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO order_entry (jurisdiction, year, place, ordinal, action, done_by, done_at, said,
                                     file_name, file_sha256, grade, due, told)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING";
        let told = entry.told.iter().map(Told::to_text).collect::<Vec<_>>().join(",");
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(number.year))
            .bind(i64::from(number.place))
            .bind(ordinal as i64)
            .bind(entry.action.name())
            .bind(entry.signed.by.as_str())
            .bind(entry.signed.at.to_string())
            .bind(entry.said.as_str())
            .bind(entry.file.as_ref().map(|file| file.name.as_str()))
            .bind(entry.file.as_ref().map(|file| file.sha256.as_str()))
            .bind(entry.grade.name())
            .bind(entry.due.map(|due| due.to_string()))
            .bind(told)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The orders a filter wants, the newest first, without their entries.
    pub async fn orders(
        &self,
        jurisdiction: &Jurisdiction,
        filter: &OrderFilter,
    ) -> Result<Vec<Order>, Error> {
        const ORDERS: &str = orders!(
            "AND ($2 = '' OR state = $2) AND ($3 = '' OR grade = $3) AND ($4 = '' OR addressee = $4)
             AND ($5 = 0 OR (plan = $5 AND task = $6))
             AND ($7 = '' OR (due < $7 AND state IN ('issued', 'accepted', 'under_way')))
             ORDER BY year DESC, place DESC"
        );
        let (plan, task) = filter.task.unwrap_or((PlanId(0), TaskId(0)));
        let query = sqlx::query(ORDERS)
            .bind(jurisdiction.as_str())
            .bind(filter.state.map_or("", OrderState::name))
            .bind(filter.grade.map_or("", Grade::name))
            .bind(filter.addressee.as_str())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(filter.overdue_on.map(|day| day.to_string()).unwrap_or_default());
        query.fetch_all(self.pool()).await?.iter().map(order).collect()
    }

    /// The numbers of the orders with which something may be due by itself on the day `on`, the longest-waiting
    /// first.
    pub async fn late_orders(
        &self,
        jurisdiction: &Jurisdiction,
        on: Date,
    ) -> Result<Vec<OrderNumber>, Error> {
        const LATE: &str = "
            SELECT year, place FROM supervision_order
            WHERE jurisdiction = $1 AND state IN ('issued', 'accepted', 'under_way')
              AND asked_until IS NULL AND (due < $2 OR (state = 'issued' AND accept_by < $2))
            ORDER BY due, year, place";
        let query = sqlx::query(LATE).bind(jurisdiction.as_str()).bind(on.to_string());
        query.fetch_all(self.pool()).await?.iter().map(number).collect()
    }

    /// The order of that number with everything that was done with it.
    pub async fn order(
        &self,
        jurisdiction: &Jurisdiction,
        wanted: OrderNumber,
    ) -> Result<Option<Order>, Error> {
        const ORDER: &str = orders!("AND year = $2 AND place = $3");
        const ENTRIES: &str = entries!("AND year = $2 AND place = $3 ORDER BY ordinal");
        let (year, place) = (i64::from(wanted.year), i64::from(wanted.place));
        let query = sqlx::query(ORDER).bind(jurisdiction.as_str()).bind(year).bind(place);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        let query = sqlx::query(ENTRIES).bind(jurisdiction.as_str()).bind(year).bind(place);
        let rows = query.fetch_all(self.pool()).await?;
        let entries = rows.iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Some(Order { entries, ..order(&row)? }))
    }
}

fn number(row: &AnyRow) -> Result<OrderNumber, Error> {
    let columns = Columns { table: "supervision_order", row };
    let year = i16::try_from(columns.number("year")?).unwrap_or(i16::MAX);
    Ok(OrderNumber { year, place: columns.number("place")? })
}

fn order(row: &AnyRow) -> Result<Order, Error> {
    let columns = Columns { table: "supervision_order", row };
    let (plan, task) = (columns.number_if_any("plan")?, columns.number_if_any("task")?);
    let limit = match columns.optional("kind")? {
        Some(kind) => TimeLimit::Kind(kind),
        None => TimeLimit::Day(columns.read("last_day", |text| text.parse().ok())?),
    };
    Ok(Order {
        number: number(row)?,
        matter: OrderMatter {
            task: plan.zip(task).map(|(plan, task)| (PlanId(plan), TaskId(task))),
            title: columns.text("matter")?,
            basis: columns.text("basis")?,
        },
        requirement: columns.text("requirement")?,
        addressee: columns.read("addressee", |text| text.parse().ok())?,
        limit,
        ground: columns.read("ground", Ground::parse)?,
        grade: columns.read("grade", Grade::parse)?,
        state: columns.read("state", OrderState::parse)?,
        accept_by: columns.parsed("accept_by")?,
        due: columns.parsed("due")?,
        first_due: columns.parsed("first_due")?,
        asked: asked(&columns)?,
        entries: Vec::new(),
    })
}

fn asked(columns: &Columns<'_>) -> Result<Option<Extension>, Error> {
    let Some(until) = columns.parsed("asked_until")? else { return Ok(None) };
    Ok(Some(Extension {
        code: columns.read("asked_code", ExtensionCode::parse)?,
        until,
        reason: columns.text("asked_reason")?,
        asked: columns.signed("asked_by", "asked_at")?,
    }))
}

fn entry(row: &AnyRow) -> Result<OrderEntry, Error> {
    let columns = Columns { table: "order_entry", row };
    let file = columns.optional("file_name")?.zip(columns.optional("file_sha256")?);
    let told = |text: &str| {
        let names = text.split(',').filter(|name| !name.is_empty());
        names.map(Told::parse).collect::<Option<Vec<_>>>()
    };
    let Signed { by, at } = columns.signed("done_by", "done_at")?;
    Ok(OrderEntry {
        action: columns.read("action", OrderAction::parse)?,
        signed: Signed { by, at },
        said: columns.text("said")?,
        file: file.map(|(name, sha256)| PlanSource { name, sha256 }),
        grade: columns.read("grade", Grade::parse)?,
        due: columns.parsed("due")?,
        told: columns.read("told", told)?,
    })
}
