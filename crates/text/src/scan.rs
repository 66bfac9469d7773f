//! One look at a text for many readers 一遍扫描: where a date, a number, a word or a mark may begin.

use crate::CharSet;

/// What things of one kind begin with: one character, or two.
#[derive(Clone, Debug, Default)]
pub struct Beginnings {
    alone: Vec<char>,
    first: Vec<char>,
    second: Vec<char>,
}

impl Beginnings {
    /// Any of these characters.
    pub fn of(chars: &[char]) -> Self {
        Self { alone: chars.to_vec(), ..Self::default() }
    }

    /// One of `first` with one of `second` behind it.
    pub fn pairs(first: &[char], second: &[char]) -> Self {
        Self { first: first.to_vec(), second: second.to_vec(), ..Self::default() }
    }

    /// These as well.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.alone.extend(more.alone);
        self.first.extend(more.first);
        self.second.extend(more.second);
        self
    }
}

/// Looks for the beginnings of up to eight kinds of things at once.
///
/// ```
/// use luoshi_text::{Beginnings, Places, Scanner};
/// let scanner = Scanner::new(&[Beginnings::of(&['，', '。']), Beginnings::pairs(&['今'], &['年'])]);
/// let text = "今天，今年。";
/// let mut found = Vec::new();
/// scanner.scan(text, &mut found);
/// assert_eq!(Places::new(&found, 0, 0..text.len()).next_from(0), Some(6));
/// assert_eq!(Places::new(&found, 1, 0..text.len()).next_from(0), Some(9)); // 今天 is none
/// ```
pub struct Scanner {
    classes: Box<[u32; BASIC]>,
}

/// Characters of the basic plane: no other one begins anything.
const BASIC: usize = 0x1_0000;

/// What a character is, one bit for each kind: it begins a thing alone, begins a pair, ends a pair.
const FIRST: u32 = 8;
const SECOND: u32 = 16;

/// A place where something may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    at: u32,
    kinds: u8,
}

impl Scanner {
    /// A scanner for kinds that are known by their number in this list.
    pub fn new(kinds: &[Beginnings]) -> Self {
        assert!(kinds.len() <= 8, "a place has one bit for each of eight kinds");
        let mut classes: Box<[u32; BASIC]> =
            vec![0; BASIC].try_into().expect("it has the length it was made with");
        for (kind, begins) in kinds.iter().enumerate() {
            let parts = [(&begins.alone, 0), (&begins.first, FIRST), (&begins.second, SECOND)];
            for (chars, part) in parts {
                for c in chars {
                    classes[*c as usize] |= 1 << kind << part;
                }
            }
        }
        Self { classes }
    }

    /// Adds every place of a text, in order.
    pub fn scan(&self, text: &str, found: &mut Vec<Place>) {
        let (mut before, mut start) = (0_u32, 0);
        let mut look = |class: u32, at: usize| {
            let kinds = (before | (before >> FIRST & class >> SECOND)) as u8;
            if kinds != 0 {
                found.push(Place { at: start, kinds });
            }
            (before, start) = (class, at as u32);
        };
        for (at, c) in text.char_indices() {
            look(self.classes.get(c as usize).copied().unwrap_or(0), at);
        }
        look(0, text.len());
    }
}

/// The places of one kind within a part of a text, by bytes of that part.
pub struct Places<'p> {
    rest: &'p [Place],
    start: usize,
    kind: u8,
}

impl<'p> Places<'p> {
    /// Those of a kind within a range of the text that was scanned.
    pub fn new(found: &'p [Place], kind: usize, within: std::ops::Range<usize>) -> Self {
        let before = |end: usize| found.partition_point(|place| (place.at as usize) < end);
        let rest = &found[before(within.start)..before(within.end)];
        Self { rest, start: within.start, kind: 1 << kind }
    }

    /// The first from byte `from` on. What lies before it is not looked at again.
    pub fn next_from(&mut self, from: usize) -> Option<usize> {
        loop {
            let (place, rest) = self.rest.split_first()?;
            let at = place.at as usize - self.start;
            if place.kinds & self.kind != 0 && at >= from {
                return Some(at);
            }
            self.rest = rest;
        }
    }
}

impl CharSet {
    /// Its characters as beginnings.
    pub fn beginnings(&self) -> Beginnings {
        Beginnings { alone: self.chars().collect(), ..Beginnings::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn readers_find_at_the_places_what_they_find_without_them() {
        static MARKS: CharSet = CharSet::new(&['，', '。', 'a']);
        let words = Lexicon::of(&["市", "市政府", "商务", "商务局"]);
        let scanner = Scanner::new(&[MARKS.beginnings(), words.beginnings()]);
        let text = "商务，a市政府𠀀商务局。市商";
        let mut found = Vec::new();
        scanner.scan(text, &mut found);
        for start in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            let part = &text[start..];
            let mut marks = Places::new(&found, 0, start..text.len());
            assert_eq!(marks.next_from(0), MARKS.find(part, 0), "{part}");
            let mut places = Places::new(&found, 1, start..text.len());
            let among: Vec<_> = words.all_among(part, |at| places.next_from(at)).collect();
            assert_eq!(among, words.all_in(part).collect::<Vec<_>>(), "{part}");
        }
    }
}
