//! Where somebody is and what happens next, in words: from the state and the facts of the journey.

use super::case::Case;
use crate::language::{Language, Message, date, endings, stages, trials};
use shared::ids::JourneyId;
use shared::journey::{Event, State};
use shared::time::CivilDate;

/// What the page says first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Where am I?
    pub heading: String,
    /// What happens next, or what an ending means.
    pub text: String,
    /// The next step after an ending, and how it is taken.
    pub step: Option<Step>,
    /// What somebody at the Trust wrote for this person to read.
    pub feedback: Option<String>,
}

/// The next step after an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// How it is taken.
    pub how: String,
    /// The journey it leads to, where two were merged.
    pub journey: Option<JourneyId>,
}

/// What to say of a journey.
#[must_use]
pub fn story(case: &Case, language: Language) -> Story {
    match endings::of(case.journey.state) {
        Some(words) => Story {
            heading: words.heading.say(language).to_owned(),
            text: words.meaning.say(language).to_owned(),
            step: step(case, language),
            feedback: feedback(case),
        },
        None => {
            let (heading, next) = stage(case);
            let dates = Dates::of(case, language);
            Story {
                heading: heading.say(language).to_owned(),
                text: next.fill(language, &dates.values()),
                step: None,
                feedback: None,
            }
        }
    }
}

/// How a journey stands, in one line.
#[must_use]
pub fn standing(state: State, waiting_listed: bool, language: Language) -> &'static str {
    let stage = || match state {
        State::Accepted | State::Selected if waiting_listed => Some(stages::WAITING),
        // Before the Jobcentre has agreed, nobody is asked to choose.
        State::TrialProposed => Some(trials::PLANNED),
        state => stages::of(state).map(|words| words.heading),
    };
    let heading = endings::of(state).map(|words| words.heading).or_else(stage);
    heading.map_or("", |heading| heading.say(language))
}

/// The words of an open stage, refined by the facts.
fn stage(case: &Case) -> (Message, Message) {
    let journey = &case.journey;
    let trial = journey.trial.as_ref();
    match journey.state {
        State::Accepted if journey.waiting_listed => (stages::WAITING, stages::WAITING_NEXT),
        State::Selected if journey.waiting_listed => {
            (stages::SELECTED_WAITING, stages::SELECTED_WAITING_NEXT)
        }
        State::Interviewed if journey.reserve_review_on.is_some() => {
            (stages::RESERVE, stages::RESERVE_NEXT)
        }
        State::TrialProposed if !case.is_trial_put_to_candidate() => {
            (trials::PLANNED, trials::PLANNED_NEXT)
        }
        State::TrialProposed if trial.is_some_and(|trial| trial.candidate_agreed_on.is_some()) => {
            (trials::SIGNED, trials::SIGNED_NEXT)
        }
        State::TrialEnded if trial.is_some_and(|trial| trial.candidate_view.is_some()) => {
            (trials::ENDED, trials::ENDED_VIEW_GIVEN)
        }
        state => stages::of(state).map_or((stages::REFERRED, stages::REFERRED_NEXT), |words| {
            (words.heading, words.next)
        }),
    }
}

/// The date that the next thing happens on, said in words.
struct Dates {
    date: String,
}

impl Dates {
    fn of(case: &Case, language: Language) -> Self {
        let date = date_ahead(case)
            .map(|on| date(on, language))
            .unwrap_or_default();
        Self { date }
    }

    fn values(&self) -> [(&'static str, &str); 1] {
        [("date", self.date.as_str())]
    }
}

/// The date that the words of the stage speak of.
fn date_ahead(case: &Case) -> Option<CivilDate> {
    let journey = &case.journey;
    match journey.state {
        State::Interviewed => journey.reserve_review_on,
        State::TrialAgreed => journey.trial.as_ref().map(|trial| trial.terms.starts_on),
        State::OnTrial => journey.trial.as_ref().map(|trial| trial.terms.ends_on),
        State::Offered => journey.offer.as_ref().map(|offer| offer.expires_on),
        State::OfferAccepted => journey.offer.as_ref().map(|offer| offer.start_on),
        State::Started => journey
            .employment
            .as_ref()
            .map(|job| job.started_on.plus_days(91)),
        State::Sustained13 => journey
            .employment
            .as_ref()
            .map(|job| job.started_on.plus_days(182)),
        _ => None,
    }
}

/// Every ending has a next step: the recorded one, or the one that such an ending always has.
fn step(case: &Case, language: Language) -> Option<Step> {
    let journey = &case.journey;
    let (name, how) = match (journey.state, journey.next_step) {
        (State::Merged, _) => (endings::MERGED_STEP, endings::MERGED_MEANING),
        (State::Sustained26, _) => (endings::SUSTAINED_26_STEP, endings::SUSTAINED_26_STEP_HOW),
        (_, Some(kind)) => endings::next_step(kind),
        (_, None) => (endings::WORK_COACH, endings::WORK_COACH_HOW),
    };
    Some(Step {
        name: name.say(language).to_owned(),
        how: how.say(language).to_owned(),
        journey: journey.merged_into,
    })
}

/// What was written for this person with the event that ended the journey.
fn feedback(case: &Case) -> Option<String> {
    let words = case
        .history
        .iter()
        .rev()
        .find_map(|recorded| match &recorded.event {
            Event::NotSelected(details) => Some(Some(&details.feedback)),
            Event::TrainingNotCompleted(details) => Some(Some(&details.reason)),
            Event::NotSuccessfulAtInterview(details) => Some(Some(&details.feedback)),
            Event::NoOfferMade(details) => Some(Some(&details.feedback)),
            Event::DidNotAttend(details)
            | Event::OfferLapsed(details)
            | Event::OfferWithdrawn(details)
            | Event::DidNotStart(details) => Some(details.note.as_ref()),
            Event::Reopened(_) => Some(None),
            _ => None,
        });
    words.flatten().map(ToString::to_string)
}
