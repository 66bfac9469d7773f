//! Automatic numbers of Word: how each level of a list prints, and how far it has counted.
//!
//! Lists and styles go by the names their file gives them, whatever these are.

use std::collections::{HashMap, HashSet};

/// Where a paragraph stands among the lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) style: Option<String>,
    pub(super) number: Option<String>,
    pub(super) level: Option<usize>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels of each abstract list.
    pub(super) lists: HashMap<String, Vec<Level>>,
    /// The abstract list of each list, and the number it begins anew with.
    pub(super) of: HashMap<String, (String, Option<u32>)>,
    pub(super) styles: HashMap<String, Style>,
    counts: HashMap<String, Vec<u32>>,
    begun: HashSet<String>,
}

/// How a level prints.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    pub(super) text: String,
}

/// What a style says of numbering.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) parent: Option<String>,
    pub(super) number: Option<String>,
    pub(super) level: Option<usize>,
}

/// Word knows nine levels.
pub(super) const LEVELS: usize = 9;

impl Numbering {
    /// The label of the next paragraph at a place; empty where it has no number.
    pub(super) fn label(&mut self, place: &Place) -> String {
        let Some((number, level)) = self.resolve(place) else { return String::new() };
        let Some((list, anew)) = self.of.get(&number).cloned() else { return String::new() };
        let Some(levels) = self.lists.get(&list) else { return String::new() };
        let counts = self.counts.entry(list).or_insert_with(|| vec![0; LEVELS]);
        if let Some(anew) = anew.filter(|_| !self.begun.contains(&number)) {
            counts.fill(0);
            counts[level] = anew.saturating_sub(1);
        }
        self.begun.insert(number);
        counts[level] = match counts[level] {
            0 => levels[level].start,
            count => count.saturating_add(1),
        };
        counts[level + 1..].fill(0);
        levels[level].print(levels, counts)
    }

    /// The list and level of a paragraph: its own, or those of its style and the styles it is based on.
    fn resolve(&self, place: &Place) -> Option<(String, usize)> {
        let mut number = place.number.clone();
        let mut level = place.level;
        let mut style = place.style.as_ref().and_then(|style| self.styles.get(style));
        for _ in 0..20 {
            let Some(known) = style else { break };
            number = number.or_else(|| known.number.clone());
            level = level.or(known.level);
            style = known.parent.as_ref().and_then(|parent| self.styles.get(parent));
        }
        number
            .filter(|number| number != "0")
            .map(|number| (number, level.unwrap_or(0).min(LEVELS - 1)))
    }
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".into(), text: String::new() }
    }
}

impl Level {
    /// `%1、` with the numbers of the levels it names.
    fn print(&self, levels: &[Self], counts: &[u32]) -> String {
        if matches!(self.format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut printed = self.text.clone();
        for (at, level) in levels.iter().enumerate() {
            let mark = format!("%{}", at + 1);
            if printed.contains(&mark) {
                printed = printed.replace(&mark, &written(counts[at].max(1), &level.format));
            }
        }
        printed
    }
}

/// A number in a format of numbering (ST_NumberFormat).
fn written(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letter(number, b'a'),
        "upperLetter" => letter(number, b'A'),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            char::from_u32('①' as u32 + number.min(21) - 1)
                .filter(|_| number <= 20)
                .unwrap_or('○')
                .to_string()
        }
        _ if format.contains("hinese")
            || format.contains("apanese")
            || format.contains("ideograph") =>
        {
            han(number)
        }
        _ => number.to_string(),
    }
}

fn letter(number: u32, first: u8) -> String {
    let at = u8::try_from((number - 1) % 26).unwrap_or(0);
    char::from(first + at).to_string()
}

/// 一, 十二, 二十, 一百零三
fn han(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: u32| DIGITS[at as usize % 10];
    let (hundreds, tens, ones) = (number / 100 % 10, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text += &format!("{}百", digit(hundreds));
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => text += "零",
        0 => {}
        1 if hundreds == 0 => text += "十",
        _ => text += &format!("{}十", digit(tens)),
    }
    text + digit(ones)
}
