-- Documents on their way to a plan 文件导入, and the proposals that a person reviews 审读.

CREATE TABLE intake (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    document TEXT NOT NULL,        -- document.sha256
    title TEXT NOT NULL,
    audience TEXT NOT NULL,        -- of the plan it becomes: internal, public
    revises BIGINT,                -- plan.id, where it is a corrected version
    plan BIGINT,                   -- plan.id it became; NULL while it is under review
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,      -- user_account.name
    PRIMARY KEY (jurisdiction, id),
    FOREIGN KEY (jurisdiction, document) REFERENCES document (jurisdiction, sha256)
);

CREATE INDEX intake_document ON intake (jurisdiction, document);

-- Tasks and targets under review.
CREATE TABLE intake_item (
    jurisdiction TEXT NOT NULL,
    intake BIGINT NOT NULL,
    id BIGINT NOT NULL,
    commitment TEXT NOT NULL,      -- JSON: the task or the target as it would enter the plan
    origin TEXT NOT NULL,          -- the rule that proposed it, or hand
    decision TEXT NOT NULL,        -- open, accepted, rejected
    doubts TEXT NOT NULL,          -- names parted by blanks
    version BIGINT NOT NULL,       -- counts the changes
    PRIMARY KEY (jurisdiction, intake, id),
    FOREIGN KEY (jurisdiction, intake) REFERENCES intake (jurisdiction, id)
);
