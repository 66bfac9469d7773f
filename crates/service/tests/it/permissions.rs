//! The table of permissions, printed for people, and what its scopes mean.

use std::fmt::Write as _;
use std::path::Path;

use luoshi_service::{
    Action, Actor, Error, Grant, LoadedOrganisations, NewUser, Role, Scope, create_user,
    find_person, grant_role, load_organisations, may_somewhere, people, revoke_role, sign_out_user,
    unlock_user,
};

use crate::accounts::{PASSWORD, named};
use crate::office::{Office, grant, on_both_databases, user, user_of};
use crate::organisations::HANGZHOU;
use luoshi_service::FirstPassword::Lasting;

/// The page of the table.
fn printed() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Printed from the one table in `crates/service/src/policy.rs`; a test says when this page is stale, and\n\
         `LUOSHI_WRITE_DOCS=1 cargo test -p luoshi-service permissions` writes it anew.\n\n\
         A role is held for an organisation, or for the whole jurisdiction, from one day to another. **own**: things of\n\
         that organisation. **below**: those and things of the organisations below it. **whole**: things of the whole\n\
         jurisdiction, whatever organisation the role is held for. What belongs to no organisation belongs to the\n\
         jurisdiction itself: for it a role with *own* or *below* has to be held for the whole jurisdiction. Nobody sees\n\
         another jurisdiction's things. Administrator, security administrator and auditor are three people 三员分立, and\n\
         nobody gives a role to themselves. Whoever runs the program on its own machine may do everything.\n\n",
    );
    let roles = Role::ALL.map(Role::name).join(" | ");
    writeln!(page, "| action | visitor | {roles} |\n|---{}|", "|---".repeat(10)).unwrap();
    for action in Action::all() {
        let cells = Role::ALL.map(|role| match action.scope(role) {
            Some(Scope::Own) => "own",
            Some(Scope::Below) => "below",
            Some(Scope::Whole) => "whole",
            None => "",
        });
        let visitor = if action.is_open() { "yes" } else { "" };
        writeln!(page, "| {} | {visitor} | {} |", action.name(), cells.join(" | ")).unwrap();
    }
    page
}

#[test]
fn the_printed_table_is_the_one_the_program_asks() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    if std::env::var_os("LUOSHI_WRITE_DOCS").is_some() {
        std::fs::write(&file, printed()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), printed());
}

#[test]
fn what_visitors_may_everybody_may() {
    for action in Action::all().filter(|action| action.is_open()) {
        assert!(Role::ALL.iter().all(|role| action.scope(*role) == Some(Scope::Whole)));
        assert!(may_somewhere(&Actor::Visitor, action));
    }
}

