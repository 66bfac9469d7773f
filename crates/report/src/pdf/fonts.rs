//! The fonts a paper is printed in: those the standard names where the machine has them, else the nearest.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::Arc;

use fontdb::{Database, Family, Query, Source, Weight};
use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// What a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// 仿宋: the text.
    Text,
    /// 小标宋: title and letterhead.
    Title,
    /// 黑体: headings of the first level, heads of tables.
    First,
    /// 楷体: headings of the second level.
    Second,
    /// 宋体: page numbers.
    Number,
}

const ROLES: [Role; 5] = [Role::Text, Role::Title, Role::First, Role::Second, Role::Number];

/// A serif that most machines with Chinese fonts have.
const SERIFS: [&str; 6] =
    ["Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "Songti SC", "STSong"];
const SANS: [&str; 5] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
];

impl Role {
    /// Families in the order they are wanted.
    fn families(self) -> Vec<&'static str> {
        let named: &[&str] = match self {
            Self::Text => &["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"],
            Self::Title => &["方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"],
            Self::First => &["黑体", "SimHei", "STHeiti"],
            Self::Second => &["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"],
            Self::Number => &[],
        };
        let general = match self {
            Self::First => [SANS.as_slice(), SERIFS.as_slice()].concat(),
            _ => [SERIFS.as_slice(), SANS.as_slice()].concat(),
        };
        [named, &general].concat()
    }

    fn weight(self) -> Weight {
        if self == Self::Title { Weight::BOLD } else { Weight::NORMAL }
    }
}

/// No font of the machine has Chinese characters.
#[derive(Debug, thiserror::Error)]
#[error(
    "no font with Chinese characters on this machine: install one (Debian: apt install fonts-noto-cjk); Word files work without"
)]
pub struct NoChineseFont;

/// Fonts read into memory; dropped when the paper is printed.
pub struct Fonts {
    faces: BTreeMap<Role, Face>,
}

/// One font of a file.
#[derive(Clone)]
struct Face {
    font: Font,
    data: Arc<Vec<u8>>,
    index: u32,
}

impl Face {
    fn read(data: Arc<Vec<u8>>, index: u32) -> Option<Self> {
        let font = Font::new(data.clone().into(), index)?;
        let face = Self { font, data, index };
        face.glyph('国').is_some().then_some(face)
    }

    fn parsed(&self) -> FontRef<'_> {
        FontRef::from_index(&self.data, self.index).expect("read when the face was made")
    }

    fn glyph(&self, c: char) -> Option<skrifa::GlyphId> {
        self.parsed().charmap().map(c).filter(|glyph| glyph.to_u32() > 0)
    }

    fn width(&self, glyph: skrifa::GlyphId) -> f32 {
        let parsed = self.parsed();
        let metrics = parsed.glyph_metrics(Size::new(1.0), LocationRef::default());
        metrics.advance_width(glyph).unwrap_or(1.0)
    }
}

impl Fonts {
    /// The fonts this machine has for Chinese papers.
    ///
    /// # Errors
    /// Where none of them has Chinese characters.
    pub fn of_this_machine() -> Result<Self, NoChineseFont> {
        let mut known = Database::new();
        known.load_system_fonts();
        let mut files = BTreeMap::new();
        let faces =
            ROLES.iter().filter_map(|role| Some((*role, wanted(&known, *role, &mut files)?)));
        let mut faces: BTreeMap<Role, Face> = faces.collect();
        if let Entry::Vacant(text) = faces.entry(Role::Text) {
            text.insert(any(&known, &mut files).ok_or(NoChineseFont)?);
        }
        Ok(Self { faces })
    }

    fn face(&self, role: Role) -> &Face {
        let text = || self.faces.get(&Role::Text).expect("without it there are no fonts");
        self.faces.get(&role).unwrap_or_else(text)
    }

    /// The font that has the character: that of its role, else that of the text; and which of its glyphs.
    pub(super) fn glyph(&self, role: Role, c: char) -> (Font, GlyphId) {
        let (face, glyph) = self.found(role, c);
        (face.font.clone(), GlyphId::new(glyph.to_u32()))
    }

    /// How wide a character is, as a part of its size.
    pub(super) fn width(&self, role: Role, c: char) -> f32 {
        let (face, glyph) = self.found(role, c);
        face.width(glyph)
    }

    /// A character that no font has is a box of the font it should be in.
    fn found(&self, role: Role, c: char) -> (&Face, skrifa::GlyphId) {
        let candidates = [role, Role::Text, Role::First].map(|role| self.face(role));
        let found = candidates.into_iter().find_map(|face| Some((face, face.glyph(c)?)));
        found.unwrap_or((candidates[0], skrifa::GlyphId::NOTDEF))
    }
}

type Files = BTreeMap<PathBuf, Arc<Vec<u8>>>;

fn wanted(known: &Database, role: Role, files: &mut Files) -> Option<Face> {
    role.families().into_iter().find_map(|name| {
        let families = [Family::Name(name)];
        let query = Query { families: &families, weight: role.weight(), ..Query::default() };
        read(known, known.query(&query)?, files)
    })
}

/// The first font that has Chinese characters, whatever it is called.
fn any(known: &Database, files: &mut Files) -> Option<Face> {
    let chinese = |id| {
        let has = |data: &[u8], index| {
            FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map('国').is_some())
        };
        known.with_face_data(id, has).unwrap_or(false)
    };
    let mut faces = known.faces().filter(|face| chinese(face.id));
    faces.find_map(|face| read(known, face.id, files))
}

fn read(known: &Database, id: fontdb::ID, files: &mut Files) -> Option<Face> {
    let (source, index) = known.face_source(id)?;
    let (Source::File(path) | Source::SharedFile(path, _)) = source else { return None };
    let data = match files.get(&path) {
        Some(data) => data.clone(),
        None => {
            let data = Arc::new(std::fs::read(&path).ok()?);
            files.insert(path, data.clone());
            data
        }
    };
    Face::read(data, index)
}
