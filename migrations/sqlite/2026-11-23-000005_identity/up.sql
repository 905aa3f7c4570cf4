-- Who signs in, and how. Secrets are kept as hashes only.
CREATE TABLE users (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled_at TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, email)
) STRICT;

CREATE TABLE api_clients (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    client_id TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    disabled_at TEXT,
    expires_at TEXT,
    last_used_at TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id)
) STRICT;
CREATE INDEX api_clients_by_organisation ON api_clients (trust_id, organisation_id);

CREATE TABLE sign_ins (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash TEXT NOT NULL UNIQUE,
    user_id TEXT,
    candidate_id TEXT,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    CHECK ((user_id IS NULL) <> (candidate_id IS NULL))
) STRICT;
CREATE INDEX sign_ins_by_user ON sign_ins (trust_id, user_id);
CREATE INDEX sign_ins_by_candidate ON sign_ins (trust_id, candidate_id);
CREATE INDEX sign_ins_by_expiry ON sign_ins (trust_id, expires_at);

CREATE TABLE one_time_codes (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id)
) STRICT;
CREATE INDEX one_time_codes_by_candidate ON one_time_codes (trust_id, candidate_id, created_at);
