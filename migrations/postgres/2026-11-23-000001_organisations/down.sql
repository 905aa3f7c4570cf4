DROP TABLE organisations;
DROP TABLE trusts;
