use crate::numeral::Numeral;

/// A place in a text that reads forward, word by word. Spaces before a word do not count.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    pub(crate) at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// What is still to be read.
    pub(crate) fn rest(&self) -> &'a str {
        self.text[self.at..].trim_start_matches(' ')
    }

    /// Takes the first of `words` that stands here.
    pub(crate) fn eat(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let rest = self.rest();
        let word = words.iter().find(|word| rest.starts_with(**word))?;
        self.at = self.text.len() - rest.len() + word.len();
        Some(word)
    }

    /// Takes a whole number below ten thousand without a scale.
    pub(crate) fn integer(&mut self) -> Option<i16> {
        let rest = self.rest();
        let numeral = Numeral::read(rest)
            .filter(|numeral| numeral.scale == 1 && numeral.rough.is_none() && !numeral.bare)?;
        let whole = numeral.upper.is_none() && numeral.mantissa.scale() == 0;
        let value = whole.then(|| numeral.mantissa.try_into().ok()).flatten()?;
        self.at = self.text.len() - rest.len() + numeral.len;
        Some(value)
    }
}
