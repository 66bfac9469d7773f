-- Bulletins 通报 of cycles: every version that was saved stays; one that was published does not change any more.
CREATE TABLE bulletin (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    period TEXT NOT NULL,          -- cycle.period
    version BIGINT NOT NULL,       -- from 1
    content TEXT NOT NULL,         -- JSON: head, title, sections with their texts and figures, signature
    saved_by TEXT NOT NULL,        -- user_account.name
    saved_at TEXT NOT NULL,        -- RFC 3339
    published_by TEXT,             -- user_account.name, of somebody who saved none of the versions; NULL: a draft
    published_at TEXT,
    PRIMARY KEY (jurisdiction, plan, period, version),
    FOREIGN KEY (jurisdiction, plan, period) REFERENCES cycle (jurisdiction, plan, period)
);
