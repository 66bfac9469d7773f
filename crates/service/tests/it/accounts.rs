use jiff::{Timestamp, ToSpan as _};
use luoshi_service::FirstPassword::{Lasting, ToBeChanged};
use luoshi_service::{
    Actor, Context, Error, NewUser, Role, SecondFactor, SessionToken, actor, add_second_factor,
    change_password, create_user, end_own_session, fresh_password, grant_role, offer_second_factor,
    own_sessions, people, remove_second_factor, reset_user, sign_in, sign_out,
};

use crate::office::{Office, grant, on_both_databases, user};

pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) fn named(name: &str) -> NewUser {
    NewUser { name: name.to_owned(), display_name: "李".to_owned(), organisation: None }
}

async fn add_li(office: &Office) {
    create_user(&office.cx(Actor::Operator), &named("li"), Lasting(PASSWORD)).await.unwrap();
}

fn later(cx: &Context, minutes: i64) -> Context {
    Context { now: cx.now.checked_add(minutes.minutes()).unwrap(), ..cx.clone() }
}

async fn holder(office: &Office, token: &str, now: Timestamp) -> Actor {
    actor(office.store(), &"330100".parse().unwrap(), (token, None), now).await.unwrap()
}

#[tokio::test]
async fn the_right_password_begins_a_session_that_ends_by_itself() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        let token = sign_in(&cx, "li", PASSWORD, "").await.unwrap();
        assert!(matches!(holder(&office, token.as_str(), cx.now).await, Actor::User(user) if user.name == "li"));
        assert_eq!(holder(&office, token.as_str(), later(&cx, 60).now).await, Actor::Visitor);
        assert_eq!(holder(&office, "another", cx.now).await, Actor::Visitor);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        let token = sign_in(&cx, "li", PASSWORD, "").await.unwrap();
        let signed_in =
            Context { actor: holder(&office, token.as_str(), cx.now).await, ..cx.clone() };
        sign_out(&signed_in, token.as_str()).await.unwrap();
        assert_eq!(holder(&office, token.as_str(), cx.now).await, Actor::Visitor);
        assert_eq!(
            office.audit().await,
            ["operator create_user user/li", "li sign_in user/li", "li sign_out user/li",]
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_user_and_a_wrong_password_get_the_same_answer() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        assert!(matches!(sign_in(&cx, "li", "wrong", "").await, Err(Error::WrongPassword)));
        assert!(matches!(sign_in(&cx, "nobody", "wrong", "").await, Err(Error::WrongPassword)));
        assert!(matches!(sign_in(&cx, "nobody", "", "").await, Err(Error::WrongPassword)));
    })
    .await;
}

#[tokio::test]
async fn after_five_wrong_passwords_even_the_right_one_has_to_wait() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        for _ in 0..4 {
            assert!(matches!(sign_in(&cx, "li", "wrong", "").await, Err(Error::WrongPassword)));
        }
        assert!(matches!(sign_in(&cx, "li", "wrong", "").await, Err(Error::LockedOut { .. })));
        assert!(matches!(sign_in(&cx, "li", PASSWORD, "").await, Err(Error::LockedOut { .. })));
        assert!(sign_in(&later(&cx, 15), "li", PASSWORD, "").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_name_is_taken_once_and_the_office_makes_no_users() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let li = named("li");
        let again = create_user(&office.cx(Actor::Operator), &li, Lasting("x")).await;
        assert!(matches!(again, Err(Error::NameTaken(name)) if name == "li"));
        let by_office = create_user(&office.cx(user(Role::Office)), &li, Lasting("x")).await;
        assert!(matches!(by_office, Err(Error::Forbidden(_))));
    })
    .await;
}

