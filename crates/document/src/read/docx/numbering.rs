//! Automatic numbers: `word/numbering.xml` says how each level prints, `word/styles.xml` which
//! paragraphs carry one.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::numbering::{LEVELS, Level, Numbering};
use crate::read::xml::{attribute, local};

/// Reads both parts; what is missing or damaged gives no numbers.
pub(super) fn numbering(lists: &str, styles: &str) -> Numbering {
    let mut read = Numbering::default();
    read_lists(&mut read, lists);
    read_styles(&mut read, styles);
    read
}

fn read_lists(read: &mut Numbering, xml: &str) {
    let (mut list, mut number, mut level) = (String::new(), String::new(), 0);
    elements(xml, |element| {
        let value = attribute(element, "val").unwrap_or_default();
        match local(element.name().as_ref()) {
            "abstractNum" => {
                list = attribute(element, "abstractNumId").unwrap_or_default();
                number.clear();
                read.lists.insert(list.clone(), vec![Level::default(); LEVELS]);
            }
            "num" => number = attribute(element, "numId").unwrap_or_default(),
            "abstractNumId" => {
                read.of.insert(number.clone(), (value, None));
            }
            "startOverride" => {
                if let Some((_, anew)) = read.of.get_mut(&number) {
                    *anew = anew.or(value.parse().ok());
                }
            }
            "lvl" => {
                let named = attribute(element, "ilvl").and_then(|level| level.parse().ok());
                level = named.unwrap_or(0).min(LEVELS - 1);
            }
            name if number.is_empty() => {
                if let Some(levels) = read.lists.get_mut(&list) {
                    set(&mut levels[level], name, value);
                }
            }
            _ => {}
        }
    });
}

fn read_styles(read: &mut Numbering, xml: &str) {
    let mut id = String::new();
    elements(xml, |element| {
        let value = || attribute(element, "val");
        match local(element.name().as_ref()) {
            "style" => id = attribute(element, "styleId").unwrap_or_default(),
            "basedOn" => read.styles.entry(id.clone()).or_default().parent = value(),
            "numId" => read.styles.entry(id.clone()).or_default().number = value(),
            "ilvl" => {
                let level = value().and_then(|level| level.parse().ok());
                read.styles.entry(id.clone()).or_default().level = level;
            }
            _ => {}
        }
    });
}

fn set(level: &mut Level, name: &str, value: String) {
    match name {
        "start" => level.start = value.parse().unwrap_or(1),
        "numFmt" => level.format = value,
        "lvlText" => level.text = value,
        _ => {}
    }
}

/// Calls `each` with every element of a part, as far as the part is well formed.
fn elements(xml: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
