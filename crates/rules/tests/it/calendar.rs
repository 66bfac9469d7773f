//! The calendar beside the package it was taken from, and what holds for every count.

use std::process::Command;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use luoshi_rules::calendar::Calendar;
use proptest::prelude::*;

/// Prints each working day of 2004–2026.
const PACKAGE: &str = "
import datetime, chinese_calendar
day = datetime.date(2004, 1, 1)
while day.year < 2027:
    if chinese_calendar.is_workday(day):
        print(day)
    day += datetime.timedelta(days=1)
";

/// Needs Python with PyPI `chinesecalendar` 1.11.0; without it there is nothing to compare with.
#[test]
fn every_day_is_what_the_package_chinesecalendar_says() {
    let python = Command::new("python3").args(["-c", PACKAGE]).output();
    let Some(printed) = python.ok().filter(|output| output.status.success()) else {
        return;
    };
    let printed = String::from_utf8(printed.stdout).unwrap();
    let theirs: Vec<Date> = printed.lines().map(|line| line.parse().unwrap()).collect();
    let ours: Vec<Date> = days().filter(|day| is_working(*day)).collect();
    assert_eq!(ours, theirs);
}

#[test]
fn there_are_621_days_off_and_150_make_up_days() {
    let file = luoshi_rules::find("calendar.workdays").unwrap();
    assert_eq!(file.title().unwrap().en, "Working days and time limits");
    let weekend = |day: &Date| day.weekday().to_monday_zero_offset() > 4;
    assert_eq!(days().filter(|day| is_working(*day) && weekend(day)).count(), 150);
    assert_eq!(days().filter(|day| is_working(*day)).count(), 5_744);
}

fn days() -> impl Iterator<Item = Date> {
    date(2004, 1, 1).series(1.day()).take_while(|day| day.year() < 2027)
}

fn is_working(day: Date) -> bool {
    Calendar::latest().is_ok_and(|calendar| calendar.is_working(day) == Some(true))
}

proptest! {
    #[test]
    fn a_limit_and_the_count_of_its_days_agree(start in 0i32..8_000, days in 1u32..200) {
        let calendar = Calendar::latest().unwrap();
        let from = date(2004, 1, 1).checked_add(start.days()).unwrap();
        let next = from.tomorrow().unwrap();
        if let Some(last) = calendar.after(from, days) {
            prop_assert!(calendar.is_working(last).unwrap());
            prop_assert_eq!(calendar.working_days(next, last).unwrap(), days);
        }
    }

    #[test]
    fn every_amendment_shows_only_from_its_day(start in 0i32..8_000) {
        let at = date(2004, 1, 1).checked_add(start.days()).unwrap();
        let then = Calendar::known_at(at).unwrap();
        prop_assert!(then.last() >= date(2006, 12, 31));
        prop_assert!(then.last() <= Calendar::latest().unwrap().last());
    }
}
