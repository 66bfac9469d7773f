//! Progress lights 进度灯: derived from due dates and verified progress, never typed in.
//!
//! | light | when |
//! |---|---|
//! | blue 未到期 | no due date; or not yet due and not yet issued |
//! | green 正常 | issued, on course |
//! | yellow 预警 | behind, or near its due date with something left to do |
//! | red 逾期滞后 | overdue, or far behind |
//! | done 完成 | everything was done, as the office verified |
//! | exempt 免责 | the office says so, with its reason |
//!
//! A milestone that is late makes a light yellow that would be green or blue. The office may set a light by hand; it
//! says so, and what it would be. Granted extensions move the due date and stop the clock.
//!
//! Where a task is under way the rule `delivery.light` decides, with its dated parameters: the same that the
//! calculator page and the command line show step by step.

use jiff::civil::Date;
use luoshi_rules::Rule as _;
use luoshi_rules::calendar::Calendar;
use luoshi_rules::delivery::{Basis, Colour, Light as LightRule, LightInput};
use luoshi_rules::progress::Period;
use rust_decimal::Decimal;

use crate::{Due, Granted, LightOverride};

/// How far a task is, as far as the office knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The day it was issued 交办; none while the plan is still being made.
    pub issued: Option<Date>,
    /// What the office verified last.
    pub verified: Option<VerifiedProgress>,
    /// The time that was granted.
    pub granted: Granted,
    /// The light that the office set by hand.
    pub set_by_hand: Option<LightOverride>,
}

/// Progress that the office accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedProgress {
    /// The share that is done, from 0 to 1.
    pub progress: Decimal,
    /// The period of the report it comes from.
    pub period: Period,
}

/// The colour of a lamp. Pages add a shape and a word, so that colour is never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Light {
    /// Overdue or far behind 逾期滞后.
    Red,
    /// Behind, or soon due 预警.
    Yellow,
    /// On course 正常.
    Green,
    /// Not due 未到期.
    Blue,
    /// Done 完成.
    Done,
    /// Exempt 免责.
    Exempt,
}

/// Why a lamp shows what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The document sets no time limit for it.
    NoDueDate,
    /// The last day is still to come, or is today, and nobody was told to begin.
    NotYetDue(Due),
    /// The last day has passed, and no report says that it was done.
    Overdue(Due),
    /// A milestone of it is late; the day it was to be reached.
    MilestoneLate(Due),
    /// The office set it by hand; what it would show.
    SetByHand(Light),
    /// All of it was verified as done, by the report of that period.
    Done(Period),
    /// It is under way: the share done beside the share of working days passed.
    UnderWay {
        /// What decided.
        basis: Basis,
        /// The share that was verified as done.
        progress: Decimal,
        /// The share of its working days that has passed.
        elapsed: Decimal,
        /// Working days left until its due date.
        days_left: u32,
    },
}

/// A light with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lamp {
    /// What it shows.
    pub light: Light,
    /// Why.
    pub why: Why,
}

impl Lamp {
    /// The lamp of something due at `due` that stands so, seen on the day `on`.
    pub fn of(due: Option<Due>, standing: &Standing, on: Date) -> Self {
        let due = standing.granted.due.map(Due::Day).or(due);
        if let Some(verified) = standing.verified.filter(|it| it.progress >= Decimal::ONE) {
            return Self { light: Light::Done, why: Why::Done(verified.period) };
        }
        let Some(due) = due else { return Self { light: Light::Blue, why: Why::NoDueDate } };
        if on > due.last_day() {
            return Self { light: Light::Red, why: Why::Overdue(due) };
        }
        let not_yet = Self { light: Light::Blue, why: Why::NotYetDue(due) };
        let begun = standing.issued.filter(|issued| *issued <= on);
        begun.and_then(|issued| Self::under_way(due, issued, standing, on)).unwrap_or(not_yet)
    }

