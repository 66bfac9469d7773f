use serde::{Deserialize, Serialize};

/// One line of the audit log 审计记录: who did what to which thing, when, and what that thing was before and after.
///
/// Users stand in it by their aliases ([`crate::alias`]), and what is written as digests: what is personal can be destroyed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Whose log it is: six digits of GB/T 2260.
    pub jurisdiction: String,
    /// Its number in the log, from 1.
    pub sequence: u64,
    /// When: RFC 3339, UTC.
    pub at: String,
    /// Who: a user's alias, or the command that acted.
    pub actor: String,
    /// For which organisation; empty where for none.
    #[serde(default)]
    pub organisation: String,
    /// What: the use case.
    pub action: String,
    /// To which thing: `plan/1`.
    pub thing: String,
    /// The digest of the thing before, hexadecimal; empty where there was none.
    #[serde(default)]
    pub before: String,
    /// The digest of the thing after; empty where it is gone, or where nothing is kept of it.
    #[serde(default)]
    pub after: String,
}

/// What every entry's bytes begin with.
const FORMAT: &[u8] = b"luoshi-audit/1\0";

impl Entry {
    /// The bytes that are hashed: the format, then each field in the order above, each after its length in bytes as
    /// four bytes, the most significant first; the number in decimal digits.
    pub fn bytes(&self) -> Vec<u8> {
        let sequence = self.sequence.to_string();
        let fields = [
            self.jurisdiction.as_str(),
            &sequence,
            &self.at,
            &self.actor,
            &self.organisation,
            &self.action,
            &self.thing,
            &self.before,
            &self.after,
        ];
        let mut bytes = FORMAT.to_vec();
        for field in fields {
            bytes.extend(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(field.as_bytes());
        }
        bytes
    }
}
