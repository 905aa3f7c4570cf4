//! A test's stage: a world, its server and one browser, in which different people sit down in turn.

use crate::{
    browser::Browser,
    journeys::world::{Walker, World, text},
    server::Server,
    support::{application::PASSWORD, database::FreshDatabase},
};
use futures_util::FutureExt as _;
use serde_json::{Value, json};
use std::{any::Any, cell::RefCell, collections::HashMap, panic::AssertUnwindSafe};
use thirtyfour::{By, Cookie, Key, WebElement, extensions::query::ElementQueryable as _};

/// Who sits at the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    Coordinator,
    Manager,
    Administrator,
    Candidate,
}

impl Person {
    const fn email(self) -> &'static str {
        match self {
            Self::Coordinator => "cora@riverside.example",
            Self::Manager => "hugh@riverside.example",
            Self::Administrator => "ada@riverside.example",
            Self::Candidate => CANDIDATE,
        }
    }
}

/// Where the candidate's codes go.
const CANDIDATE: &str = "nadia.rahman@example.com";

/// Everything of one test.
pub struct Stage {
    pub world: World,
    pub browser: Browser,
    server: Server,
    sessions: RefCell<HashMap<Person, Cookie>>,
}

/// Plays a story on a fresh SQLite database.
pub async fn play(story: impl AsyncFnOnce(&Stage)) {
    play_on(&FreshDatabase::sqlite().await, true, story).await;
}

/// Plays a story in a browser that refuses scripts.
pub async fn play_without_scripts(story: impl AsyncFnOnce(&Stage)) {
    play_on(&FreshDatabase::sqlite().await, false, story).await;
}

/// Plays a story. Whatever becomes of it, the browser and the server end; of a failure it is kept what was on the screen.
pub async fn play_on(database: &FreshDatabase, scripts: bool, story: impl AsyncFnOnce(&Stage)) {
    let world = World::new(database.database()).await;
    play_in(world, 0, scripts, story).await;
}

/// Plays a story in a world that is there already, on this port; 0 for any.
pub async fn play_in(world: World, port: u16, scripts: bool, story: impl AsyncFnOnce(&Stage)) {
    let server = Server::on(&world.app, port);
    let browser = Browser::open(scripts).await;
    let stage = Stage {
        world,
        browser,
        server,
        sessions: RefCell::default(),
    };
    let outcome = AssertUnwindSafe(story(&stage)).catch_unwind().await;
    let failure = match &outcome {
        Ok(()) => None,
        Err(panic) => Some(stage.tell(panic.as_ref()).await),
    };
    stage.browser.close().await;
    stage.server.stop().await;
    if let Some(failure) = failure {
        panic!("{failure}");
    }
}

