//! Speed of reading and extraction beside jieba-rs on the same text in the same run.
//!
//! Texts: every `.txt` in the directory `LUOSHI_CORPUS`, else the seed document again and again; its `.pdf`
//! and `.docx` files are read beside other programs. Quote the ratios: the machine's own speed drifts.

mod beside;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The seed document, for machines without a corpus.
const SEED: &[u8] = include_bytes!("../../../../examples/hangzhou-2018/document.txt");
/// Counted runs; the median is printed.
const RUNS: usize = 5;

fn main() {
    if let Ok(told) = std::env::var(ONCE) {
        return once(&told);
    }
    let texts = texts();
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let megabytes = bytes as f64 / 1e6;
    say(&format!(
        "{} documents, {megabytes:.1} MB, one thread, median of {RUNS} runs",
        texts.len()
    ));
    let jieba = jieba_rs::Jieba::new();
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..RUNS {
        times[0].push(time(|| texts.iter().for_each(|text| segment(&jieba, text))));
        times[1].push(time(|| texts.iter().for_each(|text| read(text))));
        times[2].push(time(|| texts.iter().for_each(|text| read_and_extract(text))));
    }
    let [jieba_time, read_time, extract_time] = times.map(median);
    for (name, taken) in
        [("jieba-rs, segment", jieba_time), ("read", read_time), ("read + extract", extract_time)]
    {
        let seconds = taken.as_secs_f64();
        say(&format!(
            "  {name:<20} {:>8.1} MB/s {:>9.0} documents/s   {:>5.2} × jieba-rs",
            megabytes / seconds,
            texts.len() as f64 / seconds,
            jieba_time.as_secs_f64() / seconds,
        ));
    }
    // Up to the longest file that is taken over the page, 32 MB.
    for copies in [10, 125] {
        growth("read", copies);
        growth("read + extract", copies);
    }
    beside::compare(corpus().as_deref());
}

/// Says to this program what to do once: `read 400`.
const ONCE: &str = "LUOSHI_BENCH_ONCE";

/// How time grows with size: from so many copies of the seed to ten times as many, each read by a program of its own,
/// as on the command line. In one program a small text finds the memory of the one before, and a large one does not.
fn growth(name: &str, copies: usize) {
    let taken = |copies: usize| {
        let run = |_| in_a_program_of_its_own(&format!("{copies} {name}"));
        // The shortest: what else the machine does only ever adds to it.
        (0..RUNS).map(run).min().unwrap_or_default().as_secs_f64()
    };
    let ratio = taken(copies * 10) / taken(copies);
    let megabytes = (SEED.len() * copies * 10) as f64 / 1e6;
    say(&format!(
        "  {name}, up to {megabytes:.1} MB: 10 × the text takes {ratio:.1} × the time (aim: at most 10.5)"
    ));
}

fn in_a_program_of_its_own(what: &str) -> Duration {
    let this = std::env::current_exe().expect("this program has a file");
    let run = std::process::Command::new(this).env(ONCE, what).output().expect("it runs again");
    let printed = String::from_utf8_lossy(&run.stdout);
    Duration::from_nanos(printed.trim().parse().expect("it prints nanoseconds"))
}

/// Reads so many copies of the seed once, after one alone, and prints how long that took.
fn once(told: &str) {
    let (copies, name) = told.split_once(' ').expect("a number and what to do");
    let work = if name == "read" { read } else { read_and_extract };
    work(SEED);
    let text = SEED.repeat(copies.parse().expect("a number"));
    say(&time(|| work(&text)).as_nanos().to_string());
}

fn segment(jieba: &jieba_rs::Jieba, text: &[u8]) {
    black_box(jieba.cut(&String::from_utf8_lossy(text), false));
}

fn read(text: &[u8]) {
    let _ = black_box(luoshi_document::read("bench.txt", text));
}

fn read_and_extract(text: &[u8]) {
    if let Ok(document) = luoshi_document::read("bench.txt", text) {
        black_box(luoshi_extract::extract(&document));
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn texts() -> Vec<Vec<u8>> {
    let files = corpus().map(|folder| files(&folder, "txt")).unwrap_or_default();
    let texts: Vec<Vec<u8>> = files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
    if texts.is_empty() { vec![SEED.to_vec(); 400] } else { texts }
}

fn corpus() -> Option<PathBuf> {
    std::env::var_os("LUOSHI_CORPUS").map(PathBuf::from)
}

/// The files of a folder that have that extension, by name.
fn files(folder: &Path, wanted: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == wanted))
        .collect();
    files.sort();
    files
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn say(line: &str) {
    println!("{line}");
}