/// Li, signed in at the time of `cx`.
async fn signed_in(office: &Office, cx: &Context, code: &str) -> (Context, SessionToken) {
    let token = sign_in(cx, "li", PASSWORD, code).await.unwrap();
    let actor = holder(office, token.as_str(), cx.now).await;
    (Context { actor, ..cx.clone() }, token)
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_twelve_hours_after_it_began() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        let token = sign_in(&cx, "li", PASSWORD, "").await.unwrap();
        for minutes in [59, 110, 160, 210] {
            let now = later(&cx, minutes).now;
            assert!(
                matches!(holder(&office, token.as_str(), now).await, Actor::User(_)),
                "{minutes}"
            );
        }
        let idle = later(&cx, 270).now;
        assert_eq!(holder(&office, token.as_str(), idle).await, Actor::Visitor);
        let token = sign_in(&cx, "li", PASSWORD, "").await.unwrap();
        for minutes in (50..12 * 60).step_by(50) {
            let now = later(&cx, minutes).now;
            assert!(
                matches!(holder(&office, token.as_str(), now).await, Actor::User(_)),
                "{minutes}"
            );
        }
        let end = later(&cx, 12 * 60).now;
        assert_eq!(holder(&office, token.as_str(), end).await, Actor::Visitor);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_a_password_for_the_first_time_may_do_nothing_but_change_it() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        create_user(&cx, &named("li"), ToBeChanged(PASSWORD)).await.unwrap();
        grant_role(&cx, "li", &grant(Role::Leader, None)).await.unwrap();
        let visitor = office.cx(Actor::Visitor);
        let (li, first) = signed_in(&office, &visitor, "").await;
        assert!(matches!(&li.actor, Actor::User(user) if user.must_change_password));
        assert!(matches!(people(&li).await, Err(Error::Forbidden(_))));
        for weak in ["", "short", "aaaaaaaaaaaaaa", "password1234", "lililililili", PASSWORD] {
            let refused = change_password(&li, PASSWORD, weak).await;
            assert!(matches!(refused, Err(Error::WeakPassword)), "{weak}");
        }
        let refused = change_password(&li, "wrong", "granite otter violin").await;
        assert!(matches!(refused, Err(Error::WrongPassword)));
        let next = change_password(&li, PASSWORD, "granite otter violin").await.unwrap();
        assert_eq!(holder(&office, first.as_str(), li.now).await, Actor::Visitor);
        let li = Context { actor: holder(&office, next.as_str(), li.now).await, ..li };
        assert_eq!(people(&li).await.unwrap().len(), 1);
        let old = sign_in(&visitor, "li", PASSWORD, "").await;
        assert!(matches!(old, Err(Error::WrongPassword)));
    })
    .await;
}

#[tokio::test]
async fn a_code_of_the_second_factor_lets_in_once_and_a_recovery_code_once() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let visitor = office.cx(Actor::Visitor);
        let (li, _) = signed_in(&office, &visitor, "").await;
        let offered = offer_second_factor(&li).unwrap();
        assert!(offered.url.starts_with("otpauth://totp/Luoshi:li?"), "{}", offered.url);
        let wrong = add_second_factor(&li, &offered.secret, "000000").await;
        assert!(matches!(wrong, Err(Error::WrongCode)));
        let codes = add_second_factor(&li, &offered.secret, &code(&offered, &li)).await.unwrap();
        assert_eq!(codes.len(), 10);

        let without = sign_in(&visitor, "li", PASSWORD, " ").await;
        assert!(matches!(without, Err(Error::CodeNeeded)));
        let again = sign_in(&visitor, "li", PASSWORD, &code(&offered, &visitor)).await;
        assert!(matches!(again, Err(Error::WrongCode)), "the code that proved the app is used up");
        let soon = later(&visitor, 1);
        let right = code(&offered, &soon);
        assert!(sign_in(&soon, "li", PASSWORD, &right).await.is_ok());
        assert!(matches!(sign_in(&soon, "li", PASSWORD, &right).await, Err(Error::WrongCode)));
        assert!(sign_in(&soon, "li", PASSWORD, &codes[3].to_uppercase()).await.is_ok());
        assert!(matches!(sign_in(&soon, "li", PASSWORD, &codes[3]).await, Err(Error::WrongCode)));
        let refused = remove_second_factor(&li, "wrong").await;
        assert!(matches!(refused, Err(Error::WrongPassword)));
        remove_second_factor(&li, PASSWORD).await.unwrap();
        assert!(sign_in(&soon, "li", PASSWORD, "").await.is_ok());
    })
    .await;
}

/// What the app shows at the time of `cx`.
fn code(offered: &SecondFactor, cx: &Context) -> String {
    let totp = totp_rs::Totp::from_url(&offered.url).unwrap();
    totp.generate(u64::try_from(cx.now.as_second()).unwrap()).to_string()
}

