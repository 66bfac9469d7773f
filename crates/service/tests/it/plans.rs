use luoshi_delivery::{Audience, Comparator, PlanId, TargetId};
use luoshi_service::{Action, Actor, Error, Role};
use luoshi_service::{
    LARGEST_UPLOAD, contents, import_document, living_document, plans, source_file,
};

use crate::office::{SEED, on_both_databases, upload, user};

#[tokio::test]
async fn the_seed_becomes_a_plan_of_twelve_chapters_and_thirty_three_articles() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        let imported = import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let (plan, contents) = contents(&cx, imported.plan).await.unwrap();
        assert_eq!(plan.number.as_deref(), Some("市委〔2018〕15号"));
        assert_eq!(plan.issuers, ["中共杭州市委", "杭州市人民政府"]);
        assert_eq!(plan.written_on, Some(jiff::civil::date(2018, 7, 30)));
        assert_eq!(contents.chapters.len(), 12);
        assert_eq!(
            contents.chapters.iter().map(|chapter| chapter.children.len()).sum::<usize>(),
            33
        );
        assert_eq!(
            (imported.tasks, imported.targets),
            (contents.tasks.len(), contents.targets.len())
        );
        assert_eq!(office.audit().await, ["office import_document plan/1"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_stored_is_what_was_extracted() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let living = living_document(&cx, PlanId(1)).await.unwrap();
        let airport =
            living.contents.targets.iter().find(|it| it.indicator == "旅客吞吐量").unwrap();
        assert_eq!(airport.comparator, Comparator::AtLeast);
        assert_eq!(airport.value, Some(4600.into()));
        assert_eq!(airport.due.unwrap().to_string(), "2020");
        assert!(airport.aspirational);
        assert_eq!(airport.place.article.as_ref().unwrap().eid, "chp_3__art_7");
        let text: Vec<char> = living.document.text.chars().collect();
        for task in &living.contents.tasks {
            let there: String =
                text[task.span.start() as usize..task.span.end() as usize].iter().collect();
            assert!(there.starts_with(task.text.chars().next().unwrap()), "{}", task.text);
            assert!(task.place.chapter.is_some(), "{}", task.text);
        }
    })
    .await;
}

#[tokio::test]
async fn targets_that_carry_a_number_and_a_date_are_the_seven_of_the_document() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let (_, contents) = contents(&cx, PlanId(1)).await.unwrap();
        let printed: Vec<String> = contents
            .targets
            .iter()
            .filter(|target| target.is_checkable())
            .map(|it| {
                let (value, unit) = (it.value.unwrap(), it.unit.clone().unwrap());
                format!(
                    "{} {} {value} {unit} {}",
                    it.indicator,
                    it.comparator.sign(),
                    it.due.unwrap()
                )
            })
            .collect();
        assert_eq!(
            printed,
            [
                "货物贸易进出口总额 > 5900 亿元 2020",
                "实际利用外资 > 200 亿美元 2020",
                "旅客吞吐量 ≥ 4600 万人次 2020",
                "货邮吞吐量 ≥ 60 万吨 2020",
                "国际及地区通航点 ≥ 50 个 2020",
                "省级及以上境外经贸合作区 ≥ 4 个 2020",
                "国际友城 ≥ 32 对 2020",
            ]
        );
        let trade =
            contents.targets.iter().find(|it| it.indicator == "服务贸易占对外贸易比重").unwrap();
        assert_eq!((trade.comparator, trade.value), (Comparator::Up, None));
        assert!(contents.targets.iter().any(|it| it.id == TargetId(1)));
    })
    .await;
}

#[tokio::test]
async fn the_same_file_becomes_one_plan_only() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let again = import_document(&cx, upload(SEED, Audience::Public)).await;
        assert!(matches!(again, Err(Error::AlreadyImported { plan: PlanId(1), .. })));
        assert_eq!(plans(&cx, None).await.unwrap().cards.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_internal_plan_is_not_there_for_a_visitor() {
    on_both_databases(async |office| {
        let visitor = office.cx(Actor::Visitor);
        import_document(&office.cx(Actor::Operator), upload(SEED, Audience::Internal))
            .await
            .unwrap();
        assert!(plans(&visitor, None).await.unwrap().cards.is_empty());
        assert!(matches!(contents(&visitor, PlanId(1)).await, Err(Error::NotFound(_))));
        assert!(matches!(source_file(&visitor, PlanId(1)).await, Err(Error::NotFound(_))));
        assert_eq!(plans(&office.cx(user(Role::Leader)), None).await.unwrap().cards.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_import_leaves_nothing_behind() {
    on_both_databases(async |office| {
        let refused =
            import_document(&office.cx(user(Role::Leader)), upload(SEED, Audience::Public)).await;
        assert!(matches!(refused, Err(Error::Forbidden(Action::ImportDocument))));
        let refused =
            import_document(&office.cx(Actor::Visitor), upload(SEED, Audience::Public)).await;
        assert!(matches!(refused, Err(Error::SignInFirst(Action::ImportDocument))));
        assert!(office.audit().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_document_is_refused_and_nothing_is_lost() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let nothing = import_document(&cx, upload(b"", Audience::Public)).await;
        assert!(matches!(nothing, Err(Error::Unreadable { .. })));
        let photo =
            import_document(&cx, upload(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0, 1], Audience::Public))
                .await;
        assert!(matches!(photo, Err(Error::Unreadable { .. })));
        let huge =
            import_document(&cx, upload(&vec![b' '; LARGEST_UPLOAD + 1], Audience::Public)).await;
        assert!(matches!(huge, Err(Error::TooLarge { .. })));
        assert_eq!(plans(&cx, None).await.unwrap().cards.len(), 1);
        assert_eq!(source_file(&cx, PlanId(1)).await.unwrap().1, SEED);
    })
    .await;
}

#[tokio::test]
async fn a_text_without_numbering_becomes_a_plain_plan() {
    on_both_databases(async |office| {
        let cx = office.cx(user(Role::Office));
        let letter = "关于做好防汛工作的通知\n\n各区人民政府：\n\n请于2018年6月底前完成隐患排查。加强值班。\n";
        let imported = import_document(&cx, upload(letter.as_bytes(), Audience::Internal)).await.unwrap();
        let (plan, contents) = contents(&cx, imported.plan).await.unwrap();
        assert_eq!(plan.title, "关于做好防汛工作的通知");
        assert!(contents.chapters.is_empty());
        assert!(contents.tasks.iter().all(|task| task.place.chapter.is_none()));
    })
    .await;
}

#[tokio::test]
async fn another_division_sees_nothing_of_it_and_numbers_its_own() {
    on_both_databases(async |office| {
        let hangzhou = office.cx(Actor::Operator);
        import_document(&hangzhou, upload(SEED, Audience::Public)).await.unwrap();
        let ningbo =
            luoshi_service::Context { jurisdiction: "330200".parse().unwrap(), ..hangzhou };
        assert!(plans(&ningbo, None).await.unwrap().cards.is_empty());
        let imported = import_document(&ningbo, upload(SEED, Audience::Public)).await.unwrap();
        assert_eq!(imported.plan, PlanId(1));
    })
    .await;
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    on_both_databases(async |office| {
        import_document(&office.cx(Actor::Operator), upload(SEED, Audience::Public)).await.unwrap();
        let before = contents(&office.cx(Actor::Operator), PlanId(1)).await.unwrap();
        let again = office.restarted().await;
        assert_eq!(contents(&again.cx(Actor::Operator), PlanId(1)).await.unwrap(), before);
    })
    .await;
}
