//! What is proved holds, and nothing else does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use luoshi_audit::{
    Algorithm, Checkpoint, CosignError, Entry, EntryProof, Hash, Hashing, LogProof, Note, Offer,
    ProofError, Signer, Verifier, consistency, cosign, inclusion, is_consistent, is_included, root,
};
use proptest::prelude::*;
use sha2::Sha256;
use sm3::Sm3;

fn entry(sequence: u64) -> Entry {
    Entry {
        jurisdiction: "330100".into(),
        sequence,
        at: "2018-11-01T08:00:00Z".into(),
        actor: "office".into(),
        organisation: String::new(),
        action: "import_document".into(),
        thing: format!("plan/{sequence}"),
        before: String::new(),
        after: "ab".repeat(32),
    }
}

fn leaves(hashing: Hashing, size: u64) -> Vec<Hash> {
    (1..=size).map(|sequence| hashing.leaf(&entry(sequence).bytes())).collect()
}

fn signer() -> Signer {
    Signer::new("luoshi/330100", &[7; 32]).unwrap()
}

fn checkpoint(hashing: Hashing, leaves: &[Hash]) -> Note {
    let root = root(hashing, leaves.iter().copied());
    let checkpoint =
        Checkpoint { origin: "luoshi/330100".into(), size: leaves.len() as u64, root, hashing };
    let mut note = Note::new(&checkpoint.to_string());
    note.sign(&signer());
    note
}

