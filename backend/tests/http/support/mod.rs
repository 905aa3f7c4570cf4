//! What the tests stand on.

pub mod application;
pub mod client;
pub mod database;
pub mod directory;
pub mod log;
pub mod network;

/// Makes each test run twice: on a fresh SQLite database and on a fresh PostgreSQL one.
///
/// ```ignore
/// on_both_databases! {
///     async fn a_claim_that_holds(database: Database) { … }
/// }
/// ```
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($database:ident: Database) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn claim($database: backend::platform::database::Database) $body

            $(#[$attribute])*
            #[actix_web::test]
            async fn on_sqlite() {
                let fresh = $crate::support::database::FreshDatabase::sqlite().await;
                claim(fresh.database()).await;
            }

            $(#[$attribute])*
            #[actix_web::test]
            async fn on_postgres() {
                let fresh = $crate::support::database::FreshDatabase::postgres().await;
                claim(fresh.database()).await;
            }
        }
    )+};
}
