//! The first start: somebody who can sign in, and for `--demo` the Hangzhou plan with what became of it.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use luoshi_delivery::{Audience, Jurisdiction, moment_of};
use luoshi_service::{
    self as service, Actor, Clock, Error, FirstPassword, Grant, NewUser, Role, Upload,
};
use luoshi_store::Store;

use crate::shipped;
use crate::story::{self, Story};

/// The seed document: 市委〔2018〕15号.
const DOCUMENT: &[u8] = include_bytes!("../../../examples/hangzhou-2018/document.txt");
/// Its name in the plan.
const FILE_NAME: &str = "hangzhou-2018.txt";
/// The organisations of Hangzhou.
const ORGANISATIONS: &str = include_str!("../../../examples/hangzhou-2018/organisations.toml");
/// The user every installation starts with.
const FIRST_USER: &str = "office";

/// How to sign in the first time. Kept beside the database, readable by its owner alone.
pub(crate) struct FirstSignIn {
    password: String,
    file: PathBuf,
    /// Who else signs in with that password: the people of the demonstration's story.
    others: Vec<String>,
}

impl fmt::Display for FirstSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { password, file, others } = self;
        write!(f, " · sign in 登录: {FIRST_USER} / {password} (kept in {})", file.display())?;
        if others.is_empty() {
            return Ok(());
        }
        write!(f, " · same password 同一口令: {}", others.join(", "))
    }
}

/// Makes the first user at the first start; `None` once the password was changed or its file removed.
/// Whoever only looks at the demonstration may keep the password.
pub(crate) async fn first_sign_in(
    cx: &service::Context,
    data: &Path,
    demo: bool,
) -> anyhow::Result<Option<FirstSignIn>> {
    let there = cx.store.account(&cx.jurisdiction, FIRST_USER).await?;
    if there.is_none() && cx.store.has_forgotten(&cx.jurisdiction).await? {
        return Ok(None); // The first user was forgotten, and is not made again.
    }
    let file = data.join("first-sign-in.txt");
    let password = service::fresh_password()?;
    let user = NewUser {
        name: FIRST_USER.to_owned(),
        display_name: "领导小组办公室".to_owned(),
        organisation: None,
    };
    let first = if demo {
        FirstPassword::Lasting(&password)
    } else {
        FirstPassword::ToBeChanged(&password)
    };
    match service::create_user(cx, &user, first).await {
        Ok(()) => {
            let (role, from) = (Role::Office, cx.today());
            let office = Grant { role, organisation: None, from, until: None };
            service::grant_role(cx, FIRST_USER, &office).await?;
            keep(&file, &password)?;
        }
        Err(Error::NameTaken(_)) => {}
        Err(other) => return Err(other.into()),
    }
    let is_first = demo || service::find_person(cx, FIRST_USER).await?.must_change_password();
    let kept = is_first.then(|| fs::read_to_string(&file).ok()).flatten();
    let password = kept.map(|line| line.trim().to_owned());
    let people = if demo { Story::shipped().people.as_slice() } else { &[] };
    let others: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
    Ok(password.map(|password| FirstSignIn { password, file, others }))
}

/// Makes the Hangzhou plan with its organisations and plays its story, unless the plan is there; loads the packs. Whoever
/// is in the story signs in with the first user's password.
pub(crate) async fn load(cx: &service::Context, first: Option<&FirstSignIn>) -> anyhow::Result<()> {
    let upload = Upload {
        file_name: FILE_NAME.to_owned(),
        bytes: DOCUMENT.to_vec(),
        audience: Audience::Public,
    };
    let (story, beginning) = (Story::shipped(), at_the_beginning(cx)?);
    service::load_organisations(&beginning, ORGANISATIONS).await?;
    match service::import_document(&beginning, upload).await {
        Ok(imported) => {
            let password =
                first.map_or_else(service::fresh_password, |it| Ok(it.password.clone()))?;
            story::let_in(&beginning, story, &password).await?;
            story::play(&beginning, imported.plan, story, cx.now).await?;
        }
        Err(Error::AlreadyImported { .. }) => {}
        Err(other) => return Err(other.into()),
    }
    for files in shipped::packs()? {
        service::load_pack(cx, &files).await?;
    }
    Ok(())
}

/// The moment the demonstration's story begins; now, where the clock is set to an earlier one.
pub(crate) fn at_the_beginning(cx: &service::Context) -> anyhow::Result<service::Context> {
    let begins = moment_of(Story::shipped().begins).context("the story begins at no moment")?;
    Ok(service::Context { now: begins.min(cx.now), ..cx.clone() })
}

fn keep(file: &Path, password: &str) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    let opened = options.write(true).create(true).truncate(true).mode(0o600).open(file);
    let written = opened.and_then(|mut file| writeln!(file, "{password}"));
    written.with_context(|| format!("cannot write {}", file.display()))
}

/// Whoever runs the program, now.
pub(crate) fn operator(store: &Store, jurisdiction: &Jurisdiction) -> service::Context {
    operator_at(Clock::default(), store, jurisdiction)
}

/// Whoever runs the program, at the moment that `clock` shows.
pub(crate) fn operator_at(
    clock: Clock,
    store: &Store,
    jurisdiction: &Jurisdiction,
) -> service::Context {
    service::Context {
        store: store.clone(),
        jurisdiction: jurisdiction.clone(),
        actor: Actor::Operator,
        now: clock.now(),
    }
}
