-- What the program does by itself, for each Trust: when it is due, who has it now, and what became of it.
CREATE TABLE jobs (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    name text NOT NULL,
    due_at timestamptz NOT NULL,
    -- Counts up each time it is taken: whoever has a lower number has it no more.
    fence bigint NOT NULL,
    leased_by text,
    leased_until timestamptz,
    -- How often it was taken since it was last done.
    attempts integer NOT NULL,
    last_outcome text,
    last_words text,
    last_ended_at timestamptz,
    PRIMARY KEY (trust_id, name)
);
