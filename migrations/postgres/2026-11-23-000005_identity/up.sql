-- Who signs in, and how. Secrets are kept as hashes only.
CREATE TABLE users (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    role text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    disabled_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, email)
);

CREATE TABLE api_clients (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    client_id text NOT NULL UNIQUE,
    secret_hash text NOT NULL,
    scopes text NOT NULL,
    disabled_at timestamptz,
    expires_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id)
);
CREATE INDEX api_clients_by_organisation ON api_clients (trust_id, organisation_id);

CREATE TABLE sign_ins (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash text NOT NULL UNIQUE,
    user_id uuid,
    candidate_id uuid,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    CHECK ((user_id IS NULL) <> (candidate_id IS NULL))
);
CREATE INDEX sign_ins_by_user ON sign_ins (trust_id, user_id);
CREATE INDEX sign_ins_by_candidate ON sign_ins (trust_id, candidate_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (trust_id, expires_at);

CREATE TABLE one_time_codes (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    code_hash text NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id)
);
CREATE INDEX one_time_codes_by_candidate ON one_time_codes (trust_id, candidate_id, created_at);
