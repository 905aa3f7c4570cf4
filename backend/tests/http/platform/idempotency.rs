//! The same request twice is done once.

use actix_web::{
    FromRequest as _, HttpMessage as _, Responder as _, body::to_bytes, dev::Payload, test,
};
use backend::platform::{
    clock::Clock,
    database::{DatabaseResult, bind, schema::trusts},
    http::{
        Answer, BodyDigest, Created, Problem,
        idempotency::{self, Idempotency},
    },
};
use chrono::{TimeDelta, TimeZone as _, Utc};
use diesel::prelude::*;
use shared::{ids::TrustId, problem::ProblemCode};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

type AnyDatabase = backend::platform::database::Database;

fn clock() -> Clock {
    Clock::standing_at(Utc.with_ymd_and_hms(2027, 3, 1, 9, 0, 0).unwrap())
}

async fn a_trust(database: &AnyDatabase) -> TrustId {
    database
        .write(|db| {
            let id = TrustId::from(Uuid::from_u128(7));
            diesel::insert_into(trusts::table)
                .values((
                    trusts::id.eq(bind(id)),
                    trusts::name.eq("Bradford"),
                    trusts::short_name.eq("BTH"),
                    trusts::contact_phone.eq("01274"),
                    trusts::contact_email.eq("wp@example.org"),
                    trusts::settings.eq(bind(serde_json::json!({}))),
                    trusts::created_at.eq(bind(clock().now())),
                ))
                .execute(db)?;
            DatabaseResult::Ok(id)
        })
        .await
        .expect("a trust")
}

/// A desk at which requests arrive, and how often their work was done.
struct Desk {
    database: AnyDatabase,
    clock: Clock,
    trust: TrustId,
    done: AtomicU32,
}

/// Status, body, and whether it was a replay.
type Reply = Result<(u16, String, bool), ProblemCode>;

impl Desk {
    async fn new(database: AnyDatabase) -> Self {
        let trust = a_trust(&database).await;
        Self {
            database,
            clock: clock(),
            trust,
            done: AtomicU32::new(0),
        }
    }

    async fn ask(
        &self,
        who: &str,
        key: Option<&str>,
        body: &str,
        refuse: Option<ProblemCode>,
    ) -> Reply {
        let mut request = test::TestRequest::post().uri("/referrals");
        if let Some(key) = key {
            request = request.insert_header(("idempotency-key", key));
        }
        let request = request.to_http_request();
        let mut digest = [0; 32];
        digest[..body.len()].copy_from_slice(body.as_bytes());
        request.extensions_mut().insert(BodyDigest(digest));
        let idempotency = Idempotency::from_request(&request, &mut Payload::None)
            .await
            .map_err(|problem| problem.code())?;
        let work = async {
            let n = self.done.fetch_add(1, Ordering::SeqCst) + 1;
            actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
            match refuse {
                Some(code) => Answer::<Created<u32>>::Err(Problem::new(code)),
                None => Ok(Created::new(format!("/referrals/{n}"), n).version(1)),
            }
        };
        let once = idempotency
            .once(&self.database, &self.clock, self.trust, who, work)
            .await
            .map_err(|problem| problem.code())?;
        let response = once.respond_to(&request);
        let replayed = response.headers().contains_key("idempotency-replayed");
        let status = response.status().as_u16();
        if status == 201 {
            assert_eq!(response.headers().get("etag").expect("an ETag"), "\"v1\"");
            assert_eq!(
                response.headers().get("content-type").expect("a type"),
                "application/json"
            );
        }
        let body = to_bytes(response.into_body()).await.expect("a body");
        Ok((
            status,
            String::from_utf8_lossy(&body).into_owned(),
            replayed,
        ))
    }
}

on_both_databases! {
    async fn the_same_key_and_body_give_the_same_answer(database: Database) {
        let desk = Desk::new(database).await;
        assert_eq!(desk.ask("a", Some("k"), "x", None).await, Ok((201, "1".into(), false)));
        assert_eq!(desk.ask("a", Some("k"), "x", None).await, Ok((201, "1".into(), true)));
        assert_eq!(desk.ask("a", Some("k"), "y", None).await, Err(ProblemCode::IdempotencyKeyReused));
        assert_eq!(desk.ask("b", Some("k"), "x", None).await, Ok((201, "2".into(), false)));
        assert_eq!(desk.ask("a", None, "x", None).await, Ok((201, "3".into(), false)));
        assert_eq!(desk.ask("a", Some(""), "x", None).await, Err(ProblemCode::Unreadable));
        desk.clock.set(desk.clock.now() + TimeDelta::hours(49)).expect("a movable clock");
        assert_eq!(desk.ask("a", Some("k"), "y", None).await, Ok((201, "4".into(), false)));
        let forgotten = idempotency::forget_old(&desk.database, desk.trust, desk.clock.now()).await;
        assert_eq!(forgotten.expect("a count"), 1, "b's");
    }

    async fn at_the_same_time_one_does_the_work(database: Database) {
        let desk = Desk::new(database).await;
        let replies = futures_util::future::join_all((0..20).map(|_| desk.ask("a", Some("k"), "x", None))).await;
        assert_eq!(desk.done.load(Ordering::SeqCst), 1);
        let first = replies.iter().filter(|reply| matches!(reply, Ok((_, _, false))));
        assert_eq!(first.count(), 1);
        // Whoever comes while it is done is told so; whoever comes after it gets the same answer.
        for reply in replies {
            match reply {
                Ok((status, _, _)) => assert_eq!(status, 201),
                Err(code) => assert_eq!(code, ProblemCode::IdempotencyKeyBusy),
            }
        }
    }

    async fn refusals_by_the_rules_are_kept_and_others_free_the_key(database: Database) {
        let desk = Desk::new(database).await;
        let refused = desk.ask("a", Some("k"), "x", Some(ProblemCode::MoveRefused)).await.expect("an answer");
        assert_eq!((refused.0, refused.2), (409, false));
        let again = desk.ask("a", Some("k"), "x", None).await.expect("an answer");
        assert_eq!((again.0, again.2), (409, true));
        let down = desk.ask("a", Some("l"), "x", Some(ProblemCode::Unavailable)).await;
        assert_eq!(down, Err(ProblemCode::Unavailable));
        assert_eq!(desk.ask("a", Some("l"), "x", None).await, Ok((201, "3".into(), false)));
    }
}
