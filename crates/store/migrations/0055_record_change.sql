-- Why a record of a register was changed or taken back by hand. The versions themselves stand in the register's
-- own table (`reg_<pack>_<register>`).
CREATE TABLE record_change (
    jurisdiction TEXT NOT NULL,
    pack TEXT NOT NULL,            -- pack.name
    register TEXT NOT NULL,        -- name of the register in the pack
    record BIGINT NOT NULL,        -- number of the record
    version BIGINT NOT NULL,       -- the version the change made; of one taken back, its last
    act TEXT NOT NULL,             -- corrected, withdrawn
    reason TEXT NOT NULL,
    changed_at TEXT NOT NULL,      -- RFC 3339
    changed_by TEXT NOT NULL,      -- user_account.name
    PRIMARY KEY (jurisdiction, pack, register, record, version, act)
);
