//! Words of supervision orders and of more time.

use std::borrow::Borrow;

use luoshi_delivery::{
    ExtensionCode, Grade, Ground, NotExtended, OrderAction, OrderNotDone, OrderState, TimeLimit,
};

use super::Words;

impl Words {
    pub(crate) fn order_state(self, state: impl Borrow<OrderState>) -> String {
        self.t(match state.borrow() {
            OrderState::Registered => "order-registered",
            OrderState::Issued => "order-issued",
            OrderState::Accepted => "order-accepted",
            OrderState::UnderWay => "order-under-way",
            OrderState::Replied => "order-replied",
            OrderState::Verified => "order-verified",
            OrderState::Completed => "order-completed",
            OrderState::StruckOff => "order-struck-off",
            OrderState::Dropped => "order-dropped",
            OrderState::Transferred => "order-transferred",
        })
    }

    pub(crate) fn order_grade(self, grade: impl Borrow<Grade>) -> String {
        self.t(match grade.borrow() {
            Grade::Blue => "grade-blue",
            Grade::Orange => "grade-orange",
            Grade::Red => "grade-red",
        })
    }

    pub(crate) fn order_ground(self, ground: impl Borrow<Ground>) -> String {
        self.t(match ground.borrow() {
            Ground::Slow => "ground-slow",
            Ground::Poor => "ground-poor",
            Ground::Short => "ground-short",
            Ground::Major => "ground-major",
            Ground::Urgent => "ground-urgent",
            Ground::Instruction => "ground-instruction",
            Ground::Special => "ground-special",
            Ground::Unmet => "ground-unmet",
        })
    }

    /// What a kind of matter is called; by its name in the rule where the rule knows more of them than the pages.
    pub(crate) fn order_kind(self, kind: &str) -> String {
        self.t(match kind {
            "immediate" => "kind-immediate",
            "express" => "kind-express",
            "instruction_urgent" => "kind-instruction-urgent",
            "instruction" => "kind-instruction",
            "minutes" => "kind-minutes",
            "document" => "kind-document",
            "hard" => "kind-hard",
            other => other,
        })
    }

    pub(crate) fn order_limit(self, limit: &TimeLimit) -> String {
        match limit {
            TimeLimit::Kind(kind) => self.order_kind(kind),
            TimeLimit::Day(day) => day.to_string(),
        }
    }

    /// What is done with an order, as buttons and the timeline say it.
    pub(crate) fn order_act(self, action: impl Borrow<OrderAction>) -> String {
        self.t(match action.borrow() {
            OrderAction::Register => "order-do-register",
            OrderAction::Issue => "order-do-issue",
            OrderAction::Drop => "order-do-drop",
            OrderAction::Accept => "order-do-accept",
            OrderAction::Begin => "order-do-begin",
            OrderAction::Attach => "order-do-attach",
            OrderAction::Reply => "order-do-reply",
            OrderAction::Return => "order-do-return",
            OrderAction::Verify => "order-do-verify",
            OrderAction::Continue => "order-do-continue",
            OrderAction::Complete => "order-do-complete",
            OrderAction::StrikeOff => "order-do-strike-off",
            OrderAction::Remind => "order-do-remind",
            OrderAction::Raise => "order-do-raise",
            OrderAction::Coordinate => "order-do-coordinate",
            OrderAction::Instruct => "order-do-instruct",
            OrderAction::AskExtension => "order-do-ask",
            OrderAction::GrantExtension => "order-do-grant",
            OrderAction::RefuseExtension => "order-do-refuse",
            OrderAction::Transfer => "order-do-transfer",
        })
    }

    /// What the words that go with an act are.
    pub(crate) fn order_said(self, action: impl Borrow<OrderAction>) -> String {
        self.t(match action.borrow() {
            OrderAction::Begin => "order-say-begin",
            OrderAction::Reply => "order-say-reply",
            OrderAction::Verify => "order-say-verify",
            OrderAction::Instruct => "order-say-instruct",
            OrderAction::Transfer => "order-say-transfer",
            OrderAction::Coordinate => "order-say-coordinate",
            action if action.needs_words() => "order-say-reason",
            _ => "order-say-note",
        })
    }

    pub(crate) fn extension_code(self, code: impl Borrow<ExtensionCode>) -> String {
        self.t(match code.borrow() {
            ExtensionCode::Suspended => "extension-suspended",
            ExtensionCode::ForceMajeure => "extension-force-majeure",
            ExtensionCode::Extended => "extension-extended",
        })
    }

    pub(crate) fn not_extended(self, why: NotExtended) -> String {
        match why {
            NotExtended::NoDueDate => self.t("no-due"),
            NotExtended::TooLate(due) => self.with("delays-too-late", "due", due),
            NotExtended::NotLater(due) => self.with("order-not-later", "due", due),
            NotExtended::NoReason => self.t("order-no-words"),
            NotExtended::NoStretch => self.t("delays-no-stretch"),
            NotExtended::AskedAlready => self.t("order-asked-already"),
            NotExtended::NothingAsked => self.t("order-nothing-asked"),
            NotExtended::OwnRequest => self.t("order-own-request"),
        }
    }

    pub(crate) fn order_not_done(self, why: &OrderNotDone) -> String {
        match why {
            OrderNotDone::OutOfTurn(state) => {
                self.with("order-out-of-turn", "state", self.order_state(state))
            }
            OrderNotDone::OwnOrder => self.t("order-own-order"),
            OrderNotDone::OwnReply => self.t("order-own-reply"),
            OrderNotDone::OwnRequest => self.t("order-own-request"),
            OrderNotDone::NoWords => self.t("order-no-words"),
            OrderNotDone::Incomplete => self.t("order-incomplete"),
            OrderNotDone::NotByTheRule(_) => self.t("order-not-by-rule"),
            OrderNotDone::TooLate(due) => self.with("order-too-late", "due", due),
            OrderNotDone::NotLater(due) => self.with("order-not-later", "due", due),
            OrderNotDone::NothingAsked => self.t("order-nothing-asked"),
            OrderNotDone::AskedAlready => self.t("order-asked-already"),
            OrderNotDone::NotOverdue => self.t("order-not-overdue"),
        }
    }
}
