-- Staff accounts by invitation, the links that open them, back-off for bad sign-ins, and messages to staff.

-- Until when the invitation can be accepted; null once it has been. Until then there is no password: the hash is ''.
ALTER TABLE users ADD COLUMN invited_until timestamptz;
ALTER TABLE users ADD COLUMN last_signed_in_at timestamptz;

-- What the list of one's own sign-ins shows.
ALTER TABLE sign_ins ADD COLUMN user_agent text;
ALTER TABLE sign_ins ADD COLUMN address text;

-- Links that work once: to accept an invitation, to choose a new password.
CREATE TABLE account_links (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When it was used, replaced by a newer one, or taken back.
    ended_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
CREATE INDEX account_links_by_user ON account_links (trust_id, user_id, created_at);

-- Whose next sign-in must wait: an account, a network address or a browser, before anybody knows which Trust it is.
-- The subject is a keyed hash, so that the table names nobody.
CREATE TABLE sign_in_holds (
    subject text NOT NULL PRIMARY KEY,
    failures integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    held_until timestamptz NOT NULL
);
CREATE INDEX sign_in_holds_by_age ON sign_in_holds (last_failed_at);

-- A message can be for a member of staff.
ALTER TABLE messages ADD COLUMN user_id uuid;
ALTER TABLE messages ADD FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id);
ALTER TABLE messages DROP CONSTRAINT messages_check;
ALTER TABLE messages ADD CONSTRAINT messages_check CHECK (num_nonnulls(candidate_id, organisation_id, user_id) = 1);
CREATE INDEX messages_by_user ON messages (trust_id, user_id, created_at);
