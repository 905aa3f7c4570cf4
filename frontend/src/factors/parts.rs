//! What several of these pages share.

use super::{QrCode, Secret};
use crate::ui::{ErrorSummary, FieldProblem, TextInput};
use yew::prelude::*;

/// The margin that a camera needs round a QR code, in its squares.
const MARGIN: u16 = 4;

/// What is wrong with the code that was given.
pub fn problems(message: Option<&str>) -> Vec<FieldProblem> {
    message
        .map(|message| FieldProblem::new("code", message))
        .into_iter()
        .collect()
}

/// The sum of what is wrong, above the heading.
pub fn summary(message: Option<&str>) -> Html {
    html! { <ErrorSummary problems={problems(message)} /> }
}

/// The field for six digits.
pub fn code_field(label: &str, hint: &str, message: Option<&str>) -> Html {
    html! {
        <TextInput name="code" label={label.to_owned()} hint={hint.to_owned()} width={20}
            autocomplete={AttrValue::from("one-time-code")} error={message.map(|text| AttrValue::from(text.to_owned()))} />
    }
}

/// Where to go on to afterwards.
pub fn onward(next: &str) -> Html {
    if next.is_empty() {
        return html! {};
    }
    html! { <input type="hidden" name="next" value={next.to_owned()} /> }
}

/// The steps of setting an authenticator app up, with its secret to scan or to type.
pub fn secret_steps(secret: &Secret) -> Html {
    html! {
        <>
            <ol class="nhsuk-list nhsuk-list--number">
                <li>{ "Open an authenticator app on your phone. If you have none, install one from your phone's app store." }</li>
                <li>{ "In the app, add an account and scan this picture." }</li>
                <li>{ "Type the 6 digits that the app shows into the box below." }</li>
            </ol>
            { picture(&secret.code) }
            <p>
                { "If you cannot scan it, type this key into the app:" }<br />
                <strong class="foothold-code" translate="no">{ secret.text.clone() }</strong>
            </p>
        </>
    }
}

fn picture(code: &QrCode) -> Html {
    let side = code.side + 2 * MARGIN;
    html! {
        <p>
            <svg class="foothold-qr" role="img" aria-label="QR code with the key for your authenticator app"
                viewBox={format!("0 0 {side} {side}")} width="240" height="240" shape-rendering="crispEdges">
                <rect width={side.to_string()} height={side.to_string()} fill="#ffffff"></rect>
                <path transform={format!("translate({MARGIN} {MARGIN})")} d={code.path.clone()} fill="#000000"></path>
            </svg>
        </p>
    }
}

/// Recovery codes, to be kept.
pub fn recovery_codes(codes: &[String]) -> Html {
    html! {
        <>
            <p>{ "Each code lets you sign in once if you do not have your phone. Keep them where nobody else can read them, \
                  and not on that phone. They are shown only now." }</p>
            <ul class="nhsuk-list foothold-recovery-codes" id="recovery-codes">
                { for codes.iter().map(|code| html! { <li><code class="foothold-code" translate="no">{ code.clone() }</code></li> }) }
            </ul>
        </>
    }
}
