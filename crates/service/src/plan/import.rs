use luoshi_delivery::{Audience, Plan, PlanId, PlanSource};
use luoshi_document::{Diagnostic, Document};
use luoshi_extract::Extraction;
use luoshi_store::NewPlan;

use crate::intake;
use crate::policy::permit;
use crate::terms::terms;
use crate::{Action, Context, Error};

/// The largest file that is taken, in bytes. The longest five-year plans are under one megabyte.
pub const LARGEST_UPLOAD: usize = 32 * 1_048_576;

/// A file somebody hands in.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who may read the plan it becomes.
    pub audience: Audience,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The plan.
    pub plan: PlanId,
    /// Tasks found.
    pub tasks: usize,
    /// Targets found.
    pub targets: usize,
    /// What was odd in the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a plan of a document: reads it, extracts what it commits to, stores both.
///
/// The same bytes become one plan only.
pub async fn import_document(cx: &Context, upload: Upload) -> Result<Imported, Error> {
    let permit = permit(&cx.actor, Action::ImportDocument)?;
    let Upload { file_name, bytes, audience } = upload;
    if bytes.len() > LARGEST_UPLOAD {
        return Err(Error::TooLarge { file_name, limit: LARGEST_UPLOAD });
    }
    let (bytes, document, extraction) = read_and_extract(cx, file_name, bytes).await?;
    let source = &document.source;
    let known = cx.store.plan_of_file(&cx.jurisdiction, &source.sha256).await?;
    if let Some(plan) = known {
        return Err(Error::AlreadyImported { plan, file_name: source.name.clone() });
    }
    let new = NewPlan {
        plan: plan_of(cx, &document, audience),
        contents: intake::contents(&document, &extraction),
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&new.plan.source, &bytes, cx.now).await?;
    let plan = tx.add_plan(&new).await?;
    tx.commit(permit.entry(cx.now, format!("plan/{plan}"))).await?;
    Ok(Imported {
        plan,
        tasks: new.contents.tasks.len(),
        targets: new.contents.targets.len(),
        diagnostics: document.diagnostics,
    })
}

/// Reads and extracts, away from the threads that serve pages.
pub(crate) async fn read_and_extract(
    cx: &Context,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<(Vec<u8>, Document, Extraction), Error> {
    let terms = terms(cx).await?;
    let work = move || match luoshi_document::read(&file_name, &bytes) {
        Ok(document) => {
            let extraction = luoshi_extract::extract_with(&document, &terms);
            Ok((bytes, document, extraction))
        }
        Err(why) => Err(Error::Unreadable { file_name, why }),
    };
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))?
}

/// The plan that a document becomes, still without its number.
pub(crate) fn plan_of(cx: &Context, document: &Document, audience: Audience) -> Plan {
    let meta = &document.meta;
    let title = if meta.title.is_empty() { &document.source.name } else { &meta.title };
    Plan {
        id: PlanId(0), // The store gives the number.
        title: title.clone(),
        number: meta.number.clone(),
        issuers: meta.issuers.clone(),
        written_on: meta.written_on,
        source: PlanSource {
            name: document.source.name.clone(),
            sha256: document.source.sha256.clone(),
        },
        audience,
        created_at: cx.now,
        created_by: cx.actor.name().to_owned(),
    }
}
