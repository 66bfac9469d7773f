-- Time limits 时限 that the office set for tasks, in place of what the document says. Rows name tasks by number, as
-- assignments do, and stay when the document is corrected.
CREATE TABLE task_due (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,
    task BIGINT NOT NULL,          -- task.id
    due TEXT,                      -- 2018, 2018-12, 2018-12-31; NULL: none, whatever the document says
    reason TEXT,                   -- why it was changed after the plan was issued; NULL before
    set_by TEXT NOT NULL,          -- user_account.name
    set_at TEXT NOT NULL,          -- RFC 3339
    PRIMARY KEY (jurisdiction, plan, task)
);
