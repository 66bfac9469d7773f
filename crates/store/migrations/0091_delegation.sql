-- Delegations 转授权: somebody lets a named stand-in act in one of their roles until a day. A row is never removed.
CREATE TABLE delegation (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    principal TEXT NOT NULL,       -- user_account.name: for whom
    stand_in TEXT NOT NULL,        -- user_account.name: who acts
    role TEXT NOT NULL,            -- a role the principal holds
    organisation TEXT,             -- organisation.code it is held for; NULL: the whole jurisdiction
    valid_from TEXT NOT NULL,      -- YYYY-MM-DD, the first day
    valid_until TEXT NOT NULL,     -- the last day
    made_at TEXT NOT NULL,         -- RFC 3339
    revoked_at TEXT,               -- RFC 3339; nothing holds from this moment on
    revoked_by TEXT,               -- user_account.name
    PRIMARY KEY (jurisdiction, id),
    FOREIGN KEY (jurisdiction, principal) REFERENCES user_account (jurisdiction, name),
    FOREIGN KEY (jurisdiction, stand_in) REFERENCES user_account (jurisdiction, name)
);
CREATE INDEX delegation_of_principal ON delegation (jurisdiction, principal);
CREATE INDEX delegation_to_stand_in ON delegation (jurisdiction, stand_in);
