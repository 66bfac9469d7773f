//! What people were told, and which mail they want.

use jiff::Timestamp;
use luoshi_delivery::{
    Jurisdiction, MailWish, Mailing, News, Notice, NoticeKind, OrderNumber, OrganisationCode,
    PlanId, Rhythm, TaskId,
};
use sqlx::any::AnyRow;

use crate::letter::Channel;
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// The notices `$…` that answer to a further condition.
macro_rules! notices {
    ($rest:literal) => {
        concat!(
            "SELECT notice.id, notice.recipient, notice.at, notice.kind, notice.title, notice.plan,
                    notice.period, notice.task, notice.organisation, notice.count, notice.due,
                    notice.read_at, notice.supervision_order
             FROM notice ",
            $rest
        )
    };
}
pub(crate) use notices;

impl WriteTx {
    /// Tells somebody something, in the same write as what it tells of; their mail is made ready as they wish it.
    pub async fn tell(&mut self, recipient: &str, news: &News, at: Timestamp) -> Result<(), Error> {
        const TELL: &str = "
            INSERT INTO notice (jurisdiction, id, recipient, at, kind, title, plan, period, task,
                                organisation, count, due, gathers, supervision_order)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        const WISH: &str = "
            SELECT address, rhythm, at_once, language FROM mail_wish
            WHERE jurisdiction = $1 AND user_name = $2";
        let query = sqlx::query(WISH).bind(self.jurisdiction().to_owned()).bind(recipient);
        let row = query.fetch_optional(self.connection()).await?;
        let wish = row.as_ref().map(mail_wish).transpose()?.unwrap_or_default();
        let mailing = wish.mailing(news.kind);
        let id = self.next_number("notice").await?;
        sqlx::query(TELL)
            .bind(self.jurisdiction().to_owned())
            .bind(id)
            .bind(recipient)
            .bind(at.to_string())
            .bind(news.kind.name())
            .bind(news.title.as_str())
            .bind(news.plan.map(|plan| i64::from(plan.0)))
            .bind(news.period.map(|period| period.to_string()))
            .bind(news.task.map(|task| i64::from(task.0)))
            .bind(news.organisation.as_ref().map(OrganisationCode::as_str))
            .bind(i64::from(news.count))
            .bind(news.due.map(|due| due.to_string()))
            .bind(i64::from(mailing == Mailing::Gathered))
            .bind(news.order.map(OrderNumber::plain))
            .execute(self.connection())
            .await?;
        if mailing == Mailing::AtOnce {
            self.add_letter(Channel::Mail, recipient, &[id], at).await?;
        }
        Ok(())
    }

    /// Whether somebody has not read yet that they were told the same of the same cycle and organisation.
    pub async fn is_told(&mut self, recipient: &str, news: &News) -> Result<bool, Error> {
        const TOLD: &str = "
            SELECT 1 AS told FROM notice
            WHERE jurisdiction = $1 AND recipient = $2 AND read_at IS NULL AND kind = $3
              AND plan = $4 AND period = $5 AND organisation = $6 LIMIT 1";
        let query = sqlx::query(TOLD)
            .bind(self.jurisdiction().to_owned())
            .bind(recipient)
            .bind(news.kind.name())
            .bind(news.plan.map(|plan| i64::from(plan.0)))
            .bind(news.period.map(|period| period.to_string()))
            .bind(news.organisation.as_ref().map(OrganisationCode::as_str));
        Ok(query.fetch_optional(self.connection()).await?.is_some())
    }

