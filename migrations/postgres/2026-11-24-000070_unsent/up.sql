-- What a member of staff had written into a form that could not be sent, because their session had ended or they had to
-- show first who they are. Sealed, read by them alone, and deleted after an hour.
CREATE TABLE unsent_forms (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- The address of the page on which the form stands.
    page text NOT NULL,
    sealed_answers text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
);
CREATE INDEX unsent_forms_by_user ON unsent_forms (trust_id, user_id, created_at);
