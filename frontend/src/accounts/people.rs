//! An administrator's list of people, the form that invites one, and one person's page.

use super::forms::{deed, done, summary};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    Button, Choice, Column, FieldProblem, InsetText, LinkButton, Select, SummaryList, SummaryRow,
    Table, Tag, TextInput,
};
use shared::accounts::AccountState;
use shared::identity::Role;
use shared::values::Coded;
use yew::prelude::*;

/// A member of staff as these pages show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id, as addresses have it.
    pub id: String,
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// What they do.
    pub role: Role,
    /// Whether they can sign in.
    pub state: AccountState,
    /// When they last signed in, in words.
    pub last_signed_in: Option<String>,
    /// Until when their invitation can be accepted, in words.
    pub invited_until: Option<String>,
    /// The version that was read.
    pub version: i32,
}

impl Person {
    fn address(&self) -> String {
        format!("/administration/accounts/{}", self.id)
    }
}

fn state_tag(state: AccountState) -> Html {
    let colour = match state {
        AccountState::Invited => "blue",
        AccountState::Active => "green",
        AccountState::Disabled => "grey",
    };
    html! { <Tag {colour}>{ state.label() }</Tag> }
}

/// What a [`PeoplePage`] needs.
#[derive(Properties, PartialEq)]
pub struct PeoplePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// One page of the people.
    pub people: Vec<Person>,
    /// Where the next page is.
    pub next: Option<String>,
}

/// Everybody who can sign in, could, or is invited.
#[component]
pub fn PeoplePage(props: &PeoplePageProps) -> Html {
    let columns = ["Name", "Role", "State", "Last signed in"].map(Column::words);
    let row = |person: &Person| {
        vec![
            html! {
                <>
                    <a href={person.address()}>{ person.name.clone() }</a>
                    <span class="foothold-beneath">{ person.email.clone() }</span>
                </>
            },
            html! { { person.role.label() } },
            state_tag(person.state),
            html! { { person.last_signed_in.clone().unwrap_or_else(|| "Never".to_owned()) } },
        ]
    };
    let rows: Vec<_> = props.people.iter().map(row).collect();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Staff accounts" room={Room::Accounts}>
            <h1 class="nhsuk-heading-l">{ "Staff accounts" }</h1>
            <p>{ "Staff of the Trust who can sign in here. Partners' systems and candidates are not on this list." }</p>
            <LinkButton href="/administration/accounts/new">{ "Invite somebody" }</LinkButton>
            <Table id="people" caption="People" caption_hidden={true} columns={columns.to_vec()} {rows} />
            if let Some(next) = &props.next {
                <p><a href={next.clone()}>{ "Next page" }</a></p>
            }
        </StaffFrame>
    }
}

/// What was filled in to invite somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invited {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The code of their role.
    pub role: String,
}

/// What an [`InvitePage`] needs.
#[derive(Properties, PartialEq)]
pub struct InvitePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What was filled in.
    #[prop_or_default]
    pub given: Invited,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

fn roles() -> Vec<Choice> {
    Role::ALL
        .iter()
        .map(|role| Choice::new(role.code(), role.label()))
        .collect()
}

/// Invites a member of staff.
#[component]
pub fn InvitePage(props: &InvitePageProps) -> Html {
    let (given, problems) = (&props.given, &props.problems);
    let wrong = |field: &str| FieldProblem::of(problems, field);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Invite somebody" room={Room::Accounts}
            has_problem={!problems.is_empty()} before={back("/administration/accounts", "Staff accounts")}>
            { summary(problems) }
            <h1 class="nhsuk-heading-l">{ "Invite somebody" }</h1>
            <p>{ "They are sent a link that works once, for 7 days, to choose their own password." }</p>
            <form method="post" action="/administration/accounts/new" novalidate=true>
                <TextInput name="name" label="Full name" value={given.name.clone()} error={wrong("name")} width={30}
                    autocomplete="off" />
                <TextInput name="email" label="Email address" hint="They will sign in with it." kind="email"
                    value={given.email.clone()} error={wrong("email")} width={30} autocomplete="off" />
                <Select name="role" label="Role" hint="What somebody may do here depends on it." options={roles()}
                    value={given.role.clone()} error={wrong("role")} />
                <Button>{ "Send the invitation" }</Button>
            </form>
        </StaffFrame>
    }
}