#[tokio::test]
async fn wrong_codes_lock_out_like_wrong_passwords_and_a_reset_starts_anew() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let visitor = office.cx(Actor::Visitor);
        let (li, token) = signed_in(&office, &visitor, "").await;
        let offered = offer_second_factor(&li).unwrap();
        add_second_factor(&li, &offered.secret, &code(&offered, &li)).await.unwrap();
        for _ in 0..4 {
            let wrong = sign_in(&visitor, "li", PASSWORD, "000000").await;
            assert!(matches!(wrong, Err(Error::WrongCode)));
        }
        let locked = sign_in(&visitor, "li", PASSWORD, "000000").await;
        assert!(matches!(locked, Err(Error::LockedOut { .. })));
        let by_office = reset_user(&office.cx(user(Role::Office)), "li", "x").await;
        assert!(matches!(by_office, Err(Error::Forbidden(_))));
        let administrator = office.cx(user(Role::Administrator));
        let fresh = fresh_password().unwrap();
        reset_user(&administrator, "li", &fresh).await.unwrap();
        assert_eq!(holder(&office, token.as_str(), visitor.now).await, Actor::Visitor);
        let token = sign_in(&visitor, "li", &fresh, "").await.unwrap();
        let li = holder(&office, token.as_str(), visitor.now).await;
        assert!(matches!(li, Actor::User(user) if user.must_change_password));
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_and_ends_the_own_sessions_and_no_others() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let operator = office.cx(Actor::Operator);
        create_user(&operator, &named("wang"), Lasting(PASSWORD)).await.unwrap();
        let visitor = office.cx(Actor::Visitor);
        let (li, token) = signed_in(&office, &visitor, "").await;
        let other = sign_in(&later(&visitor, 1), "li", PASSWORD, "").await.unwrap();
        let wangs = sign_in(&visitor, "wang", PASSWORD, "").await.unwrap();
        let own = own_sessions(&li, token.as_str()).await.unwrap();
        let this: Vec<bool> = own.iter().map(|it| it.is_this).collect();
        assert_eq!(this, [false, true], "the last begun first");
        let wang = Context { actor: holder(&office, wangs.as_str(), li.now).await, ..li.clone() };
        end_own_session(&wang, &own[0].id).await.unwrap();
        assert_eq!(own_sessions(&li, token.as_str()).await.unwrap().len(), 2);
        end_own_session(&li, &own[0].id).await.unwrap();
        assert_eq!(holder(&office, other.as_str(), li.now).await, Actor::Visitor);
        assert!(matches!(holder(&office, token.as_str(), li.now).await, Actor::User(_)));
        let nobody = own_sessions(&operator, token.as_str()).await;
        assert!(matches!(nobody, Err(Error::NoAccount)));
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_sealed_with_a_key_that_the_database_does_not_hold() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let mut visitor = office.cx(Actor::Visitor);
        let (li, _) = signed_in(&office, &visitor, "").await;
        let offered = offer_second_factor(&li).unwrap();
        add_second_factor(&li, &offered.secret, &code(&offered, &li)).await.unwrap();
        let stored = async || {
            let accounts = office.texts("user_account", "totp_secret").await;
            accounts.into_iter().next().unwrap()
        };
        assert_eq!(stored().await, offered.secret, "as versions without a key stored it");

        visitor.store = visitor.store.sealing_by([7; 32]);
        let place = visitor.jurisdiction.clone();
        visitor.store.seal_second_factors(&place, visitor.now).await.unwrap();
        let sealed = stored().await;
        assert!(sealed.starts_with("sealed:") && !sealed.contains(&offered.secret));
        let soon = later(&visitor, 1);
        assert!(sign_in(&soon, "li", PASSWORD, &code(&offered, &soon)).await.is_ok());
        assert_eq!(soon.store.unseal("li", &sealed).unwrap(), offered.secret);
        assert!(soon.store.unseal("sun", &sealed).is_err(), "it is li's and nobody else's");
        let other_key = office.store().clone().sealing_by([8; 32]);
        assert!(other_key.unseal("li", &sealed).is_err());
        assert!(office.store().unseal("li", &sealed).is_err());
        assert_eq!(office.store().odd_rows(&place).await.unwrap(), []);
    })
    .await;
}
