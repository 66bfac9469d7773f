//! Quantities and periods, as a person reads them.

mod cases;

use luoshi_text::{
    Bound, Edge, Moment, Numeral, Period, Quantity, Rough, Time, Unit, periods, quantities,
    sentences,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn quantities_are_read_as_a_person_reads_them() {
    cases::check(include_str!("../../cases/quantities.txt"), |text| {
        quantities(text).iter().map(show_quantity).collect()
    });
}

#[test]
fn periods_are_read_as_a_person_reads_them() {
    cases::check(include_str!("../../cases/periods.txt"), |text| {
        periods(text, Some(2018)).iter().map(show_period).collect()
    });
}

#[test]
fn sentences_end_where_a_person_ends_them() {
    cases::check(include_str!("../../cases/sentences.txt"), |text| {
        sentences(text, 0..text.len()).into_iter().map(|at| text[at].to_owned()).collect()
    });
}

#[test]
fn a_month_without_a_year_needs_the_documents_own() {
    assert!(periods("6月底前、今年、一季度", None).is_empty());
}

proptest! {
    #[test]
    fn reading_never_panics_and_stays_in_the_text(text in "[一二三十百千万亿零两几数余多0-90-9.,，%年月日底前到至—“”个家元美亩 a-zA-Z]{0,40}") {
        for quantity in quantities(&text) {
            prop_assert!(text.get(quantity.range.clone()).is_some() && text.get(quantity.extent.clone()).is_some());
        }
        for period in periods(&text, Some(2018)) {
            prop_assert!(text.get(period.range.clone()).is_some());
        }
    }

    #[test]
    fn sentences_leave_nothing_out_but_blanks(text in "[加快建设。！？；“”（）() \n]{0,60}") {
        let kept: String = sentences(&text, 0..text.len()).into_iter().map(|at| &text[at]).collect();
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(solid(&kept), solid(&text));
    }

    #[test]
    fn any_text_can_be_read(text in ".{0,60}") {
        quantities(&text);
        periods(&text, Some(2018));
    }

    #[test]
    fn units_convert_there_and_back_exactly(value in -1_000_000_i64..1_000_000, scale in 0_u32..4, from in 0_usize..12, to in 0_usize..12) {
        let names = ["元", "米", "公里", "厘米", "海里", "亩", "公顷", "平方公里", "斤", "吨", "千瓦", "三分之一"];
        let [from, to] = [from, to].map(|at| Unit::named(names[at]).expect("a unit of the table"));
        let value = Decimal::new(value, scale);
        if let Some(there) = from.convert(value, to) {
            prop_assert_eq!(to.convert(there, from), Some(value));
            // Exact: cross-multiplied whole numbers agree.
            let (a, b) = (from.factor, to.factor);
            prop_assert_eq!(value * Decimal::from(a.0) * Decimal::from(b.1), there * Decimal::from(b.0) * Decimal::from(a.1));
        } else {
            prop_assert!(from.dimension != to.dimension || from.factor.1 * to.factor.0 % 3 == 0 || to.factor.0 == 1852 || to.factor.0 % 1852 == 0);
        }
    }

    #[test]
    fn arabic_numerals_say_the_number_they_print(whole in 0_u64..1_000_000_000, cents in 0_u32..100, commas in any::<bool>(), wide in any::<bool>()) {
        let digits = whole.to_string();
        let grouped: String = digits.chars().enumerate().flat_map(|(at, c)| {
            let comma = commas && at > 0 && (digits.len() - at).is_multiple_of(3);
            comma.then_some(',').into_iter().chain([c])
        }).collect();
        let printed = format!("{grouped}.{cents:02}");
        let printed: String = printed.chars().map(|c| match c {
            '0'..='9' if wide && !commas => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
            c => c,
        }).collect();
        let read = Numeral::read(&printed).expect("a printed number");
        prop_assert_eq!(read.value(), Some(Decimal::from(whole) + Decimal::new(cents.into(), 2)), "{}", &printed);
        prop_assert_eq!(read.len, printed.len());
    }

    #[test]
    fn chinese_numerals_say_the_number_they_spell(number in 1_u64..100_000_000) {
        let spelt = spell(number);
        let read = Numeral::read(&spelt).expect("a spelt number");
        prop_assert_eq!(read.value(), Some(number.into()), "{}", &spelt);
        prop_assert_eq!(read.len, spelt.len());
    }
}

/// A number in Chinese numerals, as schools teach it.
fn spell(number: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    for (value, sign) in [(10_000, "万"), (1000, "千"), (100, "百"), (10, "十")] {
        if number >= value {
            let rest = number % value;
            let gap = if rest > 0 && rest < value / 10 { "零" } else { "" };
            return format!(
                "{}{sign}{gap}{}",
                spell(number / value),
                if rest > 0 { spell(rest) } else { String::new() }
            );
        }
    }
    DIGITS[number as usize].into()
}

fn show_quantity(quantity: &Quantity) -> String {
    let upper = quantity.upper.map(|upper| format!("~{upper}")).unwrap_or_default();
    let bound = match quantity.bound {
        Some(Bound::AtLeast) => " at-least",
        Some(Bound::MoreThan) => " more-than",
        Some(Bound::AtMost) => " at-most",
        Some(Bound::LessThan) => " less-than",
        Some(Bound::About) => " about",
        Some(Bound::Exactly) => " exactly",
        Some(Bound::Top) => " top",
        None => "",
    };
    let rough = match quantity.rough {
        Some(Rough::More) => " more",
        Some(Rough::Several) => " several",
        None => "",
    };
    let base =
        quantity.in_base().map(|base| format!(" ({})", base.normalize())).unwrap_or_default();
    format!("{}{upper} {}{bound}{rough}{base}", quantity.value, quantity.unit_name())
}

fn show_period(period: &Period) -> String {
    let edge = match period.edge {
        Edge::Until => "until",
        Edge::During => "during",
        Edge::Since => "since",
        Edge::AsOf => "as-of",
    };
    let from = |from: Moment| format!("{from}..");
    match &period.time {
        Time::Calendar { from: begin, to } => {
            format!("{}{to} {edge}", begin.map(from).unwrap_or_default())
        }
        Time::Within(duration) => format!("{duration} {edge}"),
        Time::Years(years) => format!("{years} years"),
        Time::Every => "every".into(),
    }
}
