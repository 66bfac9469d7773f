//! Taking words off the ends of a phrase.

use luoshi_text::Lexicon;

/// The phrase without any of `words` at its beginning, however many there are; the longest that fits goes first.
pub(crate) fn strip_leading<'t>(phrase: &'t str, words: &Lexicon<()>) -> &'t str {
    let mut rest = phrase.trim_start_matches(EDGE);
    while let Some((word, ())) = words.at_start(rest) {
        rest = rest[word.len()..].trim_start_matches(EDGE);
    }
    rest
}

/// The phrase without any of `words` at its end, however many there are; the longest that fits goes first.
pub(crate) fn strip_trailing<'t>(phrase: &'t str, words: &Lexicon<()>) -> &'t str {
    let mut rest = phrase.trim_end_matches(EDGE);
    while let Some((word, ())) = words.at_end(rest) {
        rest = rest[..rest.len() - word.len()].trim_end_matches(EDGE);
    }
    rest
}

/// Marks that belong to no phrase.
const EDGE: [char; 12] = [' ', '\u{3000}', '—', '-', '，', ',', '：', ':', '；', ';', '、', '。'];
