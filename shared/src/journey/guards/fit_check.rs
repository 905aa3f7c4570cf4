//! The two-way fit check (L10): the same six questions to both sides, at three times.

use super::{Question, Verdict};
use crate::journey::fit_check::{FitRound, FitSide};
use crate::values::Coded as _;

pub(super) fn round_open(q: Question<'_>) -> Verdict {
    if q.journey.fit_round(q.situation.today).is_some() {
        return Verdict::Met;
    }
    let first = q.journey.trial.as_ref().and_then(|trial| {
        let rounds = FitRound::ALL.iter();
        let mut asked = rounds.filter(|round| trial.has_fit_round(**round));
        trial.fit_round_opens_on(*asked.next()?)
    });
    Verdict::Unmet(match first {
        Some(day) => format!("The first questions of the fit check are asked on {day}."),
        None => "The fit check is asked during the trial, and it has not started.".to_owned(),
    })
}

pub(super) fn round_not_yet_answered(q: Question<'_>) -> Verdict {
    let Some(round) = q.journey.fit_round(q.situation.today) else {
        return Verdict::Met;
    };
    let side = FitSide::of(q.situation.actor.kind);
    let answered = q.journey.fit_given(round, side);
    Verdict::when(answered.is_none(), || {
        let next = q.journey.trial.as_ref().and_then(|trial| {
            let later = FitRound::ALL.iter().filter(|later| **later > round);
            let mut asked = later.filter(|later| trial.has_fit_round(**later));
            trial.fit_round_opens_on(*asked.next()?)
        });
        let then = next.map_or_else(
            || "It was the last time.".to_owned(),
            |day| format!("The next questions are asked on {day}."),
        );
        format!(
            "{} has answered for \"{}\". {then}",
            side.label(),
            round.label()
        )
    })
}
