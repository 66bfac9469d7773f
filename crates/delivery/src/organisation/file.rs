//! A file of organisations: TOML, one `[[organisation]]` for each time one stood as it is written.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Organisation, OrganisationChart, OrganisationCode, OrganisationKind};

/// What is wrong in a file of organisations, one sentence each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} to put right; the first: {}", .0.len(), .0[0])]
pub struct FaultyOrganisations(pub Vec<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The name of the place that begins the full names of its departments: 杭州市.
    place: String,
    /// What documents of the place write instead of it: 市.
    place_short: String,
    #[serde(default)]
    organisation: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    kind: OrganisationKind,
    name: String,
    short: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    parent: Option<String>,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(default)]
    successors: Vec<String>,
    note: Option<String>,
}

/// The organisations of a file, or everything that is wrong in it.
pub fn read_organisations(text: &str) -> Result<Vec<Organisation>, FaultyOrganisations> {
    let file: File =
        toml::from_str(text).map_err(|why| FaultyOrganisations(vec![why.to_string()]))?;
    let mut faults = Vec::new();
    let mut organisations = Vec::new();
    for entry in file.organisation {
        match entry.read(&file.place, &file.place_short) {
            Ok(organisation) => organisations.push(organisation),
            Err(why) => faults.push(why),
        }
    }
    faults.extend(overlaps(&organisations));
    faults.extend(strays(&organisations));
    if faults.is_empty() { Ok(organisations) } else { Err(FaultyOrganisations(faults)) }
}

impl Entry {
    fn read(self, place: &str, place_short: &str) -> Result<Organisation, String> {
        let code = |text: &str| text.parse::<OrganisationCode>().map_err(|why| why.to_string());
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(format!("{}: it ends on {until}, before it begins on {from}", self.name));
        }
        let mut aliases = self.aliases;
        // 杭州市商务局 is 市商务局 in the documents of Hangzhou.
        let rest = self.name.strip_prefix(place).filter(|rest| !rest.is_empty());
        if let Some(rest) = rest.filter(|_| self.kind != OrganisationKind::District) {
            aliases.push(format!("{place_short}{rest}"));
        }
        let taken = |name: &String| *name == self.name || self.short.as_ref() == Some(name);
        let mut seen = BTreeSet::new();
        aliases.retain(|name| !taken(name) && seen.insert(name.clone()));
        Ok(Organisation {
            code: code(&self.code)?,
            kind: self.kind,
            name: self.name,
            short_name: self.short,
            aliases,
            parent: self.parent.as_deref().map(code).transpose()?,
            from: self.from,
            until: self.until,
            successors: self.successors.iter().map(|it| code(it)).collect::<Result<_, _>>()?,
            note: self.note,
        })
    }
}

/// Entries of one code that hold on the same day.
fn overlaps(organisations: &[Organisation]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, one) in organisations.iter().enumerate() {
        for other in organisations[at + 1..].iter().filter(|other| other.code == one.code) {
            let (from, until) = (one.from.max(other.from), earlier(one.until, other.until));
            if until.is_none_or(|until| from.is_none_or(|from| from <= until)) {
                faults.push(format!("{}: {} and {} overlap", one.code, one.name, other.name));
            }
        }
    }
    faults
}

/// The earlier of two last days; none is never.
fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Parents and successors that are not in the file, and organisations under themselves.
fn strays(organisations: &[Organisation]) -> Vec<String> {
    let codes: BTreeSet<&OrganisationCode> = organisations.iter().map(|it| &it.code).collect();
    let mut faults = Vec::new();
    for organisation in organisations {
        let named = organisation.parent.iter().chain(&organisation.successors);
        let unknown = named.filter(|code| !codes.contains(code));
        faults.extend(unknown.map(|code| format!("{}: there is no {code}", organisation.name)));
    }
    // A circle stands from the first day of the last of it to begin, or for want of one until the
    // last day of the first of it to end.
    let days = organisations.iter().map(|it| it.from.or(it.until).unwrap_or(Date::MAX));
    for day in days.collect::<BTreeSet<Date>>() {
        let chart = OrganisationChart::on(day, organisations.to_vec());
        let circling = chart.all().iter().filter(|it| chart.stands_under_itself(&it.code));
        faults.extend(circling.map(|it| format!("{}: it stands under itself", it.name)));
    }
    faults
}
