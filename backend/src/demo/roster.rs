//! Who is on which run, and where each one's path leads.
//!
//! The shape is that of a real programme: about half of those referred reach the training week, most of those who finish it
//! pass the interview, and more than half of the trials lead to an offer (L12).

use super::agenda::Who;
use super::calendar::Run;
use super::names;
use shared::candidates::Language;
use shared::journey::State;
use shared::time::CivilDate;

/// Where a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    /// Still under way, and standing here today.
    Now(State),
    /// To this ending, from the state before it.
    Ends(State),
    /// The person leaves the pathway from this state.
    Withdraws(State),
    /// The person does not come to what this state awaits.
    Misses(State),
    /// Referred a second time under a shorter name, and merged into the one before in the list.
    Twin,
    /// Drafted by staff, and not confirmed by the Jobcentre yet: no journey.
    Drafted,
}

/// What is out of the ordinary on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twist {
    Plain,
    /// Moves to the other screening day.
    Rebooked,
    /// Misses a session and makes it up.
    MadeUp,
    /// Cancels an interview and keeps the guarantee.
    InterviewMoved,
    /// A trial of all 30 days.
    LongTrial,
    /// The trial's terms are changed before anybody signs.
    Amended,
    /// Is offered the job without a trial.
    Waived,
    /// Leaves, thinks again and is let back in.
    Reopened,
    /// Successful, but every opening is held.
    Reserve,
    /// Finds every seat taken.
    Waiting,
    /// The Jobcentre has agreed to the trial; the person has not yet been asked.
    HalfSigned,
}

use Path::{Drafted, Ends, Misses, Now, Twin, Withdraws};
use Twist::{
    Amended, HalfSigned, InterviewMoved, LongTrial, MadeUp, Plain, Rebooked, Reopened, Reserve,
    Waiting, Waived,
};

type Rows = &'static [(usize, Path, Twist)];

const FIRST: Rows = &[
    (3, Ends(State::ReferralDeclined), Plain),
    (1, Withdraws(State::Referred), Plain),
    (1, Withdraws(State::Accepted), Plain),
    (1, Withdraws(State::ScreeningBooked), Plain),
    (1, Withdraws(State::InTraining), Plain),
    (3, Misses(State::ScreeningBooked), Plain),
    (1, Misses(State::Selected), Plain),
    (1, Misses(State::InterviewBooked), Plain),
    (10, Ends(State::NotSelected), Plain),
    (1, Ends(State::TrainingNotCompleted), Plain),
    (3, Ends(State::NotSuccessfulAtInterview), Plain),
    (1, Ends(State::TrialNotAgreed), Plain),
    (1, Ends(State::TrialEndedEarly), Plain),
    (2, Ends(State::NoOffer), Plain),
    (1, Ends(State::OfferDeclined), Plain),
    (1, Ends(State::LeftBefore13), Plain),
    (1, Ends(State::LeftBefore26), LongTrial),
    (4, Ends(State::Sustained26), Plain),
    (1, Ends(State::Sustained26), Reopened),
    (1, Ends(State::Sustained26), LongTrial),
    (1, Ends(State::Sustained26), MadeUp),
    (1, Twin, Plain),
];

const SECOND: Rows = &[
    (4, Ends(State::ReferralDeclined), Plain),
    (2, Withdraws(State::Accepted), Plain),
    (1, Withdraws(State::ScreeningBooked), Plain),
    (1, Withdraws(State::Selected), Plain),
    (3, Misses(State::ScreeningBooked), Plain),
    (1, Misses(State::Selected), Plain),
    (1, Misses(State::InterviewBooked), Plain),
    (1, Misses(State::OnTrial), Plain),
    (10, Ends(State::NotSelected), Plain),
    (1, Ends(State::TrainingNotCompleted), Plain),
    (3, Ends(State::NotSuccessfulAtInterview), Plain),
    (1, Ends(State::TrialNotAgreed), Plain),
    (1, Ends(State::TrialEndedEarly), LongTrial),
    (1, Ends(State::NoOffer), Plain),
    (1, Ends(State::OfferLapsed), Plain),
    (1, Ends(State::ChecksNotMet), Plain),
    (1, Ends(State::DidNotStart), Plain),
    (1, Ends(State::LeftBefore13), Plain),
    (2, Ends(State::LeftBefore26), Plain),
    (3, Ends(State::Sustained26), Plain),
    (1, Ends(State::Sustained26), Rebooked),
    (1, Ends(State::Sustained26), InterviewMoved),
    (1, Ends(State::Sustained26), Amended),
    (1, Ends(State::Sustained26), Waived),
];

