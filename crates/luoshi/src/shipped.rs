//! The packs that come with the program, embedded at build.

use anyhow::Context as _;
use luoshi_packs::{Files, Pack};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct Shipped;

/// The packs that come with the program, by name.
pub(crate) fn packs() -> anyhow::Result<Vec<Pack>> {
    let mut names: Vec<String> = Shipped::iter()
        .filter_map(|path| path.strip_suffix("/pack.toml").map(str::to_owned))
        .collect();
    names.sort();
    names.iter().map(|name| pack(name)).collect()
}

fn pack(name: &str) -> anyhow::Result<Pack> {
    let mut files = Files::default();
    for path in Shipped::iter() {
        let Some(inner) = path.strip_prefix(name).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        let file = Shipped::get(&path).with_context(|| format!("{path} is not there"))?;
        files.insert(inner, String::from_utf8_lossy(&file.data));
    }
    // A test holds every pack that comes with the program to be without a fault.
    Pack::read(&files).map_err(|faults| anyhow::anyhow!("pack {name}: {}", faults[0]))
}
