-- Each time that every journey was read again from its history: what did not hold that always must.
CREATE TABLE soundness_checks (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    id TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    journeys INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    -- The first of the findings, as many as a page shows.
    found TEXT NOT NULL,
    PRIMARY KEY (trust_id, id)
) STRICT;
