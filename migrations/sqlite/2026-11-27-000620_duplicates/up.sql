-- Two people on record who are perhaps one. Pairs are found by the program, which compares each person with those who were born on
-- the same day, have the same name or are reached in the same way; compared_version says by which version of its rule, and null
-- that they are still to be compared. What somebody has said of two people is never asked again.
ALTER TABLE candidates ADD COLUMN compared_version INTEGER;
CREATE INDEX candidates_not_compared ON candidates (trust_id, id) WHERE compared_version IS NULL;

CREATE TABLE duplicates (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The one whose id comes first.
    one_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    found_at TEXT NOT NULL,
    decision TEXT,
    decided_by TEXT,
    decided_at TEXT,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, one_id, other_id),
    FOREIGN KEY (trust_id, one_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, other_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, decided_by) REFERENCES users (trust_id, id)
) STRICT;

CREATE INDEX duplicates_open ON duplicates (trust_id, id) WHERE decision IS NULL;
CREATE INDEX duplicates_of_other ON duplicates (trust_id, other_id);
