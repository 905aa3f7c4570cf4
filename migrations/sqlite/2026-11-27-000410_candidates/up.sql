-- What people are found by. Names are kept as folded words, each beside others of the same person; and every word under the
-- spellings that it shares with words that are nearly the same. The rows are made by the program, which knows how names are
-- folded: names_version says by which version of it, and null that they are still to be made.
ALTER TABLE candidates ADD COLUMN names_version INTEGER;
CREATE INDEX candidates_without_names ON candidates (trust_id, id) WHERE names_version IS NULL;

CREATE TABLE candidate_names (
    trust_id TEXT NOT NULL,
    word TEXT NOT NULL,
    -- Another word of the name; empty for whoever has one word only.
    beside TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    PRIMARY KEY (trust_id, word, beside, candidate_id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidate_spellings (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    spelling TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (trust_id, spelling, word)
) STRICT, WITHOUT ROWID;
