//! A pack as a whole: read from its files, and held together.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::case::twice;
use crate::data::{readings, records};
use crate::fault::Known;
use crate::files::File;
use crate::manifest::SourcesFile;
use crate::{
    CaseType, Chart, Examples, Fault, Files, Indicator, Manifest, Method, PERIOD, Query, Reading,
    Record, Register, Role, SourceOfData, Thing, Wrong,
};

/// A policy field 领域包: everything its folder declares.
#[derive(Clone, Debug)]
pub struct Pack {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Where its data comes from.
    pub sources: Vec<SourceOfData>,
    /// Its registers, by name.
    pub registers: BTreeMap<String, Register>,
    /// Its indicators, by name.
    pub indicators: BTreeMap<String, Indicator>,
    /// Its case types, by name.
    pub cases: BTreeMap<String, CaseType>,
    /// Its charts, in the order of their files.
    pub charts: Vec<Chart>,
    /// Its examples.
    pub examples: Vec<Examples>,
    /// The records it brings, by register, each with its line.
    pub records: BTreeMap<String, Vec<(usize, Record)>>,
    /// The observations it brings, each with its line.
    pub readings: Vec<(usize, Reading)>,
}

/// Columns every register's table has.
const RESERVED: [&str; 9] = [
    "jurisdiction",
    "record",
    "version",
    "valid_from",
    "recorded_at",
    "recorded_by",
    "replaced_at",
    "source",
    "sureness",
];

/// Words that stand in addresses where a register's name may stand.
const ADDRESSES: [&str; 2] = ["indicators", "cases"];

