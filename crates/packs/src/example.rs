//! Examples a pack brings to be tested by: `examples/*.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use crate::fault::Known;
use crate::files::File;
use crate::{CaseType, Fault, Pack, RowReader, Thing, Wrong};

/// The examples of one file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Its path in the pack.
    #[serde(skip)]
    pub file: String,
    /// Values of indicators, computed from the pack's own data.
    #[serde(default)]
    pub indicators: Vec<Expected>,
    /// Rows that a register must refuse.
    #[serde(default)]
    pub refused: Vec<Refused>,
    /// Ways through a case.
    #[serde(default)]
    pub walks: Vec<Walk>,
}

/// A value an indicator must have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The indicator.
    pub indicator: Spanned<String>,
    /// The period.
    pub period: String,
    /// The scope; none for the whole.
    #[serde(default)]
    pub scope: Option<String>,
    /// The value.
    pub value: String,
    /// The line it stands in.
    #[serde(skip)]
    pub line: Option<usize>,
}

/// A row a register must refuse.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The register.
    pub register: Spanned<String>,
    /// The row, by field.
    pub row: BTreeMap<String, String>,
    /// The field it is refused for.
    pub because: Spanned<String>,
}

/// A way through a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// The case type.
    pub case: Spanned<String>,
    /// The fields that are filled in.
    #[serde(default)]
    pub filled: BTreeSet<String>,
    /// The transitions, one after another, each by who may.
    pub steps: Vec<Spanned<String>>,
    /// The state it ends in.
    pub ends: Spanned<String>,
    /// Whether the last step must be refused.
    #[serde(default)]
    pub refused: bool,
}

impl Examples {
    /// Compares what needs no database: refused rows and walks.
    pub(crate) fn check(&mut self, file: File<'_>, pack: &Pack, faults: &mut Vec<Fault>) {
        let none = |thing, name: &Spanned<String>, known| {
            file.fault(name.span(), Wrong::NoSuch(thing, name.get_ref().clone(), known))
        };
        for expected in &mut self.indicators {
            let name = &expected.indicator;
            if !pack.indicators.contains_key(name.get_ref()) {
                let known = Known::of(pack.indicators.keys().map(String::as_str));
                faults.push(none(Thing::Indicator, name, known));
            }
            let before = file.text.get(..name.span().start).unwrap_or_default();
            expected.line = Some(before.matches('\n').count() + 1);
        }
        for refused in &self.refused {
            let Some(register) = pack.registers.get(refused.register.get_ref()) else {
                let known = Known::of(pack.registers.keys().map(String::as_str));
                faults.push(none(Thing::Register, &refused.register, known));
                continue;
            };
            let reader = RowReader::new(register, refused.row.keys().map(String::as_str));
            let read = reader.and_then(|it| it.read(refused.row.values().map(String::as_str)));
            if let Some(why) = not_refused(&read.err(), refused.because.get_ref()) {
                faults.push(file.fault(refused.because.span(), Wrong::Example(why)));
            }
        }
        for walk in &self.walks {
            let Some(case) = pack.cases.get(walk.case.get_ref()) else {
                let known = Known::of(pack.cases.keys().map(String::as_str));
                faults.push(none(Thing::CaseType, &walk.case, known));
                continue;
            };
            if let Some((at, why)) = walk.goes_wrong(case) {
                faults.push(file.fault(at.span(), Wrong::Example(why)));
            }
        }
    }
}

fn not_refused(refused: &Option<Vec<Wrong>>, because: &str) -> Option<String> {
    let Some(wrong) = refused else { return Some("the row is taken".to_owned()) };
    let named = |wrong: &Wrong| match wrong {
        Wrong::Cell { field, .. } | Wrong::NoSuchColumn(field) => field == because,
        _ => false,
    };
    if wrong.iter().any(named) {
        return None;
    }
    let said: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    Some(format!("the row is refused for another reason: {}", said.join("; ")))
}

impl Walk {
    /// The first step that is not as the example says.
    fn goes_wrong(&self, case: &CaseType) -> Option<(&Spanned<String>, String)> {
        let everybody: Vec<&str> =
            case.transitions.iter().map(|it| it.role.get_ref().as_str()).collect();
        let mut state = case.start.get_ref().as_str();
        for (at, step) in self.steps.iter().enumerate() {
            let must_fail = self.refused && at + 1 == self.steps.len();
            match case.after(state, step.get_ref(), &everybody, &self.filled) {
                Ok(_) if must_fail => {
                    return Some((step, format!("`{}` is not refused", step.get_ref())));
                }
                Ok(next) => state = next,
                Err(_) if must_fail => {}
                Err(why) => return Some((step, why.to_string())),
            }
        }
        (state != self.ends.get_ref()).then(|| (&self.ends, format!("it ends in `{state}`")))
    }
}
