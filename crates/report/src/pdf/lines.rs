//! Text broken into lines 断行: no closing mark begins a line and no opening one ends it 禁则, words and numbers stay
//! whole, a title breaks where its words do.

/// What may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）】》」』〉〕…—％‰℃”’·,.;:?!)]}%～";
/// What may not end a line.
const NOT_LAST: &str = "（【《「『〈〔“‘([{￥$№";

/// Words that titles of papers are made of: a line of one ends after them rather than inside.
const WORDS: [&str; 36] = [
    "关于",
    "的",
    "和",
    "与",
    "及",
    "推进",
    "情况",
    "工作",
    "季度",
    "年度",
    "重点",
    "任务",
    "目标",
    "建设",
    "发展",
    "实施",
    "落实",
    "行动",
    "计划",
    "方案",
    "意见",
    "通报",
    "通知",
    "报告",
    "加快",
    "全面",
    "城市",
    "国际化",
    "督查",
    "进展",
    "年",
    "月",
    "市",
    "省",
    "区",
    "、",
];

/// A character and how far it takes the pen on.
pub(super) type Placed = (char, f32);

/// Whether a line may not begin with it.
pub(super) fn may_not_begin(c: char) -> bool {
    NOT_FIRST.contains(c)
}

/// Whether a line may not end with it.
pub(super) fn may_not_end(c: char) -> bool {
    NOT_LAST.contains(c)
}

/// Whether neither a word nor a number goes on from one character to the next.
fn may_break(before: char, after: char) -> bool {
    let word =
        |c: char| !c.is_whitespace() && c < '\u{2E80}' && !may_not_begin(c) && !may_not_end(c);
    let in_word = word(before) && word(after);
    let in_number = before.is_ascii_punctuation() && after.is_ascii_alphanumeric();
    !in_word && !in_number
}

/// The lines of a text, the first `indent` shorter than `width`. A word longer than a line is broken inside.
pub(super) fn lines(text: &[Placed], indent: f32, width: f32) -> Vec<Vec<Placed>> {
    let mut lines = Vec::new();
    let mut rest = text;
    let mut room = width - indent;
    loop {
        while rest.first().is_some_and(|it| it.0.is_whitespace()) {
            rest = &rest[1..];
        }
        if rest.is_empty() {
            return lines;
        }
        let end = end_of_line(rest, room);
        lines.push(trimmed(&rest[..end]).to_vec());
        rest = &rest[end..];
        room = width;
    }
}

/// How many characters the next line takes.
fn end_of_line(text: &[Placed], room: f32) -> usize {
    let mut wide = 0.0;
    let mut fits = 0;
    for (c, advance) in text {
        wide += advance;
        if wide > room + 0.05 && !c.is_whitespace() {
            break; // A twentieth of a point is what sums of fractions lose.
        }
        fits += 1;
    }
    if fits == text.len() {
        return fits;
    }
    let last = |rule: fn(char, char) -> bool| (1..=fits).rev().find(|&at| ends_at(text, at, rule));
    let inside_a_word = |_, _| true;
    last(may_break).or_else(|| last(inside_a_word)).unwrap_or(fits.max(1))
}

/// Whether a line may end before `at`: what counts is the character before the blanks that stand there.
fn ends_at(text: &[Placed], at: usize, rule: fn(char, char) -> bool) -> bool {
    let after = text[at].0;
    let Some(before) = trimmed(&text[..at]).last().map(|it| it.0) else { return false };
    let blank = text[at - 1].0.is_whitespace();
    !after.is_whitespace()
        && !may_not_begin(after)
        && !may_not_end(before)
        && (blank || rule(before, after))
}

fn trimmed(line: &[Placed]) -> &[Placed] {
    let end = line.iter().rposition(|it| !it.0.is_whitespace()).map_or(0, |at| at + 1);
    &line[..end]
}

/// How wide a line is.
pub(super) fn width(line: &[Placed]) -> f32 {
    line.iter().map(|it| it.1).sum()
}

/// The lines of a title: as few as hold it, about as long as each other, ending where words do.
pub(super) fn title_lines(text: &[Placed], room: f32) -> Vec<Vec<Placed>> {
    let text = trimmed(text);
    let fewest = (width(text) / room).ceil().max(1.0) as usize;
    let balanced = (fewest..=fewest + 1).find_map(|count| balanced(text, count, room));
    balanced.unwrap_or_else(|| lines(text, 0.0, room))
}

/// A title in so many lines, where it fits: the least cost over all ways to part it.
fn balanced(text: &[Placed], count: usize, room: f32) -> Option<Vec<Vec<Placed>>> {
    let even = width(text) / count as f32;
    let words_end: Vec<bool> = (0..text.len()).map(|at| ends_word(text, at)).collect();
    let cost = |from: usize, to: usize| {
        let line = trimmed(&text[from..to]);
        let wide = width(line);
        let whole = to == text.len() || ends_at(text, to, may_break);
        (wide <= room && whole).then(|| {
            let uneven = (wide - even) / line.first().map_or(1.0, |it| it.1.max(1.0));
            let inside = to < text.len() && !words_end[to];
            uneven * uneven + if inside { 30.0 } else { 0.0 }
        })
    };
    // best[line][end]: what the first lines cost when they hold the text up to `end`, and where the last of them began.
    let mut best: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; text.len() + 1]; count + 1];
    best[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for end in 1..=text.len() {
            let ways = (0..end).filter_map(|from| {
                let (before, _) = best[line - 1][from]?;
                Some((before + cost(from, end)?, from))
            });
            best[line][end] = ways.min_by(|one, other| one.0.total_cmp(&other.0));
        }
    }
    let mut lines = Vec::new();
    let mut end = text.len();
    for line in (1..=count).rev() {
        let (_, from) = best[line][end]?;
        lines.push(trimmed(&text[from..end]).to_vec());
        end = from;
    }
    lines.reverse();
    Some(lines)
}

/// Whether a word ends before `at`, or one begins there, and none lies across it.
fn ends_word(text: &[Placed], at: usize) -> bool {
    let said = |part: &[Placed]| part.iter().map(|it| it.0).collect::<String>();
    let (before, after) = (said(&text[..at]), said(&text[at..]));
    let across = |word: &str| {
        let cuts = word.char_indices().skip(1);
        cuts.map(|it| word.split_at(it.0))
            .any(|(head, tail)| before.ends_with(head) && after.starts_with(tail))
    };
    if before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace) {
        return true;
    }
    let begins = |word: &str| word.chars().count() > 1 && after.starts_with(word);
    !WORDS.iter().any(|it| across(it)) && WORDS.iter().any(|it| before.ends_with(it) || begins(it))
}

/// A line spread over the width 两端对齐, where what is missing is no more than a word.
pub(super) fn spread(mut line: Vec<Placed>, room: f32) -> Vec<Placed> {
    let missing = room - width(&line);
    let gaps = line.len().saturating_sub(1);
    if gaps > 0 && missing > 0.0 && missing < room / 6.0 {
        let each = missing / gaps as f32;
        line[..gaps].iter_mut().for_each(|it| it.1 += each);
    }
    line
}
