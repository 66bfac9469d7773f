-- What a report says besides its texts, and how often its draft was written.
ALTER TABLE report ADD COLUMN reached TEXT;    -- JSON list: numbers of the milestones said to be reached; NULL: none
ALTER TABLE report ADD COLUMN observed TEXT;   -- JSON list of values: pack, indicator, period, value; NULL: none
ALTER TABLE report ADD COLUMN revision BIGINT; -- how often this version was changed; NULL: never
