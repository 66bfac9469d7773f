//! Points and class of a foreigner's work permit 外国人来华工作许可 积分与分类.
//!
//! Source: 外专发〔2017〕40号 and the table of points 积分要素计分赋值表(暂行), in force from 2017-04-01. Points are one way
//! into a class, the grounds that give it directly stand beside them. Tables: `rules/permit.points.yaml`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::table::{Terms, terms};
use crate::{Amount, Error, Exact, Explained, Rule};

/// `permit.points`: the points item by item, and the class A, B or C.
#[derive(Debug)]
pub struct Points;

/// Who applies for which work.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// The day of the application; the latest table when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// Yearly salary paid by the employer in China, in yuan 年薪: `360000`.
    #[serde(default)]
    pub salary: Option<Amount>,
    /// The same in ten thousand yuan 万元, instead of `salary`: `36`.
    #[serde(default)]
    pub salary_wan: Option<Amount>,
    /// The highest degree 学历.
    #[serde(default)]
    pub education: Education,
    /// The highest qualification of a skilled worker 技能; the better of both counts.
    #[serde(default)]
    pub skill: Skill,
    /// Full years of work of that kind 工作年限.
    pub years: u32,
    /// Months of work in China a year 年工作月数.
    pub months: u32,
    /// The level of the Chinese proficiency test HSK.
    #[serde(default)]
    pub hsk: u32,
    /// Was once a citizen of China 曾有中国籍.
    #[serde(default)]
    pub former_citizen: bool,
    /// Has a degree taught in Chinese 汉语授课.
    #[serde(default)]
    pub degree_in_chinese: bool,
    /// Where the work is 工作地域.
    #[serde(default)]
    pub region: Region,
    /// Full years of age 年龄.
    pub age: u32,
    /// What speaks for the person besides 背景.
    #[serde(default)]
    pub background: Background,
    /// Points of the province for people it is short of 地方鼓励.
    #[serde(default)]
    pub local_points: u32,
    /// The average yearly wage of the place in yuan 社会平均工资, for the classes by salary.
    #[serde(default)]
    pub local_average_salary: Option<Amount>,
    /// Chosen for a programme of talents, known internationally, or another ground that gives class A directly.
    #[serde(default)]
    pub direct_a: bool,
    /// An internationally recognised qualification, a language teacher, or another ground of class B.
    #[serde(default)]
    pub direct_b: bool,
}

/// The highest degree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    /// None that counts.
    #[default]
    None,
    /// 学士
    Bachelor,
    /// 硕士
    Master,
    /// 博士
    Doctor,
}

/// The highest qualification of a skilled worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// None that counts.
    #[default]
    None,
    /// 高级工
    SeniorWorker,
    /// 技师
    Technician,
    /// The highest level, or senior technician 高级技师.
    SeniorTechnician,
}

/// Where the work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Anywhere else, as Hangzhou.
    #[default]
    Other,
    /// The west 西部.
    West,
    /// The old industrial bases of the north-east 东北老工业基地.
    NorthEast,
    /// A county that was poor by the state's list 国家级贫困县.
    PoorCounty,
}

/// What speaks for a person besides; any of it counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Background {
    /// A university of high standing 高水平大学.
    pub top_university: bool,
    /// Served at one of the largest 500 enterprises 世界500强.
    pub fortune_500: bool,
    /// Holds patents or other intellectual property.
    pub intellectual_property: bool,
    /// Worked in China for five years or more without a break.
    pub five_years_in_china: bool,
}

/// The points, and the class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// The points item by item.
    pub items: Items,
    /// All points 总分.
    pub score: u32,
    /// The class that the points give.
    pub class_by_points: Class,
    /// The class, by points or directly.
    pub class: Class,
    /// What gives the class directly, where something does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub direct: Vec<&'static str>,
    /// Whether the age is one for which classes B and C are given.
    pub age_in_range: bool,
}

/// Points item by item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Items {
    /// Salary.
    pub salary: u32,
    /// Degree or skill.
    pub education: u32,
    /// Years of work.
    pub years: u32,
    /// Months a year.
    pub months: u32,
    /// Chinese.
    pub chinese: u32,
    /// Place of work.
    pub region: u32,
    /// Age.
    pub age: u32,
    /// Background.
    pub background: u32,
    /// The province's points.
    pub local: u32,
}

/// The class of a permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub enum Class {
    /// Others, within quotas 其他.
    C,
    /// Professionals 专业人才.
    B,
    /// High-end talent 高端人才.
    A,
}

impl Rule for Points {
    const NAME: &'static str = "permit.points";
    const FILE: &'static str = include_str!("../../../../rules/permit.points.yaml");
    type Input = Applicant;
    type Output = Counted;

    fn evaluate(input: &Applicant) -> Result<Explained<Counted>, Error> {
        let terms = terms(input.on)?;
        let salary = salary(input)?;
        let items = items(input, salary, terms)?;
        let score = items.value.score();
        let by_points = match score {
            score if score >= terms.class_a => Class::A,
            score if score >= terms.class_b => Class::B,
            _ => Class::C,
        };
        let grounds = grounds(input, salary, terms)?;
        let class = grounds.iter().map(|(class, _)| *class).fold(by_points, Class::max);
        let age_in_range = (terms.least_age..=terms.most_age).contains(&input.age);
        let steps = items.steps;
        let steps = Explained { value: (), steps }.step("all points 总分", score).step(
            format!("class by points: A from {}, B from {}", terms.class_a, terms.class_b),
            by_points,
        );
        let steps = grounds.iter().fold(steps, |steps, (class, ground)| {
            steps.step(format!("directly 直接赋予: {ground}"), class)
        });
        let ages = format!("age of classes B and C, {} to {}", terms.least_age, terms.most_age);
        let steps = steps.step(ages, age_in_range).step("class 类别", class);
        let direct = grounds.into_iter().filter(|(of, _)| *of == class);
        Ok(steps.map(|()| Counted {
            items: items.value,
            score,
            class_by_points: by_points,
            class,
            direct: direct.map(|(_, ground)| ground).collect(),
            age_in_range,
        }))
    }
}

