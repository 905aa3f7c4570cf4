ALTER TABLE referral_import_parts DROP COLUMN refused;
ALTER TABLE referral_import_parts DROP COLUMN sent;
ALTER TABLE referral_imports DROP COLUMN drafts_for;