impl Pack {
    /// Reads a pack, or says everything that is wrong in it.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let Some(manifest) = files.file("pack.toml") else {
            let file = File { path: "pack.toml", text: "" };
            return Err(vec![file.fault_of_all(Wrong::NoManifest)]);
        };
        let mut faults = strange_files(files);
        let sources = files.file("sources.toml").map(|file| file.toml::<SourcesFile>());
        let mut pack = Self {
            manifest: manifest.toml().map_err(|fault| vec![fault])?,
            sources: sources.transpose().map_err(|fault| vec![fault])?.unwrap_or_default().sources,
            registers: named(files, "registers", &mut faults, |it: &mut Register, name| {
                it.name = name
            }),
            indicators: named(files, "indicators", &mut faults, |it: &mut Indicator, name| {
                it.name = name
            }),
            cases: named(files, "cases", &mut faults, |it: &mut CaseType, name| it.name = name),
            charts: Vec::new(),
            examples: Vec::new(),
            records: BTreeMap::new(),
            readings: Vec::new(),
        };
        let charts = named(files, "charts", &mut faults, |it: &mut Chart, name| it.name = name);
        pack.charts = charts.into_values().collect();
        pack.check_manifest(manifest, &mut faults);
        pack.check_registers(files, &mut faults);
        pack.check_indicators(files, &mut faults);
        pack.check_cases(files, &mut faults);
        pack.check_charts(files, &mut faults);
        if faults.is_empty() {
            pack.read_data(files, &mut faults);
        }
        if faults.is_empty() {
            pack.check_examples(files, &mut faults);
        }
        faults.sort_by(|one, two| (&one.file, one.line).cmp(&(&two.file, two.line)));
        if faults.is_empty() { Ok(pack) } else { Err(faults) }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.manifest.name.get_ref()
    }

    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.manifest.roles.iter().find(|role| role.name.get_ref() == name)
    }

    /// The indicators that are computed from a register, by whatever way.
    pub fn fed_by(&self, register: &str) -> Vec<&Indicator> {
        let fed = |indicator: &&Indicator| {
            let mut next = vec![indicator.name.clone()];
            let mut seen = BTreeSet::new();
            while let Some(name) = next.pop() {
                let Some(indicator) = self.indicators.get(&name) else { continue };
                if matches!(indicator.method(), Method::Computed(query) if query.reads.contains(register))
                {
                    return true;
                }
                if seen.insert(name.clone()) {
                    next.extend(self.needs(&name));
                }
            }
            false
        };
        self.indicators.values().filter(fed).collect()
    }

    /// The source of that id.
    pub fn source(&self, id: &str) -> Option<&SourceOfData> {
        self.sources.iter().find(|source| source.id.get_ref() == id)
    }

    fn check_manifest(&self, file: File<'_>, faults: &mut Vec<Fault>) {
        let Manifest { name, rules, roles, .. } = &self.manifest;
        check_name(file, name, faults);
        roles.iter().for_each(|role| check_name(file, &role.name, faults));
        twice(file, Thing::Role, roles.iter().map(|role| &role.name), faults);
        for rule in rules {
            if luoshi_rules::find(rule.get_ref()).is_err() {
                let known = Known::of(luoshi_rules::RULES.iter().map(|rule| rule.name));
                let wrong = Wrong::NoSuch(Thing::Rule, rule.get_ref().clone(), known);
                faults.push(file.fault(rule.span(), wrong));
            }
        }
    }

    fn check_registers(&mut self, files: &Files, faults: &mut Vec<Fault>) {
        let shape: BTreeMap<String, Vec<String>> = self
            .registers
            .iter()
            .map(|(name, it)| {
                (name.clone(), it.fields.iter().map(|f| f.name().to_owned()).collect())
            })
            .collect();
        for (name, file) in files.named("registers", "toml") {
            let Some(register) = self.registers.get_mut(name) else { continue };
            check_stem(file, name, faults);
            if ADDRESSES.contains(&name) {
                faults.push(file.fault_of_all(Wrong::Reserved(name.to_owned())));
            }
            for field in &mut register.fields {
                check_name(file, &field.name, faults);
                if RESERVED.contains(&field.name()) {
                    let wrong = Wrong::Reserved(field.name().to_owned());
                    faults.push(file.fault(field.name.span(), wrong));
                }
                field.prepare(file, faults);
            }
            if register.fields.is_empty() {
                faults.push(file.fault_of_all(Wrong::NoFields));
            }
            twice(file, Thing::Field, register.fields.iter().map(|it| &it.name), faults);
            check_key(file, register, faults);
            for role in &register.write {
                let roles = self.manifest.roles.iter().map(|role| role.name.get_ref().as_str());
                check_known(file, Thing::Role, role, roles, faults);
            }
            check_references(file, register, &shape, faults);
        }
    }

    fn check_indicators(&mut self, files: &Files, faults: &mut Vec<Fault>) {
        let known: Vec<String> =
            self.registers.keys().chain(self.indicators.keys()).cloned().collect();
        for (name, file) in files.named("indicators", "toml") {
            check_stem(file, name, faults);
            let Some(indicator) = self.indicators.get_mut(name) else { continue };
            if self.registers.contains_key(name) {
                faults.push(file.fault_of_all(Wrong::Twice(Thing::Register, name.to_owned())));
            }
            if let Some(ratio) = indicator.ratio() {
                for part in [&ratio.numerator, &ratio.denominator] {
                    let indicators = known.iter().map(String::as_str);
                    check_known(file, Thing::Indicator, part, indicators, faults);
                }
            }
            let Some(sql) = indicator.sql().cloned() else { continue };
            if indicator.ratio().is_some() {
                faults.push(file.fault(sql.span(), Wrong::TwoMethods));
            }
            match Query::check(sql.get_ref()) {
                Ok(query) => {
                    for read in query.reads.iter().filter(|read| *read != PERIOD) {
                        if !known.contains(read) {
                            let known = Known(known.clone());
                            let wrong = Wrong::NoSuch(Thing::Register, read.clone(), known);
                            faults.push(file.fault(sql.span(), wrong));
                        }
                    }
                    indicator.set_query(query);
                }
                Err(wrong) => faults.push(file.fault(sql.span(), wrong)),
            }
        }
        self.check_circles(files, faults);
    }

    /// No indicator needs itself, by any way round.
    fn check_circles(&self, files: &Files, faults: &mut Vec<Fault>) {
        for (name, file) in files.named("indicators", "toml") {
            let mut way = vec![name.to_owned()];
            let mut seen = std::collections::BTreeSet::new();
            let mut next = self.needs(name);
            while let Some(needed) = next.pop() {
                if needed == name {
                    way.push(needed);
                    faults.push(file.fault_of_all(Wrong::Circle(way.join(" → "))));
                    break;
                }
                if seen.insert(needed.clone()) {
                    next.extend(self.needs(&needed));
                    way.push(needed);
                }
            }
        }
    }

    /// The other indicators that an indicator is computed from.
    pub fn needs(&self, indicator: &str) -> Vec<String> {
        let Some(indicator) = self.indicators.get(indicator) else { return Vec::new() };
        let read = match indicator.method() {
            crate::Method::Computed(query) => query.reads.iter().cloned().collect(),
            crate::Method::Ratio(ratio) => {
                vec![ratio.numerator.get_ref().clone(), ratio.denominator.get_ref().clone()]
            }
            crate::Method::Reported => Vec::new(),
        };
        read.into_iter().filter(|read| self.indicators.contains_key(read)).collect()
    }

    fn check_cases(&mut self, files: &Files, faults: &mut Vec<Fault>) {
        for (name, file) in files.named("cases", "toml") {
            check_stem(file, name, faults);
            if let Some(case) = self.cases.get_mut(name) {
                case.check(file, &self.manifest.roles, faults);
            }
        }
    }

    fn check_charts(&self, files: &Files, faults: &mut Vec<Fault>) {
        for chart in &self.charts {
            let path = format!("charts/{}.toml", chart.name);
            let Some(file) = files.file(&path) else { continue };
            for indicator in &chart.indicators {
                let known = self.indicators.keys().map(String::as_str);
                check_known(file, Thing::Indicator, indicator, known, faults);
            }
            let Some(count) = &chart.count else { continue };
            let known = self.registers.keys().map(String::as_str);
            check_known(file, Thing::Register, &count.register, known, faults);
            if let Some(register) = self.registers.get(count.register.get_ref()) {
                let known = register.fields.iter().map(|field| field.name());
                check_known(file, Thing::Field, &count.by, known, faults);
            }
        }
    }

    fn read_data(&mut self, files: &Files, faults: &mut Vec<Fault>) {
        for (name, file) in files.named("data", "csv") {
            if name == "observations" {
                self.readings = readings(file, &self.indicators, faults);
                for (line, reading) in &self.readings {
                    self.check_source(file, *line, reading.source.as_deref(), faults);
                }
                continue;
            }
            let Some(register) = self.registers.get(name) else {
                let known = Known::of(self.registers.keys().map(String::as_str));
                let wrong = Wrong::NoSuch(Thing::Register, name.to_owned(), known);
                faults.push(file.fault_of_all(wrong));
                continue;
            };
            let records = records(file, register, faults);
            for (line, record) in &records {
                self.check_source(file, *line, record.source.as_deref(), faults);
            }
            self.records.insert(name.to_owned(), records);
        }
        self.check_references_of_data(files, faults);
    }

    fn check_source(&self, file: File<'_>, line: usize, id: Option<&str>, faults: &mut Vec<Fault>) {
        let Some(id) = id.filter(|id| self.source(id).is_none()) else { return };
        let known = Known::of(self.sources.iter().map(|source| source.id.get_ref().as_str()));
        faults.push(file.fault_in_line(line, Wrong::NoSuch(Thing::Source, id.to_owned(), known)));
    }

    /// Every record named by another is there.
    fn check_references_of_data(&self, files: &Files, faults: &mut Vec<Fault>) {
        for (name, records) in &self.records {
            let path = format!("data/{name}.csv");
            let Some(file) = files.file(&path) else { continue };
            let register = &self.registers[name];
            for foreign in &register.foreign_keys {
                let there = foreign.reference.resource.get_ref();
                let known: std::collections::HashSet<Vec<_>> = self
                    .records
                    .get(there)
                    .into_iter()
                    .flatten()
                    .map(|(_, it)| cells(&self.registers[there], it, &foreign.reference.fields))
                    .collect();
                for (line, record) in records {
                    let value = cells(register, record, &foreign.fields);
                    if value.iter().all(Option::is_some) && !known.contains(&value) {
                        let shown: Vec<_> =
                            value.iter().flatten().map(ToString::to_string).collect();
                        let wrong = Wrong::Dangling {
                            field: names(&foreign.fields).join(", "),
                            value: shown.join(", "),
                            register: there.clone(),
                        };
                        faults.push(file.fault_in_line(*line, wrong));
                    }
                }
            }
        }
    }

    fn check_examples(&mut self, files: &Files, faults: &mut Vec<Fault>) {
        let mut all = Vec::new();
        for (_, file) in files.named("examples", "toml") {
            match file.toml::<Examples>() {
                Ok(mut examples) => {
                    examples.file = file.path.to_owned();
                    examples.check(file, self, faults);
                    all.push(examples);
                }
                Err(fault) => faults.push(fault),
            }
        }
        self.examples = all;
    }
}

