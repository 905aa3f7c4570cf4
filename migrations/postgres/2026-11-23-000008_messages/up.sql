-- What was said to a candidate or to a partner.
CREATE TABLE messages (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    candidate_id uuid,
    organisation_id uuid,
    channel text NOT NULL,
    template text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    CHECK ((candidate_id IS NULL) <> (organisation_id IS NULL))
);
CREATE INDEX messages_by_candidate ON messages (trust_id, candidate_id, created_at);
CREATE INDEX messages_by_organisation ON messages (trust_id, organisation_id, created_at);
