//! Who may do what. One table; every use case asks it. `docs/permissions.md` is printed from it.

use std::fmt;

use jiff::Timestamp;
use luoshi_delivery::{Audience, Grant, OrganisationCode, Plan, Role, SYSTEM};
use luoshi_store::AuditEntry;

use crate::{Actor, Error};

/// Something that needs a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read a plan everybody may read.
    ReadPublicPlan,
    /// Read a plan of the office's own.
    ReadInternalPlan,
    /// See which organisations there are.
    ReadOrganisations,
    /// Make a plan of a document.
    ImportDocument,
    /// Say who does a task, and which provisions need none.
    AssignTasks,
    /// Say by when the parts of a task are to be done.
    PlanTask,
    /// Issue a plan to those who are to do it.
    IssuePlan,
    /// Approve a change of what was issued, or send it back.
    ApproveAmendment,
    /// Accept what was issued, for an organisation.
    AcceptIssue,
    /// Ask for the reports of a period.
    OpenCycle,
    /// Read what organisations report.
    ReadReports,
    /// Fill in what an organisation did.
    FillReport,
    /// Approve a report for an organisation.
    ApproveReport,
    /// Take a report for the office, or send it back.
    DecideReport,
    /// Read supervision orders.
    ReadOrders,
    /// Write a supervision order down.
    RegisterOrder,
    /// Issue a supervision order, or do without it.
    IssueOrder,
    /// Accept and answer a supervision order, for an organisation.
    AnswerOrder,
    /// Ask those above to coordinate what a supervision order is about.
    CoordinateOrder,
    /// Verify what was replied to a supervision order, or send it back.
    VerifyOrder,
    /// Remind of a supervision order, raise it, hand it over, close it.
    ManageOrder,
    /// Grant or refuse more time.
    DecideExtension,
    /// Set the light of a task by hand, or take it back.
    SetLight,
    /// Give an instruction on a supervision order.
    InstructOrder,
    /// Compose and edit the bulletin of a cycle.
    ComposeBulletin,
    /// Publish a bulletin that somebody else wrote.
    PublishBulletin,
    /// Read the registers and indicators of packs.
    ReadRegisters,
    /// Read fields of a register that are not for everybody.
    ReadRestricted,
    /// Enter, correct, take back and import records of a register.
    KeepRegister,
    /// Put a pack in force.
    LoadPack,
    /// Store organisations from a file.
    LoadOrganisations,
    /// Write organisations down, rename, move and close them.
    KeepOrganisations,
    /// See who somebody is and which roles they hold.
    ReadUser,
    /// Let somebody sign in.
    CreateUser,
    /// Let a locked-out user try again.
    UnlockUser,
    /// End all sessions of a user.
    SignOutUser,
    /// Give a user another password for the first time.
    ResetUser,
    /// Destroy what is known of a user.
    ForgetUser,
    /// Give a role to somebody, or take it back.
    GrantRole,
    /// See which letters did not arrive, and send them again.
    KeepMail,
    /// See who did what to a thing.
    ReadAudit,
    /// Check the audit log, sign its checkpoints, take proofs out of it.
    ProveAudit,
}

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Things of the organisation the role is held for.
    Own,
    /// Those and things of the organisations below it.
    Below,
    /// Things of the whole jurisdiction, whatever organisation the role is held for.
    Whole,
}

/// One line of the table.
struct Row {
    action: Action,
    /// Whether one may without having signed in.
    open: bool,
    /// For each role, in the order of [`Role::ALL`].
    roles: [Option<Scope>; 9],
}

