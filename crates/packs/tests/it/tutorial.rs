use luoshi_packs::{Files, Pack};

/// The files that the TOML of `docs/packs.md` stands for, in its order.
const FILES: [&str; 5] = [
    "pack.toml",
    "registers/park.toml",
    "indicators/green_area.toml",
    "cases/opening.toml",
    "examples/parks.toml",
];

#[test]
fn the_pack_that_the_book_builds_is_without_a_fault() {
    let book = include_str!("../../../../docs/packs.md");
    let blocks: Vec<&str> =
        book.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), FILES.len());
    let mut files = Files::default();
    for (path, text) in FILES.into_iter().zip(blocks) {
        files.insert(path, text);
    }
    files.insert("data/park.csv", "名称,面积,开放日期,source\n西溪,1150,2005-05,bulletin2019\n");
    let readings = book.split("```\n").find(|block| block.starts_with("indicator,period")).unwrap();
    files.insert("data/observations.csv", readings);
    files.insert("sources.toml", "[[sources]]\nid = \"bulletin2019\"\ntitle = \"公报\"\n");
    let pack = Pack::read(&files).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert_eq!((pack.records["park"].len(), pack.readings.len()), (1, 2));
}
