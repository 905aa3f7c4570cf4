//! The drafts that wait for the Jobcentre.

use crate::api::{use_list, use_resource};
use crate::layout::Failure;
use crate::session::use_session;
use crate::ui::{Card, Loading, Tag};
use shared::candidates::CandidateView;
use shared::programmes::ProgrammeSummary;
use shared::referrals::ReferralView;
use shared::values::Coded as _;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct DraftsProps {
    pub programmes: Vec<ProgrammeSummary>,
}

/// The drafts.
#[component]
pub(super) fn Drafts(props: &DraftsProps) -> Html {
    let session = use_session();
    let read = use_list::<ReferralView>(Some("/referrals?status=draft&limit=200".to_owned()));
    {
        let (reload, visit) = (read.reload.clone(), session.notice.is_some());
        use_effect_with(visit, move |saved| {
            if *saved {
                reload.emit(());
            }
        });
    }
    let draft = |referral: &ReferralView| {
        let programme = props
            .programmes
            .iter()
            .find(|programme| programme.id == referral.programme_id);
        let title = programme
            .map(|programme| programme.title.clone())
            .unwrap_or_default();
        html! { <Draft key={referral.id.to_string()} referral={referral.clone()} programme={title} /> }
    };
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Drafts waiting for the Jobcentre" }</h2>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let Some(page) = &read.data {
                if page.data.is_empty() {
                    <p>{ "There is none. A draft stands here until the Jobcentre has confirmed it." }</p>
                } else {
                    <ul class="nhsuk-list">{ for page.data.iter().map(draft) }</ul>
                }
            } else if read.trouble.is_none() {
                <Loading what="drafts" />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DraftProps {
    referral: ReferralView,
    programme: String,
}

#[component]
fn Draft(props: &DraftProps) -> Html {
    let person =
        use_resource::<CandidateView>(Some(format!("/candidates/{}", props.referral.candidate_id)));
    let name = person.data.as_ref().map_or_else(
        || "…".to_owned(),
        |person| format!("{} {}", person.given_name, person.family_name),
    );
    html! {
        <li>
            <Card heading={name} level={3}>
                <p>
                    <Tag colour="grey">{ props.referral.status.label() }</Tag>
                    { format!(" {}. {}.", props.programme, props.referral.benefit.label()) }
                </p>
            </Card>
        </li>
    }
}
