//! Assignments 分工: which organisation does what for a task. One leads.

use serde::{Deserialize, Serialize};

use crate::{DutyRole, OrganisationCode};

/// What one organisation does for a task 分工.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// In which role.
    pub role: DutyRole,
    /// Which organisation.
    pub organisation: OrganisationCode,
    /// The person who answers there 责任人, where one is named.
    pub person: Option<String>,
}

/// All assignments of a task, the lead first. Empty until somebody assigns it; then exactly one organisation leads
/// 牵头单位 and none stands there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignments(Vec<Assignment>);

/// Why a list of organisations is no assignment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAssignable {
    /// Nobody leads.
    #[error("no organisation leads: name exactly one")]
    NoLead,
    /// More than one leads.
    #[error("{0} and {1} both lead: name exactly one")]
    TwoLead(OrganisationCode, OrganisationCode),
    /// One organisation in two roles.
    #[error("{0} is named twice: give it one role")]
    Twice(OrganisationCode),
}

impl Assignments {
    /// The assignments of a task, put in the order of their roles.
    ///
    /// # Errors
    /// Where not exactly one leads, or one organisation is named twice.
    pub fn new(mut all: Vec<Assignment>) -> Result<Self, NotAssignable> {
        all.sort_by_key(|it| it.role); // Stable: within a role, as they were named.
        for (at, one) in all.iter().enumerate() {
            if all[..at].iter().any(|other| other.organisation == one.organisation) {
                return Err(NotAssignable::Twice(one.organisation.clone()));
            }
        }
        let mut leads = all.iter().filter(|it| it.role == DutyRole::Lead);
        match (leads.next(), leads.next()) {
            (Some(_), None) => Ok(Self(all)),
            (None, _) => Err(NotAssignable::NoLead),
            (Some(one), Some(other)) => {
                Err(NotAssignable::TwoLead(one.organisation.clone(), other.organisation.clone()))
            }
        }
    }

    /// All of them, the lead first.
    pub fn all(&self) -> &[Assignment] {
        &self.0
    }

    /// Who leads 牵头单位; none while nobody is assigned.
    pub fn lead(&self) -> Option<&OrganisationCode> {
        self.0.first().map(|lead| &lead.organisation)
    }

    /// The organisations of that role.
    pub fn of(&self, role: DutyRole) -> impl Iterator<Item = &Assignment> {
        self.0.iter().filter(move |it| it.role == role)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_list() -> impl Strategy<Value = Vec<Assignment>> {
        let role = prop::sample::select(&DutyRole::ALL[..]);
        let one = (role, "[a-e]").prop_map(|(role, code)| Assignment {
            role,
            organisation: code.parse().unwrap(),
            person: None,
        });
        prop::collection::vec(one, 0..6)
    }

    proptest! {
        #[test]
        fn whoever_is_assigned_has_one_lead_and_everybody_once(list in any_list()) {
            let leads = list.iter().filter(|it| it.role == DutyRole::Lead).count();
            let mut codes: Vec<_> = list.iter().map(|it| &it.organisation).collect();
            codes.sort();
            codes.dedup();
            let right = leads == 1 && codes.len() == list.len();
            match Assignments::new(list.clone()) {
                Ok(all) => {
                    prop_assert!(right);
                    prop_assert_eq!(all.all().len(), list.len());
                    prop_assert_eq!(all.all()[0].role, DutyRole::Lead);
                    prop_assert_eq!(all.lead(), Some(&all.all()[0].organisation));
                }
                Err(_) => prop_assert!(!right),
            }
        }
    }
}
