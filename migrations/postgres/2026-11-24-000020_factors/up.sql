-- How far a sign-in has come, and what besides a password shows who somebody is.

-- NULL: it is complete. Otherwise the password was right and something is still owed: such a row lets nobody in.
ALTER TABLE sign_ins ADD COLUMN stage text;
-- When the person last showed who they are: at the sign-in and whenever they were asked again.
ALTER TABLE sign_ins ADD COLUMN stepped_up_at timestamptz;
-- With what they did.
ALTER TABLE sign_ins ADD COLUMN method text;
-- How many codes were tried at the second step.
ALTER TABLE sign_ins ADD COLUMN factor_tries integer;

-- The authenticator app of a member of staff. Secrets are sealed with a key that is not in the database.
CREATE TABLE second_factors (
    trust_id uuid NOT NULL,
    user_id uuid NOT NULL,
    sealed_secret text,
    confirmed_at timestamptz,
    -- The last time step whose code was used: a code works once.
    last_step integer,
    -- A secret that is shown and not yet confirmed with a code.
    offered_secret text,
    offered_at timestamptz,
    wrong_codes integer NOT NULL,
    wrong_since timestamptz,
    PRIMARY KEY (trust_id, user_id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);

-- One use each; kept as hashes of 80 random bits.
CREATE TABLE recovery_codes (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    code_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, user_id, code_hash),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);

CREATE TABLE passkeys (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    -- As its authenticator calls it.
    credential_id text NOT NULL,
    -- The public key and its counter.
    credential jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, credential_id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
CREATE INDEX passkeys_by_user ON passkeys (trust_id, user_id);

-- What the Trust's own directory calls a member of staff.
CREATE TABLE directory_accounts (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, issuer, subject),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
CREATE INDEX directory_accounts_by_user ON directory_accounts (trust_id, user_id);

-- What the server must remember between asking an authenticator or a directory and its answer. Deleted when used.
CREATE TABLE ceremonies (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    -- Of the cookie of the browser that began it.
    token_hash text NOT NULL,
    user_id uuid,
    state jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
CREATE INDEX ceremonies_by_expiry ON ceremonies (trust_id, expires_at);
