use std::io::Write as _;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use luoshi_delivery::OrganisationCode;
use luoshi_service::{self as service, Context, FirstPassword, Grant, NewUser, Role, StoredGrant};

use super::database::Division;

/// Who may sign in, and which roles they hold.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi user add chen --shown 陈晨 --organisation swj\n  luoshi user grant chen reporter --organisation swj --until 2020-12-31\n  luoshi user list\n\nRoles: reporter 填报, approver 审核, office 主管, inspector 督查, evaluator 评估, leader 领导,\nadministrator 系统管理, security 安全管理, auditor 审计. The last three are three people."
)]
pub(crate) struct User {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Let somebody sign in; prints the password for the first time.
    #[command(after_help = "Example:\n  luoshi user add chen --shown 陈晨 --organisation swj")]
    Add {
        /// The name to sign in with.
        name: String,
        /// The name pages print; the name to sign in with by default.
        #[arg(long, value_name = "NAME")]
        shown: Option<String>,
        /// The code of the organisation they belong to (luoshi organisation find).
        #[arg(long, value_name = "CODE")]
        organisation: Option<OrganisationCode>,
        #[command(flatten)]
        division: Division,
    },
    /// Give somebody a role, for an organisation and those below it or for the whole jurisdiction.
    #[command(after_help = "Example:\n  luoshi user grant chen reporter --organisation swj")]
    Grant {
        /// Who.
        name: String,
        /// Which role.
        #[arg(value_parser = role)]
        role: Role,
        /// The code of the organisation it is held for; the whole jurisdiction by default.
        #[arg(long, value_name = "CODE")]
        organisation: Option<OrganisationCode>,
        /// The first day; today by default.
        #[arg(long)]
        from: Option<Date>,
        /// The last day; until it is revoked by default.
        #[arg(long)]
        until: Option<Date>,
        #[command(flatten)]
        division: Division,
    },
    /// Take a role back, by the number `luoshi user list` prints.
    #[command(after_help = "Example:\n  luoshi user revoke chen 12")]
    Revoke {
        /// Who.
        name: String,
        /// The number of the grant.
        grant: u32,
        #[command(flatten)]
        division: Division,
    },
    /// Print everybody with the roles they hold.
    #[command(after_help = "Example:\n  luoshi user list")]
    List {
        #[command(flatten)]
        division: Division,
    },
    /// Let somebody try again who was locked out.
    #[command(after_help = "Example:\n  luoshi user unlock chen")]
    Unlock {
        /// Who.
        name: String,
        #[command(flatten)]
        division: Division,
    },
    /// Give somebody another password for the first time; the second factor is gone, sessions end.
    #[command(after_help = "Example:\n  luoshi user reset chen")]
    Reset {
        /// Who.
        name: String,
        #[command(flatten)]
        division: Division,
    },
    /// Forget somebody for good: what they did stays, without their name. Nothing brings it back.
    #[command(after_help = "Example:\n  luoshi user forget chen --again chen")]
    Forget {
        /// Who.
        name: String,
        /// The name once more.
        #[arg(long, value_name = "NAME")]
        again: String,
        #[command(flatten)]
        division: Division,
    },
    /// End all sessions of somebody.
    #[command(after_help = "Example:\n  luoshi user sign-out chen")]
    SignOut {
        /// Who.
        name: String,
        #[command(flatten)]
        division: Division,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let names = Role::ALL.map(Role::name).join(", ");
    Role::parse(text).ok_or_else(|| format!("choose one of {names}"))
}

impl User {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Add { name, shown, organisation, division } => {
                let display_name = shown.unwrap_or_else(|| name.clone());
                let user = NewUser { name, display_name, organisation };
                division.run(async |cx| add(&cx, &user).await)
            }
            Command::Grant { name, role, organisation, from, until, division } => {
                division.run(async |cx| {
                    let from = from.unwrap_or_else(|| cx.today());
                    let grant = Grant { role, organisation, from, until };
                    let id = service::grant_role(&cx, &name, &grant).await?;
                    say(&format!("{name}: {id} {}", shown(&grant)))
                })
            }
            Command::Revoke { name, grant, division } => division.run(async |cx| {
                service::revoke_role(&cx, &name, grant).await?;
                say(&format!("{name}: {grant} revoked"))
            }),
            Command::List { division } => division.run(async |cx| list(&cx).await),
            Command::Unlock { name, division } => division.run(async |cx| {
                service::unlock_user(&cx, &name).await?;
                say(&format!("{name}: may try again"))
            }),
            Command::Reset { name, division } => division.run(async |cx| {
                let password = service::fresh_password()?;
                service::reset_user(&cx, &name, &password).await?;
                say(&format!("{name}: password {password}"))
            }),
            Command::Forget { name, again, division } => division.run(async |cx| {
                service::forget_user(&cx, &name, &again).await?;
                say(&format!("{name}: forgotten"))
            }),
            Command::SignOut { name, division } => division.run(async |cx| {
                let ended = service::sign_out_user(&cx, &name).await?;
                say(&format!("{name}: {ended} sessions ended"))
            }),
        }
    }
}

async fn add(cx: &Context, user: &NewUser) -> anyhow::Result<()> {
    let password = service::fresh_password()?;
    service::create_user(cx, user, FirstPassword::ToBeChanged(&password)).await?;
    say(&format!("{}: password {password}", user.name))
}

async fn list(cx: &Context) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for person in service::people(cx).await? {
        let organisation = person.organisation().map(|code| format!(" of {code}"));
        let locked = if person.is_locked { ", locked out" } else { "" };
        let (name, display_name) = (person.name(), person.display_name());
        writeln!(out, "{name}\t{display_name}{}{locked}", organisation.unwrap_or_default())?;
        for StoredGrant { id, grant, .. } in &person.grants {
            writeln!(out, "\t{id} {}", shown(grant))?;
        }
    }
    Ok(())
}

/// `reporter of swj from 2018-11-01 until 2020-12-31`
fn shown(grant: &Grant) -> String {
    let organisation = grant.organisation.as_ref().map(|code| format!(" of {code}"));
    let until = grant.until.map(|until| format!(" until {until}"));
    let (organisation, until) = (organisation.unwrap_or_default(), until.unwrap_or_default());
    format!("{}{organisation} from {}{until}", grant.role.name(), grant.from)
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("cannot print")
}
