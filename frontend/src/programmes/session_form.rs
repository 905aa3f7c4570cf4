//! The form on which staff change a session after its draft, and what was written into it.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, ErrorSummary, FieldProblem, InsetText, NotificationBanner, SummaryList,
    SummaryRow, TextInput, WarningCallout, dates,
};
use shared::ids::ProgrammeId;
use shared::journey::SessionKind;
use shared::programmes::{ChangeSession, SessionView};
use shared::values::{Words, WordsError};
use yew::prelude::*;

/// What stands in the form, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenSession {
    /// When it starts.
    pub starts_at: String,
    /// When it ends.
    pub ends_at: String,
    /// Where it is.
    pub venue: String,
    /// Who leads it.
    pub trainer: String,
    /// How many can attend.
    pub capacity: String,
    /// The version that the form was written for.
    pub version: i32,
}

impl WrittenSession {
    /// What is planned.
    #[must_use]
    pub fn of(session: &SessionView) -> Self {
        Self {
            starts_at: session.starts_at.clone(),
            ends_at: session.ends_at.clone(),
            venue: session.venue.clone(),
            trainer: session.trainer.clone().unwrap_or_default(),
            capacity: session.capacity.to_string(),
            version: session.version,
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// What needs another look, field by field.
    pub fn read(&self) -> Result<ChangeSession, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, what: String| problems.push(FieldProblem::new(field, what));
        let venue = Words::parse(&self.venue);
        match &venue {
            Err(WordsError::Empty) => wrong("venue", "Write where it is held".to_owned()),
            Err(error) => wrong("venue", format!("Where it is held: {error}")),
            Ok(_) => {}
        }
        let trainer = match Words::parse(&self.trainer) {
            Ok(name) => Some(name),
            Err(WordsError::Empty) => None,
            Err(error) => {
                wrong("trainer", format!("Who leads it: {error}"));
                None
            }
        };
        let capacity = self.capacity.parse();
        if capacity.is_err() {
            wrong(
                "capacity",
                "Enter how many can attend, such as 12".to_owned(),
            );
        }
        match (venue, capacity) {
            (Ok(venue), Ok(capacity)) if problems.is_empty() => Ok(ChangeSession {
                starts_at: self.starts_at.clone(),
                ends_at: self.ends_at.clone(),
                venue,
                trainer,
                capacity,
            }),
            _ => Err(problems),
        }
    }
}

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It is another than before, and so many people were told.
    Changed(usize),
    /// What was sent is what stood there.
    Same,
    /// It is a new one.
    Added,
}

/// What a [`ChangeSessionPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ChangeSessionPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The programme, and its title.
    pub programme: (ProgrammeId, String),
    /// The session as it is planned.
    pub session: SessionView,
    /// What stands in the form.
    pub written: WrittenSession,
    /// How many people are expected.
    pub expected: usize,
    /// What to look at.
    pub warnings: Vec<String>,
    /// Why it cannot be changed any more; empty where it can.
    pub fixed: Vec<String>,
    /// What is wrong with the form.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Whether somebody else has changed it since the form was opened.
    #[prop_or_default]
    pub is_stale: bool,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<Done>,
}

/// Changes a session after its draft.
#[component]
pub fn ChangeSessionPage(props: &ChangeSessionPageProps) -> Html {
    let (programme, title) = &props.programme;
    let back = html! { <BackLink href={format!("/dashboard/programmes/{programme}")} text="The programme" /> };
    html! {
        <StaffFrame frame={props.frame.clone()} title="Change a session" has_problem={!props.problems.is_empty()} before={back}>
            <div class="nhsuk-u-reading-width">
                { props.done.map(banner).unwrap_or_default() }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><bdi>{ title }</bdi></span>{ "Change a session" }</h1>
                { facts(&props.session, !props.fixed.is_empty()) }
                if !props.warnings.is_empty() {
                    <WarningCallout heading="Look at this">
                        <ul>{ for props.warnings.iter().map(|what| html! { <li>{ dates::spelled_out(what) }</li> }) }</ul>
                    </WarningCallout>
                }
                if props.fixed.is_empty() {
                    { form(props) }
                } else {
                    <InsetText>
                        <p>{ "It cannot be changed any more:" }</p>
                        <ul>{ for props.fixed.iter().map(|why| html! { <li>{ dates::spelled_out(why) }</li> }) }</ul>
                    </InsetText>
                }
            </div>
        </StaffFrame>
    }
}

fn banner(done: Done) -> Html {
    let told = match done {
        Done::Added => {
            return html! { <NotificationBanner heading="The screening day is added, and can be booked" success={true} /> };
        }
        Done::Same => {
            return html! { <NotificationBanner heading="Nothing was different, so that nothing is changed" /> };
        }
        Done::Changed(0) => "Nobody had to be told.".to_owned(),
        Done::Changed(1) => "1 person is told of it.".to_owned(),
        Done::Changed(many) => format!("{many} people are told of it."),
    };
    html! { <NotificationBanner heading="The session is changed" success={true}><p>{ told }</p></NotificationBanner> }
}

