//! Says what to do when the npm packages are missing, and builds anew when an asset comes or goes.

use std::path::Path;
use std::process::ExitCode;

const NPM: [&str; 1] = ["node_modules/htmx.org/dist/htmx.min.js"];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=assets");
    for file in NPM {
        println!("cargo::rerun-if-changed={file}");
        if !Path::new(file).exists() {
            println!("cargo::error=crates/web/{file} is missing: run `make assets`");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