    /// Stores which mail somebody wants.
    pub async fn save_mail_wish(&mut self, user_name: &str, wish: &MailWish) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO mail_wish (jurisdiction, user_name, address, rhythm, at_once, language)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (jurisdiction, user_name) DO UPDATE SET address = excluded.address,
                rhythm = excluded.rhythm, at_once = excluded.at_once, language = excluded.language";
        let at_once: Vec<_> = wish.at_once.iter().map(|kind| kind.name()).collect();
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(user_name)
            .bind(wish.address.as_deref())
            .bind(wish.rhythm.name())
            .bind(at_once.join(" "))
            .bind(wish.language.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// What somebody was told, the newest first, before the notice of that number: at most `limit`.
    pub async fn notices(
        &self,
        jurisdiction: &Jurisdiction,
        recipient: &str,
        (before, limit): (Option<u32>, u32),
    ) -> Result<Vec<Notice>, Error> {
        const NOTICES: &str = notices!(
            "WHERE notice.jurisdiction = $1 AND notice.recipient = $2 AND notice.id < $3
             ORDER BY notice.id DESC LIMIT $4"
        );
        let query = sqlx::query(NOTICES).bind(jurisdiction.as_str()).bind(recipient);
        let query = query.bind(before.map_or(i64::MAX, i64::from)).bind(i64::from(limit));
        query.fetch_all(self.pool()).await?.iter().map(notice).collect()
    }

    /// How much of what somebody was told they have not read; no more than `limit` is counted.
    pub async fn unread(
        &self,
        jurisdiction: &Jurisdiction,
        recipient: &str,
        limit: u32,
    ) -> Result<u32, Error> {
        const UNREAD: &str = "
            SELECT COUNT(*) AS count FROM (
                SELECT 1 AS one FROM notice
                WHERE jurisdiction = $1 AND recipient = $2 AND read_at IS NULL LIMIT $3) AS unread";
        let query = sqlx::query(UNREAD).bind(jurisdiction.as_str()).bind(recipient);
        let row = query.bind(i64::from(limit)).fetch_one(self.pool()).await?;
        Columns { table: "notice", row: &row }.number("count")
    }

    /// Notes that somebody has read what they were told, up to the notice of that number. It says nothing of the work,
    /// and has no entry in the audit log.
    pub async fn read_notices(
        &self,
        jurisdiction: &Jurisdiction,
        recipient: &str,
        (through, now): (u32, Timestamp),
    ) -> Result<(), Error> {
        const READ: &str = "
            UPDATE notice SET read_at = $4
            WHERE jurisdiction = $1 AND recipient = $2 AND id <= $3 AND read_at IS NULL";
        let query = sqlx::query(READ).bind(jurisdiction.as_str()).bind(recipient);
        let query = query.bind(i64::from(through)).bind(now.to_string());
        query.execute(self.pool()).await?;
        Ok(())
    }

    /// Notes that somebody has read one notice; the notice.
    pub async fn read_notice(
        &self,
        jurisdiction: &Jurisdiction,
        recipient: &str,
        (id, now): (u32, Timestamp),
    ) -> Result<Option<Notice>, Error> {
        const READ: &str = "
            UPDATE notice SET read_at = $4
            WHERE jurisdiction = $1 AND recipient = $2 AND id = $3 AND read_at IS NULL";
        const NOTICE: &str =
            notices!("WHERE notice.jurisdiction = $1 AND notice.recipient = $2 AND notice.id = $3");
        let query = sqlx::query(READ).bind(jurisdiction.as_str()).bind(recipient);
        let query = query.bind(i64::from(id)).bind(now.to_string());
        query.execute(self.pool()).await?;
        let query = sqlx::query(NOTICE).bind(jurisdiction.as_str()).bind(recipient);
        let row = query.bind(i64::from(id)).fetch_optional(self.pool()).await?;
        row.as_ref().map(notice).transpose()
    }

    /// Which mail somebody wants.
    pub async fn mail_wish(
        &self,
        jurisdiction: &Jurisdiction,
        user_name: &str,
    ) -> Result<MailWish, Error> {
        const WISH: &str = "
            SELECT address, rhythm, at_once, language FROM mail_wish
            WHERE jurisdiction = $1 AND user_name = $2";
        let query = sqlx::query(WISH).bind(jurisdiction.as_str()).bind(user_name);
        let row = query.fetch_optional(self.pool()).await?;
        Ok(row.as_ref().map(mail_wish).transpose()?.unwrap_or_default())
    }
}

pub(crate) fn notice(row: &AnyRow) -> Result<Notice, Error> {
    let columns = Columns { table: "notice", row };
    let news = News {
        kind: columns.read("kind", NoticeKind::parse)?,
        title: columns.text("title")?,
        plan: columns.number_if_any("plan")?.map(PlanId),
        period: columns.parsed("period")?,
        task: columns.number_if_any("task")?.map(TaskId),
        order: columns.parsed("supervision_order")?,
        organisation: columns.parsed("organisation")?,
        count: columns.number("count")?,
        due: columns.parsed("due")?,
    };
    Ok(Notice {
        id: columns.number("id")?,
        recipient: columns.text("recipient")?,
        at: columns.read("at", |text| text.parse().ok())?,
        news,
        read_at: columns.parsed("read_at")?,
    })
}

fn mail_wish(row: &AnyRow) -> Result<MailWish, Error> {
    let columns = Columns { table: "mail_wish", row };
    let kinds = |text: &str| text.split_whitespace().map(NoticeKind::parse).collect();
    Ok(MailWish {
        address: columns.optional("address")?,
        rhythm: columns.read("rhythm", Rhythm::parse)?,
        at_once: columns.read("at_once", kinds)?,
        language: columns.text("language")?,
    })
}
