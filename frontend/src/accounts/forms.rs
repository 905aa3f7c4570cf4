//! What the forms of these pages have in common. They need no script.

use crate::ui::FieldProblem;
use yew::prelude::*;

/// What is wrong with a form, above it: each line leads to its field. It takes the focus when the page loads.
pub(super) fn summary(problems: &[FieldProblem]) -> Html {
    if problems.is_empty() {
        return html! {};
    }
    let line = |problem: &FieldProblem| {
        let message = problem.message.clone();
        if problem.field.is_empty() {
            html! { <li>{ message }</li> }
        } else {
            html! { <li><a href={format!("#{}", problem.field)}>{ message }</a></li> }
        }
    };
    html! {
        <div class="nhsuk-error-summary" tabindex="-1" autofocus=true>
            <div role="alert">
                <h2 class="nhsuk-error-summary__heading">{ "There is a problem" }</h2>
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">{ for problems.iter().map(line) }</ul>
                </div>
            </div>
        </div>
    }
}

/// What was just done, above the page.
pub(super) fn done(words: Option<&str>) -> Html {
    let Some(words) = words else {
        return html! {};
    };
    html! {
        <div class="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" tabindex="-1"
            aria-labelledby="notification-title" autofocus=true>
            <div class="nhsuk-notification-banner__header">
                <h2 class="nhsuk-notification-banner__title" id="notification-title">{ "Success" }</h2>
            </div>
            <div class="nhsuk-notification-banner__content">
                <p class="nhsuk-notification-banner__heading">{ words }</p>
            </div>
        </div>
    }
}

/// A button that is a form of its own: it posts there, with the version that the page was drawn from.
pub(super) fn deed(action: String, version: Option<i32>, words: &str, kind: &'static str) -> Html {
    html! {
        <form method="post" {action} class="foothold-buttons__button">
            if let Some(version) = version {
                <input type="hidden" name="version" value={version.to_string()} />
            }
            <button class={classes!("nhsuk-button", kind)} type="submit">{ words }</button>
        </form>
    }
}

/// What a password must be, in words.
pub(super) const PASSWORD_HINT: &str = "At least 12 characters. Three or four words that do not belong together are \
    good. Spaces and signs are fine, and none is needed.";
