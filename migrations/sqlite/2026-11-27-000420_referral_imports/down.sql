DROP TABLE referral_import_parts;
DROP TABLE referral_imports;