    /// What the rule says of a task that was issued; none where its days are beyond the calendars that were
    /// published.
    fn under_way(due: Due, issued: Date, standing: &Standing, on: Date) -> Option<Self> {
        let progress = standing.verified.map_or(Decimal::ZERO, |it| it.progress);
        let by_dates = LightInput {
            on: Some(on),
            start: Some(issued),
            due: Some(due.last_day()),
            elapsed: None,
            total: None,
            progress,
            closed: false,
            known_at: None,
        };
        let said = LightRule::evaluate(&match standing.granted.stopped.as_slice() {
            [] => by_dates,
            stopped => {
                let (elapsed, total) = days_running(stopped, (issued, due.last_day()), on)?;
                let (elapsed, total) = (Some(elapsed), Some(total));
                LightInput { start: None, due: None, elapsed, total, ..by_dates }
            }
        });
        let said = said.ok()?.value;
        let light = match said.light {
            Colour::Blue => Light::Done,
            Colour::Green => Light::Green,
            Colour::Yellow => Light::Yellow,
            Colour::Red => Light::Red,
        };
        let (elapsed, days_left) = (said.elapsed, said.days_left);
        let why = Why::UnderWay { basis: said.reason, progress, elapsed, days_left };
        Some(Self { light, why })
    }
}

impl Lamp {
    /// The same where a milestone that was due so is late: at least yellow.
    pub(crate) fn with_late_milestone(self, due: Option<Due>) -> Self {
        match (due, self.light) {
            (Some(due), Light::Green | Light::Blue) => {
                Self { light: Light::Yellow, why: Why::MilestoneLate(due) }
            }
            _ => self,
        }
    }

    /// The same where the office set it by hand.
    pub(crate) fn or_set_by_hand(self, set: Option<&LightOverride>) -> Self {
        match set {
            Some(set) => Self { light: set.light, why: Why::SetByHand(self.light) },
            None => self,
        }
    }

    /// Whether the office set it by hand.
    pub fn is_set_by_hand(&self) -> bool {
        matches!(self.why, Why::SetByHand(_))
    }
}

/// Working days from the first to the last day of a task on which its clock runs: those until `on`, and all.
fn days_running(
    stopped: &[(Date, Date)],
    (first, last): (Date, Date),
    on: Date,
) -> Option<(u32, u32)> {
    let calendar = Calendar::latest().ok()?;
    let running = |until: Date| {
        let all = calendar.working_days(first, until)?;
        let mut rests = 0;
        let mut counted = first;
        let mut stretches = stopped.to_vec();
        stretches.sort_unstable();
        for (from, to) in stretches {
            let (from, to) = (from.max(counted), to.min(until));
            if from <= to {
                rests += calendar.working_days(from, to)?;
                counted = to.tomorrow().ok()?; // Stretches that overlap count once.
            }
        }
        Some(all.saturating_sub(rests))
    };
    let elapsed = if on < first { 0 } else { running(on.min(last))? };
    Some((elapsed, running(last)?))
}

impl Light {
    /// Every light, in the order pages list them.
    pub const ALL: [Self; 6] =
        [Self::Red, Self::Yellow, Self::Green, Self::Blue, Self::Done, Self::Exempt];

