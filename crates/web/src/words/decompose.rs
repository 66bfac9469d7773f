//! Words of decomposition: milestones, stages, measures.

use std::borrow::Borrow;

use luoshi_delivery::{AmendmentState, MilestoneState, NotAmendable, NotPlanned, Stage};

use super::Words;

impl Words {
    pub(crate) fn stage(self, stage: impl Borrow<Stage>) -> String {
        self.t(match stage.borrow() {
            Stage::Idea => "stage-idea",
            Stage::Preparation => "stage-preparation",
            Stage::Start => "stage-start",
            Stage::Construction => "stage-construction",
            Stage::Completion => "stage-completion",
        })
    }

    pub(crate) fn milestone_state(self, state: impl Borrow<MilestoneState>) -> String {
        self.t(match state.borrow() {
            MilestoneState::Open => "milestone-open",
            MilestoneState::Late => "milestone-late",
            MilestoneState::Reached => "milestone-reached-state",
        })
    }

    pub(crate) fn amendment_state(self, state: impl Borrow<AmendmentState>) -> String {
        self.t(match state.borrow() {
            AmendmentState::Drafted => "amendment-drafted",
            AmendmentState::Proposed => "amendment-proposed",
            AmendmentState::Approved => "amendment-approved",
            AmendmentState::Returned => "amendment-returned",
            AmendmentState::Withdrawn => "amendment-withdrawn",
        })
    }

    pub(crate) fn not_amendable(self, why: &NotAmendable) -> String {
        match why {
            NotAmendable::OutOfTurn(state) => {
                self.with("amendment-out-of-turn", "state", self.amendment_state(state))
            }
            NotAmendable::None => self.t("amendment-none"),
            NotAmendable::NoReason => self.t("amendment-no-reason"),
            NotAmendable::OwnAmendment => self.t("amendment-own"),
        }
    }

    pub(crate) fn not_planned(self, why: &NotPlanned) -> String {
        match why {
            NotPlanned::LaterThanTask { what, due, .. } => {
                self.with2("plan-later-than-task", ("what", what), ("due", self.due(*due)))
            }
            NotPlanned::LaterThanUpper { due, .. } => {
                self.with("plan-later-than-upper", "due", self.due(*due))
            }
            NotPlanned::OutOfOrder { project, stage } => {
                self.with2("plan-out-of-order", ("project", project), ("stage", self.stage(stage)))
            }
            NotPlanned::NoDate(text) => self.with("plan-no-date", "text", text),
            NotPlanned::OnlyAdd => self.t("plan-only-add"),
            NotPlanned::NoMeasure => self.t("plan-no-measure"),
            NotPlanned::NoWeight => self.t("plan-no-weight"),
        }
    }
}
