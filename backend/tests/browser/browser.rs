//! Chromium, driven as a person without a mouse would.

use crate::server::target;
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    path::PathBuf,
    time::{Duration, Instant},
};
use thirtyfour::{
    By, ChromiumLikeCapabilities as _, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver,
    error::WebDriverResult,
};
use uuid::Uuid;

/// Where `cargo verify` has started a driver.
const DRIVER: &str = "FOOTHOLD_TEST_CHROMEDRIVER";

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// More stops than any page has: whoever has not met a control by then never will.
const MOST_STOPS: usize = 150;

/// The flags of a browser that has no screen and asks nobody else for anything.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1280,900",
    "--lang=en-GB",
];

/// A browser with a profile of its own.
pub struct Browser {
    driver: WebDriver,
    profile: PathBuf,
    /// What is being done: a failure names it.
    doing: RefCell<String>,
    /// Parts of what the console may say, because the test asks for a refusal.
    expected: RefCell<Vec<&'static str>>,
    /// Whether it runs scripts.
    pub(crate) runs_scripts: bool,
}

impl Browser {
    /// Opens one; without scripts, it is as a person's whose browser refuses them.
    pub async fn open(scripts: bool) -> Self {
        // The driver's client is built with whichever cryptography the process has chosen; a second choice changes nothing.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let address = std::env::var(DRIVER).unwrap_or_else(|_| {
            panic!("{DRIVER} is not set: use `cargo verify --only browser`, which starts a driver, or start chromedriver \
                    and set it to http://127.0.0.1:PORT")
        });
        let profile = std::env::temp_dir().join(format!("foothold-browser-{}", Uuid::now_v7()));
        let wanted = capabilities(&profile, scripts).expect("the browser's settings");
        let driver = WebDriver::new(address, wanted)
            .await
            .expect("a browser; see target/chromedriver.log");
        let browser = Self {
            driver,
            profile,
            doing: RefCell::default(),
            expected: RefCell::default(),
            runs_scripts: scripts,
        };
        // The browser's own first page is not what is looked at.
        browser.open_address("about:blank").await;
        browser.log("performance").await;
        browser
    }

    /// The browser notes each refused request in its console: from here on, answers of this status are asked for.
    pub fn expects(&self, refusal: &'static str) {
        self.expected.borrow_mut().push(refusal);
    }

    /// Whether the console may say this.
    pub fn is_expected(&self, text: &str) -> bool {
        self.expected
            .borrow()
            .iter()
            .any(|part| text.contains(part))
    }

    /// Says what comes next, so that a failure can name it.
    pub fn doing(&self, what: impl Into<String>) {
        *self.doing.borrow_mut() = what.into();
    }

    /// What was said last.
    pub fn was_doing(&self) -> String {
        self.doing.borrow().clone()
    }

    /// The driver, for what is not done by keyboard.
    pub const fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Types an address.
    pub async fn open_address(&self, address: &str) {
        self.driver
            .goto(address)
            .await
            .unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// What a script on the page answers.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, arguments).await;
        answer
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// What a script that takes its time answers: its last argument is whom to tell.
    pub async fn ask_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute_async(script, arguments).await;
        answer
            .unwrap_or_else(|error| panic!("{}: {error}", &script[..script.len().min(200)]))
            .json()
            .clone()
    }

    /// Sends a command of the browser's own protocol.
    pub async fn command(&self, name: &str, parameters: Value) {
        self.driver
            .cdp()
            .send_raw(name, parameters)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Waits until a script's answer is true. The script must be an expression.
    pub async fn wait(&self, what: &str, expression: &str, arguments: Vec<Value>) {
        let script = format!("return Boolean({expression})");
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            // A page that is being replaced cannot answer; the next one can.
            if let Ok(answer) = self
                .driver
                .execute(script.as_str(), arguments.clone())
                .await
                && answer.json() == &Value::Bool(true)
            {
                return;
            }
            actix_web::rt::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{what} did not come. {}", self.place().await);
    }

    /// Waits until something is on the page.
    pub async fn wait_for(&self, selector: &str) {
        self.wait(
            selector,
            "document.querySelector(arguments[0])",
            vec![json!(selector)],
        )
        .await;
    }

    /// Whether something is on the page.
    pub async fn has(&self, selector: &str) -> bool {
        self.ask(
            "return Boolean(document.querySelector(arguments[0]))",
            vec![json!(selector)],
        )
        .await
            == Value::Bool(true)
    }

    /// The text of something on the page, as people see it.
    pub async fn text(&self, selector: &str) -> String {
        self.wait_for(selector).await;
        let text = self
            .ask(
                "return document.querySelector(arguments[0]).innerText",
                vec![json!(selector)],
            )
            .await;
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// An attribute of something on the page.
    pub async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let script =
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null";
        self.ask(script, vec![json!(selector), json!(name)])
            .await
            .as_str()
            .map(str::to_owned)
    }

    /// The path and query of the address.
    pub async fn path(&self) -> String {
        let path = self
            .ask("return location.pathname + location.search", Vec::new())
            .await;
        path.as_str().unwrap_or_default().to_owned()
    }

    /// Where one is and what the page complains of, for a message.
    pub async fn place(&self) -> String {
        let script = "return [location.href, document.title, document.querySelector('h1')?.innerText, \
                      document.querySelector('.nhsuk-error-summary, .foothold-answer, .nhsuk-warning-callout')?.innerText]\
                      .filter(Boolean).join(' | ')";
        let said = self
            .driver
            .execute(script, Vec::new())
            .await
            .map(|answer| answer.json().clone());
        format!(
            "The page: {}",
            said.ok().as_ref().and_then(Value::as_str).unwrap_or("none")
        )
    }

    /// Presses keys, one after the other.
    pub async fn press(&self, keys: impl Into<thirtyfour::TypingData>) {
        let pressed = self.driver.action_chain().send_keys(keys).perform().await;
        pressed.unwrap_or_else(|error| panic!("a key: {error}"));
    }

    /// Goes on with the tabulator until the focus is on what was looked for.
    pub async fn tab_to(&self, selector: &str) {
        self.wait_for(selector).await;
        self.tab_until(selector, "document.activeElement?.matches(arguments[0])")
            .await;
    }

    async fn tab_until(&self, selector: &str, holds: &str) {
        let script = format!("return Boolean({holds})");
        for _ in 0..MOST_STOPS {
            if self.ask(&script, vec![json!(selector)]).await == Value::Bool(true) {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!(
            "{selector} cannot be reached with the keyboard. {}",
            self.place().await
        );
    }

    /// Goes to a link or button and presses Enter on it.
    pub async fn activate(&self, selector: &str) {
        self.tab_to(selector).await;
        self.press(Key::Enter).await;
    }

    /// Goes to a field for a file and gives it one of this machine. The system's own dialogue is no page, and is left out.
    pub async fn choose_file(&self, selector: &str, path: &str) {
        self.tab_to(selector).await;
        let field = self.driver.find(By::Css(selector)).await;
        let given = field.expect("the field").send_keys(path).await;
        given.unwrap_or_else(|error| panic!("a file: {error}"));
    }

    /// Goes to a field and writes into it, in place of what was there.
    pub async fn write(&self, selector: &str, text: &str) {
        self.tab_to(selector).await;
        self.rewrite(text).await;
    }

    /// Writes into the field that has the focus, in place of what was there.
    pub async fn rewrite(&self, text: &str) {
        let all = self
            .driver
            .action_chain()
            .key_down(Key::Control)
            .send_keys("a")
            .key_up(Key::Control);
        let typed = all.send_keys(text).perform().await;
        typed.unwrap_or_else(|error| panic!("writing: {error}"));
    }

    /// Makes the window a telephone's or a desk's. A window that has a frame cannot be narrower than the frame, so the
    /// page is told its size.
    pub async fn be_wide(&self, width: u32) {
        let size =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.command("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// What the console said since it was last asked, and which addresses were asked for.
    pub async fn log(&self, kind: &str) -> Vec<(String, String)> {
        let entries = self
            .driver
            .get_log(kind)
            .await
            .unwrap_or_else(|error| panic!("the {kind} log: {error}"));
        entries
            .into_iter()
            .map(|entry| (entry.level, entry.message))
            .collect()
    }

    /// Keeps what is on the screen and in the page, and answers where.
    pub async fn keep_evidence(&self, name: &str) -> String {
        let folder = target("browser-failures");
        let stem = folder.join(name.replace("::", "-"));
        let kept = async {
            std::fs::create_dir_all(&folder).ok()?;
            std::fs::write(
                stem.with_extension("html"),
                self.driver.source().await.ok()?,
            )
            .ok()?;
            self.driver
                .screenshot(&stem.with_extension("png"))
                .await
                .ok()
        };
        match kept.await {
            Some(()) => format!("{}.png and .html", stem.display()),
            None => "nothing could be kept of the page".to_owned(),
        }
    }

    /// Ends it and takes its profile away.
    pub async fn close(self) {
        let ended = self.driver.quit().await;
        let _left_for_the_system = std::fs::remove_dir_all(&self.profile);
        ended.expect("the browser's end");
    }
}

fn capabilities(
    profile: &std::path::Path,
    scripts: bool,
) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    wanted.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    if !scripts {
        let refused = json!({ "profile.managed_default_content_settings.javascript": 2 });
        wanted.add_experimental_option("prefs", refused)?;
    }
    Ok(wanted)
}
