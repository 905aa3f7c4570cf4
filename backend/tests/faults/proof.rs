//! What must hold after each kill: nothing that was acknowledged is lost, nothing is half there, and every rule holds.

use crate::{
    Broken,
    client::Connection,
    ledger::{Done, InFlight, Ledger},
    scene::{self, Scene},
};
use backend::{
    journeys,
    platform::{
        audit::{self, Expected, Ledger as AuditKeys},
        database::{AnyConnection, Database, DatabaseResult, DatabaseUrl},
    },
};
use diesel::{RunQueryDsl as _, sql_types::Text};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

/// What one proof found.
#[derive(Debug, Default, Clone, Copy)]
pub struct Proved {
    /// Of the requests that were in flight: how many are there whole.
    pub whole: usize,
    /// How many are not there at all.
    pub not_at_all: usize,
}

/// What the database says, each row as one text.
struct Stored {
    /// The ids of requests that the audit log tells of.
    audited: HashSet<String>,
    /// Each event's journey and number, with its request.
    events: HashMap<String, String>,
    /// Each notice's journey and number.
    notices: Vec<String>,
    /// Each journey's version.
    versions: HashMap<String, i32>,
    /// Each referral's reference, with its journey.
    referrals: Vec<(String, String)>,
}

#[derive(diesel::QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    one: String,
    #[diesel(sql_type = Text)]
    other: String,
}

fn pairs(db: &mut AnyConnection, query: &str) -> DatabaseResult<Vec<(String, String)>> {
    let rows: Vec<Pair> = backend::each!(db, c => diesel::sql_query(query).load(c))?;
    Ok(rows.into_iter().map(|row| (row.one, row.other)).collect())
}

impl Stored {
    fn read(db: &mut AnyConnection) -> DatabaseResult<Self> {
        const AUDITED: &str = "SELECT DISTINCT request_id AS one, '' AS other FROM audit";
        const EVENTS: &str = "SELECT CAST(journey_id AS TEXT) || ' ' || CAST(sequence AS TEXT) AS one, \
             request_id AS other FROM journey_events";
        const NOTICES: &str = "SELECT CAST(journey_id AS TEXT) || ' ' || CAST(sequence AS TEXT) AS one, '' AS other \
             FROM outbox WHERE journey_id IS NOT NULL";
        const VERSIONS: &str =
            "SELECT CAST(id AS TEXT) AS one, CAST(version AS TEXT) AS other FROM journeys";
        const REFERRALS: &str = "SELECT COALESCE(external_ref, '') AS one, \
             COALESCE(CAST(journey_id AS TEXT), '') AS other FROM referrals";
        let firsts = |rows: Vec<(String, String)>| rows.into_iter().map(|(one, _)| one);
        let versions = pairs(db, VERSIONS)?.into_iter();
        Ok(Self {
            audited: firsts(pairs(db, AUDITED)?).collect(),
            events: pairs(db, EVENTS)?.into_iter().collect(),
            notices: firsts(pairs(db, NOTICES)?).collect(),
            versions: versions
                .map(|(id, version)| (id, version.parse().unwrap_or(-1)))
                .collect(),
            referrals: pairs(db, REFERRALS)?,
        })
    }

    /// Event, projection and notice agree, for everything that is there.
    fn agrees(&self) -> Result<(), Broken> {
        let notices: HashSet<_> = self.notices.iter().collect();
        if notices.len() != self.notices.len() {
            return Err("an event is told of twice in the outbox".to_owned());
        }
        if let Some(event) = self.events.keys().find(|event| !notices.contains(event)) {
            return Err(format!("event {event} is not in the outbox"));
        }
        if notices.len() != self.events.len() {
            return Err("the outbox tells of an event that is not there".to_owned());
        }
        if let Some((event, request)) = self
            .events
            .iter()
            .find(|(_, id)| !self.audited.contains(*id))
        {
            return Err(format!(
                "event {event} of request {request} is not in the audit log"
            ));
        }
        let mut last: HashMap<&str, i32> = HashMap::new();
        for event in self.events.keys() {
            let (journey, sequence) = event.split_once(' ').unwrap_or_default();
            let highest = last.entry(journey).or_default();
            *highest = (*highest).max(sequence.parse().unwrap_or(-1));
        }
        for (journey, version) in &self.versions {
            if last.remove(journey.as_str()) != Some(*version) {
                return Err(format!(
                    "journey {journey} has version {version}, and its history does not"
                ));
            }
        }
        if let Some(journey) = last.keys().next() {
            return Err(format!(
                "there are events of journey {journey}, which is not there"
            ));
        }
        let references: HashSet<_> = self
            .referrals
            .iter()
            .map(|(reference, _)| reference)
            .collect();
        if references.len() != self.referrals.len() {
            return Err("somebody was referred twice by one request".to_owned());
        }
        Ok(())
    }

