/// A set of characters that answers in one step: what scanners stop at.
///
/// ```
/// use luoshi_text::CharSet;
/// static MARKS: CharSet = CharSet::new(&['，', '。']);
/// assert_eq!("扩大开放，优化布局".find(|c| MARKS.has(c)), Some(12));
/// ```
pub struct CharSet {
    bits: [u64; PAGES],   // One bit for each character of the basic plane.
    before: [u16; PAGES], // How many of them stand on earlier pages.
}

/// Pages of 64 characters in the basic plane.
const PAGES: usize = 1024;

impl CharSet {
    /// The set of these characters, all of the basic plane; one beyond it does not compile in a constant.
    pub const fn new(chars: &[char]) -> Self {
        let mut bits = [0_u64; PAGES];
        let mut at = 0;
        while at < chars.len() {
            let code = chars[at] as usize;
            bits[code / 64] |= 1 << (code % 64);
            at += 1;
        }
        let mut before = [0; PAGES];
        let mut page = 1;
        while page < PAGES {
            before[page] = before[page - 1] + bits[page - 1].count_ones() as u16;
            page += 1;
        }
        Self { bits, before }
    }

    /// Whether the character is one of them.
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    /// Which of them the character is, counted from 0 in the order of their codes.
    pub(crate) fn rank(&self, c: char) -> Option<usize> {
        let (page, place) = (c as usize / 64, c as usize % 64);
        let lower = (1_u64 << place) - 1;
        self.has(c).then(|| {
            usize::from(self.before[page]) + (self.bits[page] & lower).count_ones() as usize
        })
    }
}
