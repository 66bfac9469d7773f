//! Two versions of a document side by side 修订对照: what stayed, what changed, what came and went.

use std::collections::HashMap;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use crate::{Block, Document, Role};

/// How a block of one version answers to a block of the other; the numbers are places in [`Document::blocks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// The same words, wherever they stand now and whatever number they carry.
    Same {
        /// In the old version.
        old: usize,
        /// In the new one.
        new: usize,
    },
    /// Other words in the same place.
    Changed {
        /// In the old version.
        old: usize,
        /// In the new one.
        new: usize,
    },
    /// No longer there.
    Removed {
        /// In the old version.
        old: usize,
    },
    /// There for the first time.
    Added {
        /// In the new version.
        new: usize,
    },
}

/// A stretch of a changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// In both versions.
    Kept(String),
    /// In the old one only.
    Removed(String),
    /// In the new one only.
    Added(String),
}

/// Compares two versions block by block, in the order of the new one; what is gone stands where it stood.
pub fn compare(old: &Document, new: &Document) -> Vec<Pair> {
    let (old, new) = (Side::of(old), Side::of(new));
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old.words, &new.words) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                pairs.extend(
                    (0..len).map(|at| Pair::Same { old: old_index + at, new: new_index + at }),
                );
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                pairs.extend((old_index..old_index + old_len).map(|old| Pair::Removed { old }));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pairs.extend((new_index..new_index + new_len).map(|new| Pair::Added { new }));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                replaced(
                    &old,
                    &new,
                    old_index..old_index + old_len,
                    new_index..new_index + new_len,
                    &mut pairs,
                );
            }
        }
    }
    moved(&old, &new, &mut pairs);
    pairs.into_iter().map(|pair| pair.in_documents(&old, &new)).collect()
}

/// What changed inside a text, character by character.
pub fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for change in TextDiff::from_chars(old, new).iter_all_changes() {
        let text = change.value();
        match (found.last_mut(), change.tag()) {
            (Some(Stretch::Kept(last)), ChangeTag::Equal)
            | (Some(Stretch::Removed(last)), ChangeTag::Delete)
            | (Some(Stretch::Added(last)), ChangeTag::Insert) => last.push_str(text),
            (_, ChangeTag::Equal) => found.push(Stretch::Kept(text.to_owned())),
            (_, ChangeTag::Delete) => found.push(Stretch::Removed(text.to_owned())),
            (_, ChangeTag::Insert) => found.push(Stretch::Added(text.to_owned())),
        }
    }
    found
}

/// One version: its blocks that belong to the document, by their words without the label.
struct Side<'d> {
    blocks: Vec<usize>,
    words: Vec<&'d str>,
}

impl<'d> Side<'d> {
    fn of(document: &'d Document) -> Self {
        let own = |(_, block): &(usize, &Block)| block.role != Role::Chrome;
        let (blocks, words) = document
            .blocks
            .iter()
            .enumerate()
            .filter(own)
            .map(|(at, block)| (at, block.text.as_str()[block.label.end..].trim()))
            .unzip();
        Self { blocks, words }
    }
}

impl Pair {
    /// The same pair by the places of its blocks in the documents.
    fn in_documents(self, olds: &Side<'_>, news: &Side<'_>) -> Self {
        match self {
            Self::Same { old, new } => Self::Same { old: olds.blocks[old], new: news.blocks[new] },
            Self::Changed { old, new } => {
                Self::Changed { old: olds.blocks[old], new: news.blocks[new] }
            }
            Self::Removed { old } => Self::Removed { old: olds.blocks[old] },
            Self::Added { new } => Self::Added { new: news.blocks[new] },
        }
    }
}

/// Texts that share less than this of their pairs of characters are two texts, not one that changed.
const ALIKE: f64 = 0.4;
/// How far behind its place in a stretch a changed block is looked for.
const REACH: usize = 8;

/// Pairs what stood in a stretch with the most alike of what stands there now, in order.
fn replaced(
    old: &Side<'_>,
    new: &Side<'_>,
    olds: std::ops::Range<usize>,
    news: std::ops::Range<usize>,
    pairs: &mut Vec<Pair>,
) {
    let mut next = news.start;
    for at in olds {
        let candidates = next..news.end.min(next + REACH);
        let best = candidates
            .map(|candidate| (alike(old.words[at], new.words[candidate]), candidate))
            .max_by(|(a, first), (b, second)| a.total_cmp(b).then(second.cmp(first)));
        match best.filter(|(share, _)| *share >= ALIKE) {
            Some((_, candidate)) => {
                pairs.extend((next..candidate).map(|new| Pair::Added { new }));
                pairs.push(Pair::Changed { old: at, new: candidate });
                next = candidate + 1;
            }
            None => pairs.push(Pair::Removed { old: at }),
        }
    }
    pairs.extend((next..news.end).map(|new| Pair::Added { new }));
}

