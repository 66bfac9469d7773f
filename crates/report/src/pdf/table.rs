//! Tables on sheets: rows stay whole, and the head comes again on every sheet.

use super::fonts::Role;
use super::layout::{Ink, Setter, Style, TEXT, is_number};
use super::lines::{Placed, lines, width};
use crate::paper::{Table, TableRow};

/// 五号: the text of cells.
const CELL: Style = Style { role: Role::Text, size: 10.5, ..TEXT };
const HEAD: Style = Style { role: Role::First, ..CELL };
const LINE: f32 = 16.0;
const EDGE: (f32, f32) = (4.0, 3.0);
const HAIR: f32 = 0.5;

/// A row with its lines.
struct Row {
    style: Style,
    /// One for each column, or one across all.
    cells: Vec<Cell>,
}

struct Cell {
    x: f32,
    width: f32,
    lines: Vec<Vec<Placed>>,
    in_the_middle: bool,
}

pub(super) fn set(setter: &mut Setter<'_>, table: &Table) {
    if table.columns.is_empty() {
        return;
    }
    let columns = columns(table, setter.area.width);
    let names = table.columns.iter().map(|it| it.0.as_str());
    let head = row(setter, HEAD, &columns, names, |_| true);
    let caption = caption(setter, table);
    let rows: Vec<Row> = table.rows.iter().map(|it| body(setter, &columns, it)).collect();
    let first = rows.first().map_or(0.0, Row::height);
    let caption_height = if caption.is_empty() { 0.0 } else { 6.0 + LINE * caption.len() as f32 };
    if !setter.fits(caption_height + head.height() + first) && setter.down > 0.0 {
        setter.new_sheet();
    }
    setter.down += if caption.is_empty() { 4.0 } else { 6.0 };
    for line in caption {
        let x = (setter.area.width - width(&line)) / 2.0;
        setter.put(CELL, x, setter.down + LINE / 2.0, line);
        setter.down += LINE;
    }
    head.put(setter);
    for (at, row) in rows.iter().enumerate() {
        // A heading across stays with the row below it.
        let across = row.cells.len() == 1 && columns.len() > 1;
        let next = if across { rows.get(at + 1).map_or(0.0, Row::height) } else { 0.0 };
        for piece in row.pieces(setter.area.height - head.height()) {
            if !setter.fits(piece.height() + next) {
                setter.new_sheet();
                head.put(setter);
            }
            piece.put(setter);
        }
    }
    setter.down += 4.0;
    setter.align_to_grid();
}

/// Where each column begins and how wide it is.
fn columns(table: &Table, wide: f32) -> Vec<(f32, f32)> {
    let shares: f32 = table.columns.iter().map(|it| f32::from(it.1.max(1))).sum();
    let mut x = 0.0;
    let column = |it: &(String, u16)| {
        let width = wide * f32::from(it.1.max(1)) / shares;
        x += width;
        (x - width, width)
    };
    table.columns.iter().map(column).collect()
}

fn caption(setter: &Setter<'_>, table: &Table) -> Vec<Vec<Placed>> {
    lines(&setter.placed(CELL, &table.caption), 0.0, setter.area.width)
}

fn body(setter: &Setter<'_>, columns: &[(f32, f32)], it: &TableRow) -> Row {
    match it {
        TableRow::Across(text) => {
            let across = [(0.0, setter.area.width)];
            row(setter, HEAD, &across, std::iter::once(text.as_str()), |_| false)
        }
        TableRow::Cells(texts) => {
            row(setter, CELL, columns, texts.iter().map(String::as_str), is_number)
        }
    }
}

fn row<'t>(
    setter: &Setter<'_>,
    style: Style,
    columns: &[(f32, f32)],
    texts: impl Iterator<Item = &'t str>,
    in_the_middle: impl Fn(&str) -> bool,
) -> Row {
    let cell = |(&(x, width), text): (&(f32, f32), &str)| {
        let room = width - 2.0 * EDGE.0;
        let of = |line: &str| lines(&setter.placed(style, line), 0.0, room);
        let lines = text.lines().flat_map(of).collect();
        Cell { x, width, lines, in_the_middle: in_the_middle(text) }
    };
    let cells = columns.iter().zip(texts.chain(std::iter::repeat(""))).map(cell).collect();
    Row { style, cells }
}

impl Row {
    fn lines(&self) -> usize {
        self.cells.iter().map(|it| it.lines.len()).max().unwrap_or(0).max(1)
    }

    fn height(&self) -> f32 {
        self.lines() as f32 * LINE + 2.0 * EDGE.1
    }

    /// The row in pieces that are each no higher than a sheet.
    fn pieces(&self, height: f32) -> Vec<Row> {
        let most = (((height - 2.0 * EDGE.1) / LINE) as usize).max(1);
        let piece = |from: usize| {
            let cell = |it: &Cell| {
                let lines = it.lines.iter().skip(from).take(most).cloned().collect();
                Cell { x: it.x, width: it.width, lines, in_the_middle: it.in_the_middle }
            };
            Row { style: self.style, cells: self.cells.iter().map(cell).collect() }
        };
        (0..self.lines()).step_by(most).map(piece).collect()
    }

    fn put(&self, setter: &mut Setter<'_>) {
        let (top, height) = (setter.down, self.height());
        for cell in &self.cells {
            let above = (height - cell.lines.len() as f32 * LINE) / 2.0;
            for (at, line) in cell.lines.iter().enumerate() {
                let missing = cell.width - width(line);
                let x = cell.x + if cell.in_the_middle { missing / 2.0 } else { EDGE.0 };
                setter.put(self.style, x, top + above + (at as f32 + 0.5) * LINE, line.clone());
            }
            setter.rule((cell.x, top), (cell.width, HAIR), Ink::Black);
            setter.rule((cell.x, top + height), (cell.width, HAIR), Ink::Black);
            setter.rule((cell.x, top), (HAIR, height), Ink::Black);
        }
        let right = setter.area.width - HAIR;
        setter.rule((right, top), (HAIR, height + HAIR), Ink::Black);
        setter.down += height;
    }
}
