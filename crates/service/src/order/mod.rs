//! Supervision orders 督办单: registered, issued, answered, verified, struck off; late ones move by themselves.

mod act;
mod escalate;
mod read;
mod register;
mod tell;

pub use act::{act_on_order, attach_to_order, may_attach};
pub use escalate::escalate_overdue_orders;
pub use read::{OrderDetail, order, order_file, orders};
pub use register::register_order;
