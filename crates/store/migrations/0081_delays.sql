-- More time for tasks 延期, and lights that the office set by hand 人工定灯.

CREATE TABLE task_extension (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    number BIGINT NOT NULL,        -- from 1
    code TEXT NOT NULL,            -- suspended, force_majeure, extended
    until TEXT NOT NULL,           -- the due date that is asked for
    reason TEXT NOT NULL,
    stopped_from TEXT,             -- the first day on which the clock stands still
    stopped_to TEXT,               -- the last one
    asked_by TEXT NOT NULL,        -- user_account.name
    asked_at TEXT NOT NULL,        -- RFC 3339
    decision TEXT,                 -- granted, refused; NULL while it waits
    decided_by TEXT,               -- user_account.name
    decided_at TEXT,
    decision_reason TEXT,
    PRIMARY KEY (jurisdiction, plan, task, number)
);

CREATE TABLE light_override (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    number BIGINT NOT NULL,        -- from 1; the last one counts
    light TEXT NOT NULL,           -- red, yellow, green, blue, done, exempt
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,          -- user_account.name
    set_at TEXT NOT NULL,          -- RFC 3339
    taken_back_by TEXT,            -- user_account.name
    taken_back_at TEXT,
    PRIMARY KEY (jurisdiction, plan, task, number)
);
