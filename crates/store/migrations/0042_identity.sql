-- By which identity at a provider (OpenID Connect) somebody signs in.

CREATE TABLE identity (
    jurisdiction TEXT NOT NULL,
    issuer TEXT NOT NULL,          -- the provider: https://id.example
    subject TEXT NOT NULL,         -- who they are there
    user_name TEXT NOT NULL,       -- user_account.name
    linked_at TEXT NOT NULL,       -- RFC 3339
    PRIMARY KEY (jurisdiction, issuer, subject),
    UNIQUE (jurisdiction, user_name, issuer),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);
