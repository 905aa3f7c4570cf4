//! Drafting a referral, and the drafts that wait for the Jobcentre.

use super::drafts::Drafts;
use super::form::{FIELDS, read};
use crate::api::{Request, Resource, Sender, Trouble, body_of, use_list, use_sender};
use crate::forms::{Answers, problems_of, use_answers};
use crate::layout::{Failure, Outcome, Page};
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{
    Button, Choice, DateInput, DateParts, FieldProblem, InsetText, Radios, Select, TextInput,
    Textarea,
};
use shared::candidates::Language;
use shared::journey::{Benefit, EmploymentStatus, Law, ProgrammeStatus};
use shared::organisations::{OrganisationKind, OrganisationView};
use shared::page::Page as Listing;
use shared::programmes::ProgrammeSummary;
use shared::values::Coded;
use yew::prelude::*;

/// Drafting a referral.
#[component]
pub(crate) fn NewReferral() -> Html {
    let programmes = use_list::<ProgrammeSummary>(Some("/programmes?limit=200".to_owned()));
    let organisations = use_list::<OrganisationView>(Some("/organisations?limit=200".to_owned()));
    let answers = use_answers();
    let sender = use_sender();
    let found = use_state(Vec::<FieldProblem>::new);
    let tries = use_state(|| 0_u32);
    let onsubmit = use_submit(&answers, &sender, &found, &tries);
    let problems = match &sender.trouble {
        Some(Trouble::Invalid { errors, .. }) if found.is_empty() => {
            problems_of(errors, |id| FIELDS.contains(&id))
        }
        _ => (*found).clone(),
    };
    let form = Drawn {
        answers: &answers,
        problems: &problems,
    };
    let ready = programmes.is_settled() && organisations.is_settled();
    html! {
        <Page title={Route::NewReferral.heading()} {ready}>
            <InsetText>
                <p><q>{ Law::L2.words() }</q></p>
                <p>{ "You can write a draft for somebody who has asked. It counts once the Jobcentre has confirmed it, \
                      with the benefit and the date." }</p>
                <p><a href="/referrals/import">{ "Import many from a file" }</a></p>
            </InsetText>
            { failed(&programmes) }
            <div class="nhsuk-grid-row">
                <div class="nhsuk-grid-column-two-thirds">
                    <form {onsubmit} novalidate={true}>
                        <Outcome trouble={sender.trouble.clone()} problems={problems.clone()}
                            attempt={*tries + sender.failures} />
                        { form.choices(&programmes, &organisations) }
                        { form.person() }
                        { form.benefit() }
                        <Button busy={sender.busy}>{ "Save the draft" }</Button>
                    </form>
                </div>
            </div>
            <Drafts programmes={programmes.data.map(|page| page.data.clone()).unwrap_or_default()} />
        </Page>
    }
}

fn failed(programmes: &Resource<Listing<ProgrammeSummary>>) -> Html {
    programmes.trouble.as_ref().map_or_else(
        || html! {},
        |trouble| html! { <Failure trouble={trouble.clone()} retry={programmes.reload.clone()} /> },
    )
}

#[hook]
fn use_submit(
    answers: &Answers,
    sender: &Sender,
    found: &UseStateHandle<Vec<FieldProblem>>,
    tries: &UseStateHandle<u32>,
) -> Callback<SubmitEvent> {
    let session = use_session();
    let (answers, sender, found, tries) = (
        answers.clone(),
        sender.clone(),
        found.clone(),
        tries.clone(),
    );
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(me) = &session.me else {
            return;
        };
        tries.set(*tries + 1);
        match read(answers.all(), me.today) {
            Err(problems) => found.set(problems),
            Ok(draft) => {
                found.set(Vec::new());
                let done = format!(
                    "The draft for {} is saved. The Jobcentre confirms it.",
                    draft.candidate.given_name
                );
                let go = session.go.clone();
                sender.send(Request {
                    replaces: false,
                    path: "/referrals".to_owned(),
                    body: body_of(&draft),
                    version: None,
                    then: Callback::from(move |_| {
                        go.emit(Going::done(Route::NewReferral.path(), done.clone()))
                    }),
                });
            }
        }
    })
}

