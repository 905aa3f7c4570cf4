-- What each open journey waits for, written with the move that changes it: who owes it and by when.
CREATE TABLE tasks (
    trust_id uuid NOT NULL,
    journey_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    kind text NOT NULL,
    owed_by text NOT NULL,
    -- The move that settles it.
    settled_by text NOT NULL,
    due_on date NOT NULL,
    -- The member of staff who has taken it on, and what they should know.
    assigned_to uuid,
    note text,
    PRIMARY KEY (trust_id, journey_id),
    FOREIGN KEY (trust_id, journey_id) REFERENCES journeys (trust_id, id),
    FOREIGN KEY (trust_id, programme_id) REFERENCES programmes (trust_id, id),
    FOREIGN KEY (trust_id, assigned_to) REFERENCES users (trust_id, id)
);

CREATE INDEX tasks_due ON tasks (trust_id, due_on, journey_id);
CREATE INDEX tasks_of_user ON tasks (trust_id, assigned_to, due_on, journey_id) WHERE assigned_to IS NOT NULL;

-- Registers that wait for their sign-off, of a history that only grows.
CREATE INDEX sessions_unsigned ON sessions (trust_id, held_on) WHERE signed_off_at IS NULL;

-- Those that there are already, about a week after the journey came where it stands; the next move writes the exact day.
INSERT INTO tasks (trust_id, journey_id, programme_id, kind, owed_by, settled_by, due_on)
SELECT trust_id, id, programme_id,
    CASE state
        WHEN 'referred' THEN 'answer_referral'
        WHEN 'accepted' THEN 'book_screening'
        WHEN 'screening_booked' THEN 'record_screening'
        WHEN 'screened' THEN 'decide_selection'
        WHEN 'selected' THEN 'start_training'
        WHEN 'in_training' THEN 'settle_training'
        WHEN 'interview_guaranteed' THEN 'book_interview'
        WHEN 'interview_booked' THEN 'hold_interview'
        WHEN 'interviewed' THEN 'tell_outcome'
        WHEN 'trial_proposed' THEN 'sign_trial'
        WHEN 'trial_agreed' THEN 'start_trial'
        WHEN 'on_trial' THEN 'finish_trial'
        WHEN 'trial_ended' THEN 'decide_offer'
        WHEN 'offered' THEN 'answer_offer'
        WHEN 'offer_accepted' THEN 'start_job'
        WHEN 'started' THEN 'follow_up_13'
        ELSE 'follow_up_26'
    END,
    CASE state
        WHEN 'referred' THEN 'trust_staff'
        WHEN 'accepted' THEN 'trust_staff'
        WHEN 'screening_booked' THEN 'assessor'
        WHEN 'screened' THEN 'assessor'
        WHEN 'selected' THEN 'trust_staff'
        WHEN 'in_training' THEN 'trust_staff'
        WHEN 'interview_guaranteed' THEN 'trust_staff'
        WHEN 'interview_booked' THEN 'hiring_manager'
        WHEN 'interviewed' THEN 'hiring_manager'
        WHEN 'trial_proposed' THEN 'jobcentre'
        WHEN 'trial_agreed' THEN 'trust_staff'
        WHEN 'on_trial' THEN 'hiring_manager'
        WHEN 'trial_ended' THEN 'hiring_manager'
        WHEN 'offered' THEN 'candidate'
        WHEN 'offer_accepted' THEN 'trust_staff'
        WHEN 'started' THEN 'trust_staff'
        ELSE 'trust_staff'
    END,
    CASE state
        WHEN 'referred' THEN 'accept'
        WHEN 'accepted' THEN 'book_screening'
        WHEN 'screening_booked' THEN 'record_attendance'
        WHEN 'screened' THEN 'select'
        WHEN 'selected' THEN 'start_training'
        WHEN 'in_training' THEN 'record_attendance'
        WHEN 'interview_guaranteed' THEN 'book_interview'
        WHEN 'interview_booked' THEN 'score_interview'
        WHEN 'interviewed' THEN 'propose_trial'
        WHEN 'trial_proposed' THEN 'sign_trial'
        WHEN 'trial_agreed' THEN 'record_check'
        WHEN 'on_trial' THEN 'record_assessment'
        WHEN 'trial_ended' THEN 'record_assessment'
        WHEN 'offered' THEN 'accept_offer'
        WHEN 'offer_accepted' THEN 'record_check'
        WHEN 'started' THEN 'sustain_13'
        ELSE 'sustain_26'
    END,
    CASE WHEN state IN ('started', 'sustained_13') THEN entered_state_on + 91 ELSE entered_state_on + 7 END
FROM journeys
WHERE is_open;
