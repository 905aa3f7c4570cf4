DROP INDEX sessions_unsigned;
DROP TABLE tasks;
