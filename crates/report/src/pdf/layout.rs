//! A paper set on sheets: what stands where, in points from the upper left corner.

use super::fonts::Role;
use super::lines::{Placed, lines, spread, title_lines, width};
use super::table;
use crate::paper::{
    Format, Imprint, Letterhead, Numbered, Paper, Signature, halves, letterhead_size,
};

/// How wide a character is in a role, as a part of its size.
pub(super) type Widths<'w> = dyn Fn(Role, char) -> f32 + 'w;

/// A sheet of paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) texts: Vec<Text>,
    pub(super) rules: Vec<Rule>,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) style: Style,
    pub(super) line: Vec<Placed>,
}

/// A straight line from corner to corner of a rectangle that is as thin as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) ink: Ink,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) role: Role,
    pub(super) size: f32,
    pub(super) ink: Ink,
}

/// Colours of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Red,
}

/// 三号: the text.
pub(super) const TEXT: Style = Style { role: Role::Text, size: 16.0, ink: Ink::Black };
/// 二号: the title.
const TITLE: Style = Style { role: Role::Title, size: 22.0, ink: Ink::Black };
/// 四号: imprint and page numbers.
const SMALL: Style = Style { role: Role::Text, size: 14.0, ink: Ink::Black };

const MM: f32 = 72.0 / 25.4;
/// 22 lines in 225 mm.
const LINE: f32 = 225.0 * MM / 22.0;
/// 28 characters in 156 mm.
const CHARACTER: f32 = 156.0 * MM / 28.0;

/// The sheet and the type area 版心 on it, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// Width and height of the sheet.
    pub(super) page: (f32, f32),
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Format {
    pub(super) fn area(self) -> Area {
        let (page, [left, top, width, height]) = match self {
            Self::Upright => ((210.0, 297.0), [28.0, 37.0, 156.0, 225.0]),
            Self::Wide => ((420.0, 297.0), [20.0, 28.0, 380.0, 247.0]),
        };
        let page = (page.0 * MM, page.1 * MM);
        Area { page, left: left * MM, top: top * MM, width: width * MM, height: height * MM }
    }
}

/// Sets a paper; every sheet has its number.
pub(super) fn set(paper: &Paper, widths: &Widths<'_>) -> Vec<Sheet> {
    let mut setter = Setter::new(paper.format.area(), widths);
    if let Some(head) = &paper.letterhead {
        setter.letterhead(head);
    }
    setter.title(paper);
    for part in paper.numbered() {
        match part {
            Numbered::Heading(level, text) => setter.heading(level, &text),
            Numbered::Text(text) => setter.paragraph(TEXT, text),
            Numbered::Table(it) => table::set(&mut setter, it),
        }
    }
    setter.attachments(paper);
    if let Some(signature) = &paper.signature {
        setter.signature(signature);
    }
    if let Some(imprint) = &paper.imprint {
        setter.imprint(&paper.words.copied_to, imprint);
    }
    setter.numbers();
    setter.sheets
}

/// Sets line after line, and begins a new sheet where there is no more room.
pub(super) struct Setter<'w> {
    pub(super) area: Area,
    widths: &'w Widths<'w>,
    pub(super) sheets: Vec<Sheet>,
    /// How far down the type area the sheet is filled.
    pub(super) down: f32,
}

impl<'w> Setter<'w> {
    fn new(area: Area, widths: &'w Widths<'w>) -> Self {
        Self { area, widths, sheets: vec![Sheet::default()], down: 0.0 }
    }

    pub(super) fn new_sheet(&mut self) {
        self.sheets.push(Sheet::default());
        self.down = 0.0;
    }

    fn sheet(&mut self) -> &mut Sheet {
        self.sheets.last_mut().expect("there is always one")
    }

    /// Whether so much more fits; a hair of a sum of fractions does not count.
    pub(super) fn fits(&self, height: f32) -> bool {
        self.down + height <= self.area.height + 0.1
    }

    /// Goes on where the next line of the grid begins.
    pub(super) fn align_to_grid(&mut self) {
        self.down = ((self.down - 0.1) / LINE).ceil().max(0.0) * LINE;
    }

