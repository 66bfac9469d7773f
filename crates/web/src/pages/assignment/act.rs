use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Assignment, Assignments, DutyRole, OrganisationChart, PlanId, TaskId};
use luoshi_service::{self as service, Action, Error};
use serde::Deserialize;

use super::show::refused;
use crate::failure::Failure;
use crate::pages::organisations::{chart, typed};
use crate::visit::Visit;

/// Who does a task, as it was typed: several names with 、 between them.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    lead: String,
    #[serde(default)]
    responsible: String,
    #[serde(default)]
    support: String,
    #[serde(default)]
    person: String,
}

impl Named {
    fn read(&self, chart: &OrganisationChart) -> Result<Assignments, Error> {
        let typed_in = [
            (DutyRole::Lead, &self.lead),
            (DutyRole::Responsible, &self.responsible),
            (DutyRole::Support, &self.support),
        ];
        let person = Some(self.person.trim()).filter(|person| !person.is_empty());
        let mut list = Vec::new();
        for (role, names) in typed_in {
            for name in names.split(['、', ',', '，', ';', '；']) {
                let Some(organisation) = typed(chart, name)? else { continue };
                let person = person.filter(|_| role == DutyRole::Lead).map(str::to_owned);
                list.push(Assignment { role, organisation, person });
            }
        }
        Ok(Assignments::new(list)?)
    }

    fn is_empty(&self) -> bool {
        [&self.lead, &self.responsible, &self.support].iter().all(|it| it.trim().is_empty())
    }
}

/// `POST /plans/{plan}/tasks/{task}/assign`
pub(crate) async fn assign(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
    Form(named): Form<Named>,
) -> Result<Response, Failure> {
    // Whoever may not assign is not told what is wrong with what they typed.
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let done = match named.read(&chart(&visit).await?) {
        Ok(assignments) => service::assign_task(&visit.cx, plan, task, &assignments).await,
        Err(unknown) => Err(unknown),
    };
    answer(visit, plan, &format!("#{task}"), done).await
}

/// Which tasks, and who does those for which the document names nobody.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Bulk {
    #[serde(default)]
    provision: String,
    #[serde(flatten)]
    otherwise: Named,
}

/// `POST /plans/{plan}/assign`: the tasks nobody leads yet.
pub(crate) async fn bulk(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Form(sent): Form<Bulk>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let provision = Some(sent.provision.as_str()).filter(|eid| !eid.is_empty());
    let otherwise = match sent.otherwise.is_empty() {
        true => Ok(None),
        false => sent.otherwise.read(&chart(&visit).await?).map(Some),
    };
    let done = match otherwise {
        Ok(otherwise) => {
            service::assign_unassigned(&visit.cx, plan, provision, otherwise.as_ref()).await
        }
        Err(unknown) => Err(unknown),
    };
    let place = provision.map(|eid| format!("#{eid}")).unwrap_or_default();
    answer(visit, plan, &place, done.map(|_| ())).await
}

/// A provision, and why it needs no task.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Marked {
    #[serde(default)]
    provision: String,
    reason: Option<String>,
}

/// `POST /plans/{plan}/principles`: without a reason the mark is taken off.
pub(crate) async fn principle(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Form(sent): Form<Marked>,
) -> Result<Response, Failure> {
    let reason = sent.reason.as_deref();
    let done = service::mark_principle(&visit.cx, plan, &sent.provision, reason).await;
    answer(visit, plan, &format!("#{}", sent.provision), done).await
}

/// What is done with the open amendment.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Propose,
    Approve,
    Return,
    Withdraw,
}

/// What the forms of an amendment send.
#[derive(Debug, Deserialize)]
pub(crate) struct Amending {
    act: Step,
    #[serde(default)]
    reason: String,
}

/// `POST /plans/{plan}/amendment`
pub(crate) async fn amend(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Form(sent): Form<Amending>,
) -> Result<Response, Failure> {
    let (cx, reason) = (&visit.cx, &sent.reason);
    let done = match sent.act {
        Step::Propose => service::propose_amendment(cx, plan, reason).await,
        Step::Approve => service::approve_amendment(cx, plan).await.map(drop),
        Step::Return => service::return_amendment(cx, plan, reason).await,
        Step::Withdraw => service::withdraw_amendment(cx, plan).await,
    };
    answer(visit, plan, "#issues", done).await
}

/// On what decision a plan is issued.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Why {
    #[serde(default)]
    reason: String,
}

/// `POST /plans/{plan}/issue`
pub(crate) async fn issue(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = service::issue_plan(&visit.cx, plan, &why.reason).await;
    answer(visit, plan, "#issues", done.map(|_| ())).await
}

/// For which organisation.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct For {
    #[serde(default)]
    organisation: String,
}

/// `POST /plans/{plan}/accept`
pub(crate) async fn accept(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Form(sent): Form<For>,
) -> Result<Response, Failure> {
    let done = match sent.organisation.parse() {
        Ok(code) => service::accept_issue(&visit.cx, plan, &code).await,
        Err(_) => Err(Error::NoSuchOrganisation(sent.organisation)),
    };
    answer(visit, plan, "#issues", done).await
}

/// Back to the page; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    plan: PlanId,
    place: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{plan}/assignment{place}")).into_response()),
        Err(error) => {
            let can_be_put_right = matches!(
                error,
                Error::NoSuchOrganisation(_)
                    | Error::NotAssignable(_)
                    | Error::NotIssuable(_)
                    | Error::NotIssued
                    | Error::NotAmendable(_)
                    | Error::AmendmentChanged
                    | Error::NothingToAccept(_)
                    | Error::NoReason
            );
            let failure = Failure::UseCase(error);
            if !can_be_put_right {
                return Err(failure);
            }
            let told = (failure.status(), failure.message(&visit.words));
            refused(visit, plan, told).await
        }
    }
}
