//! Cases in text files: `--- name`, a document, then one `=` line for each thing that is read.

use std::collections::BTreeSet;

/// One case of a file.
struct Case {
    name: String,
    text: String,
    expected: Vec<String>,
}

/// The cases of a file; names are unique, so that a case can move. What stands above the first explains.
fn parse(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            cases.push(Case { name: name.into(), text: String::new(), expected: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match line.strip_prefix("= ") {
            Some(expected) => case.expected.push(expected.into()),
            None if case.expected.is_empty() => case.text = format!("{}{line}\n", case.text),
            None => assert!(line.is_empty(), "{}: text after what is expected", case.name),
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
                let (wanted, got) = (case.expected.join("\n  "), got.join("\n  "));
                format!("{}\n{}\nwanted\n  {wanted}\nread\n  {got}", case.name, case.text.trim())
            })
        })
        .collect();
    assert!(differing.is_empty(), "{} cases\n\n{}", differing.len(), differing.join("\n\n"));
}
