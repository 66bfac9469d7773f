use axum::Json;
use luoshi_rules::{Entry, Error, RULES};
use serde_json::{Map, Value, json};

use super::problem::Problem;

/// `GET /api/openapi.json`
pub(crate) async fn document() -> Result<Json<Value>, Problem> {
    let mut paths = Map::new();
    paths.insert(
        "/api/v1/rules".into(),
        json!({"get": {
            "operationId": "listRules",
            "summary": "Names and titles of all rules",
            "responses": {"200": answer("The rules", json!({"type": "object"}))},
        }}),
    );
    for rule in RULES {
        paths.insert(format!("/api/v1/rules/{}", rule.name), of_rule(rule)?);
    }
    Ok(Json(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Luoshi 落实",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": env!("CARGO_PKG_LICENSE")},
        },
        "paths": paths,
        "components": {"schemas": {"Problem": problem()}},
    })))
}

fn of_rule(rule: &Entry) -> Result<Value, Error> {
    let title = rule.title()?;
    let summary = format!("{} · {}", title.en, title.zh);
    let refused = json!({
        "description": "Refused: the problem names the field",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    Ok(json!({
        "get": {
            "operationId": format!("show.{}", rule.name),
            "summary": format!("{summary}: schemas, sources, worked examples"),
            "responses": {"200": answer("The rule", json!({"type": "object"}))},
        },
        "post": {
            "operationId": format!("run.{}", rule.name),
            "summary": summary,
            "requestBody": {
                "required": true,
                "content": {"application/json": {"schema": own(rule, "input", rule.input_schema())}},
            },
            "responses": {
                "200": answer("Result, explanation and source", json!({
                    "type": "object",
                    "required": ["result", "explanation", "source"],
                    "properties": {
                        "result": own(rule, "output", rule.output_schema()),
                        "explanation": {"type": "array", "items": {"type": "object"}},
                        "source": {"type": "array", "items": {"type": "object"}},
                    },
                })),
                "422": refused,
            },
        },
    }))
}

/// A schema as a resource of its own, so that its references stay within it.
fn own(rule: &Entry, part: &str, mut schema: Value) -> Value {
    schema["$id"] = json!(format!("/api/v1/rules/{}/{part}", rule.name));
    schema
}

fn answer(description: &str, schema: Value) -> Value {
    json!({"description": description, "content": {"application/json": {"schema": schema}}})
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "field": {"type": "string", "description": "The field of the input that is wrong"},
        },
    })
}