pub(super) fn back(href: &'static str, words: &'static str) -> Html {
    html! { <a class="nhsuk-back-link" {href}>{ words }</a> }
}

/// What a [`PersonPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PersonPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The person.
    pub person: Person,
    /// What was just done, in words.
    #[prop_or_default]
    pub done: Option<String>,
    /// Why what was asked was not done.
    #[prop_or_default]
    pub problem: Option<String>,
    /// The role that was chosen for them and not given yet.
    #[prop_or_default]
    pub role: Option<Role>,
    /// In a demo, the link that they were sent.
    #[prop_or_default]
    pub shown_link: Option<String>,
}

/// One person: what they do, how they stand, and what can be done about it.
#[component]
pub fn PersonPage(props: &PersonPageProps) -> Html {
    let person = &props.person;
    let problems: Vec<_> = props
        .problem
        .iter()
        .map(|problem| FieldProblem::new("", problem.clone()))
        .collect();
    let never = || "Never".to_owned();
    let mut rows = vec![
        SummaryRow::new("Email address", person.email.clone()),
        SummaryRow::new("Role", person.role.label()),
        SummaryRow::new("State", state_tag(person.state)),
        SummaryRow::new(
            "Last signed in",
            person.last_signed_in.clone().unwrap_or_else(never),
        ),
    ];
    if let Some(until) = &person.invited_until {
        rows.push(SummaryRow::new("Invitation works until", until.clone()));
    }
    html! {
        <StaffFrame frame={props.frame.clone()} title={person.name.clone()} room={Room::Accounts}
            has_problem={!problems.is_empty()} before={back("/administration/accounts", "Staff accounts")}>
            { summary(&problems) }
            { done(props.done.as_deref()) }
            <h1 class="nhsuk-heading-l">{ person.name.clone() }</h1>
            <SummaryList {rows} />
            if let Some(link) = &props.shown_link {
                <InsetText>
                    <p>{ "In the demo nobody has a mailbox. This is the link that was sent: " }
                        <a href={link.clone()} id="shown-link">{ "open the invitation" }</a></p>
                </InsetText>
            }
            { what_can_be_done(person) }
            { role_form(person, props.role) }
        </StaffFrame>
    }
}

fn what_can_be_done(person: &Person) -> Html {
    let to = |what: &str| format!("{}/{what}", person.address());
    let version = Some(person.version);
    match person.state {
        AccountState::Invited => html! {
            <>
                <h2 class="nhsuk-heading-m">{ "Invitation" }</h2>
                <p>{ "Sent again, only the newest link works. Taken back, none does." }</p>
                <div class="foothold-buttons">
                    { deed(to("invitation/send"), version, "Send the invitation again", "nhsuk-button--secondary") }
                    { deed(to("invitation/take-back"), version, "Take the invitation back", "nhsuk-button--warning") }
                </div>
            </>
        },
        AccountState::Active => html! {
            <>
                <h2 class="nhsuk-heading-m">{ "Disable the account" }</h2>
                <p>{ "They are signed out everywhere at once and cannot sign in. What they did stays on record." }</p>
                { deed(to("disable"), version, "Disable the account", "nhsuk-button--warning") }
            </>
        },
        AccountState::Disabled => html! {
            <>
                <h2 class="nhsuk-heading-m">{ "Enable the account" }</h2>
                if person.invited_until.is_some() {
                    <p>{ "Their invitation was taken back. Enable the account, then send another." }</p>
                } else {
                    <p>{ "They can sign in again with the password they had." }</p>
                }
                { deed(to("enable"), version, "Enable the account", "nhsuk-button--secondary") }
            </>
        },
    }
}

fn role_form(person: &Person, chosen: Option<Role>) -> Html {
    let role = chosen.unwrap_or(person.role);
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Change the role" }</h2>
            <form method="post" action={format!("{}/role", person.address())}>
                <input type="hidden" name="version" value={person.version.to_string()} />
                <Select name="role" label="Role" hint="It counts at once." options={roles()}
                    value={role.code()} prompt="" />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">{ "Change the role" }</button>
            </form>
        </>
    }
}
