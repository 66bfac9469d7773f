-- What each entry of the audit log did to which rows, as digests. Rows of before this migration get theirs when the
-- database is opened.

-- One row for each log.
CREATE TABLE audit_log (
    jurisdiction TEXT NOT NULL PRIMARY KEY,
    hashing TEXT NOT NULL,         -- sm3, sha256: chosen when the log begins
    stock BIGINT NOT NULL          -- of how many migrations the changes to rows were taken into the log
);
INSERT INTO audit_log (jurisdiction, hashing, stock)
SELECT jurisdiction, 'sm3', 0 FROM counter WHERE name = 'audit_entry';

CREATE TABLE audit_change (
    jurisdiction TEXT NOT NULL,
    sequence BIGINT NOT NULL,      -- audit_entry.sequence
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,         -- JSON list of the values of the row's key, without the jurisdiction
    digest_before TEXT NOT NULL,   -- hexadecimal; empty: there was no such row
    digest_after TEXT NOT NULL,    -- empty: the row is gone
    salt TEXT NOT NULL,            -- of digest_after; destroyed with the row, the digest says nothing
    PRIMARY KEY (jurisdiction, sequence, table_name, row_key)
);
CREATE INDEX audit_change_row ON audit_change (jurisdiction, table_name, row_key, sequence);
