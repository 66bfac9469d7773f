use axum::Form;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Period, PlanId, Said, TaskId};
use luoshi_service::{self as service, EVIDENCE_LIMIT, Error};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::show::refused;
use crate::failure::Failure;
use crate::upload::{Sent, receive};
use crate::visit::Visit;

/// What is done with a report.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Keep the draft.
    Save,
    /// Keep it and hand it in.
    Submit,
    Approve,
    Accept,
    Return,
}

/// What the forms of a report send.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Filled {
    act: What,
    #[serde(default)]
    progress: String,
    #[serde(default)]
    narrative: String,
    #[serde(default)]
    problems: String,
    #[serde(default)]
    needs: String,
    #[serde(default)]
    reason: String,
}

impl Filled {
    /// The share that was typed in per cent; what is no number is beyond every share, so that it is refused.
    fn share(&self) -> Decimal {
        let typed = self.progress.trim().trim_end_matches(['%', '％']);
        let share = typed.parse::<Decimal>().map(|it| it / Decimal::ONE_HUNDRED);
        share.unwrap_or(Decimal::NEGATIVE_ONE)
    }

    fn said(&self) -> Said {
        let trimmed = |text: &str| text.trim().replace("\r\n", "\n");
        Said {
            progress: self.share(),
            narrative: trimmed(&self.narrative),
            problems: trimmed(&self.problems),
            needs: trimmed(&self.needs),
        }
    }
}

/// `POST /plans/{plan}/tasks/{task}/reports/{period}`
pub(crate) async fn act(
    visit: Visit,
    Path((plan, task, period)): Path<(PlanId, TaskId, String)>,
    Form(filled): Form<Filled>,
) -> Result<Response, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let cx = &visit.cx;
    let done = match filled.act {
        What::Save => service::write_report(cx, plan, task, period, filled.said()).await,
        What::Submit => match service::write_report(cx, plan, task, period, filled.said()).await {
            Ok(()) => service::submit_report(cx, plan, task, period).await,
            Err(error) => Err(error),
        },
        What::Approve => service::approve_report(cx, plan, task, period).await,
        What::Accept => service::accept_report(cx, plan, task, period, filled.share()).await,
        What::Return => service::return_report(cx, plan, task, period, &filled.reason).await,
    };
    answer(visit, (plan, task), period, done).await
}

/// `POST /plans/{plan}/tasks/{task}/reports/{period}/evidence`
pub(crate) async fn attach(
    visit: Visit,
    Path((plan, task, period)): Path<(PlanId, TaskId, String)>,
    form: Multipart,
) -> Result<Response, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let limit = EVIDENCE_LIMIT;
    let done = match receive(form, limit).await {
        Sent::File(file, _) => {
            let file = (file.file_name, file.bytes);
            service::attach_evidence(&visit.cx, plan, task, period, file).await
        }
        Sent::TooLarge { file_name } => Err(Error::TooLarge { file_name, limit }),
        // Nothing was chosen: the draft is begun, and stays as it is.
        Sent::Nothing | Sent::BrokenOff => {
            service::begin_report(&visit.cx, plan, task, period).await.map(|_| ())
        }
    };
    answer(visit, (plan, task), period, done).await
}

/// Back to the page; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    period: Period,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let address = format!("/plans/{plan}/tasks/{task}/reports#{period}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(error @ (Error::NotDone(_) | Error::ReportChanged | Error::TooLarge { .. })) => {
            let failure = Failure::UseCase(error);
            let told = (failure.status(), failure.message(&visit.words));
            refused(visit, (plan, task), told).await
        }
        Err(other) => Err(other.into()),
    }
}
