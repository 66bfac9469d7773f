-- Orders are told of and wait on desks.

ALTER TABLE notice ADD COLUMN supervision_order TEXT; -- the order it is about, without its first character: 2018-017

CREATE INDEX supervision_order_of_addressee ON supervision_order (jurisdiction, addressee, state);
CREATE INDEX supervision_order_asked ON supervision_order (jurisdiction, asked_until);
CREATE INDEX task_extension_waiting ON task_extension (jurisdiction, decision);
