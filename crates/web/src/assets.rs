//! Style sheets and scripts, embedded at build, at addresses that change with their content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;

/// Our own.
#[derive(RustEmbed)]
#[folder = "assets/"]
struct Own;

/// Those of npm packages: run `make assets` when they are missing.
#[derive(RustEmbed)]
#[folder = "node_modules/htmx.org/dist/"]
#[include = "htmx.min.js"]
struct Htmx;

struct Asset {
    version: String,
    content_type: String,
    bytes: Vec<u8>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let own = Own::iter().filter_map(|name| Own::get(&name).map(|file| (name.into_owned(), file)));
    let htmx =
        Htmx::iter().filter_map(|name| Htmx::get(&name).map(|file| (name.into_owned(), file)));
    own.chain(htmx).map(|(name, file)| (name, asset(&file))).collect()
});

fn asset(file: &rust_embed::EmbeddedFile) -> Asset {
    let digest = file.metadata.sha256_hash();
    Asset {
        version: digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
        content_type: file.metadata.mimetype().to_owned(),
        bytes: file.data.to_vec(),
    }
}

/// The address of an embedded file; another one whenever its content changes.
pub(crate) fn address(file: &str) -> String {
    let version = ASSETS.get(file).map_or("none", |asset| asset.version.as_str());
    format!("/assets/{version}/{file}")
}

/// `GET /assets/{version}/{file}`
pub(crate) async fn serve(Path((version, file)): Path<(String, String)>) -> Response {
    match ASSETS.get(&file).filter(|asset| asset.version == version) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.content_type.clone()),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
            ],
            asset.bytes.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_a_page_asks_for_is_embedded() {
        for file in
            ["luoshi.css", "htmx.min.js", "panel.js", "margin.js", "drop.js", "filter.js", "spy.js"]
        {
            assert!(ASSETS.contains_key(file), "{file}");
            assert!(!address(file).contains("none"));
        }
    }
}
