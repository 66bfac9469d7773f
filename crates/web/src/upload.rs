//! Receiving a file: never more in memory than a file may be long, and always read to its end, so that
//! a browser gets an answer and not a broken connection.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use luoshi_delivery::{Audience, PlanId};
use luoshi_service::Upload;

/// What came of a form with a file.
pub(crate) enum Sent {
    /// A file, and the plan it corrects.
    File(Upload, Option<PlanId>),
    /// No file was chosen.
    Nothing,
    /// A file longer than the limit; its bytes were dropped as they came.
    TooLarge { file_name: String },
    /// The connection ended, or the form is no form.
    BrokenOff,
}

/// Reads the form's fields `audience`, `revises` and `file`.
pub(crate) async fn receive(form: Multipart, limit: usize) -> Sent {
    fields(form, limit).await.unwrap_or(Sent::BrokenOff)
}

async fn fields(mut form: Multipart, limit: usize) -> Result<Sent, MultipartError> {
    let mut audience = Audience::Internal;
    let mut revised = None;
    let mut sent = Sent::Nothing;
    while let Some(mut field) = form.next_field().await? {
        match field.name() {
            Some("audience") => {
                let chosen = bytes(&mut field, 64).await?.unwrap_or_default();
                let chosen = std::str::from_utf8(&chosen).ok().and_then(Audience::parse);
                audience = chosen.unwrap_or(Audience::Internal);
            }
            Some("revises") => {
                let plan = bytes(&mut field, 64).await?.unwrap_or_default();
                revised = std::str::from_utf8(&plan).ok().and_then(|plan| plan.parse().ok());
            }
            Some("file") => {
                let file_name = bare_name(field.file_name().unwrap_or_default());
                let bytes = bytes(&mut field, limit).await?;
                sent = match bytes {
                    None => Sent::TooLarge { file_name },
                    Some(bytes) if bytes.is_empty() && file_name.is_empty() => Sent::Nothing,
                    Some(bytes) => Sent::File(Upload { file_name, bytes, audience }, None),
                };
            }
            _ => drop(bytes(&mut field, 0).await?),
        }
    }
    if let Sent::File(upload, revises) = &mut sent {
        (upload.audience, *revises) = (audience, revised);
    }
    Ok(sent)
}

/// The bytes of a field; `None` when there are more than `limit`, after reading them all.
async fn bytes(field: &mut Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut kept = Some(Vec::new());
    while let Some(chunk) = field.chunk().await? {
        kept = kept.filter(|kept| kept.len() + chunk.len() <= limit);
        if let Some(kept) = &mut kept {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(kept)
}

/// The last part of a path, without control characters, at most 120 characters of it.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}
