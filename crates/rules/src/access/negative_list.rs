//! The negative list for foreign investment of 2018 外商投资准入负面清单.
//!
//! Source: 发展改革委、商务部令第18号, in force from 2018-07-28: 48 measures; outside of the list foreign investors are
//! treated like domestic ones. In fields with a term on shares no partnership may be founded; foreigners cannot be
//! 个体工商户, 个人独资企业投资人 or 农民专业合作社成员. Which classes of GB/T 4754-2017 a measure covers is curated by hand and
//! to be verified: the answer is always a list of measures, never a bare yes or no.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Dated, Error, Explained, Parameters, Rule};

/// `access.negative_list`: whether a foreign investment is prohibited, restricted, or free.
#[derive(Debug)]
pub struct NegativeList;

/// An investment.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date of the investment.
    #[schemars(with = "String")]
    pub on: Date,
    /// Its industries: classes of GB/T 4754-2017, two to four digits: `["3611"]`.
    pub codes: Vec<String>,
    /// What it does more exactly, where a measure covers a part of a class: `passenger_car`, `ecommerce`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The share of all foreign investors together, from 0 to 1.
    #[schemars(with = "String")]
    pub foreign_share: Decimal,
    /// The share of the largest foreign investor; all of `foreign_share` when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub single_share: Option<Decimal>,
    /// The form of the enterprise.
    #[serde(default)]
    pub form: Form,
    /// Whether the legal representative is a Chinese citizen.
    #[serde(default)]
    pub chinese_representative: Option<bool>,
    /// Whether Chinese persons lead it (head, half of the board), where a measure asks for that.
    #[serde(default)]
    pub chinese_led: Option<bool>,
    /// Whether it is in a pilot free-trade zone; of that list only the measures on wheat and corn are known here.
    #[serde(default)]
    pub free_trade_zone: bool,
}

/// The form of an enterprise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 公司
    #[default]
    Company,
    /// 合伙企业
    Partnership,
    /// 个体工商户
    IndividualBusiness,
    /// 个人独资企业
    SoleProprietorship,
    /// 农民专业合作社
    Cooperative,
}

/// The measures that apply, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// What follows from all measures together.
    pub decision: Decision,
    /// Whether it is allowed; `null` when something has to be looked at first.
    pub allowed: Option<bool>,
    /// Every measure that covers the investment.
    pub hits: Vec<Hit>,
    /// Which list was applied.
    pub list: String,
    /// What the reader should know besides.
    pub notes: Vec<String>,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Outside of the list: as for domestic investors 内外资一致.
    Domestic,
    /// In the list, its terms are met: needs the permit 准入许可.
    Permit,
    /// Something is not known yet.
    Check,
    /// Prohibited, or a term is not met.
    Refused,
}

/// A measure that covers the investment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Hit {
    /// Its number in the list, 1 to 48; 0 for the explanations in front of the list 说明.
    pub item: u32,
    /// What it says.
    pub text: String,
    /// What follows from it.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub basis: String,
}

/// What follows from one measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its terms are met.
    Met,
    /// Whether it applies, or is met, has to be looked at.
    Check,
    /// Prohibited, or its terms are not met.
    Refused,
}

#[derive(Debug, Deserialize)]
struct Terms {
    lists: Dated<List>,
    tags: BTreeSet<String>,
    measures: Vec<Measure>,
}

#[derive(Debug, Deserialize)]
struct List {
    document: String,
    /// The day a newer list took its place.
    replaced: Date,
}

/// A measure on a field; several rows can have one number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    item: u32,
    text: String,
    #[serde(default)]
    codes: Vec<String>,
    /// It covers only these activities of its classes.
    #[serde(default)]
    tags: Vec<String>,
    /// It does not cover these.
    #[serde(default)]
    not_tags: Vec<String>,
    term: Term,
    /// The greatest foreign share.
    #[serde(default)]
    cap: Option<Decimal>,
    #[serde(default)]
    single_cap: Option<Decimal>,
    #[serde(default)]
    chinese_representative: bool,
    #[serde(default)]
    chinese_led: bool,
    /// Only in (or outside of) the free-trade zones.
    #[serde(default)]
    free_trade_zone: Option<bool>,
    /// The first day it no longer applies.
    #[serde(default)]
    until: Option<Date>,
}

