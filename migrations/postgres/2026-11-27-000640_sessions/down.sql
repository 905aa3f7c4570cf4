ALTER TABLE sessions DROP COLUMN trainer;
