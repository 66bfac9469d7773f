use jiff::civil::date;
use luoshi_delivery::{
    NotReorganised, OrganisationChart, OrganisationCode, OrganisationKind, Wording,
    read_organisations,
};
use luoshi_service::{
    Actor, Context, Error, LoadedOrganisations, Role, close_organisation, found_organisation,
    load_organisations, mirror_mechanism, name_organisation, organisation_history, organisations,
    reword_organisation,
};

use crate::office::{on_both_databases, user, user_of};

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

fn code(text: &str) -> OrganisationCode {
    text.parse().unwrap()
}

fn called(name: &str, parent: &str) -> Wording {
    let parent = Some(code(parent));
    Wording { name: name.into(), short_name: None, aliases: Vec::new(), parent, note: None }
}

#[tokio::test]
async fn an_administrator_renames_moves_and_closes_and_earlier_days_stay_as_they_were() {
    on_both_databases(async |office| {
        load_organisations(&office.cx(Actor::Operator), HANGZHOU).await.unwrap();
        let cx = office.cx(user(Role::Administrator));
        let before = organisations(&cx, date(2018, 7, 30)).await.unwrap();
        let (new, kind) = (code("330106-jjxx"), OrganisationKind::Department);
        let named = called("西湖区经济和信息化局", "330106");
        let day = date(2018, 9, 1);
        found_organisation(&cx, (new.clone(), kind), named.clone(), day).await.unwrap();
        // The form came twice.
        found_organisation(&cx, (new.clone(), kind), named, day).await.unwrap();
        let moved = called("西湖区经信局", "330102");
        reword_organisation(&cx, &new, moved, date(2019, 1, 10)).await.unwrap();
        let names = (Some("经信局".to_owned()), vec!["区经信局".to_owned()]);
        name_organisation(&cx, &new, names, date(2019, 2, 1)).await.unwrap();
        let after = (vec![code("330102")], Some("区委编办〔2020〕1号".to_owned()));
        close_organisation(&cx, &new, after, date(2020, 3, 31)).await.unwrap();
        let office = office.restarted().await;
        let cx = office.cx(user(Role::Administrator));
        let after = organisations(&cx, date(2018, 7, 30)).await.unwrap();
        assert_eq!(after.all(), before.all());
        assert_eq!(organisations(&cx, date(2021, 1, 1)).await.unwrap().called(&new), "经信局");
        let history = organisation_history(&cx, &new).await.unwrap();
        let told: Vec<_> = history.iter().map(|it| (it.name.as_str(), it.from, it.until)).collect();
        assert_eq!(
            told,
            [
                ("西湖区经济和信息化局", Some(day), Some(date(2019, 1, 9))),
                ("西湖区经信局", Some(date(2019, 1, 10)), Some(date(2020, 3, 31))),
            ]
        );
        assert_eq!((history[0].short_name.as_deref(), history[1].shown()), (None, "经信局"));
        assert_eq!(history[1].successors, [code("330102")]);
        let audit = office.audit().await;
        let thing = "organisation/330106-jjxx";
        let acts = audit.iter().filter(|it| it.ends_with(thing)).map(|it| it.split(' ').nth(1));
        assert_eq!(
            acts.map(Option::unwrap).collect::<Vec<_>>(),
            [
                "found_organisation",
                "reword_organisation",
                "name_organisation",
                "close_organisation"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_district_sets_up_its_mechanism_and_nobody_changes_what_is_not_below_them() {
    on_both_databases(async |office| {
        load_organisations(&office.cx(Actor::Operator), HANGZHOU).await.unwrap();
        let day = date(2018, 10, 1);
        let (group, district) = (code("ldxz"), code("330106"));
        let own = office.cx(user_of(Role::Administrator, Some("330106")));
        mirror_mechanism(&own, (&group, &district), Some("区委〔2018〕9号"), day).await.unwrap();
        let chart = organisations(&own, day).await.unwrap();
        let mirrored = chart.branch(&code("330106-ldxz")).unwrap();
        assert_eq!(mirrored.organisation.shown(), "西湖区领导小组");
        let kinds: Vec<_> = mirrored.under.iter().map(|it| it.organisation.kind).collect();
        assert!(kinds.contains(&OrganisationKind::Office));
        assert!(kinds.contains(&OrganisationKind::SpecialGroup));
        let again = mirror_mechanism(&own, (&group, &district), None, day).await;
        assert!(matches!(again, Err(Error::NotReorganised(NotReorganised::Mirrored(_)))));
        let other = code("330102");
        let refused = mirror_mechanism(&own, (&group, &other), None, day).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        // Nor does one move the own under somebody else.
        let away = called("西湖区国际化办", "330102");
        let refused = reword_organisation(&own, &code("330106-ldxz-bgs"), away, day).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let by_office = office.cx(user(Role::Office));
        let closed = close_organisation(&by_office, &district, (Vec::new(), None), day).await;
        assert!(matches!(closed, Err(Error::Forbidden(_))));
    })
    .await;
}
