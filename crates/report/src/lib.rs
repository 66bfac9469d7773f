//! Printed matter and spreadsheets: a view in, bytes out.
//!
//! Pure: what a sheet says, in which language, is decided by whoever fills it in.

mod docx;
mod paper;
mod pdf;
mod sheet;
mod task_table;

pub use docx::DocxError;
pub use paper::{
    Format, Imprint, Letterhead, Numbered, Numbering, Paper, PaperWords, Part, Signature, Table,
    TableRow,
};
pub use pdf::{Fonts, NoChineseFont, PdfError};
pub use sheet::{ColumnKind, Error, Group, Sheet, SheetColumn};
pub use task_table::{TaskTableWords, task_paper, task_sheet};
