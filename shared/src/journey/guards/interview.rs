//! The guaranteed interview (L6): the programme's own vacancy, panel and criteria.

use super::{Question, Verdict};
use crate::journey::command::Command;
use crate::journey::details::ScoreInterview;
use crate::journey::lists::InterviewOutcome;
use crate::journey::situation::SlotFacts;

fn is_booking(q: Question<'_>) -> bool {
    matches!(q.command, Some(Command::BookInterview(_)))
}

fn chosen_slot(q: Question<'_>) -> Option<&SlotFacts> {
    match q.command? {
        Command::BookInterview(details) => q.situation.programme.slot(details.slot_id),
        _ => None,
    }
}

pub(super) fn slot_of_this_vacancy(q: Question<'_>) -> Verdict {
    if !is_booking(q) {
        return Verdict::Asks;
    }
    Verdict::when(chosen_slot(q).is_some(), || {
        "That time is not in this programme's interview round, with its panel and criteria."
            .to_owned()
    })
}

pub(super) fn slot_free(q: Question<'_>) -> Verdict {
    if is_booking(q) {
        return chosen_slot(q).map_or(Verdict::Asks, |slot| {
            Verdict::when(!slot.taken, || {
                format!(
                    "The interview on {} at {} is taken.",
                    slot.held_on, slot.starts_at
                )
            })
        });
    }
    let today = q.situation.today;
    let any = q
        .situation
        .programme
        .slots
        .iter()
        .any(|slot| !slot.taken && slot.held_on >= today);
    Verdict::when(any, || {
        "No interview time is free. The guarantee stands: Trust staff must add one.".to_owned()
    })
}

pub(super) fn slot_not_past(q: Question<'_>) -> Verdict {
    chosen_slot(q).map_or(Verdict::Asks, |slot| {
        Verdict::when(slot.held_on >= q.situation.today, || {
            format!("The interview on {} is over.", slot.held_on)
        })
    })
}

pub(super) fn date_reached(q: Question<'_>) -> Verdict {
    match &q.journey.interview {
        None => Verdict::Unmet("No interview is booked.".to_owned()),
        Some(booking) => Verdict::when(booking.held_on <= q.situation.today, || {
            format!(
                "The interview is on {}, which is still ahead.",
                booking.held_on
            )
        }),
    }
}

pub(super) fn not_held(q: Question<'_>) -> Verdict {
    Verdict::when(q.journey.scores.is_empty(), || {
        "A panel member has recorded scores, so the interview was held.".to_owned()
    })
}

fn score(q: Question<'_>) -> Option<&ScoreInterview> {
    match q.command? {
        Command::ScoreInterview(details) => Some(details),
        _ => None,
    }
}

pub(super) fn panel_member(q: Question<'_>) -> Verdict {
    let Some(score) = score(q) else {
        return Verdict::Asks;
    };
    let panel = &q.situation.programme.panel;
    Verdict::when(panel.contains(&score.panel_member), || {
        format!(
            "The panel is {}. Every applicant meets the same panel.",
            panel.join(", ")
        )
    })
}

pub(super) fn common_criteria(q: Question<'_>) -> Verdict {
    let Some(score) = score(q) else {
        return Verdict::Asks;
    };
    let criteria = &q.situation.programme.criteria;
    let same = score.scores.len() == criteria.len()
        && criteria.iter().all(|criterion| {
            score
                .scores
                .get(criterion)
                .is_some_and(|given| (1..=5).contains(given))
        });
    Verdict::when(same, || {
        format!(
            "Give a score from 1 to 5 for each of: {}.",
            criteria.join(", ")
        )
    })
}

pub(super) fn every_panel_member_scored(q: Question<'_>) -> Verdict {
    let waiting: Vec<_> = q
        .situation
        .programme
        .panel
        .iter()
        .filter(|member| !q.journey.scores.contains_key(*member))
        .map(String::as_str)
        .collect();
    Verdict::when(waiting.is_empty(), || {
        format!("Scores are still to come from {}.", waiting.join(", "))
    })
}

pub(super) fn successful(q: Question<'_>) -> Verdict {
    Verdict::when(
        q.journey.interview_outcome == Some(InterviewOutcome::Successful),
        || "The panel did not find the interview successful.".to_owned(),
    )
}

pub(super) fn unsuccessful(q: Question<'_>) -> Verdict {
    Verdict::when(
        q.journey.interview_outcome == Some(InterviewOutcome::Unsuccessful),
        || {
            "The panel found the interview successful. If that was a mistake, record the interview again first.".to_owned()
        },
    )
}

pub(super) fn no_opening_free(q: Question<'_>) -> Verdict {
    let free = q.situation.openings_free();
    Verdict::when(free == 0, || {
        format!("{free} openings are free: a trial can be proposed now.")
    })
}

pub(super) fn review_date_ahead(q: Question<'_>) -> Verdict {
    match q.command {
        Some(Command::PlaceOnReserve(details)) => {
            Verdict::when(details.review_on > q.situation.today, || {
                format!("The review date {} is not ahead.", details.review_on)
            })
        }
        _ => Verdict::Asks,
    }
}
