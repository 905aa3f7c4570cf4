DELETE FROM stage_counts WHERE board_id IN (SELECT id FROM organisations);
ALTER TABLE stage_counts DROP COLUMN days_stood;
ALTER TABLE stage_counts DROP COLUMN moved_on;
