//! Roles 角色 and who holds them: for an organisation and a time.

use jiff::civil::Date;

use crate::OrganisationCode;

/// What somebody does in the work 角色.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Fills in what an organisation did 填报.
    Reporter,
    /// Approves what another filled in 审核.
    Approver,
    /// Runs the work for the leading group 主管.
    Office,
    /// Inspects 督查.
    Inspector,
    /// Evaluates 评估.
    Evaluator,
    /// Leads, and sees all of it 领导.
    Leader,
    /// Keeps the system: users, organisations, packs 系统管理.
    Administrator,
    /// Says who holds which role 安全管理.
    Security,
    /// Checks what happened 审计.
    Auditor,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Reporter,
        Self::Approver,
        Self::Office,
        Self::Inspector,
        Self::Evaluator,
        Self::Leader,
        Self::Administrator,
        Self::Security,
        Self::Auditor,
    ];

    /// Its name in the store, in translations and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Approver => "approver",
            Self::Office => "office",
            Self::Inspector => "inspector",
            Self::Evaluator => "evaluator",
            Self::Leader => "leader",
            Self::Administrator => "administrator",
            Self::Security => "security",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether somebody may lend it to a stand-in 可转授: who keeps, secures or checks the system acts in person.
    pub fn is_lent(self) -> bool {
        matches!(self, Self::Reporter | Self::Approver | Self::Office | Self::Leader)
    }

    /// Whether one person may not hold both 三员分立: who keeps the system, who gives out its roles and
    /// who checks on them are three people.
    pub fn excludes(self, other: Self) -> bool {
        let kept_apart = [Self::Administrator, Self::Security, Self::Auditor];
        self != other && kept_apart.contains(&self) && kept_apart.contains(&other)
    }
}

/// A role that somebody holds 授权.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which.
    pub role: Role,
    /// For which organisation and those below it; none is the whole jurisdiction.
    pub organisation: Option<OrganisationCode>,
    /// The first day.
    pub from: Date,
    /// The last day; none is until it is revoked.
    pub until: Option<Date>,
}

impl Grant {
    /// Whether it holds on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both hold.
    pub fn meets(&self, other: &Self) -> bool {
        let first = self.from.max(other.from);
        [self, other].iter().all(|grant| grant.until.is_none_or(|until| first <= until))
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn grant(from: i32, lasts: Option<i32>) -> Grant {
        let from = date(2018, 1, 1).saturating_add(from.days());
        let until = lasts.map(|days| from.saturating_add(days.days()));
        Grant { role: Role::Office, organisation: None, from, until }
    }

    proptest! {
        #[test]
        fn two_grants_meet_when_some_day_is_in_both(
            one in (0..40, proptest::option::of(0..20)),
            other in (0..40, proptest::option::of(0..20)),
        ) {
            let (one, other) = (grant(one.0, one.1), grant(other.0, other.1));
            let days = date(2018, 1, 1).series(1.day()).take(61);
            let together = days.into_iter().any(|day| one.holds_on(day) && other.holds_on(day));
            prop_assert_eq!(one.meets(&other), together);
            prop_assert_eq!(other.meets(&one), together);
        }
    }

    #[test]
    fn administration_security_and_audit_are_three_people_and_nothing_else_is_kept_apart() {
        let three = [Role::Administrator, Role::Security, Role::Auditor];
        for one in Role::ALL {
            assert_eq!(Role::parse(one.name()), Some(one));
            for other in Role::ALL {
                let apart = one != other && three.contains(&one) && three.contains(&other);
                assert_eq!(one.excludes(other), apart, "{one:?} and {other:?}");
            }
        }
    }
}
