DROP TABLE candidate_spellings;
DROP TABLE candidate_names;
DROP INDEX candidates_without_names;
ALTER TABLE candidates DROP COLUMN names_version;
