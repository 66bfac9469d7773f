//! Reports 进展填报: what an organisation says about a task in a cycle.
//!
//! ```text
//! draft 草稿 ──submit──▶ submitted 待审核 ──approve──▶ approved 待办公室 ──accept──▶ accepted 已采用
//!                          └──return──▶ returned 退回 ◀──return──┘
//! ```
//!
//! One person fills in, another of the same organisation approves, the office accepts. A returned report stays as it
//! was; the next version goes on from it. Only what was accepted moves a light.

use jiff::Timestamp;
use luoshi_rules::progress::Period;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{OrganisationCode, PlanSource, TaskId, share_a_person};

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportState {
    /// Being filled in 草稿.
    Draft,
    /// Waits for its organisation's approval 待审核.
    Submitted,
    /// Waits for the office 待采用.
    Approved,
    /// The office took it 已采用.
    Accepted,
    /// Sent back with a reason 退回.
    Returned,
}

/// What can be done with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportAction {
    /// Hand it in for approval 提交.
    Submit,
    /// Approve it for the organisation 审核通过.
    Approve,
    /// Take it, for the office 采用.
    Accept,
    /// Send it back 退回.
    Return,
}

impl SaidValue {
    /// A value that no task asks for.
    pub fn none() -> Self {
        let nothing = String::new();
        Self {
            pack: nothing.clone(),
            indicator: nothing.clone(),
            period: nothing,
            value: Decimal::ZERO,
        }
    }
}

impl ReportState {
    /// All of them, in the order a report goes through them.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Approved, Self::Accepted, Self::Returned];

    /// Every move a report can make. What is not in this table is refused.
    pub fn after(self, action: ReportAction) -> Option<Self> {
        use ReportAction::{Accept, Approve, Return, Submit};
        match (self, action) {
            (Self::Draft, Submit) => Some(Self::Submitted),
            (Self::Submitted, Approve) => Some(Self::Approved),
            (Self::Approved, Accept) => Some(Self::Accepted),
            (Self::Submitted | Self::Approved, Return) => Some(Self::Returned),
            _ => None,
        }
    }

    /// Whether it will never move again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Returned)
    }

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The share that is done, as the organisation sees it: from 0 to 1.
    pub progress: Decimal,
    /// What was done 工作进展.
    pub narrative: String,
    /// What stands in the way 存在问题.
    pub problems: String,
    /// What the organisation needs from others 需协调事项.
    pub needs: String,
    /// Milestones that were reached 节点完成情况, by number.
    pub reached: Vec<u32>,
    /// What was measured 指标数据: values of indicators that are reported.
    pub observed: Vec<SaidValue>,
}

/// A value of an indicator as an organisation reports it. It counts once the office took the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidValue {
    /// The pack of the indicator.
    pub pack: String,
    /// The indicator's name in it.
    pub indicator: String,
    /// For which period.
    pub period: String,
    /// The value, in the indicator's unit.
    pub value: Decimal,
}

/// Who did something with a report, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// A user's name.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What an organisation says about a task in a cycle 进展填报.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which task.
    pub task: TaskId,
    /// Which period.
    pub period: Period,
    /// Its number among the reports of the task and the period, from 1.
    pub version: u32,
    /// The organisation that leads the task and reports.
    pub organisation: OrganisationCode,
    /// How often this version was changed: whoever changes it says which state they saw.
    pub revision: u32,
    /// Where it stands.
    pub state: ReportState,
    /// What it says.
    pub said: Said,
    /// Files that show it 佐证材料, by the digest of their bytes.
    pub evidence: Vec<PlanSource>,
    /// Who filled it in, and when they last did.
    pub filled: Signed,
    /// Who approved it for the organisation.
    pub approved: Option<Signed>,
    /// Who of the office took it, or who sent it back.
    pub decided: Option<Signed>,
    /// The share that is done, as the office verified it.
    pub verified: Option<Decimal>,
    /// Why it was sent back.
    pub reason: Option<String>,
}

/// Why nothing was done with a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
    /// It does not stand where this can be done.
    #[error("the report is {}: this cannot be done with it now", .0.name())]
    OutOfTurn(ReportState),
    /// Who fills in does not approve (invariant 4).
    #[error("whoever filled it in does not approve it: somebody else must")]
    OwnReport,
    /// A share below 0 or above 1.
    #[error("progress is a share from 0 to 100 per cent")]
    NoShare,
    /// A milestone or an indicator that the task does not have, or a value without a period.
    #[error("the report names a milestone or a value that the task does not ask for")]
    NotAsked,
    /// Nothing was said.
    #[error("say what was done before handing it in")]
    SaysNothing,
    /// Sent back without a reason.
    #[error("say why it is sent back")]
    NoReason,
}

impl Report {
    /// The first version about a task for a period, still saying nothing.
    pub fn first(
        task: TaskId,
        period: Period,
        organisation: OrganisationCode,
        filled: Signed,
    ) -> Self {
        Self {
            task,
            period,
            version: 1,
            revision: 0,
            organisation,
            state: ReportState::Draft,
            said: Said::default(),
            evidence: Vec::new(),
            filled,
            approved: None,
            decided: None,
            verified: None,
            reason: None,
        }
    }

    /// Changes what a draft says.
    ///
    /// # Errors
    /// Once it was handed in, and for a share that is none.
    pub fn write(&mut self, said: Said, signed: Signed) -> Result<(), NotDone> {
        if self.state != ReportState::Draft {
            return Err(NotDone::OutOfTurn(self.state));
        }
        if !is_share(said.progress) {
            return Err(NotDone::NoShare);
        }
        (self.said, self.filled) = (said, signed);
        self.revision += 1;
        Ok(())
    }

