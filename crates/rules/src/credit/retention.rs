//! How long bad credit information is kept and published, and when it can be repaired 不良信用信息的保存、公示与修复.
//!
//! Source: 浙江省公共信用信息管理条例 article 16 (kept five years from the finding; of a crime, from the end of the
//! sentence; longer while on the list of the gravely untrustworthy) and article 32 (no repair while on the list);
//! 信用修复管理办法 in force from 2026-04-01 (how long it is published, by gravity).

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Dated, Error, Explained, Parameters, Rule};

/// `credit.retention`: until when bad credit information is kept and published, and whether it can be repaired.
#[derive(Debug)]
pub struct Retention;

/// A piece of bad credit information.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The day the question is asked for.
    #[schemars(with = "String")]
    pub on: Date,
    /// The day it was found 认定之日.
    #[schemars(with = "String")]
    pub found: Date,
    /// Whether it is a crime; then the time runs from `sentence_ended`.
    #[serde(default)]
    pub criminal: bool,
    /// The day the sentence ended; not given while it is served.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub sentence_ended: Option<Date>,
    /// The time on the list of the gravely untrustworthy 严重失信名单.
    #[serde(default)]
    pub serious_list: Option<Listed>,
    /// How grave it is; needed for the time it is published.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// The day it was published; the day it was found when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub published: Option<Date>,
    /// The day the duty was done and the fault put right 履行义务、纠正; not given while it is not.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub duty_done: Option<Date>,
}

/// A time on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The first day; the day of the finding when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// The last day; not given while it lasts.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
}

/// How grave it is 失信程度.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// 轻微
    Minor,
    /// 一般
    General,
    /// 严重
    Serious,
}

/// Until when, and what can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// The last day it is kept; `null` while its end is open.
    #[schemars(with = "Option<String>")]
    pub kept_until: Option<Date>,
    /// Whether it is kept on the day asked for.
    pub kept: bool,
    /// Whether it is on the list on the day asked for.
    pub on_serious_list: bool,
    /// The last day it is published; `null` when no rule of that day says, or it is not published.
    #[schemars(with = "Option<String>")]
    pub published_until: Option<Date>,
    /// The first day it can be repaired on application; `null` when something is still in the way.
    #[schemars(with = "Option<String>")]
    pub repair_from: Option<Date>,
    /// Whether it can be repaired on application on the day asked for.
    pub repair_possible: bool,
    /// Why it cannot.
    pub reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    keeping: Dated<Keeping>,
    publication: Dated<Publication>,
}

#[derive(Debug, Deserialize)]
struct Keeping {
    years: i16,
    law: String,
}

/// How long information of one grade is published.
#[derive(Debug, Deserialize)]
struct Publication {
    grade: Grade,
    least_months: i16,
    most_months: i16,
    law: String,
}

impl Rule for Retention {
    const NAME: &'static str = "credit.retention";
    const FILE: &'static str = include_str!("../../../../rules/credit.retention.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Retention::NAME, Retention::FILE);
        let terms = TERMS.get()?;
        let keeping = terms.keeping.on(input.on)?;
        order(input)?;
        let mut explained = Explained::new(());
        let kept_until = kept_until(input, keeping, &mut explained)?;
        let publication = input.grade.and_then(|grade| {
            let of_grade = |publication: &Publication| publication.grade == grade;
            terms.publication.find(input.on, of_grade).ok()
        });
        let published = input.published.unwrap_or(input.found);
        let (least, most) = match publication {
            None => (published, None),
            Some(publication) => {
                explained.push(format!("published from 公示起 ({})", publication.law), published);
                let least = later(published, "published", publication.least_months.months())?;
                let most = later(published, "published", publication.most_months.months())?;
                explained.push(
                    format!("+ {} months at least 最短公示期", publication.least_months),
                    least,
                );
                explained
                    .push(format!("+ {} months at most 最长公示期", publication.most_months), most);
                (least, Some(most))
            }
        };
        let kept = kept_until.is_none_or(|until| input.on <= until);
        let on_serious_list = input.is_listed();
        let repair_from = repair_from(input, least);
        let reason =
            if kept { obstacle(input, repair_from) } else { Some("no longer kept".into()) };
        let output = Output {
            kept_until,
            kept,
            on_serious_list,
            published_until: most.map(|most| kept_until.map_or(most, |until| most.min(until))),
            repair_from,
            repair_possible: reason.is_none(),
            reason,
        };
        Ok(explained
            .step("can be repaired on that day 可否修复", output.repair_possible)
            .map(|()| output))
    }
}

impl Input {
    fn is_listed(&self) -> bool {
        self.serious_list.is_some_and(|listed| {
            listed.from.unwrap_or(self.found) <= self.on
                && listed.until.is_none_or(|until| self.on <= until)
        })
    }
}

/// Dates that contradict each other are refused.
fn order(input: &Input) -> Result<(), Error> {
    let listed = input.serious_list;
    let after_found = [
        ("sentence_ended", input.sentence_ended),
        ("published", input.published),
        ("serious_list.until", listed.and_then(|listed| listed.until)),
    ];
    for (field, day) in after_found {
        if let Some(day) = day.filter(|day| *day < input.found) {
            return Err(Error::input(field, format!("{day} lies before found ({})", input.found)));
        }
    }
    if input.on < input.found {
        return Err(Error::input(
            "on",
            format!("{} lies before found ({})", input.on, input.found),
        ));
    }
    if input.sentence_ended.is_some() && !input.criminal {
        return Err(Error::input("sentence_ended", "goes with `criminal`"));
    }
    Ok(())
}

/// Five years, longer while on the list; open while a sentence is served or the list goes on.
fn kept_until(
    input: &Input,
    keeping: &Keeping,
    explained: &mut Explained<()>,
) -> Result<Option<Date>, Error> {
    let start = if input.criminal { input.sentence_ended } else { Some(input.found) };
    let what = if input.criminal {
        "end of the sentence 刑罚执行完毕"
    } else {
        "found 认定之日"
    };
    explained.push(what, start);
    let Some(start) = start else { return Ok(None) };
    let ends = later(start, "found", keeping.years.years())?;
    explained.push(format!("+ {} years ({})", keeping.years, keeping.law), ends);
    let Some(listed) = input.serious_list else { return Ok(Some(ends)) };
    explained
        .push("on the list of the gravely untrustworthy until 列入严重失信名单至", listed.until);
    let until = listed.until.map(|until| until.max(ends));
    explained.push("the later of both 取较晚者", until);
    Ok(until)
}

/// The first day that a repair can be asked for, as far as the dates say.
fn repair_from(input: &Input, least: Date) -> Option<Date> {
    let duty = input.duty_done?;
    let listed = match input.serious_list {
        None => input.found,
        Some(listed) => listed.until?.tomorrow().ok()?,
    };
    Some(duty.max(least).max(listed))
}

fn obstacle(input: &Input, repair_from: Option<Date>) -> Option<String> {
    match repair_from {
        _ if input.is_listed() => Some("on the list of the gravely untrustworthy".to_owned()),
        _ if input.duty_done.is_none_or(|done| done > input.on) => {
            Some("the duty is not done".to_owned())
        }
        Some(from) if from > input.on => Some(format!("not before {from}")),
        _ => None,
    }
}

fn later(day: Date, field: &str, span: jiff::Span) -> Result<Date, Error> {
    day.checked_add(span).map_err(|_| Error::input(field, "is too late to count from"))
}
