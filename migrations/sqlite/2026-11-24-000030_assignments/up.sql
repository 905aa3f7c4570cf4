-- Who works on which programme: a member of staff or a partner, until it is ended. The row stays, so that it is known
-- who could reach whom and when.
CREATE TABLE assignments (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    user_id TEXT,
    organisation_id TEXT,
    created_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    CHECK ((user_id IS NULL) <> (organisation_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX assignments_of_user ON assignments (trust_id, user_id, programme_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_of_organisation ON assignments (trust_id, organisation_id, programme_id)
    WHERE ended_at IS NULL;
CREATE INDEX assignments_by_programme ON assignments (trust_id, programme_id);
