-- A Jobcentre's sending of one person to one programme (L1, L2).
CREATE TABLE referrals (
    trust_id uuid NOT NULL,
    id uuid NOT NULL,
    programme_id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    -- Null only while it is a draft that the Jobcentre has not confirmed.
    benefit text,
    benefit_confirmed_on date,
    employment_status text,
    journey_id uuid,
    created_by uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (trust_id, id),
    UNIQUE (trust_id, organisation_id, external_ref),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id),
    FOREIGN KEY (trust_id, candidate_id) REFERENCES candidates (trust_id, id),
    FOREIGN KEY (trust_id, organisation_id) REFERENCES organisations (trust_id, id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id)
);
CREATE INDEX referrals_by_programme ON referrals (trust_id, programme_id, id);
CREATE INDEX referrals_by_organisation ON referrals (trust_id, organisation_id, id);
CREATE INDEX referrals_by_candidate ON referrals (trust_id, candidate_id);
CREATE INDEX referrals_by_journey ON referrals (trust_id, journey_id);
