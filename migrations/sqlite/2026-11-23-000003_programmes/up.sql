-- One run of the pathway for one vacancy (L5), its sessions and its interview slots.
CREATE TABLE programmes (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    referrals_open_on TEXT NOT NULL,
    referrals_close_on TEXT NOT NULL,
    screening_on TEXT NOT NULL,
    training_starts_on TEXT NOT NULL,
    training_ends_on TEXT NOT NULL,
    interviews_from TEXT NOT NULL,
    interviews_until TEXT NOT NULL,
    trial_from TEXT NOT NULL,
    trial_until TEXT NOT NULL,
    places INTEGER NOT NULL,
    -- Null: every required session.
    training_threshold INTEGER,
    panel TEXT NOT NULL,
    criteria TEXT NOT NULL,
    checks_before_trial TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference),
    FOREIGN KEY (trust_id, vacancy_id) REFERENCES vacancies (trust_id, id)
) STRICT;
CREATE INDEX programmes_by_vacancy ON programmes (trust_id, vacancy_id, id);
CREATE INDEX programmes_by_status ON programmes (trust_id, status, id);

CREATE TABLE sessions (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    module TEXT,
    held_on TEXT NOT NULL,
    -- Local times in London, HH:MM.
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    venue TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    required INTEGER NOT NULL,
    signed_off_at TEXT,
    signed_off_by TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id)
) STRICT;
CREATE INDEX sessions_by_programme ON sessions (trust_id, programme_id, held_on, starts_at);

CREATE TABLE interview_slots (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    held_on TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    venue TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, programme_id, held_on, starts_at, venue),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id)
) STRICT;
