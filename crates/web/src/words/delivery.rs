//! Words of the delivery loop: lights, reports, issues, cycles.

use std::borrow::Borrow;

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use luoshi_delivery::{
    Lamp, Light, LightBasis, NotACycle, NotAssignable, NotDone, NotIssuable, ReportState,
    VerifiedProgress, Why,
};
use rust_decimal::Decimal;

use super::Words;

impl Words {
    /// A moment as the clock of the office shows it.
    pub(crate) fn moment(self, moment: impl Borrow<Timestamp>) -> String {
        let office = TimeZone::fixed(offset(8)).to_datetime(*moment.borrow());
        office.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// A share in per cent, as people write it: `45%`, `33.3%`.
    pub(crate) fn per_cent(self, share: impl Borrow<Decimal>) -> String {
        format!("{}%", (share.borrow() * Decimal::ONE_HUNDRED).round_dp(1).normalize())
    }

    /// `核实进度 40%（2018-Q3）`.
    pub(crate) fn verified(self, verified: impl Borrow<VerifiedProgress>) -> String {
        let VerifiedProgress { progress, period } = verified.borrow();
        self.with2("reports-verified", ("progress", self.per_cent(progress)), ("period", period))
    }

    pub(crate) fn light(self, light: impl Borrow<Light>) -> String {
        self.t(match light.borrow() {
            Light::Red => "light-red",
            Light::Yellow => "light-yellow",
            Light::Green => "light-green",
            Light::Blue => "light-blue",
            Light::Done => "light-done",
            Light::Exempt => "light-exempt",
        })
    }

    /// What a lamp shows; with a word where the office set it by hand.
    pub(crate) fn lamp(self, lamp: impl Borrow<Lamp>) -> String {
        let light = self.light(lamp.borrow().light);
        match lamp.borrow().is_set_by_hand() {
            true => self.with("lamp-set-by-hand", "light", light),
            false => light,
        }
    }

    pub(crate) fn why(self, lamp: impl Borrow<Lamp>) -> String {
        match lamp.borrow().why {
            Why::NoDueDate => self.t("why-no-due-date"),
            Why::NotYetDue(due) => self.with("why-not-yet-due", "due", self.due(due)),
            Why::Overdue(due) => self.with("why-overdue", "due", self.due(due)),
            Why::MilestoneLate(due) => self.with("why-milestone-late", "due", self.due(due)),
            Why::SetByHand(light) => self.with("why-set-by-hand", "light", self.light(light)),
            Why::Done(period) => self.with("why-done", "period", period),
            Why::UnderWay { basis, progress, elapsed, days_left } => {
                let shares =
                    [("progress", self.per_cent(progress)), ("elapsed", self.per_cent(elapsed))];
                let [progress, elapsed] = shares;
                let shares = self.with2("why-under-way", progress, elapsed);
                let left = self.n("why-days-left", days_left);
                format!("{}{shares}{left}", self.t(basis_key(basis)))
            }
        }
    }

    pub(crate) fn report_state(self, state: impl Borrow<ReportState>) -> String {
        self.t(match state.borrow() {
            ReportState::Draft => "report-draft",
            ReportState::Submitted => "report-submitted",
            ReportState::Approved => "report-approved",
            ReportState::Accepted => "report-accepted",
            ReportState::Returned => "report-returned",
        })
    }

    pub(crate) fn not_assignable(self, why: &NotAssignable) -> String {
        match why {
            NotAssignable::NoLead => self.t("assign-no-lead"),
            NotAssignable::TwoLead(one, other) => {
                self.with2("assign-two-lead", ("one", one), ("other", other))
            }
            NotAssignable::Twice(code) => self.with("assign-twice", "code", code),
        }
    }

    pub(crate) fn not_issuable(self, why: &NotIssuable) -> String {
        match why {
            NotIssuable::Uncovered { provisions, tasks } => {
                self.with2("issue-uncovered", ("provisions", provisions), ("tasks", tasks))
            }
            NotIssuable::Unmeasured(count) => self.n("issue-unmeasured", count),
            NotIssuable::Unanswered(count) => self.n("issue-unanswered", count),
            NotIssuable::Unchanged(version) => self.n("issue-unchanged", version),
            NotIssuable::Issued(version) => self.n("issue-issued", version),
            NotIssuable::NoReason => self.t("issue-no-reason"),
        }
    }

    pub(crate) fn not_a_cycle(self, why: NotACycle) -> String {
        match why {
            NotACycle::TooLong(period) => self.with("cycle-too-long", "period", period),
            NotACycle::NoCalendar(period) => self.with("cycle-no-calendar", "period", period),
        }
    }

    pub(crate) fn not_done(self, why: &NotDone) -> String {
        match why {
            NotDone::OutOfTurn(state) => {
                self.with("report-out-of-turn", "state", self.report_state(state))
            }
            NotDone::OwnReport => self.t("report-own"),
            NotDone::NoShare => self.t("report-no-share"),
            NotDone::NotAsked => self.t("report-not-asked"),
            NotDone::SaysNothing => self.t("report-says-nothing"),
            NotDone::NoReason => self.t("report-no-reason"),
        }
    }
}

fn basis_key(basis: LightBasis) -> &'static str {
    match basis {
        LightBasis::Closed => "basis-closed",
        LightBasis::Overdue => "basis-overdue",
        LightBasis::FarBehind => "basis-far-behind",
        LightBasis::Behind => "basis-behind",
        LightBasis::DueSoon => "basis-due-soon",
        LightBasis::OnCourse => "basis-on-course",
    }
}
