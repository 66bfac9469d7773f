//! What a report about a task is asked for besides its texts: the state of milestones, values of indicators.

use luoshi_delivery::{Indicator, NotDone, Period, PlanContents, Said, Target, Task};
use luoshi_packs::Method;

use crate::pack::measuring;
use crate::{Context, Error};

/// A value that a report is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedValue {
    /// The target the task serves.
    pub target: Target,
    /// The indicator that measures it, which somebody has to report.
    pub indicator: Indicator,
}

/// The values that a report about `task` is asked for: of targets it serves whose indicator is reported rather than
/// computed.
pub(super) async fn asked_values(
    cx: &Context,
    contents: &PlanContents,
    task: &Task,
) -> Result<Vec<AskedValue>, Error> {
    let targets = contents.targets_of(task);
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let indicators = cx.store.indicators(&cx.jurisdiction).await?;
    let mut asked: Vec<AskedValue> = Vec::new();
    for target in targets {
        let Some(indicator) = measuring(&indicators, target) else { continue };
        let Some((_, pack)) = cx.store.pack(&cx.jurisdiction, &indicator.pack).await? else {
            continue;
        };
        let known = pack.indicators.get(&indicator.name);
        let is_reported = known.is_some_and(|it| matches!(it.method(), Method::Reported));
        if is_reported && asked.iter().all(|it| it.indicator != *indicator) {
            asked.push(AskedValue { target: target.clone(), indicator: indicator.clone() });
        }
    }
    Ok(asked)
}

/// Refuses milestones that the task does not have and values that it is not asked for.
pub(super) async fn check(
    cx: &Context,
    contents: &PlanContents,
    task: &Task,
    said: &Said,
) -> Result<(), Error> {
    let milestones = &task.detail.milestones;
    let is_known = |number: &u32| milestones.iter().any(|it| it.number == *number);
    if !said.reached.iter().all(is_known) {
        return Err(NotDone::NotAsked.into());
    }
    if said.observed.is_empty() {
        return Ok(());
    }
    let asked = asked_values(cx, contents, task).await?;
    let is_asked = |it: &luoshi_delivery::SaidValue| {
        it.period.parse::<Period>().is_ok()
            && asked.iter().any(|asked| {
                asked.indicator.pack == it.pack && asked.indicator.name == it.indicator
            })
    };
    if said.observed.iter().all(is_asked) { Ok(()) } else { Err(NotDone::NotAsked.into()) }
}
