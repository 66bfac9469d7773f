//! What an OFD package holds: its pages, the templates under them, and drawings that pages repeat.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{BROKEN, ENTRY};
use crate::read::decode::ReadError;
use crate::read::package::Package;
use crate::read::xml::{attribute, local};

/// The parts of a document.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// The parts that hold pages, in order.
    pub(super) pages: Vec<String>,
    /// XML of page templates, by their number.
    pub(super) templates: HashMap<String, String>,
    /// XML of drawings that a page can name, by their number.
    pub(super) drawings: HashMap<String, String>,
    /// The height of a page that says none.
    pub(super) height: f32,
}

impl Catalogue {
    /// Reads the first document of a package.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let entry = package.part(ENTRY)?.ok_or(BROKEN)?;
        let root = texts(&entry, "DocRoot")?.into_iter().next().ok_or(BROKEN)?;
        let root = root.trim_start_matches('/').to_owned();
        let document = package.part(&root)?.ok_or(BROKEN)?;
        let mut catalogue = Self::default();
        catalogue.read_document(package, &root, &document)?;
        for name in ["PublicRes", "DocumentRes"] {
            for place in texts(&document, name)? {
                let resources = package.part(&beside(&root, &place))?.unwrap_or_default();
                catalogue.read_drawings(&resources)?;
            }
        }
        Ok(catalogue)
    }

    fn read_document(
        &mut self,
        package: &mut Package<'_>,
        root: &str,
        document: &str,
    ) -> Result<(), ReadError> {
        self.height = texts(document, "PhysicalBox")?.first().map_or(297.0, |value| height(value));
        let mut reader = Reader::from_str(document);
        loop {
            match reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(element) | Event::Empty(element) => {
                    self.entry(package, root, &element)?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn entry(
        &mut self,
        package: &mut Package<'_>,
        root: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        let Some(place) = attribute(element, "BaseLoc").map(|place| beside(root, &place)) else {
            return Ok(());
        };
        match local(element.name().as_ref()) {
            "Page" => self.pages.push(place),
            "TemplatePage" => {
                let xml = package.part(&place)?.unwrap_or_default();
                self.templates.insert(attribute(element, "ID").unwrap_or_default(), xml);
            }
            _ => {}
        }
        Ok(())
    }

    fn read_drawings(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(element)
                    if local(element.name().as_ref()) == "CompositeGraphicUnit" =>
                {
                    let id = attribute(&element, "ID").unwrap_or_default();
                    let inner = reader.read_text(element.name()).map_err(|_| BROKEN)?;
                    self.drawings.insert(id, inner.to_string());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The texts of all elements of a name.
fn texts(xml: &str, name: &str) -> Result<Vec<String>, ReadError> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Start(element) if local(element.name().as_ref()) == name => {
                let text = reader.read_text(element.name()).map_err(|_| BROKEN)?;
                found.push(text.trim().to_owned());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A place as the part `root` names it: from the package's root, or from the folder of that part.
fn beside(root: &str, place: &str) -> String {
    match (place.strip_prefix('/'), root.rsplit_once('/')) {
        (Some(whole), _) => whole.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{place}"),
        (None, None) => place.to_owned(),
    }
}

/// The height of a box: its fourth number.
pub(super) fn height(value: &str) -> f32 {
    value.split_whitespace().nth(3).and_then(|height| height.parse().ok()).unwrap_or(297.0)
}