/// The values of some fields of a record.
fn cells<'c>(
    register: &Register,
    record: &'c Record,
    fields: &[Spanned<String>],
) -> Vec<Option<&'c crate::Cell>> {
    let place = |name: &Spanned<String>| {
        register.fields.iter().position(|field| field.name() == name.get_ref())
    };
    fields.iter().filter_map(place).map(|at| record.cells[at].as_ref()).collect()
}

fn names(all: &[Spanned<String>]) -> Vec<String> {
    all.iter().map(|name| name.get_ref().clone()).collect()
}

fn strange_files(files: &Files) -> Vec<Fault> {
    let belongs = |path: &str| match path.split_once('/') {
        None => matches!(path, "pack.toml" | "sources.toml" | "README.md"),
        Some(("registers" | "indicators" | "cases" | "charts" | "examples", name)) => {
            name.ends_with(".toml") && !name.contains('/')
        }
        Some(("data", name)) => name.ends_with(".csv") && !name.contains('/'),
        Some(_) => false,
    };
    let strange = files.all().filter(|file| !belongs(file.path));
    strange.map(|file| file.fault_of_all(Wrong::StrangeFile)).collect()
}

/// Reads every TOML file of a folder, by name.
fn named<T: DeserializeOwned>(
    files: &Files,
    folder: &str,
    faults: &mut Vec<Fault>,
    set_name: impl Fn(&mut T, String),
) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    for (name, file) in files.named(folder, "toml") {
        match file.toml::<T>() {
            Ok(mut thing) => {
                set_name(&mut thing, name.to_owned());
                all.insert(name.to_owned(), thing);
            }
            Err(fault) => faults.push(fault),
        }
    }
    all
}

