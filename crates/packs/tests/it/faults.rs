use std::collections::BTreeSet;

use luoshi_packs::{Files, Pack};

/// The files of a small pack without a fault.
const RIGHT: &[(&str, &str)] = &[
    (
        "pack.toml",
        r#"
name = "cities"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "城市", en = "Cities" }
articles = ["二十五"]
[[roles]]
name = "clerk"
title = { zh = "经办人", en = "Clerk" }
"#,
    ),
    ("sources.toml", "[[sources]]\nid = \"list\"\ntitle = \"A list\"\n"),
    (
        "registers/city.toml",
        r#"
title = { zh = "城市", en = "Cities" }
primaryKey = ["name"]
[[fields]]
name = "name"
title = { zh = "名称", en = "Name" }
type = "string"
constraints = { required = true }
[[fields]]
name = "year"
title = { zh = "年份", en = "Year of signing" }
type = "year"
"#,
    ),
    (
        "indicators/cities.toml",
        r#"
title = { zh = "城市数", en = "Number of cities" }
unit = "个"
direction = "up"
frequency = "year"
accrual = "stock"
basis = { zh = "全部", en = "All" }
"#,
    ),
    (
        "cases/agreement.toml",
        r#"
title = { zh = "签约", en = "Agreement" }
start = "draft"
[[states]]
name = "draft"
title = { zh = "拟稿", en = "Draft" }
[[states]]
name = "signed"
title = { zh = "签订", en = "Signed" }
final = true
[[transitions]]
name = "sign"
title = { zh = "签", en = "Sign" }
from = ["draft"]
to = "signed"
role = "clerk"
"#,
    ),
];

/// One case of `cases/faults.txt`.
struct Case {
    name: String,
    files: Vec<(String, String)>,
    said: Vec<String>,
}

fn cases() -> Vec<Case> {
    let parts = include_str!("../../cases/faults.txt").split("\n--- ").skip(1);
    parts.map(case).collect()
}

fn case(text: &str) -> Case {
    let mut lines = text.lines();
    let name = lines.next().expect("a case starts with its name").to_owned();
    let mut case = Case { name, files: Vec::new(), said: Vec::new() };
    for line in lines {
        match (line.strip_prefix("@ "), line.strip_prefix("= "), case.files.last_mut()) {
            (Some(path), ..) => case.files.push((path.to_owned(), String::new())),
            (_, Some(said), _) => case.said.push(said.to_owned()),
            (_, _, Some((_, content))) if case.said.is_empty() => *content += &format!("{line}\n"),
            _ => assert!(line.is_empty(), "case {}: {line}", case.name),
        }
    }
    case
}

impl Case {
    fn files(&self) -> Files {
        let mut files = Files::default();
        for (path, text) in RIGHT {
            if !self.files.iter().any(|(named, text)| named == path && text == "-\n") {
                files.insert(*path, *text);
            }
        }
        for (path, text) in self.files.iter().filter(|(_, text)| text != "-\n") {
            files.insert(path, text);
        }
        files
    }
}

#[test]
fn every_fault_is_said_by_file_and_line() {
    let (mut names, mut otherwise) = (BTreeSet::new(), Vec::new());
    for case in cases() {
        assert!(names.insert(case.name.clone()), "case {} is there twice", case.name);
        let said: Vec<String> = match Pack::read(&case.files()) {
            Ok(_) => vec!["fine".to_owned()],
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        };
        let as_expected = said.len() == case.said.len()
            && said.iter().zip(&case.said).all(|(said, expected)| said.starts_with(expected));
        if !as_expected {
            otherwise.push(format!("{}: said {said:#?}, expected {:#?}", case.name, case.said));
        }
    }
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
    assert!(names.len() > 30, "the cases are read");
}
