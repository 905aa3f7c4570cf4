//! What a work coach is told of somebody they sent: where the person stands, the dates, and what it means for the benefit.
//!
//! The coach reads what their part needs and no more: no scores, feedback or reasons, no check by its name, nothing of anybody's
//! health. A trial that is refused or stopped is never told as a fault (L10, work-trials).

mod page;
mod standing;

pub use page::{LetterPage, LetterPageProps};

use crate::ui::dates::{long, span};
use shared::journey::{Journey, State, TrialTerms};
use shared::time::CivilDate;
use shared::values::Coded as _;

/// When and where something is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub on: CivilDate,
    /// When it begins, `HH:MM`, where that is known.
    pub at: Option<String>,
    /// Where.
    pub venue: Option<String>,
}

impl Meeting {
    fn words(&self) -> String {
        let at = self.at.as_ref().map(|at| format!(" at {at}"));
        let venue = self.venue.as_ref().map(|venue| format!(", {venue}"));
        format!(
            "{}{}{}",
            long(self.on),
            at.unwrap_or_default(),
            venue.unwrap_or_default()
        )
    }
}

/// A letter in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Where the person stands.
    pub standing: Vec<String>,
    /// The dates before them: what, and when.
    pub dates: Vec<(&'static str, String)>,
    /// What it means for the benefit.
    pub benefit: Vec<String>,
}

/// What is said of a journey as it stands; `meeting` is what is booked, `week` the training week.
#[must_use]
pub fn letter(
    person: &str,
    journey: &Journey,
    meeting: Option<&Meeting>,
    week: (CivilDate, CivilDate),
) -> Letter {
    let standing = [standing::told(person, journey)].into_iter();
    Letter {
        standing: standing.chain(standing::next(person, journey)).collect(),
        dates: dates(journey, meeting, week),
        benefit: benefit(person, journey),
    }
}

fn dates(
    journey: &Journey,
    meeting: Option<&Meeting>,
    (first, last): (CivilDate, CivilDate),
) -> Vec<(&'static str, String)> {
    let booked = |what| {
        meeting
            .map(|meeting| (what, meeting.words()))
            .into_iter()
            .collect()
    };
    let offer = journey.offer.as_ref();
    match journey.state {
        State::ScreeningBooked => booked("Screening day"),
        State::Selected | State::InTraining if !journey.waiting_listed => {
            vec![("Training week", span(first, last))]
        }
        State::InterviewBooked => booked("Interview"),
        State::Interviewed => journey
            .reserve_review_on
            .map(|on| ("We look again by", long(on)))
            .into_iter()
            .collect(),
        State::TrialProposed
        | State::TrialAgreed
        | State::OnTrial
        | State::TrialEnded
        | State::TrialNotAgreed
        | State::TrialEndedEarly
        | State::NoOffer => trial(journey),
        State::Offered => offer
            .map(|offer| {
                vec![
                    ("Answer by", long(offer.expires_on)),
                    ("First day of work", long(offer.start_on)),
                ]
            })
            .unwrap_or_default(),
        State::OfferAccepted => offer
            .map(|offer| vec![("First day of work", long(offer.start_on))])
            .unwrap_or_default(),
        _ => employment(journey),
    }
}

fn trial(journey: &Journey) -> Vec<(&'static str, String)> {
    let Some(trial) = &journey.trial else {
        return Vec::new();
    };
    let mut dates = vec![
        ("Work trial", of_days(&trial.terms)),
        ("Days of the week", trial.terms.pattern.label().to_owned()),
    ];
    let ended = trial.period.and_then(|period| period.ended_on);
    if let Some(ended) = ended.filter(|ended| *ended != trial.terms.ends_on) {
        dates.push(("It ended on", long(ended)));
    }
    dates
}

fn of_days(terms: &TrialTerms) -> String {
    let days = terms.span().days();
    let unit = if days == 1 { "day" } else { "days" };
    format!("{}, {days} {unit}", span(terms.starts_on, terms.ends_on))
}

fn employment(journey: &Journey) -> Vec<(&'static str, String)> {
    let Some(job) = &journey.employment else {
        return Vec::new();
    };
    let mut dates = vec![("First day of work", long(job.started_on))];
    dates.extend(job.left_on.map(|on| ("Last day of work", long(on))));
    dates
}

