//! What a register's own rows cannot say of each other alone: values that must be unique, references that
//! must lead somewhere. Asked inside the transaction that saved the records, so that it sees them all.

use std::collections::{HashMap, HashSet};

use luoshi_packs::{Cell, Field, ForeignKey, Pack, Record, Register, Wrong};
use sqlx::AssertSqlSafe;

use crate::register::{Table, bind, cell, quoted, tuples};
use crate::{Error, WriteTx};

/// The most values one statement asks about.
const AT_ONCE: usize = 500;

impl WriteTx {
    /// What is wrong with records that were just saved, each with its place among them.
    pub async fn clashes(
        &mut self,
        pack: &Pack,
        register: &Register,
        records: &[&Record],
    ) -> Result<Vec<(usize, Wrong)>, Error> {
        let mut clashes = Vec::new();
        for foreign in &register.foreign_keys {
            clashes.extend(self.dangling(pack, register, foreign, records).await?);
        }
        for (at, field) in register.fields.iter().enumerate() {
            if field.constraints.unique {
                clashes.extend(self.taken(pack, register, (at, field), records).await?);
            }
        }
        clashes.sort_by_key(|(at, _)| *at);
        Ok(clashes)
    }

    /// References that lead to no record in force.
    async fn dangling(
        &mut self,
        pack: &Pack,
        register: &Register,
        foreign: &ForeignKey,
        records: &[&Record],
    ) -> Result<Vec<(usize, Wrong)>, Error> {
        let Some(there) = pack.registers.get(foreign.reference.resource.get_ref()) else {
            return Ok(Vec::new()); // `Pack::read` refused it.
        };
        let named = first_of_each(records, &foreign.places(register));
        let (table, places) = (Table::of(pack.name(), there), foreign.places_there(there));
        let known = self.known(&table, &places, named.keys()).await?;
        let names = foreign.fields.iter().map(|it| it.get_ref().as_str());
        let field = names.collect::<Vec<_>>().join(", ");
        let lost = named.into_iter().filter(|(value, _)| !known.contains(value));
        let wrong = lost.map(|(value, at)| {
            let (field, register) = (field.clone(), there.name.clone());
            (at, Wrong::Dangling { field, value: shown(&value), register })
        });
        Ok(wrong.collect())
    }

