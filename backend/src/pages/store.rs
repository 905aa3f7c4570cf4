//! What pages read that no feature gives them.

use crate::journeys::of_boards;
use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{candidates, organisations, programmes, referrals, trusts, vacancies},
};
use diesel::prelude::*;
use frontend::public::{Measured, TrustCard};
use serde_json::Value;
use shared::{
    candidates::Language,
    ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, TrustId, VacancyId},
    journey::{Benefit, ProgrammeStatus, TrustFacts},
    organisations::OrganisationKind,
    reports::TrialOutcomes,
};

/// A Trust as its pages need it.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    pub card: TrustCard,
    pub benefits: Vec<Benefit>,
}

/// This Trust, or the first one: a server on one machine serves one.
pub(super) fn trust(db: &mut AnyConnection, id: Option<TrustId>) -> DatabaseResult<Standing> {
    let mut query = trusts::table
        .order((trusts::created_at, trusts::id))
        .into_boxed();
    if let Some(id) = id {
        query = query.filter(trusts::id.eq(bind(id)));
    }
    let found: Option<(String, String, String, String, AsJson<Value>)> = query
        .select((
            trusts::name,
            trusts::short_name,
            trusts::contact_phone,
            trusts::contact_email,
            trusts::settings,
        ))
        .first(db)
        .optional()?;
    let Some((name, short_name, phone, email, AsJson(settings))) = found else {
        return Ok(Standing {
            benefits: TrustFacts::default().benefits,
            ..Standing::default()
        });
    };
    let rules = settings
        .get("rules")
        .and_then(|rules| serde_json::from_value(rules.clone()).ok());
    let rules: TrustFacts = rules.unwrap_or_default();
    Ok(Standing {
        card: TrustCard {
            name,
            short_name,
            phone,
            email,
        },
        benefits: rules.benefits,
    })
}

/// The first Trust's id, for figures that the public sees.
pub(super) fn first_trust(db: &mut AnyConnection) -> DatabaseResult<Option<TrustId>> {
    Ok(trusts::table
        .order((trusts::created_at, trusts::id))
        .select(trusts::id)
        .first(db)
        .optional()?)
}

/// The language that somebody reads best.
pub(super) fn language_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<Option<Language>> {
    Ok(candidates::table
        .find((bind(trust), bind(id)))
        .select(candidates::language)
        .first(db)
        .optional()?)
}

/// What a vacancy is called.
pub(super) fn role(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
) -> DatabaseResult<String> {
    Ok(vacancies::table
        .find((bind(trust), bind(id)))
        .select(vacancies::title)
        .first(db)?)
}

/// What papers about a person name: the job, and the partner who sent them.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub role: String,
    pub site: String,
    pub jobcentre: String,
    /// The partner's own reference of the person.
    pub external_ref: Option<String>,
}

pub(super) fn setting(
    db: &mut AnyConnection,
    trust: TrustId,
    (journey, vacancy, organisation): (JourneyId, VacancyId, OrganisationId),
) -> DatabaseResult<Setting> {
    let (role, site) = vacancies::table
        .find((bind(trust), bind(vacancy)))
        .select((vacancies::title, vacancies::site))
        .first(db)?;
    let jobcentre = organisations::table
        .find((bind(trust), bind(organisation)))
        .select(organisations::name)
        .first(db)?;
    let external_ref: Option<Option<String>> = referrals::table
        .filter(referrals::trust_id.eq(bind(trust)))
        .filter(referrals::journey_id.eq(Some(journey)))
        .order(referrals::id)
        .select(referrals::external_ref)
        .first(db)
        .optional()?;
    Ok(Setting {
        role,
        site,
        jobcentre,
        external_ref: external_ref.flatten(),
    })
}

/// Of the work trials that have ended, how many led to an offer (L12).
///
/// Every state from the offer on can only be reached through one, whatever came of it; a trial that nobody came to did
/// not take place, and one that still waits for its answer does not count yet.
pub(super) fn measured(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Measured> {
    let counts = of_boards(db, trust, &[trust.as_uuid()])?.into_iter();
    let mut outcomes = TrialOutcomes::default();
    for count in counts {
        let people = u32::try_from(count.after_trial).unwrap_or(0);
        outcomes.count(count.state, people);
    }
    Ok(Measured {
        trials: outcomes.trials,
        offers: outcomes.offers,
    })
}

/// The Jobcentres of a Trust, by name.
pub(super) fn jobcentres(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(OrganisationId, String)>> {
    Ok(organisations::table
        .filter(organisations::trust_id.eq(bind(trust)))
        .filter(organisations::kind.eq(bind(OrganisationKind::Jobcentre)))
        .order((organisations::name, organisations::id))
        .select((organisations::id, organisations::name))
        .load(db)?)
}

/// The programmes of a Trust that people can be referred to, the newest first.
pub(super) fn published_programmes(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(ProgrammeId, String)>> {
    Ok(programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .filter(programmes::status.eq(bind(ProgrammeStatus::Published)))
        .order(programmes::id.desc())
        .select((programmes::id, programmes::title))
        .load(db)?)
}
