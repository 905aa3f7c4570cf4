//! A published programme, and people walked along it over HTTP by whoever each step belongs to.

use crate::support::{
    application::TestApplication,
    client::{Client, Reply},
};
use backend::platform::database::Database;
use serde_json::{Value, json};
use shared::ids::CandidateId;

/// Where the story begins: referrals are open, and the screening day is ahead.
pub const FIRST_DAY: &str = "2026-05-11";
/// The screening day.
pub const SCREENING: &str = "2026-05-27";
/// The last day of the training week.
pub const LAST_TRAINING_DAY: &str = "2026-06-05";
/// The interview day.
pub const INTERVIEW: &str = "2026-06-09";
/// The first day of the usual trial.
pub const TRIAL_STARTS: &str = "2026-06-15";
/// Its thirtieth day.
pub const TRIAL_ENDS: &str = "2026-07-14";

/// The application with one published programme.
pub struct World {
    pub app: TestApplication,
    pub vacancy: String,
    pub programme: String,
}

/// A journey as its id and the version that was last read.
#[derive(Debug, Clone)]
pub struct Walker {
    pub id: String,
    pub candidate: CandidateId,
}

impl World {
    /// A programme for a vacancy with so many openings.
    pub async fn with_openings(database: Database, openings: u32) -> Self {
        Self::of(TestApplication::on(database).await, openings).await
    }

    /// The same on an application that is there already.
    pub async fn of(app: TestApplication, openings: u32) -> Self {
        set_day(&app, FIRST_DAY);
        let staff = app.as_coordinator().await;
        let vacancy = staff
            .post(
                "/api/v1/vacancies",
                &json!({
                    "title": "Trainee Health Care Assistant", "band": "2", "openings": openings,
                    "hours_per_week": 37, "duration_weeks": null, "site": "Brindle Vale General",
                }),
            )
            .await
            .expect(201)
            .id();
        let programme = staff
            .post("/api/v1/programmes", &plan(&vacancy))
            .await
            .expect(201)
            .id();
        let published = staff
            .post_at(
                &format!("/api/v1/programmes/{programme}/publish"),
                1,
                &json!({}),
            )
            .await;
        published.expect(200);
        let college = json!({ "programme_id": programme, "user_id": null, "organisation_id": app.trust.college.id });
        staff.post("/assignments", &college).await.expect(201);
        Self {
            app,
            vacancy,
            programme,
        }
    }

    /// A programme for five openings.
    pub async fn new(database: Database) -> Self {
        Self::with_openings(database, 5).await
    }

    /// The Jobcentre sends somebody.
    pub async fn refer(&self, family_name: &str) -> Walker {
        let reply = self
            .app
            .as_jobcentre()
            .await
            .post("/api/v1/referrals", &self.referral(family_name))
            .await;
        let reply = reply.expect(201);
        Walker {
            id: text(&reply.json["journey_id"]),
            candidate: text(&reply.json["candidate_id"]).parse().expect("an id"),
        }
    }

    /// A referral as the Jobcentre would send it.
    pub fn referral(&self, family_name: &str) -> Value {
        json!({
            "programme_id": self.programme, "organisation_id": null, "external_ref": format!("JC-{family_name}"),
            "candidate": {
                "given_name": "Nadia", "family_name": family_name, "date_of_birth": "1998-03-14",
                "email": null, "phone": null, "language": "en", "adjustments": null,
            },
            "benefit": "jobseekers_allowance", "benefit_confirmed_on": "2026-05-08", "employment_status": "unemployed",
        })
    }

    pub fn move_to(&self, day: &str) {
        set_day(&self.app, day);
    }

    /// Lets the system make every move that is due.
    pub async fn let_the_system_act(&self) {
        let report = backend::journeys::run_due(&self.app.platform)
            .await
            .expect("the moves that are due");
        assert_eq!(report.failed, 0, "no due move fails");
    }

    /// Makes a move at the version that stands, whatever the answer.
    pub async fn try_move(
        &self,
        client: &Client,
        walker: &Walker,
        name: &str,
        details: Value,
    ) -> Reply {
        let version = self.view(walker).await["version"]
            .as_i64()
            .and_then(|version| i32::try_from(version).ok())
            .expect("a version");
        client
            .post_at(
                &format!("/api/v1/journeys/{}/transitions/{name}", walker.id),
                version,
                &details,
            )
            .await
    }

