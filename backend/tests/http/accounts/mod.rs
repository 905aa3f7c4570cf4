//! Staff accounts: who is invited, what they do, where they are signed in, and how bad sign-ins are held back.

mod back_off;
mod invitations;
mod own;
mod people;
mod resets;
mod step_up;
mod storm;

use crate::support::{
    application::TestApplication,
    client::{Client, Reply},
};
use backend::platform::database::{DatabaseResult, bind, schema::audit};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;
use shared::ids::UserId;

/// A password that nobody guesses.
pub const CHOSEN: &str = "otter brick lamp violin";

/// Lets the time of sessions and links go on.
pub fn later(app: &TestApplication, by: TimeDelta) {
    app.real_clock
        .set(app.real_clock.now() + by)
        .expect("a movable clock");
}

/// Somebody is invited; the reply of the invitation.
pub async fn invite(app: &TestApplication, name: &str, role: &str) -> Reply {
    let email = format!("{}@riverside.example", name.to_lowercase());
    let body = json!({ "name": name, "email": email, "role": role });
    let administrator = app.as_administrator().await;
    administrator.post("/users", &body).await.expect(201)
}

/// The token of the link that was last sent to an account.
pub fn token_of(app: &TestApplication, user: &str) -> String {
    let id = user.parse().expect("an id");
    let link = app.identity.shown_link(id).expect("a link");
    link.rsplit('/').next().expect("its last part").to_owned()
}

/// Accepts an invitation.
pub async fn accept(app: &TestApplication, token: &str) -> Reply {
    let body = json!({ "token": token, "password": CHOSEN });
    app.as_nobody()
        .post("/auth/invitations/accept", &body)
        .await
}

/// Tries to sign in.
pub async fn sign_in(client: &Client, email: &str, password: &str) -> Reply {
    let body = json!({ "email": email, "password": password });
    client.post("/auth/sign-in", &body).await
}

/// A browser with the session that a reply gave it.
pub fn browser(app: &TestApplication, reply: &Reply) -> Client {
    let token = reply.cookie("session").expect("a session");
    app.as_nobody().with_session(&token)
}

/// What is noted about an account, in order.
pub async fn noted(app: &TestApplication, user: UserId) -> Vec<String> {
    let trust = app.trust.id;
    app.platform
        .database
        .read(move |db| -> DatabaseResult<_> {
            Ok(audit::table
                .filter(audit::trust_id.eq(bind(trust)))
                .filter(audit::resource_id.eq(Some(user.as_uuid())))
                .order(audit::position)
                .select(audit::action)
                .load(db)?)
        })
        .await
        .expect("the audit")
}
