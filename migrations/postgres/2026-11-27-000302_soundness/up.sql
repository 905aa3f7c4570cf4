-- Each time that every journey was read again from its history: what did not hold that always must.
CREATE TABLE soundness_checks (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    journeys bigint NOT NULL,
    findings integer NOT NULL,
    -- The first of the findings, as many as a page shows.
    found jsonb NOT NULL,
    PRIMARY KEY (trust_id, id)
);
