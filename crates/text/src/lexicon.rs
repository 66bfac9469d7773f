//! Tables of words 词表, looked up in one step: at the beginning of a text, at its end, anywhere in it.

use std::cmp::Reverse;

use crate::{Beginnings, CharSet};

/// Words, each with what it says. However many they are, asking costs next to nothing where none stands.
///
/// ```
/// use luoshi_text::Lexicon;
/// let parts = Lexicon::new([("lead", &["牵头", "牵头负责"][..]), ("support", &["配合"])]);
/// assert_eq!(parts.at_end("市商务局牵头负责"), Some(("牵头负责", "lead"))); // the longest one
/// assert_eq!(parts.at_start("牵头单位：市商务局"), Some(("牵头", "lead")));
/// assert_eq!(parts.next_in("由市商务局牵头", 0), Some((15, "牵头", "lead")));
/// assert!(!parts.stands_in("市商务局"));
/// ```
pub struct Lexicon<T> {
    by_start: Index<T>,
    by_end: Index<T>,
}

impl<T: Copy> Lexicon<T> {
    /// A table of rows: what the words of a row say, and the words. Of a word that stands twice the first counts.
    pub fn new<'t>(rows: impl IntoIterator<Item = (T, &'t [&'static str])>) -> Self
    where
        T: 't,
    {
        let rows = rows.into_iter();
        let words = rows.flat_map(|(says, words)| words.iter().map(move |word| (*word, says)));
        let words: Vec<(&'static str, T)> = words.collect();
        let by_start = Index::new(&words, str::chars);
        Self { by_start, by_end: Index::new(&words, |word| word.chars().rev()) }
    }

    /// The longest word that a text begins with, and what it says.
    pub fn at_start(&self, text: &str) -> Option<(&'static str, T)> {
        self.starts(text).next()
    }

    /// Every word that a text begins with, the longest first.
    pub fn starts(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let words = self.by_start.of(text.chars());
        words.filter(move |(word, _)| text.starts_with(word))
    }

    /// The longest word that a text ends with, and what it says.
    pub fn at_end(&self, text: &str) -> Option<(&'static str, T)> {
        self.ends(text).next()
    }

    /// Every word that a text ends with, the longest first.
    pub fn ends(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let words = self.by_end.of(text.chars().rev());
        words.filter(move |(word, _)| text.ends_with(word))
    }

    /// The first word that begins at byte `from` or later, the longest where several do: where, and what it says.
    pub fn next_in(&self, text: &str, from: usize) -> Option<(usize, &'static str, T)> {
        self.next_among(text, from, |at| self.by_start.keys.find(text, at))
    }

    /// The same where it is known already where words may begin: `next` says the first such place from a byte on.
    pub fn next_among(
        &self,
        text: &str,
        from: usize,
        next: impl FnMut(usize) -> Option<usize>,
    ) -> Option<(usize, &'static str, T)> {
        let mut places = places(text, from, next);
        places.find_map(|at| self.at_start(&text[at..]).map(|(word, says)| (at, word, says)))
    }

    /// Every word of a text with the byte where it begins, those within and across one another included.
    pub fn all_in(&self, text: &str) -> impl Iterator<Item = (usize, &'static str, T)> {
        self.all_among(text, |at| self.by_start.keys.find(text, at))
    }

    /// The same where it is known already where words may begin.
    pub fn all_among(
        &self,
        text: &str,
        next: impl FnMut(usize) -> Option<usize>,
    ) -> impl Iterator<Item = (usize, &'static str, T)> {
        let words = |at| self.starts(&text[at..]).map(move |(word, says)| (at, word, says));
        places(text, 0, next).flat_map(words)
    }

    /// What its words begin with, for a [`Scanner`](crate::Scanner).
    pub fn beginnings(&self) -> Beginnings {
        let words = &self.by_start.words;
        let chars = |wanted: fn(&Entry<T>) -> Option<char>| -> Vec<char> {
            words.iter().filter_map(wanted).collect()
        };
        let alone = chars(|entry| entry.next.is_none().then_some(entry.key));
        let first = chars(|entry| entry.next.map(|_| entry.key));
        let second = chars(|entry| entry.next);
        Beginnings::of(&alone).and(Beginnings::pairs(&first, &second))
    }

    /// Whether a text holds any of the words.
    pub fn stands_in(&self, text: &str) -> bool {
        self.next_in(text, 0).is_some()
    }
}

/// Where a word may begin.
fn places(
    text: &str,
    from: usize,
    mut next: impl FnMut(usize) -> Option<usize>,
) -> impl Iterator<Item = usize> {
    let mut at = from;
    std::iter::from_fn(move || {
        let place = next(at)?;
        at = text.ceil_char_boundary(place + 1);
        Some(place)
    })
}

impl Lexicon<()> {
    /// A list of words that say nothing but themselves.
    pub fn of(words: &[&'static str]) -> Self {
        Self::new([((), words)])
    }
}

/// Words by the character at one of their ends: those of one character stand together, the longest first.
struct Index<T> {
    keys: CharSet,
    words: Vec<Entry<T>>,
    ends: Vec<usize>, // Behind the words of each key, in the order of the keys.
}

struct Entry<T> {
    key: char,
    next: Option<char>, // Looked at before the whole word is: it rules most of them out.
    word: &'static str,
    says: T,
}

impl<T: Copy> Index<T> {
    /// An index by the characters of each word in the order of `chars`.
    fn new<C: Iterator<Item = char>>(
        words: &[(&'static str, T)],
        chars: impl Fn(&'static str) -> C,
    ) -> Self {
        let entry = |&(word, says): &(&'static str, T)| {
            let mut chars = chars(word);
            Some(Entry { key: chars.next()?, next: chars.next(), word, says })
        };
        let mut words: Vec<Entry<T>> = words.iter().filter_map(entry).collect();
        words.sort_by_key(|entry| (entry.key, Reverse(entry.word.len())));
        let groups = words.chunk_by(|one, next| one.key == next.key);
        let ends = groups.scan(0, |end, group| {
            *end += group.len();
            Some(*end)
        });
        let ends = ends.collect();
        let keys: Vec<char> = words.iter().map(|entry| entry.key).collect();
        Self { keys: CharSet::new(&keys), words, ends }
    }

    /// The words that can stand where the text goes on with these characters.
    fn of(&self, mut chars: impl Iterator<Item = char>) -> impl Iterator<Item = (&'static str, T)> {
        let group = chars.next().and_then(|key| self.keys.rank(key)).map_or(0..0, |rank| {
            rank.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[rank]
        });
        let next = if group.is_empty() { None } else { chars.next() };
        let fits = move |entry: &&Entry<T>| entry.next.is_none() || entry.next == next;
        self.words[group].iter().filter(fits).map(|entry| (entry.word, entry.says))
    }
}
