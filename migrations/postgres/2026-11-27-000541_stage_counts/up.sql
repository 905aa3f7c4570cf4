-- How long people stood at a stage: how many have moved on from it, and their days together. Counted from here on: what an
-- older program moves meanwhile is not in it, and the average is of those who are.
ALTER TABLE stage_counts ADD COLUMN moved_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stage_counts ADD COLUMN days_stood INTEGER NOT NULL DEFAULT 0;

-- A board for each partner that refers people, beside those of programmes and of the Trust. What was ever reached is counted
-- from the histories, as it was for the programmes.
INSERT INTO stage_counts (trust_id, board_id, state, standing, waiting, after_trial, reached)
SELECT trust_id, organisation_id, state, SUM(standing), SUM(waiting), SUM(after_trial), SUM(reached)
FROM (
    SELECT trust_id, organisation_id, state, 1 AS standing, CASE WHEN waiting_listed THEN 1 ELSE 0 END AS waiting,
        CASE WHEN trial_days_used > 0 THEN 1 ELSE 0 END AS after_trial, 0 AS reached
    FROM journeys
    UNION ALL
    SELECT trust_id, organisation_id, state, 0, 0, 0, 1
    FROM (
        SELECT DISTINCT journeys.trust_id, journeys.organisation_id, journeys.id, CASE journey_events.kind
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
GROUP BY trust_id, organisation_id, state;
