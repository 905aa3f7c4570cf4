-- One candidate on one programme: the events are the history, the row is their fold.
CREATE TABLE journeys (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    candidate_id TEXT NOT NULL,
    -- Who referred the person.
    organisation_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Whether the state is an open one: what the rule of one open journey is checked on.
    is_open INTEGER NOT NULL,
    version INTEGER NOT NULL,
    waiting_listed INTEGER NOT NULL,
    reserve_review_on TEXT,
    -- The next date on which the system must look at it.
    due_on TEXT,
    trial_days_used INTEGER NOT NULL,
    entered_state_on TEXT NOT NULL,
    merged_into TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, reference),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id),
    FOREIGN KEY (trust_id, vacancy_id) REFERENCES vacancies (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    FOREIGN KEY (trust_id, merged_into) REFERENCES journeys (trust_id, id)
) STRICT;
CREATE UNIQUE INDEX journeys_one_open ON journeys (trust_id, programme_id, candidate_id) WHERE is_open;
CREATE INDEX journeys_by_stage ON journeys (trust_id, programme_id, state, updated_at, id);
CREATE INDEX journeys_by_programme ON journeys (trust_id, programme_id, updated_at, id);
CREATE INDEX journeys_by_vacancy ON journeys (trust_id, vacancy_id, state);
CREATE INDEX journeys_by_candidate ON journeys (trust_id, candidate_id);
CREATE INDEX journeys_by_organisation ON journeys (trust_id, organisation_id, updated_at, id);
CREATE INDEX journeys_by_state ON journeys (trust_id, state, updated_at, id);
CREATE INDEX journeys_due ON journeys (trust_id, due_on) WHERE due_on IS NOT NULL;

CREATE TABLE journey_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    trust_id TEXT NOT NULL,
    journey_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    request_id TEXT NOT NULL,
    UNIQUE (trust_id, journey_id, sequence),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id)
) STRICT;
CREATE INDEX journey_events_feed ON journey_events (trust_id, position);

CREATE TABLE bookings (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    journey_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    session_id TEXT,
    slot_id TEXT,
    status TEXT NOT NULL,
    booked_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id),
    FOREIGN KEY (trust_id, session_id) REFERENCES sessions (trust_id, id),
    FOREIGN KEY (trust_id, slot_id) REFERENCES interview_slots (trust_id, id),
    CHECK ((session_id IS NULL) <> (slot_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX bookings_one_active ON bookings (trust_id, journey_id, kind) WHERE status = 'active';
CREATE UNIQUE INDEX bookings_slot_taken ON bookings (trust_id, slot_id) WHERE status = 'active';
CREATE INDEX bookings_by_session ON bookings (trust_id, session_id, status);
CREATE INDEX bookings_by_journey ON bookings (trust_id, journey_id);

CREATE TABLE attendances (
    trust_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    journey_id TEXT NOT NULL,
    attendance TEXT NOT NULL,
    reason TEXT,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, session_id, journey_id),
    FOREIGN KEY (trust_id, session_id) REFERENCES sessions (trust_id, id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id)
) STRICT;
CREATE INDEX attendances_by_journey ON attendances (trust_id, journey_id);
