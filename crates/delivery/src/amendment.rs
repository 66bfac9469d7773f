//! Amendments 调整: changes of what was issued, in force once somebody else approved them.
//!
//! ```text
//! drafted 草拟 ──propose──▶ proposed 待审批 ──approve──▶ approved 已生效
//!    │  ▲                      │
//!    │  └──────propose─────────┤ (again, after a change)
//!    │   returned 退回 ◀──return┘
//!    └──withdraw──▶ withdrawn 撤回 ◀──withdraw── returned
//! ```

use std::collections::BTreeMap;

use crate::{Assignment, Assignments, PlanContents, Signed, TaskId, share_a_person};

/// Where an amendment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmendmentState {
    /// Being drafted 草拟.
    Drafted,
    /// Waits for an approval 待审批.
    Proposed,
    /// In force 已生效.
    Approved,
    /// Sent back with a reason 退回.
    Returned,
    /// Given up 撤回.
    Withdrawn,
}

/// What can be done with an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AmendmentAction {
    /// Change what it changes.
    Change,
    /// Ask for its approval 报批.
    Propose,
    /// Put it in force 批准.
    Approve,
    /// Send it back 退回.
    Return,
    /// Give it up 撤回.
    Withdraw,
}

impl AmendmentState {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Drafted, Self::Proposed, Self::Approved, Self::Returned, Self::Withdrawn];

    /// Every move an amendment can make. What is not in this table is refused.
    pub fn after(self, action: AmendmentAction) -> Option<Self> {
        use AmendmentAction::{Approve, Change, Propose, Return, Withdraw};
        match (self, action) {
            (Self::Drafted | Self::Returned, Change) => Some(Self::Drafted),
            (Self::Drafted | Self::Returned, Propose) => Some(Self::Proposed),
            (Self::Proposed, Approve) => Some(Self::Approved),
            (Self::Proposed, Return) => Some(Self::Returned),
            (Self::Drafted | Self::Returned | Self::Proposed, Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }

    /// Whether it will never move again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Approved | Self::Withdrawn)
    }

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A change of what was issued 调整.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its number within the plan, from 1.
    pub number: u32,
    /// Where it stands.
    pub state: AmendmentState,
    /// Who is to do what, of the tasks that change.
    pub changes: BTreeMap<TaskId, Vec<Assignment>>,
    /// Why; empty while it is drafted.
    pub reason: String,
    /// Who changed it last.
    pub drafted: Signed,
    /// Who asked for its approval.
    pub proposed: Option<Signed>,
    /// Who approved it or sent it back.
    pub decided: Option<Signed>,
    /// Why it was sent back.
    pub answer: Option<String>,
    /// The version of the issue it became.
    pub version: Option<u32>,
}

/// Why nothing was done with an amendment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAmendable {
    /// It does not stand where this can be done.
    #[error("the amendment is {}: this cannot be done with it now", .0.name())]
    OutOfTurn(AmendmentState),
    /// There is none.
    #[error("there is no amendment: change an assignment first")]
    None,
    /// Proposed or sent back without a reason.
    #[error("say why")]
    NoReason,
    /// Who proposes does not approve.
    #[error("whoever drafted or proposed it does not approve it: somebody else must")]
    OwnAmendment,
}

impl Amendment {
    /// One that changes nothing yet.
    pub fn first(number: u32, drafted: Signed) -> Self {
        Self {
            number,
            state: AmendmentState::Drafted,
            changes: BTreeMap::new(),
            reason: String::new(),
            drafted,
            proposed: None,
            decided: None,
            answer: None,
            version: None,
        }
    }

    /// Changes who is to do a task.
    ///
    /// # Errors
    /// While it waits for its approval, and afterwards.
    pub fn change(
        &mut self,
        task: TaskId,
        assignments: &Assignments,
        signed: Signed,
    ) -> Result<(), NotAmendable> {
        self.go(AmendmentAction::Change)?;
        self.changes.insert(task, assignments.all().to_vec());
        self.drafted = signed;
        Ok(())
    }

