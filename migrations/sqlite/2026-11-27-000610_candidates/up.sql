-- Whether somebody is known already is read from the index alone: on a birthday that many people share, each of them was looked up.
DROP INDEX candidates_by_birth;
CREATE INDEX candidates_by_birth ON candidates (trust_id, date_of_birth, family_name, given_name, ni_number_found_by, id);
