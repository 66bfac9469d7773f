-- Organisations 单位: who leads, answers and reports, as they stood at any time.

-- One row for each time an organisation stood as written; its code stays when name or place change.
CREATE TABLE organisation (
    jurisdiction TEXT NOT NULL,
    code TEXT NOT NULL,            -- fgw, 330106
    valid_from TEXT NOT NULL,      -- YYYY-MM-DD, the first day; empty: older than the records
    valid_until TEXT,              -- the last day; NULL: to this day
    ordinal BIGINT NOT NULL,       -- order in trees and lists
    kind TEXT NOT NULL,            -- leading-group, office, department, district …
    name TEXT NOT NULL,            -- in full
    short_name TEXT,               -- as documents and pages write it
    aliases TEXT NOT NULL,         -- JSON list
    parent TEXT,                   -- organisation.code of the one it belongs to
    successors TEXT NOT NULL,      -- JSON list of codes: what its work went to
    note TEXT,                     -- the document it rests on, or what is not certain
    PRIMARY KEY (jurisdiction, code, valid_from)
);
CREATE INDEX organisation_by_order ON organisation (jurisdiction, ordinal);