    /// Makes a move that must succeed, and answers the state it leads to.
    pub async fn make(
        &self,
        client: &Client,
        walker: &Walker,
        name: &str,
        details: Value,
    ) -> String {
        let reply = self.try_move(client, walker, name, details).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.json);
        text(&reply.json["state"])
    }

    /// The journey as staff see it.
    pub async fn view(&self, walker: &Walker) -> Value {
        let reply = self
            .app
            .as_coordinator()
            .await
            .get(&format!("/api/v1/journeys/{}", walker.id))
            .await;
        reply.expect(200).json
    }

    /// The state as staff see it.
    pub async fn state(&self, walker: &Walker) -> String {
        text(&self.view(walker).await["state"])
    }

    async fn programme(&self) -> Value {
        self.app
            .as_coordinator()
            .await
            .get(&format!("/api/v1/programmes/{}", self.programme))
            .await
            .json
    }

    /// The id of the screening day.
    pub async fn screening_day(&self) -> String {
        let programme = self.programme().await;
        let sessions = programme["sessions"].as_array().expect("sessions");
        text(
            &sessions
                .iter()
                .find(|session| session["kind"] == "screening")
                .expect("a screening day")["id"],
        )
    }

    /// The ids and dates of the training sessions.
    pub async fn training(&self) -> Vec<(String, String)> {
        let programme = self.programme().await;
        let sessions = programme["sessions"].as_array().expect("sessions");
        let training = sessions
            .iter()
            .filter(|session| session["kind"] == "training");
        training
            .map(|session| (text(&session["id"]), text(&session["held_on"])))
            .collect()
    }

    /// The id of an interview time that is free.
    pub async fn free_slot(&self) -> String {
        let programme = self.programme().await;
        let slots = programme["slots"].as_array().expect("slots");
        text(
            &slots
                .iter()
                .find(|slot| slot["taken"] == false)
                .expect("a free slot")["id"],
        )
    }
}

/// The plan of the usual programme: screening on 27 May, training from 1 to 5 June, interviews on 9 June.
pub fn plan(vacancy: &str) -> Value {
    let modules = [
        "Health and Safety",
        "Interview and application techniques",
        "Manual Handling",
        "First aid",
        "Patient centred care",
    ];
    let session = |kind: &str, module: &str, day: &str| {
        json!({
            "kind": kind, "module": module, "held_on": day, "starts_at": "09:30", "ends_at": "15:30",
            "venue": "Education Centre", "capacity": 12, "required": kind == "training",
        })
    };
    let mut sessions = vec![session("screening", "Screening day", SCREENING)];
    sessions.extend(
        modules
            .iter()
            .zip(1..)
            .map(|(module, day)| session("training", module, &format!("2026-06-0{day}"))),
    );
    let slots: Vec<_> = (9..17)
        .map(|hour| json!({ "held_on": INTERVIEW, "starts_at": format!("{hour:02}:00"), "venue": "Education Centre" }))
        .collect();
    json!({
        "vacancy_id": vacancy, "title": "Trainee Health Care Assistant, June",
        "referrals_open_on": "2026-05-01", "referrals_close_on": "2026-05-22",
        "training_starts_on": "2026-06-01", "training_ends_on": LAST_TRAINING_DAY,
        "interviews_from": INTERVIEW, "interviews_until": "2026-06-10",
        "trial_from": TRIAL_STARTS, "trial_until": "2026-07-31",
        "places": 10, "training_threshold": null,
        "panel": ["Tom Hale", "Ruth Adeyemi"], "criteria": ["Kindness", "Reliability"],
        "checks_before_trial": ["identity"], "sessions": sessions, "slots": slots,
    })
}

/// A text of an answer.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("a text, not {value}"))
        .to_owned()
}

/// The codes of the guards that a refusal names.
pub fn guards(reply: &Reply) -> Vec<String> {
    let unmet = reply.json["unmet_guards"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    unmet.iter().map(|guard| text(&guard["guard"])).collect()
}

/// Nine in the morning in London on a day.
fn set_day(app: &TestApplication, day: &str) {
    let morning = format!("{day}T09:00:00Z").parse().expect("an instant");
    app.clock.set(morning).expect("a movable clock");
}