    /// Which of the values stand in records in force.
    async fn known(
        &mut self,
        table: &Table<'_>,
        places: &[usize],
        values: impl Iterator<Item = &Vec<Cell>>,
    ) -> Result<HashSet<Vec<Cell>>, Error> {
        let fields: Vec<&Field> = places.iter().map(|at| &table.register().fields[*at]).collect();
        let names = fields.iter().map(|field| quoted(field.name())).collect::<Vec<_>>().join(", ");
        let values: Vec<&Vec<Cell>> = values.collect();
        let mut known = HashSet::new();
        for chunk in values.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT {names} FROM {} WHERE jurisdiction = $1 AND replaced_at IS NULL
                 AND ({names}) IN (VALUES {})",
                table.name(),
                tuples(1, chunk.len(), fields.len())
            );
            let jurisdiction = self.jurisdiction().to_owned();
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false).bind(jurisdiction);
            for value in chunk {
                for (field, cell) in fields.iter().zip(value.iter()) {
                    query = bind(query, field, Some(cell));
                }
            }
            for row in query.fetch_all(self.connection()).await? {
                let cells = fields.iter().map(|field| cell(&row, field));
                let cells: Vec<Option<Cell>> = cells.collect::<Result<_, Error>>()?;
                known.extend(cells.into_iter().collect::<Option<Vec<Cell>>>());
            }
        }
        Ok(known)
    }

    /// Values of a unique field that stand in two records in force.
    async fn taken(
        &mut self,
        pack: &Pack,
        register: &Register,
        (at, field): (usize, &Field),
        records: &[&Record],
    ) -> Result<Vec<(usize, Wrong)>, Error> {
        let (given, name) = (first_of_each(records, &[at]), quoted(field.name()));
        let table = Table::of(pack.name(), register);
        let values: Vec<&Vec<Cell>> = given.keys().collect();
        let mut clashes = Vec::new();
        for chunk in values.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT {name} FROM {} WHERE jurisdiction = $1 AND replaced_at IS NULL
                 AND ({name}) IN (VALUES {}) GROUP BY {name} HAVING COUNT(*) > 1",
                table.name(),
                tuples(1, chunk.len(), 1)
            );
            let jurisdiction = self.jurisdiction().to_owned();
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false).bind(jurisdiction);
            for value in chunk {
                query = bind(query, field, value.first());
            }
            for row in query.fetch_all(self.connection()).await? {
                let Some(value) = cell(&row, field)? else { continue };
                let (field, text) = (field.name().to_owned(), value.to_string());
                let first = given.get(&vec![value]).copied().unwrap_or_default();
                clashes.push((first, Wrong::Taken { field, value: text }));
            }
        }
        Ok(clashes)
    }

    /// What in other registers of the pack names a record of this one that is not in force any more.
    pub async fn orphans(
        &mut self,
        pack: &Pack,
        register: &Register,
    ) -> Result<Option<Wrong>, Error> {
        for naming in pack.registers.values() {
            for foreign in &naming.foreign_keys {
                if *foreign.reference.resource.get_ref() == register.name
                    && let Some(value) = self.orphan(pack, naming, (foreign, register)).await?
                {
                    return Ok(Some(Wrong::StillNamed { register: naming.name.clone(), value }));
                }
            }
        }
        Ok(None)
    }

    async fn orphan(
        &mut self,
        pack: &Pack,
        naming: &Register,
        (foreign, named): (&ForeignKey, &Register),
    ) -> Result<Option<String>, Error> {
        let places = foreign.places(naming);
        let sides = places.iter().zip(foreign.places_there(named));
        let same = sides.map(|(here, there)| {
            let (here, there) = (naming.fields[*here].name(), named.fields[there].name());
            (format!("here.{}", quoted(here)), format!("there.{}", quoted(there)))
        });
        let same: Vec<(String, String)> = same.collect();
        let given = same.iter().map(|(here, _)| format!("{here} IS NOT NULL"));
        let equal = same.iter().map(|(here, there)| format!("{there} = {here}"));
        let sql = format!(
            "SELECT {} FROM {} AS here WHERE here.jurisdiction = $1 AND here.replaced_at IS NULL
             AND {} AND NOT EXISTS (SELECT 1 FROM {} AS there
                 WHERE there.jurisdiction = here.jurisdiction AND there.replaced_at IS NULL AND {})
             LIMIT 1",
            same.iter().map(|(here, _)| here.as_str()).collect::<Vec<_>>().join(", "),
            Table::of(pack.name(), naming).name(),
            given.collect::<Vec<_>>().join(" AND "),
            Table::of(pack.name(), named).name(),
            equal.collect::<Vec<_>>().join(" AND "),
        );
        let jurisdiction = self.jurisdiction().to_owned();
        let query = sqlx::query(AssertSqlSafe(sql)).bind(jurisdiction);
        let Some(row) = query.fetch_optional(self.connection()).await? else { return Ok(None) };
        let mut value = Vec::new();
        for at in places {
            value.extend(cell(&row, &naming.fields[at])?);
        }
        Ok(Some(shown(&value)))
    }
}

/// The values of some fields, each with the place of the first record that holds it; without records where
/// one of them is empty.
fn first_of_each(records: &[&Record], places: &[usize]) -> HashMap<Vec<Cell>, usize> {
    let mut first = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        let value: Option<Vec<Cell>> =
            places.iter().map(|place| record.cells[*place].clone()).collect();
        if let Some(value) = value {
            first.entry(value).or_insert(at);
        }
    }
    first
}

fn shown(value: &[Cell]) -> String {
    value.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ")
}
