use std::fs;
use std::path::{Path, PathBuf};

use luoshi_packs::{Files, Pack};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn files_under(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files_under(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).expect("a text file"));
        }
    }
}

#[test]
fn every_pack_of_this_project_is_without_a_fault() {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        let mut files = Files::default();
        files_under(&entry.path(), "", &mut files);
        let pack = Pack::read(&files).unwrap_or_else(|faults| {
            let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}:\n{}", entry.path().display(), said.join("\n"))
        });
        assert_eq!(entry.file_name().to_str(), Some(pack.name()), "a pack's folder bears its name");
        assert!(!pack.examples.is_empty(), "{} has examples", pack.name());
        names.push(pack.name().to_owned());
    }
    names.sort();
    assert_eq!(names, ["delivery", "exchange", "hub", "investment"]);
}
