//! Texts for people, in Chinese and English, from the files in `locales/`.

mod audit;
mod bulletin;
mod decompose;
mod delivery;
mod desk;
mod orders;
mod organisation;
mod packs;
mod task_table;

use std::borrow::Borrow;
use std::fmt::Display;
use std::sync::LazyLock;

pub(crate) use audit::ACTS;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use luoshi_delivery::{
    Audience, Basis, Due, DutyRole, OrganisationKind, Outcome, Role, Strength, Sureness, Target,
    Task, Title, Verdict,
};
use luoshi_document::{Oddity, ReadError, Span};
use unic_langid::langid;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    /// As it stands in cookies, addresses and the `lang` of a page.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|language| language.code() == code)
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

static CHINESE: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        langid!("zh-CN"),
        &[
            include_str!("../../locales/zh/pages.ftl"),
            include_str!("../../locales/zh/packs.ftl"),
            include_str!("../../locales/zh/decompose.ftl"),
            include_str!("../../locales/zh/orders.ftl"),
            include_str!("../../locales/zh/bulletins.ftl"),
            include_str!("../../locales/zh/desk.ftl"),
            include_str!("../../locales/zh/rules.ftl"),
        ],
    )
});
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        langid!("en"),
        &[
            include_str!("../../locales/en/pages.ftl"),
            include_str!("../../locales/en/packs.ftl"),
            include_str!("../../locales/en/decompose.ftl"),
            include_str!("../../locales/en/orders.ftl"),
            include_str!("../../locales/en/bulletins.ftl"),
            include_str!("../../locales/en/desk.ftl"),
            include_str!("../../locales/en/rules.ftl"),
        ],
    )
});

fn bundle(language: unic_langid::LanguageIdentifier, files: &[&'static str]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for file in files {
        // A test holds all files to be free of errors.
        let resource = FluentResource::try_new((*file).to_owned());
        bundle.add_resource_overriding(resource.unwrap_or_else(|(partly, _)| partly));
    }
    bundle
}

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(Language);

impl Words {
    /// The texts of the language with that code; Chinese by default.
    pub(crate) fn of(code: Option<&str>) -> Self {
        Self(code.and_then(Language::parse).unwrap_or(Language::Chinese))
    }

    pub(crate) fn language(self) -> Language {
        self.0
    }

    /// The text of that key.
    pub(crate) fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of that key, where there is one.
    pub(crate) fn known(self, key: &str) -> Option<String> {
        let bundle: &Bundle = match self.0 {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        };
        bundle.has_message(key).then(|| self.t(key))
    }

    /// The text of that key with a count.
    pub(crate) fn n(self, key: &str, count: impl Display) -> String {
        let digits = count.to_string();
        let mut args = FluentArgs::new();
        args.set("count", FluentValue::try_number(&digits));
        self.format(key, Some(&args))
    }

    /// The text of that key with one thing named.
    pub(crate) fn with(self, key: &str, name: &str, value: impl Display) -> String {
        let mut args = FluentArgs::new();
        args.set(name.to_owned(), value.to_string());
        self.format(key, Some(&args))
    }

    /// The text of that key with two things named.
    pub(crate) fn with2(
        self,
        key: &str,
        one: (&str, impl Display),
        two: (&str, impl Display),
    ) -> String {
        let mut args = FluentArgs::new();
        args.set(one.0.to_owned(), one.1.to_string());
        args.set(two.0.to_owned(), two.1.to_string());
        self.format(key, Some(&args))
    }

