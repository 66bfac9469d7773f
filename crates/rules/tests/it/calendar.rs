//! The calendar beside the package it was taken from, and what holds for every count.

use std::process::{Command, Stdio};

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

/// Needs Python, and PyPI's `chinesecalendar` or a way to get it; without them there is nothing to compare with.
#[test]
fn every_day_is_what_the_package_chinesecalendar_says() {
    let Some(printed) = printed().or_else(|| install().and_then(|()| printed())) else {
        eprintln!("skipped: python3 and PyPI's chinesecalendar are not to be had here");
        return;
    };
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

/// Where the package is kept between runs.
const PACKAGES: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/chinesecalendar-1.11.0");

/// What the package says, where there is Python and the package.
fn printed() -> Option<String> {
    let python = Command::new("python3").args(["-c", PACKAGE]).env("PYTHONPATH", PACKAGES).output();
    let output = python.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// Gets the package from PyPI.
fn install() -> Option<()> {
    let package = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        PACKAGES,
        "chinesecalendar==1.11.0",
    ];
    let pip = Command::new("python3").args(package).stderr(Stdio::null()).status().ok()?;
    pip.success().then_some(())
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
