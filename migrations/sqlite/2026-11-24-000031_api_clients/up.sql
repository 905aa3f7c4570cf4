-- A client's second secret while the first is being replaced, the public keys it signs assertions with, and the
-- assertions it has used, so that none counts twice on any server.
ALTER TABLE api_clients ADD COLUMN name TEXT;
ALTER TABLE api_clients ADD COLUMN previous_secret_hash TEXT;
ALTER TABLE api_clients ADD COLUMN previous_secret_until TEXT;
ALTER TABLE api_clients ADD COLUMN jwks TEXT;
ALTER TABLE api_clients ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE used_assertions (
    trust_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    jti TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, client_id, jti),
    FOREIGN KEY (trust_id, client_id) REFERENCES api_clients (trust_id, id)
) STRICT;
CREATE INDEX used_assertions_by_age ON used_assertions (trust_id, expires_at);
