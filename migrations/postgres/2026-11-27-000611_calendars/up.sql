-- Private addresses of calendars, one for each member of staff who has asked for it.
CREATE TABLE calendar_feeds (
    trust_id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash text NOT NULL UNIQUE,
    made_at timestamptz NOT NULL,
    -- To the hour.
    read_at timestamptz,
    PRIMARY KEY (trust_id, user_id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
