//! Documents that are ordered to be made 制定文件: 制定实施《…行动计划》, 出台实施细则.

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_text::Lexicon;

use crate::Rule;
use crate::citation::GENRES;
use crate::model::{Deliverable, Step, Task};

/// Verbs that make documents. Of two that fit the longer one counts where it leaves an object.
#[rustfmt::skip]
static MAKING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "研究制定并出台", "研究制定", "抓紧制定", "制定实施", "制定出台", "制定完善", "制定并实施", "制定", "研究制订", "制订实施", "制订", "研究出台",
    "出台实施", "出台", "编制实施", "编制完成", "编制", "修订完善", "修订", "制修订", "起草", "印发实施", "印发", "研究编制", "完善",
    "发布实施", "发布",
]));

/// Ends of nouns that name a kind of document; of the genres of titles those that are nothing else besides.
#[rustfmt::skip]
static NOUNS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "意见", "办法", "条例", "规定", "方案", "行动计划", "规划", "纲要", "细则", "指南", "目录", "清单", "导则", "规程", "工作要点",
    "预案", "实施计划", "专项计划", "三年计划", "政策措施", "若干措施", "若干政策", "白皮书", "蓝皮书", "路线图", "时间表", "任务书", "标准",
]));

/// The documents that the acts of these tasks make, in reading order.
pub(crate) fn deliverables(tasks: &[Task]) -> Vec<Deliverable> {
    let steps = tasks.iter().flat_map(|task| task.steps.iter().map(move |step| (task, step)));
    steps.flat_map(|(task, step)| of_step(task, step)).collect()
}

fn of_step(task: &Task, step: &Step) -> Vec<Deliverable> {
    let Some((at, objects)) = objects(&step.text) else { return Vec::new() };
    let made = objects.into_iter().map(|object| match titles(&step.text, object) {
        titles if titles.is_empty() => noun(&step.text, object).into_iter().collect(),
        titles => titles,
    });
    let made = made.into_iter().find(|made| !made.is_empty()).unwrap_or_default();
    let made = made.into_iter().map(|(range, title, rule)| Deliverable {
        eid: task.eid.clone(),
        span: step.span,
        quote: step.text[at..range.end].to_owned(),
        title: title.to_owned(),
        by: task.by.clone(),
        rule,
    });
    made.collect()
}

/// Where the verb begins, and where its object may: 出台实施细则 makes 实施细则, 出台实施《…》 makes a title.
fn objects(step: &str) -> Option<(usize, Vec<usize>)> {
    let mut starts = step.char_indices().map(|(at, _)| at).take(8);
    starts.find_map(|at| {
        let verbs = MAKING.starts(&step[at..]);
        let objects: Vec<usize> = verbs.map(|(verb, ())| at + verb.len()).collect();
        (!objects.is_empty()).then_some((at, objects))
    })
}

type Made<'t> = (Range<usize>, &'t str, Rule);

/// Titles in 《》 of the object's list: 制定《甲》《乙》和《丙》.
fn titles(step: &str, object: usize) -> Vec<Made<'_>> {
    const MARK: usize = '《'.len_utf8();
    let mut found = Vec::new();
    let mut at = object;
    while let Some(open) = step[at..].find('《').map(|open| at + open) {
        let between = step[at..open].trim();
        let joins = found.is_empty() && !between.contains(['，', '；', '。'])
            || matches!(between, "" | "、" | "和" | "及" | "以及" | "与");
        let Some(close) = step[open..].find('》').map(|close| open + close).filter(|_| joins)
        else {
            break;
        };
        let title = &step[open + MARK..close];
        if GENRES.at_end(title).is_some() {
            found.push((object..close + MARK, title, Rule::DeliverableTitle));
        }
        at = close + MARK;
    }
    found
}

/// A noun that ends like a document: 出台人才引进实施办法.
fn noun(step: &str, object: usize) -> Option<Made<'_>> {
    let clause = step[object..].split(['，', '；', '。', '：']).next()?;
    let phrase = clause.trim();
    NOUNS.at_end(phrase)?;
    let last = phrase.rsplit('、').next().filter(|last| last.chars().count() > 4);
    let name = last.filter(|last| !last.contains('”') || last.contains('“')).unwrap_or(phrase);
    let long = (4..=40).contains(&name.chars().count());
    let end = object + clause.trim_end().len();
    long.then_some((object..end, name, Rule::DeliverableNoun))
}
