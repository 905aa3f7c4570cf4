-- What the program does by itself, for each Trust: when it is due, who has it now, and what became of it.
CREATE TABLE jobs (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    name TEXT NOT NULL,
    due_at TEXT NOT NULL,
    -- Counts up each time it is taken: whoever has a lower number has it no more.
    fence INTEGER NOT NULL,
    leased_by TEXT,
    leased_until TEXT,
    -- How often it was taken since it was last done.
    attempts INTEGER NOT NULL,
    last_outcome TEXT,
    last_words TEXT,
    last_ended_at TEXT,
    PRIMARY KEY (trust_id, name)
) STRICT;
