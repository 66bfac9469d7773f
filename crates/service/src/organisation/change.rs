//! Organisations changed one at a time, as an administrator does it.

use jiff::civil::Date;
use luoshi_delivery::{
    Histories, NotReorganised, Organisation, OrganisationCode, OrganisationKind, Wording,
};

use super::owner_of;
use crate::policy::{Permit, permit, permit_over, permit_own};
use crate::{Action, Context, Error};

/// Everything ever written of one organisation, the oldest first.
pub async fn organisation_history(
    cx: &Context,
    code: &OrganisationCode,
) -> Result<Vec<Organisation>, Error> {
    permit(&cx.actor, Action::ReadOrganisations)?;
    let all = cx.store.organisations(&cx.jurisdiction).await?;
    let history = Histories(&all).of(code);
    if history.is_empty() { Err(Error::NoSuchOrganisation(code.to_string())) } else { Ok(history) }
}

/// Refuses who may not change that organisation; or, where none is named, any at all.
pub async fn require_keeping(cx: &Context, code: Option<&OrganisationCode>) -> Result<(), Error> {
    match code {
        Some(_) => keeping(cx, code).await.map(drop),
        None => permit_own(&cx.actor, Action::KeepOrganisations).map(drop),
    }
}

/// Writes a new organisation down, under one that is there or at the top.
pub async fn found_organisation(
    cx: &Context,
    (code, kind): (OrganisationCode, OrganisationKind),
    wording: Wording,
    on: Date,
) -> Result<(), Error> {
    let permit = keeping(cx, wording.parent.as_ref()).await?.named("found_organisation");
    keep(cx, permit, &code.clone(), |all| all.found(code, kind, wording, on)).await
}

/// Names an organisation otherwise or moves it from a day on; what it was before stays written.
/// Whoever moves it may keep the place it goes to as well.
pub async fn reword_organisation(
    cx: &Context,
    code: &OrganisationCode,
    wording: Wording,
    on: Date,
) -> Result<(), Error> {
    let permit = keeping(cx, Some(code)).await?.named("reword_organisation");
    let before = organisation_history(cx, code).await?;
    let stands_there = before.iter().any(|it| it.stands_on(on) && it.parent == wording.parent);
    if !stands_there {
        keeping(cx, wording.parent.as_ref()).await?;
    }
    keep(cx, permit, code, |all| all.reword(code, wording, on)).await
}

/// Gives an organisation other short names, for as long as it is called as on `on`.
pub async fn name_organisation(
    cx: &Context,
    code: &OrganisationCode,
    names: (Option<String>, Vec<String>),
    on: Date,
) -> Result<(), Error> {
    let permit = keeping(cx, Some(code)).await?.named("name_organisation");
    keep(cx, permit, code, |all| all.rename_short(code, names, on)).await
}

/// Ends an organisation after its last day, and says what its work goes to.
pub async fn close_organisation(
    cx: &Context,
    code: &OrganisationCode,
    after: (Vec<OrganisationCode>, Option<String>),
    last: Date,
) -> Result<(), Error> {
    let permit = keeping(cx, Some(code)).await?.named("close_organisation");
    keep(cx, permit, code, |all| all.close(code, after, last)).await
}

/// Gives a district a leading group of its own, with office and special groups, after the model of another.
pub async fn mirror_mechanism(
    cx: &Context,
    (group, district): (&OrganisationCode, &OrganisationCode),
    note: Option<&str>,
    on: Date,
) -> Result<(), Error> {
    let permit = keeping(cx, Some(district)).await?.named("mirror_mechanism");
    keep(cx, permit, district, |all| all.mirror((group, district), note, on)).await
}

async fn keeping(cx: &Context, code: Option<&OrganisationCode>) -> Result<Permit, Error> {
    permit_over(&cx.actor, Action::KeepOrganisations, &owner_of(cx, code).await?)
}

/// Stores what a change comes to. What is there already, as a form sent twice says, leaves no trace.
async fn keep(
    cx: &Context,
    permit: Permit,
    code: &OrganisationCode,
    change: impl FnOnce(&Histories<'_>) -> Result<Vec<Organisation>, NotReorganised>,
) -> Result<(), Error> {
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let all = tx.organisations().await?;
    let changed = change(&Histories(&all))?;
    if changed.iter().all(|it| all.contains(it)) {
        return Ok(());
    }
    tx.keep_organisations(&changed).await?;
    tx.commit(permit.entry(cx.now, format!("organisation/{code}"))).await?;
    Ok(())
}
