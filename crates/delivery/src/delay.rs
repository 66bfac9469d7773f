//! More time for a task 延期, and lights that the office sets by hand 人工定灯.
//!
//! More time is asked for by the lead organisation before the due date, and decided by somebody else. The date that was
//! set at first stays for the appraisal; while the work rests by decision, its clock does not run.

use jiff::civil::Date;

use crate::{Extension, Light, Signed, Task, share_a_person};

/// A request for more time for a task, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskExtension {
    /// Its number among those of the task, from 1.
    pub number: u32,
    /// What was asked for.
    pub request: Extension,
    /// The days on which the clock stands still, the first and the last, where its reason stops it.
    pub stopped: Option<(Date, Date)>,
    /// Whether it was granted, by whom, and why not.
    pub decided: Option<Decided>,
}

/// What was decided about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Whether it was granted.
    pub granted: bool,
    /// By whom, and when.
    pub signed: Signed,
    /// In words.
    pub reason: String,
}

/// A light that the office set by hand 人工定灯, until it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightOverride {
    /// What it shows instead.
    pub light: Light,
    /// Why.
    pub reason: String,
    /// Who set it.
    pub set: Signed,
    /// Who took it back.
    pub taken_back: Option<Signed>,
}

/// What extensions leave of a task's time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The due date that holds now.
    pub due: Option<Date>,
    /// The stretches of days on which the clock stood still, in the order they were granted.
    pub stopped: Vec<(Date, Date)>,
}

/// Why no more time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotExtended {
    /// The task has no due date.
    #[error("the task has no due date: there is nothing to extend")]
    NoDueDate,
    /// More time is asked for before the due date.
    #[error("more time is asked for before the due date, {0}")]
    TooLate(Date),
    /// The day asked for is not after the due date.
    #[error("name a day after {0}")]
    NotLater(Date),
    /// Without a reason in words.
    #[error("say why")]
    NoReason,
    /// A reason that stops the clock names the days on which it stands still.
    #[error("name the first and the last day on which the work rests")]
    NoStretch,
    /// A request waits already.
    #[error("a request waits already")]
    AskedAlready,
    /// No request waits.
    #[error("no request waits")]
    NothingAsked,
    /// Who asks does not decide.
    #[error("whoever asked does not decide: somebody else must")]
    OwnRequest,
}

impl TaskExtension {
    /// A request for more time for `task`, beside the earlier ones, asked for on the day `on`.
    ///
    /// # Errors
    /// After the due date, without a later day or a reason, and while another waits.
    pub fn ask(
        task: &Task,
        earlier: &[Self],
        request: Extension,
        stopped: Option<(Date, Date)>,
        on: Date,
    ) -> Result<Self, NotExtended> {
        let due = task.due_now().ok_or(NotExtended::NoDueDate)?;
        if on > due {
            return Err(NotExtended::TooLate(due));
        }
        if request.until <= due {
            return Err(NotExtended::NotLater(due));
        }
        if request.reason.trim().is_empty() {
            return Err(NotExtended::NoReason);
        }
        if earlier.iter().any(|it| it.decided.is_none()) {
            return Err(NotExtended::AskedAlready);
        }
        let stopped = match request.code.stops_the_clock() {
            true => Some(stopped.filter(|(from, to)| from <= to).ok_or(NotExtended::NoStretch)?),
            false => None,
        };
        let number = earlier.iter().map(|it| it.number).max().unwrap_or(0) + 1;
        Ok(Self { number, request, stopped, decided: None })
    }

    /// Grants or refuses it.
    ///
    /// # Errors
    /// By whoever asked, a second time, and a refusal without a reason.
    pub fn decide(&mut self, decided: Decided) -> Result<(), NotExtended> {
        if self.decided.is_some() {
            return Err(NotExtended::NothingAsked);
        }
        if share_a_person(&self.request.asked.by, &decided.signed.by) {
            return Err(NotExtended::OwnRequest);
        }
        if !decided.granted && decided.reason.trim().is_empty() {
            return Err(NotExtended::NoReason);
        }
        self.decided = Some(decided);
        Ok(())
    }

    /// Whether it was granted.
    pub fn is_granted(&self) -> bool {
        self.decided.as_ref().is_some_and(|it| it.granted)
    }
}

impl Granted {
    /// What the granted ones of a task's extensions leave.
    pub fn of(extensions: &[TaskExtension]) -> Self {
        let granted = || extensions.iter().filter(|it| it.is_granted());
        Self {
            due: granted().map(|it| it.request.until).max(),
            stopped: granted().filter_map(|it| it.stopped).collect(),
        }
    }

    /// Whether the clock stands still on a day.
    pub fn is_stopped(&self, on: Date) -> bool {
        self.stopped.iter().any(|(from, to)| (*from..=*to).contains(&on))
    }
}