    /// Its name in URLs, style sheets and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Done => "done",
            Self::Exempt => "exempt",
        }
    }

    /// The light of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|light| light.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn issued(progress: Option<&str>) -> Standing {
        let period: Period = "2018-Q3".parse().unwrap();
        let verified = |text: &str| VerifiedProgress { progress: text.parse().unwrap(), period };
        let verified = progress.map(verified);
        Standing { issued: Some(date(2018, 8, 1)), verified, ..Standing::default() }
    }

    #[test]
    fn the_last_day_is_not_yet_late_and_the_day_after_is() {
        let due = Some(Due::Year(2020));
        let nobody = Standing::default();
        assert_eq!(Lamp::of(due, &nobody, date(2020, 12, 31)).light, Light::Blue);
        assert_eq!(Lamp::of(due, &nobody, date(2021, 1, 1)).light, Light::Red);
    }

    #[test]
    fn without_a_due_date_nothing_is_overdue() {
        let lamp = Lamp::of(None, &Standing::default(), date(2999, 1, 1));
        assert_eq!(lamp.why, Why::NoDueDate);
    }

    /// `delivery.light`, example V-A3: 1 August to 31 December 2018 has 105 working days, 52 of which have
    /// passed on 17 October.
    #[test]
    fn what_was_issued_has_the_colour_of_the_rule() {
        let due = Some(Due::Day(date(2018, 12, 31)));
        let on = date(2018, 10, 17);
        let light = |progress| Lamp::of(due, &issued(progress), on).light;
        assert_eq!(light(Some("0.40")), Light::Green);
        assert_eq!(light(Some("0.39")), Light::Yellow);
        assert_eq!(light(Some("0.29")), Light::Red);
        assert_eq!(light(None), Light::Red);
        assert_eq!(light(Some("1")), Light::Done);
        let soon = Lamp::of(due, &issued(Some("0.99")), date(2018, 12, 28));
        assert_eq!(soon.light, Light::Yellow);
    }

    #[test]
    fn more_time_moves_the_due_date_and_days_of_rest_do_not_count() {
        let due = Some(Due::Day(date(2018, 12, 31)));
        let on = date(2018, 10, 17);
        let lamp = |standing: &Standing, on| Lamp::of(due, standing, on);
        let bare = issued(Some("0.39"));
        assert_eq!(lamp(&bare, on).light, Light::Yellow);
        let rest = (date(2018, 9, 1), date(2018, 9, 30));
        let granted = Granted { due: None, stopped: vec![rest, rest] };
        let rested = Standing { granted, ..bare.clone() };
        let Why::UnderWay { elapsed, .. } = lamp(&rested, on).why else {
            panic!("it is under way")
        };
        assert_eq!(elapsed.to_string(), "0.36905"); // 31 of 84 working days: the 21 of September count as rest once.
        assert_eq!(lamp(&rested, on).light, Light::Green);
        let later = Granted { due: Some(date(2019, 6, 30)), stopped: Vec::new() };
        let extended = Standing { granted: later, ..bare };
        // 0.39 done when 0.48 of the longer time has passed: not overdue, and within a tenth of its course.
        assert_eq!(lamp(&extended, date(2019, 1, 2)).light, Light::Green);
        assert!(matches!(lamp(&extended, date(2019, 1, 2)).why, Why::UnderWay { .. }));
        assert!(matches!(lamp(&extended, date(2019, 7, 1)).why, Why::Overdue(_)));
    }

    #[test]
    fn a_late_milestone_makes_it_yellow_and_a_light_set_by_hand_says_so() {
        let due = Due::Day(date(2018, 9, 30));
        let green = Lamp { light: Light::Green, why: Why::NoDueDate };
        assert_eq!(green.with_late_milestone(Some(due)).light, Light::Yellow);
        let red = Lamp { light: Light::Red, why: Why::Overdue(due) };
        assert_eq!(red.with_late_milestone(Some(due)), red);
        let set = LightOverride {
            light: Light::Exempt,
            reason: "不可抗力".to_owned(),
            set: crate::Signed { by: "li".to_owned(), at: jiff::Timestamp::UNIX_EPOCH },
            taken_back: None,
        };
        let shown = red.or_set_by_hand(Some(&set));
        assert_eq!((shown.light, shown.why), (Light::Exempt, Why::SetByHand(Light::Red)));
    }

    #[test]
    fn done_stays_done_after_its_last_day() {
        let (due, on) = (Due::Day(date(2018, 12, 31)), date(2019, 6, 1));
        let seen = |progress| Lamp::of(Some(due), &issued(Some(progress)), on);
        assert_eq!(seen("1").light, Light::Done);
        assert_eq!(seen("0.99").why, Why::Overdue(due));
    }
}
