-- How many people stand at each stage and have ever come there: of each programme, and of the Trust as a whole. Kept with each
-- move, so that a board costs the same however many journeys there are. board_id is the programme, or the Trust itself.
CREATE TABLE stage_counts (
    trust_id uuid NOT NULL REFERENCES trusts (id),
    board_id uuid NOT NULL,
    state text NOT NULL,
    standing integer NOT NULL,
    -- Of those who stand there: who waits for a place, and who has been on a work trial.
    waiting integer NOT NULL,
    after_trial integer NOT NULL,
    reached integer NOT NULL,
    PRIMARY KEY (trust_id, board_id, state)
);

-- What the journeys say that are there already. Somebody who left a job after 13 weeks has left before 26.
INSERT INTO stage_counts (trust_id, board_id, state, standing, waiting, after_trial, reached)
SELECT trust_id, board_id, state, SUM(standing), SUM(waiting), SUM(after_trial), SUM(reached)
FROM (
    SELECT trust_id, programme_id AS board_id, state, 1 AS standing, CASE WHEN waiting_listed THEN 1 ELSE 0 END AS waiting,
        CASE WHEN trial_days_used > 0 THEN 1 ELSE 0 END AS after_trial, 0 AS reached
    FROM journeys
    UNION ALL
    SELECT trust_id, programme_id, state, 0, 0, 0, 1
    FROM (
        SELECT DISTINCT journeys.trust_id, journeys.programme_id, journeys.id, CASE journey_events.kind
            WHEN 'screening_rebooked' THEN 'screening_booked'
            WHEN 'training_started' THEN 'in_training'
            WHEN 'interview_released' THEN 'interview_guaranteed'
            WHEN 'trial_amended' THEN 'trial_proposed'
            WHEN 'trial_started' THEN 'on_trial'
            WHEN 'employment_started' THEN 'started'
            WHEN 'left_job' THEN CASE WHEN EXISTS (
                SELECT 1 FROM journey_events AS before
                WHERE before.trust_id = journeys.trust_id AND before.journey_id = journeys.id
                    AND before.kind = 'sustained_13' AND before.sequence < journey_events.sequence
            ) THEN 'left_before_26' ELSE 'left_before_13' END
            ELSE journey_events.kind END AS state
        FROM journey_events
        INNER JOIN journeys ON journeys.trust_id = journey_events.trust_id AND journeys.id = journey_events.journey_id
        WHERE journey_events.kind IN (
            'accepted', 'referral_declined', 'screening_booked', 'screening_rebooked', 'screened',
            'did_not_attend', 'selected', 'not_selected', 'training_started', 'interview_guaranteed',
            'interview_released', 'training_not_completed', 'interview_booked', 'interviewed',
            'not_successful_at_interview', 'trial_proposed', 'trial_amended', 'trial_agreed',
            'trial_not_agreed', 'trial_started', 'trial_ended', 'trial_ended_early', 'no_offer', 'offered',
            'offer_accepted', 'offer_declined', 'offer_lapsed', 'offer_withdrawn', 'employment_started',
            'checks_not_met', 'did_not_start', 'sustained_13', 'sustained_26', 'left_job', 'withdrawn',
            'merged', 'referred'
        )
    ) AS arrived
) AS told
GROUP BY trust_id, board_id, state;

INSERT INTO stage_counts (trust_id, board_id, state, standing, waiting, after_trial, reached)
SELECT trust_id, trust_id, state, SUM(standing), SUM(waiting), SUM(after_trial), SUM(reached)
FROM stage_counts
GROUP BY trust_id, state;

-- What the rules count of a vacancy stands in the index alone.
CREATE INDEX journeys_on_vacancy ON journeys (trust_id, vacancy_id, programme_id, state, waiting_listed, id);
