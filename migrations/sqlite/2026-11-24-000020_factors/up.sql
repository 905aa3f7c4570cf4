-- How far a sign-in has come, and what besides a password shows who somebody is.

-- NULL: it is complete. Otherwise the password was right and something is still owed: such a row lets nobody in.
ALTER TABLE sign_ins ADD COLUMN stage TEXT;
-- When the person last showed who they are: at the sign-in and whenever they were asked again.
ALTER TABLE sign_ins ADD COLUMN stepped_up_at TEXT;
-- With what they did.
ALTER TABLE sign_ins ADD COLUMN method TEXT;
-- How many codes were tried at the second step.
ALTER TABLE sign_ins ADD COLUMN factor_tries INTEGER;

-- The authenticator app of a member of staff. Secrets are sealed with a key that is not in the database.
CREATE TABLE second_factors (
    trust_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    sealed_secret TEXT,
    confirmed_at TEXT,
    -- The last time step whose code was used: a code works once.
    last_step INTEGER,
    -- A secret that is shown and not yet confirmed with a code.
    offered_secret TEXT,
    offered_at TEXT,
    wrong_codes INTEGER NOT NULL,
    wrong_since TEXT,
    PRIMARY KEY (trust_id, user_id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;

-- One use each; kept as hashes of 80 random bits.
CREATE TABLE recovery_codes (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, user_id, code_hash),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;

CREATE TABLE passkeys (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- As its authenticator calls it.
    credential_id TEXT NOT NULL,
    -- The public key and its counter.
    credential TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, credential_id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (trust_id, user_id);

-- What the Trust's own directory calls a member of staff.
CREATE TABLE directory_accounts (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, issuer, subject),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;
CREATE INDEX directory_accounts_by_user ON directory_accounts (trust_id, user_id);

-- What the server must remember between asking an authenticator or a directory and its answer. Deleted when used.
CREATE TABLE ceremonies (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Of the cookie of the browser that began it.
    token_hash TEXT NOT NULL,
    user_id TEXT,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;
CREATE INDEX ceremonies_by_expiry ON ceremonies (trust_id, expires_at);
