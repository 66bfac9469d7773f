use luoshi_audit::{
    Checkpoint, EntryProof, Hash, LogProof, Note, Signer, Verifier, consistency, inclusion, root,
};
use luoshi_store::StoredCheckpoint;

use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// What the checkpoints of a jurisdiction's log are called.
pub(super) fn origin(cx: &Context) -> String {
    format!("luoshi/{}", cx.jurisdiction)
}

/// Signs how long the log is and to which root it leads, and keeps that. A log that has not grown keeps the checkpoint
/// it has, with one more signature where somebody else signs.
pub async fn checkpoint(cx: &Context, signer: &Signer) -> Result<Note, Error> {
    checkpoint_by(cx, std::slice::from_ref(signer)).await
}

/// The same, signed by several: the office and its witnesses.
pub(super) async fn checkpoint_by(cx: &Context, signers: &[Signer]) -> Result<Note, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    let (hashing, leaves) = (cx.store.hashing(&cx.jurisdiction).await?, leaves(cx).await?);
    let size = leaves.len() as u64;
    let kept = cx.store.last_checkpoint(&cx.jurisdiction).await?;
    let last = kept.filter(|last| last.size == size);
    let made_at = last.as_ref().map_or(cx.now, |last| last.made_at);
    let mut note = match last.map(|last| last.note.parse::<Note>()) {
        Some(Ok(note)) => note,
        Some(Err(_)) | None => {
            let root = root(hashing, leaves);
            let checkpoint = Checkpoint { origin: origin(cx), size, root, hashing };
            Note::new(&checkpoint.to_string())
        }
    };
    let missing: Vec<_> = signers.iter().filter(|it| !note.is_signed_by(&it.verifier())).collect();
    if !missing.is_empty() {
        missing.into_iter().for_each(|signer| note.sign(signer));
        let stored = StoredCheckpoint { size, note: note.to_string(), made_at };
        cx.store.keep_checkpoint(&cx.jurisdiction, &stored).await?;
    }
    Ok(note)
}

/// Keeps the signature of a witness, who signed a copy of one of our checkpoints elsewhere, under our own.
pub async fn adopt_signature(cx: &Context, copy: &Note, witness: &Verifier) -> Result<Note, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    let size = copy.text.parse::<Checkpoint>().map_err(|_| Error::NoCheckpoint)?.size;
    let checkpoints = cx.store.checkpoints(&cx.jurisdiction).await?;
    let kept = checkpoints.into_iter().find(|it| it.size == size).ok_or(Error::NoCheckpoint)?;
    let mut note = note(&kept)?;
    if !note.take_over(copy, witness) {
        return Err(Error::NotOurCheckpoint(witness.name().to_owned()));
    }
    let stored = StoredCheckpoint { note: note.to_string(), ..kept };
    cx.store.keep_checkpoint(&cx.jurisdiction, &stored).await?;
    Ok(note)
}

/// The proof that an entry stands in the log of the last checkpoint.
pub async fn prove_entry(cx: &Context, sequence: u64) -> Result<EntryProof, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    let nothing = || Error::NotFound(What::Entry(sequence));
    let mut wanted = None;
    let mut leaves: Vec<Hash> = Vec::new();
    cx.store
        .each_entry(&cx.jurisdiction, |stored| {
            leaves.push(stored.leaf.unwrap_or_default());
            if stored.entry.sequence == sequence {
                wanted = Some(stored.entry);
            }
        })
        .await?;
    let entry = wanted.ok_or_else(nothing)?;
    let checkpoints = cx.store.checkpoints(&cx.jurisdiction).await?;
    let last = checkpoints.last().filter(|last| last.size >= sequence);
    let last = last.ok_or(Error::NoCheckpoint)?;
    let size = usize::try_from(last.size).unwrap_or(usize::MAX).min(leaves.len());
    let index = usize::try_from(sequence - 1).unwrap_or(usize::MAX);
    let hashing = cx.store.hashing(&cx.jurisdiction).await?;
    let path = inclusion(hashing, &leaves[..size], index).ok_or_else(nothing)?;
    Ok(EntryProof::new(entry, &path, &note(last)?))
}

/// The proof that the log of the second checkpoint is that of the first gone on; without numbers, of the first and last
/// checkpoint there is.
pub async fn prove_log(
    cx: &Context,
    from: Option<u64>,
    to: Option<u64>,
) -> Result<LogProof, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    let checkpoints = cx.store.checkpoints(&cx.jurisdiction).await?;
    let of_size = |size: u64| checkpoints.iter().find(|checkpoint| checkpoint.size == size);
    let before = from.map_or(checkpoints.first(), of_size).ok_or(Error::NoCheckpoint)?;
    let after = to.map_or(checkpoints.last(), of_size).ok_or(Error::NoCheckpoint)?;
    let (hashing, leaves) = (cx.store.hashing(&cx.jurisdiction).await?, leaves(cx).await?);
    let size =
        |checkpoint: &StoredCheckpoint| usize::try_from(checkpoint.size).unwrap_or(usize::MAX);
    let within = leaves.get(..size(after)).ok_or(Error::NoCheckpoint)?;
    let path = match before.size == after.size {
        true => Vec::new(),
        false => consistency(hashing, within, size(before)).ok_or(Error::NoCheckpoint)?,
    };
    Ok(LogProof::new(&note(before)?, &note(after)?, &path))
}

/// The digests of all entries, as they are stored.
async fn leaves(cx: &Context) -> Result<Vec<Hash>, Error> {
    let mut leaves = Vec::new();
    let keep = |stored: luoshi_store::StoredEntry| leaves.push(stored.leaf.unwrap_or_default());
    cx.store.each_entry(&cx.jurisdiction, keep).await?;
    Ok(leaves)
}

fn note(checkpoint: &StoredCheckpoint) -> Result<Note, Error> {
    checkpoint.note.parse().map_err(|why: luoshi_audit::NoteError| Error::Broken(why.to_string()))
}
