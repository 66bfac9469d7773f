use askama::Template;
use axum::extract::Path;
use axum::response::Redirect;
use luoshi_service as service;
use luoshi_store::{Letter, LetterState};

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "notices/letters.html")]
pub(crate) struct Letters {
    visit: Visit,
    letters: Vec<Letter>,
}

impl Letters {
    fn state(&self, letter: &Letter) -> String {
        self.visit.words.t(match letter.state {
            LetterState::Waiting | LetterState::Sending | LetterState::Sent => "letter-waiting",
            LetterState::Failed => "letter-failed",
            LetterState::Unsure => "letter-unsure",
        })
    }

    /// Whether somebody has to decide about it.
    fn has_ended(&self, letter: &Letter) -> bool {
        matches!(letter.state, LetterState::Failed | LetterState::Unsure)
    }
}

/// `GET /letters`
pub(crate) async fn letters(visit: Visit) -> Result<Page<Letters>, Failure> {
    let letters = service::troubled_letters(&visit.cx).await?;
    let title = visit.words.t("letters-title");
    Ok(Page { title, plan: None, content: Letters { visit: visit.clone(), letters }, visit })
}

/// `POST /letters/{letter}/again`
pub(crate) async fn again(visit: Visit, Path(id): Path<u32>) -> Result<Redirect, Failure> {
    service::send_letter_again(&visit.cx, id).await?;
    Ok(Redirect::to("/letters"))
}
