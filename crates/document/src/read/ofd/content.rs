//! The characters of a page, of the template under it, and of drawings it repeats.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::BROKEN;
use super::catalogue::{Catalogue, height};
use crate::read::decode::ReadError;
use crate::read::sheet::{Glyph, Sheet};
use crate::read::xml::{attribute, local, unescaped};

/// Drawings within drawings are followed so deep, and so many bytes of them in all.
const DEEPEST: usize = 8;
const MOST_DRAWN: usize = 256 << 20;
/// More characters than any document has.
const MOST_GLYPHS: usize = 20_000_000;

/// From an object's own places to those of the page: `[a, b, c, d, e, f]`.
#[derive(Clone, Copy, Debug)]
struct Transform([f32; 6]);

impl Transform {
    const NONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The transform of an object on what holds it: its box, then its matrix.
    fn of(element: &BytesStart<'_>, outer: Self) -> Self {
        let origin = numbers(attribute(element, "Boundary"));
        let moved = match origin[..] {
            [x, y, ..] => outer.after(Self([1.0, 0.0, 0.0, 1.0, x, y])),
            _ => outer,
        };
        match numbers(attribute(element, "CTM"))[..] {
            [a, b, c, d, e, f] => moved.after(Self([a, b, c, d, e, f])),
            _ => moved,
        }
    }

    fn after(self, inner: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, inner.0);
        let (x, y) = (a * t + c * u + e, b * t + d * u + f);
        Self([a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, x, y])
    }

    fn place(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much larger it makes what stands upright; `None` for what it turns.
    fn upright(self) -> Option<(f32, f32)> {
        let [a, b, c, d, ..] = self.0;
        let turned = b.abs() > a.abs() * 0.05 || c.abs() > d.abs() * 0.5;
        (a > 0.0 && d > 0.0 && !turned).then_some((a, d))
    }
}

/// Text that is open.
#[derive(Clone, Copy, Debug)]
struct Text {
    transform: Transform,
    size: f32,
    /// How wide a character of full width is.
    width: f32,
}

/// What is read from the pages of one document.
pub(super) struct Content<'c> {
    catalogue: &'c Catalogue,
    sheets: Vec<Sheet>,
    sheet: Sheet,
    glyphs: usize,
    /// The drawings that are being read, each within the one before it.
    open: Vec<&'c str>,
    /// Bytes of drawings read.
    drawn: usize,
}

impl<'c> Content<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        let (sheets, sheet, open) = (Vec::new(), Sheet::default(), Vec::new());
        Self { catalogue, sheets, sheet, glyphs: 0, open, drawn: 0 }
    }

    /// Reads a page.
    pub(super) fn page(&mut self, xml: &str) -> Result<(), ReadError> {
        self.sheet = Sheet { height: self.catalogue.height, ..Sheet::default() };
        self.objects(xml, Transform::NONE)?;
        self.sheets.push(std::mem::take(&mut self.sheet));
        Ok(())
    }

    pub(super) fn into_sheets(self) -> Vec<Sheet> {
        self.sheets
    }

    fn objects(&mut self, xml: &str, outer: Transform) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        let mut text: Option<Text> = None;
        loop {
            match reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(element) => match local(element.name().as_ref()) {
                    "TextObject" => text = open(&element, outer),
                    "TextCode" => {
                        let inner = reader.read_text(element.name()).map_err(|_| BROKEN)?;
                        if let Some(text) = text {
                            self.characters(&element, &inner, text)?;
                        }
                    }
                    "PhysicalBox" if self.open.is_empty() => {
                        let inner = reader.read_text(element.name()).map_err(|_| BROKEN)?;
                        self.sheet.height = height(&inner);
                    }
                    _ => self.named(&element, outer)?,
                },
                Event::Empty(element) => self.named(&element, outer)?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// A template or a drawing that is named here; one that holds itself is drawn once.
    fn named(&mut self, element: &BytesStart<'_>, outer: Transform) -> Result<(), ReadError> {
        let catalogue = self.catalogue;
        let (parts, name) = match local(element.name().as_ref()) {
            "Template" => (&catalogue.templates, "TemplateID"),
            "CompositeObject" => (&catalogue.drawings, "ResourceID"),
            _ => return Ok(()),
        };
        let Some(xml) = attribute(element, name).and_then(|id| parts.get(&id)) else {
            return Ok(());
        };
        let within_itself = self.open.iter().any(|open| std::ptr::eq(*open, xml.as_str()));
        if within_itself || self.open.len() == DEEPEST {
            return Ok(());
        }
        self.drawn += xml.len();
        if self.drawn > MOST_DRAWN {
            return Err(ReadError::TooLarge);
        }
        self.open.push(xml);
        self.objects(xml, Transform::of(element, outer))?;
        self.open.pop();
        Ok(())
    }

    /// The characters of a `TextCode`, one after the other as its steps say.
    fn characters(
        &mut self,
        element: &BytesStart<'_>,
        inner: &str,
        text: Text,
    ) -> Result<(), ReadError> {
        let Some((across, down)) = text.transform.upright() else { return Ok(()) };
        let start = |name: &str| numbers(attribute(element, name)).first().copied().unwrap_or(0.0);
        let (mut x, mut y) = (start("X"), start("Y"));
        let (right, below) = (attribute(element, "DeltaX"), attribute(element, "DeltaY"));
        let (mut steps, mut falls) = (steps(right.as_deref()), steps(below.as_deref()));
        for char in unescaped(inner).chars() {
            self.glyphs += 1;
            if self.glyphs > MOST_GLYPHS {
                return Err(ReadError::TooLarge);
            }
            let step = steps.next();
            // A letter's width is known by its step only; a step wider than the type leaves a gap.
            let natural = if char.is_ascii() { text.width * 0.6 } else { text.width };
            let width =
                step.filter(|step| *step > 0.0).map_or(natural, |step| step.min(text.width));
            let (at, line) = text.transform.place(x, y);
            let glyph =
                Glyph { char, x: at, y: line, width: width * across, size: text.size * down };
            self.sheet.add(glyph);
            x += step.unwrap_or(0.0);
            y += falls.next().unwrap_or(0.0);
        }
        Ok(())
    }
}

/// The text object that begins, if it can be seen.
fn open(element: &BytesStart<'_>, outer: Transform) -> Option<Text> {
    let number = |name: &str| attribute(element, name).and_then(|value| value.parse::<f32>().ok());
    let hidden = attribute(element, "Visible").is_some_and(|value| value == "false");
    let size = number("Size").unwrap_or(1.0);
    let width = size * number("HScale").unwrap_or(1.0);
    (!hidden).then(|| Text { transform: Transform::of(element, outer), size, width })
}

fn numbers(value: Option<String>) -> Vec<f32> {
    value.unwrap_or_default().split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Steps between characters; `g 3 5.5` stands for `5.5 5.5 5.5`.
fn steps(value: Option<&str>) -> impl Iterator<Item = f32> {
    let mut words = value.unwrap_or_default().split_whitespace();
    let groups = std::iter::from_fn(move || {
        let word = words.next()?;
        let (times, step) = match word {
            "g" => (words.next().and_then(|times| times.parse().ok()), words.next()),
            step => (Some(1_usize), Some(step)),
        };
        let step: Option<f32> = step.and_then(|step| step.parse().ok());
        Some(times.zip(step))
    });
    groups.flatten().flat_map(|(times, step)| std::iter::repeat_n(step, times))
}
