//! Publishing, closing and cancelling a programme, and why not.

use crate::api::{Request, use_sender};
use crate::layout::Outcome;
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Details};
use shared::journey::ProgrammeStatus;
use shared::programmes::ProgrammeView;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ActionsProps {
    pub programme: Rc<ProgrammeView>,
    pub changed: Callback<()>,
}

/// What can be done with a programme as a whole.
#[component]
pub(crate) fn Actions(props: &ActionsProps) -> Html {
    let session = use_session();
    let sender = use_sender();
    let act = |name: &'static str, done: &'static str| {
        let (sender, programme) = (sender.clone(), props.programme.clone());
        let (go, changed) = (session.go.clone(), props.changed.clone());
        Callback::from(move |_: MouseEvent| {
            let (go, changed, place) = (
                go.clone(),
                changed.clone(),
                Route::Programme(programme.id).path(),
            );
            sender.send(Request {
                replaces: false,
                path: format!("/programmes/{}/{name}", programme.id),
                body: "{}".to_owned(),
                version: Some(programme.version),
                then: Callback::from(move |_| {
                    changed.emit(());
                    go.emit(Going::done(place.clone(), done));
                }),
            });
        })
    };
    let status = props.programme.status;
    let is_over = matches!(status, ProgrammeStatus::Closed | ProgrammeStatus::Cancelled);
    html! {
        <>
            <Outcome trouble={sender.trouble.clone()} attempt={sender.failures} />
            if status == ProgrammeStatus::Draft {
                <p>{ "Publishing freezes the threshold of the training week and opens the programme for referrals." }</p>
                <Button id="publish" busy={sender.busy} onclick={act("publish", "The programme is published")}>
                    { "Publish the programme" }
                </Button>
            }
            if !is_over {
                <Details summary="Close or cancel this programme">
                    <p>{ "Close it when everybody has come to an ending. Nobody may be left without a next step, and every \
                          guaranteed interview is held first." }</p>
                    <Button kind={ButtonKind::Warning} busy={sender.busy}
                        onclick={act("close", "The programme is closed")}>{ "Close the programme" }</Button>
                    <p>{ "Cancel it when it will not take place." }</p>
                    <Button kind={ButtonKind::Warning} busy={sender.busy}
                        onclick={act("cancel", "The programme is cancelled")}>{ "Cancel the programme" }</Button>
                </Details>
            }
        </>
    }
}
