//! Taking words off the ends of a phrase.

/// The phrase without any of `words` at its beginning, however many there are.
pub(crate) fn strip_leading<'t>(phrase: &'t str, words: &[&str]) -> &'t str {
    let mut rest = phrase.trim_start_matches(EDGE);
    while let Some(shorter) = longest(words, |word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches(EDGE);
    }
    rest
}

/// The phrase without any of `words` at its end, however many there are.
pub(crate) fn strip_trailing<'t>(phrase: &'t str, words: &[&str]) -> &'t str {
    let mut rest = phrase.trim_end_matches(EDGE);
    while let Some(shorter) = longest(words, |word| rest.strip_suffix(word)) {
        rest = shorter.trim_end_matches(EDGE);
    }
    rest
}

/// Marks that belong to no phrase.
const EDGE: [char; 12] = [' ', '\u{3000}', '—', '-', '，', ',', '：', ':', '；', ';', '、', '。'];

/// What is left when the longest word that fits is taken off.
fn longest<'t>(words: &[&str], strip: impl Fn(&&str) -> Option<&'t str>) -> Option<&'t str> {
    words.iter().filter_map(strip).min_by_key(|rest| rest.len())
}
