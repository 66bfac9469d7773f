use jiff::civil::date;
use luoshi_delivery::{OrganisationChart, read_organisations};
use luoshi_service::{
    Actor, Context, Error, LoadedOrganisations, Role, load_organisations, organisations,
};

use crate::office::{on_both_databases, user};

pub(crate) const HANGZHOU: &str =
    include_str!("../../../../examples/hangzhou-2018/organisations.toml");

#[tokio::test]
async fn what_a_file_says_is_what_is_read_back_on_any_day() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        assert!(matches!(
            load_organisations(&cx, HANGZHOU).await,
            Ok(LoadedOrganisations::Stored(many)) if many > 60
        ));
        let office = office.restarted().await;
        for day in [date(2018, 7, 30), date(2019, 6, 1), date(2024, 1, 1)] {
            let visitor = office.cx(Actor::Visitor);
            let said = OrganisationChart::on(day, read_organisations(HANGZHOU).unwrap());
            assert_eq!(organisations(&visitor, day).await.unwrap(), said, "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_says_nothing_new_leaves_no_trace_and_another_replaces_what_it_names() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        load_organisations(&cx, HANGZHOU).await.unwrap();
        let again = load_organisations(&cx, HANGZHOU).await.unwrap();
        assert_eq!(again, LoadedOrganisations::AsBefore);
        assert_eq!(office.audit().await, ["operator load_organisations organisations"]);
        let file = "place = \"杭州市\"\nplace_short = \"市\"\n[[organisation]]\ncode = \"swj\"
                    kind = \"department\"\nname = \"杭州市商务厅\"";
        let one = load_organisations(&cx, file).await.unwrap();
        assert_eq!(one, LoadedOrganisations::Stored(1));
        let chart = organisations(&cx, date(2018, 7, 30)).await.unwrap();
        assert!(chart.named("市商务委").is_empty());
        assert_eq!((chart.named("市商务厅").len(), chart.named("市发改委").len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_faulty_file_stores_nothing_and_only_the_operator_loads_one() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        let faulty = HANGZHOU.replace("parent = \"szf\"", "parent = \"nobody\"");
        let refused = load_organisations(&cx, &faulty).await;
        assert!(matches!(refused, Err(Error::FaultyOrganisations(_))));
        let by_office = load_organisations(&office.cx(user(Role::Office)), HANGZHOU).await;
        assert!(matches!(by_office, Err(Error::Forbidden(_))));
        assert!(organisations(&cx, date(2018, 7, 30)).await.unwrap().all().is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_jurisdiction_on_the_same_server_has_its_own() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        load_organisations(&cx, HANGZHOU).await.unwrap();
        let ningbo = Context { jurisdiction: "330200".parse().unwrap(), ..cx };
        assert!(organisations(&ningbo, date(2018, 7, 30)).await.unwrap().all().is_empty());
    })
    .await;
}