/// What it is; where there is no form also what would stand in that.
fn facts(session: &SessionView, is_fixed: bool) -> Html {
    let words = |text: &str| html! { <bdi>{ text.to_owned() }</bdi> };
    let mut rows = vec![
        SummaryRow::new("Session", words(&session.module)),
        SummaryRow::new("Date", dates::long(session.held_on)),
        SummaryRow::new(
            "Seats taken",
            format!("{} of {}", session.taken, session.capacity),
        ),
    ];
    if is_fixed {
        let hours = format!("{} to {}", session.starts_at, session.ends_at);
        rows.push(SummaryRow::new("Time", hours));
        rows.push(SummaryRow::new("Place", words(&session.venue)));
        let trainer = session.trainer.as_deref();
        rows.extend(trainer.map(|name| SummaryRow::new(session.kind.led_by(), words(name))));
    }
    html! { <SummaryList {rows} /> }
}

/// Why the date is not among the fields, and what to do instead.
const fn about_the_date(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Screening => {
            "The date stays, because people have booked that day. If the day cannot be held, book everybody on another screening day of \
             the programme."
        }
        SessionKind::Training => {
            "The date stays, because the training week is planned around it and the guaranteed interview hangs on it (L4, L6). If the \
             day cannot be held, or somebody cannot come, it can be made up later: the register says so."
        }
    }
}

fn form(props: &ChangeSessionPageProps) -> Html {
    let session = &props.session;
    html! {
        <>
            <p>{ about_the_date(session.kind) }</p>
            <form method="post" action={format!("/sessions/{}/change", session.id)} novalidate={true}>
                <input type="hidden" name="version" value={session.version.to_string()} />
                { fields(props) }
                <p>{ about_the_people(props.expected) }</p>
                <Button>{ "Save the change" }</Button>
            </form>
        </>
    }
}

fn about_the_people(expected: usize) -> String {
    let who = match expected {
        0 => return "Nobody is expected yet, so that nobody is told.".to_owned(),
        1 => "1 person is expected.".to_owned(),
        many => format!("{many} people are expected."),
    };
    format!(
        "{who} If the place or a time changes, they are told at once, by text or e-mail. Whoever has neither finds it on their page."
    )
}

fn fields(props: &ChangeSessionPageProps) -> Html {
    let (written, now) = (&props.written, WrittenSession::of(&props.session));
    // After somebody else's change what is planned now stands under each field that holds something else.
    let hint = |written: &str, now: &str| match now {
        _ if !props.is_stale || written == now => String::new(),
        "" => "Planned now: nobody.".to_owned(),
        now => format!("Planned now: {now}."),
    };
    let error = |name: &str| FieldProblem::of(&props.problems, name);
    let time = |name: &'static str, label: &'static str, written: &str, now: &str| {
        html! {
            <TextInput {name} {label} kind="time" width={10} hint={hint(written, now)} value={written.to_owned()}
                error={error(name)} autocomplete="off" />
        }
    };
    let led_by = format!("{} (optional)", props.session.kind.led_by());
    html! {
        <>
            <TextInput name="venue" label="Where it is held" hint={hint(&written.venue, &now.venue)}
                value={written.venue.clone()} error={error("venue")} autocomplete="off" />
            { time("starts_at", "It starts at", &written.starts_at, &now.starts_at) }
            { time("ends_at", "It ends at", &written.ends_at, &now.ends_at) }
            <TextInput name="trainer" label={led_by} width={20} hint={hint(&written.trainer, &now.trainer)}
                value={written.trainer.clone()} error={error("trainer")} autocomplete="off" />
            <TextInput name="capacity" label="How many can attend" width={3} inputmode="numeric"
                hint={hint(&written.capacity, &now.capacity)} value={written.capacity.clone()} error={error("capacity")}
                autocomplete="off" />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> WrittenSession {
        WrittenSession {
            starts_at: "09:30".to_owned(),
            ends_at: "15:30".to_owned(),
            venue: " The Old Library ".to_owned(),
            trainer: "  ".to_owned(),
            capacity: "12".to_owned(),
            version: 3,
        }
    }

    #[test]
    fn what_was_written_is_what_the_server_asks_for() {
        let read = written().read().expect("all of it can be read");
        assert_eq!(
            (read.venue.as_str(), read.trainer),
            ("The Old Library", None)
        );
        assert_eq!((read.capacity, read.starts_at.as_str()), (12, "09:30"));
    }

    #[test]
    fn everything_that_cannot_be_read_is_told_at_its_field() {
        let wrong = WrittenSession {
            venue: String::new(),
            trainer: "Odile\u{202E}Wren".to_owned(),
            capacity: "a dozen".to_owned(),
            ..written()
        };
        let problems = wrong.read().expect_err("none of it");
        let fields: Vec<_> = problems.iter().map(|problem| &*problem.field).collect();
        assert_eq!(fields, ["venue", "trainer", "capacity"]);
    }
}
