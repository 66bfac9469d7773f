//! Users 用户: who there is, which roles they hold, and what an administrator does about them.

mod act;
mod list;
mod show;

use luoshi_delivery::{OrganisationChart, OrganisationCode};
use luoshi_service::{self as service, Error};

pub(crate) use act::{create, grant, reset, revoke, sign_out, unlock};
pub(crate) use list::list;
pub(crate) use show::show;

use crate::failure::Failure;
use crate::visit::Visit;

/// The organisations of today, for names and for forms.
async fn chart(visit: &Visit) -> Result<OrganisationChart, Failure> {
    Ok(service::organisations(&visit.cx, visit.cx.today()).await?)
}

/// The organisation somebody typed: by code or by any name that means one; none where nothing stands.
fn typed(chart: &OrganisationChart, text: &str) -> Result<Option<OrganisationCode>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let by_code = text.parse().ok().and_then(|code| chart.get(&code));
    let found = match by_code {
        Some(found) => Some(found),
        None => match chart.named(text).as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    };
    let found = found.ok_or_else(|| Error::NoSuchOrganisation(text.to_owned()))?;
    Ok(Some(found.code.clone()))
}

/// How an organisation is called today; its code where it is no more.
fn called<'c>(chart: &'c OrganisationChart, code: &'c OrganisationCode) -> &'c str {
    chart.get(code).map_or(code.as_str(), |found| found.shown())
}
