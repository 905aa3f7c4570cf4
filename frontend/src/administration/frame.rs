//! The frame of a page that the server renders for staff: the dashboard's head and foot, and the way to each room.

use crate::layout::{FrameFacts, account, document_title};
use crate::ui::{Footer, Header, NavItem, NotificationBanner, SkipLink, WarningCallout};
use shared::tasks::MOST_PRESSING;
use yew::prelude::*;

/// A room of the administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What is to be done today.
    Today,
    /// Finding people.
    People,
    /// Guaranteed interviews.
    Guarantees,
    /// Staff accounts.
    Accounts,
    /// Who works on which programme.
    Assignments,
    /// Partners' systems and their keys.
    Partners,
    /// The audit log.
    Audit,
    /// Who may do what.
    Policy,
    /// What can be said of many people together.
    Reports,
    /// Whether what must always hold does hold.
    Soundness,
    /// One's own account.
    MyAccount,
}

impl Room {
    /// All of them, in the order of the navigation.
    pub const ALL: [Self; 11] = [
        Self::Today,
        Self::People,
        Self::Guarantees,
        Self::Accounts,
        Self::Assignments,
        Self::Partners,
        Self::Audit,
        Self::Policy,
        Self::Reports,
        Self::Soundness,
        Self::MyAccount,
    ];

    /// Where it begins.
    #[must_use]
    pub const fn address(self) -> &'static str {
        self.words().1
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Today => ("Today", "/today"),
            Self::People => ("People", "/people"),
            Self::Guarantees => ("Guaranteed interviews", "/guaranteed-interviews"),
            Self::Accounts => ("Staff accounts", "/administration/accounts"),
            Self::Assignments => ("Who works where", "/administration/assignments"),
            Self::Partners => ("Partners' systems", "/administration/partners"),
            Self::Audit => ("Audit", "/administration/audit"),
            Self::Policy => ("Policy", "/administration/policy"),
            Self::Reports => ("Reports", "/reports"),
            Self::Soundness => ("Soundness", "/administration/soundness"),
            Self::MyAccount => ("My account", "/account"),
        }
    }
}

/// What the frame says on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StaffFrameFacts {
    /// The Trust, whom to call and who is signed in.
    pub facts: FrameFacts,
    /// The address of the stylesheet.
    pub stylesheet: String,
    /// The rooms that whoever is signed in may enter.
    pub rooms: Vec<Room>,
    /// How much of the work list is overdue or due today; at [`MOST_PRESSING`] there may be more.
    pub pressing: usize,
    /// When this sign-in ends at the latest, by the clock.
    pub ends: Option<String>,
    /// Whether that is soon.
    pub ends_soon: bool,
    /// Whether the page shows what was written into its form before and could not be sent.
    pub is_unsent: bool,
}

/// What a [`StaffFrame`] needs.
#[derive(Properties, PartialEq)]
pub struct StaffFrameProps {
    /// What it says.
    pub frame: StaffFrameFacts,
    /// What the tab and a screen reader say first.
    pub title: String,
    /// Whether something is wrong with what was sent: the title says so first.
    #[prop_or_default]
    pub has_problem: bool,
    /// The room one is in.
    #[prop_or_default]
    pub room: Option<Room>,
    /// What stands above the page's own part, such as the way back.
    #[prop_or_default]
    pub before: Html,
    /// Scripts that the page can do without.
    #[prop_or_default]
    pub script: Option<String>,
    /// The page.
    pub children: Html,
}

