-- The National Insurance number: sealed, found by a keyed hash, and the version of the key of both.
ALTER TABLE candidates ADD COLUMN ni_number text;
ALTER TABLE candidates ADD COLUMN ni_number_found_by text;
ALTER TABLE candidates ADD COLUMN ni_number_key integer;
CREATE INDEX candidates_by_ni_number ON candidates (trust_id, ni_number_found_by) WHERE ni_number_found_by IS NOT NULL;
CREATE INDEX candidates_by_ni_number_key ON candidates (trust_id, ni_number_key, id) WHERE ni_number_key IS NOT NULL;
CREATE INDEX candidates_by_phone ON candidates (trust_id, phone);
