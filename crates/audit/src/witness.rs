//! A witness 见证方: another organisation that signs a checkpoint only where the log is the one it saw before, gone on.
//!
//! It needs no database and no trust in the office: it keeps the last checkpoint it signed and is shown a proof.

use crate::{Checkpoint, LogProof, Note, ProofError, Signer, Verifier};

/// What a witness is shown.
#[derive(Clone, Debug)]
pub enum Offer {
    /// A checkpoint alone: the first one it ever signs.
    First(Note),
    /// The last checkpoint it signed, a later one, and the proof that leads from one to the other.
    Next(LogProof),
}

/// Why a witness does not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignError {
    /// The proof shows nothing.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// It signed this log before, and is shown no proof.
    #[error(
        "a checkpoint of {0} entries was signed before: bring the proof that leads on from it (luoshi audit prove --from {0})"
    )]
    NoProof(u64),
    /// The proof begins at another checkpoint than the last that was signed.
    #[error("the proof begins at another checkpoint than the last one signed, of {0} entries")]
    AnotherBeginning(u64),
    /// It has signed nothing yet, and is shown a proof that begins somewhere.
    #[error(
        "no checkpoint was signed before: bring the checkpoint alone (luoshi audit checkpoint)"
    )]
    NothingSeen,
}

/// Signs the checkpoint that is offered, which `office` signed, where it leads on from the one `seen` last.
pub fn cosign(
    seen: Option<&Note>,
    offer: &Offer,
    office: &Verifier,
    witness: &Signer,
) -> Result<Note, CosignError> {
    let mut note = match (seen, offer) {
        (None, Offer::First(note)) => {
            signed(note, office)?;
            note.clone()
        }
        (Some(seen), Offer::First(note)) if seen.text == note.text => {
            signed(note, office)?;
            note.clone()
        }
        (Some(seen), Offer::First(_)) => return Err(CosignError::NoProof(size(seen)?)),
        (None, Offer::Next(_)) => return Err(CosignError::NothingSeen),
        (Some(seen), Offer::Next(proof)) => {
            proof.check(office)?;
            if proof.before.parse::<Note>().map_err(ProofError::Note)?.text != seen.text {
                return Err(CosignError::AnotherBeginning(size(seen)?));
            }
            proof.after.parse().map_err(ProofError::Note)?
        }
    };
    if !note.is_signed_by(&witness.verifier()) {
        note.sign(witness);
    }
    Ok(note)
}

fn signed(note: &Note, office: &Verifier) -> Result<(), ProofError> {
    note.text.parse::<Checkpoint>()?;
    match note.is_signed_by(office) {
        true => Ok(()),
        false => Err(ProofError::NotSigned(office.name().to_owned())),
    }
}

fn size(note: &Note) -> Result<u64, ProofError> {
    Ok(note.text.parse::<Checkpoint>()?.size)
}
