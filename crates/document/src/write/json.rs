use luoshi_text::Span;
use serde::Serialize;

use crate::{Bullet, Diagnostic, Document, Level, Meta, Role, Source};

#[derive(Serialize)]
struct Written<'d> {
    source: &'d Source,
    meta: &'d Meta,
    provisions: Vec<WrittenProvision<'d>>,
    blocks: Vec<WrittenBlock<'d>>,
    diagnostics: &'d [Diagnostic],
}

#[derive(Serialize)]
struct WrittenProvision<'d> {
    eid: &'d str,
    parent: Option<&'d str>,
    level: Level,
    number: Option<u32>,
    label: &'d str,
    heading: Option<&'d str>,
    span: Span,
}

#[derive(Serialize)]
struct WrittenBlock<'d> {
    role: Role,
    provision: Option<&'d str>,
    span: Span,
    text: &'d str,
    bullet: Option<Bullet>,
    run_in: bool,
}

/// Everything that was read, as JSON; spans count characters of [`Document::text`].
pub fn json(document: &Document) -> String {
    let eid = |id| document.provision(id).eid.as_str();
    let provisions = document.provisions.iter().map(|provision| WrittenProvision {
        eid: &provision.eid,
        parent: provision.parent.map(eid),
        level: provision.level,
        number: provision.number,
        label: &provision.label,
        heading: provision.heading.as_deref(),
        span: provision.span,
    });
    let blocks = document.blocks.iter().map(|block| WrittenBlock {
        role: block.role,
        provision: block.provision.map(eid),
        span: block.text.whole(),
        text: block.text.as_str(),
        bullet: block.bullet,
        run_in: block.run_in,
    });
    let written = Written {
        source: &document.source,
        meta: &document.meta,
        provisions: provisions.collect(),
        blocks: blocks.collect(),
        diagnostics: &document.diagnostics,
    };
    serde_json::to_string_pretty(&written).expect("plain fields and text always serialise") + "\n"
}
