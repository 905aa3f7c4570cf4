-- Two people on record who are perhaps one. Pairs are found by the program, which compares each person with those who were born on
-- the same day, have the same name or are reached in the same way; compared_version says by which version of its rule, and null
-- that they are still to be compared. What somebody has said of two people is never asked again.
ALTER TABLE candidates ADD COLUMN compared_version integer;
CREATE INDEX candidates_not_compared ON candidates (trust_id, id) WHERE compared_version IS NULL;

CREATE TABLE duplicates (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The one whose id comes first.
    one_id uuid NOT NULL,
    other_id uuid NOT NULL,
    found_at timestamptz NOT NULL,
    decision text,
    decided_by uuid,
    decided_at timestamptz,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, one_id, other_id),
    FOREIGN KEY (trust_id, one_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, other_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, decided_by) REFERENCES users (trust_id, id)
);

CREATE INDEX duplicates_open ON duplicates (trust_id, id) WHERE decision IS NULL;
CREATE INDEX duplicates_of_other ON duplicates (trust_id, other_id);
