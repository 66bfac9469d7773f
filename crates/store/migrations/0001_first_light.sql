-- The first tables: documents, plans with their provisions, tasks, targets and time limits; users and
-- sessions; the audit log. Dates, decimals and ids that people print are text; `jurisdiction`
-- (GB/T 2260) leads every key.

-- Last number given out for each kind of numbered thing.
CREATE TABLE counter (
    jurisdiction TEXT NOT NULL,
    name TEXT NOT NULL,            -- plan, audit_entry
    value BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction, name)
);

-- Files as uploaded, by the SHA-256 of their bytes.
CREATE TABLE document (
    jurisdiction TEXT NOT NULL,
    sha256 TEXT NOT NULL,          -- hexadecimal
    name TEXT NOT NULL,            -- file name without folder
    bytes BYTEA NOT NULL,
    stored_at TEXT NOT NULL,       -- RFC 3339
    PRIMARY KEY (jurisdiction, sha256)
);

-- Plans 实施方案: the deliverable side of a document.
CREATE TABLE plan (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    document TEXT NOT NULL,        -- document.sha256
    title TEXT NOT NULL,
    number TEXT,                   -- 发文字号
    issuers TEXT NOT NULL,         -- JSON list of names as printed
    written_on TEXT,               -- 成文日期, YYYY-MM-DD
    audience TEXT NOT NULL,        -- internal, public
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,      -- user_account.name
    PRIMARY KEY (jurisdiction, id),
    UNIQUE (jurisdiction, document),
    FOREIGN KEY (jurisdiction, document) REFERENCES document (jurisdiction, sha256)
);

-- Chapters 章 and the provisions directly under them 条; deeper ones are read from the document.
CREATE TABLE provision (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,       -- in reading order
    eid TEXT NOT NULL,             -- chp_3__art_7
    chapter TEXT,                  -- eid of the chapter it stands in; NULL for a chapter
    label TEXT NOT NULL,           -- as printed: (七)
    heading TEXT,
    PRIMARY KEY (jurisdiction, plan, ordinal),
    UNIQUE (jurisdiction, plan, eid),
    FOREIGN KEY (jurisdiction, plan) REFERENCES plan (jurisdiction, id)
);

-- Tasks 任务, each anchored to a sentence.
CREATE TABLE task (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    id BIGINT NOT NULL,            -- in reading order, printed t12
    chapter TEXT,                  -- provision.eid
    article TEXT,                  -- provision.eid
    sentence TEXT NOT NULL,        -- chp_3__art_7__s_2
    span_start BIGINT NOT NULL,    -- characters of the source text
    span_end BIGINT NOT NULL,
    body TEXT NOT NULL,            -- the sentence, repaired
    strength TEXT NOT NULL,        -- deliver, advance, support, explore
    due TEXT,                      -- 2020, 2020-06, 2020-06-30
    PRIMARY KEY (jurisdiction, plan, id),
    FOREIGN KEY (jurisdiction, plan) REFERENCES plan (jurisdiction, id)
);

-- The acts of a task 举措.
CREATE TABLE task_step (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    verb TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, plan, task, ordinal),
    FOREIGN KEY (jurisdiction, plan, task) REFERENCES task (jurisdiction, plan, id)
);

-- Undertakings a task names 重点项目.
CREATE TABLE task_project (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    stage TEXT NOT NULL,           -- the stage word as printed
    PRIMARY KEY (jurisdiction, plan, task, ordinal),
    FOREIGN KEY (jurisdiction, plan, task) REFERENCES task (jurisdiction, plan, id)
);

-- Organisations the document names for a task, as printed.
CREATE TABLE task_duty (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    role TEXT NOT NULL,            -- lead, responsible, support
    organisation TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, plan, task, ordinal),
    FOREIGN KEY (jurisdiction, plan, task) REFERENCES task (jurisdiction, plan, id)
);

-- Targets 目标值.
CREATE TABLE target (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    id BIGINT NOT NULL,            -- in reading order, printed k3
    chapter TEXT,
    article TEXT,
    sentence TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    quote TEXT NOT NULL,
    indicator TEXT NOT NULL,
    comparator TEXT NOT NULL,      -- ge, gt, le, lt, eq, approx, range, increase, decrease
    value TEXT,                    -- decimal in the printed unit; NULL for a direction
    value_max TEXT,                -- upper end of a range
    unit TEXT,
    starts TEXT,                   -- start of the period
    due TEXT,                      -- end of the period
    basis TEXT NOT NULL,           -- level, cumulative, annual, change, rank
    aspirational BIGINT NOT NULL,  -- 1: 力争
    PRIMARY KEY (jurisdiction, plan, id),
    FOREIGN KEY (jurisdiction, plan) REFERENCES plan (jurisdiction, id)
);

-- Time limits 时限 on acts and states.
CREATE TABLE deadline (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    sentence TEXT NOT NULL,
    span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL,
    quote TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, plan, ordinal),
    FOREIGN KEY (jurisdiction, plan) REFERENCES plan (jurisdiction, id)
);

-- People who may sign in.
CREATE TABLE user_account (
    jurisdiction TEXT NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,            -- office, reader
    password_hash TEXT NOT NULL,   -- argon2id, PHC string
    failures BIGINT NOT NULL,      -- wrong passwords since the last right one
    locked_until TEXT,             -- RFC 3339; no sign-in before
    PRIMARY KEY (jurisdiction, name)
);

-- Who is signed in.
CREATE TABLE session (
    jurisdiction TEXT NOT NULL,
    token_digest TEXT NOT NULL,    -- SHA-256 of the token; the token itself is kept nowhere
    user_name TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, token_digest),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);

-- Who did what to which thing, in the order it happened. Written in the transaction of the act itself.
CREATE TABLE audit_entry (
    jurisdiction TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,           -- user_account.name, or the command that acted
    action TEXT NOT NULL,          -- the use case
    thing TEXT NOT NULL,           -- plan/1, user/office
    PRIMARY KEY (jurisdiction, sequence)
);
