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
    Ok(owner_in(&chart_today(cx).await?, organisation))
}

/// The same, by a chart that was read before. What stood only on other days is its own.
pub fn owner_in(chart: &OrganisationChart, organisation: Option<&OrganisationCode>) -> Owner {
    let Some(code) = organisation else { return Owner::jurisdiction() };
    let line: Vec<_> = chart.line(code).into_iter().map(|it| it.code.clone()).collect();
    if line.is_empty() { Owner(vec![code.clone()]) } else { Owner(line) }
}

/// The organisations of today, for what a use case decides by itself.
pub(crate) async fn chart_today(cx: &Context) -> Result<OrganisationChart, Error> {
    Ok(OrganisationChart::on(cx.today(), cx.store.organisations(&cx.jurisdiction).await?))
}

/// Refuses codes of organisations that never were.
pub(crate) async fn exist(cx: &Context, codes: &[OrganisationCode]) -> Result<(), Error> {
    if codes.is_empty() {
        return Ok(());
    }
    let all = cx.store.organisations(&cx.jurisdiction).await?;
    match codes.iter().find(|code| all.iter().all(|it| it.code != **code)) {
        None => Ok(()),
        Some(unknown) => Err(Error::NoSuchOrganisation(unknown.to_string())),
    }
}
