use std::borrow::Borrow;
use std::collections::BTreeMap;

use luoshi_delivery::{Indicator, Outcome, Plan, PlanContents, Series, Target, TargetId, Verdict};

use crate::plan::{contents, plans};
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// What became of the targets of a plan.
#[derive(Clone, Debug, Default)]
pub struct Outcomes(BTreeMap<TargetId, Measured>);

/// What became of one target, and what measures it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What became of it.
    pub outcome: Outcome,
    /// What was observed of its indicator; `None` where no indicator measures it.
    pub series: Option<Series>,
}

impl Outcomes {
    /// What became of a target.
    pub fn of(&self, target: impl Borrow<TargetId>) -> Option<&Measured> {
        self.0.get(target.borrow())
    }

    /// What became of a target that something measures.
    pub fn found(&self, target: impl Borrow<TargetId>) -> Option<&Measured> {
        self.of(target).filter(|it| it.outcome.verdict != Verdict::Unmeasured)
    }

    /// Whether a target was met.
    pub fn is_met(&self, target: impl Borrow<TargetId>) -> bool {
        self.of(target).is_some_and(|it| it.outcome.verdict == Verdict::Met)
    }

    /// Whether anything at all was measured.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|it| it.series.is_none())
    }
}

/// What became of the targets of a plan by today, from the observations of the indicators that measure
/// them.
pub async fn outcomes(cx: &Context, contents: &PlanContents) -> Result<Outcomes, Error> {
    let indicators = cx.store.indicators(&cx.jurisdiction).await?;
    let mut outcomes = BTreeMap::new();
    for target in &contents.targets {
        let series = match measuring(&indicators, target) {
            Some(indicator) => Some(cx.store.series(&cx.jurisdiction, indicator.clone()).await?),
            None => None,
        };
        let outcome = Outcome::of(target, series.as_ref(), cx.today());
        outcomes.insert(target.id, Measured { outcome, series });
    }
    Ok(Outcomes(outcomes))
}

/// The indicator that measures a target: the first by pack and name.
pub(crate) fn measuring<'i>(indicators: &'i [Indicator], target: &Target) -> Option<&'i Indicator> {
    indicators.iter().find(|indicator| indicator.measures(target))
}

/// What was observed of each indicator of a pack.
pub async fn series_of_pack(cx: &Context, pack: &str) -> Result<Vec<Series>, Error> {
    permit(&cx.actor, Action::ReadRegisters)?;
    let indicators = cx.store.indicators(&cx.jurisdiction).await?;
    let mut all = Vec::new();
    for indicator in indicators.into_iter().filter(|it| it.pack == pack) {
        all.push(cx.store.series(&cx.jurisdiction, indicator).await?);
    }
    Ok(all)
}

/// A target that an indicator measures, with what became of it.
#[derive(Clone, Debug)]
pub struct MeasuredTarget {
    /// The plan it belongs to.
    pub plan: Plan,
    /// The target.
    pub target: Target,
    /// What became of it.
    pub outcome: Outcome,
}

/// What was observed of an indicator, and the targets of readable plans that it measures.
pub async fn indicator(
    cx: &Context,
    pack: &str,
    name: &str,
) -> Result<(Series, Vec<MeasuredTarget>), Error> {
    permit(&cx.actor, Action::ReadRegisters)?;
    let indicators = cx.store.indicators(&cx.jurisdiction).await?;
    let found = indicators.iter().find(|it| it.pack == pack && it.name == name);
    let found = found.ok_or(Error::NotFound(What::InPack))?;
    let series = cx.store.series(&cx.jurisdiction, found.clone()).await?;
    let mut targets = Vec::new();
    for card in plans(cx, None).await?.cards {
        let (plan, contents) = contents(cx, card.plan.id).await?;
        for target in &contents.targets {
            if measuring(&indicators, target) == Some(found) {
                let outcome = Outcome::of(target, Some(&series), cx.today());
                let (plan, target) = (plan.clone(), target.clone());
                targets.push(MeasuredTarget { plan, target, outcome });
            }
        }
    }
    Ok((series, targets))
}
