use jiff::Timestamp;
use luoshi_delivery::{
    IntakeId, ItemId, NotACycle, NotAmendable, NotAssignable, NotDone, NotExtended, NotIssuable,
    NotPlanned, NotPublishable, NotReorganised, OrderNotDone, OrderNumber, OrganisationCode,
    Period, PlanId, Role, TargetId, TaskId,
};
use luoshi_document::ReadError;
use luoshi_extract::TermsError;

use crate::Action;

/// Why a use case did not happen. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the actor may not know of it.
    #[error("there is no {0} here")]
    NotFound(What),
    /// The actor is signed in, but may not.
    #[error("you may not {0}: ask the office for the role")]
    Forbidden(Action),
    /// A visitor may not.
    #[error("sign in first to {0}")]
    SignInFirst(Action),
    /// No such user, or another password.
    #[error("user name or password is wrong")]
    WrongPassword,
    /// Too many wrong passwords.
    #[error("too many wrong passwords: try again after {until}")]
    LockedOut {
        /// When the next try is allowed.
        until: Timestamp,
    },
    /// A new user's name is taken.
    #[error("there is already a user `{0}`: choose another name")]
    NameTaken(String),
    /// The password is right, and the account has a second factor.
    #[error("type the code of your app as well")]
    CodeNeeded,
    /// The code of the second factor is wrong or was used before.
    #[error("the code is wrong or was used before: wait for the next one")]
    WrongCode,
    /// Somebody the provider knows, but none of our users said to be.
    #[error(
        "no account here is linked to this identity: sign in by password and link it on your account's page"
    )]
    UnknownIdentity,
    /// An identity that another user signs in by.
    #[error("another account is linked to this identity: unlink it there first")]
    IdentityTaken,
    /// A new password that somebody would guess.
    #[error("a password has 10 to 128 characters and is hard to guess: take four random words")]
    WeakPassword,
    /// Whoever asks has no account of their own.
    #[error("sign in first: this is about your own account")]
    NoAccount,
    /// A name nobody could sign in with.
    #[error("a user name has up to 40 letters, digits and .-_@, and a name to be shown")]
    BadUserName,
    /// There is no user of that name.
    #[error("there is no user `{0}`: look for the name with `luoshi user list`")]
    NoSuchUser(String),
    /// There is no organisation of that code.
    #[error("there is no organisation `{0}`: look for its code with `luoshi organisation find`")]
    NoSuchOrganisation(String),
    /// There is no such grant, or it was taken back before.
    #[error("this user holds no grant {0}")]
    NoSuchGrant(u32),
    /// Roles that one person may not hold together.
    #[error("whoever is {} may not be {} as well: name somebody else", held.name(), asked.name())]
    KeptApart {
        /// The role they hold.
        held: Role,
        /// The role that was asked for.
        asked: Role,
    },
    /// Whose duties are kept apart from one's own.
    #[error("this user is {}: only whoever runs the program does that, by `luoshi user`", .0.name())]
    OfAnother(Role),
    /// The name was not typed again.
    #[error("type the name `{0}` again: nothing brings back a user who was forgotten")]
    NotRepeated(String),
    /// Nobody changes the roles of their own.
    #[error("nobody gives or takes a role of their own: ask somebody else")]
    OwnGrant,
    /// A role that is not the own to lend, or is never lent.
    #[error("only a role of your own can be lent, and none of those who keep or check the system")]
    NotYoursToLend,
    /// A delegation that ends too late, or has ended.
    #[error("a delegation ends between today and a year from now: choose another last day")]
    NoSuchTerm,
    /// The last day before the first.
    #[error("the last day is before the first")]
    EndsBeforeItBegins,
    /// The bytes are no document.
    #[error("{file_name}: {why}")]
    Unreadable {
        /// The file.
        file_name: String,
        /// What is wrong with it, and what to do.
        why: ReadError,
    },
    /// The file is larger than an official document ever is.
    #[error("{file_name} is larger than {} MB: split it, or upload the text alone", limit / 1_048_576)]
    TooLarge {
        /// The file.
        file_name: String,
        /// The largest that is taken, in bytes.
        limit: usize,
    },
    /// The same bytes were imported before.
    #[error("{file_name} was imported before: it is plan {plan}")]
    AlreadyImported {
        /// The plan it became.
        plan: PlanId,
        /// The file.
        file_name: String,
    },
    /// Somebody else changed an item after it was seen.
    #[error("item {0} was changed by somebody else meanwhile: look at it again")]
    ChangedMeanwhile(ItemId),
    /// A review that is not finished cannot be published.
    #[error("{0} items are not decided: accept or reject them first")]
    Undecided(usize),
    /// The words that were picked do not stand in the body of the document.
    #[error("these words do not stand in the body of the document: pick them out of the text")]
    NotInText,
    /// A task cannot be split there.
    #[error("the task has no character {0} to be split before")]
    NoSuchPlace(usize),
    /// Only a task can be merged, and only with a task behind it.
    #[error("there is no task behind this one to merge it with")]
    NothingToMerge,
    /// A proof leads to a checkpoint, and there is none.
    #[error("there is no checkpoint of so many entries: make one with `luoshi audit checkpoint`")]
    NoCheckpoint,
    /// A checkpoint that a witness signed is not the one that is kept, or the witness's key did not sign it.
    #[error("this is not our checkpoint of so many entries, or {0} did not sign it")]
    NotOurCheckpoint(String),
    /// A task cannot be assigned like that.
    #[error("the assignment: {0}")]
    NotAssignable(#[from] NotAssignable),
    /// A plan cannot be issued as it stands.
    #[error("the plan: {0}")]
    NotIssuable(#[from] NotIssuable),
    /// What was planned for a task or a target cannot be kept.
    #[error("the plan of the task: {0}")]
    NotPlanned(#[from] NotPlanned),
    /// An amendment cannot be treated like that.
    #[error("the amendment: {0}")]
    NotAmendable(#[from] NotAmendable),
    /// Somebody else changed an amendment after it was seen.
    #[error("the amendment was changed by somebody else meanwhile: look at it again")]
    AmendmentChanged,
    /// A plan was not issued yet.
    #[error("the plan was not issued yet: issue it first")]
    NotIssued,
    /// A mark without a reason.
    #[error("say why the provision needs no task")]
    NoReason,
    /// The organisation has nothing to accept.
    #[error("{0} has nothing to accept here")]
    NothingToAccept(OrganisationCode),
    /// Reports cannot be asked for like that.
    #[error("the cycle: {0}")]
    NotACycle(#[from] NotACycle),
    /// Reports of that period were asked for before.
    #[error("reports for {0} were asked for before")]
    CycleOpen(Period),
    /// A report cannot be treated like that.
    #[error("the report: {0}")]
    NotDone(#[from] NotDone),
    /// Somebody else changed a report after it was seen.
    #[error("the report was changed by somebody else meanwhile: look at it again")]
    ReportChanged,
    /// An address no mail can be sent to.
    #[error("mail cannot be sent there: write an address like name@example.org")]
    BadAddress,
    /// An order cannot be treated like that.
    #[error("the order: {0}")]
    OrderNotDone(#[from] OrderNotDone),
    /// A task is not given more time like that.
    #[error("more time: {0}")]
    NotExtended(#[from] NotExtended),
    /// There is an open order about the same matter.
    #[error("there is an open order about this matter: go on with it")]
    OrderOpen,
    /// Somebody else did something with an order after it was seen.
    #[error("the order was changed by somebody else meanwhile: look at it again")]
    OrderChanged,
    /// A form for a file came without one.
    #[error("choose a file first")]
    NoFile,
    /// A bulletin cannot be treated like that.
    #[error("the bulletin: {0}")]
    NotPublishable(#[from] NotPublishable),
    /// A file in which no task table was found.
    #[error("{0} holds no task table: its head must name the number or the task")]
    NoTaskTable(String),
    /// A task table with cells that cannot be taken.
    #[error("{0} cells of the task table cannot be taken: look at them one by one")]
    FaultyTable(usize),
    /// A spreadsheet of reports with rows that cannot be taken.
    #[error("{0} rows cannot be taken: put them right and upload the file again")]
    FaultyRows(usize),
    /// A list of terms that cannot be read.
    #[error("the list of terms: {0}")]
    FaultyTerms(TermsError),
    /// A pack with faults was not loaded.
    #[error("the pack has {} faults; the first: {}", .0.len(), .0[0])]
    FaultyPack(Vec<luoshi_packs::Fault>),
    /// Values that a register or a form does not take.
    #[error("there are {} things to put right; the first: {}", .0.len(), .0[0])]
    FaultyRecord(Vec<luoshi_packs::Wrong>),
    /// Somebody else changed a record or a case after it was seen.
    #[error("this was changed by somebody else meanwhile: look at it again")]
    RecordChanged,
    /// A correction without a reason.
    #[error("say why it is changed")]
    NoReasonGiven,
    /// A file of organisations with faults was not loaded.
    #[error("the file of organisations has {0}")]
    FaultyOrganisations(#[from] luoshi_delivery::FaultyOrganisations),
    /// An organisation cannot be changed like that.
    #[error("the organisation: {0}")]
    NotReorganised(#[from] NotReorganised),
    /// What was known on a day that is too long ago.
    #[error("what was known on {0} was not kept: choose a later day")]
    NotKept(jiff::civil::Date),
    /// A clock cannot be set to that.
    #[error("there is no moment {0}: write it like 2018-10-08T09:00")]
    NoSuchMoment(jiff::civil::DateTime),
    /// A clock set to before what happened already.
    #[error("the clock cannot go back to {to}: the last entry of the audit log is of {last}")]
    ClockGoesBack {
        /// To when it was set.
        to: Timestamp,
        /// When the last entry was made.
        last: Timestamp,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] luoshi_store::Error),
    /// A part of the program stopped.
    #[error("the program could not finish: {0}; what was stored before is safe, try again")]
    Broken(String),
}

/// What was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A plan.
    Plan(PlanId),
    /// A task.
    Task(TaskId),
    /// A target.
    Target(TargetId),
    /// A document under review.
    Intake(IntakeId),
    /// An item under review.
    Item(ItemId),
    /// A cycle of a plan.
    Cycle(Period),
    /// A report about a task.
    Report(TaskId, Period),
    /// A supervision order.
    Order(OrderNumber),
    /// A bulletin of a cycle.
    Bulletin(Period),
    /// A provision of a plan.
    Provision,
    /// An entry of the audit log.
    Entry(u64),
    /// A pack, or something in it.
    InPack,
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Plan(id) => write!(f, "plan {id}"),
            Self::Task(id) => write!(f, "task {id}"),
            Self::Target(id) => write!(f, "target {id}"),
            Self::Intake(id) => write!(f, "intake {id} under review"),
            Self::Item(id) => write!(f, "item {id} under review"),
            Self::Cycle(period) => write!(f, "cycle {period}"),
            Self::Report(task, period) => write!(f, "report about {task} for {period}"),
            Self::Order(number) => write!(f, "order {number}"),
            Self::Bulletin(period) => write!(f, "bulletin of {period}"),
            Self::Provision => f.write_str("such provision"),
            Self::InPack => f.write_str("such pack, or no such thing in it"),
            Self::Entry(number) => write!(f, "entry {number} of the audit log"),
        }
    }
}
