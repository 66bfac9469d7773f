use luoshi_delivery::{OrganisationChart, OrganisationCode};

use crate::{Context, Error, Owner};

/// Whose a thing of that organisation is today; the jurisdiction's own where it is of none.
pub(crate) async fn owner_of(
    cx: &Context,
    organisation: Option<&OrganisationCode>,
) -> Result<Owner, Error> {
    if organisation.is_none() {
        return Ok(Owner::jurisdiction());
    }
    let all = cx.store.organisations(&cx.jurisdiction).await?;
    Ok(owner_in(&OrganisationChart::on(cx.today(), all), organisation))
}

/// The same, by a chart that was read before. What stood only on other days is its own.
pub fn owner_in(chart: &OrganisationChart, organisation: Option<&OrganisationCode>) -> Owner {
    let Some(code) = organisation else { return Owner::jurisdiction() };
    let line: Vec<_> = chart.line(code).into_iter().map(|it| it.code.clone()).collect();
    if line.is_empty() { Owner(vec![code.clone()]) } else { Owner(line) }
}

/// Refuses the code of an organisation that never was.
pub(crate) async fn exists(cx: &Context, code: Option<&OrganisationCode>) -> Result<(), Error> {
    let Some(code) = code else { return Ok(()) };
    let all = cx.store.organisations(&cx.jurisdiction).await?;
    if all.iter().any(|it| it.code == *code) {
        return Ok(());
    }
    Err(Error::NoSuchOrganisation(code.to_string()))
}
