//! From an upload over its review to a plan, and again with a corrected version.

use luoshi_delivery::{
    Audience, Commitment, Decision, Doubt, Duty, DutyRole, IntakeId, Item, ItemId, PlanId,
    Strength, Task,
};
use luoshi_service::{
    Actor, Amendment, Context, Error, Kind, Role, TaskAmendment, add_item, amend_item,
    begin_intake, contents, decide_all, decide_item, discard_intake, import_document, merge_item,
    open_intakes, publish_intake, review, split_item,
};

use crate::office::{Office, SEED, on_both_databases, upload, user};

const OLD: &str = "关于加快发展港口的意见\n\n一、主要任务\n\n(一)扩建码头。加快建设泊位3个，疏浚航道，2020年底前完工。推进智慧港口建设。\n\n\
    (二)培育航运企业。支持企业做大做强。到2022年，航运收入占比进一步提高。\n\n(三)加强宣传。办好航海日活动。\n";

async fn begun(office: &Office, text: &str) -> (Context, IntakeId) {
    let cx = office.cx(user(Role::Office));
    let id = begin_intake(&cx, upload(text.as_bytes(), Audience::Public), None).await.unwrap();
    (cx, id)
}

async fn find(cx: &Context, id: IntakeId, words: &str) -> Item {
    let items = review(cx, id).await.unwrap().items;
    items.into_iter().find(|item| item.text().contains(words) && as_task(item).is_some()).unwrap()
}

fn as_task(item: &Item) -> Option<&Task> {
    match &item.commitment {
        Commitment::Task(task) => Some(task),
        Commitment::Target(_) => None,
    }
}

/// Each item on a line: its decision, its words.
async fn list(cx: &Context, id: IntakeId) -> Vec<String> {
    let items = review(cx, id).await.unwrap().items;
    items.iter().map(|item| format!("{} {}", item.decision.name(), item.text())).collect()
}

async fn accept_all(cx: &Context, id: IntakeId) -> usize {
    decide_all(cx, id, Decision::Accepted, |_| true).await.unwrap()
}

#[tokio::test]
async fn what_is_accepted_becomes_the_plan_and_what_is_rejected_does_not() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let unwanted = find(&cx, id, "智慧港口").await;
        decide_item(&cx, id, unwanted.id, unwanted.version, Decision::Rejected).await.unwrap();
        let refused = publish_intake(&cx, id).await.unwrap_err();
        assert!(matches!(refused, Error::Undecided(open) if open > 0), "{refused}");
        accept_all(&cx, id).await;
        let plan = publish_intake(&cx, id).await.unwrap();
        let (_, contents) = contents(&cx, plan).await.unwrap();
        let texts: Vec<&str> = contents.tasks.iter().map(|task| task.text.as_str()).collect();
        assert!(!texts.iter().any(|text| text.contains("智慧港口")), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("疏浚航道")), "{texts:?}");
        let ids: Vec<u32> = contents.tasks.iter().map(|task| task.id.0).collect();
        assert_eq!(ids, (1..=texts.len() as u32).collect::<Vec<_>>());
        assert!(open_intakes(&cx).await.unwrap().is_empty());
        assert!(matches!(publish_intake(&cx, id).await, Err(Error::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn the_whole_seed_reviewed_without_a_change_is_the_seed_imported() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        let id = begin_intake(&cx, upload(SEED, Audience::Public), None).await.unwrap();
        accept_all(&cx, id).await;
        let plan = publish_intake(&cx, id).await.unwrap();
        let (_, reviewed) = contents(&cx, plan).await.unwrap();
        let document = luoshi_document::read("文件.txt", SEED).unwrap();
        let read = luoshi_extract::extract(&document);
        assert_eq!(reviewed.tasks.len(), read.tasks.len());
        assert_eq!(reviewed.targets.len(), read.targets.len());
        assert_eq!(reviewed.deadlines.len(), read.deadlines.len());
    })
    .await;
}

#[tokio::test]
async fn a_review_is_there_again_after_a_restart_and_the_same_file_goes_on_with_it() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let first = find(&cx, id, "泊位").await;
        decide_item(&cx, id, first.id, first.version, Decision::Accepted).await.unwrap();
        let before = list(&cx, id).await;
        let office = office.restarted().await;
        let (cx, again) = begun(&office, OLD).await;
        assert_eq!(again, id);
        assert_eq!(list(&cx, id).await, before);
        assert_eq!(open_intakes(&cx).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_people_at_one_item_see_each_others_change() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let seen = find(&cx, id, "泊位").await;
        decide_item(&cx, id, seen.id, seen.version, Decision::Accepted).await.unwrap();
        let late = decide_item(&cx, id, seen.id, seen.version, Decision::Rejected).await;
        assert!(matches!(late, Err(Error::ChangedMeanwhile(item)) if item == seen.id));
        assert_eq!(find(&cx, id, "泊位").await.decision, Decision::Accepted);
    })
    .await;
}

