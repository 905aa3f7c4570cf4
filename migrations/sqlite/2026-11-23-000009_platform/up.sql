-- What every change leaves behind, whatever it is about.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    kind TEXT NOT NULL,
    journey_id TEXT,
    sequence INTEGER,
    payload TEXT NOT NULL,
    created_at TEXT NOT NULL,
    dispatched_at TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (trust_id, position) WHERE dispatched_at IS NULL;

CREATE TABLE audit (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    at TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    action TEXT NOT NULL,
    resource_kind TEXT NOT NULL,
    resource_id TEXT,
    outcome TEXT NOT NULL,
    request_id TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_resource ON audit (trust_id, resource_kind, resource_id, position);
CREATE INDEX audit_by_actor ON audit (trust_id, actor_id, position);

-- status, headers and body are null while the first request is still running.
CREATE TABLE idempotency_keys (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    principal TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER,
    headers TEXT,
    body TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, principal, key)
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (trust_id, created_at);
