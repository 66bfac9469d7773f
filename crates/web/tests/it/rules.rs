//! Rules by page and by API.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::site::{Answer, Site, on_a_site};

#[tokio::test]
async fn every_rule_has_its_calculator_and_computes_its_first_example() {
    on_a_site(async |site| {
        let tiles = site.get("/rules").await.all(".tile code");
        let names: Vec<&str> = luoshi_rules::RULES.iter().map(|rule| rule.name).collect();
        let mut sorted = tiles.clone();
        sorted.sort();
        assert_eq!(sorted, names);
        for rule in luoshi_rules::RULES {
            let empty = site.get(&format!("/rules/{}", rule.name)).await;
            assert_eq!(empty.status, StatusCode::OK, "{}", rule.name);
            assert_eq!(empty.all("h1"), [rule.title().unwrap().zh]);
            let page = site.get(&format!("/rules/{}?example=1", rule.name)).await;
            assert!(page.all(".alert").is_empty(), "{}: {:?}", rule.name, page.all(".alert"));
            assert!(!page.all(".explanation li").is_empty(), "{}", rule.name);
            assert_eq!(page.all(".sources li").len(), rule.sources().unwrap().len());
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_computes_and_its_result_has_an_address() {
    on_a_site(async |site| {
        let form = "from=2018-07-30&days=20&kind=working&by=form";
        let sent = site.post("", "/rules/calendar.workdays", form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let address = sent.header("location").split('#').next().unwrap().to_owned();
        let page = site.get(&address).await;
        assert!(
            page.all(".result dd").contains(&"2018-08-27".to_owned()),
            "{:?}",
            page.all(".result")
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_is_added_without_losing_what_was_filled_in() {
    on_a_site(async |site| {
        let form = "steps.0.name=%E5%8F%97%E7%90%86&steps.0.days=3&more=steps";
        let page = site.post("", "/rules/bizenv.steps", form).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.all("fieldset.rows > ol > li").len(), 2);
        assert!(page.text().contains("value=\"受理\""));
    })
    .await;
}

#[tokio::test]
async fn a_refused_input_names_the_field_and_keeps_what_was_filled_in() {
    on_a_site(async |site| {
        let input = r#"{"strata":[{"name":"甲","size":5,"rate":"2"}]}"#;
        let query = utf8_percent_encode(input, NON_ALPHANUMERIC);
        let page = site.get(&format!("/rules/inspection.rates?input={query}")).await;
        assert!(page.all(".alert")[0].contains("strata[0].rate"), "{:?}", page.all(".alert"));
        assert_eq!(page.all(".refused .field-label"), ["比例"]);
        assert!(page.text().contains("value=\"甲\""));
        assert_eq!(site.get("/rules/no.rule").await.status, StatusCode::NOT_FOUND);
        let broken = site.post("", "/rules/credit.uscc", "json=%7B&by=json").await;
        assert!(broken.all(".alert")[0].contains("JSON"));
    })
    .await;
}

#[tokio::test]
async fn a_document_is_reviewed_for_fair_competition_by_the_rules_of_its_day() {
    on_a_site(async |site| {
        let page = site.get("/plans/1/fairness").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.all(".lead")[0].contains("2018-07-30"));
        let cards = page.all(".card blockquote").len();
        assert_eq!(cards == 0, page.all(".empty").len() == 1);
        assert!(page.all(".card mark").len() >= cards, "each shows what was found");
        assert_eq!(page.all(".alert.mild").len(), 1, "a Party document");
        let early = site.get("/plans/1/fairness?on=2001-01-01").await;
        assert_eq!(early.all(".alert:not(.mild)").len(), 1, "there was no review yet");
    })
    .await;
}

async fn post(site: &Site, path: &str, body: &str) -> (Answer, Value) {
    let request = Request::post(path).header("content-type", "application/json");
    let answer = site.send(request.body(Body::from(body.to_owned())).unwrap()).await;
    let json = serde_json::from_slice(&answer.bytes).unwrap();
    (answer, json)
}

#[tokio::test]
async fn the_api_computes_and_its_problems_name_the_field() {
    on_a_site(async |site| {
        let rule = "/api/v1/rules/credit.uscc";
        let (answer, result) = post(&site, rule, r#"{"code": "91350100M000100Y43"}"#).await;
        assert_eq!((answer.status, &result["result"]["valid"]), (StatusCode::OK, &json!(true)));
        let (refused, problem) = post(&site, rule, "{}").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_eq!((&problem["field"], &problem["status"]), (&json!("code"), &json!(422)));
        let (broken, problem) = post(&site, rule, "{").await;
        assert_eq!((broken.status, &problem["status"]), (StatusCode::BAD_REQUEST, &json!(400)));
        let (unknown, _) = post(&site, "/api/v1/rules/no.rule", "{}").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let early = r#"{"on": "2001-01-01", "from": "2001-01-01", "days": 3, "kind": "working"}"#;
        let (early, problem) = post(&site, "/api/v1/rules/calendar.workdays", early).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    })
    .await;
}

#[tokio::test]
async fn the_description_of_the_api_lists_what_answers() {
    on_a_site(async |site| {
        let description: Value =
            serde_json::from_slice(&site.get("/api/openapi.json").await.bytes).unwrap();
        assert_eq!(description["openapi"], "3.1.0");
        let paths = description["paths"].as_object().unwrap();
        for rule in luoshi_rules::RULES {
            let path = format!("/api/v1/rules/{}", rule.name);
            assert!(paths[&path]["post"]["requestBody"].is_object(), "{path}");
        }
        for (path, methods) in paths {
            let answer = site.get(&path.replace("{entry}", "1")).await;
            let for_users = methods["get"]["responses"]["401"].is_object();
            let wanted = if for_users { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
            assert_eq!(answer.status, wanted, "{path}");
        }
        let nothing = site.get("/api/v1/nothing").await;
        assert_eq!(nothing.header("content-type"), "application/problem+json");
    })
    .await;
}

#[test]
fn the_words_for_rules_are_those_of_their_fields_and_topics() {
    use std::collections::BTreeSet;
    fn names(schema: &Value, into: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(Value::Object(properties)) = fields.get("properties") {
                    let key =
                        |name: &String| format!("field-{}", name.replace('_', "-").to_lowercase());
                    into.extend(properties.keys().map(key));
                }
                fields.values().for_each(|part| names(part, into));
            }
            Value::Array(parts) => parts.iter().for_each(|part| names(part, into)),
            _ => {}
        }
    }
    let mut asked = BTreeSet::new();
    for rule in luoshi_rules::RULES {
        let topic = rule.name.split('.').next().unwrap();
        asked.insert(format!("rules-{topic}"));
        names(&rule.input_schema(), &mut asked);
        names(&rule.output_schema(), &mut asked);
    }
    let keys = |file: &str| -> BTreeSet<String> {
        let lines = file.lines().filter_map(|line| line.split_once(" = "));
        lines.map(|(key, _)| key.to_owned()).collect()
    };
    let (zh, en) =
        (include_str!("../../locales/zh/rules.ftl"), include_str!("../../locales/en/rules.ftl"));
    let left_over: Vec<_> = keys(zh).difference(&asked).cloned().collect();
    assert!(left_over.is_empty(), "{left_over:?}");
    for topic in asked.iter().filter(|key| key.starts_with("rules-")) {
        assert!(keys(zh).contains(topic) && keys(en).contains(topic), "{topic}");
    }
}
