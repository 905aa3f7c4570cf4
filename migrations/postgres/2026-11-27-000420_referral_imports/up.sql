-- A long file of referrals, and how far it is. Who sent it is kept, so that it can be gone on with.
CREATE TABLE referral_imports (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The Jobcentre that sent it; null if staff did, whose rows are drafts and name one each.
    organisation_id uuid,
    status text NOT NULL,
    is_dry_run boolean NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    request_id text NOT NULL,
    row_count integer NOT NULL,
    rows_done integer NOT NULL,
    accepted integer NOT NULL,
    known integer NOT NULL,
    refused integer NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id)
);
CREATE INDEX referral_imports_by_organisation ON referral_imports (trust_id, organisation_id, id);
CREATE INDEX referral_imports_unfinished ON referral_imports (trust_id, id) WHERE finished_at IS NULL;

-- Its rows, some at a time: what was sent and then, in its place, what came of it. Both are sealed.
CREATE TABLE referral_import_parts (
    trust_id uuid NOT NULL,
    import_id uuid NOT NULL,
    part integer NOT NULL,
    first_row integer NOT NULL,
    is_done boolean NOT NULL,
    contents text NOT NULL,
    PRIMARY KEY (trust_id, import_id, part),
    FOREIGN KEY (trust_id, import_id) REFERENCES referral_imports (trust_id, id)
);
