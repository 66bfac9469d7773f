//! Outcomes 结果: what became of a target, computed from observations and never typed.
//!
//! | verdict | when |
//! |---|---|
//! | unmeasured 尚无数据 | no indicator measures the target, or it has no due date |
//! | underway 推进中 | its due date has not passed |
//! | to verify 待核 | a value that is needed was not found |
//! | met 已达成 | the value compares with the target as the document says |
//! | missed 未达成 | it does not |
//!
//! The value that is compared: of a stock, what there was at the due date; of a flow, what happened in
//! the last year, or, for a cumulative target, the sum of all years of its period. A direction (↑, ↓) is
//! compared with the first value known before.

use jiff::civil::Date;
use luoshi_rules::progress::Period;
use luoshi_rules::{Sureness, half_up};
use rust_decimal::Decimal;

use crate::observation::doubt;
use crate::{Accrual, Basis, Comparator, Due, Observation, Series, Target};

/// What became of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Reached 已达成.
    Met,
    /// Not reached 未达成.
    Missed,
    /// Nobody knows yet 待核.
    ToVerify,
    /// Still running 推进中.
    Underway,
    /// Nothing measures it 尚无数据.
    Unmeasured,
}

impl Verdict {
    /// All of them, in the order pages list them.
    pub const ALL: [Self; 5] =
        [Self::Met, Self::Missed, Self::ToVerify, Self::Underway, Self::Unmeasured];

    /// Its name in style sheets and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::ToVerify => "to-verify",
            Self::Underway => "underway",
            Self::Unmeasured => "unmeasured",
        }
    }
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// What was measured, in the target's unit; `None` where a value is missing.
    pub measured: Option<Decimal>,
    /// The period it was measured for; of a sum, the last one.
    pub period: Option<Period>,
    /// How much of the target that is, in hundredths, to one place.
    pub attainment: Option<Decimal>,
    /// How sure the least sure of the inputs is.
    pub sureness: Sureness,
    /// The observations it is computed from: one, or those added up.
    pub inputs: Vec<Observation>,
    /// Observations of the same periods that say something else.
    pub others: Vec<Observation>,
}

impl Outcome {
    /// What became of `target` by the day `on`.
    pub fn of(target: &Target, series: Option<&Series>, on: Date) -> Self {
        let Some(series) = series else { return Self::without_value(Verdict::Unmeasured) };
        let Some((due, last)) = target.due.and_then(|due| Some((due, last_period(due)?))) else {
            return Self::without_value(Verdict::Unmeasured);
        };
        let over = on > due.last_day();
        let wanted = if over { last } else { latest_known(series, last) };
        let mut outcome = Self::without_value(Verdict::ToVerify);
        outcome.period = Some(wanted);
        let periods = periods(target, series, wanted);
        for period in &periods {
            let mut found = series.of(*period);
            let Some(best) = found.next() else { continue };
            let differs = |it: &&Observation| it.value.is_some() && it.value != best.value;
            outcome.others.extend(found.filter(differs).cloned());
            outcome.inputs.push(best.clone());
        }
        let values: Vec<Decimal> = outcome.inputs.iter().filter_map(|it| it.value).collect();
        let complete = values.len() == periods.len();
        if complete || !over {
            outcome.measure(target, series, &values);
        }
        outcome.verdict = match outcome.measured {
            _ if !over => Verdict::Underway,
            Some(measured) => outcome.judge(target, series, measured),
            None => Verdict::ToVerify,
        };
        outcome
    }

    /// Whether the target still asks for something after its due date.
    pub fn is_open(&self) -> bool {
        self.verdict != Verdict::Met
    }

    /// Whether several observations were added up.
    pub fn is_sum(&self) -> bool {
        self.inputs.len() > 1
    }

