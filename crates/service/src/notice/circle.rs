use std::collections::BTreeSet;

use jiff::civil::Date;
use luoshi_delivery::{News, NoticeKind, OrganisationCode, Role, people};
use luoshi_store::{StoredGrant, WriteTx};

use crate::{Context, Error};

/// Who holds which role today: whom to tell.
pub(crate) struct Circle {
    grants: Vec<StoredGrant>,
    today: Date,
}

impl Circle {
    /// Everybody.
    pub(crate) async fn all(cx: &Context) -> Result<Self, Error> {
        Ok(Self { grants: cx.store.grants(&cx.jurisdiction).await?, today: cx.today() })
    }

    /// Those who hold a role for that organisation.
    pub(crate) async fn of(cx: &Context, organisation: &OrganisationCode) -> Result<Self, Error> {
        let grants = cx.store.grants_for(&cx.jurisdiction, organisation).await?;
        Ok(Self { grants, today: cx.today() })
    }

    /// Those who hold one of the roles for exactly that organisation.
    pub(crate) fn holding(
        &self,
        roles: &[Role],
        organisation: &OrganisationCode,
    ) -> BTreeSet<String> {
        self.names(|it| {
            roles.contains(&it.grant.role) && it.grant.organisation.as_ref() == Some(organisation)
        })
    }

    /// Those of the office, whatever organisation they hold it for.
    pub(crate) fn office(&self) -> BTreeSet<String> {
        self.in_role(Role::Office)
    }

    /// Those who hold a role, whatever organisation they hold it for.
    pub(crate) fn in_role(&self, role: Role) -> BTreeSet<String> {
        self.names(|it| it.grant.role == role)
    }

    fn names(&self, is_meant: impl Fn(&StoredGrant) -> bool) -> BTreeSet<String> {
        let held = self.grants.iter().filter(|it| it.grant.holds_on(self.today));
        held.filter(|it| is_meant(it)).map(|it| it.user_name.clone()).collect()
    }
}

/// Tells everybody of these names; whoever acts knows already.
pub(crate) async fn tell_all<'n>(
    cx: &Context,
    tx: &mut WriteTx,
    names: impl IntoIterator<Item = &'n String>,
    news: &News,
) -> Result<(), Error> {
    let acting: BTreeSet<&str> = people(cx.actor.name()).collect();
    for name in names.into_iter().filter(|name| !acting.contains(name.as_str())) {
        // The desk counts them: one unread notice says that there are some.
        let is_told = news.kind == NoticeKind::ReportSubmitted && tx.is_told(name, news).await?;
        if !is_told {
            tx.tell(name, news, cx.now).await?;
        }
    }
    Ok(())
}
