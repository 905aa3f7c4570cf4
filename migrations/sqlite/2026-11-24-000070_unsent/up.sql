-- What a member of staff had written into a form that could not be sent, because their session had ended or they had to
-- show first who they are. Sealed, read by them alone, and deleted after an hour.
CREATE TABLE unsent_forms (
    trust_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- The address of the page on which the form stands.
    page TEXT NOT NULL,
    sealed_answers TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (trust_id, id),
    FOREIGN KEY (trust_id, user_id) REFERENCES users (trust_id, id)
) STRICT;
CREATE INDEX unsent_forms_by_user ON unsent_forms (trust_id, user_id, created_at);
