use luoshi_packs::{Record, Wrong};
use luoshi_store::{RecordAct, RecordChange};

use super::kept::KeptRegister;
use crate::assignment::signed;
use crate::pack::recompute_fed_by;
use crate::{Action, Context, Error};

/// A record as somebody typed it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What it says.
    pub record: Record,
    /// Why it says something else than before.
    pub reason: String,
}

/// Adds a record; its number.
pub async fn add_record(cx: &Context, kept: &KeptRegister, record: &Record) -> Result<i64, Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?;
    let (pack, register) = (kept.pack.name(), kept.register());
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let Some(number) = tx.add_record(pack, register, record, &signed(cx)).await? else {
        return Err(Error::FaultyRecord(vec![same_key(kept, record)]));
    };
    refuse_clashes(tx.clashes(&kept.pack, register, &[record]).await?)?;
    tx.commit(permit.entry(cx.now, kept.thing(&format!("{number}/1")))).await?;
    recompute_fed_by(cx, kept).await?;
    Ok(number)
}

/// Puts another version in the place of the one that was seen, with a reason.
pub async fn correct_record(
    cx: &Context,
    kept: &KeptRegister,
    (number, seen): (i64, i64),
    typed: &Typed,
) -> Result<(), Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?;
    let change = change(cx, RecordAct::Corrected, seen + 1, &typed.reason)?;
    let (pack, register) = (kept.pack.name(), kept.register());
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let corrected = tx.correct_record(pack, register, (number, seen), &typed.record, &change).await;
    match corrected {
        Ok(true) => {}
        Ok(false) => return Err(Error::RecordChanged),
        Err(error) if error.is_duplicate() => {
            return Err(Error::FaultyRecord(vec![same_key(kept, &typed.record)]));
        }
        Err(other) => return Err(other.into()),
    }
    refuse_clashes(tx.clashes(&kept.pack, register, &[&typed.record]).await?)?;
    refuse_orphans(tx.orphans(&kept.pack, register).await?)?;
    let thing = kept.thing(&format!("{number}/{}", seen + 1));
    tx.commit(permit.named("correct_record").entry(cx.now, thing)).await?;
    recompute_fed_by(cx, kept).await
}

/// Takes back a record that should never have been there, with a reason. Its versions stay to be read.
pub async fn withdraw_record(
    cx: &Context,
    kept: &KeptRegister,
    (number, seen): (i64, i64),
    reason: &str,
) -> Result<(), Error> {
    let permit = kept.permit(cx, Action::KeepRegister)?;
    let change = change(cx, RecordAct::Withdrawn, seen, reason)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let (pack, register) = (kept.pack.name(), kept.register());
    if !tx.withdraw_record(pack, register, (number, seen), &change).await? {
        return Err(Error::RecordChanged);
    }
    refuse_orphans(tx.orphans(&kept.pack, register).await?)?;
    let thing = kept.thing(&format!("{number}/{seen}"));
    tx.commit(permit.named("withdraw_record").entry(cx.now, thing)).await?;
    recompute_fed_by(cx, kept).await
}

fn change(cx: &Context, act: RecordAct, version: i64, reason: &str) -> Result<RecordChange, Error> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Error::NoReasonGiven);
    }
    Ok(RecordChange { version, act, reason, signed: signed(cx) })
}

fn refuse_clashes(clashes: Vec<(usize, Wrong)>) -> Result<(), Error> {
    let wrong: Vec<Wrong> = clashes.into_iter().map(|(_, wrong)| wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::FaultyRecord(wrong)) }
}

fn refuse_orphans(orphan: Option<Wrong>) -> Result<(), Error> {
    refuse_clashes(orphan.into_iter().map(|wrong| (0, wrong)).collect())
}

/// Another record of the register has its key.
fn same_key(kept: &KeptRegister, record: &Record) -> Wrong {
    Wrong::KeyTaken(kept.register().key_text(record))
}
