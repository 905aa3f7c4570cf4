//! The audit log: whole, append-only, and telling of everybody who read or changed a person's record.

mod canary;
mod chain;
mod readings;
mod search;
mod tampering;

use backend::platform::{
    audit::{self, AuditEntry, AuditOutcome, Expected, Ledger, TrustReport},
    crypto::KeyRing,
    database::{Database, DatabaseResult},
};
use chrono::{TimeDelta, TimeZone as _, Utc};
use shared::{
    ids::TrustId,
    journey::{Actor, ActorKind},
};
use uuid::Uuid;

/// A log of two Trusts, on a database of its own, with the keys it is chained with.
pub struct Log {
    pub database: Database,
    pub ledger: Ledger,
    pub trusts: [TrustId; 2],
}

impl Log {
    /// An empty one.
    pub async fn on(database: Database) -> Self {
        let ledger = Ledger::new(&KeyRing::for_this_run());
        let database = database.with_ledger(ledger.clone());
        let trusts = [Uuid::now_v7().into(), Uuid::now_v7().into()];
        let log = Self {
            database,
            ledger,
            trusts,
        };
        for trust in trusts {
            log.run(format!(
                "INSERT INTO trusts (id, name, short_name, contact_phone, contact_email, settings, created_at) \
                 VALUES ('{trust}', 'A', 'a', '1', 'a@a', '{{}}', '2027-03-01T09:00:00.000000Z')"
            ))
            .await;
        }
        log
    }

    /// Statements as somebody with the database's password would run them.
    pub async fn run(&self, statements: String) {
        use diesel::connection::SimpleConnection as _;
        let run = self
            .database
            .write(move |db| DatabaseResult::Ok(db.batch_execute(&statements)?));
        run.await.expect("the statements");
    }

    /// Writes so many lines of a Trust, each a little different, several in some transactions.
    pub async fn write(&self, trust: TrustId, lines: u32) {
        for at in 0..lines {
            let written = self.database.write(move |db| -> DatabaseResult<()> {
                for part in 0..=at % 3 / 2 {
                    audit::record(db, &line(trust, at * 2 + part))?;
                }
                Ok(())
            });
            written.await.expect("a line");
        }
    }

    /// What verification says, against heads that were noted.
    pub async fn verify(&self, expected: Vec<Expected>) -> Vec<TrustReport> {
        audit::verify(&self.database, &self.ledger, expected)
            .await
            .expect("a report")
    }

    /// The heads of both Trusts.
    pub async fn heads(&self) -> Vec<Expected> {
        let heads = audit::heads(&self.database).await.expect("the heads");
        heads.into_iter().map(|(_, head)| head.into()).collect()
    }
}

fn line(trust: TrustId, number: u32) -> AuditEntry<'static> {
    let kinds = [
        ActorKind::TrustStaff,
        ActorKind::System,
        ActorKind::Candidate,
        ActorKind::Jobcentre,
    ];
    let actor = Actor {
        kind: kinds[number as usize % kinds.len()],
        id: Uuid::from_u128(u128::from(number % 7) + 1),
        name: "never written".to_owned(),
    };
    let at = Utc.with_ymd_and_hms(2027, 3, 1, 9, 0, 0).unwrap()
        + TimeDelta::microseconds(i64::from(number) * 1_234_567);
    let resource = ("journey", Uuid::from_u128(u128::from(number % 11) + 100));
    let done = AuditEntry::done(trust, at, &actor, "read_journey", resource, "request-1");
    let list = AuditEntry {
        action: "list_journeys",
        resource_id: None,
        people: Some(number),
        particulars: &["state", "open"],
        outcome: AuditOutcome::Refused,
        ..done
    };
    if number.is_multiple_of(5) { list } else { done }
}

#[derive(diesel::QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

/// The texts that a query gives in its column `text`.
pub async fn column(database: &Database, query: &'static str) -> Vec<String> {
    use diesel::RunQueryDsl as _;
    let read = database.read(move |db| -> DatabaseResult<Vec<Text>> {
        Ok(backend::each!(db, c => diesel::sql_query(query).load(c))?)
    });
    let lines = read.await.expect("the query");
    lines.into_iter().map(|line| line.text).collect()
}
