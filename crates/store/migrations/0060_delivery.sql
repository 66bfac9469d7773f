-- The delivery loop: who does what, which provisions need no task, when the plan was issued, for which periods
-- organisations report, and what they report. Tasks keep their numbers when a document is corrected, so that these
-- rows name them by number.

-- Assignments 分工: exactly one lead for a task that has any.
CREATE TABLE assignment (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    ordinal BIGINT NOT NULL,       -- the lead is 0
    role TEXT NOT NULL,            -- lead, responsible, support
    organisation TEXT NOT NULL,    -- organisation.code
    person TEXT,                   -- who answers there 责任人
    PRIMARY KEY (jurisdiction, plan, task, ordinal),
    UNIQUE (jurisdiction, plan, task, organisation)
);
CREATE INDEX assignment_of_organisation ON assignment (jurisdiction, organisation, plan, task);

-- Provisions that order nothing 原则性条款, as somebody marked them.
CREATE TABLE principle (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    eid TEXT NOT NULL,             -- provision.eid
    reason TEXT NOT NULL,
    marked_by TEXT NOT NULL,       -- user_account.name
    PRIMARY KEY (jurisdiction, plan, eid)
);

-- Issues 交办 of a plan: dated versions of its assignments.
CREATE TABLE issue (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    version BIGINT NOT NULL,       -- from 1
    issued_at TEXT NOT NULL,       -- RFC 3339
    issued_by TEXT NOT NULL,       -- user_account.name
    reason TEXT,                   -- why it was changed; NULL for the first
    assignments TEXT NOT NULL,     -- JSON: what was issued, task by task
    PRIMARY KEY (jurisdiction, plan, version)
);

-- Acceptances 签收 of an issue by the organisations it names.
CREATE TABLE acceptance (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    version BIGINT NOT NULL,       -- issue.version
    organisation TEXT NOT NULL,    -- organisation.code
    accepted_at TEXT NOT NULL,
    accepted_by TEXT NOT NULL,     -- user_account.name
    PRIMARY KEY (jurisdiction, plan, version, organisation),
    FOREIGN KEY (jurisdiction, plan, version) REFERENCES issue (jurisdiction, plan, version)
);

-- Cycles 督查周期: periods for which reports are asked.
CREATE TABLE cycle (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    period TEXT NOT NULL,          -- 2018-Q3, 2018-09
    due TEXT NOT NULL,             -- last day for reports
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,       -- user_account.name
    PRIMARY KEY (jurisdiction, plan, period)
);

-- Reports 进展填报: every version stays.
CREATE TABLE report (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    period TEXT NOT NULL,          -- cycle.period
    task BIGINT NOT NULL,          -- task.id
    version BIGINT NOT NULL,       -- from 1
    organisation TEXT NOT NULL,    -- the one that leads, organisation.code
    state TEXT NOT NULL,           -- draft, submitted, approved, accepted, returned
    progress TEXT NOT NULL,        -- share done as reported, decimal from 0 to 1
    narrative TEXT NOT NULL,       -- 工作进展
    problems TEXT NOT NULL,        -- 存在问题
    needs TEXT NOT NULL,           -- 需协调事项
    evidence TEXT NOT NULL,        -- JSON list of files: name, sha256 (document.sha256)
    filled_by TEXT NOT NULL,       -- user_account.name
    filled_at TEXT NOT NULL,
    approved_by TEXT,
    approved_at TEXT,
    decided_by TEXT,               -- who took it for the office, or sent it back
    decided_at TEXT,
    verified TEXT,                 -- share done as the office verified it
    reason TEXT,                   -- why it was sent back
    PRIMARY KEY (jurisdiction, plan, period, task, version),
    FOREIGN KEY (jurisdiction, plan, period) REFERENCES cycle (jurisdiction, plan, period)
);
CREATE INDEX report_by_state ON report (jurisdiction, state, plan, period);