const THIRD: Rows = &[
    (3, Ends(State::ReferralDeclined), Plain),
    (2, Withdraws(State::Accepted), Plain),
    (1, Withdraws(State::ScreeningBooked), Plain),
    (1, Withdraws(State::InterviewGuaranteed), Plain),
    (2, Misses(State::ScreeningBooked), Plain),
    (1, Misses(State::Selected), Plain),
    (1, Misses(State::InterviewBooked), Plain),
    (10, Ends(State::NotSelected), Plain),
    (1, Ends(State::TrainingNotCompleted), Plain),
    (3, Ends(State::NotSuccessfulAtInterview), Plain),
    (1, Ends(State::TrialNotAgreed), Plain),
    (1, Ends(State::TrialEndedEarly), Plain),
    (1, Ends(State::NoOffer), Plain),
    (1, Ends(State::OfferDeclined), Plain),
    (1, Ends(State::OfferWithdrawn), Plain),
    (1, Ends(State::DidNotStart), Plain),
    (1, Ends(State::LeftBefore13), Plain),
    (4, Now(State::Sustained13), Plain),
    (1, Now(State::Sustained13), MadeUp),
    (1, Now(State::Sustained13), Rebooked),
    (3, Now(State::Started), Plain),
];

const CURRENT: Rows = &[
    (3, Ends(State::ReferralDeclined), Plain),
    (1, Withdraws(State::Accepted), Plain),
    (2, Withdraws(State::ScreeningBooked), Plain),
    (1, Withdraws(State::InTraining), Plain),
    (2, Misses(State::ScreeningBooked), Plain),
    (1, Misses(State::Selected), Plain),
    (1, Misses(State::InterviewBooked), Plain),
    (9, Ends(State::NotSelected), Plain),
    (1, Ends(State::TrainingNotCompleted), Plain),
    (2, Ends(State::NotSuccessfulAtInterview), Plain),
    (1, Ends(State::TrialNotAgreed), Plain),
    (1, Ends(State::TrialEndedEarly), Plain),
    (1, Ends(State::OfferDeclined), Plain),
    (1, Now(State::InTraining), Plain),
    (1, Now(State::InterviewGuaranteed), MadeUp),
    (1, Now(State::InterviewGuaranteed), InterviewMoved),
    (3, Now(State::InterviewBooked), Plain),
    (1, Now(State::Interviewed), Plain),
    (1, Now(State::Interviewed), Reserve),
    (1, Now(State::TrialProposed), HalfSigned),
    (1, Now(State::TrialProposed), Plain),
    (2, Now(State::TrialAgreed), Plain),
    (1, Now(State::OnTrial), LongTrial),
    (2, Now(State::OnTrial), Plain),
    (1, Now(State::TrialEnded), Plain),
    (2, Now(State::Offered), Plain),
    (2, Now(State::OfferAccepted), Plain),
];

const COMING: Rows = &[
    (2, Ends(State::ReferralDeclined), Plain),
    (1, Withdraws(State::Accepted), Plain),
    (1, Misses(State::ScreeningBooked), Plain),
    (2, Ends(State::NotSelected), Plain),
    (6, Now(State::Referred), Plain),
    (5, Now(State::Accepted), Plain),
    (2, Now(State::Accepted), Waiting),
    (3, Now(State::Screened), Plain),
    (5, Now(State::Selected), Plain),
    (8, Now(State::ScreeningBooked), Plain),
    (1, Twin, Plain),
    (1, Drafted, Plain),
];

fn rows(run: Run) -> Rows {
    match run {
        Run::First => FIRST,
        Run::Second => SECOND,
        Run::Third => THIRD,
        Run::Current => CURRENT,
        Run::Coming => COMING,
    }
}

/// Somebody on a run.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Their place in the roster.
    pub who: Who,
    pub run: Run,
    pub path: Path,
    pub twist: Twist,
    pub given: String,
    pub family: String,
    pub language: Language,
    pub born_on: CivilDate,
    pub email: Option<String>,
    pub phone: String,
    /// Whether the second Jobcentre referred them.
    pub from_second: bool,
    /// Which one they are of those with this path on this run, from 0.
    pub nth: usize,
    /// Their turn among the run's referrals, from 0 to under `of`.
    pub turn: u32,
    /// How many people are on the run.
    pub of: u32,
}

