//! What is done with an order, by whom.

use jiff::civil::Date;
use luoshi_rules::Rule as _;
use luoshi_rules::delivery::{Grade, Ground, Order as OrderRule, OrderInput, OrderLimit};

use super::{
    Order, OrderAction, OrderEntry, OrderMatter, OrderNumber, OrderState, SYSTEM, TimeLimit, Told,
};
use crate::{
    Extension, ExtensionCode, OrganisationCode, PlanSource, Role, Signed, day_of, share_a_person,
};

/// What comes with an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// In words.
    pub said: String,
    /// A day: until when more time is asked for, or the next due date.
    pub until: Option<Date>,
    /// Why more time is asked for.
    pub code: Option<ExtensionCode>,
    /// Why it goes up.
    pub ground: Option<Ground>,
    /// A file.
    pub file: Option<PlanSource>,
}

/// Why nothing was done with an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderNotDone {
    /// It does not stand where this can be done.
    #[error("the order is {}: this cannot be done with it now", .0.name())]
    OutOfTurn(OrderState),
    /// Who registers an order does not issue it.
    #[error("whoever registered it does not issue it: somebody else must")]
    OwnOrder,
    /// Who answers an order does not verify or close it.
    #[error("whoever answered it does not verify or close it: somebody else must")]
    OwnReply,
    /// Who asks for more time does not decide it.
    #[error("whoever asked for more time does not decide it: somebody else must")]
    OwnRequest,
    /// It says nothing.
    #[error("say it in words")]
    NoWords,
    /// Without a title, a basis or a requirement.
    #[error("an order names its matter, what it rests on, and what is to be done")]
    Incomplete,
    /// The rule does not let it be issued or go up so.
    #[error("{0}")]
    NotByTheRule(String),
    /// More time is asked for before the due date.
    #[error("more time is asked for before the due date, {0}")]
    TooLate(Date),
    /// The day that was given is none, or not after the due date.
    #[error("name a day after {0}")]
    NotLater(Date),
    /// Nobody asked for more time, or it was decided.
    #[error("no request for more time waits")]
    NothingAsked,
    /// More time was asked for already.
    #[error("a request for more time waits already")]
    AskedAlready,
    /// It is not overdue.
    #[error("it is not overdue: name another ground")]
    NotOverdue,
}

impl Order {
    /// Writes an order down 立项.
    ///
    /// # Errors
    /// Where something is missing, and where the rule knows no such ground for the grade.
    pub fn register(
        number: OrderNumber,
        matter: OrderMatter,
        (requirement, addressee): (String, OrganisationCode),
        (grade, ground, limit): (Grade, Ground, TimeLimit),
        signed: Signed,
    ) -> Result<Self, OrderNotDone> {
        let texts = [&matter.title, &matter.basis, &requirement];
        if texts.iter().any(|text| text.trim().is_empty()) {
            return Err(OrderNotDone::Incomplete);
        }
        let mut order = Self {
            number,
            matter,
            requirement,
            addressee,
            limit,
            ground,
            grade,
            state: OrderState::Registered,
            accept_by: None,
            due: None,
            first_due: None,
            asked: None,
            entries: Vec::new(),
        };
        order.limit_on(day_of(signed.at))?;
        order.add(OrderAction::Register, signed, Given::default());
        Ok(order)
    }

    /// Does something with it.
    ///
    /// # Errors
    /// Out of turn, by somebody who may not, without words where it needs them, and against the rule.
    pub fn act(
        &mut self,
        action: OrderAction,
        signed: Signed,
        given: Given,
    ) -> Result<(), OrderNotDone> {
        let next = self.state.after(action).ok_or(OrderNotDone::OutOfTurn(self.state))?;
        self.is_for(action, &signed.by)?;
        let is_said = signed.by == SYSTEM || !given.said.trim().is_empty();
        if action.needs_words() && !is_said {
            return Err(OrderNotDone::NoWords);
        }
        self.apply(action, day_of(signed.at), &signed, &given)?;
        self.state = next;
        self.add(action, signed, given);
        Ok(())
    }

    /// Whether it can be done now by somebody of that name, whatever comes with it.
    pub fn allows(&self, action: OrderAction, name: &str) -> bool {
        let asked = matches!(action, OrderAction::GrantExtension | OrderAction::RefuseExtension);
        self.state.after(action).is_some()
            && self.is_for(action, name).is_ok()
            && (!asked || self.asked.is_some())
            && (action != OrderAction::AskExtension || self.asked.is_none())
            && (action != OrderAction::Raise || self.grade.above().is_some())
    }

    /// Who must not do it, having done something else before (invariant 4).
    fn is_for(&self, action: OrderAction, name: &str) -> Result<(), OrderNotDone> {
        use OrderAction as A;
        let registered =
            self.entries.first().is_some_and(|entry| share_a_person(&entry.signed.by, name));
        let asked = self.asked.as_ref().is_some_and(|it| share_a_person(&it.asked.by, name));
        match action {
            A::Issue | A::Drop if registered => Err(OrderNotDone::OwnOrder),
            A::Return | A::Verify | A::Continue | A::Complete | A::StrikeOff
                if self.is_answered_by(name) =>
            {
                Err(OrderNotDone::OwnReply)
            }
            A::GrantExtension | A::RefuseExtension if asked => Err(OrderNotDone::OwnRequest),
            _ => Ok(()),
        }
    }

