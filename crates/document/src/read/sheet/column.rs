//! Columns 分栏: text set side by side, to be read one column after the other.

use super::line::Line;

/// Fewer lines are a table.
const FEWEST_LINES: usize = 8;
/// A narrower column holds no running text; in the height of the type.
const NARROWEST: f32 = 9.0;
/// So much of a column, in hundredths, reaches its margin.
const FULL: usize = 60;
/// A mark that may not begin a line leaves so much free, in the height of the type.
const RAGGED: f32 = 2.2;

/// The columns of lines that hold several cells each, if these are running text.
pub(super) fn columns(lines: &[Line]) -> Option<Vec<Vec<Line>>> {
    let most = most_cells(lines);
    if lines.len() < FEWEST_LINES || most < 2 {
        return None;
    }
    let whole: Vec<&Line> = lines.iter().filter(|line| line.cells.len() == most).collect();
    let lefts: Vec<f32> = (0..most)
        .map(|at| whole.iter().map(|line| line.cells[at].left).fold(f32::MAX, f32::min))
        .collect();
    let mut columns = vec![Vec::new(); most];
    for line in lines {
        for cell in &line.cells {
            let at = lefts.iter().rposition(|left| cell.left + line.size > *left).unwrap_or(0);
            columns[at].push(Line { cells: vec![cell.clone()], ..*line });
        }
    }
    columns.iter().all(|column: &Vec<Line>| is_running(column)).then_some(columns)
}

/// How many cells most lines hold.
fn most_cells(lines: &[Line]) -> usize {
    let mut counts = [0_usize; 8];
    for line in lines {
        counts[line.cells.len().min(7)] += 1;
    }
    (1..8).max_by_key(|cells| counts[*cells]).unwrap_or(1)
}

/// Whether a column is wide and most of its lines reach its margin.
fn is_running(column: &[Line]) -> bool {
    let left = column.iter().map(Line::left).fold(f32::MAX, f32::min);
    let right = column.iter().map(Line::right).fold(f32::MIN, f32::max);
    let full = column.iter().filter(|line| line.right() > right - RAGGED * line.size).count();
    let wide = column.first().is_some_and(|line| right - left > NARROWEST * line.size);
    wide && column.len() >= FEWEST_LINES && full * 100 >= column.len() * FULL
}
