-- Reading the audit log by what it is about, by who acted and by what they did, however long it is.

ALTER TABLE audit_entry ADD COLUMN subject TEXT NOT NULL DEFAULT ''; -- the first two parts of `thing`: plan/1
DROP INDEX audit_entry_thing;
CREATE INDEX audit_entry_subject ON audit_entry (jurisdiction, subject, sequence);
CREATE INDEX audit_entry_actor ON audit_entry (jurisdiction, actor, sequence);
CREATE INDEX audit_entry_action ON audit_entry (jurisdiction, action, sequence);
-- Finds at once what has no subject yet: nothing, but for the first opening after this migration.
CREATE INDEX audit_entry_unplaced ON audit_entry (jurisdiction, sequence) WHERE subject = '';
