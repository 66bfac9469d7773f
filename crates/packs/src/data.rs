//! Records and observations as files bring them: `data/REGISTER.csv` and `data/observations.csv`.

use std::collections::{BTreeMap, HashMap};

use csv::StringRecord;
use luoshi_rules::Sureness;
use luoshi_rules::progress::Period;
use rust_decimal::Decimal;

use crate::export::unguarded;
use crate::fault::Known;
use crate::files::File;
use crate::{Cell, Fault, Format, Indicator, Kind, Register, Wrong, WrongCell};

/// A record of a register, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its values, in the order of the register's fields; `None` for what is not known.
    pub cells: Vec<Option<Cell>>,
    /// Where it comes from: an id of `sources.toml`, or whatever the importing office names.
    pub source: Option<String>,
    /// How sure that is.
    pub sureness: Sureness,
    /// From when it is true, as exactly as it is known, where somebody said so.
    pub valid_from: Option<String>,
}

/// A value somebody reported for an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The indicator.
    pub indicator: String,
    /// For which period.
    pub period: Period,
    /// For which part of the jurisdiction; `None` for all of it.
    pub scope: Option<String>,
    /// The value; `None` for one that was looked for and not found 待核.
    pub value: Option<Decimal>,
    /// Where it comes from: an id of `sources.toml`.
    pub source: Option<String>,
    /// How sure that is.
    pub sureness: Sureness,
    /// What a reader must know beside it.
    pub note: Option<String>,
}

/// Columns that every data file may have beside its fields.
pub(crate) const SOURCE: &str = "source";
pub(crate) const SURENESS: &str = "sureness";
pub(crate) const VALID_FROM: &str = "valid_from";

/// What a column of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Field(usize),
    Source,
    Sureness,
    ValidFrom,
}

/// Reads the rows of one file into records of a register.
#[derive(Clone, Debug)]
pub struct RowReader<'r> {
    register: &'r Register,
    columns: Vec<Column>,
}

impl<'r> RowReader<'r> {
    /// Reads the head of a file: names of fields, or their titles in either language.
    pub fn new<'h>(
        register: &'r Register,
        head: impl IntoIterator<Item = &'h str>,
    ) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut columns = Vec::new();
        for name in head {
            let name = plain(name);
            match column(register, name) {
                Some(column) => columns.push(column),
                None => {
                    let known = Known::of(register.fields.iter().map(|field| field.name()));
                    wrong.push(Wrong::StrangeColumn(name.to_owned(), known));
                }
            }
        }
        for (at, field) in register.fields.iter().enumerate() {
            if field.constraints.required && !columns.contains(&Column::Field(at)) {
                wrong.push(Wrong::NoSuchColumn(field.name().to_owned()));
            }
        }
        if wrong.is_empty() { Ok(Self { register, columns }) } else { Err(wrong) }
    }

    /// Whether a column of that name is one of the register's.
    pub fn knows(register: &Register, name: &str) -> bool {
        column(register, plain(name)).is_some()
    }

    /// Reads one row, or says everything that is wrong in it.
    pub fn read<'c>(&self, row: impl IntoIterator<Item = &'c str>) -> Result<Record, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut record = Record {
            cells: vec![None; self.register.fields.len()],
            source: None,
            sureness: Sureness::default(),
            valid_from: None,
        };
        let row = row.into_iter().map(unguarded).chain(std::iter::repeat(""));
        for (column, text) in self.columns.iter().zip(row) {
            match *column {
                Column::Field(at) => {
                    let field = &self.register.fields[at];
                    match field.read(text) {
                        Ok(cell) => record.cells[at] = cell,
                        Err(why) => wrong.push(cell(field.name(), text, why)),
                    }
                }
                Column::Source => record.source = given(text),
                Column::ValidFrom => match since(text) {
                    Ok(since) => record.valid_from = since,
                    Err(why) => wrong.push(cell(VALID_FROM, text, why)),
                },
                Column::Sureness => match sureness(text) {
                    Some(sureness) => record.sureness = sureness,
                    None => wrong.push(cell(SURENESS, text, not_a_sureness())),
                },
            }
        }
        if wrong.is_empty() { Ok(record) } else { Err(wrong) }
    }
}

/// The name of a column without what programs set around it.
fn plain(name: &str) -> &str {
    name.trim().trim_start_matches('\u{feff}')
}

