//! Prints the extraction of a file, until the command does.

use std::io::Write as _;

fn main() {
    let out = std::io::stdout();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("a file that can be read");
        let document = luoshi_document::read(&path, &bytes).expect("a document");
        let json =
            serde_json::to_string(&luoshi_extract::extract(&document)).expect("an extraction");
        writeln!(out.lock(), "{json}").expect("an open standard output");
    }
}
