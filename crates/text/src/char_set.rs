/// A set of characters that answers in one step: what scanners stop at.
///
/// ```
/// use luoshi_text::CharSet;
/// static MARKS: CharSet = CharSet::new(&['，', '。']);
/// assert_eq!(MARKS.find("扩大开放，优化布局", 0), Some(12));
/// assert!(MARKS.has('。') && !MARKS.has('、'));
/// ```
pub struct CharSet {
    bits: [u64; PAGES],   // One bit for each character of the basic plane.
    before: [u16; PAGES], // How many of them stand on earlier pages.
    ideographs: bool,     // Whether any is a Han character: sets of marks hold none.
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
        let mut ideographs = false;
        let mut page = 1;
        while page < PAGES {
            before[page] = before[page - 1] + bits[page - 1].count_ones() as u16;
            ideographs |= 0x4000 / 64 <= page && page < 0xA000 / 64 && bits[page] != 0;
            page += 1;
        }
        Self { bits, before, ideographs }
    }

    /// Whether the character is one of them.
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }

    /// The first byte from `from` on, which begins a character, where one of them stands.
    ///
    /// The last byte of a character in UTF-8 is its place on its page, those before it are the page: nothing need
    /// be decoded.
    pub fn find(&self, text: &str, from: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(from..)?;
        loop {
            let (page, last, tail) = match rest {
                // U+4000 to U+9FFF.
                [0xE4..=0xE9, _, _, tail @ ..] if !self.ideographs => {
                    rest = tail;
                    continue;
                }
                [lead @ 0xE0..=0xEF, second, last, tail @ ..] => {
                    (usize::from(lead & 0xF) << 6 | usize::from(second & 0x3F), last, tail)
                }
                [last @ 0..0x80, tail @ ..] => (usize::from(last >> 6), last, tail),
                [lead @ 0xC0..=0xDF, last, tail @ ..] => (usize::from(lead & 0x1F), last, tail),
                // Beyond the basic plane.
                [_, _, _, _, tail @ ..] => {
                    rest = tail;
                    continue;
                }
                _ => return None,
            };
            if self.bits[page] >> (last & 0x3F) & 1 == 1 {
                return Some(text.len() - rest.len());
            }
            rest = tail;
        }
    }

    /// All of them, in the order of their codes.
    pub(crate) fn chars(&self) -> impl Iterator<Item = char> {
        let codes = (0..PAGES as u32 * 64).filter_map(char::from_u32);
        codes.filter(|c| self.has(*c))
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
