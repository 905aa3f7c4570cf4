DROP TABLE ceremonies;
DROP TABLE directory_accounts;
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
ALTER TABLE sign_ins DROP COLUMN factor_tries;
ALTER TABLE sign_ins DROP COLUMN method;
ALTER TABLE sign_ins DROP COLUMN stepped_up_at;
ALTER TABLE sign_ins DROP COLUMN stage;
