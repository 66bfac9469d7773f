//! An official paper 公文 as GB/T 9704-2012 lays it out, whatever it is written as.
//!
//! A4, type area 156 × 225 mm, 22 lines of 28 characters: letterhead with its red rule, title, addressees, text with
//! numbered headings, tables, attachments, signature and date, imprint 版记.

/// A paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// How large its sheets are.
    pub format: Format,
    /// Head of the first page; none for what is attached to something.
    pub letterhead: Option<Letterhead>,
    /// Title 标题.
    pub title: String,
    /// A line under the title, in small: as of when.
    pub note: String,
    /// Addressees 主送机关, without the colon; empty for none.
    pub addressees: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// Names of attachments 附件说明.
    pub attachments: Vec<String>,
    /// Signature and date.
    pub signature: Option<Signature>,
    /// Imprint 版记.
    pub imprint: Option<Imprint>,
    /// The words that stand before what is filled in.
    pub words: PaperWords,
}

/// Size of the sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A4 upright, as papers are.
    #[default]
    Upright,
    /// A3 across, for tables of many columns.
    Wide,
}

/// The head of the first page 版头.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// In red 发文机关标志.
    pub issuer: String,
    /// The number 发文字号; empty as long as there is none.
    pub number: String,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading of that level, from 1; its number is counted.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands over it; empty for nothing.
    pub caption: String,
    /// Its columns: heading, and how wide it is beside the others.
    pub columns: Vec<(String, u16)>,
    /// Its rows.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableRow {
    /// A text for each column; a row that is shorter leaves the rest empty.
    Cells(Vec<String>),
    /// A heading across all columns.
    Across(String),
}

/// Who signs, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The organ 发文机关署名.
    pub organ: String,
    /// The date as printed 成文日期.
    pub date: String,
}

/// What stands at the foot of the last page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// Who receives a copy 抄送机关; empty for nobody.
    pub copied_to: String,
    /// Who printed it 印发机关.
    pub printed_by: String,
    /// When, as printed: `2018年10月15日印发`.
    pub printed_on: String,
}

/// The words that stand before what is filled in, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperWords {
    /// `附件：`
    pub attachment: String,
    /// `抄送：`
    pub copied_to: String,
    /// After the addressees: `：`
    pub colon: String,
    /// How headings are numbered.
    pub numbering: Numbering,
}

/// How headings are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 一、（一）1.
    #[default]
    Chinese,
    /// 1. (1) a.
    Arabic,
}

impl Default for PaperWords {
    fn default() -> Self {
        let [attachment, copied_to, colon] = ["附件：", "抄送：", "："].map(str::to_owned);
        Self { attachment, copied_to, colon, numbering: Numbering::Chinese }
    }
}

/// A heading with its number, or any other part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbered<'p> {
    /// A heading of that level, from 1, with its number before it.
    Heading(u8, String),
    /// A paragraph.
    Text(&'p str),
    /// A table.
    Table(&'p Table),
}

impl Paper {
    /// The parts, headings with their numbers.
    pub fn numbered(&self) -> Vec<Numbered<'_>> {
        let mut counts = [0_usize; 3];
        let mut number = |level: u8| {
            let at = usize::from(level.clamp(1, 3)) - 1;
            counts[at] += 1;
            counts[at + 1..].fill(0);
            self.words.numbering.number(level, counts[at])
        };
        let numbered = |part| match part {
            &Part::Heading(level, ref text) => {
                Numbered::Heading(level, format!("{}{text}", number(level)))
            }
            Part::Text(text) => Numbered::Text(text),
            Part::Table(table) => Numbered::Table(table),
        };
        self.parts.iter().map(numbered).collect()
    }
}

impl Numbering {
    fn number(self, level: u8, count: usize) -> String {
        match (self, level) {
            (Self::Chinese, 0 | 1) => format!("{}、", chinese(count)),
            (Self::Chinese, 2) => format!("（{}）", chinese(count)),
            (Self::Arabic, 2) => format!("({count}) "),
            (Self::Chinese, _) => format!("{count}."),
            (Self::Arabic, _) => format!("{count}. "),
        }
    }
}

/// A number below 100 in Chinese; in digits from there.
fn chinese(count: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (count / 10, count % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => count.to_string(),
    }
}

impl Signature {
    /// How many characters organ and date stand from the right: the date begins two characters right of the organ, and
    /// neither nearer to the edge than two (7.3.5.2).
    pub(crate) fn indents(&self) -> (usize, usize) {
        let (organ, date) = (halves(&self.organ), halves(&self.date));
        let behind = organ.saturating_sub(date).max(4); // In half characters.
        let before = 4 + (date + 4).saturating_sub(organ);
        (before / 2, behind / 2)
    }
}

/// How wide a text is in half characters: an ASCII character is half of a Chinese one.
pub(crate) fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The size of the letterhead in points: one line across the type area, never above 49 (15 mm wide … 22 mm high).
pub(crate) fn letterhead_size(issuer: &str, width: f32) -> f32 {
    (width / (halves(issuer).max(2) as f32 / 2.0)).min(49.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_and_those_below_begin_anew() {
        let heading = |level, text: &str| Part::Heading(level, text.to_owned());
        let parts = vec![
            heading(1, "a"),
            heading(2, "b"),
            heading(2, "c"),
            heading(1, "d"),
            heading(2, "e"),
        ];
        let paper = Paper { parts, ..Paper::default() };
        let texts: Vec<String> = paper
            .numbered()
            .into_iter()
            .map(|part| match part {
                Numbered::Heading(_, text) => text,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts, ["一、a", "（一）b", "（二）c", "二、d", "（一）e"]);
        assert_eq!([10, 11, 20, 21, 100].map(chinese), ["十", "十一", "二十", "二十一", "100"]);
    }

    #[test]
    fn the_date_begins_two_characters_behind_its_organ() {
        let sign = |organ: &str, date: &str| {
            Signature { organ: organ.to_owned(), date: date.to_owned() }.indents()
        };
        assert_eq!(sign("杭州市推进城市国际化工作领导小组办公室", "二〇一八年十月十五日"), (2, 9));
        assert_eq!(sign("市府办", "二〇一八年十月十五日"), (11, 2));
    }
}
