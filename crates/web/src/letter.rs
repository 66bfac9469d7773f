//! What leaves the house: the words of a mail, the body of a webhook.

use luoshi_delivery::{News, Notice};
use luoshi_store::Claimed;
use serde_json::{Value, json};

use crate::pages::notices::address;
use crate::words::{Language, Words};

/// A mail as it is written: subject and text, in the language its reader chose. It names what waits and where, and no
/// more of anybody than the reader's own matters.
///
/// `site` is the address people know this site by; without it the mail says to sign in.
pub fn mail(claimed: &Claimed, site: Option<&str>) -> (String, String) {
    let words = Words::of(Some(&claimed.wish.language));
    let subject = match claimed.notices.as_slice() {
        [only] => format!("{} · {}", words.t("brand"), words.news(&only.news)),
        many => format!("{} · {}", words.t("brand"), words.n("letter-several", many.len())),
    };
    let mut text = String::new();
    for notice in &claimed.notices {
        let line = format!("{}  {}\n", words.moment(notice.at), words.news(&notice.news));
        text.push_str(&line);
        if let Some(site) = site {
            text.push_str(&format!("    {}\n", link(site, notice)));
        }
    }
    let foot = match site {
        Some(site) => words.with("letter-foot", "address", link_to(site, "/notices/mail")),
        None => words.t("letter-foot-bare"),
    };
    (subject, format!("{text}\n-- \n{foot}\n"))
}

/// What a webhook is told: a JSON object with the notice, its words in both languages, and where it leads.
pub fn event(claimed: &Claimed, site: Option<&str>) -> Value {
    let told = claimed.notices.iter().map(|notice| {
        let News { kind, title, plan, period, task, order, organisation, count, due } =
            &notice.news;
        json!({
            "id": notice.id,
            "at": notice.at.to_string(),
            "recipient": notice.recipient,
            "kind": kind.name(),
            "title": title,
            "plan": plan.map(|plan| plan.0),
            "period": period.map(|period| period.to_string()),
            "task": task.map(|task| task.to_string()),
            "order": order.map(|order| order.to_string()),
            "organisation": organisation.as_ref().map(ToString::to_string),
            "count": count,
            "due": due.map(|due| due.to_string()),
            "text": {
                "zh": Words::of(Some(Language::Chinese.code())).news(&notice.news),
                "en": Words::of(Some(Language::English.code())).news(&notice.news),
            },
            "url": site.map(|site| link(site, notice)),
        })
    });
    json!({ "letter": claimed.letter.id, "notices": told.collect::<Vec<_>>() })
}

fn link(site: &str, notice: &Notice) -> String {
    link_to(site, &address(&notice.news))
}

fn link_to(site: &str, path: &str) -> String {
    format!("{}{path}", site.trim_end_matches('/'))
}
