//! Extracted things in one line each, as the case files write them.

use luoshi_extract::{Basis, Citation, Comparator, Responsibility, SentenceKind, Target, Task};

pub(crate) fn target(target: &Target) -> String {
    let sign = match target.comparator {
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Eq => "=",
        Comparator::Approx => "≈",
        Comparator::Range => "",
        Comparator::Increase => "↑",
        Comparator::Decrease => "↓",
    };
    let value = target.value.map(|value| value.to_string());
    let upper = target.value_max.map(|upper| format!("–{upper}")).unwrap_or_default();
    let number = value.map(|value| format!("{value}{upper}"));
    let words = [Some(target.indicator.clone()), Some(sign.into()), number, target.unit.clone()];
    let words: Vec<_> =
        words.into_iter().flatten().filter(|word: &String| !word.is_empty()).collect();
    let by = target.by.as_ref().map(|by| format!("by {by}"));
    let from = target.from.as_ref().map(|from| format!("from {from}"));
    let basis = match target.basis {
        Basis::Level => None,
        Basis::Cumulative => Some("cumulative".into()),
        Basis::Annual => Some("annual".into()),
        Basis::Change => Some("change".into()),
        Basis::Rank => Some("rank".into()),
    };
    let strives = target.aspirational.then(|| "~".into());
    let parts: Vec<String> =
        [Some(words.join(" ")), by, from, basis, strives].into_iter().flatten().collect();
    parts.join(", ")
}

pub(crate) fn responsibility(duty: &Responsibility) -> String {
    let names = |names: &[String]| if names.is_empty() { "-".into() } else { names.join(" ") };
    format!("{} / {} / {}", names(&duty.lead), names(&duty.responsible), names(&duty.support))
}

pub(crate) fn citation(citation: &Citation) -> String {
    let or_dash = |part: &Option<String>| part.clone().unwrap_or("-".into());
    format!("{} {}", or_dash(&citation.title), or_dash(&citation.number))
}

pub(crate) fn kind(kind: SentenceKind) -> String {
    format!("{kind:?}").to_lowercase()
}

pub(crate) fn task(task: &Task) -> Vec<String> {
    let by = task.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let head = format!("{:?}{by}", task.strength);
    let steps = task.steps.iter().map(|step| format!("{}: {}", step.verb, step.text));
    let projects =
        task.projects.iter().map(|project| format!("{} @ {}", project.stage, project.name));
    std::iter::once(head.replacen(|c: char| c.is_ascii_uppercase(), &head[..1].to_lowercase(), 1))
        .chain(steps)
        .chain(projects)
        .collect()
}
