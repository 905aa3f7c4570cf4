-- What staff have written down about a person on a journey. The text is sealed. It is never changed and never deleted: a
-- mistake is struck through.
CREATE TABLE notes (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    journey_id uuid NOT NULL,
    -- Whom it is for.
    visibility text NOT NULL,
    sealed_text text NOT NULL,
    -- The version of the key it is sealed with.
    key_version integer NOT NULL,
    written_by uuid NOT NULL,
    written_at timestamptz NOT NULL,
    struck_by uuid,
    struck_at timestamptz,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id),
    FOREIGN KEY (trust_id, written_by) REFERENCES users (trust_id, id),
    FOREIGN KEY (trust_id, struck_by) REFERENCES users (trust_id, id)
);

CREATE INDEX notes_of_journey ON notes (trust_id, journey_id, id);
CREATE INDEX notes_by_key ON notes (trust_id, key_version, id);