#[tokio::test]
async fn a_task_is_split_where_somebody_says_and_merged_again() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let before = list(&cx, id).await;
        let whole = find(&cx, id, "泊位").await;
        let at = whole.text().chars().position(|c| c == '疏').unwrap();
        split_item(&cx, id, whole.id, whole.version, at).await.unwrap();
        let (first, second) = (find(&cx, id, "泊位").await, find(&cx, id, "疏浚").await);
        assert_eq!(format!("{}{}", first.text(), second.text()), whole.text());
        assert_eq!(first.span().end(), second.span().start());
        let (first_task, second_task) = (as_task(&first).unwrap(), as_task(&second).unwrap());
        assert!(first_task.steps.iter().all(|step| !step.text.contains("疏浚")), "{first_task:?}");
        assert_eq!(second_task.due, as_task(&whole).unwrap().due, "the time limit holds for both");
        assert_eq!(second_task.place, first_task.place);
        merge_item(&cx, id, first.id, first.version).await.unwrap();
        assert_eq!(list(&cx, id).await, before);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_split_at_its_edge_or_merged_with_nothing() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let last = find(&cx, id, "航海日").await;
        for at in [0, 1000] {
            let refused = split_item(&cx, id, last.id, last.version, at).await;
            assert!(matches!(refused, Err(Error::NoSuchPlace(place)) if place == at));
        }
        let refused = merge_item(&cx, id, last.id, last.version).await;
        assert!(matches!(refused, Err(Error::NothingToMerge)));
    })
    .await;
}

#[tokio::test]
async fn what_a_person_picks_out_of_the_text_is_read_as_a_rule_would() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let task = add_item(&cx, id, Kind::Task, "疏浚航道", None).await.unwrap();
        let target = add_item(&cx, id, Kind::Target, "建设泊位3个", None).await.unwrap();
        let found = review(&cx, id).await.unwrap();
        let task = as_task(found.item(task).unwrap()).unwrap();
        assert_eq!((task.text.as_str(), task.steps.len()), ("疏浚航道", 1));
        assert_eq!(task.place.article.as_ref().unwrap().label, "(一)");
        let Commitment::Target(target) = &found.item(target).unwrap().commitment else { panic!() };
        assert_eq!((target.value, target.unit.as_deref()), (Some(3.into()), Some("个")));
        assert_eq!(target.due.unwrap().to_string(), "2020");
        let refused = add_item(&cx, id, Kind::Task, "没有这句话", None).await;
        assert!(matches!(refused, Err(Error::NotInText)));
    })
    .await;
}

#[tokio::test]
async fn an_amendment_takes_the_place_of_what_was_proposed_and_keeps_the_words() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let item = find(&cx, id, "泊位").await;
        let lead = Duty { role: DutyRole::Lead, organisation: "市交通运输局".to_owned() };
        let amendment = TaskAmendment {
            strength: Strength::Support,
            due: Some("2021-06".parse().unwrap()),
            duties: vec![lead.clone()],
        };
        amend_item(&cx, id, item.id, item.version, Amendment::Task(amendment)).await.unwrap();
        let amended = find(&cx, id, "泊位").await;
        let task = as_task(&amended).unwrap();
        assert_eq!(amended.decision, Decision::Accepted);
        assert_eq!(
            (task.strength, task.due.unwrap().to_string()),
            (Strength::Support, "2021-06".to_owned())
        );
        assert_eq!(task.duties, [lead]);
        assert_eq!((task.text.as_str(), task.span), (item.text(), item.span()));
    })
    .await;
}

#[tokio::test]
async fn doubts_are_told() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let items = review(&cx, id).await.unwrap().items;
        let direction = items.iter().find(|it| as_task(it).is_none() && it.text().contains("占比"));
        assert_eq!(direction.unwrap().doubts, [Doubt::NoNumber]);
        assert!(items.iter().any(|item| !item.is_doubtful()));
    })
    .await;
}

