-- The desk 工作台 and what people are told: what waits is found by index, whatever number of plans there is.

-- Issues that wait to be accepted 待签收; a row goes when the organisation accepts or the plan is issued anew.
CREATE TABLE to_accept (
    jurisdiction TEXT NOT NULL,
    organisation TEXT NOT NULL,    -- organisation.code
    plan BIGINT NOT NULL,          -- plan.id
    version BIGINT NOT NULL,       -- issue.version, the latest
    PRIMARY KEY (jurisdiction, organisation, plan)
);
CREATE INDEX to_accept_of_plan ON to_accept (jurisdiction, plan);

INSERT INTO to_accept (jurisdiction, organisation, plan, version)
SELECT DISTINCT issue.jurisdiction, assignment.organisation, issue.plan, issue.version
FROM issue
JOIN assignment ON assignment.jurisdiction = issue.jurisdiction AND assignment.plan = issue.plan
               AND assignment.role <> 'support'
WHERE issue.version = (SELECT MAX(latest.version) FROM issue AS latest
                       WHERE latest.jurisdiction = issue.jurisdiction AND latest.plan = issue.plan)
  AND NOT EXISTS (SELECT 1 FROM acceptance
                  WHERE acceptance.jurisdiction = issue.jurisdiction AND acceptance.plan = issue.plan
                    AND acceptance.version = issue.version
                    AND acceptance.organisation = assignment.organisation);

CREATE INDEX cycle_by_due ON cycle (jurisdiction, due);
CREATE INDEX cycle_by_period ON cycle (jurisdiction, period);
CREATE INDEX report_of_organisation ON report (jurisdiction, organisation, state);
CREATE INDEX role_grant_of_organisation ON role_grant (jurisdiction, organisation, role);
CREATE INDEX user_account_locked ON user_account (jurisdiction, locked_until);

-- What the program did by itself 自动事项, so that it is done once, by one server.
CREATE TABLE duty_done (
    jurisdiction TEXT NOT NULL,
    duty TEXT NOT NULL,            -- which: remind
    thing TEXT NOT NULL,           -- about what: plan/1/cycle/2018-Q3/5-days
    done_at TEXT NOT NULL,         -- RFC 3339
    PRIMARY KEY (jurisdiction, duty, thing)
);

-- Notices 通知: what somebody was told. Written with the act it tells of; the audit log answers for the act.
CREATE TABLE notice (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    recipient TEXT NOT NULL,       -- user_account.name
    at TEXT NOT NULL,              -- RFC 3339
    kind TEXT NOT NULL,            -- issued, cycle_opened, report_returned, reports_due …
    title TEXT NOT NULL,           -- of the plan, or the name of whoever it comes from
    plan BIGINT,                   -- plan.id
    period TEXT,                   -- cycle.period
    task BIGINT,                   -- task.id
    organisation TEXT,             -- organisation.code it is told for
    count BIGINT NOT NULL,         -- how many reports
    due TEXT,                      -- YYYY-MM-DD
    read_at TEXT,                  -- RFC 3339; NULL: unread
    gathers BIGINT NOT NULL,       -- 1: waits for the recipient's next mail of several
    PRIMARY KEY (jurisdiction, id)
);
CREATE INDEX notice_of_recipient ON notice (jurisdiction, recipient, id);
CREATE INDEX notice_unread ON notice (jurisdiction, recipient, read_at);
CREATE INDEX notice_gathering ON notice (jurisdiction, gathers, recipient);

-- Which mail somebody wants 邮件设置. Without a row, no mail.
CREATE TABLE mail_wish (
    jurisdiction TEXT NOT NULL,
    user_name TEXT NOT NULL,       -- user_account.name
    address TEXT,                  -- NULL: none was given
    rhythm TEXT NOT NULL,          -- off, at_once, daily, weekly
    at_once TEXT NOT NULL,         -- kinds that are mailed at once, parted by blanks
    language TEXT NOT NULL,        -- zh, en
    PRIMARY KEY (jurisdiction, user_name),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);

-- Letters 投递: what goes out of the house, each to be sent once.
CREATE TABLE letter (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    channel TEXT NOT NULL,         -- mail, webhook
    recipient TEXT NOT NULL,       -- user_account.name; of a webhook the digest of its address
    state TEXT NOT NULL,           -- waiting, sending, sent, failed, unsure
    tries BIGINT NOT NULL,
    not_before TEXT NOT NULL,      -- RFC 3339, when to try next
    changed_at TEXT NOT NULL,      -- RFC 3339, since when it is in its state
    failure TEXT,                  -- what went wrong the last time
    PRIMARY KEY (jurisdiction, id)
);
CREATE INDEX letter_to_send ON letter (jurisdiction, state, channel, not_before);

-- What a letter tells.
CREATE TABLE letter_notice (
    jurisdiction TEXT NOT NULL,
    letter BIGINT NOT NULL,        -- letter.id
    notice BIGINT NOT NULL,        -- notice.id
    PRIMARY KEY (jurisdiction, letter, notice),
    FOREIGN KEY (jurisdiction, letter) REFERENCES letter (jurisdiction, id),
    FOREIGN KEY (jurisdiction, notice) REFERENCES notice (jurisdiction, id)
);

-- Webhooks the operator configured, and how far each was told.
CREATE TABLE webhook (
    jurisdiction TEXT NOT NULL,
    name TEXT NOT NULL,            -- digest of its address, which is not kept here
    told BIGINT NOT NULL,          -- notice.id up to which letters were made
    PRIMARY KEY (jurisdiction, name)
);
