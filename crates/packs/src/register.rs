//! Registers 台账: typed tables of records about the world.

use luoshi_rules::Title;
use serde::Deserialize;
use toml::Spanned;

use crate::{Field, Record};

/// A register 台账: `registers/NAME.toml`, a Table Schema with titles in two languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Register {
    /// Its name: that of its file.
    #[serde(skip)]
    pub name: String,
    /// Its name for people.
    pub title: Title,
    /// What a record of it is.
    #[serde(default)]
    pub description: Option<Title>,
    /// The fields that tell two records apart.
    pub primary_key: Vec<Spanned<String>>,
    /// Fields that name records of other registers of the pack.
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKey>,
    /// The roles that may write; the office always may.
    #[serde(default)]
    pub write: Vec<Spanned<String>>,
    /// Its columns.
    pub fields: Vec<Field>,
}

/// Fields that name a record of another register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignKey {
    /// The fields here.
    pub fields: Vec<Spanned<String>>,
    /// The fields there.
    pub reference: Reference,
}

/// The other side of a [`ForeignKey`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The register.
    pub resource: Spanned<String>,
    /// Its fields.
    pub fields: Vec<Spanned<String>>,
}

impl ForeignKey {
    /// The places of its fields in the register it stands in.
    pub fn places(&self, here: &Register) -> Vec<usize> {
        places(here, &self.fields)
    }

    /// The places of the fields it refers to in the other register.
    pub fn places_there(&self, there: &Register) -> Vec<usize> {
        places(there, &self.reference.fields)
    }
}

fn places(register: &Register, names: &[Spanned<String>]) -> Vec<usize> {
    let place = |name: &Spanned<String>| {
        register.fields.iter().position(|field| field.name() == name.get_ref())
    };
    names.iter().filter_map(place).collect()
}

impl Register {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name() == name)
    }

    /// The key of a record as people read it.
    pub fn key_text(&self, record: &Record) -> String {
        let cells = self.key().into_iter().filter_map(|at| record.cells[at].as_ref());
        cells.map(ToString::to_string).collect::<Vec<_>>().join(" · ")
    }

    /// Where the fields of its key stand among its fields.
    pub fn key(&self) -> Vec<usize> {
        places(self, &self.primary_key)
    }
}
