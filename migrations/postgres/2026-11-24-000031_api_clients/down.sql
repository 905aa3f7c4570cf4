DROP TABLE used_assertions;
ALTER TABLE api_clients DROP COLUMN version;
ALTER TABLE api_clients DROP COLUMN jwks;
ALTER TABLE api_clients DROP COLUMN previous_secret_until;
ALTER TABLE api_clients DROP COLUMN previous_secret_hash;
ALTER TABLE api_clients DROP COLUMN name;
