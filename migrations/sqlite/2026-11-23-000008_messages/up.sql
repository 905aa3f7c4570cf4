-- What was said to a candidate or to a partner.
CREATE TABLE messages (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    candidate_id TEXT,
    organisation_id TEXT,
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    delivered_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    CHECK ((candidate_id IS NULL) <> (organisation_id IS NULL))
) STRICT;
CREATE INDEX messages_by_candidate ON messages (trust_id, candidate_id, created_at);
CREATE INDEX messages_by_organisation ON messages (trust_id, organisation_id, created_at);
