//! What a link leads to, and what comes of an answer: one transaction each.

use super::store::{self, LinkRow};
use crate::{
    access::{AccessError, Operation, Principal, Who},
    application::Platform,
    audit::{self, By, Reading},
    identity::digest,
    journeys::{self, Asker, JourneyError},
    platform::{
        audit::{AuditEntry, record},
        database::{AnyConnection, DatabaseError, DatabaseResult},
        http::RequestId,
    },
    vacancies,
};
use chrono::{DateTime, Utc};
use shared::{
    candidates::Language,
    ids::{JourneyId, TrustId},
    journey::{Command, NoDetails, Refusal, State},
};
use uuid::Uuid;

/// As long as any of ours, and no longer.
const LONGEST_TOKEN: usize = 64;
/// How often an answer is given again when somebody moves the journey at the same moment.
const MOST_TRIES: usize = 4;

/// Why a link led nowhere, or its answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// It works no longer, or never did: the same answer for all of them.
    #[error("there is no such link, or it works no longer")]
    Dead,
    /// The rules do not allow it now: somebody else took the last seat, for one.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The journey could not be read or moved.
    #[error(transparent)]
    Journey(JourneyError),
}

impl From<JourneyError> for AnswerError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::Refused(refusal) => Self::Refused(refusal),
            JourneyError::NotFound => Self::Dead,
            error => Self::Journey(error),
        }
    }
}

impl From<DatabaseError> for AnswerError {
    fn from(error: DatabaseError) -> Self {
        Self::Journey(error.into())
    }
}

impl From<AccessError> for AnswerError {
    fn from(error: AccessError) -> Self {
        Self::Journey(error.into())
    }
}

/// How the question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The booking stands, confirmed or not.
    Booked,
    /// Another day or time was taken through the link, and stands.
    Moved,
    /// The time was given back through the link, and nothing else is booked.
    Released,
}

impl Standing {
    /// The word that the answer is kept as; a yes is kept as one too, and the booking stands.
    const fn answer(self) -> &'static str {
        match self {
            Self::Booked => "coming",
            Self::Moved => "another_day",
            Self::Released => "cannot_come",
        }
    }
}

/// What a link leads to, for the page that it opens.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The Trust.
    pub trust_id: TrustId,
    /// The journey.
    pub journey_id: JourneyId,
    /// How the question stands.
    pub standing: Standing,
    /// The language that its person reads best.
    pub language: Language,
    /// Its person, who reads their own journey through it.
    pub asker: Asker,
}

/// What somebody answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// That they are coming.
    Coming,
    /// Another day or time: the moves that lead there.
    AnotherDay(Vec<Command>),
    /// That they cannot come: the move that gives the time back.
    CannotCome(Command),
}

impl Answer {
    fn commands(&self) -> Vec<Command> {
        match self {
            Self::Coming => vec![Command::ConfirmBooking(NoDetails {})],
            Self::AnotherDay(commands) => commands.clone(),
            Self::CannotCome(command) => vec![command.clone()],
        }
    }

    const fn leads_to(&self) -> Standing {
        match self {
            Self::Coming => Standing::Booked,
            Self::AnotherDay(_) => Standing::Moved,
            Self::CannotCome(_) => Standing::Released,
        }
    }
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It is noted.
    Now,
    /// It was noted before: a second press, or a page that was open in two places.
    Before,
}

/// Finds what a link leads to, and tells the audit log that it is about to be shown. It changes nothing else.
///
/// # Errors
/// [`AnswerError::Dead`].
pub async fn open(
    platform: &Platform,
    request_id: &RequestId,
    token: &str,
) -> Result<Opened, AnswerError> {
    let (now, hash) = (platform.clock.now(), hash_of(token)?);
    let (link, standing) = platform
        .database
        .snapshot(move |db| live(db, &hash, now))
        .await?;
    let principal = themselves(&link);
    let reach = principal.may(Operation::ReadJourney)?;
    let by = By::of(&principal, request_id.0.clone());
    let reading = Reading::of_one("read_by_link", ("answer_link", link.id), link.candidate_id);
    audit::read(platform, &by, reading).await?;
    Ok(Opened {
        trust_id: link.trust_id,
        journey_id: link.journey_id,
        standing,
        language: link.language,
        asker: Asker::of(&principal, reach, request_id.clone()),
    })
}

/// Takes an answer: all of its moves, or none. One that was given before is taken as it stands.
///
/// # Errors
/// [`AnswerError::Dead`]; [`AnswerError::Refused`] when the rules do not allow it now: the booking stands then.
pub async fn answer(
    platform: &Platform,
    request_id: &RequestId,
    token: &str,
    answer: Answer,
) -> Result<Noted, AnswerError> {
    let hash = hash_of(token)?;
    let mut tries = 0;
    loop {
        let (keeper, request, hash, answer) = (
            platform.clone(),
            request_id.clone(),
            hash.clone(),
            answer.clone(),
        );
        let taken = platform
            .database
            .write(move |db| take(db, &keeper, request, &hash, &answer))
            .await;
        tries += 1;
        match taken {
            // Somebody moved the journey at the same moment, this very answer in another tab perhaps: it is looked at anew.
            Err(AnswerError::Journey(JourneyError::Stale { .. })) if tries < MOST_TRIES => {}
            taken => return taken,
        }
    }
}

