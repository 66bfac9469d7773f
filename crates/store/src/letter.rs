//! Letters 投递: what leaves the house by mail or webhook, each once, whoever of several servers sends it.
//!
//! ```text
//! waiting ──claim──▶ sending ──sent──▶ sent
//!    ▲                  │ ├──refused for good──▶ failed ──again──▶ waiting
//!    └────try later─────┘ └──the server stopped──▶ unsure ──again──▶ waiting
//! ```
//!
//! A letter is claimed by itself, right before it goes out: a server that stops in between leaves one that may or may
//! not have gone. Such a letter is not sent again by itself; an administrator sees it and decides.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use luoshi_delivery::{Jurisdiction, MailWish, Notice};
use sqlx::any::AnyRow;

use crate::notice::{notice, notices};
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// By which way a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By mail.
    Mail,
    /// To an address the operator named.
    Webhook,
}

impl Channel {
    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Mail, Self::Webhook].into_iter().find(|channel| channel.name() == name)
    }
}

/// How a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// To be sent.
    Waiting,
    /// On its way.
    Sending,
    /// Taken by the other side.
    Sent,
    /// Refused, and not tried again by itself.
    Failed,
    /// The server stopped while it went out.
    Unsure,
}

impl LetterState {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Sending, Self::Sent, Self::Failed, Self::Unsure];

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unsure => "unsure",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A letter 投递.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its number.
    pub id: u32,
    /// By which way it goes.
    pub channel: Channel,
    /// A user's name; of a webhook the digest of its address.
    pub recipient: String,
    /// How it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub tries: u32,
    /// Since when it stands so.
    pub changed_at: Timestamp,
    /// What went wrong the last time.
    pub failure: Option<String>,
}

/// A letter that was claimed, with what it tells.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The letter.
    pub letter: Letter,
    /// What it tells, in order.
    pub notices: Vec<Notice>,
    /// Where mail goes, and in which language.
    pub wish: MailWish,
}

/// What became of sending a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// The other side took it.
    Done,
    /// The other side did not take it now, or was not there.
    Later(String),
    /// The other side will never take it.
    Never(String),
}

/// How often a letter is tried: over about two days.
const TRIES: u32 = 12;
/// How long it waits after the first try; twice as long after each, up to [`LONGEST_WAIT`].
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(8);
/// How long sending takes at most; after that whoever sent has stopped.
const SENDING: SignedDuration = SignedDuration::from_mins(10);

const LETTER: &str = "
    SELECT id, channel, recipient, state, tries, changed_at, failure FROM letter
    WHERE jurisdiction = $1 AND id = $2";

impl WriteTx {
    /// Makes a letter that tells these notices.
    pub(crate) async fn add_letter(
        &mut self,
        channel: Channel,
        recipient: &str,
        notices: &[i64],
        at: Timestamp,
    ) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO letter (jurisdiction, id, channel, recipient, state, tries, not_before, changed_at)
            VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $5)";
        const TELLS: &str =
            "INSERT INTO letter_notice (jurisdiction, letter, notice) VALUES ($1, $2, $3)";
        let id = self.next_number("letter").await?;
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(id)
            .bind(channel.name())
            .bind(recipient)
            .bind(moment(at))
            .execute(self.connection())
            .await?;
        for notice in notices {
            let query = sqlx::query(TELLS).bind(self.jurisdiction().to_owned());
            query.bind(id).bind(*notice).execute(self.connection()).await?;
        }
        Ok(())
    }
}

