//! The files of a pack, and reading TOML with the line of every mistake.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::{Fault, Wrong};

/// The texts of a pack's folder, by path with `/`.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file, or puts it in place of one.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// All texts, by path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The digest of paths and texts: two packs with the same are the same.
    pub fn sha256(&self) -> String {
        let mut digest = Sha256::new();
        for part in self.0.iter().flat_map(|(path, text)| [path, text]) {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        hex::encode(digest.finalize())
    }

    /// The file at `path`.
    pub(crate) fn file<'f>(&'f self, path: &'f str) -> Option<File<'f>> {
        self.0.get(path).map(|text| File { path, text })
    }

    /// All files, by path.
    pub(crate) fn all(&self) -> impl Iterator<Item = File<'_>> {
        self.0.iter().map(|(path, text)| File { path, text })
    }

    /// The files `folder/NAME.ext`, each with its NAME.
    pub(crate) fn named<'f>(
        &'f self,
        folder: &'f str,
        extension: &'f str,
    ) -> impl Iterator<Item = (&'f str, File<'f>)> {
        self.all().filter_map(move |file| {
            let (in_folder, name) = file.path.rsplit_once('/')?;
            let (stem, ending) = name.rsplit_once('.')?;
            (in_folder == folder && ending == extension).then_some((stem, file))
        })
    }
}

/// One file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'f> {
    pub(crate) path: &'f str,
    pub(crate) text: &'f str,
}

impl File<'_> {
    /// A fault at a place of its text, in bytes.
    pub(crate) fn fault(&self, at: Range<usize>, wrong: Wrong) -> Fault {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        self.fault_in_line(before.matches('\n').count() + 1, wrong)
    }

    /// A fault in a line.
    pub(crate) fn fault_in_line(&self, line: usize, wrong: Wrong) -> Fault {
        Fault { file: self.path.to_owned(), line: Some(line), wrong }
    }

    /// A fault of the file as a whole.
    pub(crate) fn fault_of_all(&self, wrong: Wrong) -> Fault {
        Fault { file: self.path.to_owned(), line: None, wrong }
    }

    /// Its TOML.
    pub(crate) fn toml<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(self.text).map_err(|error| {
            let wrong = Wrong::Toml(error.message().trim().to_owned());
            self.fault(error.span().unwrap_or(0..0), wrong)
        })
    }
}
