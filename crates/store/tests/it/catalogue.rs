//! What must be true of every table, those of later migrations included.

use luoshi_store::testing::on_both_databases;

/// Every column of every table: `table column place-in-the-key required`, as the database says itself.
const SQLITE: &str = "
    SELECT tables.name || ' ' || columns.name || ' ' || columns.pk || ' ' || columns.\"notnull\"
    FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name <> '_sqlx_migrations'
    ORDER BY tables.name, columns.cid";
const POSTGRES: &str = "
    SELECT tables.relname || ' ' || columns.attname || ' '
           || COALESCE(array_position(keys.indkey::INT2[], columns.attnum) + 1, 0) || ' '
           || columns.attnotnull::INT
    FROM pg_class AS tables
    JOIN pg_attribute AS columns ON columns.attrelid = tables.oid
        AND columns.attnum > 0 AND NOT columns.attisdropped
    LEFT JOIN pg_index AS keys ON keys.indrelid = tables.oid AND keys.indisprimary
    WHERE tables.relkind = 'r' AND tables.relname <> '_sqlx_migrations'
        AND tables.relnamespace = current_schema()::REGNAMESPACE
    ORDER BY tables.relname, columns.attnum";

/// The first column of every index: `table index column`.
const SQLITE_INDEXES: &str = "
    SELECT tables.name || ' ' || indexes.name || ' ' || columns.name
    FROM sqlite_master AS tables, pragma_index_list(tables.name) AS indexes,
         pragma_index_info(indexes.name) AS columns
    WHERE tables.type = 'table' AND tables.name <> '_sqlx_migrations' AND columns.seqno = 0";
const POSTGRES_INDEXES: &str = "
    SELECT tables.relname || ' ' || indexes.relname || ' ' || columns.attname
    FROM pg_index JOIN pg_class AS tables ON tables.oid = pg_index.indrelid
    JOIN pg_class AS indexes ON indexes.oid = pg_index.indexrelid
    JOIN pg_attribute AS columns ON columns.attrelid = tables.oid AND columns.attnum = pg_index.indkey[0]
    WHERE tables.relnamespace = current_schema()::REGNAMESPACE AND tables.relname <> '_sqlx_migrations'";

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres")
}

#[tokio::test]
async fn every_table_is_led_by_the_jurisdiction_in_its_key_and_in_its_indexes() {
    on_both_databases(async |database| {
        let (columns, indexes) = match is_postgres(database.url()) {
            true => (POSTGRES, POSTGRES_INDEXES),
            false => (SQLITE, SQLITE_INDEXES),
        };
        let columns = database.texts(columns).await.unwrap();
        let tables: std::collections::BTreeSet<&str> =
            columns.iter().filter_map(|line| line.split(' ').next()).collect();
        assert!(tables.len() > 25, "{tables:?}");
        for table in tables {
            let first = columns.iter().find(|line| line.split(' ').next() == Some(table));
            assert_eq!(first.unwrap(), &format!("{table} jurisdiction 1 1"), "first in its key");
        }
        for index in database.texts(indexes).await.unwrap() {
            // What answers to a task of another jurisdiction is looked for by that one.
            let by_upper = index == "task_detail task_by_upper upper_jurisdiction";
            assert!(
                by_upper || index.ends_with(" jurisdiction"),
                "{index} is led by something else"
            );
        }
    })
    .await;
}

/// What a plan's pages ask for, and tables that may have many plans in them.
const OF_A_PLAN: [(&str, &str); 9] = [
    ("plan", "SELECT title FROM plan WHERE jurisdiction = '330100' AND id = 7"),
    ("provision", "SELECT eid FROM provision WHERE jurisdiction = '330100' AND plan = 7"),
    ("task", "SELECT body FROM task WHERE jurisdiction = '330100' AND plan = 7 ORDER BY id"),
    ("task_step", "SELECT body FROM task_step WHERE jurisdiction = '330100' AND plan = 7"),
    ("task_duty", "SELECT role FROM task_duty WHERE jurisdiction = '330100' AND plan = 7"),
    ("target", "SELECT quote FROM target WHERE jurisdiction = '330100' AND plan = 7"),
    ("assignment", "SELECT task FROM assignment WHERE jurisdiction = '330100' AND plan = 7"),
    ("report", "SELECT task FROM report WHERE jurisdiction = '330100' AND plan = 7"),
    (
        "audit_entry",
        "SELECT sequence FROM audit_entry WHERE jurisdiction = '330100' AND subject = 'plan/7'
         ORDER BY sequence DESC",
    ),
];

#[tokio::test]
async fn what_a_plans_pages_ask_for_is_found_by_an_index_however_many_other_plans_there_are() {
    on_both_databases(async |database| {
        if is_postgres(database.url()) {
            return; // It plans by how many rows there are; the indexes are the same.
        }
        for (table, query) in OF_A_PLAN {
            let plan = format!("EXPLAIN QUERY PLAN {query}");
            let told = database.plan_of(&plan).await.unwrap();
            let searches =
                told.iter().any(|step| step.starts_with(&format!("SEARCH {table} USING")));
            let narrow = told.iter().all(|step| {
                !step.starts_with("SCAN") && (!step.starts_with("SEARCH") || step.contains(" AND "))
            });
            assert!(searches && narrow, "{query}: {told:?}");
        }
    })
    .await;
}