/// RFC 6962's test vectors as Certificate Transparency publishes them: eight leaves, SHA-256.
#[test]
fn the_published_tree_has_the_published_roots() {
    let contents = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let leaves: Vec<Hash> = contents
        .iter()
        .map(|content| Hashing::Sha256.leaf(&hex::decode(content).unwrap()))
        .collect();
    let of = |size: usize| hex::encode(root(Hashing::Sha256, leaves[..size].iter().copied()));
    assert_eq!(of(0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(of(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_eq!(of(2), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assert_eq!(of(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    assert_eq!(of(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn the_tree_is_the_one_that_ct_merkle_builds() {
    let (mut sm3, mut sha) =
        (MemoryBackedTree::<Sm3, Vec<u8>>::new(), MemoryBackedTree::<Sha256, Vec<u8>>::new());
    for size in 1..=70 {
        sm3.push(entry(size).bytes());
        sha.push(entry(size).bytes());
        assert_eq!(
            root(Hashing::Sm3, leaves(Hashing::Sm3, size)).as_slice(),
            sm3.root().as_bytes().as_slice()
        );
        assert_eq!(
            root(Hashing::Sha256, leaves(Hashing::Sha256, size)).as_slice(),
            sha.root().as_bytes().as_slice()
        );
    }
}

#[test]
fn a_proof_taken_away_is_checked_offline() {
    for hashing in Hashing::ALL {
        let leaves = leaves(hashing, 11);
        let proof = EntryProof::new(
            entry(5),
            &inclusion(hashing, &leaves, 4).unwrap(),
            &checkpoint(hashing, &leaves),
        );
        let read: EntryProof =
            serde_json::from_str(&serde_json::to_string(&proof).unwrap()).unwrap();
        let key: Verifier = signer().verifier().to_string().parse().unwrap();
        assert_eq!(read.check(&key).unwrap().size, 11);

        let changed = EntryProof {
            entry: Entry { actor: "somebody else".into(), ..entry(5) },
            ..proof.clone()
        };
        assert_eq!(changed.check(&key), Err(ProofError::NotIncluded(5)));
        let other = Signer::new("luoshi/330100", &[8; 32]).unwrap().verifier();
        assert!(matches!(proof.check(&other), Err(ProofError::NotSigned(_))));
        let longer =
            EntryProof { checkpoint: proof.checkpoint.replace("\n11\n", "\n12\n"), ..proof };
        assert!(matches!(longer.check(&key), Err(ProofError::NotSigned(_))));
    }
}

#[test]
fn a_checkpoint_is_signed_by_either_algorithm_and_by_both() {
    let leaves = leaves(Hashing::Sm3, 3);
    let mut note = checkpoint(Hashing::Sm3, &leaves);
    let national = Signer::by(Algorithm::Sm2, "luoshi/330100", &[7; 32]).unwrap();
    let key: Verifier = national.verifier().to_string().parse().unwrap();
    assert!(!note.is_signed_by(&key), "the same name and secret, and another key");
    note.sign(&national);
    let note: Note = note.to_string().parse().unwrap();
    assert!(note.is_signed_by(&key) && note.is_signed_by(&signer().verifier()));
    let changed: Note = note.to_string().replace("\n3\n", "\n4\n").parse().unwrap();
    assert!(!changed.is_signed_by(&key));
}

#[test]
fn a_witness_signs_what_leads_on_from_what_it_saw_and_nothing_else() {
    let hashing = Hashing::Sm3;
    let all = leaves(hashing, 13);
    let (first, next) = (checkpoint(hashing, &all[..6]), checkpoint(hashing, &all));
    let path = consistency(hashing, &all, 6).unwrap();
    let onward = Offer::Next(LogProof::new(&first, &next, &path));
    let (office, witness) = (signer().verifier(), Signer::new("discipline", &[9; 32]).unwrap());
    let sign = |seen, offer: &Offer| cosign(seen, offer, &office, &witness);
    let seen = sign(None, &Offer::First(first.clone())).unwrap();
    assert!(seen.is_signed_by(&witness.verifier()) && seen.is_signed_by(&office));
    assert_eq!(sign(None, &onward), Err(CosignError::NothingSeen));
    assert_eq!(sign(Some(&seen), &Offer::First(next.clone())), Err(CosignError::NoProof(6)));
    assert_eq!(sign(Some(&seen), &Offer::First(first.clone())).unwrap(), seen, "once more");
    let signed = sign(Some(&seen), &onward).unwrap();
    assert!(signed.text == next.text && signed.is_signed_by(&witness.verifier()));
    assert_eq!(sign(Some(&signed), &onward), Err(CosignError::AnotherBeginning(13)));
    // The office wrote its log anew, and signs that.
    let mut other = all.clone();
    other[2] = hashing.leaf(b"another entry");
    let anew = checkpoint(hashing, &other);
    let path = consistency(hashing, &other, 6).unwrap();
    let forged = Offer::Next(LogProof::new(&first, &anew, &path));
    let refused = Err(CosignError::Proof(ProofError::NotConsistent));
    assert_eq!(sign(Some(&seen), &forged), refused);
    let mut kept = next.clone();
    assert!(kept.take_over(&signed, &witness.verifier()) && kept == signed);
    assert!(!kept.take_over(&seen, &witness.verifier()), "another checkpoint");
    assert!(!kept.take_over(&next, &witness.verifier()), "the witness did not sign it");
}

#[test]
fn a_log_that_went_on_is_told_from_one_that_was_changed() {
    let hashing = Hashing::Sm3;
    let (old, new) = (leaves(hashing, 6), leaves(hashing, 13));
    let key = signer().verifier();
    let path = consistency(hashing, &new, 6).unwrap();
    let proof = LogProof::new(&checkpoint(hashing, &old), &checkpoint(hashing, &new), &path);
    assert_eq!(proof.check(&key).unwrap().1.size, 13);
    let mut other = new.clone();
    other[2] = hashing.leaf(b"another");
    let path = consistency(hashing, &other, 6).unwrap();
    let forged = LogProof::new(&checkpoint(hashing, &old), &checkpoint(hashing, &other), &path);
    assert_eq!(forged.check(&key), Err(ProofError::NotConsistent));
}

#[test]
fn a_witness_signs_beside_the_office() {
    let mut note = checkpoint(Hashing::Sm3, &leaves(Hashing::Sm3, 3));
    let witness = Signer::new("discipline.example/witness", &[9; 32]).unwrap();
    assert!(!note.is_signed_by(&witness.verifier()));
    note.sign(&witness);
    let read: Note = note.to_string().parse().unwrap();
    assert_eq!(read, note);
    assert!(read.is_signed_by(&witness.verifier()) && read.is_signed_by(&signer().verifier()));
    assert_eq!(read.signers().count(), 2);
}

#[test]
fn two_entries_never_have_the_same_bytes() {
    let moved = Entry { actor: "offic".into(), organisation: "e".into(), ..entry(1) };
    assert_ne!(entry(1).bytes(), moved.bytes());
}

proptest! {
    #[test]
    fn every_leaf_is_proved_and_no_other_content_is(size in 1u64..200, pick in any::<prop::sample::Index>()) {
        for hashing in Hashing::ALL {
            let leaves = leaves(hashing, size);
            let root = root(hashing, leaves.iter().copied());
            let index = pick.index(leaves.len());
            let path = inclusion(hashing, &leaves, index).unwrap();
            let content = entry(index as u64 + 1).bytes();
            prop_assert!(is_included(hashing, &content, index as u64, (size, &root), &path));
            prop_assert!(!is_included(hashing, b"another", index as u64, (size, &root), &path));
            for (at, digest) in path.iter().enumerate() {
                let mut changed = path.clone();
                changed[at] = hashing.digest(digest);
                prop_assert!(!is_included(hashing, &content, index as u64, (size, &root), &changed));
            }
        }
    }

    #[test]
    fn every_beginning_is_proved_and_no_other_is(size in 1u64..200, pick in any::<prop::sample::Index>()) {
        let hashing = Hashing::Sm3;
        let leaves = leaves(hashing, size);
        let whole = root(hashing, leaves.iter().copied());
        let old = pick.index(leaves.len()) + 1;
        let begun = root(hashing, leaves[..old].iter().copied());
        let path = consistency(hashing, &leaves, old).unwrap();
        let logs = |begun: &Hash| is_consistent(hashing, (old as u64, begun), (size, &whole), &path);
        prop_assert!(logs(&begun));
        prop_assert!(!logs(&hashing.digest(&begun)));
    }
}
