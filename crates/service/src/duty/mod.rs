//! What the program does by itself 自动事项: once a minute the server asks what is due now.
//!
//! A duty looks at the moment it is given and does what is due by then, each thing once (`WriteTx::do_once`): asked
//! again, on the same server or on another, it does nothing more. A new duty is a variant with its line in `run`.

mod remind;

pub(crate) use remind::told_at_opening;

use crate::order::escalate_overdue_orders;
use crate::{Context, Error};

/// Something the program does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Reminds of reports that are due, and tells on those that are late 催报.
    RemindOfReports,
    /// Reminds of supervision orders that are late, raises them, tells those above 督办升级.
    EscalateOrders,
    /// Puts together what people want in one mail 汇总邮件.
    GatherMail,
}

impl Duty {
    /// All of them, in the order they are done.
    pub const ALL: [Self; 3] = [Self::RemindOfReports, Self::EscalateOrders, Self::GatherMail];

    async fn run(self, cx: &Context) -> Result<(), Error> {
        match self {
            Self::RemindOfReports => remind::remind_of_reports(cx).await,
            Self::EscalateOrders => escalate_overdue_orders(cx).await.map(drop),
            Self::GatherMail => Ok(cx.store.gather_letters(&cx.jurisdiction, cx.now).await?),
        }
    }
}

/// Does what is due at the moment of `cx`; what could not be done, and is tried again the next time.
pub async fn do_duties(cx: &Context) -> Vec<(Duty, Error)> {
    let mut failed = Vec::new();
    for duty in Duty::ALL {
        if let Err(error) = duty.run(cx).await {
            failed.push((duty, error));
        }
    }
    failed
}
