//! Who gets in, and who stays in.

mod clients;
mod codes;
mod factors;
mod keys;
mod partners;
mod passkeys;
mod single_sign_on;
mod staff;
mod tokens;

use crate::support::application::{TestApplication, TestTrust};
use backend::platform::database::{DatabaseResult, bind, schema::candidates};
use diesel::prelude::*;
use shared::{candidates::Language, ids::CandidateId};

/// Somebody with this contact.
pub async fn candidate(
    app: &TestApplication,
    trust: &TestTrust,
    email: Option<&str>,
    phone: Option<&str>,
) -> CandidateId {
    let (id, trust_id): (CandidateId, _) = (app.platform.ids.new_id(), trust.id);
    let (reference, now) = (app.platform.ids.new_reference(), app.clock.now());
    let (email, phone) = (email.map(str::to_owned), phone.map(str::to_owned));
    app.platform
        .database
        .write(move |db| -> DatabaseResult<_> {
            diesel::insert_into(candidates::table)
                .values((
                    candidates::trust_id.eq(bind(trust_id)),
                    candidates::id.eq(bind(id)),
                    candidates::reference.eq(reference),
                    candidates::given_name.eq("نادیہ"),
                    candidates::family_name.eq("O'Neill"),
                    candidates::date_of_birth
                        .eq(chrono::NaiveDate::from_ymd_opt(1998, 2, 28).expect("a date")),
                    candidates::email.eq(email),
                    candidates::phone.eq(phone),
                    candidates::language.eq(bind(Language::English)),
                    candidates::version.eq(1),
                    candidates::created_at.eq(bind(now)),
                    candidates::updated_at.eq(bind(now)),
                ))
                .execute(db)?;
            Ok(id)
        })
        .await
        .expect("a candidate")
}
