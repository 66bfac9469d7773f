//! Acting for somebody else 转授权: whose hands an act went through.
//!
//! Whoever acts by delegation signs with both names, `li for wang`: in the audit log, on reports, everywhere a name is
//! kept. Names of users have no blanks, so that it is read back without doubt.

/// What stands between the name of whoever acted and of whom for.
const FOR: &str = " for ";

/// The signature of somebody who acts for somebody else.
///
/// ```
/// use luoshi_delivery::{on_behalf, people};
/// let signature = on_behalf("li", "wang");
/// assert_eq!(signature, "li for wang");
/// assert_eq!(people(&signature).collect::<Vec<_>>(), ["li", "wang"]);
/// ```
pub fn on_behalf(name: &str, of: &str) -> String {
    format!("{name}{FOR}{of}")
}

/// Everybody whose act it is by its signature: who did it and, where there is one, who they did it for.
pub fn people(signature: &str) -> impl Iterator<Item = &str> {
    signature.split(FOR)
}

/// Whether somebody stands in both signatures: then one does not check the other (invariant 4).
///
/// ```
/// use luoshi_delivery::share_a_person;
/// assert!(share_a_person("li for wang", "wang"));
/// assert!(!share_a_person("li for wang", "chen"));
/// ```
pub fn share_a_person(one: &str, other: &str) -> bool {
    people(one).any(|name| people(other).any(|it| it == name))
}