/// Whole seconds, so that text orders as time does.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Letters are no part of the work the audit log answers for: the act they tell of is. So they are written here alone,
/// without an entry.
impl Store {
    /// The next letter of that channel that is to be sent; it is the caller's to send, and nobody else's. A letter
    /// whose sender stopped is put aside first.
    pub async fn claim_letter(
        &self,
        jurisdiction: &Jurisdiction,
        channel: Channel,
        now: Timestamp,
    ) -> Result<Option<Claimed>, Error> {
        const ASIDE: &str = "
            UPDATE letter SET state = 'unsure', changed_at = $2
            WHERE jurisdiction = $1 AND state = 'sending' AND channel = $3 AND changed_at < $4";
        const NEXT: &str = "
            SELECT id FROM letter
            WHERE jurisdiction = $1 AND state = 'waiting' AND channel = $2 AND not_before <= $3
            ORDER BY not_before, id LIMIT 8";
        const CLAIM: &str = "
            UPDATE letter SET state = 'sending', changed_at = $3, tries = tries + 1
            WHERE jurisdiction = $1 AND id = $2 AND state = 'waiting'";
        let stopped = now.saturating_sub(SENDING).unwrap_or(Timestamp::MIN);
        let query = sqlx::query(ASIDE).bind(jurisdiction.as_str()).bind(moment(now));
        query.bind(channel.name()).bind(moment(stopped)).execute(self.pool()).await?;
        let query = sqlx::query_scalar::<_, i64>(NEXT).bind(jurisdiction.as_str());
        let next = query.bind(channel.name()).bind(moment(now)).fetch_all(self.pool()).await?;
        for id in next {
            let query = sqlx::query(CLAIM).bind(jurisdiction.as_str()).bind(id);
            let claimed = query.bind(moment(now)).execute(self.pool()).await?;
            if claimed.rows_affected() == 1 {
                return self.claimed(jurisdiction, id).await.map(Some);
            }
        }
        Ok(None)
    }

    async fn claimed(&self, jurisdiction: &Jurisdiction, id: i64) -> Result<Claimed, Error> {
        const TELLS: &str = notices!(
            "JOIN letter_notice ON letter_notice.jurisdiction = notice.jurisdiction
                               AND letter_notice.notice = notice.id
             WHERE notice.jurisdiction = $1 AND letter_notice.letter = $2 ORDER BY notice.id"
        );
        let query = sqlx::query(LETTER).bind(jurisdiction.as_str()).bind(id);
        let letter = letter(&query.fetch_one(self.pool()).await?)?;
        let query = sqlx::query(TELLS).bind(jurisdiction.as_str()).bind(id);
        let rows = query.fetch_all(self.pool()).await?;
        let notices = rows.iter().map(notice).collect::<Result<_, _>>()?;
        let wish = self.mail_wish(jurisdiction, &letter.recipient).await?;
        Ok(Claimed { letter, notices, wish })
    }

    /// Notes what became of a letter that was claimed. What was refused is tried again later, longer and longer apart.
    pub async fn settle_letter(
        &self,
        jurisdiction: &Jurisdiction,
        letter: &Letter,
        sending: &Sending,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SETTLE: &str = "
            UPDATE letter SET state = $3, failure = $4, not_before = $5, changed_at = $6
            WHERE jurisdiction = $1 AND id = $2 AND state = 'sending'";
        let (state, failure) = match sending {
            Sending::Done => (LetterState::Sent, None),
            Sending::Later(why) if letter.tries < TRIES => (LetterState::Waiting, Some(why)),
            Sending::Later(why) | Sending::Never(why) => (LetterState::Failed, Some(why)),
        };
        let doubled = FIRST_WAIT.saturating_mul(1 << letter.tries.saturating_sub(1).min(16));
        let next = now.saturating_add(doubled.min(LONGEST_WAIT)).unwrap_or(Timestamp::MAX);
        sqlx::query(SETTLE)
            .bind(jurisdiction.as_str())
            .bind(i64::from(letter.id))
            .bind(state.name())
            .bind(failure.map(String::as_str))
            .bind(moment(next))
            .bind(moment(now))
            .execute(self.pool())
            .await?;
        Ok(())
    }

    /// The newest letters that did not arrive: failed, unsure, or tried before; at most `limit`.
    pub async fn troubled_letters(
        &self,
        jurisdiction: &Jurisdiction,
        limit: u32,
    ) -> Result<Vec<Letter>, Error> {
        const TROUBLED: &str = "
            SELECT id, channel, recipient, state, tries, changed_at, failure FROM letter
            WHERE jurisdiction = $1
              AND (state IN ('failed', 'unsure') OR (state = 'waiting' AND tries > 0))
            ORDER BY id DESC LIMIT $2";
        let query = sqlx::query(TROUBLED).bind(jurisdiction.as_str()).bind(i64::from(limit));
        query.fetch_all(self.pool()).await?.iter().map(letter).collect()
    }

