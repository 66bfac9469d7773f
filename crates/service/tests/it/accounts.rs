use jiff::{Timestamp, ToSpan as _};
use luoshi_service::{Actor, Context, Error, NewUser, Role, actor, create_user, sign_in, sign_out};

use crate::office::{Office, on_both_databases, user};

pub(crate) fn named(name: &str) -> NewUser {
    NewUser { name: name.to_owned(), display_name: "李".to_owned(), organisation: None }
}

async fn add_li(office: &Office) {
    create_user(&office.cx(Actor::Operator), &named("li"), "correct horse").await.unwrap();
}

fn later(cx: &Context, minutes: i64) -> Context {
    Context { now: cx.now.checked_add(minutes.minutes()).unwrap(), ..cx.clone() }
}

async fn holder(office: &Office, token: &str, now: Timestamp) -> Actor {
    actor(office.store(), &"330100".parse().unwrap(), token, now).await.unwrap()
}

#[tokio::test]
async fn the_right_password_begins_a_session_that_ends_by_itself() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        let token = sign_in(&cx, "li", "correct horse").await.unwrap();
        assert!(matches!(holder(&office, token.as_str(), cx.now).await, Actor::User(user) if user.name == "li"));
        assert_eq!(holder(&office, token.as_str(), later(&cx, 12 * 60).now).await, Actor::Visitor);
        assert_eq!(holder(&office, "another", cx.now).await, Actor::Visitor);
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        let token = sign_in(&cx, "li", "correct horse").await.unwrap();
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
        assert!(matches!(sign_in(&cx, "li", "wrong").await, Err(Error::WrongPassword)));
        assert!(matches!(sign_in(&cx, "nobody", "wrong").await, Err(Error::WrongPassword)));
        assert!(matches!(sign_in(&cx, "nobody", "").await, Err(Error::WrongPassword)));
    })
    .await;
}

#[tokio::test]
async fn after_five_wrong_passwords_even_the_right_one_has_to_wait() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let cx = office.cx(Actor::Visitor);
        for _ in 0..4 {
            assert!(matches!(sign_in(&cx, "li", "wrong").await, Err(Error::WrongPassword)));
        }
        assert!(matches!(sign_in(&cx, "li", "wrong").await, Err(Error::LockedOut { .. })));
        assert!(matches!(sign_in(&cx, "li", "correct horse").await, Err(Error::LockedOut { .. })));
        assert!(sign_in(&later(&cx, 15), "li", "correct horse").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_name_is_taken_once_and_the_office_makes_no_users() {
    on_both_databases(async |office| {
        add_li(&office).await;
        let li = named("li");
        let again = create_user(&office.cx(Actor::Operator), &li, "x").await;
        assert!(matches!(again, Err(Error::NameTaken(name)) if name == "li"));
        let by_office = create_user(&office.cx(user(Role::Office)), &li, "x").await;
        assert!(matches!(by_office, Err(Error::Forbidden(_))));
    })
    .await;
}
