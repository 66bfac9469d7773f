//! The one place where a proposal of the extraction becomes a task, target or time limit.

use std::collections::HashMap;

use jiff::civil::Date;
use luoshi_delivery as delivery;
use luoshi_delivery::{Chapter, Deadline, Due, Heading, Place, PlanContents, TargetId, TaskId};
use luoshi_document::{Document, Provision, ProvisionId};
use luoshi_extract as extract;
use luoshi_extract::Extraction;

/// What the plan of this document holds.
pub(crate) fn contents(document: &Document, extraction: &Extraction) -> PlanContents {
    let places = Places::of(document);
    let written_on = document.meta.written_on;
    let tasks = extraction.tasks.iter().zip(1..);
    let targets = extraction.targets.iter().zip(1..);
    PlanContents {
        chapters: chapters(document),
        tasks: tasks.map(|(proposal, id)| task(proposal, id, &places, written_on)).collect(),
        targets: targets.map(|(proposal, id)| target(proposal, id, &places, written_on)).collect(),
        deadlines: extraction
            .deadlines
            .iter()
            .filter_map(|proposal| deadline(proposal, written_on))
            .collect(),
        ..PlanContents::default() // The office adds the rest later.
    }
}

/// The provisions of a document by address.
pub(super) struct Places<'d> {
    document: &'d Document,
    by_eid: HashMap<&'d str, ProvisionId>,
}

impl<'d> Places<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let provisions = document.provisions.iter().zip(0..);
        let by_eid = provisions.map(|(known, id)| (known.eid.as_str(), ProvisionId(id))).collect();
        Self { document, by_eid }
    }

    /// Chapter and article of the sentence with that address.
    pub(super) fn of_sentence(&self, eid: &str) -> Place {
        let provision = eid.rsplit_once("__s_").map_or("", |(provision, _)| provision);
        let Some(&id) = self.by_eid.get(provision) else { return Place::default() };
        let path = self.document.path(id);
        Place {
            chapter: path.first().map(|&it| heading(it)),
            article: path.get(1).map(|&it| heading(it)),
        }
    }
}

fn chapters(document: &Document) -> Vec<Chapter> {
    let mut chapters: Vec<(ProvisionId, Chapter)> = Vec::new();
    for (provision, id) in document.provisions.iter().zip(0..) {
        match provision.parent {
            None => chapters.push((
                ProvisionId(id),
                Chapter { heading: heading(provision), children: Vec::new() },
            )),
            Some(parent) => {
                if let Some((_, chapter)) = chapters.last_mut().filter(|(id, _)| *id == parent) {
                    chapter.children.push(heading(provision));
                }
            }
        }
    }
    chapters.into_iter().map(|(_, chapter)| chapter).collect()
}

fn heading(provision: &Provision) -> Heading {
    Heading {
        eid: provision.eid.clone(),
        label: provision.label.clone(),
        text: provision.heading.clone(),
    }
}

pub(super) fn task(
    proposal: &extract::Task,
    id: u32,
    places: &Places<'_>,
    written_on: Option<Date>,
) -> delivery::Task {
    delivery::Task {
        id: TaskId(id),
        place: places.of_sentence(&proposal.eid),
        sentence: proposal.eid.clone(),
        span: proposal.span,
        text: proposal.text.clone(),
        strength: strength(proposal.strength),
        due: proposal.by.as_deref().and_then(|by| due(by, written_on)),
        steps: proposal.steps.iter().map(step).collect(),
        projects: proposal.projects.iter().map(project).collect(),
        duties: proposal.responsibilities.iter().flat_map(duties).collect(),
        assignments: delivery::Assignments::default(),
        standing: delivery::Standing::default(),
        detail: delivery::TaskDetail::default(),
    }
}

fn step(proposal: &extract::Step) -> delivery::Step {
    delivery::Step { verb: proposal.verb.clone(), text: proposal.text.clone() }
}

fn project(proposal: &extract::Project) -> delivery::Project {
    delivery::Project { name: proposal.name.clone(), stage: proposal.stage.clone() }
}

fn duties(proposal: &extract::Responsibility) -> impl Iterator<Item = delivery::Duty> {
    use delivery::DutyRole::{Lead, Responsible, Support};
    let named = |role, names: &[String]| {
        names.iter().map(move |name| delivery::Duty { role, organisation: name.clone() }).collect()
    };
    let all: [Vec<_>; 3] = [
        named(Lead, &proposal.lead),
        named(Responsible, &proposal.responsible),
        named(Support, &proposal.support),
    ];
    all.into_iter().flatten()
}

pub(super) fn target(
    proposal: &extract::Target,
    id: u32,
    places: &Places<'_>,
    written_on: Option<Date>,
) -> delivery::Target {
    delivery::Target {
        id: TargetId(id),
        place: places.of_sentence(&proposal.eid),
        sentence: proposal.eid.clone(),
        span: proposal.span,
        quote: proposal.quote.clone(),
        indicator: proposal.indicator.clone(),
        comparator: comparator(proposal.comparator),
        value: proposal.value,
        value_max: proposal.value_max,
        unit: proposal.unit.clone(),
        from: proposal.from.clone(),
        due: proposal.by.as_deref().and_then(|by| due(by, written_on)),
        basis: basis(proposal.basis),
        aspirational: proposal.aspirational,
    }
}

fn deadline(proposal: &extract::Deadline, written_on: Option<Date>) -> Option<Deadline> {
    Some(Deadline {
        sentence: proposal.eid.clone(),
        span: proposal.span,
        quote: proposal.quote.clone(),
        due: due(&proposal.by, written_on)?,
    })
}

/// A due date as printed; a duration counts from the date of writing.
fn due(by: &str, written_on: Option<Date>) -> Option<Due> {
    if !by.starts_with('P') {
        return by.parse().ok();
    }
    let span: jiff::Span = by.parse().ok()?;
    written_on?.checked_add(span).ok().map(Due::Day)
}

fn strength(proposal: extract::Strength) -> delivery::Strength {
    match proposal {
        extract::Strength::Explore => delivery::Strength::Explore,
        extract::Strength::Support => delivery::Strength::Support,
        extract::Strength::Advance => delivery::Strength::Advance,
        extract::Strength::Deliver => delivery::Strength::Deliver,
    }
}

fn comparator(proposal: extract::Comparator) -> delivery::Comparator {
    match proposal {
        extract::Comparator::Ge => delivery::Comparator::AtLeast,
        extract::Comparator::Gt => delivery::Comparator::MoreThan,
        extract::Comparator::Le => delivery::Comparator::AtMost,
        extract::Comparator::Lt => delivery::Comparator::LessThan,
        extract::Comparator::Eq => delivery::Comparator::Exactly,
        extract::Comparator::Approx => delivery::Comparator::About,
        extract::Comparator::Range => delivery::Comparator::Between,
        extract::Comparator::Increase => delivery::Comparator::Up,
        extract::Comparator::Decrease => delivery::Comparator::Down,
    }
}

fn basis(proposal: extract::Basis) -> delivery::Basis {
    match proposal {
        extract::Basis::Level => delivery::Basis::Level,
        extract::Basis::Cumulative => delivery::Basis::Cumulative,
        extract::Basis::Annual => delivery::Basis::Annual,
        extract::Basis::Change => delivery::Basis::Change,
        extract::Basis::Rank => delivery::Basis::Rank,
    }
}