    /// Gathers what waits for a mail of several, of everybody whose mail was due by then: a letter each. Whoever has
    /// no address any more is told on the page alone.
    pub async fn gather_letters(
        &self,
        jurisdiction: &Jurisdiction,
        now: Timestamp,
    ) -> Result<(), Error> {
        const WHO: &str = "
            SELECT DISTINCT recipient FROM notice WHERE jurisdiction = $1 AND gathers = 1
            ORDER BY recipient";
        const WHAT: &str = "
            UPDATE notice SET gathers = 0
            WHERE jurisdiction = $1 AND recipient = $2 AND gathers = 1 AND at < $3 RETURNING id";
        let query = sqlx::query_scalar::<_, String>(WHO).bind(jurisdiction.as_str());
        for recipient in query.fetch_all(self.pool()).await? {
            let wish = self.mail_wish(jurisdiction, &recipient).await?;
            // Who wants no mail of several any more gets none of what gathered, and it need not wait.
            let until = wish.rhythm.gathered_until(now).unwrap_or(now);
            let mut tx = self.write(jurisdiction).await?;
            let query = sqlx::query_scalar::<_, i64>(WHAT).bind(jurisdiction.as_str());
            let query = query.bind(recipient.as_str()).bind(moment(until));
            let mut notices = query.fetch_all(tx.connection()).await?;
            notices.sort_unstable();
            let gathers = wish.address.is_some() && wish.rhythm.gathered_until(now).is_some();
            if gathers && !notices.is_empty() {
                tx.add_letter(Channel::Mail, &recipient, &notices, now).await?;
            }
            tx.keep().await?;
        }
        Ok(())
    }

    /// Makes a letter to a webhook of every notice since the last time. One that is new is told what comes from now on.
    pub async fn letters_to_webhook(
        &self,
        jurisdiction: &Jurisdiction,
        name: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const BEGIN: &str = "
            INSERT INTO webhook (jurisdiction, name, told)
            SELECT $1, $2, COALESCE(MAX(id), 0) FROM notice WHERE jurisdiction = $1
            ON CONFLICT DO NOTHING";
        const BEHIND: &str = "
            SELECT id FROM notice WHERE jurisdiction = $1 AND id >
                (SELECT told FROM webhook WHERE jurisdiction = $1 AND name = $2)
            ORDER BY id LIMIT 500";
        const TOLD: &str = "
            UPDATE webhook SET told = $3 WHERE jurisdiction = $1 AND name = $2 AND told < $3";
        let query = sqlx::query(BEGIN).bind(jurisdiction.as_str()).bind(name);
        query.execute(self.pool()).await?;
        let query = sqlx::query_scalar::<_, i64>(BEHIND).bind(jurisdiction.as_str()).bind(name);
        let ids = query.fetch_all(self.pool()).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        let mut tx = self.write(jurisdiction).await?;
        let query = sqlx::query(TOLD).bind(jurisdiction.as_str()).bind(name).bind(*last);
        if query.execute(tx.connection()).await?.rows_affected() == 0 {
            return Ok(()); // Another server told it meanwhile.
        }
        for id in &ids {
            tx.add_letter(Channel::Webhook, name, &[*id], now).await?;
        }
        tx.keep().await
    }
}

impl WriteTx {
    /// Sends a letter again that did not arrive; whether there was one.
    pub async fn send_again(&mut self, id: u32, now: Timestamp) -> Result<bool, Error> {
        const AGAIN: &str = "
            UPDATE letter SET state = 'waiting', tries = 0, not_before = $3, changed_at = $3
            WHERE jurisdiction = $1 AND id = $2 AND state IN ('failed', 'unsure')";
        let query = sqlx::query(AGAIN).bind(self.jurisdiction().to_owned()).bind(i64::from(id));
        let done = query.bind(moment(now)).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }
}

fn letter(row: &AnyRow) -> Result<Letter, Error> {
    let columns = Columns { table: "letter", row };
    Ok(Letter {
        id: columns.number("id")?,
        channel: columns.read("channel", Channel::parse)?,
        recipient: columns.text("recipient")?,
        state: columns.read("state", LetterState::parse)?,
        tries: columns.number("tries")?,
        changed_at: columns.read("changed_at", |text| text.parse().ok())?,
        failure: columns.optional("failure")?,
    })
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "letter/{}", self.id)
    }
}
