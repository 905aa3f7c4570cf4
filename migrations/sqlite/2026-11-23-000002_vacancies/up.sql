-- A post to be filled. duration_weeks is null for a permanent one.
CREATE TABLE vacancies (
    trust_id TEXT NOT NULL REFERENCES trusts (id),
    id TEXT NOT NULL,
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    band TEXT NOT NULL,
    openings INTEGER NOT NULL,
    hours_per_week INTEGER NOT NULL,
    duration_weeks INTEGER,
    site TEXT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- Counted up by every change that takes or frees an opening or a place: rivals wait for each other here.
    capacity_version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference)
) STRICT;
CREATE INDEX vacancies_by_status ON vacancies (trust_id, status, id);