/// Salary in ten thousand yuan.
fn salary(input: &Applicant) -> Result<Decimal, Error> {
    match (input.salary, input.salary_wan) {
        (Some(yuan), None) => (Exact::of(yuan.value()) / Decimal::from(10_000)).value("salary"),
        (None, Some(wan)) => Ok(wan.value()),
        (None, None) => Err(Error::input("salary", "is missing (yuan; or `salary_wan`, 万元)")),
        (Some(_), Some(_)) => Err(Error::input("salary_wan", "cannot be given beside `salary`")),
    }
}

fn items(input: &Applicant, salary: Decimal, terms: &Terms) -> Result<Explained<Items>, Error> {
    if input.hsk > 9 {
        return Err(Error::input("hsk", format!("{} is no level of the test", input.hsk)));
    }
    if input.months > 12 {
        return Err(Error::input(
            "months",
            format!("{} months are more than a year", input.months),
        ));
    }
    let mut steps = Explained::new(());
    let mut count = |name: &str, given: String, most: u32, points: u32| {
        let counted = points.min(most);
        steps.push(format!("{name}: {given} (at most {most})"), counted);
        counted
    };
    let caps = &terms.caps;
    let years = terms.years.points(input.years);
    let education = terms.education.of(input.education).max(terms.education.of_skill(input.skill));
    let chinese = terms.chinese.points(input);
    let region = if input.region == Region::Other { 0 } else { caps.region };
    let background = if input.background.any() { caps.background } else { 0 };
    let (months, age) = (Decimal::from(input.months), Decimal::from(input.age));
    let skill = format!("{:?}, {:?}", input.education, input.skill);
    let given = input.background.in_words();
    let items = Items {
        salary: count(
            "salary in 万元 年薪",
            terms.salary.in_words(salary),
            caps.salary,
            terms.salary.points(salary),
        ),
        education: count("degree or skill 学历技能", skill, caps.education, education),
        years: count(
            "years of work 工作年限",
            terms.years.in_words(input.years),
            caps.years,
            years,
        ),
        months: count(
            "months a year 年工作月数",
            terms.months.in_words(months),
            caps.months,
            terms.months.points(months),
        ),
        chinese: count("Chinese 汉语", format!("HSK {}", input.hsk), caps.chinese, chinese),
        region: count("place of work 工作地域", format!("{:?}", input.region), caps.region, region),
        age: count("age 年龄", terms.age.in_words(age), caps.age, terms.age.points(age)),
        background: count("background 背景", given, caps.background, background),
        local: count(
            "the province 地方鼓励",
            input.local_points.to_string(),
            caps.local,
            input.local_points,
        ),
    };
    Ok(steps.map(|()| items))
}

/// What gives a class without points.
fn grounds(
    input: &Applicant,
    salary: Decimal,
    terms: &Terms,
) -> Result<Vec<(Class, &'static str)>, Error> {
    let multiple = |times: u32| {
        let Some(average) = input.local_average_salary else { return Ok(false) };
        let wanted =
            (Exact::of(average.value()) * Decimal::from(times)).value("local_average_salary")?;
        let yuan = (Exact::of(salary) * Decimal::from(10_000)).value("salary")?;
        Ok::<_, Error>(!wanted.is_zero() && yuan >= wanted)
    };
    let experienced = input.education >= Education::Bachelor && input.years >= terms.bachelor_years;
    let grounds = [
        (input.direct_a, Class::A, "a ground of class A 人才计划等"),
        (multiple(terms.salary_times_a)?, Class::A, "salary by the local average 工资达社平倍数"),
        (input.direct_b, Class::B, "a ground of class B 国际职业资格、外教等"),
        (multiple(terms.salary_times_b)?, Class::B, "salary by the local average 工资达社平倍数"),
        (experienced, Class::B, "bachelor and years of work 学士加工作年限"),
    ];
    let holding = grounds.into_iter().filter(|(holds, ..)| *holds);
    Ok(holding.map(|(_, class, ground)| (class, ground)).collect())
}

impl Background {
    fn any(self) -> bool {
        self.named().iter().any(|(holds, _)| *holds)
    }

    fn in_words(self) -> String {
        let holding = self.named().into_iter().filter(|(holds, _)| *holds);
        let names: Vec<_> = holding.map(|(_, name)| name).collect();
        if names.is_empty() { "nothing 无".to_owned() } else { names.join(", ") }
    }

    fn named(self) -> [(bool, &'static str); 4] {
        [
            (self.top_university, "university 高水平大学"),
            (self.fortune_500, "one of the largest 500 世界500强"),
            (self.intellectual_property, "intellectual property 知识产权"),
            (self.five_years_in_china, "five years in China 连续在华五年"),
        ]
    }
}

impl Items {
    fn score(&self) -> u32 {
        let Self { salary, education, years, months, chinese, region, age, background, local } =
            self;
        [salary, education, years, months, chinese, region, age, background, local]
            .into_iter()
            .fold(0, |sum, points| sum.saturating_add(*points))
    }
}
