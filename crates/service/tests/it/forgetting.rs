//! A person is forgotten, and the audit log stays whole.

use luoshi_audit::Signer;
use luoshi_delivery::Audience;
use luoshi_service::FirstPassword::Lasting;
use luoshi_service::{
    Actor, AuditFilter, Broken, Context, Error, NewUser, Role, User, audit_log, checkpoint,
    create_user, find_person, forget_user, grant_role, import_document, people, prove_entry,
    reset_user, save_term_list, sign_in, verify_audit,
};

use crate::accounts::{PASSWORD, named};
use crate::office::{Office, grant, on_both_databases, upload, user};

const NAME: &str = "zhang.wuji";

fn signer() -> Signer {
    Signer::new("luoshi/330100", &[7; 32]).unwrap()
}

async fn verdict(office: &Office) -> Result<u64, Broken> {
    let cx = office.cx(Actor::Operator);
    let verified = verify_audit(&cx, &signer().verifier()).await.unwrap();
    verified.map(|verified| verified.entries)
}

/// Somebody who signed in, imported a document and changed the list of terms, under a checkpoint.
async fn zhang_worked(office: &Office) {
    let cx = office.cx(Actor::Operator);
    let zhang = NewUser { display_name: "张无忌".into(), ..named(NAME) };
    create_user(&cx, &zhang, Lasting(PASSWORD)).await.unwrap();
    grant_role(&cx, NAME, &grant(Role::Office, None)).await.unwrap();
    sign_in(&cx, NAME, PASSWORD, "").await.unwrap();
    let Actor::User(user) = user(Role::Office) else { unreachable!() };
    let own = office.cx(Actor::User(User { name: NAME.into(), ..user }));
    let text = "关于一项工作的通知\n\n一、做好一项工作。\n";
    import_document(&own, upload(text.as_bytes(), Audience::Public)).await.unwrap();
    save_term_list(&own, "市委 = 中共杭州市委员会").await.unwrap();
    checkpoint(&cx, &signer()).await.unwrap();
}

async fn forget(cx: &Context) -> Result<(), Error> {
    forget_user(cx, NAME, NAME).await
}

#[tokio::test]
async fn the_log_never_holds_a_name_and_whoever_reads_it_sees_one() {
    on_both_databases(async |office| {
        zhang_worked(&office).await;
        assert_eq!(verdict(&office).await, Ok(5));
        let entries = office.texts("audit_entry", "actor || thing || subject").await;
        let keys = office.texts("audit_change", "row_key").await;
        assert!(
            entries.iter().chain(&keys).all(|text| !text.contains(NAME)),
            "{entries:?} {keys:?}"
        );
        let cx = office.cx(user(Role::Auditor));
        let by = AuditFilter { actor: Some(NAME.into()), ..AuditFilter::default() };
        let list = audit_log(&cx, &by).await.unwrap().entries;
        assert_eq!(list.len(), 3);
        assert!(list.iter().all(|entry| entry.actor == NAME), "{list:?}");
        assert_eq!(list[2].thing, format!("user/{NAME}"));
        let about = AuditFilter { thing: Some(format!("user/{NAME}")), ..AuditFilter::default() };
        assert_eq!(audit_log(&cx, &about).await.unwrap().entries.len(), 3);
        let proof = prove_entry(&cx, 4).await.unwrap();
        assert!(proof.entry.actor.starts_with('~'), "a proof that is given away has no name");
        assert!(proof.check(&signer().verifier()).is_ok());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_forgotten_stands_nowhere_and_the_log_is_as_whole_as_before() {
    on_both_databases(async |office| {
        zhang_worked(&office).await;
        let administrator = office.cx(user(Role::Administrator));
        forget(&administrator).await.unwrap();
        assert_eq!(verdict(&office).await, Ok(6), "through the checkpoint of before");
        let hash = "$argon2id$";
        for text in office.every_text().await {
            let personal = text.contains(NAME) || text.contains("无忌") || text.contains(hash);
            assert!(!personal, "{text}");
        }
        let plans = office.texts("plan", "created_by").await;
        assert!(plans[0].starts_with('~'), "what was done stays done: {plans:?}");
        let actors = office.texts("audit_entry", "actor").await;
        assert_eq!(actors.iter().filter(|actor| **actor == plans[0]).count(), 3, "{actors:?}");
        for name in [NAME, &plans[0]] {
            assert!(matches!(find_person(&administrator, name).await, Err(Error::NoSuchUser(_))));
            let refused = sign_in(&office.cx(Actor::Visitor), name, PASSWORD, "").await;
            assert!(matches!(refused, Err(Error::WrongPassword)));
        }
        assert!(people(&administrator).await.unwrap().is_empty());
        assert!(matches!(forget(&administrator).await, Err(Error::NoSuchUser(_))));
        // Somebody else of that name is somebody else, and the log goes on.
        create_user(&office.cx(Actor::Operator), &named(NAME), Lasting(PASSWORD)).await.unwrap();
        checkpoint(&office.cx(Actor::Operator), &signer()).await.unwrap();
        let office = office.restarted().await;
        assert_eq!(verdict(&office).await, Ok(7));
        office.execute("UPDATE plan SET created_by = 'somebody'").await;
        assert!(verdict(&office).await.unwrap_err().to_string().contains("of table plan"));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_left_to_try_names_on() {
    on_both_databases(async |office| {
        zhang_worked(&office).await;
        forget(&office.cx(Actor::Operator)).await.unwrap();
        let salted = "(SELECT table_name || sequence AS place, salt FROM audit_change
                       WHERE sequence <= 5 AND table_name IN ('user_account', 'plan', 'role_grant')) AS it";
        assert!(office.texts(salted, "salt").await.iter().all(String::is_empty));
        assert!(office.texts("audit_person", "name").await.is_empty());
        assert!(!office.texts("audit_change", "salt").await.iter().all(String::is_empty));
    })
    .await;
}

#[tokio::test]
async fn another_name_put_in_the_place_of_an_alias_is_found() {
    on_both_databases(async |office| {
        zhang_worked(&office).await;
        office.execute("UPDATE audit_person SET name = 'wang'").await;
        let broken = verdict(&office).await.unwrap_err().to_string();
        assert!(broken.contains("user_account") || broken.contains("another name"), "{broken}");
    })
    .await;
}

#[tokio::test]
async fn only_who_may_forgets_and_nobody_takes_over_those_who_check_on_them() {
    on_both_databases(async |office| {
        zhang_worked(&office).await;
        for role in [Role::Office, Role::Security, Role::Auditor] {
            let refused = forget(&office.cx(user(role))).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{role:?}: {refused:?}");
        }
        let (operator, administrator) =
            (office.cx(Actor::Operator), office.cx(user(Role::Administrator)));
        let unsure = forget_user(&administrator, NAME, "zhang").await;
        assert!(matches!(unsure, Err(Error::NotRepeated(_))));
        for role in [Role::Auditor, Role::Security] {
            create_user(&operator, &named(role.name()), Lasting(PASSWORD)).await.unwrap();
            grant_role(&operator, role.name(), &grant(role, None)).await.unwrap();
            let refused = forget_user(&administrator, role.name(), role.name()).await;
            assert!(matches!(refused, Err(Error::OfAnother(of)) if of == role), "{refused:?}");
            let refused = reset_user(&administrator, role.name(), "fresh password").await;
            assert!(matches!(refused, Err(Error::OfAnother(of)) if of == role), "{refused:?}");
        }
        assert!(forget_user(&operator, "auditor", "auditor").await.is_ok());
        assert!(reset_user(&operator, "security", "fresh password").await.is_ok());
    })
    .await;
}
