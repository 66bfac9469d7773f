-- What was known when: what rows were before they were changed or removed. Rows that were added since a moment are told
-- by audit_change; together both undo every later entry.

-- A row as it was before an entry of the log. Kept for what the pages of a plan show, see `past.rs`.
CREATE TABLE row_before (
    jurisdiction TEXT NOT NULL,
    sequence BIGINT NOT NULL,      -- audit_entry.sequence of the entry that changed or removed it
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,         -- as audit_change.row_key
    old_values TEXT NOT NULL,      -- JSON object: column → value as text; a column without a value is left out
    PRIMARY KEY (jurisdiction, table_name, row_key, sequence)
);

-- From where on that is kept: only for logs that were there before it was.
CREATE TABLE past_begin (
    jurisdiction TEXT NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL       -- audit_entry.sequence: what was known before this entry cannot be told
);
INSERT INTO past_begin (jurisdiction, sequence)
SELECT jurisdiction, MAX(sequence) FROM audit_entry GROUP BY jurisdiction;
