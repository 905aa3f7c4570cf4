//! The timeline in sentences: what happened, and what was said about it.

mod job;
mod trial;

use crate::ui::dates::long;
use shared::ids::{SessionId, SlotId};
use shared::journey::{ActorKind, Attendance, Event, ExerciseScore, NextStepKind};
use shared::programmes::ProgrammeView;
use shared::time::CivilDate;
use shared::values::{Coded, Words};

/// One event, told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What happened, in a sentence.
    pub what: String,
    /// What was said about it: a short name and the words.
    pub details: Vec<(&'static str, String)>,
}

impl Told {
    fn that(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            details: Vec::new(),
        }
    }

    fn with(mut self, name: &'static str, said: impl Into<String>) -> Self {
        self.details.push((name, said.into()));
        self
    }

    fn maybe(self, name: &'static str, said: Option<&Words>) -> Self {
        match said {
            Some(said) => self.with(name, said.as_str()),
            None => self,
        }
    }

    /// A component of the screening day: its score, and what was seen.
    fn seen(self, name: &'static str, score: Option<ExerciseScore>, words: Option<&Words>) -> Self {
        let Some(score) = score else {
            return self.maybe(name, words);
        };
        let words = words.map_or_else(String::new, |words| format!(": {}", words.as_str()));
        self.with(name, format!("{} of 5{words}", score.code()))
    }

    fn next(self, step: NextStepKind) -> Self {
        self.with("Next", step.label())
    }
}

/// Tells one event, with the programme's own names for sessions and times where it is known.
#[must_use]
pub fn tell(event: &Event, by: ActorKind, programme: Option<&ProgrammeView>) -> Told {
    let places = Places(programme);
    from_referral_to_screening(event, &places)
        .or_else(|| screening_day(event, &places))
        .or_else(|| training_and_interview(event, &places))
        .or_else(|| trial::tell(event, by))
        .or_else(|| job::offer(event))
        .or_else(|| job::checks_and_job(event))
        .or_else(|| any_time(event))
        .unwrap_or_else(|| Told::that(format!("{}.", event.label())))
}

struct Places<'a>(Option<&'a ProgrammeView>);

impl Places<'_> {
    fn session(&self, id: SessionId) -> Option<String> {
        let session = self.0?.sessions.iter().find(|session| session.id == id)?;
        Some(format!("{} on {}", session.module, long(session.held_on)))
    }

    fn day(&self, id: SessionId, held_on: CivilDate) -> String {
        self.session(id)
            .unwrap_or_else(|| format!("the screening day on {}", long(held_on)))
    }

    fn slot(&self, id: SlotId, held_on: CivilDate) -> String {
        let slot = self
            .0
            .and_then(|programme| programme.slots.iter().find(|slot| slot.id == id));
        match slot {
            Some(slot) => format!(
                "{} at {}, {}",
                long(slot.held_on),
                slot.starts_at,
                slot.venue
            ),
            None => long(held_on),
        }
    }
}

fn from_referral_to_screening(event: &Event, places: &Places<'_>) -> Option<Told> {
    Some(match event {
        Event::Referred(referral) => {
            let told = Told::that("The Jobcentre referred this person.")
                .with("Benefit", referral.benefit.label())
                .with("In work", referral.employment_status.label());
            match referral.benefit_confirmed_on {
                Some(day) => told.with("Benefit confirmed", long(day)),
                None => told,
            }
        }
        Event::Accepted { waiting_list: true } => {
            Told::that("Accepted onto the waiting list: every place was taken.")
        }
        Event::Accepted { .. } => Told::that("The referral was accepted."),
        Event::ReferralDeclined(said) => Told::that(format!(
            "The referral was declined: {}.",
            lower(said.reason.label())
        ))
        .maybe("Note", said.note.as_ref())
        .next(said.next_step),
        Event::AttendanceRecorded(line) => {
            let place = places
                .session(line.session_id)
                .unwrap_or_else(|| "a session".to_owned());
            Told::that(format!("{} {place}.", came(line.attendance)))
                .maybe("Why", line.reason.as_ref())
        }
        Event::Screened(said) => Told::that("The screening day was recorded.")
            .seen(
                "Team building exercises",
                said.team_exercises_score,
                said.team_exercises.as_ref(),
            )
            .seen(
                "Overview of the role",
                said.role_overview_score,
                said.role_overview.as_ref(),
            )
            .seen(
                "Brief interview",
                said.brief_interview_score,
                said.brief_interview.as_ref(),
            ),
        Event::DidNotAttend(said) => Told::that("Closed: did not attend.")
            .maybe("Note", said.note.as_ref())
            .next(said.next_step),
        Event::Selected { waiting_list: true } => Told::that(
            "Selected for the training week, on the waiting list: every place was taken.",
        ),
        Event::Selected { .. } => Told::that("Selected for the training week."),
        Event::NotSelected(said) => {
            Told::that(format!("Not selected: {}.", lower(said.reason.label())))
                .maybe("Feedback", Some(&said.feedback))
                .next(said.next_step)
        }
        _ => return None,
    })
}

