use jiff::civil::Date;
use luoshi_delivery::OrganisationChart;

use crate::policy::permit;
use crate::{Action, Context, Error};

/// The organisations of the jurisdiction as they stood on `day`.
pub async fn organisations(cx: &Context, day: Date) -> Result<OrganisationChart, Error> {
    permit(&cx.actor, Action::ReadOrganisations)?;
    Ok(OrganisationChart::on(day, cx.store.organisations(&cx.jurisdiction).await?))
}
