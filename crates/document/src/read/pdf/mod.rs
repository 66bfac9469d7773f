//! PDF with a text layer: the characters of its pages, read where they stand.
//!
//! The pages are interpreted as if to be drawn, but only characters are kept: which one each is, the
//! file's own tables say.

mod swell;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

use crate::read::decode::ReadError;
use crate::read::extracted::Extracted;
use crate::read::sheet::{self, Glyph, Sheet};

/// What is said of a damaged file.
const BROKEN: ReadError = ReadError::Broken("PDF");
/// More characters than any document has.
const MOST_GLYPHS: usize = 20_000_000;
/// Type is measured in thousandths of its height.
const UNITS: f64 = 1000.0;

/// Whether bytes are a PDF; some begin with a few bytes of something else.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// The text of a PDF document.
pub(super) fn pdf(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if swell::is_swollen(bytes) {
        return Err(ReadError::TooLarge);
    }
    // Files are made to break their readers; what breaks this one must not end the program.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes)));
    let extracted = sheet::text(read.unwrap_or(Err(BROKEN))?);
    if extracted.text.trim().is_empty() { Err(ReadError::NoText) } else { Ok(extracted) }
}

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked("PDF"),
        _ => BROKEN,
    })?;
    let cache = InterpreterCache::new();
    let mut left = MOST_GLYPHS;
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        let mut reader = Reader { sheet: Sheet::default(), left };
        reader.read(page, &pdf, &cache);
        left = reader.left;
        sheets.push(reader.sheet);
    }
    if left == 0 { Err(ReadError::TooLarge) } else { Ok(sheets) }
}

/// A device that keeps characters and draws nothing.
struct Reader {
    sheet: Sheet,
    /// How many characters may still come.
    left: usize,
}

impl Reader {
    fn read<'p>(&mut self, page: &Page<'p>, pdf: &'p Pdf, cache: &InterpreterCache<'p>) {
        let (width, height) = page.render_dimensions();
        self.sheet.height = height;
        let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
        let turned = Affine::new(page.initial_transform(true).as_coeffs());
        let settings = InterpreterSettings::default();
        let mut context = Context::new(turned, bounds, cache, pdf.xref(), settings);
        interpret_page(page, &mut context, self);
    }

    fn glyph(&mut self, glyph: &Drawn<'_>, transform: Affine) {
        let Some(text) = glyph.as_unicode() else { return };
        let [a, b, c, d, ..] = transform.as_coeffs();
        let upright = a > 0.0 && d < 0.0 && b.abs() < a * 0.05 && c.abs() < -d * 0.5;
        if !upright {
            return;
        }
        let place = transform * Point::ZERO;
        let advance = advance(glyph).map_or(UNITS, f64::from);
        let (width, size) = ((a * advance) as f32, (-d * UNITS) as f32);
        let mut add = |char: char| {
            self.sheet.add(Glyph { char, x: place.x as f32, y: place.y as f32, width, size });
        };
        match text {
            BfString::Char(char) => add(char),
            BfString::String(text) => text.chars().for_each(add), // A ligature.
        }
    }
}

/// How far the next character stands, in thousandths of the type's height.
fn advance(glyph: &Drawn<'_>) -> Option<f32> {
    match glyph {
        Drawn::Outline(glyph) => glyph.advance_width(),
        Drawn::Type3(glyph) => glyph.advance_width(),
    }
}

impl Device<'_> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs().iter().take(self.left) {
            self.glyph(glyph, props.transform * glyph.transform());
        }
        self.left = self.left.saturating_sub(run.glyphs().len());
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
