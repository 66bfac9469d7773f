-- Packs 领域包 with their indicators, sources and observations. The tables of registers themselves
-- (`reg_<pack>_<register>`) are made when a pack is loaded.

-- Every revision of every pack that was ever loaded; the last one is in force.
CREATE TABLE pack (
    jurisdiction TEXT NOT NULL,
    name TEXT NOT NULL,            -- exchange
    revision BIGINT NOT NULL,      -- 1, 2, 3 …
    version TEXT NOT NULL,         -- as its author counts
    sha256 TEXT NOT NULL,          -- of its files
    files TEXT NOT NULL,           -- JSON object: path → text
    loaded_at TEXT NOT NULL,       -- RFC 3339
    loaded_by TEXT NOT NULL,       -- user_account.name, or the command that acted
    PRIMARY KEY (jurisdiction, name, revision)
);

-- The indicators 指标 of the packs in force.
CREATE TABLE indicator (
    jurisdiction TEXT NOT NULL,
    pack TEXT NOT NULL,            -- pack.name
    name TEXT NOT NULL,            -- airport_passengers
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    unit TEXT NOT NULL,            -- as printed: 万人次
    accrual TEXT NOT NULL,         -- flow, stock
    decimals BIGINT NOT NULL,      -- places after the point
    basis_zh TEXT NOT NULL,        -- 口径
    basis_en TEXT NOT NULL,
    names TEXT NOT NULL,           -- JSON list: what documents call it
    PRIMARY KEY (jurisdiction, pack, name)
);

-- Where data comes from.
CREATE TABLE data_source (
    jurisdiction TEXT NOT NULL,
    pack TEXT NOT NULL,
    id TEXT NOT NULL,              -- its name in the pack's files
    title TEXT NOT NULL,
    publisher TEXT,
    published TEXT,                -- 2020, 2020-10, 2020-10-26
    url TEXT,
    PRIMARY KEY (jurisdiction, pack, id)
);

-- Values of indicators 数据. Never changed: a correction is a new row that names the old one.
CREATE TABLE observation (
    jurisdiction TEXT NOT NULL,
    id BIGINT NOT NULL,
    pack TEXT NOT NULL,
    indicator TEXT NOT NULL,       -- indicator.name
    period TEXT NOT NULL,          -- 2020, 2020-Q3, 2020-09
    scope TEXT NOT NULL,           -- part of the jurisdiction; empty for all of it
    value TEXT,                    -- decimal; NULL for one that was not found
    source TEXT,                   -- data_source.id
    sureness TEXT NOT NULL,        -- seen, computed, to_verify, design
    note TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    supersedes BIGINT,             -- observation.id of the row it corrects
    PRIMARY KEY (jurisdiction, id),
    UNIQUE (jurisdiction, supersedes)
);
CREATE INDEX observation_of_indicator ON observation (jurisdiction, pack, indicator, period);