fn take(
    db: &mut AnyConnection,
    platform: &Platform,
    request_id: RequestId,
    hash: &str,
    answer: &Answer,
) -> Result<Noted, AnswerError> {
    let now = platform.clock.now();
    let (link, _) = live(db, hash, now)?;
    // Before anything is read that counts: rivals for a seat, and the same person's other tab, take turns from here.
    vacancies::lock_capacity(db, link.trust_id, link.vacancy_id)?;
    let (link, standing) = live(db, hash, now)?;
    if standing != Standing::Booked || is_noted(&link, answer) {
        return Ok(Noted::Before);
    }
    let principal = themselves(&link);
    let reach = principal.may(Operation::MakeTransition)?;
    let asker = Asker::of(&principal, reach, request_id);
    let make = |db: &mut AnyConnection, command: &Command| {
        journeys::transition_with(db, platform, &asker, link.journey_id, None, command)
    };
    for command in answer.commands() {
        make(db, &command)?;
    }
    let (_, journey, situation) =
        journeys::service::find_fold_with(db, &asker, link.journey_id, now)?;
    // Whoever takes a day that is near has said just now that they can come, and is not asked again at once.
    if journey
        .booked()
        .is_some_and(|booked| booked.is_to_be_asked(situation.today))
    {
        make(db, &Command::ConfirmBooking(NoDetails {}))?;
    }
    let leads_to = answer.leads_to();
    let new_booking = match leads_to {
        Standing::Moved => store::standing_booking(db, link.trust_id, link.journey_id, &link.kind)?,
        Standing::Booked | Standing::Released => None,
    };
    store::note_answer(db, &link, (leads_to.answer(), new_booking), now)?;
    note(db, &asker, &link, leads_to, now)?;
    Ok(Noted::Now)
}

/// Whether the booking says already what is answered.
fn is_noted(link: &LinkRow, answer: &Answer) -> bool {
    matches!(answer, Answer::Coming) && link.confirmed_on.is_some()
}

fn hash_of(token: &str) -> Result<String, AnswerError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if token.is_empty() || token.len() > LONGEST_TOKEN || !token.bytes().all(is_plain) {
        return Err(AnswerError::Dead);
    }
    Ok(digest(token))
}

/// The link, and how its question stands, if it is worth anything now.
fn live(
    db: &mut AnyConnection,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(LinkRow, Standing), AnswerError> {
    let link = store::by_token(db, hash)?
        .filter(|link| now < link.expires_at && link.state.is_open())
        .ok_or(AnswerError::Dead)?;
    let standing = standing(db, &link)?.ok_or(AnswerError::Dead)?;
    Ok((link, standing))
}

/// How the question of a link stands; none where the booking was moved in another way.
fn standing(db: &mut AnyConnection, link: &LinkRow) -> DatabaseResult<Option<Standing>> {
    let is_booked = link.state == booked_state(&link.kind);
    if link.status == "active" {
        return Ok(is_booked.then_some(Standing::Booked));
    }
    let answered = |standing: Standing| link.answer.as_deref() == Some(standing.answer());
    if is_booked && answered(Standing::Moved) {
        let stands = store::standing_booking(db, link.trust_id, link.journey_id, &link.kind)?;
        let is_ours = stands.is_some() && stands == link.new_booking_id;
        return Ok(is_ours.then_some(Standing::Moved));
    }
    let is_released = link.state == State::InterviewGuaranteed && answered(Standing::Released);
    Ok(is_released.then_some(Standing::Released))
}

/// Where a journey stands while a booking of a kind is ahead.
fn booked_state(kind: &str) -> State {
    if kind == "interview" {
        State::InterviewBooked
    } else {
        State::ScreeningBooked
    }
}

/// Whoever answers through a link acts for themselves.
fn themselves(link: &LinkRow) -> Principal {
    Principal {
        trust_id: link.trust_id,
        who: Who::Candidate {
            candidate_id: link.candidate_id,
        },
        name: format!("{} {}", link.given_name, link.family_name),
    }
}

/// Tells the audit log, beside the moves themselves, that they came through the link.
fn note(
    db: &mut AnyConnection,
    asker: &Asker,
    link: &LinkRow,
    leads_to: Standing,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let what: (&str, Uuid) = ("answer_link", link.id);
    let entry = AuditEntry {
        particulars: &[leads_to.answer()],
        ..AuditEntry::done(
            asker.trust_id,
            now,
            &asker.actor,
            "answer_by_link",
            what,
            &asker.request_id,
        )
    };
    record(db, &entry)
}
