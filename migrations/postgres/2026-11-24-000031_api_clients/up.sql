-- A client's second secret while the first is being replaced, the public keys it signs assertions with, and the
-- assertions it has used, so that none counts twice on any server.
ALTER TABLE api_clients ADD COLUMN name text;
ALTER TABLE api_clients ADD COLUMN previous_secret_hash text;
ALTER TABLE api_clients ADD COLUMN previous_secret_until timestamptz;
ALTER TABLE api_clients ADD COLUMN jwks jsonb;
ALTER TABLE api_clients ADD COLUMN version integer NOT NULL DEFAULT 1;

CREATE TABLE used_assertions (
    trust_id uuid NOT NULL,
    client_id uuid NOT NULL,
    jti text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, client_id, jti),
    FOREIGN KEY (trust_id, client_id) REFERENCES api_clients (trust_id, id)
);
CREATE INDEX used_assertions_by_age ON used_assertions (trust_id, expires_at);
