DROP TABLE one_time_codes;
DROP TABLE sign_ins;
DROP TABLE api_clients;
DROP TABLE users;
