//! Real records to ask for: two programmes of one Trust, with people of two Jobcentres, and nobody of the neighbour's.

use crate::journeys::world::{Walker, World, plan, text};
use actix_web::http::Method;
use backend::platform::database::{Database, DatabaseResult, bind, schema::duplicates};
use diesel::prelude::*;
use serde_json::{Value, json};

/// People of the first Jobcentre on the first programme: one in the training week, one with a trial behind them and an offer.
pub const NEAR: [&str; 2] = ["Aldersea", "Aldermoor"];
/// Somebody of the other Jobcentre on the other programme.
pub const FAR: &str = "Brackenby";

/// The records.
pub struct Scene {
    /// The application with its first programme.
    pub world: World,
    /// Selected for the training week.
    pub in_training: Walker,
    /// With an offer.
    pub offered: Walker,
    /// The referral of whoever has the offer.
    pub referral: String,
    /// A session of the training week.
    pub session: String,
    /// An assignment to the first programme.
    pub assignment: String,
    /// A system of the first Jobcentre.
    pub api_client: String,
    /// A file that the first Jobcentre sent.
    pub import: String,
    /// Two of the first programme who are perhaps one.
    pub duplicate: String,
    /// A note about whoever has the offer, for all staff who reach them.
    pub note: String,
}

impl Scene {
    /// Sets them up.
    pub async fn new(database: Database) -> Self {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let elsewhere = staff
            .post("/programmes", &plan(&world.vacancy))
            .await
            .expect(201)
            .id();
        staff
            .post_at(&format!("/programmes/{elsewhere}/publish"), 1, &json!({}))
            .await
            .expect(200);
        let in_training = world.refer(NEAR[0]).await;
        let offered = world.refer(NEAR[1]).await;
        refer_far_away(&world, &elsewhere).await;
        let referral = referral_of(&world, &offered).await;
        for walker in [&in_training, &offered] {
            world.book_screening(walker).await;
        }
        for walker in [&in_training, &offered] {
            world.screen(walker).await;
        }
        world.select(&offered).await;
        world.train(&[&offered], 5).await;
        world.interview(&offered, "successful").await;
        world.agree_trial(&offered).await;
        world.start_trial(&offered).await;
        world.end_trial(&offered, true).await;
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-28" });
        world
            .make(
                &world.app.as_hiring_manager().await,
                &offered,
                "make_offer",
                offer,
            )
            .await;
        world.select(&in_training).await;
        let (session, _) = world.training().await.remove(0);
        let api_client = api_client(&world).await;
        let import = import(&world).await;
        let note = note(&world, &offered).await;
        let duplicate = duplicate(&world, &in_training, &offered).await;
        let assignment = text(&staff.get("/assignments").await.expect(200)["data"][0]["id"]);
        Self {
            world,
            in_training,
            offered,
            referral,
            session,
            assignment,
            api_client,
            import,
            note,
            duplicate,
        }
    }
}

/// Somebody whom another Jobcentre sends to another programme.
async fn refer_far_away(world: &World, programme: &str) {
    let mut far = world.referral(FAR);
    far["programme_id"] = json!(programme);
    let jobcentre = world.app.as_other_jobcentre().await;
    jobcentre.post("/referrals", &far).await.expect(201);
}

async fn referral_of(world: &World, walker: &Walker) -> String {
    let jobcentre = world.app.as_jobcentre().await;
    let referrals = jobcentre.get("/referrals").await.expect(200);
    let sent = referrals["data"].as_array().expect("referrals");
    let found = sent.iter().find(|one| one["journey_id"] == walker.id);
    text(&found.expect("the referral")["id"])
}

async fn api_client(world: &World) -> String {
    let of = format!(
        "/api-clients?organisation_id={}",
        world.app.trust.jobcentre.id
    );
    let listed = world
        .app
        .as_administrator()
        .await
        .get(&of)
        .await
        .expect(200);
    text(&listed["data"][0]["id"])
}

/// A file of more rows than are answered at once, none of which can be a referral.
async fn import(world: &World) -> String {
    let jobcentre = world.app.as_jobcentre().await;
    let file = format!(
        "programme_id,given_name,family_name,date_of_birth,language,benefit,employment_status\n{}",
        "none,Nadia,Rahman,1998-03-14,en,jobseekers_allowance,unemployed\n".repeat(101)
    );
    let request = jobcentre.request(Method::POST, "/referrals/batch");
    let sent = request.raw("text/csv", file).send().await.expect(202);
    text(&sent["id"])
}

async fn note(world: &World, walker: &Walker) -> String {
    let address = format!("/api/v1/journeys/{}/notes", walker.id);
    let note = json!({ "text": "Rang them.", "visibility": "hiring_managers" });
    let staff = world.app.as_coordinator().await;
    staff.post(&address, &note).await.expect(201).id()
}

/// A pair, though the two are not alike at all: nobody else need come.
async fn duplicate(world: &World, one: &Walker, other: &Walker) -> String {
    let (id, trust) = (uuid::Uuid::now_v7(), world.app.trust.id);
    let (one, other, now) = (one.candidate, other.candidate, world.app.clock.now());
    let kept = world.app.platform.database.write(move |db| {
        let row = (
            duplicates::trust_id.eq(bind(trust)),
            duplicates::id.eq(bind(id)),
            duplicates::one_id.eq(bind(one)),
            duplicates::other_id.eq(bind(other)),
            duplicates::found_at.eq(bind(now)),
        );
        let insert = diesel::insert_into(duplicates::table).values(row);
        DatabaseResult::Ok(insert.execute(db)?)
    });
    kept.await.expect("a pair");
    id.to_string()
}

/// A body with one more member.
pub fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}
