//! The packs that come with the program, embedded at build.

use anyhow::Context as _;
use luoshi_packs::Files;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct Shipped;

/// The files of each pack that comes with the program, by name. A test holds all of them to be without
/// a fault.
pub(crate) fn packs() -> anyhow::Result<Vec<Files>> {
    let mut names: Vec<String> = Shipped::iter()
        .filter_map(|path| path.strip_suffix("/pack.toml").map(str::to_owned))
        .collect();
    names.sort();
    names.iter().map(|name| pack(name)).collect()
}

fn pack(name: &str) -> anyhow::Result<Files> {
    let mut files = Files::default();
    for path in Shipped::iter() {
        let Some(inner) = path.strip_prefix(name).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        let file = Shipped::get(&path).with_context(|| format!("{path} is not there"))?;
        files.insert(inner, String::from_utf8_lossy(&file.data));
    }
    Ok(files)
}