/// The table. A role held for the whole jurisdiction is held for what belongs to none of its
/// organisations, and all of them are below it.
const TABLE: &[Row] = {
    use Action::*;
    const __: Option<Scope> = None;
    const OWN: Option<Scope> = Some(Scope::Own);
    const BELOW: Option<Scope> = Some(Scope::Below);
    const WHOLE: Option<Scope> = Some(Scope::Whole);
    const ANYBODY: (bool, [Option<Scope>; 9]) = (true, [WHOLE; 9]);
    const fn row(action: Action, (open, roles): (bool, [Option<Scope>; 9])) -> Row {
        Row { action, open, roles }
    }
    #[rustfmt::skip]
    let table = &[
        row(ReadPublicPlan, ANYBODY),
        row(ReadOrganisations, ANYBODY),
        row(ReadRegisters, ANYBODY),
        //                                reporter approver office inspect. evaluat. leader admin. security auditor
        row(ReadInternalPlan,  (false, [ WHOLE,   WHOLE,  WHOLE,  WHOLE,   WHOLE,  WHOLE,  __,    __,    WHOLE ])),
        row(ImportDocument,    (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(AssignTasks,       (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(PlanTask,          (false, [ OWN,     OWN,    WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(IssuePlan,         (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(ApproveAmendment,  (false, [ __,      __,     WHOLE,  __,      __,     WHOLE,  __,    __,    __    ])),
        row(AcceptIssue,       (false, [ __,      BELOW,  __,     __,      __,     __,     __,    __,    __    ])),
        row(OpenCycle,         (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(ReadReports,       (false, [ WHOLE,   WHOLE,  WHOLE,  WHOLE,   WHOLE,  WHOLE,  __,    __,    WHOLE ])),
        row(FillReport,        (false, [ OWN,     __,     __,     __,      __,     __,     __,    __,    __    ])),
        row(ApproveReport,     (false, [ __,      OWN,    __,     __,      __,     __,     __,    __,    __    ])),
        row(DecideReport,      (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(ReadOrders,        (false, [ WHOLE,   WHOLE,  WHOLE,  WHOLE,   WHOLE,  WHOLE,  __,    __,    WHOLE ])),
        row(RegisterOrder,     (false, [ __,      __,     WHOLE,  WHOLE,   __,     __,     __,    __,    __    ])),
        row(IssueOrder,        (false, [ __,      __,     WHOLE,  __,      __,     WHOLE,  __,    __,    __    ])),
        row(AnswerOrder,       (false, [ OWN,     OWN,    __,     __,      __,     __,     __,    __,    __    ])),
        row(CoordinateOrder,   (false, [ OWN,     OWN,    WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(VerifyOrder,       (false, [ __,      __,     WHOLE,  WHOLE,   __,     __,     __,    __,    __    ])),
        row(ManageOrder,       (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(DecideExtension,   (false, [ __,      __,     WHOLE,  __,      __,     WHOLE,  __,    __,    __    ])),
        row(SetLight,          (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(InstructOrder,     (false, [ __,      __,     __,     __,      __,     WHOLE,  __,    __,    __    ])),
        row(ComposeBulletin,   (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(PublishBulletin,   (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(ReadRestricted,    (false, [ OWN,     OWN,    WHOLE,  __,      WHOLE,  WHOLE,  __,    __,    WHOLE ])),
        row(KeepRegister,      (false, [ OWN,     OWN,    WHOLE,  __,      __,     __,     __,    __,    __    ])),
        row(LoadPack,          (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(LoadOrganisations, (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(KeepOrganisations, (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(ReadUser,          (false, [ OWN,     OWN,    BELOW,  BELOW,   BELOW,  BELOW,  BELOW, BELOW, BELOW ])),
        row(CreateUser,        (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(UnlockUser,        (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(SignOutUser,       (false, [ __,      __,     __,     __,      __,     __,     BELOW, BELOW, __    ])),
        row(ResetUser,         (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(ForgetUser,        (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(GrantRole,         (false, [ __,      __,     __,     __,      __,     __,     __,    BELOW, __    ])),
        row(KeepMail,          (false, [ __,      __,     __,     __,      __,     __,     BELOW, __,    __    ])),
        row(ReadAudit,         (false, [ __,      __,     WHOLE,  __,      __,     __,     __,    WHOLE, WHOLE ])),
        row(ProveAudit,        (false, [ __,      __,     __,     __,      __,     __,     __,    __,    WHOLE ])),
    ];
    table
};

impl Action {
    /// All of them, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.action)
    }

    /// Its name in the audit log and in the printed table.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReadPublicPlan => "read_public_plan",
            Self::ReadInternalPlan => "read_internal_plan",
            Self::ReadOrganisations => "read_organisations",
            Self::ImportDocument => "import_document",
            Self::AssignTasks => "assign_tasks",
            Self::PlanTask => "plan_task",
            Self::IssuePlan => "issue_plan",
            Self::ApproveAmendment => "approve_amendment",
            Self::AcceptIssue => "accept_issue",
            Self::OpenCycle => "open_cycle",
            Self::ReadReports => "read_reports",
            Self::FillReport => "fill_report",
            Self::ApproveReport => "approve_report",
            Self::DecideReport => "decide_report",
            Self::ReadOrders => "read_orders",
            Self::RegisterOrder => "register_order",
            Self::IssueOrder => "issue_order",
            Self::AnswerOrder => "answer_order",
            Self::CoordinateOrder => "coordinate_order",
            Self::VerifyOrder => "verify_order",
            Self::ManageOrder => "manage_order",
            Self::DecideExtension => "decide_extension",
            Self::SetLight => "set_light",
            Self::InstructOrder => "instruct_order",
            Self::ComposeBulletin => "compose_bulletin",
            Self::PublishBulletin => "publish_bulletin",
            Self::ReadRegisters => "read_registers",
            Self::ReadRestricted => "read_restricted",
            Self::KeepRegister => "keep_register",
            Self::LoadPack => "load_pack",
            Self::LoadOrganisations => "load_organisations",
            Self::KeepOrganisations => "keep_organisations",
            Self::ReadUser => "read_user",
            Self::CreateUser => "create_user",
            Self::UnlockUser => "unlock_user",
            Self::SignOutUser => "sign_out_user",
            Self::ResetUser => "reset_user",
            Self::ForgetUser => "forget_user",
            Self::GrantRole => "grant_role",
            Self::KeepMail => "keep_mail",
            Self::ReadAudit => "read_audit",
            Self::ProveAudit => "prove_audit",
        }
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.action == self).expect("every action has its row")
    }

    /// Whether it changes nothing: what is called so.
    fn only_reads(self) -> bool {
        self.name().starts_with("read_")
    }

    /// Whether one may without having signed in.
    pub fn is_open(self) -> bool {
        self.row().open
    }

    /// How far it reaches for whoever holds the role; none where they may not.
    pub fn scope(self, role: Role) -> Option<Scope> {
        let roles = Role::ALL.into_iter().zip(self.row().roles);
        roles.into_iter().find(|(of, _)| *of == role).and_then(|(_, scope)| scope)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadPublicPlan | Self::ReadInternalPlan => "read this plan",
            Self::ReadOrganisations => "read the organisations",
            Self::ImportDocument => "import a document",
            Self::AssignTasks => "assign tasks",
            Self::PlanTask => "plan this task",
            Self::IssuePlan => "issue a plan",
            Self::ApproveAmendment => "approve an amendment",
            Self::AcceptIssue => "accept for this organisation what was issued",
            Self::OpenCycle => "ask for reports",
            Self::ReadReports => "read the reports",
            Self::FillReport => "fill in this organisation's reports",
            Self::ApproveReport => "approve this organisation's reports",
            Self::DecideReport => "take a report or send it back",
            Self::ReadOrders => "read the supervision orders",
            Self::RegisterOrder => "register a supervision order",
            Self::IssueOrder => "issue a supervision order",
            Self::AnswerOrder => "answer this organisation's supervision orders",
            Self::CoordinateOrder => "ask for coordination",
            Self::VerifyOrder => "verify a reply",
            Self::ManageOrder => "run the supervision orders",
            Self::DecideExtension => "decide about more time",
            Self::SetLight => "set the light of a task",
            Self::InstructOrder => "instruct",
            Self::ComposeBulletin => "compose a bulletin",
            Self::PublishBulletin => "publish a bulletin",
            Self::ReadRegisters => "read the registers",
            Self::ReadRestricted => "read this field",
            Self::KeepRegister => "change this register",
            Self::LoadPack => "load a pack",
            Self::LoadOrganisations => "load organisations",
            Self::KeepOrganisations => "change this organisation",
            Self::ReadUser => "see this user",
            Self::CreateUser => "create a user",
            Self::UnlockUser => "unlock a user",
            Self::SignOutUser => "end somebody's sessions",
            Self::ResetUser => "give somebody another password",
            Self::ForgetUser => "forget a user",
            Self::GrantRole => "give or take a role",
            Self::KeepMail => "see which letters did not arrive",
            Self::ReadAudit => "read the audit log",
            Self::ProveAudit => "prove the audit log",
        })
    }
}

/// Whose a thing is: an organisation with all above it, the nearest first; or the jurisdiction's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner(pub(crate) Vec<OrganisationCode>);

impl Owner {
    /// The jurisdiction itself.
    pub fn jurisdiction() -> Self {
        Self::default()
    }

    /// Whether `grant` reaches things of this owner.
    fn is_reached(&self, grant: &Grant, scope: Scope) -> bool {
        match (scope, &grant.organisation) {
            (Scope::Whole, _) | (Scope::Below, None) => true,
            (Scope::Below, Some(held_for)) => self.0.contains(held_for),
            (Scope::Own, held_for) => self.0.first() == held_for.as_ref(),
        }
    }
}

/// Whether `actor` may do it to things of `owner`.
pub fn may(actor: &Actor, action: Action, owner: &Owner) -> bool {
    action.is_open()
        || reaches(actor, action).is_none_or(|grants| {
            grants.into_iter().any(|(grant, scope)| owner.is_reached(grant, scope))
        })
}

/// Whether there may be a thing `actor` may do it to: what a menu asks.
pub fn may_somewhere(actor: &Actor, action: Action) -> bool {
    action.is_open() || reaches(actor, action).is_none_or(|grants| !grants.is_empty())
}

/// The organisations for which `actor` holds a role that may, each once.
pub(crate) fn held_for(actor: &Actor, action: Action) -> Vec<&OrganisationCode> {
    let grants = reaches(actor, action).unwrap_or_default().into_iter();
    let mut held: Vec<_> = grants.filter_map(|(grant, _)| grant.organisation.as_ref()).collect();
    held.sort();
    held.dedup();
    held
}

/// The grants by which `actor` may, with how far each reaches; none for the operator, who may all.
fn reaches(actor: &Actor, action: Action) -> Option<Vec<(&Grant, Scope)>> {
    match actor {
        Actor::Operator => None,
        Actor::Visitor => Some(Vec::new()),
        Actor::User(user) if user.only_reads && !action.only_reads() => Some(Vec::new()),
        Actor::User(user) => {
            let grants = user.grants.iter();
            let reaching = grants.filter_map(|grant| Some((grant, action.scope(grant.role)?)));
            Some(reaching.collect())
        }
    }
}

/// A permission that was asked for and given: what an audit entry is made of.
#[derive(Debug)]
pub(crate) struct Permit {
    actor: String,
    /// The code of the organisation the actor belongs to.
    organisation: String,
    action: &'static str,
}

impl Permit {
    /// The audit entry of the act it permits.
    pub(crate) fn entry(self, at: Timestamp, thing: String) -> AuditEntry {
        let Self { actor, organisation, action } = self;
        AuditEntry { at, actor, organisation, action: action.to_owned(), thing }
    }

    /// The same permission for one of several acts the action stands for.
    pub(crate) fn named(self, action: &'static str) -> Self {
        Self { action, ..self }
    }
}

/// The permission to do it to what belongs to the jurisdiction itself, or why not.
pub(crate) fn permit(actor: &Actor, action: Action) -> Result<Permit, Error> {
    permit_over(actor, action, &Owner::jurisdiction())
}

/// The permission to do it to something of the actor's own, where there may be such a thing; each thing is asked for
/// again.
pub(crate) fn permit_own(actor: &Actor, action: Action) -> Result<Permit, Error> {
    if may_somewhere(actor, action) {
        let (name, organisation) = (actor.name().to_owned(), actor.organisation());
        return Ok(Permit { actor: name, organisation, action: action.name() });
    }
    permit(actor, action)
}

/// Refuses an actor who may not do it to what belongs to the jurisdiction itself.
pub fn require(actor: &Actor, action: Action) -> Result<(), Error> {
    permit(actor, action).map(drop)
}

/// The permission to do it to things of `owner`, or why not.
pub(crate) fn permit_over(actor: &Actor, action: Action, owner: &Owner) -> Result<Permit, Error> {
    if may(actor, action, owner) {
        let (name, organisation) = (actor.name().to_owned(), actor.organisation());
        return Ok(Permit { actor: name, organisation, action: action.name() });
    }
    Err(match actor {
        Actor::Visitor => Error::SignInFirst(action),
        _ => Error::Forbidden(action),
    })
}

/// The permission of somebody who proved to be `user` to begin or end a session of their own.
pub(crate) fn own_session(user: &str, action: &'static str) -> Permit {
    Permit { actor: user.to_owned(), organisation: String::new(), action }
}

/// The permission of what happens by itself, on a schedule: nobody asks for it.
pub(crate) fn by_itself(action: &'static str) -> Permit {
    Permit { actor: SYSTEM.to_owned(), organisation: String::new(), action }
}

/// Whether `actor` may read `plan`.
pub(crate) fn may_read(actor: &Actor, plan: &Plan) -> bool {
    readable(actor).contains(&plan.audience)
}

/// The audiences whose plans `actor` may read.
pub(crate) fn readable(actor: &Actor) -> Vec<Audience> {
    let reading = [
        (Audience::Public, Action::ReadPublicPlan),
        (Audience::Internal, Action::ReadInternalPlan),
    ];
    let owner = Owner::jurisdiction();
    let may_read = reading.into_iter().filter(|(_, action)| may(actor, *action, &owner));
    may_read.map(|(audience, _)| audience).collect()
}
