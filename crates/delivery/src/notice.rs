//! Notices 通知: what somebody is told about, on the page, by mail, or together with others later.

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};
use luoshi_rules::progress::Period;

use crate::{OrderNumber, OrganisationCode, PlanId, TaskId, TimeLeft, day_of, start_of};

/// What somebody is told 通知事项.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// A plan was issued to their organisation 交办.
    Issued,
    /// Reports are asked of their organisation 开启周期.
    CycleOpened,
    /// Reports wait for their approval 待审核.
    ReportSubmitted,
    /// A report of theirs was sent back 退回.
    ReportReturned,
    /// A report of theirs was approved 审核通过.
    ReportApproved,
    /// A report of theirs was taken by the office 采用.
    ReportAccepted,
    /// Reports are due soon 到期提醒.
    ReportsDue,
    /// Reports were not handed in in time 逾期.
    ReportsLate,
    /// Somebody lets them act in a role 转授权.
    Delegated,
    /// Duties of somebody who left are theirs now 交接.
    HandedOver,
    /// An order was issued to their organisation 督办交办.
    OrderIssued,
    /// An order was replied to, or more time was asked for it 督办反馈.
    OrderAnswered,
    /// A reply to an order was sent back, or the matter goes on 督办退办.
    OrderReturned,
    /// An order went up by a grade, or to those above 督办升级.
    OrderRaised,
    /// Somebody is reminded of an order 催办.
    OrderLate,
    /// Something else was done with an order 督办办理.
    OrderMoved,
    /// More time was asked for a task 申请延期.
    ExtensionAsked,
    /// It was decided whether a task gets more time 审定延期.
    ExtensionDecided,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Issued,
        Self::CycleOpened,
        Self::ReportSubmitted,
        Self::ReportReturned,
        Self::ReportApproved,
        Self::ReportAccepted,
        Self::ReportsDue,
        Self::ReportsLate,
        Self::Delegated,
        Self::HandedOver,
        Self::OrderIssued,
        Self::OrderAnswered,
        Self::OrderReturned,
        Self::OrderRaised,
        Self::OrderLate,
        Self::OrderMoved,
        Self::ExtensionAsked,
        Self::ExtensionDecided,
    ];

    /// Its name in the store, in webhooks and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::CycleOpened => "cycle_opened",
            Self::ReportSubmitted => "report_submitted",
            Self::ReportReturned => "report_returned",
            Self::ReportApproved => "report_approved",
            Self::ReportAccepted => "report_accepted",
            Self::ReportsDue => "reports_due",
            Self::ReportsLate => "reports_late",
            Self::Delegated => "delegated",
            Self::HandedOver => "handed_over",
            Self::OrderIssued => "order_issued",
            Self::OrderAnswered => "order_answered",
            Self::OrderReturned => "order_returned",
            Self::OrderRaised => "order_raised",
            Self::OrderLate => "order_late",
            Self::OrderMoved => "order_moved",
            Self::ExtensionAsked => "extension_asked",
            Self::ExtensionDecided => "extension_decided",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is mailed at once unless somebody says otherwise: what asks for something to be done.
    pub fn is_urgent(self) -> bool {
        use NoticeKind::{OrderMoved, ReportAccepted, ReportApproved, ReportSubmitted};
        !matches!(self, ReportApproved | ReportAccepted | ReportSubmitted | OrderMoved)
    }
}

/// What somebody is told, before it is said to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What.
    pub kind: NoticeKind,
    /// The title of the plan, the matter of an order, or the name of whoever it comes from.
    pub title: String,
    /// About which plan.
    pub plan: Option<PlanId>,
    /// About which cycle.
    pub period: Option<Period>,
    /// About which task.
    pub task: Option<TaskId>,
    /// About which order.
    pub order: Option<OrderNumber>,
    /// For which organisation.
    pub organisation: Option<OrganisationCode>,
    /// How many: reports.
    pub count: u32,
    /// Until when.
    pub due: Option<Date>,
}

impl News {
    /// News of that kind about something called `title`, saying nothing more.
    pub fn new(kind: NoticeKind, title: &str) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            plan: None,
            period: None,
            task: None,
            order: None,
            organisation: None,
            count: 0,
            due: None,
        }
    }
}

/// News as somebody got it 通知.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: u32,
    /// Who was told: a user's name.
    pub recipient: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub news: News,
    /// Since when they have read it.
    pub read_at: Option<Timestamp>,
}

/// How somebody gets their mail 邮件接收方式.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rhythm {
    /// No mail 不接收.
    Off,
    /// What was chosen at once, all else not at all 即时.
    #[default]
    AtOnce,
    /// What was chosen at once, all else together each morning 每日汇总.
    Daily,
    /// What was chosen at once, all else together on Monday morning 每周汇总.
    Weekly,
}

/// When the mail of a day goes out, where offices work: before work begins.
const MORNING: Time = Time::constant(8, 0, 0, 0);

impl Rhythm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Off, Self::AtOnce, Self::Daily, Self::Weekly];

    /// Its name in the store and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The rhythm of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.name() == name)
    }

    /// Until when what happened is in the last mail that should have gone out by `now`; none where none gathers.
    ///
    /// Whatever happened before that moment and was not mailed yet is due.
    pub fn gathered_until(self, now: Timestamp) -> Option<Timestamp> {
        let today = day_of(now);
        let day = match self {
            Self::Off | Self::AtOnce => return None,
            Self::Daily => today,
            Self::Weekly => {
                let back = today.weekday().since(Weekday::Monday);
                today.checked_sub(jiff::Span::new().days(back)).ok()?
            }
        };
        let morning =
            |day: Date| start_of(day)?.checked_add(MORNING.duration_since(Time::MIN)).ok();
        let this = morning(day)?;
        if this <= now {
            return Some(this);
        }
        let days = if self == Self::Daily { 1 } else { 7 };
        morning(day.checked_sub(jiff::Span::new().days(days)).ok()?)
    }
}

