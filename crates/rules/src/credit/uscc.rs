//! The unified social credit code 统一社会信用代码.
//!
//! Source: GB 32100-2015: 18 characters of an alphabet of 31 (no I, O, S, V, Z); registrar, category, six digits of
//! the division (GB/T 2260), nine characters of the organisation code (GB 11714), a check character with weights
//! 3^(i-1) mod 31: C18 = 31 - (sum mod 31), 31 is written 0.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Dated, Error, Explained, Parameters, Rule};

/// `credit.uscc`: whether a code is right, and what its parts say.
#[derive(Debug)]
pub struct Uscc;

/// A code as somebody wrote it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the standard as it is now when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The code: 18 characters, or the first 17 to ask for the check character.
    pub code: String,
}

/// What the code says. Parts that cannot be read are `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Whether length, alphabet, division and check character are right.
    pub valid: bool,
    /// Why it is not.
    pub problem: Option<String>,
    /// The check character that belongs to the first 17.
    pub expected_check: Option<char>,
    /// The department that registered it 登记管理部门.
    pub registrar: Option<Part>,
    /// The kind of organisation 机构类别.
    pub category: Option<Part>,
    /// The division of the registrar, GB/T 2260 登记管理机关行政区划码.
    pub region: Option<String>,
    /// The organisation code, GB 11714 主体标识码.
    pub organisation_code: Option<String>,
    /// Whether the organisation code's own check character is right.
    pub organisation_code_valid: Option<bool>,
}

/// A character and what it means; `null` where our table does not know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// The character.
    pub code: char,
    /// Its meaning.
    pub name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    standard: Dated<Standard>,
    weights: Vec<u32>,
    organisation_weights: Vec<u32>,
    registrars: Vec<Registrar>,
}

#[derive(Debug, Deserialize)]
struct Standard {
    number: String,
}

#[derive(Debug, Deserialize)]
struct Registrar {
    code: char,
    name: String,
    #[serde(default)]
    categories: Vec<Category>,
}

#[derive(Debug, Deserialize)]
struct Category {
    code: char,
    name: String,
}

/// The 31 characters; a character's value is its place.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static TERMS: Parameters<Terms> = Parameters::of(Uscc::NAME, Uscc::FILE);

/// The check character that belongs to the first 17 characters of a code.
pub fn check_character(code: &str) -> Result<char, Error> {
    let stem = stem(code).map_err(|problem| Error::input("code", problem))?;
    Ok(check(weighted(stem, &TERMS.get()?.weights)))
}

impl Rule for Uscc {
    const NAME: &'static str = "credit.uscc";
    const FILE: &'static str = include_str!("../../../../rules/credit.uscc.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let terms = TERMS.get()?;
        let standard = match input.on {
            Some(on) => &terms.standard.on(on)?.number,
            None => terms.standard.iter().last().map_or("", |latest| &latest.value.number),
        };
        let explained = Explained::new(()).step("standard 标准", standard);
        let stem = match stem(&input.code) {
            Ok(stem) => stem,
            Err(problem) => return Ok(explained.map(|()| Output::unreadable(problem))),
        };
        let sum = weighted(stem, &terms.weights);
        let expected = check(sum);
        let own = own_check(stem, &terms.organisation_weights);
        let given = input.code[17..].chars().next();
        let problem = problem(stem, given, expected);
        let part = |from: usize, to: usize| Some(stem[from..to].to_owned());
        let registrar = terms.registrars.iter().find(|registrar| stem.starts_with(registrar.code));
        let output = Output {
            valid: problem.is_none(),
            problem,
            expected_check: Some(expected),
            registrar: named(stem, 0, registrar.map(|registrar| &registrar.name)),
            category: named(stem, 1, registrar.and_then(|registrar| registrar.category(stem))),
            region: part(2, 8),
            organisation_code: part(8, 17),
            organisation_code_valid: Some(stem.ends_with(own)),
        };
        Ok(explained
            .step(
                format_args!(
                    "sum of value × weight 代码字符值乘加权因子之和: {}",
                    summed(stem, &terms.weights)
                ),
                sum,
            )
            .step("sum mod 31 余数", sum % 31)
            .step("31 − remainder as a character; 31 is written 0 校验码", expected)
            .step("check character of the organisation code (GB 11714) 主体标识码校验码", own)
            .map(|()| output))
    }
}

impl Output {
    fn unreadable(problem: String) -> Self {
        Self {
            valid: false,
            problem: Some(problem),
            expected_check: None,
            registrar: None,
            category: None,
            region: None,
            organisation_code: None,
            organisation_code_valid: None,
        }
    }
}

impl Registrar {
    fn category(&self, code: &str) -> Option<&String> {
        let character = code.chars().nth(1)?;
        let known = self.categories.iter().find(|category| category.code == character);
        known.map(|category| &category.name)
    }
}

fn named(stem: &str, at: usize, name: Option<&String>) -> Option<Part> {
    stem.chars().nth(at).map(|code| Part { code, name: name.cloned() })
}

/// The first 17 characters, all of the alphabet.
fn stem(code: &str) -> Result<&str, String> {
    if let Some((at, odd)) = code.chars().enumerate().find(|(_, c)| value(*c).is_none()) {
        return Err(format!("character {} ({odd}) is not one of {ALPHABET}", at + 1));
    }
    match code.len() {
        17 | 18 => Ok(&code[..17]),
        length => Err(format!("{length} characters instead of 18")),
    }
}

fn problem(stem: &str, given: Option<char>, expected: char) -> Option<String> {
    match given {
        None => Some(format!("the check character is missing; it is {expected}")),
        Some(given) if given != expected => {
            Some(format!("the check character is {given}; the standard gives {expected}"))
        }
        _ if !stem[2..8].bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("the division {} is not six digits", &stem[2..8]))
        }
        _ => None,
    }
}

fn value(character: char) -> Option<u32> {
    ALPHABET.find(character).and_then(|place| u32::try_from(place).ok())
}

fn products<'a>(stem: &'a str, weights: &'a [u32]) -> impl Iterator<Item = (u32, u32)> + 'a {
    stem.chars().filter_map(value).zip(weights.iter().copied())
}

/// The sum as a pocket calculator takes it: `9 × 1 + 1 × 3 + …`.
fn summed<'a>(stem: &'a str, weights: &'a [u32]) -> impl fmt::Display + 'a {
    fmt::from_fn(move |f| {
        for (at, (value, weight)) in products(stem, weights).enumerate() {
            let plus = if at == 0 { "" } else { " + " };
            write!(f, "{plus}{value} × {weight}")?;
        }
        Ok(())
    })
}

fn weighted(stem: &str, weights: &[u32]) -> u32 {
    products(stem, weights).map(|(value, weight)| value * weight).sum()
}

fn check(sum: u32) -> char {
    let place = (31 - sum % 31) % 31;
    ALPHABET.chars().nth(place as usize).unwrap_or('0')
}

/// The ninth character of the organisation code: 11 − sum mod 11; 10 is X, 11 is 0.
fn own_check(stem: &str, weights: &[u32]) -> char {
    let values = stem[8..16].chars().filter_map(|character| character.to_digit(36));
    let sum: u32 = values.zip(weights).map(|(value, weight)| value * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}
