//! A whole plan from one date, and the date from the day on which people are to start work: every day that is proposed is a
//! working day, and the rules have nothing to say against it.

use crate::journey::SessionKind;
use crate::time::{CivilDate, Span};

/// The five modules of the training week (L5).
pub const MODULES: [&str; 5] = [
    "Health and Safety",
    "Interview and application techniques",
    "Manual Handling",
    "First aid",
    "Patient centred care",
];

/// Interview times of one day.
const TIMES: [&str; 4] = ["09:30", "10:30", "11:30", "14:00"];

/// Nobody is asked to plan more interview times than these at once.
const MOST_TIMES: u32 = 40;

/// Working days from the end of a trial to the first day of work: the offer, and the six employment checks (NHS Employment Check
/// Standards). A convention of our own: none of those standards says how long a check takes.
pub const WORKING_DAYS_FOR_CHECKS: u32 = 20;

/// Days for which referrals are open at the least, so that a Jobcentre can find somebody. A convention of our own.
pub const DAYS_OF_REFERRALS: u32 = 14;

/// Five modules need so many days: one day can hold two of them.
const FEWEST_TRAINING_DAYS: u32 = 4;

/// A plan from its first training day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// When referrals are open.
    pub referrals: Span,
    /// The training week.
    pub training: Span,
    /// The interview round.
    pub interviews: Span,
    /// The trial window.
    pub trials: Span,
    /// The screening day, then the modules of the week.
    pub sessions: Vec<ProposedSession>,
    /// Interview times: a day, and when it starts.
    pub slots: Vec<(CivilDate, &'static str)>,
}

/// A screening day or a module of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedSession {
    /// Which of the two.
    pub kind: SessionKind,
    /// The module, or the name of the screening day.
    pub module: &'static str,
    /// Its date.
    pub held_on: CivilDate,
    /// When it starts, `HH:MM`.
    pub starts_at: &'static str,
    /// When it ends, `HH:MM`.
    pub ends_at: &'static str,
}

/// Proposes a plan whose training week begins on this day, or the next working day; with so many interview times, and referrals
/// from today on.
#[must_use]
pub fn proposal(first_day: CivilDate, interviews: u32, today: CivilDate) -> Proposal {
    let first_day = working_day_from(first_day);
    let days = training_days(first_day);
    let last_day = days.last().copied().unwrap_or(first_day);
    let screening = working_day_before(first_day.minus_days(11));
    let close = working_day_before(screening.minus_days(2));
    let first_interview = working_day_from(last_day.plus_days(1));
    let slots = interview_times(first_interview, interviews.clamp(1, MOST_TIMES));
    let last_interview = slots.last().map_or(first_interview, |(day, _)| *day);
    let trial = working_day_from(last_interview.plus_days(5));
    let span = |first, last| Span { first, last };
    Proposal {
        referrals: span(today.min(close), close),
        training: span(first_day, last_day),
        interviews: span(first_interview, last_interview),
        trials: span(trial, trial.plus_days(60)),
        sessions: sessions(screening, &days),
        slots,
    }
}

impl Proposal {
    /// Whether the week has room for its five modules, whatever bank holidays are in it.
    fn has_room(&self) -> bool {
        self.training.days() >= FEWEST_TRAINING_DAYS
    }

    /// The last day of a trial of so many days that begins when the first can (L8: at most 30).
    #[must_use]
    pub fn trial_ends_on(&self, days: u32) -> CivilDate {
        self.trials.first.plus_days(days.max(1) - 1)
    }

    /// The first day on which somebody can start work after such a trial: never within it (L9).
    #[must_use]
    pub fn starts_on(&self, trial_days: u32) -> CivilDate {
        self.trial_ends_on(trial_days)
            .plus_working_days(WORKING_DAYS_FOR_CHECKS)
    }
}

/// There is no time left to start by that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooSoon {
    /// The first day on which somebody could start work.
    pub earliest: CivilDate,
}

/// Plans backwards from the day on which people are to start work: the last training week that leaves time for the interviews,
/// a trial of so many days and the checks, and before which referrals are open for long enough.
///
/// # Errors
/// [`TooSoon`] with the first day on which somebody could start.
pub fn backwards(
    start_on: CivilDate,
    (interviews, trial_days): (u32, u32),
    today: CivilDate,
) -> Result<Proposal, TooSoon> {
    let plan = |monday| proposal(monday, interviews, today);
    let mut monday = monday_of(start_on);
    while monday > today {
        let planned = plan(monday);
        if planned.has_room() && planned.starts_on(trial_days) <= start_on {
            if planned.referrals.days() < DAYS_OF_REFERRALS || planned.referrals.last < today {
                break;
            }
            return Ok(planned);
        }
        monday = monday.minus_days(7);
    }
    let mut monday = monday_of(today).plus_days(7);
    loop {
        let planned = plan(monday);
        let first = planned.referrals.last > today;
        if first && planned.has_room() && planned.referrals.days() >= DAYS_OF_REFERRALS {
            let earliest = planned.starts_on(trial_days);
            return Err(TooSoon { earliest });
        }
        monday = monday.plus_days(7);
    }
}

