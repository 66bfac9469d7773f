//! Digests of rows: what an entry says about the data it changed, without saying the data.

use crate::{Hash, Hashing};

/// What every row's bytes begin with.
const ROW: &[u8] = b"luoshi-row/1\0";
/// What the bytes of an entry's rows begin with.
const ROWS: &[u8] = b"luoshi-rows/1\0";
/// What the bytes of a person's alias begin with.
const PERSON: &[u8] = b"luoshi-person/1\0";

/// A row of a table, as its digest sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The table.
    pub table: String,
    /// Which row: a JSON list of the values of its key, without the jurisdiction.
    pub key: String,
    /// The columns that hold something, each with its value as text, in the order of their names.
    pub columns: Vec<(String, String)>,
}

impl Row {
    /// Its digest. The salt is random and kept beside the row: whoever has only the digest cannot try values until one
    /// fits, and when the salt is destroyed with the row, the digest says nothing about anybody.
    pub fn digest(&self, hashing: Hashing, salt: &str) -> Hash {
        let mut bytes = ROW.to_vec();
        let named = self.columns.iter().flat_map(|(name, value)| [name, value]);
        let fields = [salt, &self.table, &self.key].into_iter();
        fields.chain(named.map(String::as_str)).for_each(|field| put(&mut bytes, field));
        hashing.digest(&bytes)
    }
}

/// What an entry did to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The table.
    pub table: String,
    /// Which row.
    pub key: String,
    /// The digest of the row before, hexadecimal; empty where there was none.
    pub before: String,
    /// The digest of the row after; empty where it is gone.
    pub after: String,
}

/// The two digests an entry carries of all rows it changed, hexadecimal; empty where there were none.
pub fn digests_of(hashing: Hashing, changes: &[Change]) -> (String, String) {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.table.as_str(), change.key.as_str()));
    let of = |digest: fn(&Change) -> &str| {
        if sorted.iter().all(|change| digest(change).is_empty()) {
            return String::new();
        }
        let mut bytes = ROWS.to_vec();
        for change in &sorted {
            [&change.table, &change.key, digest(change)].iter().for_each(|it| put(&mut bytes, it));
        }
        hex(&hashing.digest(&bytes))
    };
    (of(|change| &change.before), of(|change| &change.after))
}

/// What the log calls somebody 化名: `~` and the first 16 bytes of a digest of salt and name, hexadecimal. Once the salt is
/// destroyed, nobody can try names until one fits.
pub fn alias(hashing: Hashing, salt: &str, name: &str) -> String {
    let mut bytes = PERSON.to_vec();
    [salt, name].iter().for_each(|field| put(&mut bytes, field));
    format!("~{}", &hex(&hashing.digest(&bytes))[..32])
}

/// A field after its length in bytes as four bytes, the most significant first.
fn put(bytes: &mut Vec<u8>, field: &str) {
    bytes.extend(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend(field.as_bytes());
}

fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(columns: &[(&str, &str)]) -> Row {
        let columns = columns.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Row { table: "task".into(), key: "[1,3]".into(), columns: columns.collect() }
    }

    #[test]
    fn a_digest_is_of_every_column_the_key_and_the_salt() {
        let digest = |row: &Row, salt: &str| row.digest(Hashing::Sm3, salt);
        let one = row(&[("body", "做好"), ("due", "2020")]);
        let same = digest(&one, "aa");
        assert_eq!(same, digest(&one.clone(), "aa"));
        let others = [
            row(&[("body", "做好"), ("due", "2021")]),
            row(&[("body", "做好d"), ("ue", "2020")]),
            row(&[("body", "做好")]),
            Row { key: "[1,4]".into(), ..one.clone() },
            Row { table: "target".into(), ..one.clone() },
        ];
        assert!(others.iter().all(|other| digest(other, "aa") != same));
        assert_ne!(digest(&one, "ab"), same);
    }

    #[test]
    fn the_digests_of_an_entry_do_not_depend_on_the_order_of_its_rows() {
        let change = |key: &str, before: &str, after: &str| Change {
            table: "task".into(),
            key: key.into(),
            before: before.into(),
            after: after.into(),
        };
        let (one, two) = (change("[1]", "", "aa"), change("[2]", "", "bb"));
        let of = |changes: &[Change]| digests_of(Hashing::Sm3, changes);
        assert_eq!(of(&[one.clone(), two.clone()]), of(&[two.clone(), one.clone()]));
        assert_eq!(of(&[one.clone(), two.clone()]).0, "");
        assert_ne!(of(std::slice::from_ref(&one)), of(&[two]));
        assert_eq!(of(&[]), (String::new(), String::new()));
        assert_eq!(of(&[change("[1]", "aa", "")]).1, "");
    }
}
