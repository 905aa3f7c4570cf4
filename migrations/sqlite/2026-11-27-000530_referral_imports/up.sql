-- A file that staff try before it is taken: the Jobcentre whose referrals its drafts are to be, and null for every other file.
ALTER TABLE referral_imports ADD COLUMN drafts_for text;
-- Of such a file what was sent is kept beside what came of it, sealed as that is: it is taken later, and what was refused is given back.
ALTER TABLE referral_import_parts ADD COLUMN sent text;
-- How many of the rows were refused, so that those are found without opening the others.
ALTER TABLE referral_import_parts ADD COLUMN refused integer NOT NULL DEFAULT 0;
