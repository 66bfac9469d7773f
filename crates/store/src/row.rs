//! Reading typed values out of a row.

use std::str::FromStr;

use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::Error;

/// A row of one table, read by column name.
pub(crate) struct Columns<'r> {
    pub(crate) table: &'static str,
    pub(crate) row: &'r AnyRow,
}

impl Columns<'_> {
    pub(crate) fn text(&self, column: &'static str) -> Result<String, Error> {
        Ok(self.row.try_get(column)?)
    }

    pub(crate) fn optional(&self, column: &'static str) -> Result<Option<String>, Error> {
        Ok(self.row.try_get(column)?)
    }

    pub(crate) fn number(&self, column: &'static str) -> Result<u32, Error> {
        let value: i64 = self.row.try_get(column)?;
        u32::try_from(value).map_err(|_| self.corrupt(column, &value.to_string()))
    }

    pub(crate) fn number_if_any(&self, column: &'static str) -> Result<Option<u32>, Error> {
        let value: Option<i64> = self.row.try_get(column)?;
        let Some(value) = value else { return Ok(None) };
        u32::try_from(value).map(Some).map_err(|_| self.corrupt(column, &value.to_string()))
    }

    /// The text of `column`, read by `parse`.
    pub(crate) fn read<T>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Error> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| self.corrupt(column, &text))
    }

    /// The text of `column`, parsed, where there is one.
    pub(crate) fn parsed<T: FromStr>(&self, column: &'static str) -> Result<Option<T>, Error> {
        let Some(text) = self.optional(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| self.corrupt(column, &text))
    }

    fn corrupt(&self, column: &'static str, value: &str) -> Error {
        Error::Corrupt { table: self.table, column, value: value.to_owned() }
    }
}
