use std::collections::BTreeMap;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    Cycle, Due, Heading, Light, OrganisationCode, Outcome, PlanContents, Report, Standing, Target,
    Task, TaskId, VerifiedProgress, day_of,
};

/// A plan at the end of a cycle, as far as its reports go.
#[derive(Clone, Debug)]
pub struct Quarter {
    /// The cycle.
    pub cycle: Cycle,
    /// The day on which lights are seen.
    pub on: Date,
    /// The day the plan was issued.
    pub issued: Option<Date>,
    /// What was verified up to this cycle.
    pub verified: HashMap<TaskId, VerifiedProgress>,
}

impl Quarter {
    /// What the lamp of a task showed: a light that was set by hand later does not count.
    pub fn light(&self, task: &Task) -> Light {
        let verified = self.verified.get(&task.id).copied();
        let by_hand = task.standing.set_by_hand.as_ref();
        let set_by_hand = by_hand.filter(|it| day_of(it.set.at) <= self.on).cloned();
        let granted = task.standing.granted.clone();
        let standing = Standing { issued: self.issued, verified, granted, set_by_hand };
        task.lamp_at(&standing, self.on).light
    }
}

/// How many tasks have each light, in the order of [`Light::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LightCounts(pub [usize; 6]);

impl LightCounts {
    fn add(&mut self, light: Light) {
        for (at, count) in Light::ALL.into_iter().zip(&mut self.0) {
            *count += usize::from(at == light);
        }
    }

    /// How many have that light.
    pub fn of(&self, light: Light) -> usize {
        let counts = Light::ALL.into_iter().zip(self.0);
        counts.filter(|(at, _)| *at == light).map(|(_, count)| count).sum()
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

/// A task whose light is another than in the cycle before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which task.
    pub task: TaskId,
    /// Its light before.
    pub before: Light,
    /// Its light now.
    pub after: Light,
}

/// A task whose last day has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueTask {
    /// Which task.
    pub task: TaskId,
    /// Who leads it.
    pub lead: Option<OrganisationCode>,
    /// Until when it was due, with the time that was granted.
    pub due: Due,
    /// How many days ago that was.
    pub days: i32,
}

/// How an organisation reported: of the reports that were asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discipline {
    /// Which organisation.
    pub organisation: OrganisationCode,
    /// Reports that were asked.
    pub asked: usize,
    /// Approved for the organisation by the last day.
    pub on_time: usize,
    /// Approved after it.
    pub late: usize,
    /// Not approved yet, or never begun.
    pub missing: usize,
}

/// A target with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetFinding {
    /// The target.
    pub target: Target,
    /// What became of it.
    pub outcome: Outcome,
}

/// What the figures of a cycle say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Lights of all tasks.
    pub lights: LightCounts,
    /// The same in the cycle before, where there was one.
    pub lights_before: Option<LightCounts>,
    /// Lights by the organisation that leads, those with most red ones first; tasks nobody leads under none.
    pub by_organisation: Vec<(Option<OrganisationCode>, LightCounts)>,
    /// Lights by chapter, in reading order.
    pub by_chapter: Vec<(Option<Heading>, LightCounts)>,
    /// Tasks whose light changed, those that became worse first; newly done ones are told apart.
    pub moved: Vec<Moved>,
    /// Tasks that were done since the cycle before.
    pub newly_done: Vec<TaskId>,
    /// Overdue tasks, the longest first.
    pub overdue: Vec<OverdueTask>,
    /// Targets that something measures.
    pub targets: Vec<TargetFinding>,
    /// How organisations reported, those who owe most first.
    pub discipline: Vec<Discipline>,
}

impl Findings {
    /// What the figures say of `now`, compared with the cycle `before`.
    pub fn of(
        contents: &PlanContents,
        now: &Quarter,
        before: Option<&Quarter>,
        reports: &[Report],
        outcomes: impl IntoIterator<Item = TargetFinding>,
    ) -> Self {
        let mut findings = Self::default();
        let mut organisations: BTreeMap<Option<OrganisationCode>, LightCounts> = BTreeMap::new();
        for task in &contents.tasks {
            let light = now.light(task);
            findings.lights.add(light);
            organisations.entry(task.assignments.lead().cloned()).or_default().add(light);
            findings.count_in_chapter(task, light);
            if let Some(before) = before {
                findings.lights_before.get_or_insert_default().add(before.light(task));
                findings.compare(task, before.light(task), light);
            }
            findings.overdue.extend(overdue(task, light, now.on));
        }
        findings.by_organisation = organisations.into_iter().collect();
        findings.by_organisation.sort_by_key(|(_, counts)| {
            let (red, yellow) = (counts.of(Light::Red), counts.of(Light::Yellow));
            std::cmp::Reverse((red, yellow, counts.total()))
        });
        findings.moved.sort_by_key(|it| rank(it.after)); // Stable: in reading order within.
        findings.overdue.sort_by_key(|it| std::cmp::Reverse(it.days));
        findings.targets = outcomes.into_iter().collect();
        findings.discipline = discipline(contents, now, reports);
        findings
    }

    fn count_in_chapter(&mut self, task: &Task, light: Light) {
        let chapter = &task.place.chapter;
        match self.by_chapter.iter_mut().find(|(of, _)| of == chapter) {
            Some((_, counts)) => counts.add(light),
            None => {
                let mut counts = LightCounts::default();
                counts.add(light);
                self.by_chapter.push((chapter.clone(), counts));
            }
        }
    }

    fn compare(&mut self, task: &Task, before: Light, after: Light) {
        if before == after {
            return;
        }
        match after {
            Light::Done => self.newly_done.push(task.id),
            _ => self.moved.push(Moved { task: task.id, before, after }),
        }
    }
}

/// The worst light first.
fn rank(light: Light) -> usize {
    Light::ALL.into_iter().position(|it| it == light).unwrap_or(Light::ALL.len())
}

fn overdue(task: &Task, light: Light, on: Date) -> Option<OverdueTask> {
    let is_open = !matches!(light, Light::Done | Light::Exempt);
    let due = task.due_in_force().filter(|due| is_open && on > due.last_day())?;
    let days = due.last_day().until(on).map(|span| span.get_days()).unwrap_or_default();
    Some(OverdueTask { task: task.id, lead: task.assignments.lead().cloned(), due, days })
}

/// One report is asked for each task of whoever leads it.
fn discipline(contents: &PlanContents, now: &Quarter, reports: &[Report]) -> Vec<Discipline> {
    let by_task: HashMap<TaskId, &Report> = reports.iter().map(|it| (it.task, it)).collect();
    let mut all: BTreeMap<&OrganisationCode, Discipline> = BTreeMap::new();
    for task in &contents.tasks {
        let Some(lead) = task.assignments.lead() else { continue };
        let entry = all.entry(lead).or_insert_with(|| Discipline {
            organisation: lead.clone(),
            asked: 0,
            on_time: 0,
            late: 0,
            missing: 0,
        });
        entry.asked += 1;
        let approved = by_task.get(&task.id).and_then(|report| report.approved.as_ref());
        match approved.map(|signed| day_of(signed.at) <= now.cycle.due) {
            Some(true) => entry.on_time += 1,
            Some(false) => entry.late += 1,
            None => entry.missing += 1,
        }
    }
    let mut all: Vec<Discipline> = all.into_values().collect();
    all.sort_by_key(|it| std::cmp::Reverse((it.missing, it.late)));
    all
}
