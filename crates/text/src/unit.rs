//! Units 单位 and how they convert, exactly.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::Lexicon;

/// What a unit measures. Units convert only within their dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Money, in the base unit of one currency.
    Money(Currency),
    /// Length in metres.
    Length,
    /// Area in square metres.
    Area,
    /// Mass in grams.
    Mass,
    /// Volume in litres.
    Volume,
    /// Power in watts.
    Power,
    /// Energy in watt hours.
    Energy,
    /// Frequency in hertz.
    Frequency,
    /// Data in bytes.
    Data,
    /// Clock time in seconds.
    Time,
    /// Calendar time in months: a month has no fixed number of days.
    Months,
    /// Working days: how many calendar days they are, the calendar of the year says.
    WorkingDays,
    /// A share of a whole, in hundredths.
    Share,
    /// A difference of shares, in percentage points.
    Points,
    /// A multiple.
    Multiple,
    /// Doublings 番: twice for one, four times for two.
    Doublings,
    /// Containers, in twenty-foot equivalents.
    Containers,
    /// A count of things, by its own measure word: 家 and 个 do not convert.
    Count,
    /// One unit for another: 元/吨. Does not convert.
    Ratio,
}

/// The currencies that policy documents count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Currency {
    /// Renminbi 人民币.
    Cny,
    /// United States dollar.
    Usd,
    /// Euro.
    Eur,
    /// Hong Kong dollar.
    Hkd,
    /// Japanese yen.
    Jpy,
    /// Pound sterling.
    Gbp,
}

/// A unit of measure: `factor.0 / factor.1` of the base unit of its dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As printed: 平方公里.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is, as a fraction, so that 亩 stays exact.
    pub factor: (u64, u64),
}

type Row = (Dimension, &'static [(&'static str, u64, u64)]);

/// Units with a size.
const SIZED: &[Row] = &[
    (Dimension::Money(Currency::Cny), &[("元", 1, 1), ("元人民币", 1, 1), ("人民币", 1, 1)]),
    (Dimension::Money(Currency::Usd), &[("美元", 1, 1)]),
    (Dimension::Money(Currency::Eur), &[("欧元", 1, 1)]),
    (Dimension::Money(Currency::Hkd), &[("港元", 1, 1), ("港币", 1, 1)]),
    (Dimension::Money(Currency::Jpy), &[("日元", 1, 1)]),
    (Dimension::Money(Currency::Gbp), &[("英镑", 1, 1)]),
    (
        Dimension::Length,
        &[
            ("米", 1, 1),
            ("公里", 1000, 1),
            ("千米", 1000, 1),
            ("厘米", 1, 100),
            ("毫米", 1, 1000),
            ("海里", 1852, 1),
        ],
    ),
    (
        Dimension::Area,
        &[
            ("平方米", 1, 1),
            ("亩", 2000, 3), // Fifteen to the hectare.
            ("公顷", 10_000, 1),
            ("平方公里", 1_000_000, 1),
            ("平方千米", 1_000_000, 1),
        ],
    ),
    (
        Dimension::Mass,
        &[
            ("克", 1, 1),
            ("毫克", 1, 1000),
            ("斤", 500, 1),
            ("公斤", 1000, 1),
            ("千克", 1000, 1),
            ("吨", 1_000_000, 1),
            ("吨标准煤", 1_000_000, 1),
            ("吨标煤", 1_000_000, 1),
        ],
    ),
    (Dimension::Volume, &[("升", 1, 1), ("立方米", 1000, 1), ("方", 1000, 1), ("立方", 1000, 1)]),
    (
        Dimension::Power,
        &[
            ("瓦", 1, 1),
            ("千瓦", 1000, 1),
            ("兆瓦", 1_000_000, 1),
            ("吉瓦", 1_000_000_000, 1),
            ("kW", 1000, 1),
            ("MW", 1_000_000, 1),
            ("GW", 1_000_000_000, 1),
        ],
    ),
    (
        Dimension::Energy,
        &[
            ("瓦时", 1, 1),
            ("千瓦时", 1000, 1),
            ("兆瓦时", 1_000_000, 1),
            ("度", 1000, 1),
            ("度电", 1000, 1),
        ],
    ),
    (
        Dimension::Frequency,
        &[
            ("赫", 1, 1),
            ("赫兹", 1, 1),
            ("千赫", 1000, 1),
            ("兆赫", 1_000_000, 1),
            ("吉赫", 1_000_000_000, 1),
        ],
    ),
    (
        Dimension::Data,
        &[("GB", 1 << 30, 1), ("TB", 1 << 40, 1), ("PB", 1 << 50, 1), ("EB", 1 << 60, 1)],
    ),
    (
        Dimension::Time,
        &[
            ("毫秒", 1, 1000),
            ("秒", 1, 1),
            ("秒钟", 1, 1),
            ("分钟", 60, 1),
            ("小时", 3600, 1),
            ("个小时", 3600, 1),
            ("天", 86_400, 1),
            ("日", 86_400, 1),
            ("个自然日", 86_400, 1),
            ("周", 604_800, 1),
            ("个星期", 604_800, 1),
        ],
    ),
    (
        Dimension::Months,
        &[
            ("个月", 1, 1),
            ("个季度", 3, 1),
            ("年", 12, 1),
            ("周年", 12, 1),
            ("周岁", 12, 1),
            ("岁", 12, 1),
        ],
    ),
    (Dimension::WorkingDays, &[("个工作日", 1, 1), ("工作日", 1, 1)]),
    (
        Dimension::Share,
        &[
            ("%", 1, 1),
            ("％", 1, 1),
            ("‰", 1, 10),
            ("成", 10, 1),
            ("二分之一", 50, 1),
            ("三分之一", 100, 3),
            ("四分之一", 25, 1),
            ("五分之一", 20, 1),
            ("十分之一", 10, 1),
        ],
    ),
    (Dimension::Points, &[("个百分点", 1, 1), ("百分点", 1, 1), ("个千分点", 1, 10)]),
    (Dimension::Multiple, &[("倍", 1, 1)]),
    (Dimension::Doublings, &[("番", 1, 1)]),
    (
        Dimension::Containers,
        &[("标箱", 1, 1), ("标准箱", 1, 1), ("TEU", 1, 1), ("个标箱", 1, 1), ("个标准箱", 1, 1)],
    ),
];