/// A seat on a screening day, and whether the person comes to what is booked.
fn screening_day(event: &Event, places: &Places<'_>) -> Option<Told> {
    Some(match event {
        Event::ScreeningBooked {
            session_id,
            held_on,
            adjustments,
        } => Told::that(format!("Booked on {}.", places.day(*session_id, *held_on)))
            .maybe("Adjustments", adjustments.as_ref()),
        Event::ScreeningRebooked {
            session_id,
            held_on,
            reason,
        } => Told::that(format!("Moved to {}.", places.day(*session_id, *held_on)))
            .maybe("Why", Some(reason)),
        Event::BookingConfirmed {
            session_id,
            slot_id,
            held_on,
        } => {
            let day = session_id.map(|id| places.day(id, *held_on));
            let time = slot_id.map(|id| format!("the interview on {}", places.slot(id, *held_on)));
            let what = day.or(time).unwrap_or_else(|| long(*held_on));
            Told::that(format!("Said that they are coming to {what}."))
        }
        _ => return None,
    })
}

fn training_and_interview(event: &Event, places: &Places<'_>) -> Option<Told> {
    Some(match event {
        Event::TrainingStarted => Told::that("Started the training week."),
        Event::InterviewGuaranteed => Told::that(
            "Completed the training week, so an interview is guaranteed. Nobody can take that away.",
        ),
        Event::TrainingNotCompleted(said) => Told::that("The training week was not completed.")
            .maybe("Why", Some(&said.reason))
            .next(said.next_step),
        Event::InterviewBooked { slot_id, held_on } => Told::that(format!(
            "Interview booked for {}.",
            places.slot(*slot_id, *held_on)
        )),
        Event::InterviewReleased(said) => Told::that(format!(
            "The interview was cancelled: {}. The guarantee stands.",
            lower(said.cause.label())
        ))
        .maybe("Note", said.note.as_ref()),
        Event::InterviewScored(said) => {
            let scores: Vec<_> = said
                .scores
                .iter()
                .map(|(criterion, score)| format!("{criterion} {score}"))
                .collect();
            let told = Told::that(format!("{} gave their scores.", said.panel_member));
            if scores.is_empty() {
                return Some(told.with("Scores", "told when all of the panel have scored"));
            }
            told.with("Scores, of 5", scores.join("; "))
        }
        Event::Interviewed(said) => Told::that(format!(
            "The interview was held: {}.",
            lower(said.outcome.label())
        )),
        Event::NotSuccessfulAtInterview(said) => Told::that("Not successful at interview.")
            .maybe("Reasons", Some(&said.reasons))
            .maybe("Feedback", Some(&said.feedback))
            .next(said.next_step),
        Event::PlacedOnReserve(said) => Told::that(format!(
            "Placed on the reserve list, to be looked at again on {}.",
            long(said.review_on)
        )),
        _ => return None,
    })
}

fn any_time(event: &Event) -> Option<Told> {
    Some(match event {
        Event::Withdrawn(said) => {
            let hears = if said.hear_of_other_programmes {
                "Yes, gladly"
            } else {
                "Not now"
            };
            Told::that(format!("Left the pathway: {}.", lower(said.reason.label())))
                .maybe("Note", said.note.as_ref())
                .with("Other programmes", hears)
                .next(said.next_step)
        }
        Event::Reopened(said) => {
            Told::that("The journey was opened again.").maybe("Why", Some(&said.reason))
        }
        Event::Merged { reason, .. } => {
            Told::that("Merged into another journey of the same person.").maybe("Why", Some(reason))
        }
        _ => return None,
    })
}

fn closed(what: &str, note: Option<&Words>, step: NextStepKind) -> Told {
    Told::that(what).maybe("Note", note).next(step)
}

const fn came(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Present => "Came to",
        Attendance::Late => "Came late to",
        Attendance::Absent => "Was absent from",
        Attendance::Excused => "Was excused from",
        Attendance::MadeUp => "Made up later for",
    }
}

/// A label within a sentence: abbreviations such as "DBS" and names such as "Childcare" keep their shape.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second))
            if first.is_ascii_uppercase() && second.is_ascii_lowercase() =>
        {
            format!("{}{}", first.to_ascii_lowercase(), letters.as_str())
        }
        _ => label.to_owned(),
    }
}

fn upper(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::date;
    use super::*;
    use shared::journey::{RecordAttendance, SignTrial, TrialPattern, TrialTerms};

    fn words(text: &str) -> Words {
        text.parse().expect("words")
    }

    #[test]
    fn a_trial_is_told_with_its_days_counted() {
        let terms = TrialTerms {
            number: 1,
            starts_on: date("2026-06-01"),
            ends_on: date("2026-06-30"),
            pattern: TrialPattern::Weekdays,
        };
        let told = tell(
            &Event::TrialProposed { terms },
            ActorKind::HiringManager,
            None,
        );
        assert_eq!(
            told.what,
            "A work trial was proposed: 1 to 30 June 2026, 30 days."
        );
    }

    #[test]
    fn a_signature_says_whose_it_is() {
        let signed = Event::TrialSigned(SignTrial {
            terms_number: 1,
            supervisor: None,
        });
        assert_eq!(
            tell(&signed, ActorKind::Jobcentre, None).what,
            "The Jobcentre agreed to the work trial."
        );
    }

    #[test]
    fn attendance_is_told_even_where_the_session_is_not_known() {
        let line = RecordAttendance {
            session_id: uuid::Uuid::nil().into(),
            attendance: Attendance::Late,
            reason: Some(words("The bus")),
        };
        let told = tell(&Event::AttendanceRecorded(line), ActorKind::College, None);
        assert_eq!(told.what, "Came late to a session.");
        assert_eq!(told.details, [("Why", "The bus".to_owned())]);
    }

    #[test]
    fn labels_fit_into_sentences() {
        assert_eq!(lower("Not eligible"), "not eligible");
        assert_eq!(lower("DBS"), "DBS");
        assert_eq!(upper("the college"), "The college");
        assert_eq!(upper(""), "");
    }
}
