//! The columns of a register: what stands in their heads and how their values are shown.

use luoshi_packs::{Cell, Field, ForeignKey, Kind};
use luoshi_service::KeptRegister;
use luoshi_store::StoredRecord;

use super::asked::Asked;
use crate::stretch::query;
use crate::words::Words;

/// A column of a register's list.
pub(crate) struct Column<'r> {
    pub(crate) at: usize,
    pub(crate) field: &'r Field,
    /// The query that sorts by it, the other way where it is sorted by already.
    pub(crate) sort: String,
    /// How it is sorted now, as `aria-sort` says it.
    pub(crate) order: Option<&'static str>,
}

/// The columns at `shown`, with the links that sort by them.
pub(crate) fn columns<'r>(
    kept: &'r KeptRegister,
    shown: &[usize],
    asked: &Asked,
) -> Vec<Column<'r>> {
    let register = kept.register();
    let key = register.key().first().copied();
    let (sorted, descending) = asked.sort();
    let column = |at: &usize| {
        let field = &register.fields[*at];
        let is_sorted =
            sorted == field.name() || (register.field(sorted).is_none() && key == Some(*at));
        let name = match is_sorted && !descending {
            true => format!("-{}", field.name()),
            false => field.name().to_owned(),
        };
        let order = if descending { "descending" } else { "ascending" };
        Column {
            at: *at,
            field,
            sort: asked.query(&["sort", "page"], &[("sort", &name)]),
            order: is_sorted.then_some(order),
        }
    };
    shown.iter().map(column).collect()
}

impl Column<'_> {
    /// How its cells are set: numbers to the right, dates in one line.
    pub(crate) fn class(&self) -> &'static str {
        match self.field.kind {
            Kind::Integer | Kind::Number => "num",
            Kind::String if self.field.constraints.choices.is_empty() => "text",
            _ => "nowrap",
        }
    }

    pub(crate) fn text(&self, words: &Words, record: &StoredRecord) -> String {
        let cell: Option<&Cell> = record.record.cells[self.at].as_ref();
        cell.map(|cell| words.cell(self.field, cell)).unwrap_or_default()
    }
}

/// Where a value of a column leads: to the record that it names.
pub(crate) fn reference(kept: &KeptRegister, at: usize, record: &StoredRecord) -> Option<String> {
    let register = kept.register();
    let names_it = |foreign: &&ForeignKey| foreign.places(register) == [at];
    let foreign = register.foreign_keys.iter().find(names_it)?;
    let cell = record.record.cells[at].as_ref()?.to_string();
    let (there, field) = (foreign.reference.resource.get_ref(), foreign.reference.fields.first()?);
    let query = query(&[(&format!("is.{}", field.get_ref()), &cell)]);
    Some(format!("/packs/{}/{there}?{query}", kept.pack.name()))
}
