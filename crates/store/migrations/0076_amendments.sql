-- Amendments 调整: changes of what was issued. They are in force once somebody else approved them.
CREATE TABLE amendment (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    number BIGINT NOT NULL,        -- from 1
    state TEXT NOT NULL,           -- drafted, proposed, approved, returned, withdrawn
    changes TEXT NOT NULL,         -- JSON: who is to do what, of the tasks that change
    reason TEXT NOT NULL,          -- why; empty while drafted
    drafted_by TEXT NOT NULL,      -- user_account.name of who changed it last
    drafted_at TEXT NOT NULL,      -- RFC 3339
    proposed_by TEXT,
    proposed_at TEXT,
    decided_by TEXT,               -- who approved or returned it
    decided_at TEXT,
    answer TEXT,                   -- why it was returned
    version BIGINT,                -- issue.version it became
    PRIMARY KEY (jurisdiction, plan, number)
);
