CREATE TABLE messages_again (
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
INSERT INTO messages_again
    SELECT trust_id, id, candidate_id, organisation_id, channel, template, body, created_at, delivered_at
    FROM messages WHERE user_id IS NULL;
DROP TABLE messages;
ALTER TABLE messages_again RENAME TO messages;
CREATE INDEX messages_by_candidate ON messages (trust_id, candidate_id, created_at);
CREATE INDEX messages_by_organisation ON messages (trust_id, organisation_id, created_at);
DROP TABLE sign_in_holds;
DROP TABLE account_links;
ALTER TABLE sign_ins DROP COLUMN address;
ALTER TABLE sign_ins DROP COLUMN user_agent;
ALTER TABLE users DROP COLUMN last_signed_in_at;
ALTER TABLE users DROP COLUMN invited_until;