impl Path {
    /// The last open state on the way.
    pub fn leaves_from(self) -> State {
        match self {
            Self::Now(state) | Self::Withdraws(state) | Self::Misses(state) => state,
            Self::Twin | Self::Drafted => State::Referred,
            Self::Ends(state) => match state {
                State::NotSelected => State::Screened,
                State::TrainingNotCompleted => State::InTraining,
                State::NotSuccessfulAtInterview => State::Interviewed,
                State::TrialNotAgreed => State::TrialProposed,
                State::TrialEndedEarly => State::OnTrial,
                State::NoOffer => State::TrialEnded,
                State::OfferDeclined | State::OfferLapsed | State::OfferWithdrawn => State::Offered,
                State::ChecksNotMet | State::DidNotStart => State::OfferAccepted,
                State::LeftBefore13 => State::Started,
                State::LeftBefore26 | State::Sustained26 => State::Sustained13,
                _ => State::Referred,
            },
        }
    }

    /// Where the person stands at the end; nowhere without a journey.
    pub fn leads_to(self) -> Option<State> {
        match self {
            Self::Now(state) | Self::Ends(state) => Some(state),
            Self::Withdraws(_) => Some(State::Withdrawn),
            Self::Misses(_) => Some(State::DidNotAttend),
            Self::Twin => Some(State::Merged),
            Self::Drafted => None,
        }
    }
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// Whether an opening is held for them today.
    pub fn holds_opening(&self) -> bool {
        self.path.leads_to().is_some_and(State::holds_opening)
    }
}

/// Everybody, run by run.
pub(super) fn people(today: CivilDate) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for run in Run::ALL {
        let first = people.len();
        let of: usize = rows(run).iter().map(|(count, ..)| count).sum();
        let all = rows(run)
            .iter()
            .flat_map(|(count, path, twist)| (0..*count).map(move |_| (*path, *twist)));
        for (path, twist) in all {
            let nth = people[first..]
                .iter()
                .filter(|person| person.path == path)
                .count();
            let turn = turn_of(people.len() - first, of);
            let person = Person {
                run,
                path,
                twist,
                nth,
                turn,
                of: number(of),
                ..somebody(people.len(), today)
            };
            people.push(match people.last() {
                Some(other) if path == Twin => twin(other, person),
                _ => person,
            });
        }
    }
    people
}

/// A turn of their own for each, so that people of one path are not referred in a row. Twins follow their other half.
fn turn_of(place: usize, of: usize) -> u32 {
    // 101 is prime and greater than any run, so that no two share a turn before the rounding.
    number(place * 37 % 101 * of / 101)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn somebody(who: Who, today: CivilDate) -> Person {
    let name = names::name(who);
    let n = number(who);
    let age = 19 + i32::try_from(who * 7 % 41).unwrap_or(0);
    let born_on =
        CivilDate::new(today.year() - age - 1, 1 + n % 12, 1 + n * 5 % 28).unwrap_or(today);
    Person {
        who,
        run: Run::First,
        path: Now(State::Referred),
        twist: Plain,
        given: name.given.to_owned(),
        family: name.family.to_owned(),
        language: name.language,
        born_on,
        email: names::mailbox(name.given, name.family)
            .map(|mailbox| format!("{mailbox}@example.org")),
        // Ofcom keeps 07700 900000 to 900999 free for drama.
        phone: format!("07700900{:03}", n % 1000),
        from_second: who % 5 == 4,
        nth: 0,
        turn: 0,
        of: 1,
    }
}

/// The same person, referred again by the other Jobcentre under an initial.
fn twin(other: &Person, person: Person) -> Person {
    Person {
        given: other.given.chars().take(1).collect(),
        family: other.family.clone(),
        born_on: other.born_on,
        email: None,
        from_second: !other.from_second,
        turn: other.turn,
        ..person
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::values::Coded as _;

    #[test]
    fn somebody_stands_in_every_state() {
        let people = people("2026-11-23".parse().expect("a date"));
        for state in State::ALL {
            let found = people
                .iter()
                .any(|person| person.path.leads_to() == Some(*state));
            assert!(found, "{state}");
        }
        assert!((190..=220).contains(&people.len()), "{}", people.len());
    }
}