/// Which mail somebody wants, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWish {
    /// The address; none where they gave none, and get no mail.
    pub address: Option<String>,
    /// How often.
    pub rhythm: Rhythm,
    /// What is mailed at once.
    pub at_once: Vec<NoticeKind>,
    /// In which language: the code of one.
    pub language: String,
}

impl Default for MailWish {
    fn default() -> Self {
        Self {
            address: None,
            rhythm: Rhythm::default(),
            at_once: NoticeKind::ALL.into_iter().filter(|kind| kind.is_urgent()).collect(),
            language: "zh".to_owned(),
        }
    }
}

/// When news of a kind is mailed to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailing {
    /// Not at all.
    Never,
    /// By itself, now.
    AtOnce,
    /// Together with others, later.
    Gathered,
}

impl MailWish {
    /// When news of that kind is mailed.
    pub fn mailing(&self, kind: NoticeKind) -> Mailing {
        if self.address.is_none() || self.rhythm == Rhythm::Off {
            return Mailing::Never;
        }
        match self.rhythm {
            _ if self.at_once.contains(&kind) => Mailing::AtOnce,
            Rhythm::Daily | Rhythm::Weekly => Mailing::Gathered,
            Rhythm::Off | Rhythm::AtOnce => Mailing::Never,
        }
    }
}

/// The last reminder of a cycle that should have gone out 提醒, by the time its reports have left.
///
/// Five, two and no working days before the last one; then whoever is late is told on (practice of city offices).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    /// So many working days before: 5, 2 or 0.
    Before(u32),
    /// After the last day 逾期.
    Late,
}

impl Reminder {
    /// Working days before the last one at which organisations are reminded.
    pub const DAYS: [u32; 3] = [0, 2, 5];
    /// Working days after the last one up to which a server that stood still tells on.
    const LATE_UNTIL: u32 = 10;

    /// The one of that moment; none while there is time, and long after.
    pub fn at(left: TimeLeft) -> Option<Self> {
        match left {
            TimeLeft::Late(days) => (days <= Self::LATE_UNTIL).then_some(Self::Late),
            TimeLeft::Days(days) => {
                Self::DAYS.into_iter().find(|stage| days <= *stage).map(Self::Before)
            }
        }
    }

    /// Its name among what was done.
    pub fn name(self) -> String {
        match self {
            Self::Before(days) => format!("{days}-days"),
            Self::Late => "late".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reminders_go_out_five_two_and_no_working_days_before_and_once_it_is_late() {
        let due = date(2018, 10, 12);
        let at = |day| TimeLeft::until(due, day).and_then(Reminder::at);
        let cases = [
            (date(2018, 9, 28), None), // Seven working days: 29 and 30 September, 8 to 12 October.
            (date(2018, 9, 30), Some(Reminder::Before(5))),
            (date(2018, 10, 8), Some(Reminder::Before(5))), // Four are left: the server stood still on the day.
            (date(2018, 10, 10), Some(Reminder::Before(2))),
            (date(2018, 10, 12), Some(Reminder::Before(0))),
            (date(2018, 10, 13), Some(Reminder::Late)),
            (date(2018, 10, 15), Some(Reminder::Late)),
            (date(2018, 12, 1), None),
        ];
        for (day, reminder) in cases {
            assert_eq!(at(day), reminder, "{day}");
        }
    }

    #[test]
    fn mail_gathers_until_the_morning() {
        let until = |rhythm: Rhythm, now: &str| {
            rhythm.gathered_until(now.parse().unwrap()).map(|moment| moment.to_string())
        };
        // Friday 2 November 2018, seven and nine in the morning in Hangzhou.
        let (early, late) = ("2018-11-01T23:00:00Z", "2018-11-02T01:00:00Z");
        assert_eq!(until(Rhythm::Daily, early).as_deref(), Some("2018-11-01T00:00:00Z"));
        assert_eq!(until(Rhythm::Daily, late).as_deref(), Some("2018-11-02T00:00:00Z"));
        assert_eq!(until(Rhythm::Weekly, late).as_deref(), Some("2018-10-29T00:00:00Z"));
        assert_eq!(until(Rhythm::AtOnce, late), None);
    }

    proptest! {
        #[test]
        fn what_gathered_once_never_gathers_again(minutes in 0i64..60_000, later in 0i64..20_000) {
            let start: Timestamp = "2018-11-01T00:00:00Z".parse().unwrap();
            let now = start + minutes.minutes();
            for rhythm in [Rhythm::Daily, Rhythm::Weekly] {
                let (one, other) = (rhythm.gathered_until(now), rhythm.gathered_until(now + later.minutes()));
                prop_assert!(one <= other, "the mark never goes back");
                prop_assert!(one.unwrap() <= now, "nothing is gathered ahead of time");
            }
        }

        #[test]
        fn nobody_gets_mail_without_an_address_or_who_wants_none(kind in 0..NoticeKind::ALL.len(), rhythm in 0..4usize) {
            let (kind, rhythm) = (NoticeKind::ALL[kind], Rhythm::ALL[rhythm]);
            let wish = MailWish { rhythm, ..MailWish::default() };
            prop_assert_eq!(wish.mailing(kind), Mailing::Never);
            let off = MailWish { address: Some("a@b".to_owned()), rhythm: Rhythm::Off, ..wish };
            prop_assert_eq!(off.mailing(kind), Mailing::Never);
        }
    }
}
