//! One typed query runs on both databases and gives the same.

use backend::{
    each,
    platform::database::{
        AnyConnection, AsJson, Bind, DatabaseError, DatabaseResult, bind, schema::*,
    },
};
use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::{
    ids::{OrganisationId, TrustId, VacancyId},
    vacancies::{Band, VacancyStatus},
};
use uuid::Uuid;

fn instant() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 3, 1, 9, 30, 0).unwrap() + chrono::Duration::microseconds(120)
}

fn insert_trust(db: &mut AnyConnection) -> DatabaseResult<TrustId> {
    let id = TrustId::from(Uuid::now_v7());
    diesel::insert_into(trusts::table)
        .values((
            trusts::id.eq(bind(id)),
            trusts::name.eq("Bradford"),
            trusts::short_name.eq("BTH"),
            trusts::contact_phone.eq("01274"),
            trusts::contact_email.eq("wp@example.org"),
            trusts::settings.eq(bind(json!({"benefits": ["jsa"]}))),
            trusts::created_at.eq(bind(instant())),
        ))
        .execute(db)?;
    Ok(id)
}

#[derive(Insertable)]
#[diesel(table_name = vacancies)]
struct NewVacancy {
    #[diesel(serialize_as = Bind<TrustId>)]
    trust_id: TrustId,
    #[diesel(serialize_as = Bind<VacancyId>)]
    id: VacancyId,
    reference: String,
    title: String,
    #[diesel(serialize_as = Bind<Band>)]
    band: Band,
    openings: i32,
    hours_per_week: i32,
    duration_weeks: Option<i32>,
    site: String,
    #[diesel(serialize_as = Bind<VacancyStatus>)]
    status: VacancyStatus,
    version: i32,
    capacity_version: i32,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    created_at: DateTime<Utc>,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    updated_at: DateTime<Utc>,
}

fn insert_vacancy(
    db: &mut AnyConnection,
    trust_id: TrustId,
    reference: &str,
) -> DatabaseResult<VacancyId> {
    let id = VacancyId::from(Uuid::now_v7());
    let row = NewVacancy {
        trust_id,
        id,
        reference: reference.into(),
        title: "Trainee Health Care Assistant".into(),
        band: Band::Two,
        openings: 5,
        hours_per_week: 30,
        duration_weeks: None,
        site: "Bradford Royal Infirmary".into(),
        status: VacancyStatus::Open,
        version: 1,
        capacity_version: 0,
        created_at: instant(),
        updated_at: instant(),
    };
    diesel::insert_into(vacancies::table)
        .values(row)
        .execute(db)?;
    Ok(id)
}

#[derive(Queryable, Selectable, Debug, PartialEq)]
#[diesel(table_name = vacancies)]
struct VacancyRow {
    id: VacancyId,
    reference: String,
    duration_weeks: Option<i32>,
    status: VacancyStatus,
    version: i32,
    created_at: DateTime<Utc>,
}

