//! What the figures of a cycle say, in words.

use jiff::civil::Date;
use luoshi_delivery::{
    BulletinText, Light, LightCounts, OrganisationCode, Section, SectionKind, SectionTable, TaskId,
};
use luoshi_service::Figures;

use crate::pages::line;
use crate::pages::organisations::called;
use crate::words::Words;

/// A bulletin of these figures, as far as figures go.
pub(super) fn text(words: Words, figures: &Figures, today: Date) -> BulletinText {
    let composer = Composer { words, figures };
    let period = words.period(figures.now.cycle.period);
    let issuer = words.t("bulletin-office");
    BulletinText {
        issuer: words.with("bulletin-issuer", "office", &issuer),
        number: String::new(),
        title: words.with("bulletin-title", "period", &period),
        addressees: words.t("bulletin-addressees"),
        opening: words.with2(
            "bulletin-opening",
            ("plan", &figures.plan.title),
            ("period", &period),
        ),
        sections: SectionKind::ALL.map(|kind| composer.section(kind)).to_vec(),
        signature: issuer,
        date: words.printed_day(today),
        copied_to: String::new(),
    }
}

struct Composer<'f> {
    words: Words,
    figures: &'f Figures,
}

impl Composer<'_> {
    fn section(&self, kind: SectionKind) -> Section {
        let (text, table) = match kind {
            SectionKind::Overall => (self.overall(), Some(self.lights())),
            SectionKind::Chapters => (String::new(), Some(self.chapters())),
            SectionKind::Organisations => (String::new(), Some(self.organisations())),
            SectionKind::Moved => (String::new(), Some(self.moved())),
            SectionKind::Overdue => (String::new(), Some(self.overdue())),
            SectionKind::Targets => (String::new(), Some(self.targets())),
            SectionKind::Discipline => (self.reporting(), Some(self.discipline())),
            SectionKind::Practice | SectionKind::Next => (String::new(), None),
        };
        Section { kind, heading: self.words.section(kind), text, table }
    }

    fn overall(&self) -> String {
        let (words, findings) = (self.words, &self.figures.findings);
        let mut args = vec![("on", self.figures.now.on.to_string())];
        args.push(("total", findings.lights.total().to_string()));
        args.extend(Light::ALL.map(|light| (light.name(), findings.lights.of(light).to_string())));
        let now = self.said("bulletin-overall", &args);
        let (Some(before), Some(quarter)) = (findings.lights_before, &self.figures.before) else {
            return now;
        };
        let change = [
            ("period", words.period(quarter.cycle.period)),
            ("red-before", before.of(Light::Red).to_string()),
            ("red", findings.lights.of(Light::Red).to_string()),
            ("done-before", before.of(Light::Done).to_string()),
            ("done", findings.lights.of(Light::Done).to_string()),
        ];
        format!("{now}\n{}", self.said("bulletin-compared", &change))
    }

    fn lights(&self) -> SectionTable {
        let findings = &self.figures.findings;
        let row = |light| {
            let now = findings.lights.of(light);
            let before = findings.lights_before.map(|before| before.of(light));
            let change = before.map(|before| format!("{:+}", now as i64 - before as i64));
            let before = before.map(|before| before.to_string());
            let told = [before, change].map(|it| it.unwrap_or_else(|| "–".to_owned()));
            let [before, change] = told;
            vec![self.words.light(light), now.to_string(), before, change]
        };
        self.table(
            [
                ("column-light", 2),
                ("bulletin-now", 2),
                ("bulletin-before", 2),
                ("bulletin-change", 2),
            ],
            Light::ALL.map(row).to_vec(),
        )
    }

    fn counted(&self, key: &str, named: Vec<(String, LightCounts)>) -> SectionTable {
        let mut columns = vec![(self.words.t(key), 6), (self.words.t("bulletin-tasks"), 2)];
        columns.extend(Light::ALL.map(|light| (self.words.light(light), 2)));
        let row = |(name, counts): (String, LightCounts)| {
            let counted = Light::ALL.map(|light| counts.of(light).to_string());
            [name, counts.total().to_string()].into_iter().chain(counted).collect()
        };
        SectionTable { columns, rows: named.into_iter().map(row).collect() }
    }

    fn chapters(&self) -> SectionTable {
        let named = self.figures.findings.by_chapter.iter().map(|(chapter, counts)| {
            let outside = || self.words.t("outside-chapters");
            (chapter.as_ref().map_or_else(outside, line), *counts)
        });
        self.counted("column-chapter", named.collect())
    }

    fn organisations(&self) -> SectionTable {
        let all = &self.figures.findings.by_organisation;
        let named = all.iter().map(|(code, counts)| (self.organisation(code.as_ref()), *counts));
        self.counted("column-organisation", named.collect())
    }

    fn moved(&self) -> SectionTable {
        let findings = &self.figures.findings;
        let done = findings.newly_done.iter().map(|task| (*task, self.words.light(Light::Done)));
        let moved = findings.moved.iter().map(|it| {
            let (before, after) = (self.words.light(it.before), self.words.light(it.after));
            (it.task, format!("{before} → {after}"))
        });
        let row = |(task, change): (TaskId, String)| {
            vec![task.to_string(), self.task(task), self.lead(task), change]
        };
        self.table(
            [("column-number", 1), ("column-task", 7), ("column-lead", 3), ("bulletin-change", 3)],
            done.chain(moved).map(row).collect(),
        )
    }

    fn overdue(&self) -> SectionTable {
        let row = |it: &luoshi_delivery::OverdueTask| {
            vec![
                it.task.to_string(),
                self.task(it.task),
                self.organisation(it.lead.as_ref()),
                self.words.due(it.due),
                it.days.to_string(),
            ]
        };
        self.table(
            [
                ("column-number", 1),
                ("column-task", 7),
                ("column-lead", 3),
                ("column-due", 2),
                ("bulletin-days", 2),
            ],
            self.figures.findings.overdue.iter().map(row).collect(),
        )
    }

    fn targets(&self) -> SectionTable {
        let row = |it: &luoshi_delivery::TargetFinding| {
            let measured = self.words.measured(&it.outcome);
            let share = it.outcome.attainment.map(|share| format!("{}%", share.normalize()));
            vec![
                it.target.indicator.clone(),
                self.words.value(&it.target),
                measured.unwrap_or_else(|| "–".to_owned()),
                share.unwrap_or_else(|| "–".to_owned()),
                self.words.verdict(it.outcome.verdict),
            ]
        };
        self.table(
            [
                ("column-indicator", 4),
                ("column-value", 3),
                ("column-figure", 4),
                ("bulletin-share", 2),
                ("column-outcome", 2),
            ],
            self.figures.findings.targets.iter().map(row).collect(),
        )
    }

    fn reporting(&self) -> String {
        let all = &self.figures.findings.discipline;
        let sum = |of: fn(&luoshi_delivery::Discipline) -> usize| {
            all.iter().map(of).sum::<usize>().to_string()
        };
        self.said(
            "bulletin-reporting",
            &[
                ("asked", sum(|it| it.asked)),
                ("on-time", sum(|it| it.on_time)),
                ("late", sum(|it| it.late)),
                ("missing", sum(|it| it.missing)),
            ],
        )
    }

    fn discipline(&self) -> SectionTable {
        let row = |it: &luoshi_delivery::Discipline| {
            let counts = [it.asked, it.on_time, it.late, it.missing].map(|it| it.to_string());
            std::iter::once(self.organisation(Some(&it.organisation))).chain(counts).collect()
        };
        self.table(
            [
                ("column-organisation", 4),
                ("bulletin-asked", 2),
                ("bulletin-on-time", 2),
                ("bulletin-late", 2),
                ("bulletin-missing", 2),
            ],
            self.figures.findings.discipline.iter().map(row).collect(),
        )
    }

    fn said(&self, key: &str, named: &[(&str, String)]) -> String {
        let named: Vec<(&str, &str)> =
            named.iter().map(|(name, it)| (*name, it.as_str())).collect();
        self.words.with_all(key, &named)
    }

    fn table<const N: usize>(
        &self,
        columns: [(&str, u16); N],
        rows: Vec<Vec<String>>,
    ) -> SectionTable {
        let columns = columns.map(|(key, share)| (self.words.t(key), share));
        SectionTable { columns: columns.to_vec(), rows }
    }

    fn organisation(&self, code: Option<&OrganisationCode>) -> String {
        match code {
            Some(code) => called(&self.figures.chart, code).to_owned(),
            None => self.words.t("assign-nobody"),
        }
    }

    fn task(&self, id: TaskId) -> String {
        let tasks = &self.figures.contents.tasks;
        tasks.iter().find(|task| task.id == id).map(|it| it.text.clone()).unwrap_or_default()
    }

    fn lead(&self, id: TaskId) -> String {
        let tasks = &self.figures.contents.tasks;
        let task = tasks.iter().find(|task| task.id == id);
        self.organisation(task.and_then(|task| task.assignments.lead()))
    }
}
