//! What a move is told: mostly what a sensible person would say, sometimes what nobody should.

use super::chance::Chance;
use super::town::Town;
use crate::world::{CRITERIA, PANEL, id};
use serde_json::{Map, Value, json};
use shared::journey::{
    CheckKind, Command, Input, Journey, Move, ProgrammeFacts, SessionKind, State, fields,
};
use shared::time::CivilDate;
use shared::values::Coded;

/// The details of a move on the journey at this place.
pub fn told(town: &Town, at: usize, name: Move, chance: &mut Chance) -> Command {
    let hostile = chance.percent(15);
    let mut details = Map::new();
    for field in fields(name) {
        if !field.required && chance.percent(50) {
            continue;
        }
        let value = match field.input {
            Input::Date if hostile => json!(any_day(town.today, chance)),
            Input::Date => json!(sensible_day(town, at, (name, field.name), chance)),
            input => answer(town, at, input, hostile, chance),
        };
        details.insert(field.name.to_owned(), value);
    }
    if !hostile {
        make_sense(town, at, name, &mut details, chance);
    }
    Command::read(name, Value::Object(details)).expect("the form's fields are the details' fields")
}

fn answer(town: &Town, at: usize, input: Input, hostile: bool, chance: &mut Chance) -> Value {
    let journey = &town.travellers[at].journey;
    let programme = &town.programmes[town.travellers[at].programme];
    match input {
        Input::Date => json!(town.today),
        Input::Words => json!(*chance.pick(&[
            "Yes",
            "نادیہ said so",
            "'; DROP TABLE journeys; --",
            "null",
            "Łódź"
        ])),
        Input::Flag => json!(chance.percent(85)),
        Input::Choice(choices) => json!(chance.pick(&choices()).0),
        Input::ScreeningDay | Input::Session if hostile && chance.percent(50) => json!(id(0xBAD)),
        Input::ScreeningDay => session(journey, programme, SessionKind::Screening, chance),
        Input::Session => {
            let screening = journey.state == State::ScreeningBooked;
            let kind = if screening {
                SessionKind::Screening
            } else {
                SessionKind::Training
            };
            session(journey, programme, kind, chance)
        }
        Input::Slot if hostile => json!(id(0xBAD)),
        Input::Slot => {
            let ahead = programme
                .slots
                .iter()
                .filter(|slot| slot.held_on >= town.today);
            let soon: Vec<_> = ahead.take(3).map(|slot| slot.id).collect();
            json!(
                soon.get(chance.below(6))
                    .copied()
                    .unwrap_or(programme.slots[0].id)
            )
        }
        Input::PanelMember if hostile => json!("A passer-by"),
        Input::PanelMember => {
            let waiting = PANEL
                .iter()
                .find(|member| !journey.scores.contains_key(**member));
            json!(waiting.unwrap_or(&PANEL[0]))
        }
        Input::Scores if hostile => json!({ CRITERIA[0]: 255, "Accent": 0 }),
        Input::Scores => {
            json!({ CRITERIA[0]: 1 + chance.below(5), CRITERIA[1]: 1 + chance.below(5) })
        }
        Input::TermsNumber => {
            let number = journey.trial.as_ref().map_or(1, |trial| trial.terms.number);
            json!(if hostile {
                number.wrapping_add(1)
            } else {
                number
            })
        }
        Input::Journey => json!(chance.pick(&town.travellers).id),
    }
}

fn session(
    journey: &Journey,
    programme: &ProgrammeFacts,
    kind: SessionKind,
    chance: &mut Chance,
) -> Value {
    if let (SessionKind::Screening, Some(booking), true) =
        (kind, &journey.screening, chance.percent(70))
    {
        return json!(booking.session_id);
    }
    let of_kind: Vec<_> = programme
        .sessions_of(kind)
        .map(|session| session.id)
        .collect();
    json!(chance.pick(&of_kind))
}

fn any_day(today: CivilDate, chance: &mut Chance) -> String {
    let days = u32::try_from(chance.below(400)).expect("a number");
    let near = [
        today,
        today.plus_days(days),
        today.minus_days(days),
        today.plus_days(1),
        today.minus_days(1),
    ];
    match chance.below(8) {
        0 => "1900-01-01".to_owned(),
        1 => "2199-12-31".to_owned(),
        2 => "2028-02-29".to_owned(),
        _ => chance.pick(&near).to_string(),
    }
}

/// A day that a sensible person would name for this field.
fn sensible_day(
    town: &Town,
    at: usize,
    (name, field): (Move, &str),
    chance: &mut Chance,
) -> String {
    let journey = &town.travellers[at].journey;
    let today = town.today;
    let some = u32::try_from(chance.below(12)).expect("a number");
    let day = match (name, field) {
        (Move::StartTrial, _) => journey
            .trial
            .as_ref()
            .map_or(today, |trial| trial.terms.starts_on.max(today)),
        (Move::EndTrial | Move::EndTrialEarly, _) => journey
            .trial
            .as_ref()
            .map_or(today, |trial| trial.terms.ends_on.min(today)),
        (Move::LogTrialDay, _) => today.minus_days(some / 3),
        (_, "starts_on") => today.plus_days(2 + some),
        (_, "start_on" | "expires_on" | "review_on" | "ends_on") => today.plus_days(3 + some),
        (Move::RecordLeft, _) => today.minus_days(some * 3),
        (Move::StartEmployment, _) => today.minus_days(some / 4),
        _ => today,
    };
    day.to_string()
}

/// What hangs together: the last day of a trial with its first, a check's outcome with what is wanted of it.
fn make_sense(
    town: &Town,
    at: usize,
    name: Move,
    details: &mut Map<String, Value>,
    chance: &mut Chance,
) {
    let journey = &town.travellers[at].journey;
    match name {
        Move::ProposeTrial | Move::AmendTrial => {
            let longest = if chance.percent(50) { 5 } else { 34 };
            let days = u32::try_from(chance.below(longest)).expect("a number");
            if let Some(starts_on) = details["starts_on"]
                .as_str()
                .and_then(|day| day.parse::<CivilDate>().ok())
            {
                details["ends_on"] = json!(starts_on.plus_days(days));
            }
        }
        Move::SignTrial => {
            details.insert("supervisor".to_owned(), json!("Sister Amina Yusuf"));
        }
        Move::RecordScreening => {
            for component in ["team_exercises", "role_overview", "brief_interview"] {
                details.insert(component.to_owned(), json!("Seen"));
            }
        }
        Move::RecordCheck => {
            let waiting = CheckKind::ALL
                .iter()
                .find(|check| !journey.has_settled(**check));
            details["check"] = json!(waiting.unwrap_or(&CheckKind::Identity));
            details["outcome"] = json!(if chance.percent(88) {
                "cleared"
            } else {
                "not_met"
            });
        }
        Move::RecordChecksNotMet => {
            let failed = CheckKind::ALL
                .iter()
                .find(|check| journey.has_failed(**check));
            details["check"] = json!(failed.unwrap_or(&CheckKind::Identity));
        }
        Move::RecordInterview => {
            details["outcome"] = json!(if chance.percent(75) {
                "successful"
            } else {
                "unsuccessful"
            });
        }
        Move::RecordAttendance => {
            details["attendance"] = json!(chance.pick(&[
                "present", "present", "present", "late", "absent", "excused", "made_up"
            ]));
        }
        _ => {}
    }
}
