//! Before something that must not be done from a browser that was left alone, one shows again who one is.

use super::{later, sign_in};
use crate::support::application::{PASSWORD, TestApplication};
use actix_web::test::TestRequest;
use backend::identity::{authenticate, require_recent};
use chrono::TimeDelta;
use serde_json::json;
use shared::problem::ProblemCode;

/// Whether a request with this session would be let through.
async fn is_let_through(app: &TestApplication, session: &str) -> Result<(), ProblemCode> {
    let request = TestRequest::default()
        .insert_header(("Cookie", format!("session={session}")))
        .app_data(actix_web::web::Data::new(app.platform.clone()))
        .app_data(actix_web::web::Data::new(app.identity.clone()))
        .to_http_request();
    authenticate(&request).await.expect("somebody");
    require_recent(&request).map_err(|problem| {
        assert_eq!(problem.details().status, 403);
        problem.code()
    })
}

on_both_databases! {
    async fn a_sign_in_counts_for_ten_minutes_and_a_confirmation_for_ten_more(database: Database) {
        let app = TestApplication::on(database).await;
        let signed_in = sign_in(&app.as_nobody(), "cora@riverside.example", PASSWORD).await.expect(200);
        let session = signed_in.cookie("session").expect("a session");
        let staff = app.as_nobody().with_session(&session);
        assert_eq!(is_let_through(&app, &session).await, Ok(()));
        later(&app, TimeDelta::minutes(10));
        assert_eq!(is_let_through(&app, &session).await, Err(ProblemCode::StepUpRequired));
        let wrong = staff.post("/auth/confirm", &json!({ "password": "guess" })).await.expect(422);
        assert_eq!(wrong["errors"][0]["pointer"], "/password");
        assert_eq!(is_let_through(&app, &session).await, Err(ProblemCode::StepUpRequired));
        staff.post("/auth/confirm", &json!({ "password": PASSWORD })).await.expect(204);
        later(&app, TimeDelta::seconds(599));
        assert_eq!(is_let_through(&app, &session).await, Ok(()));
        later(&app, TimeDelta::seconds(1));
        assert_eq!(is_let_through(&app, &session).await, Err(ProblemCode::StepUpRequired));
    }
}
