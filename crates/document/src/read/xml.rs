//! Names, attributes and characters of XML parts. Entities a part defines are never expanded.

use quick_xml::events::BytesStart;

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| local(attribute.key.as_ref()) == name)?;
    Some(unescaped(&found.value))
}

/// The character that `&name;` stands for; nothing where only the part itself could say.
pub(super) fn reference(name: &str) -> String {
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    });
    let named = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    };
    code.and_then(char::from_u32)
        .or(named)
        .filter(|c| *c != '\0')
        .map(String::from)
        .unwrap_or_default()
}

/// Text with its entities resolved; those that only the part itself could say are left out.
pub(super) fn unescaped(raw: &str) -> String {
    let mut parts = raw.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';') {
            Some((name, rest)) => {
                text.push_str(&reference(name));
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    text
}