/// A name becomes a table or a column: it must be plain.
fn is_plain(name: &str) -> bool {
    name.len() <= 28 // `reg_<pack>_<register>_k` fits into the 63 bytes of PostgreSQL.
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn check_name(file: File<'_>, name: &Spanned<String>, faults: &mut Vec<Fault>) {
    if !is_plain(name.get_ref()) {
        faults.push(file.fault(name.span(), Wrong::BadName(name.get_ref().clone())));
    }
}

fn check_stem(file: File<'_>, name: &str, faults: &mut Vec<Fault>) {
    if !is_plain(name) {
        faults.push(file.fault_of_all(Wrong::BadName(name.to_owned())));
    }
    if name == PERIOD {
        faults.push(file.fault_of_all(Wrong::Reserved(name.to_owned())));
    }
}

fn check_known<'k>(
    file: File<'_>,
    thing: Thing,
    name: &Spanned<String>,
    known: impl Iterator<Item = &'k str>,
    faults: &mut Vec<Fault>,
) {
    let known = Known::of(known);
    if !known.0.contains(name.get_ref()) {
        let wrong = Wrong::NoSuch(thing, name.get_ref().clone(), known);
        faults.push(file.fault(name.span(), wrong));
    }
}

fn check_key(file: File<'_>, register: &Register, faults: &mut Vec<Fault>) {
    if register.primary_key.is_empty() {
        faults.push(file.fault_of_all(Wrong::NoKey));
    }
    for name in &register.primary_key {
        let known = register.fields.iter().map(|field| field.name());
        check_known(file, Thing::Field, name, known, faults);
        let field = register.field(name.get_ref());
        if field.is_some_and(|field| !field.constraints.required) {
            faults.push(file.fault(name.span(), Wrong::EmptyKey(name.get_ref().clone())));
        }
    }
}

fn check_references(
    file: File<'_>,
    register: &Register,
    shape: &BTreeMap<String, Vec<String>>,
    faults: &mut Vec<Fault>,
) {
    for foreign in &register.foreign_keys {
        let reference = &foreign.reference;
        let registers = shape.keys().map(String::as_str);
        check_known(file, Thing::Register, &reference.resource, registers, faults);
        let (here, there) = (foreign.fields.len(), reference.fields.len());
        if here != there {
            faults.push(file.fault(reference.resource.span(), Wrong::UnevenReference(here, there)));
        }
        for field in &foreign.fields {
            let known = register.fields.iter().map(|field| field.name());
            check_known(file, Thing::Field, field, known, faults);
        }
        for field in &reference.fields {
            let Some(known) = shape.get(reference.resource.get_ref()) else { continue };
            check_known(file, Thing::Field, field, known.iter().map(String::as_str), faults);
        }
    }
}