/// What a measure asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Term {
    /// 禁止投资
    Prohibited,
    /// 中方控股: Chinese holders have more than half.
    ChineseControl,
    /// 中方相对控股: no foreign holder has as much as the Chinese.
    ChineseLargest,
    /// 限于合资、合作
    JointVenture,
    /// A greatest share.
    Cap,
    /// A permit without a term on shares.
    Permit,
}

impl Rule for NegativeList {
    const NAME: &'static str = "access.negative_list";
    const FILE: &'static str = include_str!("../../../../rules/access.negative_list.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(NegativeList::NAME, NegativeList::FILE);
        let terms = TERMS.get()?;
        let list = terms.lists.on(input.on)?;
        check(input, terms)?;
        let mut hits: Vec<Hit> = form(input, list).into_iter().collect();
        let measures = terms.measures.iter().filter(|measure| measure.applies(input));
        hits.extend(measures.filter_map(|measure| measure.hit(input, list)));
        // What is refused for sure need not be looked at once more.
        let refused: BTreeSet<u32> =
            hits.iter().filter(|hit| hit.is_refused()).map(|hit| hit.item).collect();
        hits.retain(|hit| hit.is_refused() || !refused.contains(&hit.item));
        let worst = hits.iter().map(|hit| hit.outcome).max_by_key(|outcome| *outcome as u8);
        let decision = match worst {
            None => Decision::Domestic,
            Some(Outcome::Met) => Decision::Permit,
            Some(Outcome::Check) => Decision::Check,
            Some(Outcome::Refused) => Decision::Refused,
        };
        let mut explained = Explained::new(())
            .step("list 清单", &list.document)
            .step("foreign share 外资比例", input.foreign_share);
        for hit in &hits {
            explained.push(format!("{}. {}: {}", hit.item, hit.text, hit.reason), hit.outcome);
        }
        let output = Output {
            decision,
            allowed: (decision != Decision::Check).then_some(decision != Decision::Refused),
            hits,
            list: list.document.clone(),
            notes: notes(input, list),
        };
        Ok(explained.step("decision 结论", decision).map(|()| output))
    }
}

fn check(input: &Input, terms: &Terms) -> Result<(), Error> {
    if input.codes.is_empty() || input.codes.len() > 1_000 {
        return Err(Error::input("codes", "takes 1 to 1000 classes"));
    }
    for (at, code) in input.codes.iter().enumerate() {
        let digits = code.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(code);
        if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let problem = format!("`{code}` is not a class of GB/T 4754: two to four digits");
            return Err(Error::input(format!("codes[{at}]"), problem));
        }
    }
    if let Some(at) = input.tags.iter().position(|tag| !terms.tags.contains(tag)) {
        let known = terms.tags.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let problem = format!("`{}` is none of {known}", input.tags[at]);
        return Err(Error::input(format!("tags[{at}]"), problem));
    }
    let share = |field: &str, share: Decimal, most: Decimal| {
        let right = share >= Decimal::ZERO && share <= most;
        let problem = || Error::input(field, format!("{share} is not a share from 0 to {most}"));
        right.then_some(()).ok_or_else(problem)
    };
    share("foreign_share", input.foreign_share, Decimal::ONE)?;
    share("single_share", input.single_share.unwrap_or_default(), input.foreign_share)
}

/// The explanations in front of the list: forms that foreigners cannot choose.
fn form(input: &Input, list: &List) -> Option<Hit> {
    let form = match input.form {
        Form::Company | Form::Partnership => return None,
        Form::IndividualBusiness => "个体工商户",
        Form::SoleProprietorship => "个人独资企业投资人",
        Form::Cooperative => "农民专业合作社成员",
    };
    Some(Hit {
        item: 0,
        text: format!("境外投资者不得作为{form}从事投资经营活动"),
        outcome: Outcome::Refused,
        reason: "foreigners cannot choose this form 投资形式".to_owned(),
        basis: format!("{} 说明", list.document),
    })
}

fn notes(input: &Input, list: &List) -> Vec<String> {
    let mut notes = Vec::new();
    if input.on >= list.replaced {
        notes.push(format!(
            "a newer list took its place on {}: only the dates that this list itself sets are applied",
            list.replaced
        ));
    }
    if input.free_trade_zone {
        notes
            .push("of the list for free-trade zones only wheat and corn are known here".to_owned());
    }
    notes
}

impl Hit {
    fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }
}

/// Whether a measure covers an investment.
#[derive(PartialEq)]
enum Covers {
    No,
    Perhaps,
    Yes,
}

