-- Messages on their way: how often each was tried, when it is tried again, and that it was given up.
ALTER TABLE messages ADD COLUMN tries integer NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN next_try_at timestamptz;
ALTER TABLE messages ADD COLUMN failed_at timestamptz;
CREATE INDEX messages_waiting ON messages (trust_id, created_at) WHERE delivered_at IS NULL AND failed_at IS NULL;

-- A code comes with a link that does the same.
ALTER TABLE one_time_codes ADD COLUMN link_hash text;
-- Presented before the Trust is known, therefore unique over all of them.
CREATE UNIQUE INDEX one_time_codes_by_link ON one_time_codes (link_hash);
