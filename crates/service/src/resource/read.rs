use std::sync::Arc;

use luoshi_delivery::{Payment, Performance, Plan, PlanContents, PlanId, Resource};
use luoshi_packs::{Cell, Record};
use luoshi_store::{Search, StoredRecord};
use rust_decimal::Decimal;

use crate::pack::outcomes;
use crate::plan::contents;
use crate::register::{export_records, register};
use crate::{Context, Error, KeptRegister};

/// The pack and its registers that hold what is planned and what was paid.
const PACK: &str = "delivery";
const PLANNED: &str = "resource_plan";
const SPENT: &str = "resource_spent";
/// How many records are read at once.
const AT_ONCE: usize = 2_000;

/// The resources of a plan, and what they brought.
#[derive(Clone, Debug)]
pub struct PlanResources {
    /// The plan.
    pub plan: Plan,
    /// What it holds.
    pub contents: Arc<PlanContents>,
    /// The resources, in the order of their codes.
    pub resources: Vec<Resource>,
    /// What they brought, target by target.
    pub performance: Vec<Performance>,
    /// Whether the pack that keeps them is loaded.
    pub is_kept: bool,
}

/// The resources of a plan, and what became of the targets they support for what was paid.
pub async fn plan_resources(cx: &Context, id: PlanId) -> Result<PlanResources, Error> {
    let (plan, contents) = contents(cx, id).await?;
    let (planned, spent) =
        match (register(cx, PACK, PLANNED).await, register(cx, PACK, SPENT).await) {
            (Ok(planned), Ok(spent)) => (planned, spent),
            (Err(Error::NotFound(_)), _) | (_, Err(Error::NotFound(_))) => {
                let (resources, performance) = (Vec::new(), Vec::new());
                return Ok(PlanResources {
                    plan,
                    contents,
                    resources,
                    performance,
                    is_kept: false,
                });
            }
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
    let mut resources = Vec::new();
    for record in all(cx, &planned).await? {
        plan_of(&planned, &record.record, id, &mut resources);
    }
    for record in all(cx, &spent).await? {
        pay(&spent, &record.record, &mut resources);
    }
    resources.sort_by(|one, other| one.code.cmp(&other.code));
    let became = outcomes(cx, &contents).await?;
    let performance = contents.targets.iter().filter_map(|target| {
        let measured = became.of(target.id).and_then(|it| it.outcome.measured);
        let serves = |task| contents.serving(target.id).iter().any(|(it, _)| it.id == task);
        Performance::of(target, measured, &resources, serves)
    });
    let performance = performance.collect();
    Ok(PlanResources { plan, contents, resources, performance, is_kept: true })
}

/// Every record in force.
async fn all(cx: &Context, kept: &KeptRegister) -> Result<Vec<StoredRecord>, Error> {
    let mut records: Vec<StoredRecord> = Vec::new();
    loop {
        let after = records.last().map_or(0, |record| record.number);
        let more = export_records(cx, kept, &Search::default(), (after, AT_ONCE)).await?;
        let is_last = more.len() < AT_ONCE;
        records.extend(more);
        if is_last {
            return Ok(records);
        }
    }
}

/// Takes a year of a resource of that plan up.
fn plan_of(kept: &KeptRegister, record: &Record, plan: PlanId, all: &mut Vec<Resource>) {
    let text = |name| text(kept, record, name);
    if number(kept, record, "plan") != Decimal::from(plan.0) {
        return;
    }
    let code = text("code");
    let year = text("year").parse().unwrap_or_default();
    let amount = (year, number(kept, record, "planned"));
    if let Some(known) = all.iter_mut().find(|it| it.code == code) {
        known.planned.push(amount);
        return;
    }
    all.push(Resource {
        code,
        title: text("title"),
        kind: text("kind"),
        basis: text("basis"),
        payer: text("payer"),
        task: text("task").parse().ok(),
        target: text("target").parse().ok(),
        planned: vec![amount],
        spent: Vec::new(),
    });
}

/// Takes a payment up, where its resource is one of the plan's.
fn pay(kept: &KeptRegister, record: &Record, all: &mut [Resource]) {
    let code = text(kept, record, "code");
    let Some(resource) = all.iter_mut().find(|it| it.code == code) else { return };
    resource.spent.push(Payment {
        entry: text(kept, record, "entry"),
        on: text(kept, record, "paid_on"),
        amount: number(kept, record, "amount"),
        source: record.source.clone(),
    });
}

fn cell<'r>(kept: &KeptRegister, record: &'r Record, name: &str) -> Option<&'r Cell> {
    let at = kept.register().fields.iter().position(|field| field.name() == name)?;
    record.cells.get(at)?.as_ref()
}

fn text(kept: &KeptRegister, record: &Record, name: &str) -> String {
    cell(kept, record, name).map(ToString::to_string).unwrap_or_default()
}

fn number(kept: &KeptRegister, record: &Record, name: &str) -> Decimal {
    match cell(kept, record, name) {
        Some(Cell::Number(number)) => *number,
        Some(Cell::Integer(number)) => Decimal::from(*number),
        _ => Decimal::ZERO,
    }
}
