use std::sync::Arc;

use askama::Template;
use luoshi_packs::Pack;
use luoshi_service as service;

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "packs/list.html")]
pub(crate) struct List {
    visit: Visit,
    packs: Vec<Arc<Pack>>,
}

/// `GET /packs`
pub(crate) async fn list(visit: Visit) -> Result<Page<List>, Failure> {
    let packs = service::loaded_packs(&visit.cx).await?;
    let title = visit.words.t("packs-title");
    let content = List { visit: visit.clone(), packs };
    Ok(Page { visit, title, plan: None, content })
}
