use std::sync::Arc;

use luoshi_packs::{Field, Pack, Record, Register};
use luoshi_store::StoredRecord;

use crate::organisation::{chart_today, owner_in};
use crate::policy::{Permit, may, permit, permit_over};
use crate::{Action, Context, Error, Owner, What};

/// A register with those who keep it.
#[derive(Clone, Debug)]
pub struct KeptRegister {
    /// The pack it belongs to.
    pub pack: Arc<Pack>,
    name: String,
    /// The organisations of the roles that may write; the jurisdiction where none is named.
    keepers: Vec<Owner>,
}

/// The pack in force of that name.
pub async fn pack_in_force(cx: &Context, name: &str) -> Result<Arc<Pack>, Error> {
    permit(&cx.actor, Action::ReadRegisters)?;
    let found = cx.store.pack(&cx.jurisdiction, name).await?;
    found.map(|(_, pack)| pack).ok_or(Error::NotFound(What::InPack))
}

/// A register of a pack in force.
pub async fn register(cx: &Context, pack: &str, name: &str) -> Result<KeptRegister, Error> {
    let pack = pack_in_force(cx, pack).await?;
    let register = pack.registers.get(name).ok_or(Error::NotFound(What::InPack))?;
    let chart = chart_today(cx).await?;
    let roles = register.write.iter().filter_map(|role| pack.role(role.get_ref()));
    let codes = roles.filter_map(|role| role.organisation.as_deref()?.parse().ok());
    let mut keepers: Vec<Owner> = codes.map(|code| owner_in(&chart, Some(&code))).collect();
    if keepers.is_empty() {
        keepers.push(Owner::jurisdiction());
    }
    Ok(KeptRegister { name: name.to_owned(), pack, keepers })
}

impl KeptRegister {
    /// The register.
    pub fn register(&self) -> &Register {
        &self.pack.registers[&self.name]
    }

    /// Whether the actor may do it to this register.
    pub fn may(&self, cx: &Context, action: Action) -> bool {
        self.keepers.iter().any(|keeper| may(&cx.actor, action, keeper))
    }

    pub(crate) fn permit(&self, cx: &Context, action: Action) -> Result<Permit, Error> {
        let reached = self.keepers.iter().find(|keeper| may(&cx.actor, action, keeper));
        permit_over(&cx.actor, action, reached.unwrap_or(&self.keepers[0]))
    }

    /// Refuses an actor who may not change it.
    pub fn require_keeper(&self, cx: &Context) -> Result<(), Error> {
        self.permit(cx, Action::KeepRegister).map(drop)
    }

    /// Whether the actor sees what a field holds.
    pub fn shows(&self, cx: &Context, field: &Field) -> bool {
        !field.restricted || self.may(cx, Action::ReadRestricted)
    }

    /// The places of the fields the actor sees.
    pub fn shown(&self, cx: &Context) -> Vec<usize> {
        let fields = self.register().fields.iter().enumerate();
        fields.filter(|(_, field)| self.shows(cx, field)).map(|(at, _)| at).collect()
    }

    /// Empties what the actor may not see.
    pub(crate) fn veil(&self, cx: &Context, mut records: Vec<StoredRecord>) -> Vec<StoredRecord> {
        let hides = self.register().fields.iter().map(|field| !self.shows(cx, field));
        let hides: Vec<bool> = hides.collect();
        for Record { cells, .. } in records.iter_mut().map(|it| &mut it.record) {
            for (cell, hides) in cells.iter_mut().zip(&hides) {
                if *hides {
                    *cell = None;
                }
            }
        }
        records
    }

    /// What the audit log calls something in it.
    pub(crate) fn thing(&self, what: &str) -> String {
        format!("pack/{}/{}/{what}", self.pack.name(), self.name)
    }
}
