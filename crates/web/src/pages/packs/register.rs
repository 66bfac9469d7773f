use askama::Template;
use axum::extract::{Path, Query};
use luoshi_packs::{Field, Indicator, Kind};
use luoshi_service::{self as service, Action, KeptRegister, Listed};
use luoshi_store::StoredRecord;

use super::asked::Asked;
use super::columns::{Column, columns, reference};
use crate::failure::Failure;
use crate::page::Page;
use crate::stretch::Stretch;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "packs/register.html")]
pub(crate) struct Show {
    visit: Visit,
    kept: KeptRegister,
    shown: Vec<usize>,
    asked: Asked,
    stretch: Stretch,
    listed: Listed,
}

impl Show {
    fn address(&self) -> String {
        format!("/packs/{}/{}", self.kept.pack.name(), self.kept.register().name)
    }

    fn columns(&self) -> Vec<Column<'_>> {
        columns(&self.kept, &self.shown, &self.asked)
    }

    fn reference(&self, at: &usize, record: &StoredRecord) -> Option<String> {
        reference(&self.kept, *at, record)
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.shown.iter().map(|at| &self.kept.register().fields[*at])
    }

    /// The fields one chooses a value of: with the values and the words for them.
    fn choices(&self) -> Vec<(&Field, Vec<(String, String)>)> {
        let words = self.visit.words;
        let choices = self.fields().filter_map(|field| {
            let listed = field.constraints.choices.iter().map(|it| it.get_ref().clone());
            let values: Vec<(String, String)> = match field.kind {
                Kind::Boolean => {
                    vec![("true".to_owned(), words.t("yes")), ("false".to_owned(), words.t("no"))]
                }
                _ => listed.map(|text| (text.clone(), text)).collect(),
            };
            (!values.is_empty()).then_some((field, values))
        });
        choices.collect()
    }

    /// The fields one gives a first and a last value of.
    fn ranges(&self) -> Vec<&Field> {
        let ordered =
            |field: &&Field| !matches!(field.kind, Kind::String | Kind::Boolean | Kind::Geojson);
        self.fields().filter(ordered).collect()
    }

    /// Whether a range is asked for: its fields stand open then.
    fn has_range(&self) -> bool {
        let given = |field: &&Field| {
            ["from", "to"].iter().any(|which| !self.asked.bound(which, field).is_empty())
        };
        self.ranges().iter().any(given)
    }

    fn may_keep(&self) -> bool {
        self.kept.may(&self.visit.cx, Action::KeepRegister)
    }

    fn feeds(&self) -> Vec<&Indicator> {
        self.kept.pack.fed_by(&self.kept.register().name)
    }

    /// The title of the source a record names.
    fn source<'s>(&'s self, record: &'s StoredRecord) -> Option<&'s str> {
        let id = record.record.source.as_deref()?;
        Some(self.kept.pack.source(id).map_or(id, |source| &source.title))
    }

    /// The query that takes away all pages of the list.
    fn whole_query(&self) -> String {
        self.asked.query(&["page"], &[])
    }

    fn page_query(&self, page: &usize) -> String {
        self.asked.query(&["page"], &[("page", &page.to_string())])
    }
}

/// `GET /packs/{pack}/{register}`
pub(crate) async fn show(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page<Show>, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    let shown = kept.shown(&visit.cx);
    let search = asked.search(&kept, &shown);
    let wanted = Stretch::rows_of(asked.page());
    let mut listed = service::list_records(&visit.cx, &kept, &search, wanted).await?;
    let stretch = Stretch::new(asked.page(), listed.counted.records);
    if stretch.slice() != wanted {
        listed = service::list_records(&visit.cx, &kept, &search, stretch.slice()).await?;
    }
    let words = visit.words;
    let (register, of) = (&kept.register().title, &kept.pack.manifest.title);
    let title = format!("{} · {}", words.pick(register), words.pick(of));
    let content = Show { visit: visit.clone(), shown, asked, stretch, listed, kept };
    Ok(Page { visit, title, plan: None, content })
}
