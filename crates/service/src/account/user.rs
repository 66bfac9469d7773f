/// A user 用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with.
    pub name: String,
    /// The name pages print.
    pub display_name: String,
    /// What they may do.
    pub role: Role,
}

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Reads internal plans.
    Reader,
    /// The leading group's office 主管: also imports documents.
    Office,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Reader, Self::Office];

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Office => "office",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}
