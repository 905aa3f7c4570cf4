DROP INDEX candidates_by_birth;
CREATE INDEX candidates_by_birth ON candidates (trust_id, date_of_birth, family_name);
