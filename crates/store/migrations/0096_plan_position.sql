-- Where the audit log stood when something of a plan was last written: a write elsewhere leaves its pages as they are.
CREATE TABLE plan_position (
    jurisdiction TEXT NOT NULL,
    plan BIGINT NOT NULL,          -- plan.id; 0: rows that belong to no plan, and so perhaps to all
    sequence BIGINT NOT NULL,      -- audit_entry.sequence of the last entry that touched such a row
    PRIMARY KEY (jurisdiction, plan)
);
INSERT INTO plan_position (jurisdiction, plan, sequence)
SELECT jurisdiction, 0, MAX(sequence) FROM audit_entry GROUP BY jurisdiction;
