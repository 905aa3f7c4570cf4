//! The tables as diesel knows them, the same for both databases. `migrations/` makes them; a test compares.
//!
//! A primary key begins with `trust_id`, and so does every foreign key, so that a row can never point into
//! another Trust. Joins therefore name both columns:
//! `.inner_join(vacancies::table.on(vacancies::trust_id.eq(programmes::trust_id).and(vacancies::id.eq(programmes::vacancy_id))))`.
#![expect(
    missing_docs,
    reason = "the tables and their columns are explained in migrations/"
)]

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json};

    trusts (id) {
        id -> Id,
        name -> Text,
        short_name -> Text,
        contact_phone -> Text,
        contact_email -> Text,
        settings -> Json,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    organisations (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        kind -> Word,
        name -> Text,
        version -> Integer,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    vacancies (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        reference -> Text,
        title -> Text,
        band -> Word,
        openings -> Integer,
        hours_per_week -> Integer,
        duration_weeks -> Nullable<Integer>,
        site -> Text,
        status -> Word,
        version -> Integer,
        capacity_version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json, Word};

    programmes (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        vacancy_id -> Id,
        reference -> Text,
        title -> Text,
        status -> Word,
        referrals_open_on -> Date,
        referrals_close_on -> Date,
        screening_on -> Date,
        training_starts_on -> Date,
        training_ends_on -> Date,
        interviews_from -> Date,
        interviews_until -> Date,
        trial_from -> Date,
        trial_until -> Date,
        places -> Integer,
        training_threshold -> Nullable<Integer>,
        panel -> Json,
        criteria -> Json,
        checks_before_trial -> Json,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    sessions (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        programme_id -> Id,
        kind -> Word,
        module -> Nullable<Text>,
        held_on -> Date,
        starts_at -> Text,
        ends_at -> Text,
        venue -> Text,
        capacity -> Integer,
        required -> Bool,
        signed_off_at -> Nullable<Instant>,
        signed_off_by -> Nullable<Text>,
        version -> Integer,
        trainer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Id;

    interview_slots (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        programme_id -> Id,
        held_on -> Date,
        starts_at -> Text,
        venue -> Text,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    candidates (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        reference -> Text,
        given_name -> Text,
        family_name -> Text,
        date_of_birth -> Date,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        language -> Word,
        adjustments -> Nullable<Text>,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
        ni_number -> Nullable<Text>,
        ni_number_found_by -> Nullable<Text>,
        ni_number_key -> Nullable<Integer>,
        names_version -> Nullable<Integer>,
        compared_version -> Nullable<Integer>,
        adjustments_known_by -> Nullable<Text>,
        adjustments_on_word -> Nullable<Word>,
        adjustments_said_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Id;

    candidate_names (trust_id, word, beside, candidate_id) {
        trust_id -> Id,
        word -> Text,
        beside -> Text,
        candidate_id -> Id,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Id;

    candidate_spellings (trust_id, spelling, word) {
        trust_id -> Id,
        spelling -> Text,
        word -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    users (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        role -> Word,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        disabled_at -> Nullable<Instant>,
        version -> Integer,
        created_at -> Instant,
        invited_until -> Nullable<Instant>,
        last_signed_in_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json};

    api_clients (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        organisation_id -> Id,
        client_id -> Text,
        secret_hash -> Text,
        scopes -> Text,
        disabled_at -> Nullable<Instant>,
        expires_at -> Nullable<Instant>,
        last_used_at -> Nullable<Instant>,
        created_at -> Instant,
        name -> Nullable<Text>,
        previous_secret_hash -> Nullable<Text>,
        previous_secret_until -> Nullable<Instant>,
        jwks -> Nullable<Json>,
        version -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    used_assertions (trust_id, client_id, jti) {
        trust_id -> Id,
        client_id -> Id,
        jti -> Text,
        expires_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    assignments (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        programme_id -> Id,
        user_id -> Nullable<Id>,
        organisation_id -> Nullable<Id>,
        created_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    sign_ins (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        token_hash -> Text,
        user_id -> Nullable<Id>,
        candidate_id -> Nullable<Id>,
        created_at -> Instant,
        last_seen_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
        stage -> Nullable<Word>,
        stepped_up_at -> Nullable<Instant>,
        method -> Nullable<Word>,
        factor_tries -> Nullable<Integer>,
        user_agent -> Nullable<Text>,
        address -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    second_factors (trust_id, user_id) {
        trust_id -> Id,
        user_id -> Id,
        sealed_secret -> Nullable<Text>,
        confirmed_at -> Nullable<Instant>,
        last_step -> Nullable<Integer>,
        offered_secret -> Nullable<Text>,
        offered_at -> Nullable<Instant>,
        wrong_codes -> Integer,
        wrong_since -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    recovery_codes (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        user_id -> Id,
        code_hash -> Text,
        created_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json};

    passkeys (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        user_id -> Id,
        name -> Text,
        credential_id -> Text,
        credential -> Json,
        created_at -> Instant,
        last_used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    directory_accounts (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        user_id -> Id,
        issuer -> Text,
        subject -> Text,
        created_at -> Instant,
        last_used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json, Word};

    ceremonies (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        kind -> Word,
        token_hash -> Text,
        user_id -> Nullable<Id>,
        state -> Json,
        created_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    unsent_forms (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        user_id -> Id,
        page -> Text,
        sealed_answers -> Text,
        created_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    account_links (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        user_id -> Id,
        purpose -> Word,
        token_hash -> Text,
        created_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    calendar_feeds (trust_id, user_id) {
        trust_id -> Id,
        user_id -> Id,
        token_hash -> Text,
        made_at -> Instant,
        read_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Instant;

    sign_in_holds (subject) {
        subject -> Text,
        failures -> Integer,
        last_failed_at -> Instant,
        held_until -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    one_time_codes (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        candidate_id -> Id,
        code_hash -> Text,
        attempts -> Integer,
        link_hash -> Nullable<Text>,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    journeys (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        programme_id -> Id,
        vacancy_id -> Id,
        candidate_id -> Id,
        organisation_id -> Id,
        reference -> Text,
        state -> Word,
        is_open -> Bool,
        version -> Integer,
        waiting_listed -> Bool,
        reserve_review_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        trial_days_used -> Integer,
        entered_state_on -> Date,
        merged_into -> Nullable<Id>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Word};

    guarantees (trust_id, journey_id) {
        trust_id -> Id,
        journey_id -> Id,
        programme_id -> Id,
        standing -> Word,
        is_open -> Bool,
        granted_on -> Date,
        due_on -> Date,
        interview_on -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Word};

    tasks (trust_id, journey_id) {
        trust_id -> Id,
        journey_id -> Id,
        programme_id -> Id,
        kind -> Word,
        owed_by -> Word,
        settled_by -> Word,
        due_on -> Date,
        assigned_to -> Nullable<Id>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    duplicates (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        one_id -> Id,
        other_id -> Id,
        found_at -> Instant,
        decision -> Nullable<Word>,
        decided_by -> Nullable<Id>,
        decided_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    notes (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        journey_id -> Id,
        visibility -> Word,
        sealed_text -> Text,
        key_version -> Integer,
        written_by -> Id,
        written_at -> Instant,
        struck_by -> Nullable<Id>,
        struck_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Word};

    stage_counts (trust_id, board_id, state) {
        trust_id -> Id,
        board_id -> Id,
        state -> Word,
        standing -> Integer,
        waiting -> Integer,
        after_trial -> Integer,
        reached -> Integer,
        moved_on -> Integer,
        days_stood -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json, Word};

    journey_events (position) {
        position -> BigInt,
        trust_id -> Id,
        journey_id -> Id,
        sequence -> Integer,
        kind -> Word,
        payload -> Json,
        actor_kind -> Word,
        actor_id -> Nullable<Id>,
        actor_name -> Text,
        recorded_at -> Instant,
        request_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    bookings (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        journey_id -> Id,
        kind -> Word,
        session_id -> Nullable<Id>,
        slot_id -> Nullable<Id>,
        status -> Word,
        booked_at -> Instant,
        confirmed_on -> Nullable<Date>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    answer_links (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        booking_id -> Id,
        token_hash -> Text,
        asked_at -> Instant,
        expires_at -> Instant,
        answer -> Nullable<Word>,
        answered_at -> Nullable<Instant>,
        new_booking_id -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    attendances (trust_id, session_id, journey_id) {
        trust_id -> Id,
        session_id -> Id,
        journey_id -> Id,
        attendance -> Word,
        reason -> Nullable<Text>,
        recorded_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    referrals (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        programme_id -> Id,
        candidate_id -> Id,
        organisation_id -> Id,
        external_ref -> Nullable<Text>,
        status -> Word,
        benefit -> Nullable<Word>,
        benefit_confirmed_on -> Nullable<Date>,
        employment_status -> Nullable<Word>,
        journey_id -> Nullable<Id>,
        created_by -> Nullable<Id>,
        version -> Integer,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    messages (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        candidate_id -> Nullable<Id>,
        organisation_id -> Nullable<Id>,
        channel -> Word,
        template -> Text,
        body -> Text,
        created_at -> Instant,
        delivered_at -> Nullable<Instant>,
        tries -> Integer,
        next_try_at -> Nullable<Instant>,
        failed_at -> Nullable<Instant>,
        user_id -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json, Word};

    outbox (position) {
        position -> BigInt,
        trust_id -> Id,
        kind -> Word,
        journey_id -> Nullable<Id>,
        sequence -> Nullable<Integer>,
        payload -> Json,
        created_at -> Instant,
        dispatched_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    audit (position) {
        position -> BigInt,
        trust_id -> Id,
        at -> Instant,
        actor_kind -> Word,
        actor_id -> Nullable<Id>,
        action -> Text,
        resource_kind -> Text,
        resource_id -> Nullable<Id>,
        outcome -> Word,
        request_id -> Text,
        sequence -> Nullable<BigInt>,
        person_id -> Nullable<Id>,
        address -> Nullable<Text>,
        people -> Nullable<Integer>,
        particulars -> Nullable<Text>,
        key_version -> Nullable<Integer>,
        hash -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Id;

    audit_heads (trust_id) {
        trust_id -> Id,
        sequence -> BigInt,
        hash -> Text,
        beginning -> Text,
        older -> BigInt,
        key_version -> Integer,
        seal -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    key_uses (trust_id, purpose, version) {
        trust_id -> Id,
        purpose -> Text,
        version -> Integer,
        fingerprint -> Text,
        since -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json};

    idempotency_keys (trust_id, principal, key) {
        trust_id -> Id,
        principal -> Text,
        key -> Text,
        request_hash -> Text,
        status -> Nullable<Integer>,
        headers -> Nullable<Json>,
        body -> Nullable<Text>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant};

    jobs (trust_id, name) {
        trust_id -> Id,
        name -> Text,
        due_at -> Instant,
        fence -> BigInt,
        leased_by -> Nullable<Text>,
        leased_until -> Nullable<Instant>,
        attempts -> Integer,
        last_outcome -> Nullable<Text>,
        last_words -> Nullable<Text>,
        last_ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Json};

    soundness_checks (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        began_at -> Instant,
        ended_at -> Instant,
        journeys -> BigInt,
        findings -> Integer,
        found -> Json,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::{Id, Instant, Word};

    referral_imports (trust_id, id) {
        trust_id -> Id,
        id -> Id,
        organisation_id -> Nullable<Id>,
        status -> Word,
        is_dry_run -> Bool,
        actor_kind -> Word,
        actor_id -> Id,
        actor_name -> Text,
        request_id -> Text,
        row_count -> Integer,
        rows_done -> Integer,
        accepted -> Integer,
        known -> Integer,
        refused -> Integer,
        created_at -> Instant,
        finished_at -> Nullable<Instant>,
        drafts_for -> Nullable<Id>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::platform::database::sql_types::Id;

    referral_import_parts (trust_id, import_id, part) {
        trust_id -> Id,
        import_id -> Id,
        part -> Integer,
        first_row -> Integer,
        is_done -> Bool,
        contents -> Text,
        sent -> Nullable<Text>,
        refused -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    trusts,
    organisations,
    vacancies,
    programmes,
    sessions,
    interview_slots,
    candidates,
    candidate_names,
    candidate_spellings,
    duplicates,
    users,
    api_clients,
    used_assertions,
    assignments,
    sign_ins,
    second_factors,
    recovery_codes,
    passkeys,
    directory_accounts,
    ceremonies,
    unsent_forms,
    account_links,
    calendar_feeds,
    sign_in_holds,
    one_time_codes,
    journeys,
    guarantees,
    tasks,
    notes,
    stage_counts,
    journey_events,
    bookings,
    answer_links,
    attendances,
    referrals,
    referral_imports,
    referral_import_parts,
    messages,
    outbox,
    audit,
    audit_heads,
    key_uses,
    idempotency_keys,
    jobs,
    soundness_checks,
);
