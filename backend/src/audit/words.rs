//! A line in plain words.

use super::store::{LineRow, Names};
use shared::{ids::CandidateId, journey::Move, values::Coded as _};

/// Who did it.
pub(super) fn actor(line: &LineRow, names: &Names) -> String {
    match line.actor_id {
        None => "The system".to_owned(),
        Some(id) => names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| "Somebody who is no longer known".to_owned()),
    }
}

/// Whose record it is.
pub(super) fn person(line: &LineRow, names: &Names) -> Option<String> {
    let id = line.person_id.map(CandidateId::as_uuid)?;
    let name = names.get(&id).cloned();
    Some(name.unwrap_or_else(|| "somebody who is no longer known".to_owned()))
}

/// The line as a sentence: "Cora Ash read Nadia Rahman's record".
pub(super) fn sentence(line: &LineRow, names: &Names) -> String {
    let own = line.person_id.map(CandidateId::as_uuid) == line.actor_id;
    let whose = match person(line, names) {
        Some(_) if own => "their own".to_owned(),
        Some(name) if name.ends_with('s') => format!("{name}'"),
        Some(name) => format!("{name}'s"),
        None => "a".to_owned(),
    };
    let did = match known(&line.action) {
        Some(words) => words.replace("{whose}", &whose),
        None => match line.action.parse::<Move>() {
            Ok(name) => {
                let label = name.label().trim_start_matches("Close: ");
                format!("made the move “{label}” on {whose} journey")
            }
            Err(_) => format!("asked for “{}”", line.action.replace('_', " ")),
        },
    };
    let refused = if line.outcome == "refused" {
        " (refused)"
    } else {
        ""
    };
    format!("{} {did}{}{refused}", actor(line, names), counted(line))
}

/// What a line says besides: how many records, by what they were narrowed, which fields.
fn counted(line: &LineRow) -> String {
    let particulars = line.particulars.as_deref().map(in_words);
    match (line.people, particulars) {
        (Some(count), Some(by)) => format!(", {count} shown, narrowed by {by}"),
        (Some(count), None) => format!(", {count} shown"),
        (None, Some(fields)) => format!(": {fields}"),
        (None, None) => String::new(),
    }
}

fn in_words(codes: &str) -> String {
    codes.replace(',', ", ").replace('_', " ")
}

/// What the readings and the commonest changes are called. Others are named by their operation or move.
const WORDS: &[(&str, &str)] = &[
    ("read_candidate", "read {whose} record"),
    ("read_own_page", "read {whose} page"),
    ("ask_whether_coming", "asked about {whose} booking"),
    ("read_by_link", "opened a link about {whose} booking"),
    ("answer_by_link", "answered a link about {whose} booking"),
    ("correct_candidate", "corrected {whose} record"),
    ("choose_language", "chose the language of {whose} pages"),
    ("read_journey", "read where {whose} journey stands"),
    ("list_journey_events", "read {whose} history"),
    (
        "list_transitions",
        "read what can happen next on {whose} journey",
    ),
    ("list_bookings", "read {whose} bookings"),
    ("read_trial", "read {whose} work trial"),
    ("read_checks", "read {whose} employment checks"),
    ("read_offer", "read {whose} job offer"),
    ("read_adjustments", "read {whose} adjustments"),
    ("set_adjustments", "wrote {whose} adjustments down"),
    (
        "read_fit_check",
        "read both sides' answers on {whose} work trial",
    ),
    ("list_notes", "read notes on {whose} journey"),
    ("write_note", "wrote a note on {whose} journey"),
    ("strike_note", "struck a note through on {whose} journey"),
    ("read_referral", "read {whose} referral"),
    ("list_candidates", "read a list of people"),
    ("find_candidates", "looked for people"),
    ("search_candidates", "searched for people"),
    ("list_duplicates", "read of people who may be there twice"),
    (
        "settle_duplicate",
        "said whether {whose} record and another are of one person",
    ),
    ("make_transition_batch", "looked at a move for many people"),
    ("export_people", "downloaded people and their stages"),
    ("export_guarantees", "downloaded the guaranteed interviews"),
    ("export_referrals", "downloaded referrals"),
    ("export_register", "downloaded the register of a session"),
    ("print_register", "printed the register of a session"),
    (
        "print_sign_in_sheet",
        "printed the sign-in sheet of a session",
    ),
    (
        "print_trial_agreement",
        "printed the agreement to {whose} work trial",
    ),
    (
        "print_work_coach_letter",
        "printed {whose} letter to the work coach",
    ),
    ("list_journeys", "read a list of journeys"),
    ("list_referrals", "read a list of referrals"),
    ("list_guarantees", "read the guaranteed interviews"),
    ("list_tasks", "read the work list"),
    ("give_task", "gave somebody the task on {whose} journey"),
    ("read_register", "read a register"),
    ("record_register", "kept a register"),
    ("sign_off_register", "signed a register off"),
    ("change_session", "changed a session"),
    ("create_referral", "sent {whose} referral"),
    ("confirm_referral", "confirmed {whose} referral"),
    ("refer", "began {whose} journey"),
    ("sign_in", "signed in"),
    (
        "confirm_password",
        "confirmed with their password that it was them",
    ),
    ("confirm_code", "confirmed with a code that it was them"),
    (
        "confirm_passkey",
        "confirmed with a passkey that it was them",
    ),
    (
        "confirm_directory",
        "confirmed at the Trust's directory that it was them",
    ),
    ("make_calendar", "made a private address for their calendar"),
    ("end_calendar", "ended the address of their calendar"),
    ("list_audit", "looked at the audit log"),
    ("export_audit", "exported the audit log"),
    ("create_user", "added a member of staff"),
    ("create_organisation", "added a partner"),
    ("create_api_client", "let a partner's system in"),
];

fn known(action: &str) -> Option<&'static str> {
    WORDS
        .iter()
        .find(|(code, _)| *code == action)
        .map(|(_, words)| *words)
}

/// What the log can be narrowed to, with words for people.
pub(super) fn actions() -> Vec<(&'static str, String)> {
    let plain = |words: &str| words.replace("{whose} ", "a person's ");
    WORDS
        .iter()
        .map(|(code, words)| (*code, plain(words)))
        .collect()
}