    /// Asks for its approval.
    ///
    /// # Errors
    /// Out of turn, and without a reason.
    pub fn propose(&mut self, reason: &str, signed: Signed) -> Result<(), NotAmendable> {
        if reason.trim().is_empty() {
            return Err(NotAmendable::NoReason);
        }
        self.go(AmendmentAction::Propose)?;
        (self.reason, self.proposed) = (reason.trim().to_owned(), Some(signed));
        (self.decided, self.answer) = (None, None);
        Ok(())
    }

    /// Puts it in force as that version of the issue.
    ///
    /// # Errors
    /// Out of turn, and by whoever drafted or proposed it.
    pub fn approve(&mut self, version: u32, signed: Signed) -> Result<(), NotAmendable> {
        self.decides(&signed)?;
        self.go(AmendmentAction::Approve)?;
        (self.version, self.decided) = (Some(version), Some(signed));
        Ok(())
    }

    /// Sends it back.
    ///
    /// # Errors
    /// Out of turn, without a reason, and by whoever drafted or proposed it.
    pub fn send_back(&mut self, answer: &str, signed: Signed) -> Result<(), NotAmendable> {
        if answer.trim().is_empty() {
            return Err(NotAmendable::NoReason);
        }
        self.decides(&signed)?;
        self.go(AmendmentAction::Return)?;
        (self.answer, self.decided) = (Some(answer.trim().to_owned()), Some(signed));
        Ok(())
    }

    /// Gives it up.
    ///
    /// # Errors
    /// Once it is in force.
    pub fn withdraw(&mut self) -> Result<(), NotAmendable> {
        self.go(AmendmentAction::Withdraw)
    }

    /// The plan as it stands once this is in force.
    pub fn applied_to(&self, contents: &PlanContents) -> PlanContents {
        let mut contents = contents.clone();
        for task in &mut contents.tasks {
            let changed = self.changes.get(&task.id);
            // What was changed was an assignment when it was changed.
            if let Some(Ok(changed)) = changed.map(|list| Assignments::new(list.clone())) {
                task.assignments = changed;
            }
        }
        contents
    }

    /// Whether that person had a hand in it: they do not decide it (invariant 4).
    pub fn is_own(&self, name: &str) -> bool {
        let proposed = self.proposed.as_ref();
        share_a_person(&self.drafted.by, name)
            || proposed.is_some_and(|it| share_a_person(&it.by, name))
    }

    fn decides(&self, signed: &Signed) -> Result<(), NotAmendable> {
        if self.is_own(&signed.by) { Err(NotAmendable::OwnAmendment) } else { Ok(()) }
    }

    fn go(&mut self, action: AmendmentAction) -> Result<(), NotAmendable> {
        self.state = self.state.after(action).ok_or(NotAmendable::OutOfTurn(self.state))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::DutyRole;

    fn signed(by: &str) -> Signed {
        Signed { by: by.to_owned(), at: Timestamp::UNIX_EPOCH }
    }

    fn to(code: &str) -> Assignments {
        let (role, organisation) = (DutyRole::Lead, code.parse().unwrap());
        Assignments::new(vec![Assignment { role, organisation, person: None }]).unwrap()
    }

    proptest! {
        /// Whatever anybody tries in whatever order: what is in force was approved by somebody who had no hand in it.
        #[test]
        fn what_is_in_force_was_approved_by_another(acts in prop::collection::vec((0u8..5, "li|sun|wu"), 0..20)) {
            let mut amendment = Amendment::first(1, signed("li"));
            for (what, who) in acts {
                let before = amendment.clone();
                let done = match what {
                    0 => amendment.change(TaskId(1), &to("swj"), signed(&who)),
                    1 => amendment.propose("机构改革", signed(&who)),
                    2 => amendment.approve(2, signed(&who)),
                    3 => amendment.send_back("不妥", signed(&who)),
                    _ => amendment.withdraw(),
                };
                prop_assert!(done.is_ok() || before == amendment, "what is refused changes nothing");
                prop_assert!(!before.state.is_final() || before == amendment);
            }
            if amendment.state == AmendmentState::Approved {
                let by = amendment.decided.clone().unwrap().by;
                prop_assert!(!amendment.is_own(&by));
                prop_assert!(!amendment.reason.is_empty());
            }
        }
    }
}
