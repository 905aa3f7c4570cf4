-- Every guaranteed interview (L6) as it stands, written with the move that changes it: who is owed one, and by when.
CREATE TABLE guarantees (
    trust_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    standing text NOT NULL,
    is_open boolean NOT NULL,
    granted_on date NOT NULL,
    -- The day by which the next step is owed; of one that is settled, the day on which it was.
    due_on date NOT NULL,
    interview_on date,
    PRIMARY KEY (trust_id, journey_id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id)
);

CREATE INDEX guarantees_due ON guarantees (trust_id, is_open, due_on, journey_id);

-- Those that there are already. A date is owed within five working days, which are seven days but for bank holidays; the next
-- move writes the exact day.
INSERT INTO guarantees (trust_id, journey_id, programme_id, standing, is_open, granted_on, due_on, interview_on)
SELECT journeys.trust_id, journeys.id, journeys.programme_id,
    CASE
        WHEN journeys.state = 'interview_guaranteed' THEN 'without_date'
        WHEN journeys.state = 'interview_booked' THEN 'dated'
        WHEN held.journey_id IS NOT NULL THEN 'honoured'
        ELSE 'not_taken'
    END,
    journeys.state IN ('interview_guaranteed', 'interview_booked'),
    (granted.recorded_at AT TIME ZONE 'Europe/London')::date,
    CASE
        WHEN journeys.state = 'interview_guaranteed' THEN journeys.entered_state_on + 7
        WHEN journeys.state = 'interview_booked' THEN coalesce(booked.held_on, journeys.entered_state_on)
        WHEN held.journey_id IS NOT NULL THEN coalesce(booked.held_on, journeys.entered_state_on)
        ELSE journeys.entered_state_on
    END,
    CASE WHEN journeys.state = 'interview_guaranteed' THEN NULL ELSE booked.held_on END
FROM journeys
INNER JOIN (
    SELECT trust_id, journey_id, MIN(recorded_at) AS recorded_at
    FROM journey_events WHERE kind = 'interview_guaranteed' GROUP BY trust_id, journey_id
) AS granted ON granted.trust_id = journeys.trust_id AND granted.journey_id = journeys.id
LEFT JOIN (
    SELECT DISTINCT trust_id, journey_id FROM journey_events WHERE kind = 'interviewed'
) AS held ON held.trust_id = journeys.trust_id AND held.journey_id = journeys.id
LEFT JOIN (
    SELECT trust_id, journey_id, MAX(held_on) AS held_on FROM (
        SELECT bookings.trust_id, bookings.journey_id, interview_slots.held_on FROM bookings
        INNER JOIN interview_slots ON interview_slots.trust_id = bookings.trust_id AND interview_slots.id = bookings.slot_id
        WHERE bookings.status = 'active'
    ) AS days GROUP BY trust_id, journey_id
) AS booked ON booked.trust_id = journeys.trust_id AND booked.journey_id = journeys.id;
