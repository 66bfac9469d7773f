-- The audit log proves itself: each entry has the digest of its leaf, and signed checkpoints say how long the log was
-- and to which root it led. Entries of before this migration get their digests when the database is opened.

ALTER TABLE audit_entry ADD COLUMN organisation TEXT NOT NULL DEFAULT '';   -- for which one acted
ALTER TABLE audit_entry ADD COLUMN digest_before TEXT NOT NULL DEFAULT '';  -- of the thing, hexadecimal
ALTER TABLE audit_entry ADD COLUMN digest_after TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_entry ADD COLUMN leaf TEXT NOT NULL DEFAULT '';           -- SM3 of the entry's bytes, hexadecimal

CREATE TABLE audit_checkpoint (
    jurisdiction TEXT NOT NULL,
    size BIGINT NOT NULL,          -- entries
    note TEXT NOT NULL,            -- signed by C2SP signed-note
    made_at TEXT NOT NULL,
    PRIMARY KEY (jurisdiction, size)
);

-- Finds at once what has no digest yet: nothing, but for the first opening after this migration.
CREATE INDEX audit_entry_bare ON audit_entry (jurisdiction, sequence) WHERE leaf = '';
-- What was done to one thing.
CREATE INDEX audit_entry_thing ON audit_entry (jurisdiction, thing);