/// Which share of their pairs of neighbouring characters two texts have in common (Dice's coefficient).
fn alike(a: &str, b: &str) -> f64 {
    let ((in_a, of_a), (in_b, of_b)) = (bigrams(a), bigrams(b));
    let common: u32 =
        in_b.iter().map(|(pair, count)| in_a.get(pair).map_or(0, |left| *count.min(left))).sum();
    if of_a + of_b == 0 {
        f64::from(u8::from(a == b))
    } else {
        f64::from(2 * common) / f64::from(of_a + of_b)
    }
}

fn bigrams(text: &str) -> (HashMap<(char, char), u32>, u32) {
    let mut found = HashMap::new();
    let pairs = text.chars().zip(text.chars().skip(1));
    let total = pairs.map(|pair| *found.entry(pair).or_default() += 1).count();
    (found, u32::try_from(total).unwrap_or(u32::MAX))
}

/// What went here and came there with the same words has only moved.
fn moved(old: &Side<'_>, new: &Side<'_>, pairs: &mut Vec<Pair>) {
    let mut gone: HashMap<&str, Vec<usize>> = HashMap::new();
    for pair in pairs.iter().rev() {
        if let Pair::Removed { old: at } = *pair {
            gone.entry(old.words[at]).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for pair in pairs.iter_mut() {
        if let Pair::Added { new: at } = *pair
            && let Some(from) = gone.get_mut(new.words[at]).and_then(Vec::pop)
        {
            *pair = Pair::Same { old: from, new: at };
            found.push(from);
        }
    }
    pairs.retain(|pair| !matches!(pair, Pair::Removed { old } if found.contains(old)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const OLD: &str = "关于港口的意见\n\n一、总体要求\n\n(一)建设机场。2020年旅客吞吐量达到4600万人次。\n\n(二)扩建码头。\n\n(三)开通航线5条。";

    /// The pairs as signs: `=` same, `~` changed, `-` removed, `+` added.
    fn signs(old: &str, new: &str) -> String {
        let (old, new) =
            (read("old.txt", old.as_bytes()).unwrap(), read("new.txt", new.as_bytes()).unwrap());
        let sign = |pair: &Pair| match pair {
            Pair::Same { .. } => '=',
            Pair::Changed { .. } => '~',
            Pair::Removed { .. } => '-',
            Pair::Added { .. } => '+',
        };
        compare(&old, &new).iter().map(sign).collect()
    }

    #[test]
    fn a_version_is_the_same_as_itself() {
        assert_eq!(signs(OLD, OLD), "=====");
    }

    #[test]
    fn a_corrected_number_changes_its_provision_only() {
        assert_eq!(signs(OLD, &OLD.replace("4600", "4700")), "==~==");
    }

    #[test]
    fn an_inserted_provision_renumbers_the_others_and_changes_none() {
        let new = OLD
            .replace("(三)开", "(四)开")
            .replace("(二)扩建码头。", "(二)疏浚航道，整治岸线。\n\n(三)扩建码头。");
        assert_eq!(signs(OLD, &new), "===+==");
    }

    #[test]
    fn a_provision_that_moved_is_the_same() {
        let new = OLD
            .replace("(二)扩建码头。\n\n(三)开通航线5条。", "(二)开通航线5条。\n\n(三)扩建码头。");
        assert_eq!(signs(OLD, &new), "=====");
    }

    #[test]
    fn what_has_other_words_altogether_went_and_came() {
        assert_eq!(signs(OLD, &OLD.replace("扩建码头", "办好世界游泳锦标赛")), "===-+=");
    }

    #[test]
    fn a_change_is_told_by_character() {
        let told = stretches("达到4600万人次", "达到4700万人次");
        assert_eq!(
            told,
            [
                Stretch::Kept("达到4".into()),
                Stretch::Removed("6".into()),
                Stretch::Added("7".into()),
                Stretch::Kept("00万人次".into()),
            ]
        );
    }
}
