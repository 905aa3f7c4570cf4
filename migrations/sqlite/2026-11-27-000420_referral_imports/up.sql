-- A long file of referrals, and how far it is. Who sent it is kept, so that it can be gone on with.
CREATE TABLE referral_imports (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The Jobcentre that sent it; null if staff did, whose rows are drafts and name one each.
    organisation_id TEXT,
    status TEXT NOT NULL,
    is_dry_run INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    request_id TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    rows_done INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    known INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id)
) STRICT;
CREATE INDEX referral_imports_by_organisation ON referral_imports (trust_id, organisation_id, id);
CREATE INDEX referral_imports_unfinished ON referral_imports (trust_id, id) WHERE finished_at IS NULL;

-- Its rows, some at a time: what was sent and then, in its place, what came of it. Both are sealed.
CREATE TABLE referral_import_parts (
    trust_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    is_done INTEGER NOT NULL,
    contents TEXT NOT NULL,
    PRIMARY KEY (trust_id, import_id, part),
    FOREIGN KEY (trust_id, import_id) REFERENCES referral_imports (trust_id, id)
) STRICT;
