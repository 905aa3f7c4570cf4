//! The form for a new vacancy.

use super::form::{FIELDS, read, trial_warning};
use crate::api::{Request, Trouble, body_of, use_sender};
use crate::forms::{problems_of, use_answers};
use crate::layout::{Outcome, Page};
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{Button, Choice, Crumb, FieldProblem, InsetText, Radios, TextInput};
use shared::vacancies::Band;
use shared::values::Coded as _;
use yew::prelude::*;

/// A new vacancy.
#[component]
pub(crate) fn NewVacancy() -> Html {
    let session = use_session();
    let answers = use_answers();
    let sender = use_sender();
    let found = use_state(Vec::<FieldProblem>::new);
    let tries = use_state(|| 0_u32);
    let onsubmit = {
        let (answers, sender, found, tries) = (
            answers.clone(),
            sender.clone(),
            found.clone(),
            tries.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            match read(answers.all()) {
                Err(problems) => found.set(problems),
                Ok(vacancy) => {
                    found.set(Vec::new());
                    let (go, done) = (
                        session.go.clone(),
                        format!("The vacancy {} is added", vacancy.title),
                    );
                    sender.send(Request {
                        replaces: false,
                        path: "/vacancies".to_owned(),
                        body: body_of(&vacancy),
                        version: None,
                        then: Callback::from(move |_| {
                            go.emit(Going::done(Route::Vacancies.path(), done.clone()))
                        }),
                    });
                }
            }
        })
    };
    let problems = match &sender.trouble {
        Some(Trouble::Invalid { errors, .. }) if found.is_empty() => {
            problems_of(errors, |id| FIELDS.contains(&id))
        }
        _ => (*found).clone(),
    };
    let text = |name: &'static str, label: &'static str, hint: &'static str, width: u8| {
        html! {
            <TextInput {name} {label} {hint} {width} value={answers.of(name)} onchange={answers.text(name)}
                error={FieldProblem::of(&problems, name)} inputmode={(width < 10).then_some("numeric")} />
        }
    };
    let bands: Vec<_> = Band::ALL
        .iter()
        .map(|band| Choice::new(band.code(), band.label()))
        .collect();
    html! {
        <Page title="New vacancy" crumbs={vec![Crumb::new("Vacancies", Route::Vacancies.path())]}>
            <form {onsubmit} novalidate={true}>
                <Outcome trouble={sender.trouble.clone()} problems={problems.clone()} attempt={*tries + sender.failures} />
                { text("title", "Role", "For example, Trainee Health Care Assistant", 30) }
                <Radios name="band" legend="Band" hint="Band 1 closed to new starters in 2018." inline={true} options={bands}
                    value={answers.of("band")} onchange={answers.text("band")} error={FieldProblem::of(&problems, "band")} />
                { text("openings", "Openings", "How many people it is for", 3) }
                { text("hours_per_week", "Hours a week", "A work trial needs at least 16", 3) }
                { text("duration_weeks", "Weeks the job lasts (optional)", "Leave it empty for a permanent post", 3) }
                { text("site", "Site", "Where the work is", 20) }
                <div aria-live="polite">
                    if let Some(words) = trial_warning(answers.all()) {
                        <InsetText><p>{ words }</p></InsetText>
                    }
                </div>
                <Button busy={sender.busy}>{ "Add the vacancy" }</Button>
            </form>
        </Page>
    }
}
