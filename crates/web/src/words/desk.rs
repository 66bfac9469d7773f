//! Words of the desk and of notices.

use std::borrow::Borrow;

use fluent_bundle::FluentArgs;
use luoshi_delivery::{Matter, News, NoticeKind, OrderState, Rhythm, TimeLeft, Waiting, people};

use super::Words;

impl Words {
    /// What waits: `填报 2018-Q3 的 34 项进展`.
    pub(crate) fn waiting(self, matter: &Matter) -> String {
        let mut args = FluentArgs::new();
        args.set("count", matter.count);
        let key = match &matter.waiting {
            Waiting::Returned(_, period, task) => {
                args.set("period", period.to_string());
                args.set("task", task.to_string());
                "waiting-returned"
            }
            Waiting::Accept(_) => "waiting-accept",
            Waiting::Fill(_, period) => {
                args.set("period", period.to_string());
                "waiting-fill"
            }
            Waiting::Approve(_, period) => {
                args.set("period", period.to_string());
                "waiting-approve"
            }
            Waiting::Decide(_, period) => {
                args.set("period", period.to_string());
                "waiting-decide"
            }
            Waiting::Closing(_, period) => {
                args.set("period", period.to_string());
                "waiting-closing"
            }
            Waiting::Order(number, state) => {
                args.set("order", number.to_string());
                order_waiting(*state)
            }
            Waiting::OrderExtension(number) => {
                args.set("order", number.to_string());
                "waiting-order-extension"
            }
            Waiting::Extension(_, task) => {
                args.set("task", task.to_string());
                "waiting-extension"
            }
            Waiting::Issue(_) => "waiting-issue",
            Waiting::Review(_) => "waiting-review",
            Waiting::Locked(_) => "waiting-locked",
        };
        self.format(key, Some(&args))
    }

    /// How much time is left: `还有 2 个工作日`.
    pub(crate) fn time_left(self, left: impl Borrow<TimeLeft>) -> String {
        match left.borrow() {
            TimeLeft::Late(0) => self.t("time-over"),
            TimeLeft::Late(days) => self.n("time-late", days),
            TimeLeft::Days(0) => self.t("time-today"),
            TimeLeft::Days(days) => self.n("time-left", days),
        }
    }

    /// What kind of notice it is, in a word.
    pub(crate) fn notice_kind(self, kind: impl Borrow<NoticeKind>) -> String {
        self.t(match kind.borrow() {
            NoticeKind::Issued => "notice-issued",
            NoticeKind::CycleOpened => "notice-cycle-opened",
            NoticeKind::ReportSubmitted => "notice-report-submitted",
            NoticeKind::ReportReturned => "notice-report-returned",
            NoticeKind::ReportApproved => "notice-report-approved",
            NoticeKind::ReportAccepted => "notice-report-accepted",
            NoticeKind::ReportsDue => "notice-reports-due",
            NoticeKind::ReportsLate => "notice-reports-late",
            NoticeKind::Delegated => "notice-delegated",
            NoticeKind::HandedOver => "notice-handed-over",
            NoticeKind::OrderIssued => "notice-order-issued",
            NoticeKind::OrderAnswered => "notice-order-answered",
            NoticeKind::OrderReturned => "notice-order-returned",
            NoticeKind::OrderRaised => "notice-order-raised",
            NoticeKind::OrderLate => "notice-order-late",
            NoticeKind::OrderMoved => "notice-order-moved",
            NoticeKind::ExtensionAsked => "notice-extension-asked",
            NoticeKind::ExtensionDecided => "notice-extension-decided",
        })
    }

    /// What somebody is told, in a sentence. It names the thing and what is to be done, and nobody but who acts.
    pub(crate) fn news(self, news: &News) -> String {
        let mut args = FluentArgs::new();
        args.set("title", news.title.clone());
        args.set("count", news.count);
        args.set("period", news.period.map(|it| it.to_string()).unwrap_or_default());
        args.set("task", news.task.map(|it| it.to_string()).unwrap_or_default());
        args.set("order", news.order.map(|it| it.to_string()).unwrap_or_default());
        args.set("due", news.due.map(|it| it.to_string()).unwrap_or_default());
        let key = match news.kind {
            NoticeKind::Issued => "news-issued",
            NoticeKind::CycleOpened => "news-cycle-opened",
            NoticeKind::ReportSubmitted => "news-report-submitted",
            NoticeKind::ReportReturned => "news-report-returned",
            NoticeKind::ReportApproved => "news-report-approved",
            NoticeKind::ReportAccepted => "news-report-accepted",
            NoticeKind::ReportsDue => "news-reports-due",
            NoticeKind::ReportsLate => "news-reports-late",
            NoticeKind::Delegated => "news-delegated",
            NoticeKind::HandedOver => "news-handed-over",
            NoticeKind::OrderIssued => "news-order-issued",
            NoticeKind::OrderAnswered => "news-order-answered",
            NoticeKind::OrderReturned => "news-order-returned",
            NoticeKind::OrderRaised => "news-order-raised",
            NoticeKind::OrderLate => "news-order-late",
            NoticeKind::OrderMoved => "news-order-moved",
            NoticeKind::ExtensionAsked => "news-extension-asked",
            NoticeKind::ExtensionDecided => "news-extension-decided",
        };
        self.format(key, Some(&args))
    }

    /// How many notices are unread: `3`, `99+`.
    pub(crate) fn unread(self, count: impl Borrow<u32>) -> String {
        match count.borrow() {
            count @ 0..100 => count.to_string(),
            _ => "99+".to_owned(),
        }
    }

    /// Whose act something is, by its signature: `li`, `li 代 wang`.
    pub(crate) fn signature(self, by: &str) -> String {
        let mut names = people(by);
        match (names.next(), names.next()) {
            (Some(name), Some(of)) => self.with2("acted-for", ("name", name), ("of", of)),
            _ => by.to_owned(),
        }
    }

    /// How often somebody gets mail.
    pub(crate) fn rhythm(self, rhythm: impl Borrow<Rhythm>) -> String {
        self.t(match rhythm.borrow() {
            Rhythm::Off => "rhythm-off",
            Rhythm::AtOnce => "rhythm-at-once",
            Rhythm::Daily => "rhythm-daily",
            Rhythm::Weekly => "rhythm-weekly",
        })
    }
}

/// What waits with an order that stands so.
fn order_waiting(state: OrderState) -> &'static str {
    match state {
        OrderState::Registered => "waiting-order-issue",
        OrderState::Issued => "waiting-order-accept",
        OrderState::Accepted | OrderState::UnderWay => "waiting-order-reply",
        OrderState::Replied => "waiting-order-verify",
        _ => "waiting-order-close",
    }
}
