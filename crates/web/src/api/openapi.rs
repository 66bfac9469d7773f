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
    paths.insert("/api/v1/audit".into(), audit_list());
    paths.insert("/api/v1/audit/{entry}/proof".into(), audit_proof());
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

fn audit_list() -> Value {
    let parameter = |name: &str, says: &str| json!({"name": name, "in": "query", "description": says, "schema": {"type": "string"}});
    json!({"get": {
        "operationId": "listAudit",
        "summary": "Entries of the audit log, the newest first, for whoever may read it",
        "parameters": [
            parameter("actor", "Who acted"),
            parameter("action", "The use case"),
            parameter("thing", "The thing and what is part of it: plan/1"),
            parameter("from", "The first day, YYYY-MM-DD"),
            parameter("until", "The last day"),
            {"name": "before", "in": "query", "description": "Only entries with a smaller number", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": answer("Entries, the size of the log, its last signed checkpoint, where the list goes on", json!({
                "type": "object",
                "required": ["size", "checkpoint", "entries", "older"],
                "properties": {
                    "size": {"type": "integer"},
                    "checkpoint": {"type": ["string", "null"]},
                    "entries": {"type": "array", "items": {"type": "object"}},
                    "older": {"type": ["string", "null"]},
                },
            })),
            "401": refused("Sign in first"),
            "403": refused("Your roles do not reach this"),
        },
    }})
}

fn audit_proof() -> Value {
    json!({"get": {
        "operationId": "proveAudit",
        "summary": "The proof that an entry stands in the log: docs/audit.md says how to check it",
        "parameters": [{"name": "entry", "in": "path", "required": true, "schema": {"type": "integer"}}],
        "responses": {
            "200": answer("Entry, path and signed checkpoint", json!({"type": "object"})),
            "401": refused("Sign in first"),
            "403": refused("Your roles do not reach this"),
            "404": refused("There is no such entry"),
            "409": refused("No checkpoint reaches this entry yet"),
        },
    }})
}

fn refused(description: &str) -> Value {
    let schema = json!({"$ref": "#/components/schemas/Problem"});
    json!({"description": description, "content": {"application/problem+json": {"schema": schema}}})
}

fn of_rule(rule: &Entry) -> Result<Value, Error> {
    let title = rule.title()?;
    let summary = format!("{} · {}", title.en, title.zh);
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
                "422": refused("Refused: the problem names the field"),
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
