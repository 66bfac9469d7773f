//! Notices 通知: who is told what in the same write as what it tells of, and what people do about what they were told.

mod circle;
mod letters;
mod own;

pub(crate) use circle::{Circle, tell_all};
pub use letters::{send_letter_again, troubled_letters};
pub use own::{
    NOTICES_AT_ONCE, mail_wish, notices, read_notice, read_notices, save_mail_wish, unread_notices,
};
