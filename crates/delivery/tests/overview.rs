//! The overview counts what is there, once.

use jiff::civil::date;
use luoshi_delivery::{
    Basis, Chapter, Comparator, Cycle, Deadline, Due, Findings, Granted, Heading, Light,
    LightOverride, Overview, Place, PlanContents, Quarter, Signed, Strength, Target, TargetId,
    Task, TaskFilter, TaskId, agenda,
};
use luoshi_document::Span;

fn heading(eid: &str, label: &str, text: &str) -> Heading {
    Heading { eid: eid.into(), label: label.into(), text: Some(text.into()) }
}

fn chapters() -> Vec<Chapter> {
    let hub = heading("chp_3", "三、", "建设亚太门户枢纽");
    let people = heading("chp_9", "九、", "加强国际人才引育");
    let airport = heading("chp_3__art_7", "(七)", "全面提升空港国际能级");
    vec![
        Chapter { heading: hub, children: vec![airport] },
        Chapter { heading: people, children: Vec::new() },
    ]
}

fn airport() -> Place {
    let hub = chapters().remove(0);
    Place { chapter: Some(hub.heading), article: hub.children.into_iter().next() }
}

fn task(id: u32, text: &str, strength: Strength, due: Option<Due>, place: Place) -> Task {
    Task {
        id: TaskId(id),
        place,
        sentence: format!("s_{id}"),
        span: Span::new(id * 100, id * 100 + 50),
        text: text.into(),
        strength,
        due,
        steps: Vec::new(),
        projects: Vec::new(),
        duties: Vec::new(),
        assignments: luoshi_delivery::Assignments::default(),
        standing: luoshi_delivery::Standing::default(),
        detail: luoshi_delivery::TaskDetail::default(),
    }
}

fn passengers() -> Target {
    Target {
        id: TargetId(1),
        place: airport(),
        sentence: "s_1".into(),
        span: Span::new(110, 125),
        quote: "旅客吞吐量达到4600万人次".into(),
        indicator: "旅客吞吐量".into(),
        comparator: Comparator::AtLeast,
        value: Some(4600.into()),
        value_max: None,
        unit: Some("万人次".into()),
        from: None,
        due: Some(Due::Year(2020)),
        basis: Basis::Level,
        aspirational: true,
    }
}

fn tasks() -> Vec<Task> {
    vec![
        task(1, "提高通达能力", Strength::Advance, Some(Due::Year(2020)), airport()),
        task(2, "扩建国际航站楼", Strength::Deliver, None, airport()),
        task(3, "加强值班", Strength::Advance, Some(Due::Month(2018, 6)), Place::default()),
    ]
}

#[test]
fn every_task_and_target_is_counted_once_and_chapters_without_any_are_listed() {
    let overview = Overview::of(&chapters(), &tasks(), &[passengers()], date(2019, 1, 1));
    let by_chapter: Vec<(usize, usize, usize)> = overview
        .chapters
        .iter()
        .map(|entry| (entry.counts.tasks, entry.counts.targets, entry.counts.overdue))
        .collect();
    assert_eq!(by_chapter, [(1, 0, 1), (2, 1, 0), (0, 0, 0)]);
    assert!(overview.chapters[0].chapter.is_none());
    assert_eq!((overview.total.tasks, overview.total.targets, overview.total.articles), (3, 1, 1));
    assert_eq!(overview.total.by_strength, [1, 2, 0, 0]);
}

#[test]
fn what_is_due_when_comes_by_date_and_tells_nothing_twice() {
    let limit = |span| Deadline {
        sentence: "s_9".into(),
        span,
        quote: "2018年，政策体系基本形成".into(),
        due: Due::Year(2018),
    };
    let deadlines = [limit(Span::new(900, 920)), limit(Span::new(110, 120))];
    let agenda = agenda(&[passengers()], &tasks(), &deadlines);
    let printed: Vec<String> = agenda
        .iter()
        .map(|it| {
            format!("{} {}{}{}", it.due, it.targets.len(), it.tasks.len(), it.deadlines.len())
        })
        .collect();
    assert_eq!(printed, ["2018-06 010", "2018 001", "2020 110"]);
}

#[test]
fn a_filter_takes_what_answers_all_of_it() {
    let tasks = tasks();
    let on = date(2021, 1, 1);
    let found = |filter: TaskFilter| -> Vec<u32> {
        tasks.iter().filter(|task| filter.accepts(task, on)).map(|task| task.id.0).collect()
    };
    assert_eq!(found(TaskFilter::default()), [1, 2, 3]);
    let words = |words: &str| TaskFilter { words: words.into(), ..TaskFilter::default() };
    assert_eq!(found(words("航站楼")), [2]);
    assert_eq!(found(words("空港 能力")), [1]); // 空港 stands in the article's heading.
    let provision = |eid: &str| TaskFilter { provision: Some(eid.into()), ..TaskFilter::default() };
    assert_eq!(found(provision("chp_3")), [1, 2]);
    assert_eq!(found(provision("chp_3__art_7")), [1, 2]);
    assert_eq!(found(TaskFilter { light: Some(Light::Red), ..TaskFilter::default() }), [1, 3]);
    assert_eq!(found(TaskFilter { strength: Some(Strength::Deliver), ..words("能力") }), [0; 0]);
}

#[test]
fn the_bulletin_and_the_agenda_know_granted_time_and_lights_set_by_hand() {
    let due = Some(Due::Year(2018));
    let mut tasks: Vec<Task> =
        (1..=3).map(|id| task(id, "建设", Strength::Deliver, due, airport())).collect();
    let until = date(2019, 6, 30);
    tasks[1].standing.granted = Granted { due: Some(until), stopped: Vec::new() };
    let set = Signed { by: "li".into(), at: "2019-01-10T00:00:00Z".parse().unwrap() };
    tasks[2].standing.set_by_hand = Some(LightOverride {
        light: Light::Exempt,
        reason: "不可抗力".into(),
        set,
        taken_back: None,
    });
    let by_day = agenda(&[], &tasks, &[]);
    assert_eq!(by_day.last().unwrap().due, Due::Day(until));
    let contents = PlanContents { tasks, ..PlanContents::default() };
    let period = "2018-Q4".parse().unwrap();
    let quarter = |on| Quarter {
        cycle: Cycle {
            period,
            due: on,
            opened_at: jiff::Timestamp::UNIX_EPOCH,
            opened_by: "li".into(),
        },
        on,
        issued: None,
        verified: std::collections::HashMap::new(),
    };
    let findings = |on| Findings::of(&contents, &quarter(on), None, &[], []);
    let overdue = |on| findings(on).overdue.iter().map(|it| it.task.0).collect::<Vec<_>>();
    assert_eq!(overdue(date(2019, 1, 15)), [1]);
    assert_eq!(findings(date(2019, 1, 15)).lights.of(Light::Exempt), 1);
    assert_eq!(overdue(date(2019, 1, 5)), [1, 3], "it was set by hand later");
    assert_eq!(overdue(date(2019, 7, 1)), [1, 2]);
}