    /// Everything that was acknowledged is there.
    fn holds(&self, ledger: &Ledger) -> Result<(), Broken> {
        let requests: HashSet<_> = self.events.values().collect();
        for one in &ledger.acknowledged {
            let request = &one.request;
            let lost = |what: &str| {
                Err(format!(
                    "LOST: {:?} was acknowledged ({request}) and {what}",
                    one.done
                ))
            };
            if !self.audited.contains(request) {
                return lost("the audit log does not tell of it");
            }
            match &one.done {
                Done::Reading => {}
                Done::Referral {
                    journey,
                    external_ref,
                } => {
                    let known = self
                        .referrals
                        .iter()
                        .any(|(one, of)| one == external_ref && of == journey);
                    if !known || !self.versions.contains_key(journey) || !requests.contains(request)
                    {
                        return lost("is not there");
                    }
                }
                Done::Move { journey, version } => {
                    if self
                        .versions
                        .get(journey)
                        .is_none_or(|stored| stored < version)
                        || !requests.contains(request)
                    {
                        return lost("is not there");
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a request is there, whole; or not at all.
    fn has(&self, sent: &InFlight) -> Result<bool, Broken> {
        let event = self.events.values().any(|request| *request == sent.request);
        let audited = self.audited.contains(&sent.request);
        let referral = sent
            .external_ref
            .as_ref()
            .map(|reference| self.referrals.iter().any(|(one, _)| one == reference));
        // What was only read has no event.
        let reading = sent.asked.method == "GET";
        if !reading && event != audited || referral.is_some_and(|referral| referral != event) {
            return Err(format!(
                "HALF: of request {} the event is there: {event}; the audit line: {audited}; the referral: {referral:?}",
                sent.request
            ));
        }
        Ok(event)
    }
}

/// Proves it, on a database that nobody writes to at this moment. `head` is where the audit log ended at the proof before,
/// and becomes where it ends now.
pub async fn prove(
    url: &DatabaseUrl,
    scene: &Scene,
    ledger: &Ledger,
    head: &mut Option<Expected>,
) -> Result<Proved, Broken> {
    let broken = |error: &dyn std::fmt::Display| format!("the database cannot be read: {error}");
    let database = Database::open_with(url, 2).map_err(|error| broken(&error))?;
    let stored = database
        .snapshot(Stored::read)
        .await
        .map_err(|error| broken(&error))?;
    stored.holds(ledger)?;
    stored.agrees()?;
    let mut proved = Proved::default();
    for sent in ledger
        .in_flight
        .iter()
        .filter(|sent| sent.asked.method != "GET")
    {
        if stored.has(sent)? {
            proved.whole += 1;
        } else {
            proved.not_at_all += 1;
        }
    }
    let (_, findings) = journeys::find_unsound(&database, scene.trust)
        .await
        .map_err(|error| broken(&error))?;
    if !findings.is_empty() {
        return Err(format!("UNSOUND: {findings:?}"));
    }
    let keys = AuditKeys::new(&scene::keys());
    let expected = head.iter().cloned().collect();
    let reports = audit::verify(&database, &keys, expected)
        .await
        .map_err(|error| broken(&error))?;
    let findings: Vec<_> = reports.iter().flat_map(|report| &report.findings).collect();
    if !findings.is_empty() {
        return Err(format!(
            "the audit log is not as it was written: {findings:?}"
        ));
    }
    let ours = reports
        .into_iter()
        .find(|report| report.trust_id == scene.trust);
    *head = ours.and_then(|report| report.head).map(Expected::from);
    Ok(proved)
}

/// Sends again what was in flight, with the same keys, as clients do that heard nothing; each is then done once, whatever
/// had become of it. Gives how many must wait for their key still.
pub async fn send_again(
    url: &DatabaseUrl,
    port: u16,
    in_flight: &[InFlight],
) -> Result<usize, Broken> {
    let mut connection = Connection::to(port, Duration::from_secs(10));
    let mut waiting = 0;
    for sent in in_flight {
        let answer = connection
            .send(&sent.asked)
            .map_err(|lost| format!("sent again, it was lost: {lost:?}"))?;
        match answer.status {
            200..300 => {}
            409 if answer.code() == "idempotency_key_busy" => waiting += 1,
            status => {
                return Err(format!(
                    "{} was sent again and answered {status}: {}",
                    sent.asked.path, answer.json
                ));
            }
        }
    }
    let database = Database::open_with(url, 1).map_err(|error| error.to_string())?;
    let stored = database
        .snapshot(Stored::read)
        .await
        .map_err(|error| error.to_string())?;
    stored.agrees()?;
    Ok(waiting)
}
