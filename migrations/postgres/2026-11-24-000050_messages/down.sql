DROP INDEX one_time_codes_by_link;
ALTER TABLE one_time_codes DROP COLUMN link_hash;
DROP INDEX messages_waiting;
ALTER TABLE messages DROP COLUMN failed_at;
ALTER TABLE messages DROP COLUMN next_try_at;
ALTER TABLE messages DROP COLUMN tries;
