-- Decomposition 分解: what the office adds to the tasks and targets of a document. Rows name tasks and targets by
-- number, as assignments do, and stay when the document is corrected.

-- Tasks serve targets, many to many.
CREATE TABLE task_target (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    target BIGINT NOT NULL,        -- target.id
    weight TEXT NOT NULL,          -- decimal above 0: how much of the target rests on the task, beside the others
    PRIMARY KEY (jurisdiction, plan, task, target)
);

-- What a task has besides its sentence; no row for a task nobody added anything to.
CREATE TABLE task_detail (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    leader TEXT,                   -- 牵头领导
    remarks TEXT NOT NULL,         -- 备注
    added_by TEXT,                 -- user_account.name of who added the task by hand; NULL: the document orders it
    added_at TEXT,                 -- RFC 3339
    upper_jurisdiction TEXT,       -- the task it answers to 承接
    upper_plan BIGINT,
    upper_task BIGINT,
    PRIMARY KEY (jurisdiction, plan, task)
);
CREATE INDEX task_by_upper ON task_detail (upper_jurisdiction, upper_plan, upper_task);

-- Milestones 节点 of a task.
CREATE TABLE milestone (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    number BIGINT NOT NULL,        -- from 1
    body TEXT NOT NULL,            -- 形象进度
    due TEXT NOT NULL,             -- 2018, 2018-12, 2018-12-31; never later than the task's
    reached TEXT,                  -- the day it was reported to be reached, as the office took it; NULL: not yet
    PRIMARY KEY (jurisdiction, plan, task, number)
);

-- The stages of key projects 重点项目.
CREATE TABLE project_stage (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    project TEXT NOT NULL,         -- task_project.name
    stage TEXT NOT NULL,           -- idea, preparation, start, construction, completion
    planned TEXT NOT NULL,         -- until when; never later than the task's
    reached TEXT,                  -- the day it was reached; NULL: not yet
    PRIMARY KEY (jurisdiction, plan, task, project, stage)
);

-- How a direction without a number (比重进一步提高) is measured, from where, and who agreed to it.
CREATE TABLE target_measure (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    target BIGINT NOT NULL,        -- target.id
    indicator TEXT NOT NULL,       -- what is measured
    unit TEXT NOT NULL,
    baseline TEXT NOT NULL,        -- decimal: the value it has to leave behind
    period TEXT NOT NULL,          -- the period of the baseline
    agreed_by TEXT NOT NULL,       -- the organisation or person who agreed
    agreed_on TEXT NOT NULL,       -- the day they did
    set_by TEXT NOT NULL,          -- user_account.name
    set_at TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, plan, target)
);
