//! The browser's half of a passkey: reads what to ask from the page's form, asks the browser, puts the answer into the
//! form and sends it. It is a program of its own, so that nobody downloads an application to sign in.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, HtmlElement, HtmlFormElement, HtmlInputElement};

#[wasm_bindgen]
extern "C" {
    /// What a passkey answers.
    type Credential;

    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn read(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify, catch)]
    fn write(value: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = PublicKeyCredential, js_name = parseCreationOptionsFromJSON, catch)]
    fn creation_options(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = PublicKeyCredential, js_name = parseRequestOptionsFromJSON, catch)]
    fn request_options(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["navigator", "credentials"], catch)]
    async fn create(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["navigator", "credentials"], catch)]
    async fn get(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = toJSON, catch)]
    fn to_json(this: &Credential) -> Result<JsValue, JsValue>;
}

/// What the page says when the browser cannot ask at all.
const TOO_OLD: &str = "This browser cannot use passkeys here. Update it, or use your password.";
/// What it says when nobody answered, or the answer was no.
const NOT_DONE: &str = "That did not work, or was stopped. You can try again.";

fn main() {
    if let Some(page) = Page::here() {
        page.begin();
    }
}

#[derive(Clone)]
struct Page {
    form: HtmlFormElement,
    answer: HtmlInputElement,
    says: HtmlElement,
    button: HtmlElement,
}

impl Page {
    fn here() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        Some(Self {
            form: by_id(&document, "passkey")?,
            answer: by_id(&document, "credential")?,
            says: by_id(&document, "passkey-says")?,
            button: by_id(&document, "passkey-button")?,
        })
    }

    /// Asks at once, and again whenever the button is pressed.
    fn begin(self) {
        let again = self.clone();
        let pressed = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            again.ask();
        });
        // For as long as the page stands.
        let listening = self
            .form
            .add_event_listener_with_callback("submit", pressed.as_ref().unchecked_ref());
        pressed.forget();
        if listening.is_ok() {
            self.ask();
        }
    }

    fn ask(&self) {
        let page = self.clone();
        self.says.set_text_content(None);
        wasm_bindgen_futures::spawn_local(async move {
            match page.answered().await {
                Ok(()) => {}
                Err(why) => {
                    page.says.set_text_content(Some(why));
                    let _stays_hidden = page.button.remove_attribute("hidden");
                }
            }
        });
    }

    async fn answered(&self) -> Result<(), &'static str> {
        let making = self.form.get_attribute("data-kind").as_deref() == Some("create");
        let options = self.form.get_attribute("data-options").unwrap_or_default();
        let options = read(&options).map_err(|_| TOO_OLD)?;
        let parsed = if making {
            creation_options(&options)
        } else {
            request_options(&options)
        };
        let asked = Object::new();
        let parsed = parsed.map_err(|_| TOO_OLD)?;
        Reflect::set(&asked, &"publicKey".into(), &parsed).map_err(|_| TOO_OLD)?;
        let answer = if making {
            create(&asked).await
        } else {
            get(&asked).await
        };
        let credential: Credential = answer.map_err(|_| NOT_DONE)?.unchecked_into();
        let json = credential.to_json().map_err(|_| TOO_OLD)?;
        self.answer.set_value(&write(&json).map_err(|_| TOO_OLD)?);
        self.form.submit().map_err(|_| NOT_DONE)
    }
}

fn by_id<T: JsCast>(document: &Document, id: &str) -> Option<T> {
    document.get_element_by_id(id)?.dyn_into().ok()
}
