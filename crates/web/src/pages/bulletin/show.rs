use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use luoshi_delivery::{Bulletin, BulletinText, Cycle, Period, Plan, PlanId};
use luoshi_report::{
    Fonts, Imprint, Letterhead, Numbered, Numbering, Paper, PaperWords, Part, Signature, Table,
    TableRow,
};
use luoshi_service::{self as service, Action, may_somewhere};
use tokio::sync::Mutex;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::source::attachment;
use crate::pages::task_table::DOCX;
use crate::visit::Visit;
use crate::words::{Language, Words};

#[derive(Template)]
#[template(path = "bulletins/list.html")]
pub(crate) struct List {
    visit: Visit,
    plan: Plan,
    bulletins: Vec<Bulletin>,
    /// Cycles without a bulletin, for those who compose them.
    open: Vec<Cycle>,
}

impl List {
    fn may_compose(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::ComposeBulletin)
    }
}

/// `GET /plans/{plan}/bulletins`
pub(crate) async fn list(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<List>, Failure> {
    let plan = service::plan(&visit.cx, id).await?;
    let bulletins = service::bulletins(&visit.cx, id).await?;
    let mut open = service::cycles(&visit.cx, id).await?;
    open.retain(|cycle| bulletins.iter().all(|it| it.period != cycle.period));
    let title = format!("{} · {}", visit.words.t("tab-bulletins"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Bulletins);
    Ok(Page {
        content: List { visit: visit.clone(), plan, bulletins, open },
        visit,
        title,
        plan: tabs,
    })
}

#[derive(Template)]
#[template(path = "bulletins/show.html")]
pub(crate) struct Show {
    visit: Visit,
    plan: Plan,
    bulletin: Bulletin,
    paper: Paper,
    message: Option<String>,
}

impl Show {
    fn may_compose(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::ComposeBulletin)
    }

    fn may_publish(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::PublishBulletin)
    }
}

/// `GET /plans/{plan}/bulletins/{period}`
pub(crate) async fn show(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
) -> Result<Page<Show>, Failure> {
    page(visit, id, period, None).await
}

/// The page, maybe with a sentence about what was refused.
pub(super) async fn page(
    visit: Visit,
    id: PlanId,
    period: Period,
    message: Option<String>,
) -> Result<Page<Show>, Failure> {
    let plan = service::plan(&visit.cx, id).await?;
    let bulletin = service::bulletin(&visit.cx, id, period).await?;
    let paper = paper(visit.words, &bulletin.text);
    let title = bulletin.text.title.clone();
    let tabs = Tabs::new(&plan, Tab::Bulletins);
    let content = Show { visit: visit.clone(), plan, bulletin, paper, message };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `GET /plans/{plan}/bulletins/{period}/bulletin.docx`
pub(crate) async fn word(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
) -> Result<Response, Failure> {
    let bulletin = service::bulletin(&visit.cx, id, period).await?;
    let bytes = paper(visit.words, &bulletin.text).to_docx().map_err(Failure::Docx)?;
    let kind = (header::CONTENT_TYPE, DOCX.to_owned());
    Ok(([kind, attachment(&format!("{}.docx", bulletin.text.title))], bytes).into_response())
}

/// `GET /plans/{plan}/bulletins/{period}/bulletin.pdf`
pub(crate) async fn pdf(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
) -> Result<Response, Failure> {
    let bulletin = service::bulletin(&visit.cx, id, period).await?;
    let bytes = printed(paper(visit.words, &bulletin.text)).await?;
    let kind = (header::CONTENT_TYPE, "application/pdf".to_owned());
    Ok(([kind, attachment(&format!("{}.pdf", bulletin.text.title))], bytes).into_response())
}

/// One paper at a time: while one is printed its fonts are in memory, tens of megabytes.
static PRESS: Mutex<()> = Mutex::const_new(());

async fn printed(paper: Paper) -> Result<Vec<u8>, Failure> {
    let _turn = PRESS.lock().await;
    let print = move || {
        let fonts = Fonts::of_this_machine().map_err(Failure::NoFont)?;
        paper.to_pdf(&fonts).map_err(Failure::Pdf)
    };
    tokio::task::spawn_blocking(print).await.map_err(Failure::Printing)?
}

/// A bulletin as an official paper.
pub(super) fn paper(words: Words, text: &BulletinText) -> Paper {
    let mut parts: Vec<Part> = paragraphs(&text.opening).collect();
    for section in text.sections.iter().filter(|section| !section.is_empty()) {
        parts.push(Part::Heading(1, section.heading.clone()));
        parts.extend(section.paragraphs().map(|it| Part::Text(it.to_owned())));
        if let Some(table) = section.table.as_ref().filter(|table| !table.rows.is_empty()) {
            parts.push(Part::Table(Table {
                caption: String::new(),
                columns: table.columns.clone(),
                rows: table.rows.iter().cloned().map(TableRow::Cells).collect(),
            }));
        }
    }
    let imprint = Imprint {
        copied_to: text.copied_to.clone(),
        printed_by: text.signature.clone(),
        printed_on: words.with("bulletin-printed", "date", &text.date),
    };
    Paper {
        letterhead: Some(Letterhead { issuer: text.issuer.clone(), number: text.number.clone() }),
        title: text.title.clone(),
        addressees: text.addressees.clone(),
        parts,
        signature: Some(Signature { organ: text.signature.clone(), date: text.date.clone() }),
        imprint: Some(imprint),
        words: paper_words(words),
        ..Paper::default()
    }
}

fn paper_words(words: Words) -> PaperWords {
    PaperWords {
        attachment: words.t("paper-attachment"),
        copied_to: words.t("paper-copied-to"),
        colon: words.t("paper-colon"),
        numbering: match words.language() {
            Language::Chinese => Numbering::Chinese,
            Language::English => Numbering::Arabic,
        },
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = Part> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Part::Text(line.to_owned()))
}