#[tokio::test]
async fn a_corrected_version_keeps_what_was_decided_of_the_words_that_stayed() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        let rejected = find(&cx, id, "智慧港口").await;
        decide_item(&cx, id, rejected.id, rejected.version, Decision::Rejected).await.unwrap();
        accept_all(&cx, id).await;
        let plan = publish_intake(&cx, id).await.unwrap();
        let (_, before) = contents(&cx, plan).await.unwrap();

        let new = OLD
            .replace(
                "(三)加强宣传。办好航海日活动。",
                "(三)发展邮轮。建设邮轮码头。\n\n(四)加强宣传。办好航海日活动。",
            )
            .replace("支持企业做大做强", "支持企业做大做强做优");
        let next = begin_intake(&cx, upload(new.as_bytes(), Audience::Internal), Some(plan))
            .await
            .unwrap();
        let listed = list(&cx, next).await;
        let stands = |decision: &str, words: &str| {
            listed.iter().any(|line| line.starts_with(decision) && line.contains(words))
        };
        assert!(stands("accepted", "泊位") && stands("rejected", "智慧港口"), "{listed:?}");
        assert!(stands("accepted", "航海日"), "it only moved: {listed:?}");
        assert!(stands("open", "邮轮码头") && stands("open", "做优"), "{listed:?}");
        assert_eq!(find(&cx, next, "做优").await.doubts, [Doubt::Reworded]);
        assert!(!stands("open", "泊位"), "{listed:?}");

        accept_all(&cx, next).await;
        assert_eq!(publish_intake(&cx, next).await.unwrap(), plan);
        let (revised, after) = contents(&cx, plan).await.unwrap();
        assert_eq!(revised.audience, Audience::Public, "who may read it is the plan's own affair");
        let number = |tasks: &[Task], words: &str| {
            tasks.iter().find(|task| task.text.contains(words)).map(|task| task.id)
        };
        assert_eq!(number(&after.tasks, "航海日"), number(&before.tasks, "航海日"));
        let highest = before.tasks.iter().map(|task| task.id).max();
        assert!(number(&after.tasks, "邮轮码头") > highest);
        assert_eq!(number(&after.tasks, "智慧港口"), None);
        let order: Vec<u32> = after.tasks.iter().map(|task| task.span.start()).collect();
        assert!(order.is_sorted(), "{order:?}");
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_had_no_review_is_corrected_too() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        let plan =
            import_document(&cx, upload(OLD.as_bytes(), Audience::Public)).await.unwrap().plan;
        let new = OLD.replace("泊位3个", "泊位4个");
        let next =
            begin_intake(&cx, upload(new.as_bytes(), Audience::Public), Some(plan)).await.unwrap();
        let found = review(&cx, next).await.unwrap();
        assert!(found.count(Decision::Accepted) > 0 && found.count(Decision::Open) > 0);
        let revision = found.revision(&cx).await.unwrap().unwrap();
        let changed =
            revision.pairs.iter().filter(|it| matches!(it, luoshi_document::Pair::Changed { .. }));
        assert_eq!(changed.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_review_can_be_thrown_away_and_the_plan_it_corrects_stays() {
    on_both_databases(async |office| {
        let (cx, id) = begun(&office, OLD).await;
        discard_intake(&cx, id).await.unwrap();
        assert!(matches!(review(&cx, id).await, Err(Error::NotFound(_))));
        assert!(matches!(discard_intake(&cx, id).await, Err(Error::NotFound(_))));
        assert!(matches!(contents(&cx, PlanId(1)).await, Err(Error::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_import_may_not_review_either() {
    on_both_databases(async |office| {
        let (_, id) = begun(&office, OLD).await;
        for actor in [Actor::Visitor, user(Role::Leader)] {
            let cx = office.cx(actor);
            let denied =
                |error: Error| matches!(error, Error::Forbidden(_) | Error::SignInFirst(_));
            assert!(denied(review(&cx, id).await.unwrap_err()));
            assert!(denied(open_intakes(&cx).await.unwrap_err()));
            assert!(denied(publish_intake(&cx, id).await.unwrap_err()));
            assert!(denied(discard_intake(&cx, id).await.unwrap_err()));
            assert!(denied(
                decide_item(&cx, id, ItemId(1), 1, Decision::Accepted).await.unwrap_err()
            ));
            assert!(denied(add_item(&cx, id, Kind::Task, "疏浚", None).await.unwrap_err()));
        }
    })
    .await;
}
