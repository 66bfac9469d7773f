//! What people type into a task table: dates, organisations, persons.

use luoshi_text::periods;

use super::TableFault;
use crate::{Due, OrganisationChart, OrganisationCode};

/// Between organisations, or persons, of one cell.
const LISTING: [char; 8] = ['、', ',', '，', ';', '；', '\n', '\r', '\t'];

/// The due date that was typed; none where nothing was: `2018-12-31`, `2018.12`, `2018年12月底`, `2018-Q4`.
pub(super) fn due(text: &str) -> Result<Option<Due>, TableFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let quarter = || text.parse().ok().map(|period: crate::Period| month_of(period.last_day()));
    let printed = || periods(text, None).into_iter().find_map(|it| it.by()?.parse().ok());
    let due = text.parse().ok().or_else(|| with_hyphens(text).parse().ok());
    let due = due.or_else(quarter).or_else(printed);
    due.map(Some).ok_or_else(|| TableFault::NoDate(text.to_owned()))
}

fn month_of(day: jiff::civil::Date) -> Due {
    Due::Month(day.year(), day.month())
}

/// `2018/9/3` as `2018-09-03`.
fn with_hyphens(text: &str) -> String {
    let parts = text.split(['.', '/', '-']).map(|part| format!("{part:0>2}"));
    parts.collect::<Vec<_>>().join("-")
}

/// A milestone as a line of a cell: `2018-Q4：完成可研`.
pub(super) fn milestone(line: &str) -> Result<(Due, &str), TableFault> {
    let parts = line.split_once(['：', ':', ' ', '\u{3000}']);
    let wrong = || TableFault::NoDate(line.to_owned());
    let (date, text) = parts.ok_or_else(wrong)?;
    let due = due(date).ok().flatten().ok_or_else(wrong)?;
    Ok((due, text.trim()))
}

/// The parts of a cell that names several.
pub(super) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(LISTING).map(str::trim).filter(|part| !part.is_empty())
}

/// The organisation that was typed, by code or by any name that means one.
pub(super) fn organisation(
    chart: &OrganisationChart,
    text: &str,
) -> Result<OrganisationCode, TableFault> {
    let by_code = text.parse().ok().and_then(|code| chart.get(&code));
    if let Some(found) = by_code {
        return Ok(found.code.clone());
    }
    match chart.named(text).as_slice() {
        [only] => Ok(only.code.clone()),
        [] => Err(TableFault::NoOrganisation(text.to_owned())),
        several => {
            let (name, means) = (text.to_owned(), several.iter().map(|it| it.name.clone()));
            Err(TableFault::SeveralOrganisations { name, means: means.collect() })
        }
    }
}
