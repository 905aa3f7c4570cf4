-- Staff accounts by invitation, the links that open them, back-off for bad sign-ins, and messages to staff.

-- Until when the invitation can be accepted; null once it has been. Until then there is no password: the hash is ''.
ALTER TABLE users ADD COLUMN invited_until TEXT;
ALTER TABLE users ADD COLUMN last_signed_in_at TEXT;

-- What the list of one's own sign-ins shows.
ALTER TABLE sign_ins ADD COLUMN user_agent TEXT;
ALTER TABLE sign_ins ADD COLUMN address TEXT;

-- Links that work once: to accept an invitation, to choose a new password.
CREATE TABLE account_links (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- When it was used, replaced by a newer one, or taken back.
    ended_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;
CREATE INDEX account_links_by_user ON account_links (trust_id, user_id, created_at);

-- Whose next sign-in must wait: an account, a network address or a browser, before anybody knows which Trust it is.
-- The subject is a keyed hash, so that the table names nobody.
CREATE TABLE sign_in_holds (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_failed_at TEXT NOT NULL,
    held_until TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_holds_by_age ON sign_in_holds (last_failed_at);

-- A message can be for a member of staff. The rule that it has one recipient is a part of the table, which SQLite can only
-- change by making it again.
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
    user_id TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id),
    CHECK ((candidate_id IS NOT NULL) + (organisation_id IS NOT NULL) + (user_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO messages_again
    SELECT trust_id, id, candidate_id, organisation_id, channel, template, body, created_at, delivered_at, NULL
    FROM messages;
DROP TABLE messages;
ALTER TABLE messages_again RENAME TO messages;
CREATE INDEX messages_by_candidate ON messages (trust_id, candidate_id, created_at);
CREATE INDEX messages_by_organisation ON messages (trust_id, organisation_id, created_at);
CREATE INDEX messages_by_user ON messages (trust_id, user_id, created_at);
