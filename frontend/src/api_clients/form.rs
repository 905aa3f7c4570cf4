//! Letting a system in.

use super::words::scopes;
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Checkboxes, Choice, Details, ErrorSummary, FieldProblem, Select, TextInput,
    Textarea,
};
use yew::prelude::*;

/// What was written into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Whose system it is.
    pub organisation: String,
    /// What people call it.
    pub name: String,
    /// What its tokens may be used for.
    pub scopes: Vec<String>,
    /// Its public keys.
    pub jwks: String,
}

/// What a [`NewClientPage`] needs.
#[derive(Properties, PartialEq)]
pub struct NewClientPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The partners that have a part in the pathway.
    pub partners: Vec<Choice>,
    /// What was written.
    pub written: Written,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The form for a new system.
#[component]
pub fn NewClientPage(props: &NewClientPageProps) -> Html {
    let written = &props.written;
    let problem = |field: &str| FieldProblem::of(&props.problems, field);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Let a system in" room={Room::Partners}
            has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href="/administration/partners" text="Partners' systems" /> }}>
            <div class="nhsuk-u-reading-width">
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">{ "Let a system in" }</h1>
                <form method="post" action="/administration/partners/new" novalidate=true>
                    <Select name="organisation_id" label="Whose system is it?" options={props.partners.clone()}
                        value={written.organisation.clone()} error={problem("organisation_id")} />
                    <TextInput name="name" label="What do you call it?" hint="For example, Referrals, live"
                        value={written.name.clone()} error={problem("name")} />
                    <Checkboxes name="scopes" legend="What may it do?" values={written.scopes.clone()}
                        hint="Choose what this partner's work needs and nothing more." options={scopes(None)}
                        error={problem("scopes")} />
                    <Details summary="It signs assertions with keys of its own" open={!written.jwks.is_empty()}>
                        <Textarea name="jwks" label="Its public keys" rows={6} value={written.jwks.clone()}
                            hint="A JSON Web Key Set with a kid for each key. Leave it empty to give it a secret."
                            error={problem("jwks")} />
                    </Details>
                    <Button>{ "Let it in" }</Button>
                </form>
            </div>
        </StaffFrame>
    }
}
