DROP INDEX candidates_by_phone;
DROP INDEX candidates_by_ni_number_key;
DROP INDEX candidates_by_ni_number;
ALTER TABLE candidates DROP COLUMN ni_number_key;
ALTER TABLE candidates DROP COLUMN ni_number_found_by;
ALTER TABLE candidates DROP COLUMN ni_number;
