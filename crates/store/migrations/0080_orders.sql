-- Supervision orders 督办单: one matter, one order, from its registration until it is struck off.

-- Orders as they stand now. What was done with each are its entries.
CREATE TABLE supervision_order (
    jurisdiction TEXT NOT NULL,
    year BIGINT NOT NULL,          -- 督2018-017: 2018
    place BIGINT NOT NULL,         -- 督2018-017: 17, from 1 in each year
    plan BIGINT,                   -- plan.id, where it is about a task
    task BIGINT,                   -- task.id
    matter TEXT NOT NULL,          -- what it is called 督办事项
    basis TEXT NOT NULL,           -- what it rests on 依据
    requirement TEXT NOT NULL,     -- what is to be done 督办要求
    addressee TEXT NOT NULL,       -- organisation.code
    kind TEXT,                     -- its limit by a preset of the rule delivery.order; NULL where a day was named
    last_day TEXT,                 -- the day that was named
    ground TEXT NOT NULL,          -- slow, poor, short, major, urgent, instruction, special, unmet
    grade TEXT NOT NULL,           -- blue, orange, red
    state TEXT NOT NULL,           -- registered, issued, accepted, under_way, replied, verified, completed, struck_off, dropped, transferred
    accept_by TEXT,                -- last day to accept it
    due TEXT,                      -- last day to reply
    first_due TEXT,                -- the last day before anything was extended
    asked_code TEXT,               -- a request for more time that waits: suspended, force_majeure, extended
    asked_until TEXT,              -- until when
    asked_reason TEXT,
    asked_by TEXT,                 -- user_account.name
    asked_at TEXT,                 -- RFC 3339
    entries BIGINT NOT NULL,       -- how many order_entry it has: who changes it says how many were seen
    open_matter TEXT,              -- what it is about, as long as it is open 一事一单; NULL afterwards
    PRIMARY KEY (jurisdiction, year, place),
    UNIQUE (jurisdiction, open_matter)
);
CREATE INDEX supervision_order_by_state ON supervision_order (jurisdiction, state, due);
CREATE INDEX supervision_order_of_task ON supervision_order (jurisdiction, plan, task);

-- What was done with an order; entries are only added.
CREATE TABLE order_entry (
    jurisdiction TEXT NOT NULL,
    year BIGINT NOT NULL,
    place BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,       -- from 0
    action TEXT NOT NULL,          -- register, issue, accept, begin, attach, reply, return, verify …
    done_by TEXT NOT NULL,         -- user_account.name; system for what happened by itself
    done_at TEXT NOT NULL,         -- RFC 3339
    said TEXT NOT NULL,            -- a reply, a finding, a reason
    file_name TEXT,                -- a file that came with it
    file_sha256 TEXT,              -- document.sha256
    grade TEXT NOT NULL,           -- from then on
    due TEXT,                      -- from then on
    told TEXT NOT NULL,            -- who was told, comma between: organisation.code, @ and a role
    PRIMARY KEY (jurisdiction, year, place, ordinal),
    FOREIGN KEY (jurisdiction, year, place) REFERENCES supervision_order (jurisdiction, year, place)
);
