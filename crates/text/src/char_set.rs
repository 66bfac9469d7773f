/// A set of characters that answers in one step: what scanners stop at.
///
/// ```
/// use luoshi_text::CharSet;
/// static MARKS: CharSet = CharSet::new(&['，', '。']);
/// assert_eq!("扩大开放，优化布局".find(|c| MARKS.has(c)), Some(12));
/// ```
pub struct CharSet([u64; 1024]); // One bit for each character of the basic plane.

impl CharSet {
    /// The set of these characters, all of the basic plane; one beyond it does not compile in a constant.
    pub const fn new(chars: &[char]) -> Self {
        let mut bits = [0; 1024];
        let mut at = 0;
        while at < chars.len() {
            let code = chars[at] as usize;
            bits[code / 64] |= 1 << (code % 64);
            at += 1;
        }
        Self(bits)
    }

    /// Whether the character is one of them.
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.0.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}
