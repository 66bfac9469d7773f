use axum::body::{Body, Bytes};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use futures_util::stream;
use luoshi_packs::{CsvWriter, Kind};
use luoshi_report::{ColumnKind, Group, Sheet, SheetColumn};
use luoshi_service::{self as service, Error, KeptRegister};
use luoshi_store::StoredRecord;

use super::asked::Asked;
use crate::failure::Failure;
use crate::pages::source::attachment;
use crate::visit::Visit;

/// How many records are read at once.
const AT_ONCE: usize = 2_000;
/// The most records that go into a spreadsheet; a longer list is taken away as CSV.
const MOST_IN_SHEET: usize = 10_000;

/// `GET /packs/{pack}/{register}/export.csv`: what the list shows, all of its pages, as it is read.
pub(crate) async fn csv(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    let search = asked.search(&kept, &kept.shown(&visit.cx));
    let file = attachment(&format!("{pack}-{name}.csv"));
    let head = CsvWriter::new(kept.register(), kept.shown(&visit.cx)).head();
    let next = async move |after: Option<i64>| {
        let Some(after) = after else { return Ok::<_, Error>(None) };
        let found = service::export_records(&visit.cx, &kept, &search, (after, AT_ONCE)).await?;
        let Some(last) = found.last().map(|record| record.number) else { return Ok(None) };
        let writer = CsvWriter::new(kept.register(), kept.shown(&visit.cx));
        let rows: Vec<u8> = found.iter().flat_map(|it| writer.row(&it.record)).collect();
        let more = (found.len() == AT_ONCE).then_some(last);
        Ok(Some((Bytes::from(rows), more)))
    };
    let first = stream::once(async { Ok::<_, Error>(Bytes::from(head)) });
    let rows = stream::try_unfold((next, Some(0)), async |(next, after)| {
        let read = next(after).await?;
        Ok(read.map(|(rows, more)| (rows, (next, more))))
    });
    let body = Body::from_stream(futures_util::StreamExt::chain(first, rows));
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    Ok(([kind, file], body).into_response())
}

/// `GET /packs/{pack}/{register}/export.xlsx`: the same as a spreadsheet, in the order of the list; as CSV
/// where it is too long for one.
pub(crate) async fn xlsx(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    let search = asked.search(&kept, &kept.shown(&visit.cx));
    let listed = service::list_records(&visit.cx, &kept, &search, (0, MOST_IN_SHEET)).await?;
    if listed.counted.is_more {
        let address = format!("/packs/{pack}/{name}/export.csv?{}", asked.query(&["page"], &[]));
        return Ok(Redirect::to(&address).into_response());
    }
    let sheet = sheet(&visit, &kept, &listed.records);
    let bytes = sheet.to_xlsx().map_err(Failure::Report)?;
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let file = attachment(&format!("{}.xlsx", sheet.title));
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), file], bytes).into_response())
}

fn sheet(visit: &Visit, kept: &KeptRegister, records: &[StoredRecord]) -> Sheet {
    let (words, register, shown) = (visit.words, kept.register(), kept.shown(&visit.cx));
    let columns = shown.iter().map(|at| {
        let field = &register.fields[*at];
        let (kind, width) = match field.kind {
            Kind::Integer | Kind::Number | Kind::Year => (ColumnKind::Number, 12),
            Kind::String | Kind::Geojson => (ColumnKind::Text, 24),
            _ => (ColumnKind::Text, 12),
        };
        SheetColumn { name: words.pick(&field.title).to_owned(), width, kind }
    });
    let where_from = ["column-valid-from", "column-source", "column-sureness"];
    let where_from =
        where_from.map(|key| SheetColumn { name: words.t(key), width: 18, kind: ColumnKind::Text });
    let row = |record: &StoredRecord| -> Vec<String> {
        let cells = shown.iter().map(|at| record.record.cells[*at].as_ref());
        let cells = cells.map(|cell| cell.map(ToString::to_string).unwrap_or_default());
        let said = &record.record;
        let source = said.source.clone().unwrap_or_default();
        let valid_from = said.valid_from.clone().unwrap_or_default();
        cells.chain([valid_from, source, said.sureness.name().to_owned()]).collect()
    };
    let title = words.pick(&register.title).to_owned();
    let note = format!(
        "{} · {}",
        words.pick(&kept.pack.manifest.title),
        words.with("as-of", "on", visit.cx.today())
    );
    let rows = records.iter().map(row).collect();
    let groups = vec![Group { heading: String::new(), rows }];
    Sheet { name: title.clone(), title, note, columns: columns.chain(where_from).collect(), groups }
}