on_both_databases! {
    async fn values_come_back_as_they_were_written(database: Database) {
        let (trust, settings, typed, at) = database
            .write(|db| {
                let trust = insert_trust(db)?;
                let (settings, at): (Value, DateTime<Utc>) = trusts::table
                    .find(bind(trust))
                    .select((trusts::settings, trusts::created_at))
                    .first(db)?;
                let typed: AsJson<std::collections::BTreeMap<String, Vec<String>>> =
                    trusts::table.find(bind(trust)).select(trusts::settings).first(db)?;
                DatabaseResult::Ok((trust, settings, typed, at))
            })
            .await
            .expect("a trust");
        assert_eq!(settings, json!({"benefits": ["jsa"]}));
        assert_eq!(typed.0["benefits"], ["jsa"]);
        assert_eq!(at, instant());
        let found: Vec<TrustId> = database
            .read(|db| DatabaseResult::Ok(trusts::table.select(trusts::id).load(db)?))
            .await
            .expect("trusts");
        assert_eq!(found, [trust]);
    }

    async fn a_row_is_selected_updated_and_compared(database: Database) {
        database
            .write(|db| {
                let trust = insert_trust(db)?;
                let first = insert_vacancy(db, trust, "WP-1")?;
                let second = insert_vacancy(db, trust, "WP-2")?;
                let row: VacancyRow = vacancies::table
                    .find((bind(trust), bind(first)))
                    .select(VacancyRow::as_select())
                    .first(db)?;
                assert_eq!((row.id, row.version, row.status), (first, 1, VacancyStatus::Open));

                // Compare and set: the second of two writers changes nothing.
                for expected in [1, 0] {
                    let changed = diesel::update(vacancies::table)
                        .filter(vacancies::trust_id.eq(bind(trust)))
                        .filter(vacancies::id.eq(bind(first)))
                        .filter(vacancies::version.eq(1))
                        .set((
                            vacancies::version.eq(vacancies::version + 1),
                            vacancies::status.eq(bind(VacancyStatus::Closed)),
                            vacancies::updated_at.eq(bind(instant())),
                        ))
                        .execute(db)?;
                    assert_eq!(changed, expected);
                }
                let raised: i32 = diesel::update(vacancies::table)
                    .filter(vacancies::trust_id.eq(bind(trust)))
                    .filter(vacancies::id.eq_any([first, second].map(bind)))
                    .filter(vacancies::status.eq(bind("open")))
                    .set(vacancies::capacity_version.eq(vacancies::capacity_version + 1))
                    .returning(vacancies::capacity_version)
                    .get_result(db)?;
                assert_eq!(raised, 1);
                let by_status: Vec<(String, i64)> = vacancies::table
                    .group_by(vacancies::status)
                    .select((vacancies::status, diesel::dsl::count_star()))
                    .order(vacancies::status)
                    .load(db)?;
                assert_eq!(by_status, [("closed".to_owned(), 1), ("open".to_owned(), 1)]);
                DatabaseResult::Ok(())
            })
            .await
            .expect("the vacancies");
    }

    async fn many_rows_are_inserted_and_conflicts_passed_over(database: Database) {
        let inserted = database
            .write(|db| {
                let trust = insert_trust(db)?;
                let rows: Vec<_> = ["Leeds", "Bradford", "Leeds"]
                    .iter()
                    .map(|name| {
                        (
                            organisations::trust_id.eq(bind(trust)),
                            organisations::id.eq(bind(OrganisationId::from(Uuid::now_v7()))),
                            organisations::kind.eq(bind("jobcentre")),
                            organisations::name.eq(*name),
                            organisations::version.eq(1),
                            organisations::created_at.eq(bind(instant())),
                        )
                    })
                    .collect();
                let inserted = each!(db, c => diesel::insert_into(organisations::table)
                    .values(&rows)
                    .on_conflict_do_nothing()
                    .execute(c))?;
                DatabaseResult::Ok(inserted)
            })
            .await
            .expect("the organisations");
        assert_eq!(inserted, 2);
    }

    async fn a_duplicate_is_told_by_its_column(database: Database) {
        let error = database
            .write(|db| {
                let trust = insert_trust(db)?;
                insert_vacancy(db, trust, "WP-1")?;
                insert_vacancy(db, trust, "WP-1")
            })
            .await
            .expect_err("a duplicate");
        assert!(error.is_duplicate("vacancies", "reference"), "{error:?}");
        assert!(!error.is_duplicate("vacancies", "id"));
        let error = database
            .write(|db| insert_vacancy(db, TrustId::from(Uuid::now_v7()), "WP-1"))
            .await
            .expect_err("no such trust");
        assert!(matches!(error, DatabaseError::ForeignKey(_)), "{error:?}");
        let error = database
            .read(|db| {
                DatabaseResult::Ok(trusts::table
                    .find(bind(Uuid::now_v7()))
                    .select(trusts::name)
                    .first::<String>(db)?)
            })
            .await
            .expect_err("no such trust");
        assert!(matches!(error, DatabaseError::NotFound), "{error:?}");
    }

    async fn a_failed_transaction_leaves_nothing(database: Database) {
        let trust = database.write(insert_trust).await.expect("a trust");
        // At once, so that on SQLite the good and the bad share a commit.
        let attempts = (0..40).map(|n| {
            database.write(move |db| {
                insert_vacancy(db, trust, &format!("WP-{n}"))?;
                assert!(n % 10 != 3, "a panic takes back its own work only");
                if n % 2 == 0 { Ok(()) } else { Err(DatabaseError::NotFound) }
            })
        });
        let outcomes = futures_util::future::join_all(attempts).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 20);
        let stopped = |o: &&DatabaseResult<()>| matches!(o, Err(DatabaseError::Stopped));
        assert_eq!(outcomes.iter().filter(stopped).count(), 4);
        let kept: i64 = database
            .snapshot(|db| DatabaseResult::Ok(vacancies::table.count().get_result(db)?))
            .await
            .expect("a count");
        assert_eq!(kept, 20);
    }

    async fn of_rivals_on_one_version_one_wins(database: Database) {
        let (trust, vacancy) = database
            .write(|db| {
                let trust = insert_trust(db)?;
                DatabaseResult::Ok((trust, insert_vacancy(db, trust, "WP-1")?))
            })
            .await
            .expect("a vacancy");
        let rivals = (0..100).map(|_| {
            database.write(move |db| {
                let changed = diesel::update(vacancies::table.find((bind(trust), bind(vacancy))))
                    .filter(vacancies::version.eq(1))
                    .set(vacancies::version.eq(2))
                    .execute(db)?;
                DatabaseResult::Ok(changed)
            })
        });
        let changed: Vec<usize> = futures_util::future::try_join_all(rivals).await.expect("no error");
        assert_eq!(changed.iter().sum::<usize>(), 1);
    }

    async fn optional_and_civil_values_pass_both_ways(database: Database) {
        database
            .write(|db| {
                let trust = insert_trust(db)?;
                let id = Uuid::now_v7();
                let born = NaiveDate::from_ymd_opt(2000, 2, 29).unwrap();
                diesel::insert_into(candidates::table)
                    .values((
                        candidates::trust_id.eq(bind(trust)),
                        candidates::id.eq(bind(id)),
                        candidates::reference.eq("WP-7K3F-Q2"),
                        candidates::given_name.eq("Zażółć"),
                        candidates::family_name.eq("O'Neill"),
                        candidates::date_of_birth.eq(born),
                        candidates::email.eq(None::<String>),
                        candidates::phone.eq(Some("+447700900123")),
                        candidates::language.eq(bind("pl")),
                        candidates::version.eq(1),
                        candidates::created_at.eq(bind(instant())),
                        candidates::updated_at.eq(bind(instant())),
                    ))
                    .execute(db)?;
                let found: (String, NaiveDate, Option<String>) = candidates::table
                    .filter(candidates::trust_id.eq(bind(trust)))
                    .filter(candidates::created_at.le(bind(instant())))
                    .filter(candidates::created_at.gt(bind(instant() - chrono::Duration::microseconds(1))))
                    .select((candidates::given_name, candidates::date_of_birth, candidates::email))
                    .first(db)?;
                assert_eq!(found, ("Zażółć".to_owned(), born, None));
                diesel::insert_into(outbox::table)
                    .values((
                        outbox::trust_id.eq(bind(trust)),
                        outbox::kind.eq(bind("moved")),
                        outbox::journey_id.eq(Some(id)),
                        outbox::payload.eq(AsJson(vec![1, 2])),
                        outbox::created_at.eq(bind(instant())),
                    ))
                    .execute(db)?;
                let (position, journey, sent): (i64, Option<Uuid>, Option<DateTime<Utc>>) = outbox::table
                    .filter(outbox::journey_id.eq(Some(id)))
                    .filter(outbox::dispatched_at.is_null())
                    .select((outbox::position, outbox::journey_id, outbox::dispatched_at))
                    .first(db)?;
                assert_eq!((position, journey, sent), (1, Some(id), None));
                DatabaseResult::Ok(())
            })
            .await
            .expect("a candidate");
    }
}
