-- A person. What they need on the day is kept beside how to reach them.
CREATE TABLE candidates (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    reference text NOT NULL,
    given_name text NOT NULL,
    family_name text NOT NULL,
    date_of_birth date NOT NULL,
    email text,
    phone text,
    language text NOT NULL,
    adjustments text,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference)
);
CREATE INDEX candidates_by_name ON candidates (trust_id, family_name, given_name, id);
CREATE INDEX candidates_by_email ON candidates (trust_id, email);
CREATE INDEX candidates_by_birth ON candidates (trust_id, date_of_birth, family_name);
