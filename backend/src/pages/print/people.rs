//! The two papers about one person.

use super::{
    super::{
        error::PageError,
        store,
        visit::{Visit, day, page},
    },
    printed, reader,
};
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::{Asker, service as journeys},
    platform::database::DatabaseResult,
};
use actix_web::{HttpResponse, http::StatusCode, web::Path};
use frontend::{
    print::{
        Agreement, AgreementPage, AgreementPageProps, LetterPage, LetterPageProps, Meeting,
        letter as told, signatures,
    },
    public::render,
};
use shared::{
    ids::JourneyId,
    journey::{Journey, Recorded, Situation, State},
    journeys::JourneyView,
    values::Coded as _,
};

/// A journey with what its papers say besides.
struct Papers {
    view: JourneyView,
    journey: Journey,
    situation: Situation,
    setting: store::Setting,
}

impl Papers {
    async fn of(visit: &Visit, asker: &Asker, id: &str) -> Result<Self, PageError> {
        let id: JourneyId = id.parse().map_err(|_| PageError::NotFound)?;
        let found = journeys::find_fold(&visit.platform, asker.clone(), id).await?;
        let (view, journey, situation) = found;
        let (trust, vacancy, organisation) =
            (asker.trust_id, view.vacancy_id, view.organisation_id);
        let setting = visit
            .platform
            .database
            .read(move |db| -> DatabaseResult<_> {
                store::setting(db, trust, (id, vacancy, organisation))
            })
            .await?;
        Ok(Self {
            view,
            journey,
            situation,
            setting,
        })
    }

    /// Tells the audit log that the paper is about to be shown.
    async fn tell(&self, visit: &Visit, asker: &Asker, action: &str) -> Result<(), PageError> {
        let what = ("journey", self.view.id.as_uuid());
        let reading = Reading::of_one(action, what, self.view.candidate_id);
        Ok(audit::read(&visit.platform, &asker.by(), reading).await?)
    }

    /// What is booked, with its time and place.
    fn meeting(&self) -> Option<Meeting> {
        let programme = &self.situation.programme;
        match self.journey.state {
            State::ScreeningBooked => {
                let booking = self.journey.screening.as_ref()?;
                let session = programme.session(booking.session_id);
                Some(Meeting {
                    on: booking.held_on,
                    at: session.map(|session| session.starts_at.clone()),
                    venue: session.map(|session| session.venue.clone()),
                })
            }
            State::InterviewBooked => {
                let booking = self.journey.interview.as_ref()?;
                let slot = programme.slot(booking.slot_id);
                Some(Meeting {
                    on: booking.held_on,
                    at: slot.map(|slot| slot.starts_at.clone()),
                    venue: slot.map(|slot| slot.venue.clone()),
                })
            }
            _ => None,
        }
    }
}

/// `GET /print/trial-agreement/{id}`.
pub(super) async fn agreement(visit: Visit, id: Path<String>) -> HttpResponse {
    let shown = show_agreement(&visit, &id).await;
    visit.answer(shown).await
}

async fn show_agreement(visit: &Visit, id: &str) -> Result<HttpResponse, PageError> {
    let asker = reader(visit, Operation::ReadTrial)?;
    let papers = Papers::of(visit, &asker, id).await?;
    // Where nothing is proposed there is nothing to agree to.
    let trial = papers.journey.trial.clone().ok_or(PageError::NotFound)?;
    let history = journeys::timeline(&visit.platform, asker.clone(), papers.view.id).await?;
    let history: Vec<_> = history
        .into_iter()
        .map(|entry| Recorded {
            event: entry.event,
            on: entry.on,
            by: entry.by,
        })
        .collect();
    papers.tell(visit, &asker, "print_trial_agreement").await?;
    let elsewhere = papers.situation.counts.trial_days_elsewhere;
    let agreement = Agreement {
        journey: papers.view.id,
        reference: papers.view.reference,
        person: papers.view.candidate_name,
        jobcentre: papers.setting.jobcentre,
        role: (papers.setting.role, papers.setting.site),
        state: papers.journey.state,
        terms: trial.terms,
        days: (papers.situation.trial_allowance(0).cap, elsewhere),
        supervisor: trial.supervisor.map(|name| name.to_string()),
        signatures: signatures(&history),
    };
    let props = AgreementPageProps {
        frame: visit.desk(),
        agreement,
        printed: printed(visit),
    };
    Ok(page(StatusCode::OK, render::<AgreementPage>(props).await))
}

/// `GET /print/work-coach-letter/{id}`.
pub(super) async fn letter(visit: Visit, id: Path<String>) -> HttpResponse {
    let shown = show_letter(&visit, &id).await;
    visit.answer(shown).await
}

/// The letter is the Trust's answer to a referral: it is for those who read referrals, of a journey that they reach.
async fn show_letter(visit: &Visit, id: &str) -> Result<HttpResponse, PageError> {
    let role = visit.staff_for(Operation::ReadReferral)?.role();
    let asker = reader(visit, Operation::ReadJourney)?;
    let papers = Papers::of(visit, &asker, id).await?;
    if papers.journey.state == State::Merged {
        // The other journey is the one that is written about.
        return Err(PageError::NotFound);
    }
    papers
        .tell(visit, &asker, "print_work_coach_letter")
        .await?;
    let programme = &papers.situation.programme;
    let week = (programme.training_starts_on, programme.training_ends_on);
    let meeting = papers.meeting();
    let person = papers.view.candidate_name;
    let letter = told(&person, &papers.journey, meeting.as_ref(), week);
    let props = LetterPageProps {
        frame: visit.desk(),
        journey: papers.view.id,
        person,
        references: (papers.view.reference, papers.setting.external_ref),
        jobcentre: papers.setting.jobcentre,
        programme: (papers.setting.role, papers.view.programme_title),
        letter,
        email: visit.trust.email.clone(),
        role: role.map(|role| role.label().to_owned()).unwrap_or_default(),
        today: day(visit.platform.clock.now()),
        printed: printed(visit),
    };
    Ok(page(StatusCode::OK, render::<LetterPage>(props).await))
}
