use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use luoshi_delivery::{
    Basis, Comparator, Decision, Due, Duty, DutyRole, IntakeId, ItemId, Strength,
};
use luoshi_service::{self as service, Amendment, Error, Kind, TargetAmendment, TaskAmendment};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Wanted, address, behind};
use crate::failure::Failure;
use crate::visit::Visit;

/// What a card's form sends: an act, the state that was seen, and the fields.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    act: String,
    seen: u32,
    show: Wanted,
    #[serde(default)]
    due: String,
    #[serde(default)]
    strength: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    responsible: String,
    #[serde(default)]
    support: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    comparator: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    value_max: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    aspirational: Option<String>,
}

/// `POST /intakes/{intake}/items/{item}`: decides, amends, splits or merges; then the next one.
pub(crate) async fn act(
    visit: Visit,
    Path((id, item)): Path<(IntakeId, ItemId)>,
    Form(sent): Form<Sent>,
) -> Result<Redirect, Failure> {
    let (cx, seen) = (&visit.cx, sent.seen);
    let (done, stays) = match (sent.act.as_str(), sent.act.strip_prefix("split-")) {
        ("accept", _) => {
            (service::decide_item(cx, id, item, seen, Decision::Accepted).await, false)
        }
        ("reject", _) => {
            (service::decide_item(cx, id, item, seen, Decision::Rejected).await, false)
        }
        ("reopen", _) => (service::decide_item(cx, id, item, seen, Decision::Open).await, true),
        ("merge", _) => (service::merge_item(cx, id, item, seen).await, true),
        (_, Some(at)) => {
            let at = at.parse().unwrap_or_default();
            (service::split_item(cx, id, item, seen, at).await, true)
        }
        _ => match sent.amendment() {
            Some(amendment) => (service::amend_item(cx, id, item, seen, amendment).await, false),
            None => return Ok(back(id, sent.show, Some(item), Some("field"))),
        },
    };
    if let Err(error) = done {
        return noted(error).map(|note| back(id, sent.show, Some(item), Some(note)));
    }
    let next =
        if stays { Some(item) } else { behind(&service::review(cx, id).await?, sent.show, item) };
    Ok(back(id, sent.show, next, None))
}

/// What somebody picked out of the text.
#[derive(Debug, Deserialize)]
pub(crate) struct Picked {
    kind: String,
    words: String,
    #[serde(default)]
    block: Option<usize>,
}

/// `POST /intakes/{intake}/items`
pub(crate) async fn add(
    visit: Visit,
    Path(id): Path<IntakeId>,
    Form(picked): Form<Picked>,
) -> Result<Redirect, Failure> {
    let kind = if picked.kind == "target" { Kind::Target } else { Kind::Task };
    match service::add_item(&visit.cx, id, kind, &picked.words, picked.block).await {
        Ok(item) => Ok(back(id, Wanted::Open, Some(item), None)),
        Err(error) => noted(error).map(|note| back(id, Wanted::All, None, Some(note))),
    }
}

/// Which items are decided at once.
#[derive(Debug, Deserialize)]
pub(crate) struct Several {
    show: Wanted,
    act: String,
}

/// `POST /intakes/{intake}/all`
pub(crate) async fn all(
    visit: Visit,
    Path(id): Path<IntakeId>,
    Form(several): Form<Several>,
) -> Result<Redirect, Failure> {
    let decision = match several.act.as_str() {
        "reject" => Decision::Rejected,
        _ => Decision::Accepted,
    };
    let wanted = several.show;
    match service::decide_all(&visit.cx, id, decision, |item| wanted.holds(item)).await {
        Ok(_) => Ok(Redirect::to(&format!("/intakes/{id}"))),
        Err(error) => noted(error).map(|note| back(id, wanted, None, Some(note))),
    }
}

/// `POST /intakes/{intake}/publish`
pub(crate) async fn publish(visit: Visit, Path(id): Path<IntakeId>) -> Result<Redirect, Failure> {
    match service::publish_intake(&visit.cx, id).await {
        Ok(plan) => Ok(Redirect::to(&format!("/plans/{plan}/imported"))),
        Err(error) => noted(error).map(|note| back(id, Wanted::Open, None, Some(note))),
    }
}

/// `POST /intakes/{intake}/discard`
pub(crate) async fn discard(visit: Visit, Path(id): Path<IntakeId>) -> Result<Redirect, Failure> {
    service::discard_intake(&visit.cx, id).await?;
    Ok(Redirect::to("/import"))
}

fn back(id: IntakeId, wanted: Wanted, item: Option<ItemId>, note: Option<&str>) -> Redirect {
    let address = address(id, wanted, item);
    let Some(note) = note else { return Redirect::to(&address) };
    let (path, place) = address.split_once('#').unwrap_or((&address, ""));
    Redirect::to(&format!("{path}&note={note}#{place}"))
}

/// What the page says of an error that leaves the review as it was.
fn noted(error: Error) -> Result<&'static str, Failure> {
    Ok(match error {
        Error::ChangedMeanwhile(_) => "changed",
        Error::NotInText => "text",
        Error::NoSuchPlace(_) => "place",
        Error::NothingToMerge => "merge",
        Error::Undecided(_) => "open",
        other => return Err(other.into()),
    })
}

impl Sent {
    /// What the fields say; `None` where one of them says nothing that can be understood.
    fn amendment(&self) -> Option<Amendment> {
        let due = optional::<Due>(&self.due)?;
        if let Some(strength) = Strength::parse(&self.strength) {
            let duties = DutyRole::ALL.into_iter().flat_map(|role| duties(role, self.names(role)));
            return Some(Amendment::Task(TaskAmendment {
                strength,
                due,
                duties: duties.collect(),
            }));
        }
        let indicator = self.indicator.trim();
        Some(Amendment::Target(TargetAmendment {
            indicator: (!indicator.is_empty()).then(|| indicator.to_owned())?,
            comparator: Comparator::parse(&self.comparator)?,
            value: optional::<Decimal>(&self.value)?,
            value_max: optional::<Decimal>(&self.value_max)?,
            unit: Some(self.unit.trim().to_owned()).filter(|unit| !unit.is_empty()),
            due,
            basis: Basis::parse(&self.basis)?,
            aspirational: self.aspirational.is_some(),
        }))
    }

    fn names(&self, role: DutyRole) -> &str {
        match role {
            DutyRole::Lead => &self.lead,
            DutyRole::Responsible => &self.responsible,
            DutyRole::Support => &self.support,
        }
    }
}

/// Names parted by commas of any kind.
fn duties(role: DutyRole, names: &str) -> Vec<Duty> {
    let names = names.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
    let named = names.filter(|name| !name.is_empty());
    named.map(|name| Duty { role, organisation: name.to_owned() }).collect()
}

/// The value of a field that may be left empty; `None` where it cannot be understood.
fn optional<T: std::str::FromStr>(field: &str) -> Option<Option<T>> {
    match field.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}