/// An office with Hangzhou's organisations and a user of the commerce department.
async fn with_commerce(office: &Office) {
    let cx = office.cx(Actor::Operator);
    let loaded = load_organisations(&cx, HANGZHOU).await.unwrap();
    assert!(matches!(loaded, LoadedOrganisations::Stored(_)));
    let of_commerce = NewUser { organisation: Some("swj".parse().unwrap()), ..named("chen") };
    create_user(&cx, &of_commerce, Lasting(PASSWORD)).await.unwrap();
    create_user(&cx, &named("wang"), Lasting(PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn a_role_reaches_its_organisation_and_those_below_and_no_other() {
    on_both_databases(async |office| {
        with_commerce(&office).await;
        // 市商务委 is below 市政府, 市政府 below 杭州市; 西湖区 is beside it.
        let cases = [
            (Role::Administrator, Some("swj"), true),
            (Role::Administrator, Some("szf"), true),
            (Role::Administrator, Some("hz"), true),
            (Role::Administrator, None, true),
            (Role::Administrator, Some("330106"), false),
            (Role::Administrator, Some("fgw"), false),
            (Role::Security, Some("swj"), false),
            (Role::Office, None, false),
        ];
        for (role, organisation, may) in cases {
            let cx = office.cx(user_of(role, organisation));
            let unlocked = unlock_user(&cx, "chen").await;
            assert_eq!(unlocked.is_ok(), may, "{role:?} of {organisation:?}: {unlocked:?}");
            assert!(may || matches!(unlocked, Err(Error::Forbidden(_))));
        }
        // Whoever belongs to no organisation is the jurisdiction's own.
        for (organisation, may) in [(None, true), (Some("hz"), false), (Some("swj"), false)] {
            let cx = office.cx(user_of(Role::Administrator, organisation));
            assert_eq!(sign_out_user(&cx, "wang").await.is_ok(), may, "{organisation:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reporter_sees_the_people_of_the_own_organisation_alone() {
    on_both_databases(async |office| {
        with_commerce(&office).await;
        let names = async |organisation: Option<&str>| {
            let cx = office.cx(user_of(Role::Reporter, organisation));
            let seen = people(&cx).await.unwrap();
            seen.iter().map(|it| it.name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(Some("swj")).await, ["chen"]);
        assert_eq!(names(Some("szf")).await, [""; 0]);
        assert_eq!(names(None).await, ["wang"]);
        let leader = office.cx(user_of(Role::Leader, Some("hz")));
        assert_eq!(people(&leader).await.unwrap().len(), 1);
        assert!(find_person(&leader, "chen").await.is_ok());
        assert!(matches!(find_person(&leader, "wang").await, Err(Error::Forbidden(_))));
        let visitor = people(&office.cx(Actor::Visitor)).await;
        assert!(matches!(visitor, Err(Error::SignInFirst(_))));
    })
    .await;
}

#[tokio::test]
async fn administration_security_and_audit_are_never_one_person() {
    on_both_databases(async |office| {
        with_commerce(&office).await;
        let cx = office.cx(Actor::Operator);
        let held = grant(Role::Administrator, None);
        let id = grant_role(&cx, "wang", &held).await.unwrap();
        for role in [Role::Security, Role::Auditor] {
            let refused = grant_role(&cx, "wang", &grant(role, Some("330106"))).await;
            assert!(matches!(refused, Err(Error::KeptApart { .. })), "{refused:?}");
        }
        grant_role(&cx, "wang", &grant(Role::Leader, None)).await.unwrap();
        let next_year = Grant { from: "2019-01-01".parse().unwrap(), ..grant(Role::Auditor, None) };
        assert!(matches!(grant_role(&cx, "wang", &next_year).await, Err(Error::KeptApart { .. })));
        revoke_role(&cx, "wang", id).await.unwrap();
        grant_role(&cx, "wang", &next_year).await.unwrap();
        let again = revoke_role(&cx, "wang", id).await;
        assert!(matches!(again, Err(Error::NoSuchGrant(_))));
    })
    .await;
}

#[tokio::test]
async fn who_gives_roles_gives_them_below_the_own_organisation_and_never_to_themselves() {
    on_both_databases(async |office| {
        with_commerce(&office).await;
        let security = office.cx(user_of(Role::Security, Some("szf")));
        assert!(grant_role(&security, "chen", &grant(Role::Reporter, Some("swj"))).await.is_ok());
        for above in [None, Some("hz"), Some("330106")] {
            let refused = grant_role(&security, "chen", &grant(Role::Reporter, above)).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{above:?}: {refused:?}");
        }
        let own = grant_role(&security, "security", &grant(Role::Leader, Some("swj"))).await;
        assert!(matches!(own, Err(Error::OwnGrant)));
        let administrator = office.cx(user(Role::Administrator));
        let refused = grant_role(&administrator, "chen", &grant(Role::Reporter, None)).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        let operator = office.cx(Actor::Operator);
        let unknown = grant_role(&operator, "chen", &grant(Role::Reporter, Some("nobody"))).await;
        assert!(matches!(unknown, Err(Error::NoSuchOrganisation(_))));
        let nobody = grant_role(&operator, "nobody", &grant(Role::Reporter, None)).await;
        assert!(matches!(nobody, Err(Error::NoSuchUser(_))));
    })
    .await;
}

#[tokio::test]
async fn of_two_roles_kept_apart_that_are_given_at_the_same_moment_one_is_refused() {
    on_both_databases(async |office| {
        with_commerce(&office).await;
        let cx = office.cx(Actor::Operator);
        for _ in 0..5 {
            let (administrator, auditor) =
                (grant(Role::Administrator, None), grant(Role::Auditor, Some("swj")));
            let both = tokio::join!(
                grant_role(&cx, "wang", &administrator),
                grant_role(&cx, "wang", &auditor)
            );
            let id = match both {
                (Ok(id), Err(Error::KeptApart { .. })) | (Err(Error::KeptApart { .. }), Ok(id)) => {
                    id
                }
                other => panic!("{other:?}"),
            };
            revoke_role(&cx, "wang", id).await.unwrap();
        }
    })
    .await;
}