    /// Characters with their widths. Those of the text are as far apart as 28 are in a line. What has no place on paper
    /// is left out.
    pub(super) fn placed(&self, style: Style, text: &str) -> Vec<Placed> {
        let close = if style.size == TEXT.size { CHARACTER - TEXT.size } else { 0.0 };
        let advance = |c: char| {
            let wide = (self.widths)(style.role, c);
            wide * style.size + if wide > 0.9 { close } else { 0.0 }
        };
        let text = text.chars().map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c });
        text.filter(|c| !c.is_control()).map(|c| (c, advance(c))).collect()
    }

    /// A line whose middle stands `middle` below the upper edge of the type area, `x` right of its left one.
    pub(super) fn put(&mut self, style: Style, x: f32, middle: f32, line: Vec<Placed>) {
        let (x, baseline) = (self.area.left + x, self.area.top + middle + style.size * 0.38);
        self.sheet().texts.push(Text { x, baseline, style, line });
    }

    pub(super) fn rule(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        let (x, y) = (self.area.left + x, self.area.top + y);
        self.sheet().rules.push(Rule { x, y, width, height, ink });
    }

    /// A line on the grid.
    fn line(&mut self, style: Style, x: f32, line: Vec<Placed>) {
        self.align_to_grid();
        if !self.fits(LINE) {
            self.new_sheet();
        }
        self.put(style, x, self.down + LINE / 2.0, line);
        self.down += LINE;
    }

    /// So many empty lines, where anything stands above them.
    fn blank(&mut self, lines: usize) {
        self.align_to_grid();
        if self.down > 0.0 {
            self.down += LINE * lines as f32;
        }
    }

    fn centred(&mut self, style: Style, line: Vec<Placed>) {
        self.line(style, (self.area.width - width(&line)) / 2.0, line);
    }

    /// The red head 35 mm below the upper edge, two lines below it the number, and the red rule 4 mm below that.
    fn letterhead(&mut self, head: &Letterhead) {
        let (issuer, wide) = (head.issuer.trim(), self.area.width);
        let mut style = Style { size: letterhead_size(issuer, wide), ink: Ink::Red, ..TITLE };
        let mut line = self.placed(style, issuer);
        if width(&line) > wide {
            style.size *= wide / width(&line);
            line = self.placed(style, issuer);
        }
        let top = 35.0 * MM;
        let x = (wide - width(&line)) / 2.0;
        self.put(style, x, top + style.size / 2.0, line);
        self.down = top + style.size + LINE;
        let number = self.placed(TEXT, &head.number);
        let x = (wide - width(&number)) / 2.0;
        self.put(TEXT, x, self.down + LINE / 2.0, number);
        self.down += LINE / 2.0 + TEXT.size / 2.0 + 4.0 * MM;
        self.rule((0.0, self.down), (wide, 2.25), Ink::Red);
        self.blank(1);
    }

    fn title(&mut self, paper: &Paper) {
        let title = self.placed(TITLE, &paper.title);
        for line in title_lines(&title, self.area.width - 2.0 * CHARACTER) {
            self.centred(TITLE, line);
        }
        if !paper.note.is_empty() {
            let note = self.placed(TEXT, &paper.note);
            lines(&note, 0.0, self.area.width).into_iter().for_each(|it| self.centred(TEXT, it));
        }
        if paper.letterhead.is_some() || !paper.addressees.is_empty() {
            self.blank(1);
        }
        if !paper.addressees.is_empty() {
            let addressees = format!("{}{}", paper.addressees, paper.words.colon);
            self.indented(TEXT, [0.0, 0.0], &addressees);
        }
    }

    /// A paragraph that begins two characters in.
    fn paragraph(&mut self, style: Style, text: &str) {
        text.lines().for_each(|it| self.indented(style, [2.0 * CHARACTER, 0.0], it));
    }

    /// A paragraph whose first line begins, and whose others begin, so far in.
    fn indented(&mut self, style: Style, [first, others]: [f32; 2], text: &str) {
        let text = self.placed(style, text);
        let room = self.area.width - others;
        let lines = lines(&text, first - others, room);
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.into_iter().enumerate() {
            let x = if at == 0 { first } else { others };
            let line = if at < last { spread(line, self.area.width - x) } else { line };
            self.line(style, x, line);
        }
    }

    /// A heading, with a line of what follows below it.
    fn heading(&mut self, level: u8, text: &str) {
        let role = match level {
            0 | 1 => Role::First,
            2 => Role::Second,
            _ => Role::Text,
        };
        self.align_to_grid();
        if !self.fits(2.0 * LINE) {
            self.new_sheet();
        }
        self.paragraph(Style { role, ..TEXT }, text);
    }

    /// The names of the attachments a line below the text, numbered where there are several.
    fn attachments(&mut self, paper: &Paper) {
        let word = &paper.words.attachment;
        let several = paper.attachments.len() > 1;
        let begin = 2.0 * CHARACTER;
        let under = begin + width(&self.placed(TEXT, word));
        if !paper.attachments.is_empty() {
            self.blank(1);
        }
        for (at, name) in paper.attachments.iter().enumerate() {
            let named = if several { format!("{}.{name}", at + 1) } else { name.clone() };
            match at {
                0 => self.indented(TEXT, [begin, under], &format!("{word}{named}")),
                _ => self.indented(TEXT, [under, under], &named),
            }
        }
    }

    /// Organ and date, a line below the text and on one sheet.
    fn signature(&mut self, signature: &Signature) {
        self.blank(1);
        if !self.fits(2.0 * LINE) {
            self.new_sheet();
        }
        let (organ, date) = signature.indents();
        for (text, indent) in [(&signature.organ, organ), (&signature.date, date)] {
            let placed = self.placed(TEXT, text);
            for line in lines(&placed, 0.0, self.area.width) {
                let x = self.area.width - width(&line) - indent as f32 * CHARACTER;
                self.line(TEXT, x.max(0.0), line);
            }
        }
    }

    /// Who receives a copy and who printed it, between rules at the foot of the last sheet.
    fn imprint(&mut self, word: &str, imprint: &Imprint) {
        const ROW: f32 = 24.0;
        let edge = SMALL.size;
        let wide = self.area.width;
        let copies = format!("{word}{}", imprint.copied_to);
        let copies = if imprint.copied_to.is_empty() { String::new() } else { copies };
        let under = width(&self.placed(SMALL, word));
        let mut rows = lines(&self.placed(SMALL, &copies), -under, wide - 2.0 * edge - under);
        let by = self.placed(SMALL, &imprint.printed_by);
        let on = self.placed(SMALL, &imprint.printed_on);
        let beside = width(&by) + width(&on) + 3.0 * edge <= wide;
        let lines_of_print = if beside { 1 } else { 2 };
        let height = ROW * (rows.len() + lines_of_print) as f32;
        if !self.fits(height + 2.0) {
            self.new_sheet();
        }
        let mut y = self.area.height - height;
        self.rule((0.0, y), (wide, 1.0), Ink::Black);
        let copied = !rows.is_empty();
        for (at, line) in rows.drain(..).enumerate() {
            let x = if at == 0 { edge } else { edge + under };
            self.put(SMALL, x, y + ROW / 2.0, line);
            y += ROW;
        }
        if copied {
            self.rule((0.0, y), (wide, 0.7), Ink::Black);
        }
        self.put(SMALL, edge, y + ROW / 2.0, by);
        let right = wide - edge - width(&on);
        self.put(SMALL, right, y + ROW * (lines_of_print as f32 - 0.5), on);
        self.rule((0.0, self.area.height), (wide, 1.0), Ink::Black);
    }

    /// The numbers of the sheets 7 mm below the type area: odd ones to the right, even ones to the left.
    fn numbers(&mut self) {
        let style = Style { role: Role::Number, ..SMALL };
        let y = self.area.top + self.area.height + 7.0 * MM;
        for at in 0..self.sheets.len() {
            let line = self.placed(style, &format!("— {} —", at + 1));
            let odd = at % 2 == 0;
            let in_from =
                if odd { self.area.width - width(&line) - style.size } else { style.size };
            let (x, baseline) = (self.area.left + in_from, y + style.size * 0.88);
            self.sheets[at].texts.push(Text { x, baseline, style, line });
        }
    }
}

/// Whether a text is a number, and stands in the middle of its cell.
pub(super) fn is_number(text: &str) -> bool {
    halves(text) > 0 && text.trim_end_matches('%').parse::<f64>().is_ok()
}
