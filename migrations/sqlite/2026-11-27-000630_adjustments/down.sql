ALTER TABLE candidates DROP COLUMN adjustments_said_at;
ALTER TABLE candidates DROP COLUMN adjustments_on_word;
ALTER TABLE candidates DROP COLUMN adjustments_known_by;
