DROP TABLE duplicates;
DROP INDEX candidates_not_compared;
ALTER TABLE candidates DROP COLUMN compared_version;
