//! What the log keeps, and what it refuses.

use super::{Log, line};
use crate::support::application::TestApplication;
use backend::platform::{
    audit::{self, Expected, Finding, Ledger, record_reading},
    config::Secret,
    crypto::{FieldKeys, KeyPurpose, KeyRing, KeyUseError, check_keys},
    database::{DatabaseError, DatabaseResult},
};
use futures_util::future::join_all;

fn now() -> chrono::DateTime<chrono::Utc> {
    crate::support::application::BEGINNING
        .parse()
        .expect("an instant")
}

on_both_databases! {
    async fn a_log_that_nobody_touched_is_whole(database: Database) {
        let log = Log::on(database).await;
        log.write(log.trusts[0], 40).await;
        log.write(log.trusts[1], 7).await;
        let reports = log.verify(log.heads().await).await;
        assert!(reports.iter().all(|report| report.findings.is_empty()), "{reports:?}");
        let lines: Vec<_> = reports.iter().map(|report| report.lines).collect();
        assert_eq!(lines, [53, 9]);
    }

    async fn many_at_once_make_one_chain(database: Database) {
        let log = Log::on(database).await;
        let readings = (0..60).map(|at| {
            let database = log.database.clone();
            let trust = log.trusts[at % 2];
            async move { record_reading(&database, &line(trust, u32::try_from(at).expect("a number"))).await }
        });
        let changes = (0..40).map(|at| {
            let (database, trust) = (log.database.clone(), log.trusts[at % 2]);
            async move { database.write(move |db| audit::record(db, &line(trust, 5))).await }
        });
        let (read, changed) = futures_util::join!(join_all(readings), join_all(changes));
        assert!(read.iter().chain(&changed).all(Result::is_ok));
        let reports = log.verify(Vec::new()).await;
        for report in reports {
            assert_eq!((report.lines, report.findings), (50, vec![]));
        }
    }

    async fn what_fails_leaves_no_line(database: Database) {
        let log = Log::on(database).await;
        let trust = log.trusts[0];
        let failed: DatabaseResult<()> = log.database.write(move |db| {
            audit::record(db, &line(trust, 1))?;
            Err(DatabaseError::NotFound)
        }).await;
        assert!(failed.is_err());
        log.write(trust, 1).await;
        let report = log.verify(Vec::new()).await.into_iter().find(|report| report.trust_id == trust).expect("a report");
        assert_eq!((report.lines, report.findings), (1, vec![]));
    }

    async fn the_database_itself_refuses_to_change_or_delete_a_line(database: Database) {
        use diesel::connection::SimpleConnection as _;
        let log = Log::on(database).await;
        log.write(log.trusts[0], 3).await;
        for statement in [
            "UPDATE audit SET action = 'nothing'",
            "DELETE FROM audit",
            "DELETE FROM audit_heads",
        ] {
            let refused = log.database.write(move |db| DatabaseResult::Ok(db.batch_execute(statement)?)).await;
            let error = refused.expect_err(statement).to_string();
            assert!(error.contains("append-only"), "{error}");
        }
        assert!(log.verify(log.heads().await).await.iter().all(|report| report.findings.is_empty()));
    }

    async fn nothing_is_done_that_the_log_cannot_be_told_of(database: Database) {
        let log = Log::on(database).await;
        let trust = log.trusts[0];
        let read: DatabaseResult<()> = log.database.read(move |db| audit::record(db, &line(trust, 1))).await;
        assert!(matches!(read, Err(DatabaseError::Unaudited(_))), "{read:?}");
        let without_keys = backend::platform::database::Database::open_with(log.database.url(), 1).expect("the database");
        let written = without_keys.write(move |db| audit::record(db, &line(trust, 1))).await;
        assert!(matches!(written, Err(DatabaseError::Unaudited(_))), "{written:?}");
    }

    async fn a_head_that_was_changed_is_not_built_on(database: Database) {
        let log = Log::on(database).await;
        let trust = log.trusts[0];
        log.write(trust, 5).await;
        log.run("UPDATE audit_heads SET sequence = 3".to_owned()).await;
        let written = log.database.write(move |db| audit::record(db, &line(trust, 1))).await;
        assert!(matches!(written, Err(DatabaseError::Unaudited(_))), "{written:?}");
        let report = log.verify(Vec::new()).await;
        assert!(report.iter().any(|report| report.findings.contains(&Finding::HeadChanged)), "{report:?}");
    }

    async fn a_database_that_was_put_back_is_found_against_a_noted_head(database: Database) {
        let log = Log::on(database).await;
        log.write(log.trusts[0], 5).await;
        let earlier = log.heads().await;
        log.write(log.trusts[1], 2).await;
        log.write(log.trusts[0], 5).await;
        assert!(log.verify(earlier).await.iter().all(|report| report.findings.is_empty()));
        let other: Expected = format!("3:{}", "x".repeat(43)).parse().expect("a head");
        let reports = log.verify(vec![other]).await;
        assert!(reports.iter().all(|report| report.findings == [Finding::NotAsNoted(3)]), "{reports:?}");
    }

    async fn a_key_can_be_replaced_and_is_asked_for_while_it_is_needed(database: Database) {
        let one = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        let two = "2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
        let ring = |text: &str| KeyRing::parse(&Secret::new(text)).expect("a ring");
        let mut log = Log::on(database).await;
        let (old, both, new) = (ring(one), ring(&format!("{two},{one}")), ring(two));
        for keys in [&old, &both] {
            log.ledger = Ledger::new(keys);
            log.database = log.database.clone().with_ledger(log.ledger.clone());
            check_keys(&log.database, KeyPurpose::Audit, keys, now()).await.expect("every key");
            log.write(log.trusts[0], 4).await;
        }
        assert!(log.verify(log.heads().await).await.iter().all(|report| report.findings.is_empty()));
        let missing = check_keys(&log.database, KeyPurpose::Audit, &new, now()).await.expect_err("a refusal");
        assert!(matches!(missing, KeyUseError::Retired { version: 1, .. }), "{missing}");
        assert!(missing.to_string().contains("FOOTHOLD_AUDIT_KEYS does not hold the key of version 1"), "{missing}");
        let another = ring(&one.replacen("MDEy", "MDEz", 1));
        let another = check_keys(&log.database, KeyPurpose::Audit, &another, now()).await.expect_err("a refusal");
        assert!(another.to_string().contains("is not the one that this database was used with"), "{another}");
        log.ledger = Ledger::new(&new);
        let reports = log.verify(Vec::new()).await;
        assert!(reports.iter().any(|report| report.findings.contains(&Finding::UnknownKey(1, 1))), "{reports:?}");
        let fields = FieldKeys::new(new);
        check_keys(&log.database, KeyPurpose::Fields, fields.ring(), now()).await.expect("another ring");
    }

    async fn a_line_says_where_its_request_came_from(database: Database) {
        let app = TestApplication::on(database).await;
        let refused = app.as_nobody().request(actix_web::http::Method::POST, "/auth/sign-in")
            .from("203.0.113.9:4711")
            .json(&serde_json::json!({ "email": "cora@riverside.example", "password": "not this one at all" }))
            .send().await;
        refused.expect(401);
        for _ in 0..100 {
            let found = crate::audit::column(&app.platform.database, "SELECT address AS text FROM audit WHERE outcome = 'refused'").await;
            if !found.is_empty() {
                assert_eq!(found, ["203.0.113.9"]);
                return;
            }
            actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the refusal was not written down");
    }
}
