-- A person. What they need on the day is kept beside how to reach them.
CREATE TABLE candidates (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    id TEXT NOT NULL,
    reference TEXT NOT NULL,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    date_of_birth TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    language TEXT NOT NULL,
    adjustments TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference)
) STRICT;
CREATE INDEX candidates_by_name ON candidates (trust_id, family_name, given_name, id);
CREATE INDEX candidates_by_email ON candidates (trust_id, email);
CREATE INDEX candidates_by_birth ON candidates (trust_id, date_of_birth, family_name);