impl Stage {
    async fn tell(&self, panic: &(dyn Any + Send)) -> String {
        let thread = std::thread::current();
        let kept = self
            .browser
            .keep_evidence(thread.name().unwrap_or("browser"))
            .await;
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref().copied());
        format!(
            "{}\n  while {}\n  {}\n  kept: {kept}",
            message.unwrap_or("it stopped"),
            self.browser.was_doing(),
            self.browser.place().await
        )
    }

    /// An address of the server.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server.origin)
    }

    /// Opens a page of the server.
    pub async fn open(&self, path: &str) {
        self.browser.doing(format!("opening {path}"));
        self.browser.open_address(&self.address(path)).await;
    }

    /// The Jobcentre sends the candidate, over the API and with a token that it asked for, in time for the story.
    pub async fn refer(&self) -> Walker {
        let mut referral = self.world.referral("Rahman");
        referral["candidate"]["email"] = json!(CANDIDATE);
        referral["candidate"]["phone"] = json!("07700 900123");
        let reply = self
            .world
            .app
            .as_jobcentre()
            .await
            .post("/api/v1/referrals", &referral)
            .await
            .expect(201);
        Walker {
            id: text(&reply.json["journey_id"]),
            candidate: text(&reply.json["candidate_id"]).parse().expect("an id"),
        }
    }

    /// Lets a person sit down: the first time by signing in on the page, later with the session that they have.
    pub async fn seat(&self, person: Person) {
        let known = self.sessions.borrow().get(&person).cloned();
        let driver = self.browser.driver();
        // Whoever sat here leaves their page first: one that follows the news would ask for more of it as somebody else.
        if !self.sessions.borrow().is_empty() {
            self.open("/").await;
        }
        driver.delete_all_cookies().await.expect("the cookies' end");
        if let Some(cookie) = known {
            driver
                .add_cookie(cookie)
                .await
                .expect("the person's own session");
            return;
        }
        if person == Person::Candidate {
            self.sign_in_with_code().await;
        } else {
            self.sign_in_with_password(person).await;
        }
        let cookie = driver.get_named_cookie("session").await.expect("a session");
        self.sessions
            .borrow_mut()
            .insert(person, Cookie::new("session", cookie.value));
    }

    /// Staff sign in.
    pub async fn sign_in_with_password(&self, person: Person) {
        self.open("/sign-in").await;
        self.give_password(person).await;
        self.browser
            .wait(
                "the programmes",
                "location.pathname === '/dashboard/programmes'",
                Vec::new(),
            )
            .await;
    }

    /// Fills in the staff's sign-in page.
    pub async fn give_password(&self, person: Person) {
        self.browser.doing(format!("signing in as {person:?}"));
        self.browser.inspect("staff sign-in").await;
        self.browser.write("#email", person.email()).await;
        self.browser.write("#password", PASSWORD).await;
        self.browser.press(Key::Enter).await;
        self.browser
            .wait(
                "to be signed in",
                "location.pathname !== '/sign-in'",
                Vec::new(),
            )
            .await;
    }

    /// A candidate signs in with the code that was sent; this server shows it, because nobody has a telephone here.
    pub async fn sign_in_with_code(&self) {
        self.open("/my/sign-in").await;
        self.give_code().await;
        self.browser
            .wait(
                "the candidate's page",
                "location.pathname === '/my'",
                Vec::new(),
            )
            .await;
    }

    /// Fills in the candidate's sign-in pages.
    pub async fn give_code(&self) {
        self.browser.doing("signing in as the candidate");
        self.browser.inspect("candidate sign-in").await;
        self.browser.write("#contact", CANDIDATE).await;
        self.browser.press(Key::Enter).await;
        self.browser.wait_for("#code").await;
        let code = self.browser.text(".foothold-code").await;
        self.browser.inspect("candidate code").await;
        self.browser.write("#code", &code).await;
        self.browser.press(Key::Enter).await;
        self.browser
            .wait(
                "to be signed in",
                "!location.pathname.startsWith('/my/sign-in')",
                Vec::new(),
            )
            .await;
    }

    /// Ends a person's session as the server keeps it: the browser does not know yet.
    pub async fn end_session(&self, person: Person) {
        let cookie = self
            .sessions
            .borrow_mut()
            .remove(&person)
            .expect("a session");
        let elsewhere = self.world.app.as_nobody().with_session(&cookie.value);
        elsewhere
            .post("/auth/sign-out", &json!({}))
            .await
            .expect(204);
    }

    /// A session begun elsewhere, for a browser in which nothing but reading and forms can be relied on.
    pub async fn be_without_scripts(&self, person: Person) {
        self.open("/sign-in").await;
        self.browser
            .doing(format!("signing in as {person:?} without scripts"));
        self.type_into("#email", person.email()).await;
        self.type_into("#password", PASSWORD).await;
        self.press_button("main form button").await;
    }

    /// The candidate signs in and leaves the pathway, with a browser that runs no script.
    pub async fn withdraw_without_scripts(&self, journey: &str) {
        self.open("/my/sign-in").await;
        self.browser.doing("leaving the pathway without scripts");
        self.type_into("#contact", CANDIDATE).await;
        self.press_button("main form button").await;
        let code = self
            .found(".foothold-code")
            .await
            .text()
            .await
            .expect("the code");
        self.type_into("#code", &code).await;
        self.press_button("main form button").await;
        self.press_button(&format!("a[href='/my/moves/{journey}/withdraw']"))
            .await;
        for choice in [
            "reason][value=found_work",
            "hear_of_other_programmes][value=true",
            "next_step][value=other_work",
        ] {
            self.press_button(&format!("input[name={choice}]")).await;
        }
        self.press_button("main form button").await;
        self.found(".nhsuk-notification-banner").await;
    }

    async fn found(&self, selector: &str) -> WebElement {
        let query = self.browser.driver().query(By::Css(selector)).first().await;
        query.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    async fn type_into(&self, selector: &str, text: &str) {
        self.found(selector)
            .await
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    async fn press_button(&self, selector: &str) {
        self.found(selector)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Opens the page of a person on the dashboard, and answers the state that it shows.
    pub async fn open_person(&self, walker: &Walker) -> String {
        self.open(&format!("/dashboard/journeys/{}", walker.id))
            .await;
        self.settled_person().await
    }

    /// Waits until a person's page stands, and answers the state that it shows.
    pub async fn settled_person(&self) -> String {
        self.browser.wait_for("[data-agreement]").await;
        let agreement = self
            .browser
            .attribute("[data-agreement]", "data-agreement")
            .await;
        assert_eq!(
            agreement.as_deref(),
            Some("same"),
            "the wasm's fold and the server's"
        );
        let state = self
            .browser
            .attribute("[data-state]", "data-state")
            .await
            .expect("a state");
        self.browser.inspect(&format!("person {state}")).await;
        state
    }

    /// Opens the form of a move from the person's page, by keyboard.
    pub async fn open_move(&self, person: Person, walker: &Walker, name: &str) {
        self.seat(person).await;
        self.open_person(walker).await;
        self.browser.doing(format!("{person:?}: {name}"));
        let link = format!("[data-move={name}] a");
        self.browser.wait_for(&link).await;
        let folded = "document.querySelector(arguments[0]).closest('details:not([open])')";
        let script = format!("return Boolean({folded})");
        if self.browser.ask(&script, vec![json!(link)]).await == Value::Bool(true) {
            self.browser
                .activate(&format!("details:has({link}) > summary"))
                .await;
        }
        self.browser.activate(&link).await;
        self.browser
            .wait_for(&format!("form[data-move={name}]"))
            .await;
        self.browser.inspect(&format!("move {name}")).await;
    }

    /// Fills in the form that is open and sends it.
    pub async fn send(&self, form: &str, answers: &Value) {
        self.browser.fill_all(answers).await;
        self.browser.doing(format!("sending {form} with {answers}"));
        self.browser
            .activate(&format!("{form} button[type=submit]"))
            .await;
    }

    /// A member of staff makes a move on the person's page; answers the state that it then shows.
    pub async fn staff_makes(
        &self,
        person: Person,
        walker: &Walker,
        name: &str,
        answers: Value,
    ) -> String {
        self.open_move(person, walker, name).await;
        self.send(&format!("form[data-move={name}]"), &answers)
            .await;
        let done = "location.pathname === arguments[0] && document.querySelector('.nhsuk-notification-banner')";
        let page = format!("/dashboard/journeys/{}", walker.id);
        self.browser
            .wait("what was done", done, vec![json!(page)])
            .await;
        self.settled_person().await
    }

    /// The candidate makes a move on their own page; answers the state that the server then knows.
    pub async fn candidate_makes(&self, walker: &Walker, name: &str, answers: Value) -> String {
        self.open_own_move(walker, name).await;
        self.send("main form", &answers).await;
        let done = "location.search === '?done=' + arguments[0]";
        self.browser
            .wait("what was done", done, vec![json!(name)])
            .await;
        let state = self.world.state(walker).await;
        self.browser
            .inspect(&format!("candidate {state} after {name}"))
            .await;
        state
    }

    /// The candidate opens their page and goes on to a move's form.
    pub async fn open_own_move(&self, walker: &Walker, name: &str) {
        self.seat(Person::Candidate).await;
        self.open("/my").await;
        let state = self.world.state(walker).await;
        self.browser.inspect(&format!("candidate {state}")).await;
        self.browser.doing(format!("Candidate: {name}"));
        self.browser
            .activate(&format!("a[href='/my/moves/{}/{name}']", walker.id))
            .await;
        self.browser.wait_for("main form button").await;
        self.browser
            .inspect(&format!("candidate move {name}"))
            .await;
    }
}