/// Measure words 量词 that count things.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "个", "家", "项", "件", "条", "座", "所", "对", "辆", "台", "套", "只", "株", "头", "处", "艘", "架",
    "班", "场", "次", "篇", "种", "类", "批", "款", "例", "颗", "发", "列", "支", "张", "间", "床", "席",
    "部", "本", "期", "门", "片", "块", "宗", "起", "枚", "栋", "幢", "户", "人", "名", "位", "口", "人次",
    "架次", "辆次", "班次", "户次", "批次", "车次", "件次", "羽", "尾", "匹", "棵", "册", "卷", "集", "幅",
    "笔", "份", "组", "箱", "台套", "台（套）", "台(套)", "项次", "标台", "标准台", "场次", "人/次",
    "标准立方米", "人份", "册次", "单", "轮", "剂次", "蒸吨",
];

/// Measures of computing and transmission, and of one thing by another.
#[rustfmt::skip]
const RATIOS: &[&str] = &[
    "元/吨", "元/人", "元/亩", "元/平方米", "元/人·年", "元/千瓦时", "元/公斤", "元/平方公里", "元/人年",
    "吨/日", "吨/年", "立方米/日", "吨标准煤/万元", "微克/立方米", "毫克/立方米", "毫克/升", "克/千瓦时",
    "公里/小时", "人/平方公里", "平方米/人", "张/千人", "架次/日", "美元/吨", "Mbps", "Gbps", "Tbps", "P",
    "PFLOPS", "EFLOPS", "EFlops", "PFlops", "P算力", "件/万人", "家/万人", "人/万人", "亩/人", "人/千人",
];

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let sized = SIZED.iter().flat_map(|&(dimension, row)| {
        row.iter().map(move |&(name, over, under)| Unit { name, dimension, factor: (over, under) })
    });
    let plain = |dimension| move |&name: &&'static str| Unit { name, dimension, factor: (1, 1) };
    let counts = COUNTS.iter().map(plain(Dimension::Count));
    sized.chain(counts).chain(RATIOS.iter().map(plain(Dimension::Ratio))).collect()
});

static NAMES: LazyLock<Lexicon<&'static Unit>> = LazyLock::new(|| {
    Lexicon::new(UNITS.iter().map(|unit| (unit, std::slice::from_ref(&unit.name))))
});

impl Unit {
    /// The longest unit that `text` begins with.
    ///
    /// ```
    /// use luoshi_text::Unit;
    /// assert_eq!(Unit::read("平方公里的土地").unwrap().name, "平方公里");
    /// assert_eq!(Unit::read("强企业"), None); // 世界500强
    /// ```
    pub fn read(text: &str) -> Option<&'static Self> {
        let (name, unit) = NAMES.at_start(text)?;
        let latin = |c: char| c.is_ascii_alphanumeric();
        let goes_on = name.ends_with(latin) && text[name.len()..].starts_with(latin);
        (!goes_on).then_some(unit)
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::read(name).filter(|unit| unit.name == name)
    }

    /// `value` of this unit in another one: `None` where they measure different things, or where the
    /// result has no end in decimals.
    ///
    /// ```
    /// use luoshi_text::Unit;
    /// let (mu, hectare) = (Unit::named("亩").unwrap(), Unit::named("公顷").unwrap());
    /// assert_eq!(mu.convert(30.into(), hectare), Some(2.into()));
    /// assert_eq!(mu.convert(1.into(), hectare), None); // 0.0666…
    /// ```
    pub fn convert(&self, value: Decimal, to: &Self) -> Option<Decimal> {
        let same_thing = self.dimension == to.dimension
            && (!matches!(self.dimension, Dimension::Count | Dimension::Ratio)
                || self.name == to.name);
        let (over, under) =
            (self.factor.0.checked_mul(to.factor.1)?, self.factor.1.checked_mul(to.factor.0)?);
        let product = value.checked_mul(over.into()).filter(|_| same_thing)?;
        divide(product, under)
    }
}

/// The quotient where it has an end in decimals: where nothing but twos and fives is left to divide by.
pub(crate) fn divide(value: Decimal, by: u64) -> Option<Decimal> {
    let remainder = value.mantissa().unsigned_abs() % u128::from(by);
    let mut left = by / common_divisor(by, u64::try_from(remainder).ok()?);
    for prime in [2, 5] {
        while left.is_multiple_of(prime) {
            left /= prime;
        }
    }
    if left == 1 { value.checked_div(by.into()) } else { None }
}

fn common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