/// A whole document for staff.
#[component]
pub fn StaffFrame(props: &StaffFrameProps) -> Html {
    let StaffFrameFacts {
        facts,
        stylesheet,
        ends,
        ..
    } = &props.frame;
    let title = if props.has_problem {
        format!("Error: {}", props.title)
    } else {
        props.title.clone()
    };
    let account = facts
        .person
        .as_deref()
        .map(|person| account(person, None, None));
    html! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="theme-color" content="#005eb8" />
                <title>{ document_title(&title) }</title>
                <link rel="stylesheet" href={stylesheet.clone()} />
                if let Some(script) = &props.script {
                    <script type="module" src={script.clone()}></script>
                }
            </head>
            <body>
                <SkipLink />
                <Header service="Foothold" href="/dashboard/programmes" organisation={facts.trust_name.clone()}
                    navigation={navigation(&props.frame, props.room)} account={account.unwrap_or_default()} />
                <div class="nhsuk-width-container foothold-wide">
                    if props.before != Html::default() {
                        <nav aria-label="Back">{ props.before.clone() }</nav>
                    }
                    <main class="nhsuk-main-wrapper" id="maincontent">
                        { notices(&props.frame) }
                        { props.children.clone() }
                    </main>
                </div>
                <Footer>
                    <p class="nhsuk-body-s">{ "Learning and Development, " }{ &facts.trust_name }</p>
                    if facts.person.is_some() {
                        <p class="nhsuk-body-s">
                            { "You are signed out after 30 minutes in which you open no page and send no form" }
                            if let Some(ends) = ends {
                                { format!(", and at {ends} at the latest") }
                            }
                            { "." }
                        </p>
                    }
                </Footer>
            </body>
        </html>
    }
}

/// What must be known before anything is written on this page.
fn notices(frame: &StaffFrameFacts) -> Html {
    let ends = frame.ends.as_ref().filter(|_| frame.ends_soon);
    html! {
        <>
            if let Some(ends) = ends {
                <WarningCallout heading={format!("You will be signed out at {ends}")}>
                    <p>{ "A sign-in ends after 12 hours, whatever you do. Send what you are writing before then, or sign out \
                          and in again now." }</p>
                </WarningCallout>
            }
            if frame.is_unsent {
                <NotificationBanner heading="This has not been sent yet">
                    <p>{ "What you wrote is here. Check it, then send it." }</p>
                </NotificationBanner>
            }
        </>
    }
}

fn navigation(frame: &StaffFrameFacts, current: Option<Room>) -> Vec<NavItem> {
    let programmes = NavItem {
        text: "Programmes".into(),
        href: "/dashboard/programmes".into(),
        current: false,
    };
    let room = |room: &Room| {
        let (text, href) = room.words();
        let text = match room {
            Room::Today => with_count(text, frame.pressing),
            _ => text.to_owned(),
        };
        NavItem {
            text: text.into(),
            href: href.into(),
            current: current == Some(*room),
        }
    };
    // Today comes first, as it does in the dashboard.
    let (today, others): (Vec<&Room>, Vec<&Room>) =
        frame.rooms.iter().partition(|room| **room == Room::Today);
    let today = today.into_iter().map(room);
    today
        .chain([programmes])
        .chain(others.into_iter().map(room))
        .collect()
}

/// A place with how much presses there.
fn with_count(text: &str, pressing: usize) -> String {
    match pressing {
        0 => text.to_owned(),
        MOST_PRESSING.. => format!("{text} ({}+)", MOST_PRESSING - 1),
        count => format!("{text} ({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_presses_is_counted_beside_today_as_far_as_anybody_counts() {
        let said = [0, 1, 99, 100, 250].map(|count| with_count("Today", count));
        assert_eq!(
            said,
            [
                "Today",
                "Today (1)",
                "Today (99)",
                "Today (99+)",
                "Today (99+)"
            ]
        );
    }

    #[test]
    fn today_is_the_first_place_and_programmes_the_second() {
        let frame = StaffFrameFacts {
            rooms: vec![Room::Today, Room::People],
            ..StaffFrameFacts::default()
        };
        let places: Vec<_> = navigation(&frame, None)
            .into_iter()
            .map(|place| place.href.to_string())
            .collect();
        assert_eq!(places, ["/today", "/dashboard/programmes", "/people"]);
    }
}
