-- What the audit log calls people: a digest of their name with a salt of their own, so that a person can be forgotten
-- and the log stays whole. Accounts of before this migration stand in the log by their names and have no row here.

CREATE TABLE audit_person (
    jurisdiction TEXT NOT NULL,
    name TEXT NOT NULL,            -- user_account.name
    alias TEXT NOT NULL,           -- `~` and 32 hexadecimal digits: what the log writes in place of the name
    salt TEXT NOT NULL,            -- of the alias, 16 random bytes; destroyed with the name, the alias says nothing
    PRIMARY KEY (jurisdiction, name)
);
CREATE UNIQUE INDEX audit_person_alias ON audit_person (jurisdiction, alias);

-- The key of a row stands in the log. Who somebody is at a provider is no part of it any more.
ALTER TABLE identity RENAME TO identity_before;
CREATE TABLE identity (
    jurisdiction TEXT NOT NULL,
    user_name TEXT NOT NULL,       -- user_account.name
    issuer TEXT NOT NULL,          -- the provider: https://id.example
    subject TEXT NOT NULL,         -- who they are there
    linked_at TEXT NOT NULL,       -- RFC 3339
    PRIMARY KEY (jurisdiction, user_name, issuer),
    UNIQUE (jurisdiction, issuer, subject),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);
INSERT INTO identity (jurisdiction, user_name, issuer, subject, linked_at)
SELECT jurisdiction, user_name, issuer, subject, linked_at FROM identity_before;
DROP TABLE identity_before;