/// What it means for the benefit. The Trust says what has happened here; what is paid the Jobcentre decides.
fn benefit(person: &str, journey: &Journey) -> Vec<String> {
    let benefit = journey.referral.benefit.label();
    if let Some(job) = &journey.employment {
        return match job.left_on {
            None => vec![format!(
                "{person} has been employed and paid by the Trust since {}.",
                long(job.started_on)
            )],
            Some(left) => vec![format!(
                "{person} was employed and paid by the Trust from {} to {}.",
                long(job.started_on),
                long(left)
            )],
        };
    }
    let mut said = Vec::new();
    let accepted = journey
        .offer
        .as_ref()
        .filter(|_| journey.state == State::OfferAccepted);
    if let Some(offer) = accepted {
        said.push(format!(
            "{person} is not employed yet, and stays on {benefit}. From {} they are employed and paid, and tell you so \
             themselves.",
            long(offer.start_on)
        ));
    } else if journey.state.is_open() {
        said.push(format!(
            "{person} is not employed by the Trust and is not paid, and stays on {benefit}."
        ));
    } else {
        said.push(format!(
            "{person} has not been employed by the Trust and was not paid. Nothing here changes what they receive: {benefit}."
        ));
    }
    if journey.trial.is_some() || journey.state == State::OfferDeclined {
        said.push(
            "A work trial is voluntary. Refusing one, stopping one early or refusing the job after it never costs anybody their \
             benefit."
                .to_owned(),
        );
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::{Benefit, Employment, EmploymentStatus, NextStepKind, Offer, Refer};

    fn day(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn at(state: State) -> Journey {
        let referral = Refer {
            benefit: Benefit::JobseekersAllowance,
            benefit_confirmed_on: Some(day("2026-05-08")),
            employment_status: EmploymentStatus::Unemployed,
        };
        let mut journey = Journey::referred(referral, day("2026-05-11"));
        journey.state = state;
        journey
    }

    fn of(journey: &Journey) -> Letter {
        let week = (day("2026-06-01"), day("2026-06-05"));
        letter("Nadia Rahman", journey, None, week)
    }

    #[test]
    fn wherever_somebody_stands_the_letter_says_where_and_what_it_means_for_the_benefit() {
        for state in State::ALL {
            let told = of(&at(*state));
            assert!(
                told.standing[0].contains("Nadia Rahman")
                    || told.standing[0].contains("work trial"),
                "{state}"
            );
            assert!(
                !told.standing[0].contains("{}") && told.standing[0].ends_with('.'),
                "{state}"
            );
            assert!(told.benefit[0].contains("Nadia Rahman"), "{state}");
        }
    }

    #[test]
    fn a_trial_that_is_refused_or_stopped_is_nobodys_fault() {
        for state in [State::TrialNotAgreed, State::TrialEndedEarly] {
            assert!(
                of(&at(state)).standing[0].contains("nobody's fault"),
                "{state}"
            );
        }
        let declined = of(&at(State::OfferDeclined));
        assert!(declined.benefit[1].contains("never costs anybody their benefit"));
    }

    #[test]
    fn no_letter_names_a_check_or_says_that_somebody_wants_no_next_step() {
        let mut journey = at(State::ChecksNotMet);
        journey.next_step = Some(NextStepKind::Declined);
        let told = of(&journey);
        assert_eq!(told.standing.len(), 1);
        assert!(
            !told.standing[0].to_lowercase().contains("check"),
            "{told:?}"
        );
        journey.next_step = Some(NextStepKind::WorkCoach);
        assert_eq!(
            of(&journey).standing[1],
            "The next step for Nadia Rahman: a talk with you."
        );
    }

    #[test]
    fn until_the_first_day_of_work_nothing_changes_and_from_it_on_they_are_paid() {
        let mut journey = at(State::OfferAccepted);
        journey.offer = Some(Offer {
            start_on: day("2026-08-03"),
            expires_on: day("2026-07-28"),
            waiver_reason: None,
            reminded_on: None,
            accepted_on: Some(day("2026-07-20")),
            withdrawal_requested_by: None,
        });
        let told = of(&journey);
        assert_eq!(
            told.dates,
            [("First day of work", "Monday 3 August 2026".to_owned())]
        );
        assert!(told.benefit[0].contains("From Monday 3 August 2026 they are employed and paid"));
        journey.state = State::Started;
        journey.employment = Some(Employment {
            started_on: day("2026-08-03"),
            left_on: None,
        });
        assert!(of(&journey).benefit[0].contains("employed and paid by the Trust since"));
    }

    #[test]
    fn what_is_booked_is_told_with_its_time_and_place() {
        let meeting = Meeting {
            on: day("2026-06-09"),
            at: Some("09:00".to_owned()),
            venue: Some("Education Centre".to_owned()),
        };
        let week = (day("2026-06-01"), day("2026-06-05"));
        let told = letter(
            "Nadia Rahman",
            &at(State::InterviewBooked),
            Some(&meeting),
            week,
        );
        let when = "Tuesday 9 June 2026 at 09:00, Education Centre".to_owned();
        assert_eq!(told.dates, [("Interview", when)]);
    }
}
