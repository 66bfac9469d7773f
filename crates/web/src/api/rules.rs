use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use luoshi_rules::{Answer, RULES, find};
use serde_json::{Value, json};

use super::problem::Problem;

/// `GET /api/v1/rules`
pub(crate) async fn list() -> Result<Json<Value>, Problem> {
    let listed = |rule: &luoshi_rules::Entry| {
        let title = rule.title()?;
        Ok(json!({"name": rule.name, "title": {"zh": title.zh, "en": title.en}}))
    };
    let rules = RULES.iter().map(listed).collect::<Result<Vec<_>, luoshi_rules::Error>>()?;
    Ok(Json(json!({ "rules": rules })))
}

/// `GET /api/v1/rules/{name}`
pub(crate) async fn show(Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    let rule = find(&name)?;
    let title = rule.title()?;
    Ok(Json(json!({
        "name": rule.name,
        "title": {"zh": title.zh, "en": title.en},
        "input": rule.input_schema(),
        "output": rule.output_schema(),
        "source": rule.sources()?,
        "examples": rule.examples()?,
    })))
}

/// `POST /api/v1/rules/{name}`
pub(crate) async fn run(
    Path(name): Path<String>,
    input: Result<Json<Value>, JsonRejection>,
) -> Result<Json<Answer>, Problem> {
    let rule = find(&name)?;
    let Json(input) = input.map_err(|wrong| Problem::new(wrong.status(), wrong.body_text()))?;
    // Away from the threads that serve pages.
    let answer = tokio::task::spawn_blocking(move || rule.run(&input)).await;
    let answer =
        answer.map_err(|why| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, why.to_string()))?;
    Ok(Json(answer?))
}
