use std::collections::BTreeMap;

use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Form, Json};
use luoshi_delivery::{Period, PlanId, Report, Said, SaidValue, TaskId};
use luoshi_service::{self as service, Context, EVIDENCE_LIMIT, Error};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

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
    /// Keep the draft while it is typed; answered with a line rather than the page.
    Autosave,
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
    /// Version and revision as the form showed them: `2-5`.
    #[serde(default)]
    seen: String,
    /// Milestones that were reached, `reached-3`, and values, `value:pack:indicator` and `period:pack:indicator`.
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl Filled {
    pub(super) fn progress(&self) -> &str {
        &self.progress
    }

    pub(super) fn texts(&self) -> [&str; 3] {
        [&self.narrative, &self.problems, &self.needs]
    }

    pub(super) fn is_reached(&self, number: u32) -> bool {
        self.rest.contains_key(&format!("reached-{number}"))
    }

    /// What was typed for an indicator, and for which period.
    pub(super) fn value(&self, pack: &str, indicator: &str) -> (&str, &str) {
        let field = |name: String| self.rest.get(&name).map_or("", String::as_str);
        (field(format!("value:{pack}:{indicator}")), field(format!("period:{pack}:{indicator}")))
    }

    fn reached(&self) -> Vec<u32> {
        let numbers = self.rest.keys().filter_map(|name| name.strip_prefix("reached-"));
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    /// The values that were typed; none where one of them is no number.
    fn observed(&self) -> Option<Vec<SaidValue>> {
        let typed = self.rest.iter().filter(|(_, value)| !value.trim().is_empty());
        let named = typed.filter_map(|(name, value)| {
            Some((name.strip_prefix("value:")?.split_once(':')?, value))
        });
        let read = |((pack, indicator), value): ((&str, &str), &String)| {
            Some(SaidValue {
                pack: pack.to_owned(),
                indicator: indicator.to_owned(),
                period: self.value(pack, indicator).1.trim().to_owned(),
                value: value.trim().replace([',', '，'], "").parse().ok()?,
            })
        };
        named.map(read).collect()
    }

    /// Version and revision that the form showed.
    fn seen(&self) -> Option<(u32, u32)> {
        let (version, revision) = self.seen.split_once('-')?;
        Some((version.parse().ok()?, revision.parse().ok()?))
    }

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
            reached: self.reached(),
            // What is no number is asked for by nobody, so that it is refused.
            observed: self.observed().unwrap_or_else(|| vec![SaidValue::none()]),
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
        What::Autosave => return autosave(visit, (plan, task, period), &filled).await,
        What::Save => write(cx, (plan, task, period), &filled).await.map(drop),
        What::Submit => match write(cx, (plan, task, period), &filled).await.map(drop) {
            Ok(()) => service::submit_report(cx, plan, task, period).await,
            Err(error) => Err(error),
        },
        What::Approve => service::approve_report(cx, plan, task, period).await,
        What::Accept => service::accept_report(cx, plan, task, period, filled.share()).await,
        What::Return => service::return_report(cx, plan, task, period, &filled.reason).await,
    };
    answer(visit, (plan, task), period, done, Some(filled)).await
}

/// Writes the draft, where nobody changed it since the form was shown.
async fn write(
    cx: &Context,
    (plan, task, period): (PlanId, TaskId, Period),
    filled: &Filled,
) -> Result<Option<Report>, Error> {
    match filled.seen() {
        Some(seen) => {
            let about = (plan, task, period);
            service::write_report_seen(cx, about, filled.said(), seen).await.map(Some)
        }
        None => service::write_report(cx, plan, task, period, filled.said()).await.map(|()| None),
    }
}

/// Keeps the draft while it is typed: when it was kept and what the form has seen by then, or why not.
async fn autosave(
    visit: Visit,
    about: (PlanId, TaskId, Period),
    filled: &Filled,
) -> Result<Response, Failure> {
    match write(&visit.cx, about, filled).await {
        Ok(Some(report)) => {
            let seen = format!("{}-{}", report.version, report.revision);
            let at = visit.words.moment(report.filled.at);
            let at = at.rsplit(' ').next().unwrap_or_default();
            let saved = visit.words.with("draft-saved", "at", at);
            Ok(Json(json!({ "seen": seen, "note": saved })).into_response())
        }
        Ok(None) => Err(Failure::UseCase(Error::ReportChanged)), // A form that saves itself says what it saw.
        Err(error @ (Error::NotDone(_) | Error::ReportChanged)) => {
            let failure = Failure::UseCase(error);
            let note = failure.message(&visit.words);
            Ok((failure.status(), Json(json!({ "note": note }))).into_response())
        }
        Err(other) => Err(other.into()),
    }
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
    answer(visit, (plan, task), period, done, None).await
}

/// Back to the page; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    period: Period,
    done: Result<(), Error>,
    typed: Option<Filled>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let address = format!("/plans/{plan}/tasks/{task}/reports#{period}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(error @ (Error::NotDone(_) | Error::ReportChanged | Error::TooLarge { .. })) => {
            let failure = Failure::UseCase(error);
            let told = (failure.status(), failure.message(&visit.words));
            let typed = typed.filter(|it| matches!(it.act, What::Save | What::Submit));
            refused(visit, (plan, task), told, typed.map(|typed| (period, typed))).await
        }
        Err(other) => Err(other.into()),
    }
}