    fn without_value(verdict: Verdict) -> Self {
        Self {
            verdict,
            measured: None,
            period: None,
            attainment: None,
            sureness: Sureness::Seen,
            inputs: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Adds the values up in the target's unit.
    fn measure(&mut self, target: &Target, series: &Series, values: &[Decimal]) {
        if values.is_empty() {
            return;
        }
        let sum = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
        self.measured = sum.and_then(|sum| match &target.unit {
            Some(unit) => series.indicator.in_unit(sum, unit),
            None => Some(sum),
        });
        let sureness = self.inputs.iter().map(|it| it.sureness).max_by_key(|it| doubt(*it));
        self.sureness = sureness.unwrap_or_default();
        self.attainment = share(target, self.measured);
    }

    fn judge(&self, target: &Target, series: &Series, measured: Decimal) -> Verdict {
        use Comparator::{About, AtLeast, AtMost, Between, Down, Exactly, LessThan, MoreThan, Up};
        let met = match (target.comparator, target.value) {
            (AtLeast | About, Some(value)) => measured >= value,
            (MoreThan, Some(value)) => measured > value,
            (AtMost, Some(value)) => measured <= value,
            (LessThan, Some(value)) => measured < value,
            (Exactly, Some(value)) => measured == value,
            (Between, Some(least)) => {
                least <= measured && target.value_max.is_none_or(|most| measured <= most)
            }
            (Up | Down, _) => {
                let Some(before) = self.before(target, series) else { return Verdict::ToVerify };
                if target.comparator == Up { measured > before } else { measured < before }
            }
            (_, None) => return Verdict::ToVerify,
        };
        if met { Verdict::Met } else { Verdict::Missed }
    }

    /// The first value known before what was measured.
    fn before(&self, target: &Target, series: &Series) -> Option<Decimal> {
        let best = series.best().into_iter();
        let first = best.take_while(|it| Some(it.period) < self.period).find_map(|it| it.value)?;
        match &target.unit {
            Some(unit) => series.indicator.in_unit(first, unit),
            None => Some(first),
        }
    }
}

/// The periods whose values count for `target`, the last of them `last`.
fn periods(target: &Target, series: &Series, last: Period) -> Vec<Period> {
    let sums = target.basis == Basis::Cumulative && series.indicator.accrual == Accrual::Flow;
    let first = target.from.as_ref().filter(|_| sums).and_then(|from| from.get(..4)?.parse().ok());
    let Some(years) = first.and_then(|first: Period| last.since(first)).filter(|it| *it >= 0)
    else {
        return vec![last];
    };
    (0..=years).rev().map(|back| last.plus(-back)).collect()
}

/// The year a due date falls in.
fn last_period(due: Due) -> Option<Period> {
    due.last_day().year().to_string().parse().ok()
}

/// The last period up to `last` that has a value; `last` where there is none.
fn latest_known(series: &Series, last: Period) -> Period {
    let known = series.best().into_iter().filter(|it| it.value.is_some());
    let periods = known.map(|it| it.period).filter(|it| it.months() == last.months());
    periods.filter(|it| *it <= last).max().unwrap_or(last)
}

/// How much of the target was reached, in hundredths, to one place.
fn share(target: &Target, measured: Option<Decimal>) -> Option<Decimal> {
    use Comparator::{About, AtLeast, Exactly, MoreThan};
    let asks_for_more = matches!(target.comparator, AtLeast | MoreThan | Exactly | About);
    let value = target.value.filter(|value| asks_for_more && !value.is_zero())?;
    let share = measured?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(value)?;
    Some(half_up(share, 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use luoshi_document::Span;
    use luoshi_rules::Title;
    use proptest::prelude::*;

    use super::*;
    use crate::{Indicator, Place, TargetId};

    fn title() -> Title {
        Title { zh: "指标".to_owned(), en: "Indicator".to_owned() }
    }

    fn target(comparator: Comparator, value: &str, unit: &str) -> Target {
        Target {
            id: TargetId(1),
            place: Place::default(),
            sentence: String::new(),
            span: Span::new(0, 1),
            quote: String::new(),
            indicator: "指标".to_owned(),
            comparator,
            value: value.parse().ok(),
            value_max: None,
            unit: Some(unit.to_owned()),
            from: None,
            due: Some(Due::Year(2020)),
            basis: Basis::Level,
            aspirational: false,
        }
    }

    /// `2018 68.3; 2019 - to verify` in units of `unit`.
    fn series(unit: &str, accrual: Accrual, written: &str) -> Series {
        let observation = |text: &str| {
            let mut words = text.split_whitespace();
            let mut next = || words.next().unwrap_or_default();
            let (period, value, sureness) = (next(), next(), next());
            Observation {
                period: period.parse().expect("a period"),
                value: value.parse().ok(),
                source: None,
                sureness: match sureness {
                    "computed" => Sureness::Computed,
                    "to_verify" => Sureness::ToVerify,
                    _ => Sureness::Seen,
                },
                note: None,
            }
        };
        let indicator = Indicator {
            pack: "p".to_owned(),
            name: "i".to_owned(),
            title: title(),
            unit: unit.to_owned(),
            accrual,
            decimals: 2,
            basis: title(),
            names: vec!["指标".to_owned()],
        };
        Series::new(indicator, written.split(';').map(observation).collect())
    }

    const LATER: Date = date(2026, 11, 24);

    #[test]
    fn verdicts_follow_from_values() {
        use Comparator::{AtLeast, AtMost, MoreThan};
        for (comparator, value, found, verdict, attainment) in [
            (MoreThan, "5900", "5934", Verdict::Met, "100.6"),
            (MoreThan, "5900", "5900", Verdict::Missed, "100.0"),
            (AtLeast, "4600", "2822.43", Verdict::Missed, "61.4"),
            (AtLeast, "60", "80.20", Verdict::Met, "133.7"),
            (AtLeast, "32", "31", Verdict::Missed, "96.9"),
            (AtLeast, "50", "-", Verdict::ToVerify, "none"),
            (AtMost, "10", "9", Verdict::Met, "none"),
        ] {
            let series = series("个", Accrual::Flow, &format!("2020 {found}"));
            let outcome = Outcome::of(&target(comparator, value, "个"), Some(&series), LATER);
            assert_eq!(outcome.verdict, verdict, "{comparator:?} {value}: {found}");
            let said = outcome.attainment.map_or("none".to_owned(), |share| share.to_string());
            assert_eq!(said, attainment, "{comparator:?} {value}: {found}");
        }
    }

    #[test]
    fn a_cumulative_target_adds_up_the_years_of_its_period() {
        let mut target = target(Comparator::MoreThan, "200", "亿美元");
        target.basis = Basis::Cumulative;
        target.from = Some("2018".to_owned());
        let known = "2017 60; 2018 68.3; 2019 61.3 computed; 2020 72.0";
        let outcome = Outcome::of(&target, Some(&series("亿美元", Accrual::Flow, known)), LATER);
        assert_eq!(outcome.measured, "201.6".parse().ok());
        assert_eq!((outcome.verdict, outcome.inputs.len()), (Verdict::Met, 3));
        assert_eq!(outcome.sureness, Sureness::Computed, "as sure as the least sure year");
        let with_a_gap = series("亿美元", Accrual::Flow, "2018 68.3; 2020 72.0");
        let outcome = Outcome::of(&target, Some(&with_a_gap), LATER);
        assert_eq!((outcome.verdict, outcome.measured), (Verdict::ToVerify, None));
    }

    #[test]
    fn of_a_stock_only_the_last_period_counts() {
        let mut target = target(Comparator::AtLeast, "32", "对");
        target.basis = Basis::Cumulative;
        let series = series("对", Accrual::Stock, "2014 29; 2019 31; 2020 31; 2025 33");
        let outcome = Outcome::of(&target, Some(&series), LATER);
        assert_eq!((outcome.verdict, outcome.measured), (Verdict::Missed, Some(31.into())));
    }

    #[test]
    fn before_its_due_date_a_target_is_underway_with_the_latest_value() {
        let target = target(Comparator::AtLeast, "4600", "万人次");
        let series = series("万人次", Accrual::Flow, "2017 3557; 2018 3824; 2019 4010.84");
        let outcome = Outcome::of(&target, Some(&series), date(2020, 12, 31));
        assert_eq!(outcome.verdict, Verdict::Underway);
        assert_eq!(outcome.measured, "4010.84".parse().ok());
        assert_eq!(outcome.period.unwrap().to_string(), "2019");
        assert_eq!(
            Outcome::of(&target, Some(&series), date(2021, 1, 1)).verdict,
            Verdict::ToVerify
        );
    }

    #[test]
    fn of_two_sources_the_surer_counts_and_the_other_is_shown() {
        let series = series("对", Accrual::Stock, "2020 29 computed; 2020 31");
        let outcome = Outcome::of(&target(Comparator::AtLeast, "30", "对"), Some(&series), LATER);
        assert_eq!((outcome.verdict, outcome.measured), (Verdict::Met, Some(31.into())));
        assert_eq!(outcome.others.len(), 1);
        assert_eq!(outcome.others[0].value, Some(29.into()));
    }

    #[test]
    fn units_are_converted_and_what_does_not_convert_does_not_measure() {
        let series = series("万人次", Accrual::Flow, "2020 4600");
        let target_in = |unit: &str| target(Comparator::AtLeast, "0.46", unit);
        let outcome = Outcome::of(&target_in("亿人次"), Some(&series), LATER);
        assert_eq!((outcome.verdict, outcome.measured), (Verdict::Met, "0.46".parse().ok()));
        assert!(series.indicator.measures(&target_in("亿人次")));
        assert!(!series.indicator.measures(&target_in("万吨")));
    }

    #[test]
    fn without_an_indicator_nothing_is_claimed() {
        let outcome = Outcome::of(&target(Comparator::AtLeast, "1", "个"), None, LATER);
        assert_eq!((outcome.verdict, outcome.measured), (Verdict::Unmeasured, None));
    }

    #[test]
    fn a_direction_is_compared_with_the_first_value_before() {
        let mut rising = target(Comparator::Up, "-", "%");
        rising.value = None;
        let series = series("%", Accrual::Stock, "2017 17.5; 2019 18; 2020 17.9");
        assert_eq!(Outcome::of(&rising, Some(&series), LATER).verdict, Verdict::Met);
        rising.comparator = Comparator::Down;
        assert_eq!(Outcome::of(&rising, Some(&series), LATER).verdict, Verdict::Missed);
    }

    proptest! {
        #[test]
        fn no_values_are_too_large_to_be_judged(value in any::<i64>(), found in any::<i64>(), scale in 0u32..20) {
            let mut target = target(Comparator::AtLeast, "1", "个");
            target.value = Some(Decimal::new(value, scale));
            let series = series("个", Accrual::Flow, &format!("2020 {found}"));
            let outcome = Outcome::of(&target, Some(&series), LATER);
            prop_assert_eq!(outcome.verdict == Verdict::Met, Decimal::from(found) >= Decimal::new(value, scale));
        }
    }
}