impl Measure {
    fn applies(&self, input: &Input) -> bool {
        self.until.is_none_or(|until| input.on < until)
            && self.free_trade_zone.is_none_or(|zone| zone == input.free_trade_zone)
    }

    fn covers(&self, input: &Input) -> Covers {
        let has = |tags: &[String]| tags.iter().any(|tag| input.tags.contains(tag));
        let bare = |code: &str| {
            code.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).to_owned()
        };
        let codes: Vec<String> = input.codes.iter().map(|code| bare(code)).collect();
        let within =
            codes.iter().any(|code| self.codes.iter().any(|own| code.starts_with(own.as_str())));
        let wider =
            codes.iter().any(|code| self.codes.iter().any(|own| own.starts_with(code.as_str())));
        match (within, wider) {
            _ if has(&self.not_tags) => Covers::No,
            (false, false) if self.codes.is_empty() && has(&self.tags) => Covers::Yes,
            (false, false) => Covers::No,
            _ if has(&self.tags) => Covers::Yes,
            (true, _) if self.tags.is_empty() => Covers::Yes,
            (_, true) if self.tags.is_empty() => Covers::Perhaps,
            _ if input.tags.is_empty() => Covers::Perhaps,
            _ => Covers::No,
        }
    }

    fn hit(&self, input: &Input, list: &List) -> Option<Hit> {
        let covers = self.covers(input);
        if covers == Covers::No {
            return None;
        }
        let (outcome, reason) = match (self.broken(input), covers, self.unknown(input)) {
            (Some(reason), Covers::Yes, _) => (Outcome::Refused, reason),
            (Some(reason), ..) => {
                (Outcome::Check, format!("if the activity is covered: {reason} 需核对具体活动"))
            }
            (None, _, Some(unknown)) => (Outcome::Check, unknown.to_owned()),
            (None, ..) => (Outcome::Met, "its terms are met; needs the permit 准入许可".to_owned()),
        };
        let basis = format!("{} 第{}项", list.document, self.item);
        Some(Hit { item: self.item, text: self.text.clone(), outcome, reason, basis })
    }

    /// Which of its terms the investment does not meet.
    fn broken(&self, input: &Input) -> Option<String> {
        let half = Decimal::new(5, 1);
        let (foreign, chinese) = (input.foreign_share, Decimal::ONE - input.foreign_share);
        let single = input.single_share.unwrap_or(foreign);
        let on_shares = !matches!(self.term, Term::Prohibited | Term::Permit);
        let over = |share: Decimal, cap: Option<Decimal>| cap.filter(|cap| share > *cap);
        match self.term {
            Term::Prohibited => return Some("prohibited 禁止投资".to_owned()),
            _ if on_shares && input.form == Form::Partnership => {
                return Some(
                    "no partnership in a field with a term on shares 有股权要求不得设立合伙企业"
                        .to_owned(),
                );
            }
            Term::ChineseControl if chinese <= half => {
                return Some(format!(
                    "Chinese holders have {chinese}, not more than half 中方控股"
                ));
            }
            Term::ChineseLargest if chinese <= single => {
                return Some(format!(
                    "a foreign holder has {single}, the Chinese {chinese} 中方相对控股"
                ));
            }
            Term::JointVenture if foreign >= Decimal::ONE => {
                return Some("wholly foreign-owned 限于合资、合作".to_owned());
            }
            _ => {}
        }
        if let Some(cap) = over(foreign, self.cap) {
            return Some(format!("foreign share {foreign} is above {cap} 外资比例"));
        }
        if let Some(cap) = over(single, self.single_cap) {
            return Some(format!("one foreign investor has {single}, above {cap} 单一外商比例"));
        }
        if self.chinese_representative && input.chinese_representative == Some(false) {
            return Some(
                "the legal representative must be Chinese 法定代表人须由中国籍公民担任".to_owned(),
            );
        }
        (self.chinese_led && input.chinese_led == Some(false))
            .then(|| "must be led by Chinese 须由中方主导".to_owned())
    }

    /// What has to be known besides.
    fn unknown(&self, input: &Input) -> Option<&'static str> {
        if self.chinese_representative && input.chinese_representative.is_none() {
            Some(
                "shares are right; the legal representative must be Chinese: give `chinese_representative`",
            )
        } else if self.chinese_led && input.chinese_led.is_none() {
            Some("shares are right; must be led by Chinese: give `chinese_led`")
        } else {
            None
        }
    }
}