fn column(register: &Register, name: &str) -> Option<Column> {
    let field = register
        .fields
        .iter()
        .position(|field| [field.name(), &field.title.zh, &field.title.en].contains(&name));
    match name {
        _ if field.is_some() => field.map(Column::Field),
        SOURCE | "来源" | "Source" => Some(Column::Source),
        SURENESS | "可信度" | "Sureness" => Some(Column::Sureness),
        VALID_FROM | "生效日期" | "Valid from" => Some(Column::ValidFrom),
        _ => None,
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A date as exact as it is known.
fn since(text: &str) -> Result<Option<String>, WrongCell> {
    let Some(text) = given(text) else { return Ok(None) };
    Kind::Date.read(Format::Any, &text).map(|_| Some(text))
}

fn cell(field: &str, value: &str, why: WrongCell) -> Wrong {
    Wrong::Cell { field: field.to_owned(), value: value.trim().to_owned(), why }
}

/// How sure a row says it is; nothing means that the source itself was seen.
fn sureness(text: &str) -> Option<Sureness> {
    match text.trim() {
        "" => Some(Sureness::default()),
        name => Sureness::parse(name),
    }
}

fn not_a_sureness() -> WrongCell {
    WrongCell::Choice(Sureness::ALL.map(Sureness::name).join(", "))
}

/// The records of one register, held to their key and to what must be unique.
#[derive(Debug)]
pub struct Records<'r> {
    register: &'r Register,
    key: Vec<usize>,
    keys: HashMap<Vec<Option<Cell>>, usize>,
    unique: BTreeMap<usize, HashMap<Cell, usize>>,
}

impl<'r> Records<'r> {
    /// No records yet.
    pub fn new(register: &'r Register) -> Self {
        let fields = register.fields.iter().enumerate();
        let unique = fields.filter(|(_, field)| field.constraints.unique);
        Self {
            register,
            key: register.key(),
            keys: HashMap::new(),
            unique: unique.map(|(at, _)| (at, HashMap::new())).collect(),
        }
    }

    /// Takes in the record of a line, or says whom it clashes with.
    pub fn admit(&mut self, line: usize, record: &Record) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let key: Vec<Option<Cell>> = self.key.iter().map(|at| record.cells[*at].clone()).collect();
        let shown = || {
            let parts = key.iter().flatten().map(ToString::to_string);
            parts.collect::<Vec<_>>().join(", ")
        };
        match self.keys.get(&key) {
            Some(first) => wrong.push(Wrong::SameKey(shown(), *first)),
            None => drop(self.keys.insert(key, line)),
        }
        for (at, seen) in &mut self.unique {
            let Some(value) = &record.cells[*at] else { continue };
            if let Some(first) = seen.insert(value.clone(), line) {
                let field = self.register.fields[*at].name().to_owned();
                wrong.push(Wrong::NotUnique { field, value: value.to_string(), line: first });
            }
        }
        wrong
    }
}

/// The rows of a CSV file with their lines; what cannot be read becomes a fault.
pub(crate) fn rows(
    file: File<'_>,
    faults: &mut Vec<Fault>,
) -> (StringRecord, Vec<(usize, StringRecord)>) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
    let head = match reader.headers() {
        Ok(head) => head.clone(),
        Err(why) => {
            faults.push(file.fault_in_line(1, Wrong::Csv(why.to_string())));
            return Default::default();
        }
    };
    let mut rows = Vec::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(1, |place| place.line() as usize);
                rows.push((line, row));
            }
            Err(why) => {
                let line = why.position().map_or(1, |place| place.line() as usize);
                faults.push(file.fault_in_line(line, Wrong::Csv(why.to_string())));
            }
        }
    }
    (head, rows)
}

/// Reads the records of a register.
pub(crate) fn records(
    file: File<'_>,
    register: &Register,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, Record)> {
    let (head, rows) = rows(file, faults);
    let reader = match RowReader::new(register, &head) {
        Ok(reader) => reader,
        Err(wrong) => {
            faults.extend(wrong.into_iter().map(|wrong| file.fault_in_line(1, wrong)));
            return Vec::new();
        }
    };
    let mut admitted = Records::new(register);
    let mut records = Vec::new();
    for (line, row) in rows {
        let wrong = match reader.read(&row) {
            Ok(record) => {
                let wrong = admitted.admit(line, &record);
                records.push((line, record));
                wrong
            }
            Err(wrong) => wrong,
        };
        faults.extend(wrong.into_iter().map(|wrong| file.fault_in_line(line, wrong)));
    }
    records
}

/// The columns of `data/observations.csv`.
const READING: [&str; 7] = ["indicator", "period", "scope", "value", SOURCE, SURENESS, "note"];

/// Reads reported values.
pub(crate) fn readings(
    file: File<'_>,
    indicators: &BTreeMap<String, Indicator>,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, Reading)> {
    let (head, rows) = rows(file, faults);
    let mut places = Vec::new();
    for name in READING {
        match head.iter().position(|column| column.trim_start_matches('\u{feff}') == name) {
            Some(place) => places.push(place),
            None => faults.push(file.fault_in_line(1, Wrong::NoSuchColumn(name.to_owned()))),
        }
    }
    if places.len() < READING.len() {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for (line, row) in rows {
        let texts: Vec<&str> = places.iter().map(|at| row.get(*at).unwrap_or("").trim()).collect();
        match reading(&texts, indicators) {
            Ok(reading) => readings.push((line, reading)),
            Err(wrong) => faults.push(file.fault_in_line(line, wrong)),
        }
    }
    readings
}

fn reading(texts: &[&str], indicators: &BTreeMap<String, Indicator>) -> Result<Reading, Wrong> {
    let &[name, period, scope, value, source, sure, note] = texts else {
        return Err(Wrong::NoSuchColumn(READING[0].to_owned()));
    };
    let Some(indicator) = indicators.get(name) else {
        let known = Known::of(indicators.keys().map(String::as_str));
        return Err(Wrong::NoSuch(crate::Thing::Indicator, name.to_owned(), known));
    };
    let frequency = indicator.frequency;
    let period = frequency
        .period(period)
        .ok_or_else(|| Wrong::OtherPeriod(period.to_owned(), frequency.name()))?;
    let number = || cell("value", value, WrongCell::Kind(Kind::Number, Format::Default));
    let value: Option<Decimal> = match value {
        "" => None,
        value => Some(value.parse().map_err(|_| number())?),
    };
    if value.is_some() && source.is_empty() {
        return Err(cell(SOURCE, source, WrongCell::Empty));
    }
    let sureness = sureness(sure).ok_or_else(|| cell(SURENESS, sure, not_a_sureness()))?;
    Ok(Reading {
        indicator: name.to_owned(),
        period,
        scope: given(scope),
        value,
        source: given(source),
        sureness,
        note: given(note),
    })
}
