//! What each guard must cite and who can meet it, written out by hand, and each law's words as the rules quote them.

/// Guard, law, and who can meet it: J Jobcentre, C candidate, T Trust staff, M hiring manager, F college, S the
/// system, A an administrator; nobody where only time, or nothing, could.
pub const GUARDS: &str = "
benefit_confirmed                 | L1                | J
programme_open_for_referrals      | L5                | T
no_other_open_journey             | pathway           | T
eligible                          | L1                | J
adult                             | adults            |
screening_seat_free               | L3                | T
screening_before_training         | L4                | T
adjustments_asked                 | L3                | T J C
booked_day_not_past               | pathway           |
not_yet_confirmed                 | pathway           |
session_of_this_stage             | pathway           | T
college_keeps_training_registers  | roles             | T
session_date_reached              | pathway           |
register_open                     | pathway           | T
screening_date_reached            | L3                |
screening_attended                | L3                | T
three_components_recorded         | L3                | T
screening_register_closed         | L3                | T
screening_absence_not_excused     | L3                | T
training_place_free               | L4                | T
first_session_attended            | L4                | F T
first_day_register_closed         | L4                | F T
absent_from_first_day             | L4                | F T
training_week_over                | L4                |
registers_signed_off              | L6                | F T
training_threshold_met            | L6                | F T
training_threshold_unmet          | L6                |
slot_of_this_vacancy              | L6                | T
slot_free                         | L6                | T
slot_not_past                     | L6                | T
interview_date_reached            | L6                |
interview_not_held                | L6                | M
panel_member                      | L6                | M
common_criteria                   | L6                | M
every_panel_member_scored         | L6                | M
interview_successful              | L7                | M
interview_unsuccessful            | L7                | M
no_opening_free                   | one-opening-each  |
review_date_ahead                 | one-opening-each  | M
vacancy_open                      | L5                | M T
enough_hours                      | work-trials       | M
enough_weeks                      | work-trials       | M
opening_free                      | one-opening-each  | M
planned_within_cap                | L8                | M
trial_ahead                       | work-trials       | M
same_terms                        | work-trials       | J C T
jobcentre_first                   | work-trials       | J
not_yet_signed                    | work-trials       |
supervisor_named                  | L10               | T
signed_before_start               | work-trials       | M
trial_start_reached               | work-trials       |
jobcentre_agreed_before           | work-trials       | J
trial_checks_cleared              | employment-checks | T
trial_allowance_left              | L8                |
day_within_trial                  | L8                |
day_not_yet_logged                | L8                |
attended_within_cap               | L8                |
last_day_reached_or_both_sure     | L10               | M C
end_within_trial                  | L8                | T
fit_round_open                    | L10               |
fit_round_not_yet_answered        | L10               |
never_came                        | L10               | T
assessment_satisfactory           | L11               | M
candidate_view_asked              | L10               | T M C
offer_expires_ahead               | L11               | M
starts_after_trial                | L9                | M T
offer_not_expired                 | L11               | M
offer_expired                     | L11               |
offer_reminded                    | L11               | S T
withdrawal_not_yet_requested      | L11               |
withdrawal_requested              | L11               | M
second_approver                   | L11               | M A
decided_not_ahead                 | employment-checks | T
all_checks_cleared                | employment-checks | T
starts_after_acceptance           | L11               | T
start_not_ahead                   | L9                |
check_not_met                     | employment-checks | T
five_working_days_passed          | employment-checks |
thirteen_weeks_reached            | sustained         |
twenty_six_weeks_reached          | sustained         |
left_before_milestone             | sustained         | T
within_reopening_period           | reopening         |
trial_cap_not_reached             | L8                |
held_opening_free                 | one-opening-each  | M
held_seat_free                    | pathway           | T
survivor_is_another               | reopening         | A
";

/// The words of the Trust's own page that a law must quote.
pub const QUOTED: [(&str, &[&str]); 11] = [
    (
        "L1",
        &["If you are currently unemployed, on Job Seekers Allowance"],
    ),
    (
        "L2",
        &["Candidates are selected to attend by Job Centre Plus."],
    ),
    (
        "L3",
        &[
            "Screening process - 1 day",
            "team building exercises, an overview of the role",
            "and a brief interview",
        ],
    ),
    (
        "L4",
        &[
            "If successful, selection takes place to attend a one week pre employment training programme",
        ],
    ),
    (
        "L5",
        &["This will be structured around the specific vacancy"],
    ),
    (
        "L6",
        &[
            "If the training week is successfully attended, an interview is guaranteed alongside the other candidates applying for that position.",
        ],
    ),
    (
        "L7",
        &["If candidates are successful at interview, they then undertake a work trial."],
    ),
    ("L8", &["Work Trial – maximum of 30 days"]),
    (
        "L9",
        &["During this time they are not paid or employed and still receive Jobseekers Allowance."],
    ),
    (
        "L10",
        &[
            "time to find out how well suited a person is to a job",
            "as well as giving a potential employee the time to decide if a job is right for them",
        ],
    ),
    (
        "L11",
        &[
            "The Trust can offer a job at the end of the trial if satisfied with overall performance.",
        ],
    ),
];
