//! Cases in text files: `--- name`, the text, then one `=` line for each thing that is read.

use std::collections::BTreeSet;

/// One case of a file.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) expected: Vec<String>,
}

/// The cases of a file; names are unique, so that a case can move.
pub(crate) fn parse(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("--- ") {
            cases.push(Case { name: name.into(), text: String::new(), expected: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match line.strip_prefix("= ") {
            Some(expected) => case.expected.push(expected.into()),
            None if line.is_empty() => {}
            None if case.text.is_empty() => case.text.push_str(line),
            None => case.text = format!("{}\n{line}", case.text),
        }
    }
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases of one name");
    cases
}

/// Compares all cases of a file, and shows every one that differs.
pub(crate) fn check(file: &str, read: impl Fn(&str) -> Vec<String>) {
    let differing: Vec<String> = parse(file)
        .into_iter()
        .filter_map(|case| {
            let got = read(&case.text);
            (got != case.expected).then(|| {
                format!(
                    "{}\n{}\nwanted\n  {}\nread\n  {}",
                    case.name,
                    case.text,
                    case.expected.join("\n  "),
                    got.join("\n  ")
                )
            })
        })
        .collect();
    assert!(differing.is_empty(), "{} cases\n\n{}", differing.len(), differing.join("\n\n"));
}
