//! The register of a session on paper, and the sheet on which people sign in.

use super::paper::{Paper, Printed, facts, lines};
use crate::administration::StaffFrameFacts;
use crate::ui::dates;
use shared::journey::Attendance;
use shared::journeys::{RegisterLine, RegisterView};
use shared::values::Coded as _;
use yew::prelude::*;

/// So many lines are left for people who came and are not on the sheet.
const SPARE_LINES: usize = 3;

/// What can be marked on the day, each with the heading of its column. A session is made up on another day.
const MARKS: [(Attendance, &str); 4] = [
    (Attendance::Present, "Present"),
    (Attendance::Late, "Late"),
    (Attendance::Absent, "Absent"),
    (Attendance::Excused, "Excused"),
];

/// The register of a session with what its heading says.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterSheet {
    /// The register.
    pub register: RegisterView,
    /// The programme's title and reference.
    pub programme: (String, String),
    /// When it begins and ends, `HH:MM`.
    pub hours: (String, String),
    /// Where it is.
    pub venue: String,
    /// When it was signed off, in words, and by whom where that is known.
    pub signed_off: Option<(String, Option<String>)>,
}

/// What the two pages of a session need.
#[derive(Properties, PartialEq)]
pub struct SheetPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The session.
    pub sheet: RegisterSheet,
    /// When it is printed.
    pub printed: Printed,
}

impl SheetPageProps {
    /// Back to the session's register.
    fn back(&self) -> (String, &'static str) {
        let id = self.sheet.register.session_id;
        let address = format!("/dashboard/sessions/{id}/register");
        (address, "Back to the register")
    }
}

/// The register, to be marked by hand: who is expected, who came, who signs it off.
#[component]
pub fn RegisterSheetPage(props: &SheetPageProps) -> Html {
    let sheet = &props.sheet;
    let id = sheet.register.session_id;
    let links = vec![
        (format!("/print/sign-in-sheet/{id}"), "Sign-in sheet"),
        (
            format!("/exports/register.csv?session_id={id}"),
            "Download the register as CSV",
        ),
        (
            format!("/exports/register.xlsx?session_id={id}"),
            "Download the register as XLSX",
        ),
    ];
    let headings: Vec<_> = std::iter::once("Name")
        .chain(MARKS.map(|(_, words)| words))
        .chain(["Why, if late or absent"])
        .collect();
    html! {
        <Paper frame={props.frame.clone()} title="Register" caption={sheet.register.module.clone()} back={props.back()} {links}
            printed={props.printed.clone()}>
            { heading(sheet) }
            { table(&headings, sheet.register.lines.iter().map(marked).collect(), 0) }
            { signed_off(sheet) }
        </Paper>
    }
}

/// Names, and room for when each came and for their signature. It lies open where everybody signs, so that it holds nothing else.
#[component]
pub fn SignInSheetPage(props: &SheetPageProps) -> Html {
    let sheet = &props.sheet;
    let links = vec![(
        format!("/print/register/{}", sheet.register.session_id),
        "Register",
    )];
    let row = |line: &RegisterLine| vec![name(line), html! {}, html! {}];
    let rows = sheet.register.lines.iter().map(row).collect();
    html! {
        <Paper frame={props.frame.clone()} title="Sign-in sheet" caption={sheet.register.module.clone()} back={props.back()}
            {links} printed={props.printed.clone()}>
            { heading(sheet) }
            <p>{ "Please sign when you arrive. If your name is not here, write it on a free line and tell whoever leads the session." }</p>
            { table(&["Name", "Time in", "Signature"], rows, SPARE_LINES) }
        </Paper>
    }
}

fn heading(sheet: &RegisterSheet) -> Html {
    let (title, reference) = &sheet.programme;
    let (from, until) = &sheet.hours;
    let mut rows = vec![
        ("Programme", html! { { format!("{title} ({reference})") } }),
        ("Date", html! { { dates::long(sheet.register.held_on) } }),
        ("Time", html! { { format!("{from} to {until}") } }),
        ("Place", html! { { sheet.venue.clone() } }),
    ];
    if let Some(trainer) = &sheet.register.trainer {
        rows.push((
            sheet.register.kind.led_by(),
            html! { <bdi>{ trainer }</bdi> },
        ));
    }
    // A screening day's name says already what it is.
    if sheet.register.module != sheet.register.kind.label() {
        rows.insert(1, ("Kind", html! { { sheet.register.kind.label() } }));
    }
    facts(&rows)
}

