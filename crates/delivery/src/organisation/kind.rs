use serde::Deserialize;

/// What an organisation is 单位类别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A party committee, a government or a congress 党委、政府、人大、政协.
    Authority,
    /// A leading group 领导小组.
    LeadingGroup,
    /// The office of a leading group 办公室.
    Office,
    /// A special group 专项小组.
    SpecialGroup,
    /// An advisory committee 咨询委员会.
    AdvisoryCommittee,
    /// A department 部门.
    Department,
    /// A district or county 区、县(市).
    District,
    /// A management committee of a zone 开发区管委会.
    Zone,
    /// An enterprise 企业.
    Enterprise,
    /// An institution: a school, a hospital, an institute 事业单位.
    Institution,
}

impl OrganisationKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Authority,
        Self::LeadingGroup,
        Self::Office,
        Self::SpecialGroup,
        Self::AdvisoryCommittee,
        Self::Department,
        Self::District,
        Self::Zone,
        Self::Enterprise,
        Self::Institution,
    ];

    /// Its name in files, translations and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::LeadingGroup => "leading-group",
            Self::Office => "office",
            Self::SpecialGroup => "special-group",
            Self::AdvisoryCommittee => "advisory-committee",
            Self::Department => "department",
            Self::District => "district",
            Self::Zone => "zone",
            Self::Enterprise => "enterprise",
            Self::Institution => "institution",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
