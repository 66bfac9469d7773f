//! The audit log as the auditor reads it: pages, proofs and the API.

use axum::http::StatusCode;
use luoshi_audit::{EntryProof, Signer};
use luoshi_service::{checkpoint, save_term_list};
use luoshi_store::testing::on_both_databases;

use crate::permissions::prepare;
use crate::site::{Site, on_a_site, operator};

fn signer() -> Signer {
    Signer::new("luoshi/330100", &[7; 32]).unwrap()
}

#[tokio::test]
async fn the_log_is_read_by_who_what_when_and_to_which_thing() {
    on_a_site(async |site| {
        let auditor = site.sign_in("auditor").await;
        let page = site.get_as(&auditor, "/audit").await;
        assert_eq!(page.all("table.entries tbody tr td:nth-child(4)")[0], "登录");
        assert!(page.all(".hint")[0].contains("还没有签名的检查点"));
        for (query, rows) in [
            ("actor=auditor", 1),
            ("actor=nobody", 0),
            ("action=import_document", 1),
            ("thing=plan/1", 1),
            ("thing=user/auditor", 3),
            ("thing=user/auditor/grant", 1),
            ("action=import_document&from=2018-11-01&until=2018-11-01", 1),
            ("action=import_document&until=2018-10-31", 0),
            ("action=import_document&from=2018-11-02", 0),
            ("thing=%27%20OR%20%271%27%3D%271", 0),
            ("actor=%25", 0),
            ("from=yesterday&action=import_document", 1),
        ] {
            let page = site.get_as(&auditor, &format!("/audit?{query}")).await;
            assert_eq!(page.all("table.entries tbody tr").len(), rows, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_log_is_read_a_page_at_a_time_and_each_signed_entry_proved() {
    on_both_databases(async |database| {
        let cx = operator(&database.store, "330100");
        prepare(&cx).await;
        for _ in 0..40 {
            save_term_list(&cx, "").await.unwrap();
        }
        let site = Site::over(&database.store, "330100");
        let auditor = site.sign_in("auditor.all").await;
        checkpoint(&cx, &signer()).await.unwrap();

        let first = site.get_as(&auditor, "/api/v1/audit?actor=operator").await;
        let first: serde_json::Value = serde_json::from_slice(&first.bytes).unwrap();
        let next = site.get_as(&auditor, first["older"].as_str().unwrap()).await;
        let next: serde_json::Value = serde_json::from_slice(&next.bytes).unwrap();
        let numbers = |list: &serde_json::Value| {
            let entries = list["entries"].as_array().unwrap().iter();
            entries.map(|entry| entry["sequence"].as_u64().unwrap()).collect::<Vec<_>>()
        };
        let (newer, older) = (numbers(&first), numbers(&next));
        assert_eq!(newer.len(), 100);
        assert!(newer.last().unwrap() > older.first().unwrap(), "{newer:?} {older:?}");
        assert_eq!(next["older"], serde_json::Value::Null);

        let page = site.get_as(&auditor, "/audit").await;
        assert!(page.all(".hint")[0].contains("luoshi/330100"), "{:?}", page.all(".hint"));
        for proof in ["/audit/2/proof", "/api/v1/audit/2/proof"] {
            let proof = site.get_as(&auditor, proof).await;
            let proof: EntryProof = serde_json::from_slice(&proof.bytes).unwrap();
            assert_eq!(
                proof.check(&signer().verifier()).unwrap().size,
                first["size"].as_u64().unwrap()
            );
        }
        let note = site.get_as(&auditor, "/audit/checkpoint").await.text();
        assert!(note.contains("\nsm3\n\n— luoshi/330100 "), "{note}");
        let missing = site.get_as(&auditor, "/api/v1/audit/99999/proof").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert_eq!(missing.header("content-type"), "application/problem+json");
        let of_plan = site.get_as(&auditor, "/plans/1/audit").await;
        assert_eq!(of_plan.all("table.entries tbody tr").len(), 1);
        assert_eq!(of_plan.all("nav.tabs a[aria-current]"), ["操作记录"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_read_the_log_is_told_so_as_a_problem() {
    on_a_site(async |site| {
        let leader = site.sign_in("leader").await;
        for (cookie, status) in [("", 401), (leader.as_str(), 403)] {
            let refused = site.get_as(cookie, "/api/v1/audit").await;
            assert_eq!(refused.status.as_u16(), status);
            assert_eq!(refused.header("content-type"), "application/problem+json");
        }
        let page = site.get_as(&leader, "/plans/1").await;
        assert!(!page.text().contains("/audit"), "nobody is offered what they may not see");
        let wrong = site.get_as(&site.sign_in("auditor").await, "/api/v1/audit?before=x").await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
