-- Somebody has said that they are coming to what is booked.
ALTER TABLE bookings ADD COLUMN confirmed_on date;

-- Links that ask one person one thing: can you come to what is booked? They sign nobody in.
CREATE TABLE answer_links (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    -- Presented before the Trust is known, therefore unique over all of them.
    token_hash text NOT NULL UNIQUE,
    asked_at timestamptz NOT NULL,
    -- The end of the booked day.
    expires_at timestamptz NOT NULL,
    -- The last answer that was given through it, and the booking that it led to where it was another day or time.
    answer text,
    answered_at timestamptz,
    new_booking_id uuid,
    PRIMARY KEY (trust_id, id),
    -- A booking is asked about once, however many servers look for whom to ask.
    UNIQUE (trust_id, booking_id),
    FOREIGN KEY (trust_id, booking_id) REFERENCES bookings (trust_id, id),
    FOREIGN KEY (trust_id, new_booking_id) REFERENCES bookings (trust_id, id)
);

-- What is booked in the next days, of every programme.
CREATE INDEX sessions_by_day ON sessions (trust_id, held_on);
CREATE INDEX interview_slots_by_day ON interview_slots (trust_id, held_on);
