//! Who may do what. One table; every use case asks it.
//!
//! | action | visitor | reader | office | operator |
//! |---|---|---|---|---|
//! | read a public plan | yes | yes | yes | yes |
//! | read an internal plan | | yes | yes | yes |
//! | import a document | | | yes | yes |
//! | create a user | | | | yes |
//! | load a pack | | | | yes |
//! | read the organisations | yes | yes | yes | yes |
//! | load organisations | | | | yes |

use std::fmt;

use jiff::Timestamp;
use luoshi_delivery::{Audience, Plan};
use luoshi_store::AuditEntry;

use crate::{Actor, Error, Role};

/// Something that needs a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read a plan everybody may read.
    ReadPublicPlan,
    /// Read a plan of the office's own.
    ReadInternalPlan,
    /// Make a plan of a document.
    ImportDocument,
    /// Let somebody sign in.
    CreateUser,
    /// Put a pack in force.
    LoadPack,
    /// See which organisations there are.
    ReadOrganisations,
    /// Store organisations from a file.
    LoadOrganisations,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::ReadPublicPlan,
        Self::ReadInternalPlan,
        Self::ImportDocument,
        Self::CreateUser,
        Self::LoadPack,
        Self::ReadOrganisations,
        Self::LoadOrganisations,
    ];

    /// Its name in the audit log and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReadPublicPlan => "read_public_plan",
            Self::ReadInternalPlan => "read_internal_plan",
            Self::ImportDocument => "import_document",
            Self::CreateUser => "create_user",
            Self::LoadPack => "load_pack",
            Self::ReadOrganisations => "read_organisations",
            Self::LoadOrganisations => "load_organisations",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReadPublicPlan | Self::ReadInternalPlan => "read this plan",
            Self::ImportDocument => "import a document",
            Self::CreateUser => "create a user",
            Self::LoadPack => "load a pack",
            Self::ReadOrganisations => "read the organisations",
            Self::LoadOrganisations => "load organisations",
        })
    }
}

/// Whether `actor` may do it: the table above.
pub fn may(actor: &Actor, action: Action) -> bool {
    use Action::{
        CreateUser, ImportDocument, LoadOrganisations, LoadPack, ReadInternalPlan,
        ReadOrganisations, ReadPublicPlan,
    };
    match actor {
        Actor::Operator => true,
        Actor::Visitor => matches!(action, ReadPublicPlan | ReadOrganisations),
        Actor::User(user) => match action {
            ReadPublicPlan | ReadInternalPlan | ReadOrganisations => true,
            ImportDocument => user.role == Role::Office,
            CreateUser | LoadPack | LoadOrganisations => false,
        },
    }
}

/// A permission that was asked for and given: what an audit entry is made of.
#[derive(Debug)]
pub(crate) struct Permit {
    actor: String,
    action: &'static str,
}

impl Permit {
    /// The audit entry of the act it permits.
    pub(crate) fn entry(self, at: Timestamp, thing: String) -> AuditEntry {
        AuditEntry { at, actor: self.actor, action: self.action.to_owned(), thing }
    }
}

/// The permission to do it, or why not.
pub(crate) fn permit(actor: &Actor, action: Action) -> Result<Permit, Error> {
    if may(actor, action) {
        return Ok(Permit { actor: actor.name().to_owned(), action: action.name() });
    }
    Err(match actor {
        Actor::Visitor => Error::SignInFirst(action),
        _ => Error::Forbidden(action),
    })
}

/// The permission of somebody who proved to be `user` to begin or end a session of their own.
pub(crate) fn own_session(user: &str, action: &'static str) -> Permit {
    Permit { actor: user.to_owned(), action }
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
    let may_read = reading.into_iter().filter(|(_, action)| may(actor, *action));
    may_read.map(|(audience, _)| audience).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::User;

    #[test]
    fn the_printed_table_is_what_the_program_asks() {
        let user = |role| Actor::User(User { name: "u".into(), display_name: "U".into(), role });
        let actors = [Actor::Visitor, user(Role::Reader), user(Role::Office), Actor::Operator];
        let printed: Vec<Vec<bool>> = include_str!("policy.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("//! | "))
            .skip(1)
            .map(|line| line.split('|').skip(1).take(4).map(|cell| cell.contains("yes")).collect())
            .collect();
        assert_eq!(printed.len(), Action::ALL.len());
        for (action, row) in Action::ALL.into_iter().zip(printed) {
            let asked: Vec<bool> = actors.iter().map(|actor| may(actor, action)).collect();
            assert_eq!(asked, row, "{action:?}");
        }
    }
}
