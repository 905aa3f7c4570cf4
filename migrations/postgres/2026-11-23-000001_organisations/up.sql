-- The owner of every record, and the partners it works with.
CREATE TABLE trusts (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    short_name text NOT NULL,
    contact_phone text NOT NULL,
    contact_email text NOT NULL,
    settings jsonb NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE organisations (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, kind, name)
);