fn monday_of(day: CivilDate) -> CivilDate {
    day.minus_days(day.weekday().num_days_from_monday())
}

fn sessions(screening: CivilDate, days: &[CivilDate]) -> Vec<ProposedSession> {
    let session = |kind, module, held_on, starts_at, ends_at| ProposedSession {
        kind,
        module,
        held_on,
        starts_at,
        ends_at,
    };
    let first = session(
        SessionKind::Screening,
        "Screening day",
        screening,
        "09:30",
        "15:30",
    );
    // In a week with a bank holiday the last day has two modules.
    let module = |(at, module): (usize, &&'static str)| match days.get(at) {
        Some(day) => session(SessionKind::Training, module, *day, "09:30", "12:30"),
        None => {
            let last = days.last().copied().unwrap_or(screening);
            session(SessionKind::Training, module, last, "13:30", "16:00")
        }
    };
    std::iter::once(first)
        .chain(MODULES.iter().enumerate().map(module))
        .collect()
}

/// The working days from the first one to the end of its week.
fn training_days(first: CivilDate) -> Vec<CivilDate> {
    (0..7)
        .map(|more| first.plus_days(more))
        .take_while(|day| !day.is_weekend())
        .filter(|day| is_working(*day))
        .collect()
}

fn interview_times(first: CivilDate, count: u32) -> Vec<(CivilDate, &'static str)> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let mut times = Vec::with_capacity(count);
    let mut day = first;
    while times.len() < count {
        times.extend(
            TIMES
                .iter()
                .take(count - times.len())
                .map(|time| (day, *time)),
        );
        day = working_day_from(day.plus_days(1));
    }
    times
}

fn is_working(day: CivilDate) -> bool {
    day.is_working_day().unwrap_or(!day.is_weekend())
}

fn working_day_from(day: CivilDate) -> CivilDate {
    (0..14)
        .map(|more| day.plus_days(more))
        .find(|day| is_working(*day))
        .unwrap_or(day)
}

fn working_day_before(day: CivilDate) -> CivilDate {
    (0..14)
        .map(|less| day.minus_days(less))
        .find(|day| is_working(*day))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn eight_trainees_on_the_first_of_march_are_referred_until_three_days_before_christmas() {
        let planned = backwards(date("2027-03-01"), (8, 10), date("2026-11-27"));
        let planned = planned.expect("time enough");
        assert_eq!(planned.training.first.to_string(), "2027-01-04");
        assert_eq!(planned.sessions[0].held_on.to_string(), "2026-12-24");
        assert_eq!(planned.referrals.last.to_string(), "2026-12-22");
        assert!(planned.starts_on(10) <= date("2027-03-01"));
        assert_eq!(planned.slots.len(), 8);
    }

    #[test]
    fn whatever_day_is_asked_for_either_it_is_met_or_the_first_one_that_can_be_is_named() {
        let today = date("2026-11-27");
        for more in 0..400 {
            let start_on = today.plus_days(more);
            match backwards(start_on, (8, 10), today) {
                Ok(planned) => {
                    assert!(planned.starts_on(10) <= start_on, "{start_on}");
                    assert!(planned.referrals.first >= today, "{start_on}");
                    assert!(planned.referrals.days() >= DAYS_OF_REFERRALS, "{start_on}");
                    let later = proposal(planned.training.first.plus_days(7), 8, today);
                    assert!(
                        !later.has_room() || later.starts_on(10) > start_on,
                        "{start_on}: a later week would do"
                    );
                }
                Err(TooSoon { earliest }) => {
                    assert!(earliest > start_on, "{start_on}");
                    assert!(backwards(earliest, (8, 10), today).is_ok(), "{earliest}");
                }
            }
        }
    }

    #[test]
    fn nobody_starts_work_within_the_trial() {
        for days in 1..=30 {
            let planned = proposal(date("2027-01-11"), 8, date("2026-11-27"));
            assert!(planned.starts_on(days) > planned.trial_ends_on(days));
        }
    }
}