fn name(line: &RegisterLine) -> Html {
    html! { <bdi>{ &line.candidate_name }</bdi> }
}

fn marked(line: &RegisterLine) -> Vec<Html> {
    let mark = |(attendance, _): (Attendance, &str)| {
        if line.attendance == Some(attendance) {
            html! { <><span aria-hidden="true">{ "✓" }</span><span class="nhsuk-u-visually-hidden">{ "Yes" }</span></> }
        } else {
            html! {}
        }
    };
    std::iter::once(name(line))
        .chain(MARKS.map(mark))
        .chain([html! { { why(line) } }])
        .collect()
}

/// What the register says of somebody besides a mark.
fn why(line: &RegisterLine) -> String {
    let made_up = (line.attendance == Some(Attendance::MadeUp)).then(|| "Made up later".to_owned());
    let parts: Vec<_> = made_up.into_iter().chain(line.reason.clone()).collect();
    parts.join(": ")
}

/// People, one a line, with the columns that are filled in by hand, and free lines under them.
fn table(headings: &[&'static str], rows: Vec<Vec<Html>>, spare: usize) -> Html {
    let narrow = |at: usize| (at > 0 && at + 1 < headings.len()).then_some("foothold-paper__mark");
    let head = |(at, words): (usize, &&'static str)| html! { <th scope="col" class={narrow(at)}>{ *words }</th> };
    let cell = |(at, cell): (usize, Html)| {
        if at == 0 {
            html! { <th scope="row">{ cell }</th> }
        } else {
            html! { <td class={narrow(at)}>{ cell }</td> }
        }
    };
    let nobody = rows.is_empty() && spare == 0;
    let free =
        (0..spare).map(|_| html! { <tr>{ for headings.iter().map(|_| html! { <td></td> }) }</tr> });
    html! {
        <div class="foothold-scroll" role="region" aria-label="People" tabindex="0">
            <table class="foothold-paper__table">
                <thead><tr>{ for headings.iter().enumerate().map(head) }</tr></thead>
                <tbody>
                    { for rows.into_iter().map(|row| html! { <tr>{ for row.into_iter().enumerate().map(cell) }</tr> }) }
                    { for free }
                    if nobody {
                        <tr><td colspan={headings.len().to_string()}>{ "Nobody is expected at this session yet." }</td></tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn signed_off(sheet: &RegisterSheet) -> Html {
    html! {
        <section class="foothold-paper__part" aria-labelledby="signed-off">
            <h2 class="nhsuk-heading-s" id="signed-off">{ "Signed off" }</h2>
            if let Some((at, by)) = &sheet.signed_off {
                <p>{ format!("On {at}{}.", by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default()) }</p>
            } else {
                <p>{ "Everybody has a mark, and it is what happened." }</p>
                { lines(&["Signed off by", "Signature", "Date"]) }
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(attendance: Option<Attendance>, reason: Option<&str>) -> RegisterLine {
        RegisterLine {
            journey_id: uuid::Uuid::nil().into(),
            journey_version: 1,
            candidate_name: "Nadia Rahman".to_owned(),
            attendance,
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn a_session_that_was_made_up_says_so_beside_its_reason() {
        let made_up = line(Some(Attendance::MadeUp), Some("Ill on the day"));
        assert_eq!(why(&made_up), "Made up later: Ill on the day");
        assert_eq!(why(&line(Some(Attendance::MadeUp), None)), "Made up later");
        assert_eq!(
            why(&line(Some(Attendance::Late), Some("The bus"))),
            "The bus"
        );
        assert_eq!(why(&line(None, None)), "");
    }

    #[test]
    fn whatever_can_be_marked_on_the_day_has_a_column() {
        let columns = MARKS.map(|(attendance, _)| attendance);
        let marked = |one: &&Attendance| **one != Attendance::MadeUp;
        assert!(
            Attendance::ALL
                .iter()
                .filter(marked)
                .all(|one| columns.contains(one))
        );
    }
}
