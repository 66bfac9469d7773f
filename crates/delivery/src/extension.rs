//! More time 延期: asked for before the due date, decided by somebody else.

use jiff::civil::Date;

use crate::Signed;

/// Why more time is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExtensionCode {
    /// The work rests by decision 暂缓; the clock stops.
    Suspended,
    /// Nobody could foresee or prevent it 不可抗力; the clock stops.
    ForceMajeure,
    /// It takes longer 延期; the clock goes on.
    Extended,
}

/// A request for more time, not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Why.
    pub code: ExtensionCode,
    /// The due date that is asked for.
    pub until: Date,
    /// The reason in words.
    pub reason: String,
    /// Who asks.
    pub asked: Signed,
}

impl ExtensionCode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Suspended, Self::ForceMajeure, Self::Extended];

    /// Whether the clock stops.
    pub fn stops_the_clock(self) -> bool {
        self != Self::Extended
    }

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::ForceMajeure => "force_majeure",
            Self::Extended => "extended",
        }
    }

    /// The code of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }
}
