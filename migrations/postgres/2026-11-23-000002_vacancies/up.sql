-- A post to be filled. duration_weeks is null for a permanent one.
CREATE TABLE vacancies (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    id uuid NOT NULL,
    reference text NOT NULL,
    title text NOT NULL,
    band text NOT NULL,
    openings integer NOT NULL,
    hours_per_week integer NOT NULL,
    duration_weeks integer,
    site text NOT NULL,
    status text NOT NULL,
    version integer NOT NULL,
    -- Counted up by every change that takes or frees an opening or a place: rivals wait for each other here.
    capacity_version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference)
);
CREATE INDEX vacancies_by_status ON vacancies (trust_id, status, id);
