//! Reporting 填报: cycles, and what organisations say about their tasks in them.

mod asked;
mod cycle;
mod fill;
mod pass;
mod read;
mod sheet;
mod take_in;
mod together;

pub use asked::AskedValue;
pub use cycle::{cycles, open_cycle};
pub use fill::{EVIDENCE_LIMIT, attach_evidence, begin_report, write_report, write_report_seen};
pub use pass::{accept_report, approve_report, return_report, submit_report};
pub use read::{CycleBoard, TaskReports, TaskRow, cycle_board, evidence, task_reports};
pub use sheet::{
    RowFault, SheetPart, SheetTrial, apply_reports, report_template, try_reports, upload_reports,
};
pub use take_in::take_in_reports;
pub use together::{Passed, Stayed, Together, pass_reports, write_reports};
