//! The one connection of a server on which PostgreSQL tells it what other servers, and it itself, have committed.
//!
//! It has a thread of its own. diesel gives out what has arrived ([`PgConnection::notifications_iter`]) and not the socket to
//! wait on, so that the thread looks at its socket 40 times a second: a system call that finds nothing, and nothing that
//! the database ever notices. When the connection is lost it is made again, and the listeners hear of a gap.

use super::{Heard, Signal, hub::Hub};
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, connection::SimpleConnection as _};
use std::{
    sync::{Arc, Weak},
    thread,
    time::{Duration, Instant},
};

/// How often the socket is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(25);
/// How often it is asked whether anybody is still at the other end.
const ASK_EVERY: Duration = Duration::from_secs(10);
/// How long is waited before another try to connect.
const AGAIN_AFTER: Duration = Duration::from_millis(500);

/// Starts the thread, which ends with the hub.
pub(super) fn start(address: String, hub: Weak<Hub>) {
    let started = thread::Builder::new()
        .name("signals".into())
        .spawn(move || listen_for_ever(&patient(&address), &hub));
    if let Err(error) = started {
        tracing::error!(%error, "nobody listens to what other servers change");
    }
}

/// The address, with a limit to how long a dead peer is waited for: the system's own is hours.
fn patient(address: &str) -> String {
    let separator = if address.contains('?') { '&' } else { '?' };
    format!(
        "{address}{separator}connect_timeout=5&keepalives_idle=5&keepalives_interval=5&keepalives_count=2\
         &tcp_user_timeout=10000&application_name=foothold-signals"
    )
}

fn listen_for_ever(address: &str, hub: &Weak<Hub>) {
    let mut told = false;
    while hub.strong_count() > 0 {
        match connect(address) {
            Ok(mut connection) => {
                // Also at the first time: whoever listened before the connection stood may have missed something.
                tell(hub, Heard::Gap);
                told = false;
                if let Err(error) = hear(&mut connection, hub) {
                    tracing::warn!(%error, "the connection that listens was lost; it is made again");
                }
            }
            Err(error) if !told => {
                told = true;
                tracing::warn!(%error, "nobody listens to what other servers change; it is tried again");
            }
            Err(_) => {}
        }
        thread::sleep(AGAIN_AFTER);
    }
}

fn connect(address: &str) -> Result<PgConnection, String> {
    let mut connection = PgConnection::establish(address).map_err(|error| error.to_string())?;
    connection
        .batch_execute("LISTEN foothold")
        .map_err(|error| error.to_string())?;
    Ok(connection)
}

/// Passes on what arrives, until the connection is lost or nobody is there to be told.
fn hear(connection: &mut PgConnection, hub: &Weak<Hub>) -> diesel::QueryResult<()> {
    let mut asked = Instant::now();
    while hub.strong_count() > 0 {
        for message in connection.notifications_iter() {
            for line in message?.payload.lines() {
                if let Some(signal) = Signal::read(line) {
                    tell(hub, Heard::Signal(signal));
                }
            }
        }
        if asked.elapsed() >= ASK_EVERY {
            diesel::sql_query("SELECT 1").execute(connection)?;
            asked = Instant::now();
        }
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

fn tell(hub: &Weak<Hub>, heard: Heard) {
    if let Some(hub) = Weak::upgrade(hub).as_ref() {
        let hub: &Arc<Hub> = hub;
        hub.tell(heard);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_settings_keeps_them() {
        assert!(patient("postgres://a@b/c").starts_with("postgres://a@b/c?connect_timeout=5&"));
        let with = patient("postgres://a@b/c?sslmode=require");
        assert!(with.starts_with("postgres://a@b/c?sslmode=require&connect_timeout=5&"));
    }
}
