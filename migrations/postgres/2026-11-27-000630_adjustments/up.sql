-- Who may know of what a person needs: codes with commas between them, empty for nobody, null where nobody has chosen yet. On
-- whose word it was written down, and when.
ALTER TABLE candidates ADD COLUMN adjustments_known_by text;
ALTER TABLE candidates ADD COLUMN adjustments_on_word text;
ALTER TABLE candidates ADD COLUMN adjustments_said_at timestamptz;
