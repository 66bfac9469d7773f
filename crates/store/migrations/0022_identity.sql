-- Identity: passwords that have to be changed, a second factor, sessions one can see.

ALTER TABLE user_account ADD COLUMN must_change BIGINT NOT NULL DEFAULT 0; -- 1: the password is for the first time only
ALTER TABLE user_account ADD COLUMN totp_secret TEXT;     -- RFC 6238, base32; NULL: no second factor
ALTER TABLE user_account ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0; -- the last step whose code was used: none is used twice

-- Codes for somebody who has lost the second factor; each is worth one sign-in.
CREATE TABLE recovery_code (
    jurisdiction TEXT NOT NULL,
    user_name TEXT NOT NULL,
    code_digest TEXT NOT NULL,     -- SHA-256 of 100 random bits; the code itself is kept nowhere
    PRIMARY KEY (jurisdiction, user_name, code_digest),
    FOREIGN KEY (jurisdiction, user_name) REFERENCES user_account (jurisdiction, name)
);

-- Sessions know when they began and when they were last used; those of before end with the update.
DELETE FROM session;
ALTER TABLE session ADD COLUMN started_at TEXT NOT NULL DEFAULT ''; -- RFC 3339
ALTER TABLE session ADD COLUMN last_seen TEXT NOT NULL DEFAULT '';  -- RFC 3339, to a few minutes
CREATE INDEX session_of_user ON session (jurisdiction, user_name);
