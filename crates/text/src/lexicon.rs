//! Tables of words 词表, looked up in one step: at the beginning of a text, at its end, anywhere in it.

use std::cmp::Reverse;

use crate::CharSet;

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
        let by_start = Index::new(&words, |word| word.chars().next());
        Self { by_start, by_end: Index::new(&words, |word| word.chars().next_back()) }
    }

    /// The longest word that a text begins with, and what it says.
    pub fn at_start(&self, text: &str) -> Option<(&'static str, T)> {
        self.starts(text).next()
    }

    /// Every word that a text begins with, the longest first.
    pub fn starts(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let words = text.chars().next().map_or(&[][..], |first| self.by_start.of(first));
        words.iter().filter(move |(word, _)| text.starts_with(word)).copied()
    }

    /// The longest word that a text ends with, and what it says.
    pub fn at_end(&self, text: &str) -> Option<(&'static str, T)> {
        self.ends(text).next()
    }

    /// Every word that a text ends with, the longest first.
    pub fn ends(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let words = text.chars().next_back().map_or(&[][..], |last| self.by_end.of(last));
        words.iter().filter(move |(word, _)| text.ends_with(word)).copied()
    }

    /// The first word that begins at byte `from` or later, the longest where several do: where, and what it says.
    pub fn next_in(&self, text: &str, from: usize) -> Option<(usize, &'static str, T)> {
        let mut places = text[from..].char_indices().map(|(at, c)| (from + at, c));
        places.find_map(|(at, c)| {
            let words = self.by_start.of(c).iter();
            words
                .copied()
                .find(|(word, _)| text[at..].starts_with(word))
                .map(|(word, says)| (at, word, says))
        })
    }

    /// Every word of a text with the byte where it begins, those within and across one another included.
    pub fn all_in(&self, text: &str) -> impl Iterator<Item = (usize, &'static str, T)> {
        text.char_indices().flat_map(move |(at, c)| {
            let words = self.by_start.of(c).iter().copied();
            words
                .filter(move |(word, _)| text[at..].starts_with(word))
                .map(move |(word, says)| (at, word, says))
        })
    }

    /// Whether a text holds any of the words.
    pub fn stands_in(&self, text: &str) -> bool {
        self.next_in(text, 0).is_some()
    }
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
    words: Vec<(&'static str, T)>,
    ends: Vec<usize>, // Behind the words of each key, in the order of the keys.
}

impl<T: Copy> Index<T> {
    fn new(words: &[(&'static str, T)], key: impl Fn(&str) -> Option<char>) -> Self {
        let mut words: Vec<(&'static str, T)> =
            words.iter().filter(|(word, _)| key(word).is_some()).copied().collect();
        words.sort_by_key(|(word, _)| (key(word), Reverse(word.len())));
        let groups = words.chunk_by(|(one, _), (next, _)| key(one) == key(next));
        let ends = groups.scan(0, |end, group| {
            *end += group.len();
            Some(*end)
        });
        let ends = ends.collect();
        let keys: Vec<char> = words.iter().filter_map(|(word, _)| key(word)).collect();
        Self { keys: CharSet::new(&keys), words, ends }
    }

    /// The words of a key.
    fn of(&self, key: char) -> &[(&'static str, T)] {
        let Some(rank) = self.keys.rank(key) else { return &[] };
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[rank]]
    }
}
