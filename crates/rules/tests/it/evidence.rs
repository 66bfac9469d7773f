//! What holds for every evidence tree.

use luoshi_rules::evidence::{climb, leaf_digest, levels, proof};
use proptest::prelude::*;

proptest! {
    #[test]
    fn every_leaf_climbs_to_the_root(contents in prop::collection::vec(".{0,8}", 1..40)) {
        let leaves: Vec<_> = contents.iter().map(|content| leaf_digest(content.as_bytes())).collect();
        let levels = levels(leaves.clone());
        let root = levels[levels.len() - 1][0];
        for (index, leaf) in leaves.into_iter().enumerate() {
            let proof = proof(&levels, index).unwrap();
            prop_assert_eq!(climb(leaf, &proof), root);
            prop_assert_ne!(climb(leaf_digest(b"something else entirely"), &proof), root);
        }
    }
}
