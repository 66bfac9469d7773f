use std::ops::Range;

use luoshi_text::{Healed, Span};

/// A draft as it is searched: without spaces and stray line breaks, cut into sentences and clauses.
pub(super) struct Draft {
    healed: Healed,
    is_party: bool,
}

/// Marks that end a sentence; the line feed stands for a new paragraph or item.
const SENTENCE: [char; 8] = ['。', '；', ';', '！', '!', '？', '?', '\n'];
/// Marks that end a clause besides.
const CLAUSE: [char; 4] = ['，', ',', '：', ':'];

impl Draft {
    pub(super) fn of(text: &str) -> Self {
        let mut healed = Healed::default();
        let mut last = '\n'; // The last character that is not a space.
        let mut place = 0; // Of the word in characters.
        for line in text.split_inclusive('\n') {
            let begins = line.trim_start();
            if !begins.is_empty() && (SENTENCE.contains(&last) || opens_item(begins)) {
                healed.push("\n", place);
            }
            for word in line.split_inclusive(char::is_whitespace) {
                let bare = word.trim_end();
                healed.push(bare, place);
                last = bare.chars().next_back().unwrap_or(last);
                place =
                    place.saturating_add(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
            }
        }
        Self { healed, is_party: is_party(text) }
    }

    pub(super) fn text(&self) -> &str {
        self.healed.as_str()
    }

    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        self.healed.span(bytes)
    }

    /// Whether a Party organ issued it, by its number or its letterhead.
    pub(super) fn is_party(&self) -> bool {
        self.is_party
    }

    /// The sentence around a place.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let ends = |character: char| SENTENCE.contains(&character);
        let before = &self.text()[..at];
        let start = before
            .rfind(ends)
            .map_or(0, |end| end + before[end..].chars().next().map_or(1, char::len_utf8));
        let end = self.text()[at..].find(ends).map_or(self.text().len(), |end| at + end);
        start..end
    }

    /// Where the clause begins that a place is in.
    pub(super) fn clause(&self, at: usize) -> usize {
        let ends = |character: char| SENTENCE.contains(&character) || CLAUSE.contains(&character);
        let before = &self.text()[..at];
        before
            .rfind(ends)
            .map_or(0, |end| end + before[end..].chars().next().map_or(1, char::len_utf8))
    }
}

/// Whether a line that begins so is a new item: （一）, 第三条, 1., 一、.
fn opens_item(line: &str) -> bool {
    let numeral = |character: char| {
        "一二三四五六七八九十百".contains(character) || character.is_ascii_digit()
    };
    let bare = line.trim_start_matches(['（', '(', '第']);
    let after = bare.trim_start_matches(numeral);
    let numbered = after.len() < bare.len();
    numbered && after.starts_with(['、', '.', '．', '）', ')', '条', '章', '节', '款', '项'])
}

/// The number on a line of its own decides (市委〔2018〕15号); without one, the letterhead.
fn is_party(text: &str) -> bool {
    let head = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(12);
    let number = head().find_map(|line| {
        let (organ, rest) = line.split_once(['〔', '[', '［'])?;
        let numbered = rest.ends_with('号') && rest.starts_with("20");
        (numbered && organ.chars().count() <= 12).then_some(organ)
    });
    match number {
        Some(organ) => {
            let ministry =
                ["发改委", "经信委", "卫健委", "国资委", "卫计委", "教委", "建委", "农委"];
            let party = ["委", "党", "中发", "中办"];
            party.iter().any(|word| organ.contains(word))
                && !ministry.iter().any(|word| organ.contains(word))
        }
        None => head().next().is_some_and(|line| {
            line.starts_with("中共") && !line.contains("政府") && !line.ends_with('。')
        }),
    }
}
