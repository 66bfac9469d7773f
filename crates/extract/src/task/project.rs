//! Projects 重点项目: named undertakings behind a stage word.

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_text::Lexicon;

/// Stage words 阶段词.
#[rustfmt::skip]
static STAGES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "谋划推进", "谋划建设", "谋划设立", "谋划", "规划建设", "加快推进", "加快建设", "加快启动", "积极推进", "开工建设", "启动建设", "续建",
    "扩建", "改建", "新建", "开工", "建成投用", "建成", "推进", "建设", "实施", "引进", "启动",
]));

/// Last words of undertakings that are built.
#[rustfmt::skip]
static BUILT: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "铁路", "高铁", "高速公路", "公路", "城际铁路", "机场", "航站楼", "码头", "出海码头项目", "港", "车站", "客运站", "轨道快线", "地铁",
    "大桥", "隧道", "通道", "项目", "工程", "医院", "园区", "产业园", "大学", "校区", "实验室", "水库", "电站", "枢纽", "中心",
    "西站", "东站", "南站", "北站", "站", "段", "线", "基地", "博物馆", "体育馆", "图书馆", "走廊", "大科学装置", "西复线", "航道",
    "干线", "管网", "厂",
]));

/// The undertakings that an act names: the bytes of each name, and the stage word.
pub(super) fn projects(text: &str, act: Range<usize>) -> Vec<(Range<usize>, &'static str)> {
    let clause = &text[act.clone()];
    let Some((at, stage)) = stage(clause) else { return Vec::new() };
    let from = act.start + at + stage.len();
    names(&text[from..act.end])
        .into_iter()
        .map(|name| (from + name.start..from + name.end, stage))
        .collect()
}

/// The stage word among the first characters of a clause, and where it stands.
fn stage(clause: &str) -> Option<(usize, &'static str)> {
    let starts = clause.char_indices().take(5).map(|(at, _)| at);
    let mut staged = starts.filter_map(|at| Some((at, STAGES.at_start(&clause[at..])?.0)));
    staged.next()
}

/// Marks that end a list of names.
const LIST_ENDS: [char; 6] = ['，', ',', '；', ';', '。', '：'];

/// The names of a list that end like something built.
fn names(list: &str) -> Vec<Range<usize>> {
    let list = &list[..list.find(LIST_ENDS).unwrap_or(list.len())];
    let list = list.split("等").next().unwrap_or(list);
    let mut start = 0;
    let items = list.split_inclusive('、').map(|item| {
        let from = start;
        start += item.len();
        (from, item.trim_end_matches('、'))
    });
    let named =
        items.map(|(from, item)| (from, item.strip_suffix("建设").unwrap_or(item).trim_end()));
    named.filter(|(_, item)| is_project(item)).map(|(from, item)| from..from + item.len()).collect()
}

/// Whether this is the name of one undertaking: it ends like one, and names more than a kind of thing.
fn is_project(name: &str) -> bool {
    let kinds = ["一批", "各类", "等", "若干", "重大", "重点", "系列", "所有", "有关", "的"];
    let proper = !kinds.iter().any(|kind| name.contains(kind));
    proper && (4..=25).contains(&name.chars().count()) && BUILT.at_end(name).is_some()
}
