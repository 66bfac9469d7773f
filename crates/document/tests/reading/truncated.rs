//! Files of every format, cut off or with bytes changed: read or refused, and never for long.

use luoshi_document::read;

use super::holds::holds_together;
use super::word::{PLAN_DOC, package};

/// Small files of every format that packs its text.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let word =
        "<w:document><w:body><w:p><w:r><w:t>关于工作的通知</w:t></w:r></w:p></w:body></w:document>";
    let entry = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
    let document = "<Document><Pages><Page ID=\"2\" BaseLoc=\"P.xml\"/></Pages></Document>";
    let page = "<Page><TextObject Boundary=\"20 100 150 20\" Size=\"5\"><TextCode X=\"0\" Y=\"4\" DeltaX=\"g 6 5\">关于工作的通知</TextCode></TextObject></Page>";
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj 4 0 obj<</Length 42>>stream\nBT /F 12 Tf 1 0 0 1 20 150 Tm (Notice) Tj ET\nendstream endobj 5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>\n%%EOF";
    vec![
        ("doc", PLAN_DOC.to_vec()),
        ("docx", package(&[("word/document.xml", word)])),
        ("ofd", package(&[("OFD.xml", entry), ("D.xml", document), ("P.xml", page)])),
        ("pdf", pdf.as_bytes().to_vec()),
        ("html", "<html><body><p>关于工作的通知</p><table><tr><td>一</table>".as_bytes().to_vec()),
    ]
}

#[test]
fn whole_files_are_read_whatever_they_are_called() {
    for (format, bytes) in files() {
        let as_is = read(&format!("a.{format}"), &bytes)
            .unwrap_or_else(|error| panic!("{format}: {error}"));
        let misnamed = read("a.txt", &bytes).unwrap();
        assert_eq!(as_is.text, misnamed.text, "{format}");
    }
}

#[test]
fn files_cut_off_anywhere_are_read_or_refused() {
    for (_, bytes) in files() {
        for len in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            if let Ok(document) = read("cut", &bytes[..len]) {
                holds_together(&document);
            }
        }
    }
}

#[test]
fn files_with_a_byte_changed_are_read_or_refused() {
    for (_, bytes) in files() {
        for at in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            for change in [0xFF, 0x01, 0x80] {
                let mut bytes = bytes.clone();
                bytes[at] ^= change;
                if let Ok(document) = read("changed", &bytes) {
                    holds_together(&document);
                }
            }
        }
    }
}
