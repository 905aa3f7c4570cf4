//! Forms filled in by keyboard. What kind a field is, is read from the page, as a person would see it.

use crate::browser::Browser;
use serde_json::{Value, json};
use thirtyfour::Key;

/// How a field is filled in on this page.
const KIND: &str = "
    const name = arguments[0], quoted = CSS.escape(name);
    const radios = [...document.querySelectorAll(`input[type=radio][name='${quoted}']`)];
    if (radios.length) return { kind: 'radios', options: radios.map(radio => radio.value) };
    const box = document.querySelector(`input[type=checkbox][name='${quoted}']`);
    if (box) return { kind: 'box', checked: box.checked, selector: `input[type=checkbox][name='${quoted}']` };
    if (document.querySelector(`select[name='${quoted}']`)) return { kind: 'list' };
    if (document.querySelector(`[name='${quoted}-year']`)) return { kind: 'date' };
    if (document.querySelector(`#${quoted}`)) return { kind: 'words' };
    return { kind: 'none' };";

impl Browser {
    /// Fills in a field.
    pub async fn fill(&self, name: &str, value: &Value) {
        self.doing(format!("filling in {name}"));
        let kind = self.ask(KIND, vec![json!(name)]).await;
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match kind["kind"].as_str().unwrap_or_default() {
            "radios" => self.choose_radio(name, &text, &kind["options"]).await,
            "box" => {
                self.tick(
                    kind["selector"].as_str().unwrap_or_default(),
                    &kind["checked"],
                    &text,
                )
                .await
            }
            "list" => self.choose_of_list(name, &text).await,
            "date" => self.write_date(name, &text).await,
            "words" => self.write(&format!("#{}", escaped(name)), &text).await,
            _ => panic!("the form has no field {name}. {}", self.place().await),
        }
    }

    /// Fills in each field of an object, in its order on the page or not.
    pub async fn fill_all(&self, answers: &Value) {
        for (name, value) in answers.as_object().expect("answers") {
            if let Value::Object(parts) = value {
                for (part, value) in parts {
                    self.fill(&format!("{name}.{part}"), value).await;
                }
            } else {
                self.fill(name, value).await;
            }
        }
    }

    async fn choose_radio(&self, name: &str, value: &str, options: &Value) {
        let many = options.as_array().map_or(0, Vec::len);
        self.tab_to(&format!("input[type=radio][name='{name}']"))
            .await;
        for _ in 0..=many {
            let here = self
                .ask(
                    "return [document.activeElement.value, document.activeElement.checked]",
                    Vec::new(),
                )
                .await;
            if here[0] == value {
                if here[1] == json!(false) {
                    self.press(" ").await;
                }
                return;
            }
            self.press(Key::Down).await;
        }
        panic!("{name} does not offer {value}, but {options}");
    }

    async fn tick(&self, selector: &str, checked: &Value, wanted: &str) {
        let stands = if *checked == json!(true) {
            "true"
        } else {
            "false"
        };
        if stands != wanted {
            self.tab_to(selector).await;
            self.press(" ").await;
        }
    }

    async fn choose_of_list(&self, name: &str, value: &str) {
        let selector = format!("select[name='{name}']");
        self.tab_to(&selector).await;
        self.press(Key::Home).await;
        let options = self
            .ask("return document.activeElement.options.length", Vec::new())
            .await
            .as_u64()
            .unwrap_or(0);
        for _ in 0..=options {
            if self
                .ask("return document.activeElement.value", Vec::new())
                .await
                == value
            {
                return;
            }
            self.press(Key::Down).await;
        }
        panic!("{name} does not offer {value}");
    }

    async fn write_date(&self, name: &str, date: &str) {
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        self.write(&format!("#{}", escaped(name)), day.unwrap_or_default())
            .await;
        self.write(&format!("[name='{name}-month']"), month.unwrap_or_default())
            .await;
        self.write(&format!("[name='{name}-year']"), year.unwrap_or_default())
            .await;
    }
}

/// A field's id as a selector takes it.
fn escaped(name: &str) -> String {
    name.replace('.', "\\.")
}