    /// What the act changes besides the state.
    fn apply(
        &mut self,
        action: OrderAction,
        on: Date,
        signed: &Signed,
        given: &Given,
    ) -> Result<(), OrderNotDone> {
        match action {
            OrderAction::Issue => {
                let (accept_by, due) = self.limit_on(on)?;
                (self.accept_by, self.due, self.first_due) =
                    (Some(accept_by), Some(due), Some(due));
            }
            OrderAction::Raise => self.raise(on, given.ground.unwrap_or(Ground::Unmet))?,
            OrderAction::Return => self.due = self.due.max(Some(again(on)?)),
            OrderAction::Continue => {
                let until = given.until.map_or_else(|| again(on), Ok)?;
                if until <= on {
                    return Err(OrderNotDone::NotLater(on));
                }
                self.due = Some(until);
            }
            OrderAction::AskExtension => self.ask(on, signed, given)?,
            OrderAction::GrantExtension => {
                let asked = self.asked.take().ok_or(OrderNotDone::NothingAsked)?;
                self.due = Some(given.until.unwrap_or(asked.until));
            }
            OrderAction::RefuseExtension => {
                self.asked.take().ok_or(OrderNotDone::NothingAsked)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Goes up by one grade, on a ground that the rule lists; that it was not met must be so.
    fn raise(&mut self, on: Date, ground: Ground) -> Result<(), OrderNotDone> {
        let Some(grade) = self.grade.above() else {
            return Err(OrderNotDone::NotByTheRule("a red order is the last".to_owned()));
        };
        if ground == Ground::Unmet && !self.is_overdue(on) {
            return Err(OrderNotDone::NotOverdue);
        }
        let raised_from = Some(self.grade);
        let input = OrderInput { on, grade, raised_from, ground, kind: None, days: None };
        let due = by_the_rule(&input)?.due;
        (self.grade, self.due) = (grade, Some(due));
        Ok(())
    }

    fn ask(&mut self, on: Date, signed: &Signed, given: &Given) -> Result<(), OrderNotDone> {
        let due = self.due.unwrap_or(on);
        if on > due {
            return Err(OrderNotDone::TooLate(due));
        }
        if self.asked.is_some() {
            return Err(OrderNotDone::AskedAlready);
        }
        let until = given.until.filter(|until| *until > due);
        self.asked = Some(Extension {
            code: given.code.unwrap_or(ExtensionCode::Extended),
            until: until.ok_or(OrderNotDone::NotLater(due))?,
            reason: given.said.trim().to_owned(),
            asked: signed.clone(),
        });
        Ok(())
    }

    /// Until when it is accepted and replied to, where it is issued on the day `on`.
    fn limit_on(&self, on: Date) -> Result<(Date, Date), OrderNotDone> {
        let (grade, ground) = (self.grade, self.ground);
        let (kind, days) = match &self.limit {
            TimeLimit::Kind(kind) => (Some(kind.clone()), None),
            TimeLimit::Day(_) => (None, Some(0)),
        };
        let input = OrderInput { on, grade, raised_from: None, ground, kind, days };
        let OrderLimit { accept_by, due, .. } = by_the_rule(&input)?;
        match self.limit {
            TimeLimit::Kind(_) => Ok((accept_by.min(due), due)),
            TimeLimit::Day(day) if day < on => Err(OrderNotDone::NotLater(on)),
            TimeLimit::Day(day) => Ok((accept_by.min(day), day)),
        }
    }

    fn add(&mut self, action: OrderAction, signed: Signed, given: Given) {
        let told = self.tells(action);
        let Given { said, file, .. } = given;
        let (said, grade, due) = (said.trim().to_owned(), self.grade, self.due);
        self.entries.push(OrderEntry { action, signed, said, file, grade, due, told });
    }

    /// Who is told of an act. Those above the organisation are added by whoever knows them.
    fn tells(&self, action: OrderAction) -> Vec<Told> {
        use OrderAction as A;
        let organisation = || Told::Organisation(self.addressee.clone());
        let (office, leader) = (Told::Holders(Role::Office), Told::Holders(Role::Leader));
        match action {
            A::Register | A::Accept | A::Begin | A::Attach => Vec::new(),
            A::Drop | A::Verify => vec![office],
            A::Reply | A::AskExtension => vec![office, Told::Holders(Role::Inspector)],
            A::Raise if self.grade == Grade::Red => vec![organisation(), office, leader],
            A::Raise => vec![organisation(), office],
            A::Coordinate => vec![organisation(), office, leader],
            A::Instruct => vec![organisation(), office],
            A::Issue | A::Return | A::Continue | A::Complete | A::StrikeOff => vec![organisation()],
            A::Remind | A::GrantExtension | A::RefuseExtension | A::Transfer => {
                vec![organisation()]
            }
        }
    }
}

fn by_the_rule(input: &OrderInput) -> Result<OrderLimit, OrderNotDone> {
    let said = OrderRule::evaluate(input);
    said.map(|it| it.value).map_err(|why| OrderNotDone::NotByTheRule(why.to_string()))
}

fn again(on: Date) -> Result<Date, OrderNotDone> {
    OrderRule::again(on).map_err(|why| OrderNotDone::NotByTheRule(why.to_string()))
}
