-- One run of the pathway for one vacancy (L5), its sessions and its interview slots.
CREATE TABLE programmes (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    vacancy_id uuid NOT NULL,
    reference text NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    referrals_open_on date NOT NULL,
    referrals_close_on date NOT NULL,
    screening_on date NOT NULL,
    training_starts_on date NOT NULL,
    training_ends_on date NOT NULL,
    interviews_from date NOT NULL,
    interviews_until date NOT NULL,
    trial_from date NOT NULL,
    trial_until date NOT NULL,
    places integer NOT NULL,
    -- Null: every required session.
    training_threshold integer,
    panel jsonb NOT NULL,
    criteria jsonb NOT NULL,
    checks_before_trial jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference),
    FOREIGN KEY (trust_id, vacancy_id) REFERENCES vacancies (trust_id, id)
);
CREATE INDEX programmes_by_vacancy ON programmes (trust_id, vacancy_id, id);
CREATE INDEX programmes_by_status ON programmes (trust_id, status, id);

CREATE TABLE sessions (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    programme_id uuid NOT NULL,
    kind text NOT NULL,
    module text,
    held_on date NOT NULL,
    -- Local times in London, HH:MM.
    starts_at text NOT NULL,
    ends_at text NOT NULL,
    venue text NOT NULL,
    capacity integer NOT NULL,
    required boolean NOT NULL,
    signed_off_at timestamptz,
    signed_off_by text,
    version integer NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id)
);
CREATE INDEX sessions_by_programme ON sessions (trust_id, programme_id, held_on, starts_at);

CREATE TABLE interview_slots (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    programme_id uuid NOT NULL,
    held_on date NOT NULL,
    starts_at text NOT NULL,
    venue text NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, programme_id, held_on, starts_at, venue),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id)
);
