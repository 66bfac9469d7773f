-- Roles 角色 for an organisation and a time, in place of one role for each user.

-- Who holds which role. A row is never removed: what somebody might do at any time can be told.
CREATE TABLE role_grant (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    user_name TEXT NOT NULL,
    role TEXT NOT NULL,            -- reporter, approver, office, inspector, evaluator, leader, administrator, security, auditor
    organisation TEXT,             -- organisation.code, those below it included; NULL: the whole jurisdiction
    valid_from TEXT NOT NULL,      -- YYYY-MM-DD, the first day
    valid_until TEXT,              -- the last day; NULL: until it is revoked
    granted_at TEXT NOT NULL,      -- RFC 3339
    granted_by TEXT NOT NULL,      -- user_account.name, or the command that acted
    revoked_at TEXT,               -- RFC 3339; nothing holds from this moment on
    revoked_by TEXT,
    PRIMARY KEY (jurisdiction, id),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);
CREATE INDEX role_grant_of_user ON role_grant (jurisdiction, user_name);

-- The office stays the office; whoever only read goes on reading as a leader.
INSERT INTO role_grant (jurisdiction, id, user_name, role, organisation, valid_from, valid_until,
                        granted_at, granted_by, revoked_at, revoked_by)
SELECT jurisdiction, ROW_NUMBER() OVER (PARTITION BY jurisdiction ORDER BY name), name,
       CASE role WHEN 'office' THEN 'office' ELSE 'leader' END, NULL, '1970-01-01', NULL,
       '1970-01-01T00:00:00Z', 'migration', NULL, NULL
FROM user_account;
INSERT INTO counter (jurisdiction, name, value)
SELECT jurisdiction, 'role_grant', COUNT(*) FROM role_grant GROUP BY jurisdiction;

ALTER TABLE user_account DROP COLUMN role;
ALTER TABLE user_account ADD COLUMN organisation TEXT; -- organisation.code they belong to; NULL: none
