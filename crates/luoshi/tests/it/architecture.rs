//! ARCHITECTURE.md says which crate uses which; `cargo metadata` says what is true.

use std::collections::{BTreeMap, BTreeSet};

type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn crates_use_one_another_as_the_architecture_says() {
    assert_eq!(reach(&printed()), reach(&real()), "left: ARCHITECTURE.md, right: cargo metadata");
}

fn printed() -> Arrows {
    include_str!("../../../../ARCHITECTURE.md")
        .lines()
        .skip_while(|line| !line.starts_with("| crate | uses |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.split('|').skip(1).map(str::trim);
            let name = cells.next().unwrap_or_default().to_owned();
            let uses = cells.next().unwrap_or_default();
            let used = uses.split(", ").filter(|name| *name != "–").map(str::to_owned);
            (name, used.collect())
        })
        .collect()
}

fn real() -> Arrows {
    let metadata = cargo_metadata::MetadataCommand::new().no_deps().exec().unwrap();
    let bare = |name: &str| name.trim_start_matches("luoshi-").to_owned();
    metadata
        .packages
        .iter()
        .map(|package| {
            let ours = package.dependencies.iter().filter(|used| {
                used.path.is_some() && used.kind == cargo_metadata::DependencyKind::Normal
            });
            (bare(&package.name), ours.map(|used| bare(&used.name)).collect())
        })
        .collect()
}

/// What each crate reaches by following the arrows.
fn reach(arrows: &Arrows) -> Arrows {
    let follow = |name: &String| {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&String> = arrows[name].iter().collect();
        while let Some(used) = next.pop() {
            if reached.insert(used.clone()) {
                next.extend(arrows.get(used).into_iter().flatten());
            }
        }
        reached
    };
    arrows.keys().map(|name| (name.clone(), follow(name))).collect()
}