    /// The text of that key with several things named.
    pub(crate) fn with_all(self, key: &str, named: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in named {
            args.set((*name).to_owned(), (*value).to_owned());
        }
        self.format(key, Some(&args))
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.0 {
            Language::Chinese => &*CHINESE,
            Language::English => &*ENGLISH,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

/// Words of the domain.
impl Words {
    pub(crate) fn strength(self, strength: impl Borrow<Strength>) -> String {
        self.t(match strength.borrow() {
            Strength::Deliver => "strength-deliver",
            Strength::Advance => "strength-advance",
            Strength::Support => "strength-support",
            Strength::Explore => "strength-explore",
        })
    }

    pub(crate) fn role(self, role: impl Borrow<DutyRole>) -> String {
        self.t(match role.borrow() {
            DutyRole::Lead => "role-lead",
            DutyRole::Responsible => "role-responsible",
            DutyRole::Support => "role-support",
        })
    }

    pub(crate) fn audience(self, audience: impl Borrow<Audience>) -> String {
        self.t(match audience.borrow() {
            Audience::Internal => "audience-internal",
            Audience::Public => "audience-public",
        })
    }

    pub(crate) fn basis(self, basis: impl Borrow<Basis>) -> String {
        self.t(match basis.borrow() {
            Basis::Level => "basis-level",
            Basis::Cumulative => "basis-cumulative",
            Basis::Annual => "basis-annual",
            Basis::Change => "basis-change",
            Basis::Rank => "basis-rank",
        })
    }

    pub(crate) fn due(self, due: impl Borrow<Due>) -> String {
        match due.borrow() {
            Due::Year(year) => self.with("due-year", "year", year),
            Due::Month(year, month) => self.with2("due-month", ("year", year), ("month", month)),
            Due::Day(day) => day.to_string(),
        }
    }

    /// Until when a task is to be done, with the first day behind it where more time was granted.
    pub(crate) fn task_due(self, task: &Task) -> String {
        match (task.standing.granted.due, task.due) {
            (Some(day), Some(first)) => {
                self.with2("due-extended", ("due", day), ("first", self.due(first)))
            }
            _ => task.due_in_force().map_or_else(|| self.t("no-due"), |due| self.due(due)),
        }
    }

    pub(crate) fn verdict(self, verdict: impl Borrow<Verdict>) -> String {
        self.t(match verdict.borrow() {
            Verdict::Met => "verdict-met",
            Verdict::Missed => "verdict-missed",
            Verdict::ToVerify => "verdict-to-verify",
            Verdict::Underway => "verdict-underway",
            Verdict::Unmeasured => "no-data",
        })
    }

    /// `2020年实际 5934`, `2018–2020年合计 201.6`; none where a value is missing.
    pub(crate) fn measured(self, outcome: &Outcome) -> Option<String> {
        let (value, last) = (outcome.measured?.normalize(), outcome.period?);
        let first = outcome.inputs.first().filter(|_| outcome.is_sum());
        let mut args = FluentArgs::new();
        args.set("value", value.to_string());
        args.set("period", last.to_string());
        args.set("from", first.map(|first| first.period.to_string()).unwrap_or_default());
        let key = if first.is_some() { "measured-sum" } else { "measured-in" };
        Some(self.format(key, Some(&args)))
    }

    /// What somebody who holds the role is called.
    pub(crate) fn holder(self, role: impl Borrow<Role>) -> String {
        self.t(match role.borrow() {
            Role::Reporter => "holder-reporter",
            Role::Approver => "holder-approver",
            Role::Office => "holder-office",
            Role::Inspector => "holder-inspector",
            Role::Evaluator => "holder-evaluator",
            Role::Leader => "holder-leader",
            Role::Administrator => "holder-administrator",
            Role::Security => "holder-security",
            Role::Auditor => "holder-auditor",
        })
    }

    pub(crate) fn organisation_kind(self, kind: impl Borrow<OrganisationKind>) -> String {
        self.t(match kind.borrow() {
            OrganisationKind::Authority => "kind-authority",
            OrganisationKind::LeadingGroup => "kind-leading-group",
            OrganisationKind::Office => "kind-office",
            OrganisationKind::SpecialGroup => "kind-special-group",
            OrganisationKind::AdvisoryCommittee => "kind-advisory-committee",
            OrganisationKind::Department => "kind-department",
            OrganisationKind::District => "kind-district",
            OrganisationKind::Zone => "kind-zone",
            OrganisationKind::Enterprise => "kind-enterprise",
            OrganisationKind::Institution => "kind-institution",
        })
    }

    /// What makes a figure less than sure; none for one whose source was seen.
    pub(crate) fn doubt(self, sureness: impl Borrow<Sureness>) -> Option<String> {
        match sureness.borrow() {
            Sureness::Seen => None,
            Sureness::Computed => Some(self.t("sureness-computed")),
            Sureness::ToVerify => Some(self.t("sureness-to-verify")),
            Sureness::Design => Some(self.t("sureness-design")),
        }
    }

    /// A title in the language of the page.
    pub(crate) fn pick(self, title: &Title) -> &str {
        match self.0 {
            Language::Chinese => &title.zh,
            Language::English => &title.en,
        }
    }

    pub(crate) fn span(self, span: impl Borrow<Span>) -> String {
        let span = span.borrow();
        self.with2("span", ("start", span.start()), ("end", span.end()))
    }

    /// `≥ 4600 万人次`, `↑`.
    pub(crate) fn value(self, target: &Target) -> String {
        let sign = target.comparator.sign();
        let unit = target.unit.as_deref().unwrap_or_default();
        match (target.value, target.value_max) {
            (Some(least), Some(most)) => format!("{least}–{most} {unit}"),
            (Some(value), None) => format!("{sign} {value} {unit}"),
            (None, _) => sign.to_owned(),
        }
    }

    pub(crate) fn unreadable(self, why: &ReadError) -> String {
        match why {
            ReadError::Empty => self.t("unreadable-empty"),
            ReadError::Format(format) => self.with("unreadable-format", "format", format),
            ReadError::Broken(format) => self.with("unreadable-broken", "format", format),
            ReadError::TooLarge => self.t("unreadable-too-large"),
            ReadError::NoText => self.t("unreadable-no-text"),
            ReadError::Locked(format) => self.with("unreadable-locked", "format", format),
            ReadError::NotText => self.t("unreadable-not-text"),
            ReadError::TooLong => self.t("unreadable-too-long"),
        }
    }

    pub(crate) fn oddity(self, oddity: &Oddity) -> String {
        match oddity {
            Oddity::Jump { label } => self.with("oddity-jump", "label", label),
            Oddity::NoNumbering => self.t("oddity-no-numbering"),
            Oddity::NoTitle => self.t("oddity-no-title"),
            Oddity::Damaged => self.t("oddity-damaged"),
        }
    }
}
