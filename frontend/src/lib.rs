//! What people see: the staff's application, which runs in the browser, and the pages of candidates and the public,
//! which the server renders and which need no script at all.
//!
//! - [`ui`] holds the NHS design system's components. It knows no feature of ours.
//! - [`layout`] holds the frame of a staff page and the first view that the server sends before the wasm has loaded.
//! - `app` is the staff application, with a folder for each feature; it is only in the browser's build (`csr`). The
//!   words and decisions of those pages are plain functions beside them, compiled everywhere and tested natively.
//! - `accounts`, `adjustments`, `administration`, `answer_links`, `api_clients`, `assignments`, `calendars`, `candidate`, `candidates`, `duplicates`, `factors`,
//!   `guarantees`, `notes`, `print`, `public`, `reports`, `scoring`, `tasks`, the planner of `programmes` and `language` are the server's pages and stay out of
//!   the browser's build.

#[cfg(any(feature = "ssr", test))]
pub mod accounts;
#[cfg(any(feature = "ssr", test))]
pub mod adjustments;
#[cfg(any(feature = "ssr", test))]
pub mod administration;
#[cfg(any(feature = "ssr", test))]
pub mod answer_links;
pub mod api;
#[cfg(any(feature = "ssr", test))]
pub mod api_clients;
#[cfg(feature = "csr")]
pub mod app;
#[cfg(any(feature = "ssr", test))]
pub mod assignments;
#[cfg(any(feature = "ssr", test))]
pub mod calendars;
#[cfg(any(feature = "ssr", test))]
pub mod candidate;
#[cfg(any(feature = "ssr", test))]
pub mod candidates;
#[cfg(any(feature = "ssr", test))]
pub mod duplicates;
#[cfg(any(feature = "ssr", test))]
pub mod factors;
#[cfg(any(feature = "ssr", test))]
pub mod fit_check;
pub mod forms;
#[cfg(any(feature = "ssr", test))]
pub mod guarantees;
pub mod journeys;
#[cfg(any(feature = "ssr", test))]
pub mod language;
pub mod layout;
pub mod live;
#[cfg(any(feature = "ssr", test))]
pub mod notes;
#[cfg(any(feature = "ssr", test))]
pub mod print;
pub mod programmes;
#[cfg(any(feature = "ssr", test))]
pub mod public;
pub mod referrals;
pub mod registers;
#[cfg(any(feature = "ssr", test))]
pub mod reports;
pub mod routes;
#[cfg(any(feature = "ssr", test))]
pub mod scoring;
pub mod session;
#[cfg(any(feature = "ssr", test))]
pub mod tasks;
pub mod ui;
pub mod vacancies;
