//! What is asked of a booking, be it a screening day or an interview: whether the person is coming.

use super::{Question, Verdict};

pub(super) fn day_not_past(q: Question<'_>) -> Verdict {
    match q.journey.booked() {
        None => Verdict::Unmet("No day is booked.".to_owned()),
        Some(booked) => Verdict::when(booked.held_on >= q.situation.today, || {
            format!("The booked day, {}, is over.", booked.held_on)
        }),
    }
}

pub(super) fn not_yet_confirmed(q: Question<'_>) -> Verdict {
    let confirmed_on = q.journey.booked().and_then(|booked| booked.confirmed_on);
    match confirmed_on {
        None => Verdict::Met,
        Some(on) => Verdict::Unmet(format!("It was said on {on} that the person is coming.")),
    }
}
