//! The form on which staff add a screening day to a programme that has begun, and what was written into it.

use super::session_form::WrittenSession;
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, DateInput, DateParts, ErrorSummary, FieldProblem, TextInput, dates,
};
use shared::ids::ProgrammeId;
use shared::journey::SessionKind;
use shared::programmes::PlanSession;
use shared::time::CivilDate;
use shared::values::Words;
use yew::prelude::*;

/// What stands in the form, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenScreeningDay {
    /// Its date.
    pub held_on: DateParts,
    /// Everything that can be changed later too.
    pub session: WrittenSession,
}

impl WrittenScreeningDay {
    /// Reads the form into a screening day that is called like the programme's others.
    ///
    /// # Errors
    /// What needs another look, field by field.
    pub fn read(&self, called: Words) -> Result<PlanSession, Vec<FieldProblem>> {
        let held_on = self.held_on.date();
        let missing = held_on.is_none().then(|| {
            let what = "Enter the date, such as 27 5 2027";
            FieldProblem::new("held_on", what)
        });
        match (held_on, self.session.read()) {
            (Some(held_on), Ok(session)) => Ok(PlanSession {
                kind: SessionKind::Screening,
                module: called,
                held_on,
                starts_at: session.starts_at,
                ends_at: session.ends_at,
                venue: session.venue,
                trainer: session.trainer,
                capacity: session.capacity,
                required: true,
            }),
            (_, session) => Err(missing
                .into_iter()
                .chain(session.err().into_iter().flatten())
                .collect()),
        }
    }
}

/// What an [`AddScreeningDayPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AddScreeningDayPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The programme, and its title.
    pub programme: (ProgrammeId, String),
    /// When its training week starts.
    pub training_starts_on: CivilDate,
    /// What stands in the form.
    pub written: WrittenScreeningDay,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

/// Adds a screening day.
#[component]
pub fn AddScreeningDayPage(props: &AddScreeningDayPageProps) -> Html {
    let (programme, title) = &props.programme;
    let back = html! { <BackLink href={format!("/dashboard/programmes/{programme}")} text="The programme" /> };
    html! {
        <StaffFrame frame={props.frame.clone()} title="Add a screening day" has_problem={!props.problems.is_empty()} before={back}>
            <div class="nhsuk-u-reading-width">
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><bdi>{ title }</bdi></span>{ "Add a screening day" }</h1>
                <p>{ "People who have a place and no day yet can book it at once, and those who are booked on another day can move to it." }</p>
                <form method="post" action={format!("/programmes/{programme}/screening-days/add")} novalidate={true}>
                    { fields(props) }
                    <Button>{ "Add the screening day" }</Button>
                </form>
            </div>
        </StaffFrame>
    }
}

fn fields(props: &AddScreeningDayPageProps) -> Html {
    let written = &props.written.session;
    let error = |name: &str| FieldProblem::of(&props.problems, name);
    let before = format!(
        "Before the training week, which starts on {}.",
        dates::long(props.training_starts_on)
    );
    let led_by = format!("{} (optional)", SessionKind::Screening.led_by());
    html! {
        <>
            <DateInput name="held_on" legend="The date" hint={before} value={props.written.held_on.clone()} error={error("held_on")} />
            <TextInput name="venue" label="Where it is held" value={written.venue.clone()} error={error("venue")} autocomplete="off" />
            <TextInput name="starts_at" label="It starts at" kind="time" width={10} value={written.starts_at.clone()}
                error={error("starts_at")} autocomplete="off" />
            <TextInput name="ends_at" label="It ends at" kind="time" width={10} value={written.ends_at.clone()}
                error={error("ends_at")} autocomplete="off" />
            <TextInput name="trainer" label={led_by} width={20} value={written.trainer.clone()} error={error("trainer")}
                autocomplete="off" />
            <TextInput name="capacity" label="How many can attend" width={3} inputmode="numeric" value={written.capacity.clone()}
                error={error("capacity")} autocomplete="off" />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_date_says_so_beside_everything_else_that_is_wrong() {
        let called = Words::parse("Screening day").expect("words");
        let problems = WrittenScreeningDay::default().read(called);
        let problems = problems.expect_err("nothing was written");
        let fields: Vec<_> = problems.iter().map(|problem| &*problem.field).collect();
        assert_eq!(fields, ["held_on", "venue", "capacity"]);
    }
}