    /// Adds a file of evidence to a draft. The same file twice is one.
    ///
    /// # Errors
    /// Once it was handed in.
    pub fn attach(&mut self, file: PlanSource) -> Result<(), NotDone> {
        if self.state != ReportState::Draft {
            return Err(NotDone::OutOfTurn(self.state));
        }
        self.evidence.retain(|it| it.sha256 != file.sha256);
        self.evidence.push(file);
        self.revision += 1;
        Ok(())
    }

    /// Hands it in.
    ///
    /// # Errors
    /// Where it says nothing, and once it was handed in.
    pub fn submit(&mut self) -> Result<(), NotDone> {
        if self.said.narrative.trim().is_empty() {
            return Err(NotDone::SaysNothing);
        }
        self.go(ReportAction::Submit)
    }

    /// Approves it for its organisation.
    ///
    /// # Errors
    /// Out of turn, and by whoever filled it in, acts for them, or had them act.
    pub fn approve(&mut self, signed: Signed) -> Result<(), NotDone> {
        if share_a_person(&signed.by, &self.filled.by) {
            return Err(NotDone::OwnReport);
        }
        self.go(ReportAction::Approve)?;
        self.approved = Some(signed);
        Ok(())
    }

    /// Takes it for the office, with the share of the work that was verified.
    ///
    /// # Errors
    /// Out of turn, by whoever filled it in or approved it, and for a share that is none.
    pub fn accept(&mut self, verified: Decimal, signed: Signed) -> Result<(), NotDone> {
        if !is_share(verified) {
            return Err(NotDone::NoShare);
        }
        if self.is_signed_by(&signed.by) {
            return Err(NotDone::OwnReport);
        }
        self.go(ReportAction::Accept)?;
        (self.verified, self.decided) = (Some(verified), Some(signed));
        Ok(())
    }

    /// Sends it back.
    ///
    /// # Errors
    /// Out of turn, and without a reason.
    pub fn send_back(&mut self, reason: &str, signed: Signed) -> Result<(), NotDone> {
        if reason.trim().is_empty() {
            return Err(NotDone::NoReason);
        }
        self.go(ReportAction::Return)?;
        (self.reason, self.decided) = (Some(reason.trim().to_owned()), Some(signed));
        Ok(())
    }

    /// The version that goes on from one that was sent back, or that corrects one that was accepted.
    pub fn next_version(&self, signed: Signed) -> Self {
        Self {
            version: self.version + 1,
            revision: 0,
            state: ReportState::Draft,
            filled: signed,
            approved: None,
            decided: None,
            verified: None,
            reason: None,
            ..self.clone()
        }
    }

    fn is_signed_by(&self, name: &str) -> bool {
        let approved = self.approved.as_ref();
        share_a_person(&self.filled.by, name)
            || approved.is_some_and(|it| share_a_person(&it.by, name))
    }

    fn go(&mut self, action: ReportAction) -> Result<(), NotDone> {
        self.state = self.state.after(action).ok_or(NotDone::OutOfTurn(self.state))?;
        self.revision += 1;
        Ok(())
    }
}

fn is_share(share: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&share)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signed(by: &str) -> Signed {
        Signed { by: by.to_owned(), at: Timestamp::UNIX_EPOCH }
    }

    fn draft() -> Report {
        let organisation = "swj".parse().unwrap();
        let first =
            Report::first(TaskId(1), "2018-Q3".parse().unwrap(), organisation, signed("chen"));
        Report { said: Said { narrative: "已开工".to_owned(), ..Said::default() }, ..first }
    }

    /// Does the thing of that number as one of three people.
    fn act(report: &mut Report, what: u8, who: &str) -> Result<(), NotDone> {
        match what {
            0 => report.submit(),
            1 => report.approve(signed(who)),
            2 => report.accept(Decimal::ONE, signed(who)),
            _ => report.send_back("补充佐证", signed(who)),
        }
    }

    proptest! {
        /// Whatever anybody tries in whatever order: what is accepted passed three people's hands.
        #[test]
        fn what_is_accepted_was_seen_by_three(acts in prop::collection::vec((0u8..4, "chen|wang|li|(li|wu) for (chen|wang)"), 0..20)) {
            let mut report = draft();
            for (what, who) in acts {
                let before = report.clone();
                if act(&mut report, what, &who).is_err() {
                    prop_assert_eq!(&before, &report, "what is refused changes nothing");
                }
                prop_assert!(!before.state.is_final() || before == report);
            }
            if report.state == ReportState::Accepted {
                let approved = report.approved.unwrap().by;
                let accepted = report.decided.unwrap().by;
                prop_assert!(!share_a_person(&report.filled.by, &approved));
                prop_assert!(!share_a_person(&approved, &accepted));
                prop_assert!(!share_a_person(&accepted, &report.filled.by));
            }
        }
    }

    #[test]
    fn a_draft_says_something_and_no_more_than_everything() {
        let mut report = draft();
        let over = Said { progress: Decimal::new(101, 2), ..Said::default() };
        assert_eq!(report.write(over, signed("chen")), Err(NotDone::NoShare));
        report.write(Said::default(), signed("chen")).unwrap();
        assert_eq!(report.submit(), Err(NotDone::SaysNothing));
    }

    #[test]
    fn what_was_sent_back_goes_on_as_the_next_version() {
        let mut report = draft();
        report.submit().unwrap();
        assert_eq!(report.send_back(" ", signed("wang")), Err(NotDone::NoReason));
        report.send_back("补充佐证", signed("wang")).unwrap();
        let next = report.next_version(signed("chen"));
        assert_eq!((next.version, next.state), (2, ReportState::Draft));
        assert_eq!(next.said, report.said);
        assert_eq!(next.reason, None);
    }
}
