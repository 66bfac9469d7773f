//! An indicator's SQL, held to one SELECT that reads what the pack declares and nothing else.
//!
//! What it may read: the pack's registers by their names (the current version of each record), the pack's
//! other indicators (`period`, `scope`, `value`), and [`PERIOD`], the periods that are asked for. It gives
//! a row a value: `period`, `value`, and `scope` where it is measured for more than the whole.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    Expr, ObjectName, Query as Sql, SelectItem, SetExpr, Statement, TableFactor, Visit, Visitor,
};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use crate::Wrong;

/// The relation with a row for each period asked for: `label` (2018), `starts` and `ends` (days).
pub const PERIOD: &str = "period";

/// Functions that compute from their arguments alone and that both databases know.
const FUNCTIONS: [&str; 26] = [
    "abs",
    "avg",
    "cast",
    "ceil",
    "coalesce",
    "count",
    "dense_rank",
    "first_value",
    "floor",
    "lag",
    "last_value",
    "lead",
    "length",
    "lower",
    "max",
    "min",
    "mod",
    "nullif",
    "rank",
    "replace",
    "round",
    "row_number",
    "substr",
    "sum",
    "trim",
    "upper",
];

/// A checked query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The SELECT.
    pub sql: String,
    /// Registers and indicators it reads.
    pub reads: BTreeSet<String>,
    /// Whether it gives a `scope`.
    pub scoped: bool,
}

impl Query {
    /// Checks `sql`; `reads` may name anything, which the caller compares with what there is.
    pub(crate) fn check(sql: &str) -> Result<Self, Wrong> {
        let statements = Parser::parse_sql(&PostgreSqlDialect {}, sql)
            .map_err(|why| Wrong::Sql(why.to_string()))?;
        let [Statement::Query(query)] = statements.as_slice() else {
            return Err(Wrong::NotReading(if statements.len() == 1 {
                "another statement"
            } else {
                "more than one statement"
            }));
        };
        let columns = columns(&query.body)?;
        for needed in ["period", "value"] {
            if !columns.contains(needed) {
                return Err(Wrong::NoColumn(needed));
            }
        }
        let mut reader = Reader::default();
        if let ControlFlow::Break(wrong) = query.visit(&mut reader) {
            return Err(wrong);
        }
        let reads = &reader.reads - &reader.named;
        Ok(Self { sql: query.to_string(), reads, scoped: columns.contains("scope") })
    }
}

/// The names of the columns it gives.
fn columns(body: &SetExpr) -> Result<BTreeSet<String>, Wrong> {
    match body {
        SetExpr::Select(select) => Ok(select.projection.iter().filter_map(name).collect()),
        SetExpr::SetOperation { left, .. } => columns(left),
        SetExpr::Query(query) => columns(&query.body),
        _ => Err(Wrong::NotReading("a body without SELECT")),
    }
}

fn name(item: &SelectItem) -> Option<String> {
    let name = match item {
        SelectItem::ExprWithAlias { alias, .. } => alias,
        SelectItem::UnnamedExpr(Expr::Identifier(name)) => name,
        SelectItem::UnnamedExpr(Expr::CompoundIdentifier(parts)) => parts.last()?,
        _ => return None,
    };
    Some(name.value.to_lowercase())
}

/// Walks a query and stops at what may not stand in it.
#[derive(Default)]
struct Reader {
    reads: BTreeSet<String>,
    /// Names its own WITH gives.
    named: BTreeSet<String>,
}

impl Visitor for Reader {
    type Break = Wrong;

    fn pre_visit_query(&mut self, query: &Sql) -> ControlFlow<Wrong> {
        if let Some(with) = &query.with {
            if with.recursive {
                return ControlFlow::Break(Wrong::NotReading("RECURSIVE"));
            }
            self.named
                .extend(with.cte_tables.iter().map(|cte| cte.alias.name.value.to_lowercase()));
        }
        if !query.locks.is_empty() {
            return ControlFlow::Break(Wrong::NotReading("FOR UPDATE"));
        }
        match query.body.as_ref() {
            SetExpr::Select(select) if select.into.is_some() => {
                ControlFlow::Break(Wrong::NotReading("INTO"))
            }
            SetExpr::Select(_)
            | SetExpr::SetOperation { .. }
            | SetExpr::Query(_)
            | SetExpr::Values(_) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(Wrong::NotReading("writing")),
        }
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<Wrong> {
        if relation.0.len() > 1 {
            return ControlFlow::Break(Wrong::NotReading("a schema before a table's name"));
        }
        self.reads.insert(relation.to_string().replace('"', "").to_lowercase());
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<Wrong> {
        match factor {
            TableFactor::Table { args: None, .. }
            | TableFactor::Derived { .. }
            | TableFactor::NestedJoin { .. } => ControlFlow::Continue(()),
            _ => ControlFlow::Break(Wrong::NotReading("a function in place of a table")),
        }
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Wrong> {
        match expr {
            Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                if FUNCTIONS.contains(&name.as_str()) {
                    return ControlFlow::Continue(());
                }
                ControlFlow::Break(Wrong::Function(name, FUNCTIONS.join(", ")))
            }
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_statement(&mut self, _: &Statement) -> ControlFlow<Wrong> {
        ControlFlow::Break(Wrong::NotReading("a statement within a statement"))
    }
}