struct Drawn<'a> {
    answers: &'a Answers,
    problems: &'a [FieldProblem],
}

impl Drawn<'_> {
    fn error(&self, name: &str) -> Option<AttrValue> {
        FieldProblem::of(self.problems, name)
    }

    fn text(&self, name: &'static str, label: &'static str, kind: &'static str) -> Html {
        html! {
            <TextInput {name} {label} {kind} width={20} value={self.answers.of(name)} onchange={self.answers.text(name)}
                error={self.error(name)} autocomplete="off" />
        }
    }

    fn list(&self, name: &'static str, label: &'static str, options: Vec<Choice>) -> Html {
        html! {
            <Select {name} {label} {options} value={self.answers.of(name)} onchange={self.answers.text(name)}
                error={self.error(name)} />
        }
    }

    fn radios<T: Coded>(&self, name: &'static str, legend: &'static str) -> Html {
        let options: Vec<_> = T::ALL
            .iter()
            .map(|choice| Choice::new(choice.code(), choice.label()))
            .collect();
        html! {
            <Radios {name} {legend} {options} value={self.answers.of(name)} onchange={self.answers.text(name)}
                error={self.error(name)} />
        }
    }

    fn choices(
        &self,
        programmes: &Resource<Listing<ProgrammeSummary>>,
        organisations: &Resource<Listing<OrganisationView>>,
    ) -> Html {
        let running = |page: &Listing<ProgrammeSummary>| -> Vec<Choice> {
            let published = page
                .data
                .iter()
                .filter(|one| one.status == ProgrammeStatus::Published);
            published
                .map(|one| Choice::new(one.id.to_string(), one.title.clone()))
                .collect()
        };
        let jobcentres = |page: &Listing<OrganisationView>| -> Vec<Choice> {
            let jobcentres = page
                .data
                .iter()
                .filter(|one| one.kind == OrganisationKind::Jobcentre);
            jobcentres
                .map(|one| Choice::new(one.id.to_string(), one.name.clone()))
                .collect()
        };
        let programmes = programmes.data.as_deref().map(running).unwrap_or_default();
        let organisations = organisations
            .data
            .as_deref()
            .map(jobcentres)
            .unwrap_or_default();
        html! {
            <>
                { self.list("programme_id", "Programme", programmes) }
                { self.list("organisation_id", "Jobcentre", organisations) }
            </>
        }
    }

    fn person(&self) -> Html {
        let born = "candidate.date_of_birth";
        let adjustments = "candidate.adjustments";
        html! {
            <>
                <h2 class="nhsuk-heading-m">{ "The person" }</h2>
                { self.text("candidate.given_name", "Given name", "text") }
                { self.text("candidate.family_name", "Family name", "text") }
                <DateInput name={born} legend="Date of birth" hint="For example, 31 3 1998" error={self.error(born)}
                    value={DateParts::from_text(&self.answers.of(born))}
                    onchange={self.answers.taking(born, |parts: DateParts| parts.to_text())} />
                { self.text("candidate.email", "E-mail (optional)", "email") }
                { self.text("candidate.phone", "Telephone (optional)", "tel") }
                { self.radios::<Language>("candidate.language", "Language they read best") }
                <Textarea name={adjustments} label="Adjustments they need (optional)" hint="In their own words"
                    value={self.answers.of(adjustments)} onchange={self.answers.text(adjustments)}
                    error={self.error(adjustments)} />
            </>
        }
    }

    fn benefit(&self) -> Html {
        html! {
            <>
                <h2 class="nhsuk-heading-m">{ "Benefit and work" }</h2>
                { self.radios::<Benefit>("benefit", "Benefit they receive") }
                { self.radios::<EmploymentStatus>("employment_status", "Are they in work?") }
            </>
        }
    }
}
