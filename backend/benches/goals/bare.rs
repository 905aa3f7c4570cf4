//! What Foothold is held against: a server that only sends bytes, and the least that answers the same questions.

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    web::{self, Bytes, Data},
};
use rusqlite::{Connection, OpenFlags, params};
use serde_json::json;
use std::{io, sync::Mutex};

/// Sends a file's content, whatever is asked.
pub fn send_bytes(file: &str, port: u16) -> io::Result<()> {
    let body = Bytes::from(std::fs::read(file)?);
    let server = HttpServer::new(move || {
        let answer = |body: Data<Bytes>| async move {
            HttpResponse::Ok()
                .content_type("application/json")
                .body(body.as_ref().clone())
        };
        App::new()
            .app_data(Data::new(body.clone()))
            .default_service(web::to(answer))
    });
    actix_web::rt::System::new().block_on(server.bind(("127.0.0.1", port))?.run())
}

/// Reads on a connection of each worker, writes on one: no roles, no rules, no audit.
struct Least {
    reads: Mutex<Connection>,
    writes: Data<Mutex<Connection>>,
    trust: String,
    token: String,
}

const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;";

fn open(path: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch(SETTINGS)?;
    Ok(connection)
}

/// Serves a SQLite database of ours with the least that there can be.
pub fn prototype(path: &str, port: u16) -> io::Result<()> {
    let writes = Data::new(Mutex::new(open(path).map_err(io::Error::other)?));
    let path = path.to_owned();
    let server = HttpServer::new(move || {
        let least = open(&path).and_then(|reads| {
            let trust = "SELECT id FROM trusts WHERE name LIKE 'Brindle%'";
            let token = "SELECT token_hash FROM sign_ins WHERE ended_at IS NULL LIMIT 1";
            let one = |query| reads.query_row(query, [], |row| row.get(0));
            let (trust, token) = (one(trust)?, one(token)?);
            let (reads, writes) = (Mutex::new(reads), writes.clone());
            Ok(Least {
                reads,
                writes,
                trust,
                token,
            })
        });
        App::new()
            .app_data(Data::new(least.ok()))
            .route("/health/live", web::get().to(HttpResponse::Ok))
            .route("/list/{programme}/{state}", web::get().to(list))
            .route("/one/{id}", web::get().to(one))
            .route("/move/{id}", web::post().to(make_move))
            .route("/counts", web::get().to(counts))
    });
    actix_web::rt::System::new().block_on(server.bind(("127.0.0.1", port))?.run())
}

/// Looks up the token, as the least that sign-in can be, and answers with what `read` gives.
fn answer(
    request: &HttpRequest,
    read: impl FnOnce(&Connection, &Least) -> rusqlite::Result<serde_json::Value>,
) -> HttpResponse {
    let Some(least) = request
        .app_data::<Data<Option<Least>>>()
        .and_then(|least| least.as_ref().as_ref())
    else {
        return HttpResponse::InternalServerError().finish();
    };
    let Ok(reads) = least.reads.lock() else {
        return HttpResponse::InternalServerError().finish();
    };
    let known = reads
        .prepare_cached("SELECT user_id FROM sign_ins WHERE token_hash = ?")
        .and_then(|mut query| query.query_row([&least.token], |row| row.get::<_, String>(0)));
    match known.and_then(|_| read(&reads, least)) {
        Ok(value) => HttpResponse::Ok().json(value),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

async fn list(request: HttpRequest, path: web::Path<(String, String)>) -> HttpResponse {
    let (programme, state) = path.into_inner();
    answer(&request, |db, least| {
        let mut query = db.prepare_cached(
            "SELECT j.id, j.reference, c.given_name, c.family_name, j.state, j.entered_state_on, j.version FROM journeys j \
             JOIN candidates c ON c.trust_id = j.trust_id AND c.id = j.candidate_id WHERE j.trust_id = ? AND \
             j.programme_id = ? AND j.state = ? ORDER BY j.updated_at DESC, j.id DESC LIMIT 50",
        )?;
        let rows = query.query_map(params![least.trust, programme, state], |row| {
            let text = |at: usize| row.get::<_, String>(at);
            Ok(json!({
                "id": text(0)?, "reference": text(1)?, "given_name": text(2)?, "family_name": text(3)?,
                "state": text(4)?, "entered_state_on": text(5)?, "version": row.get::<_, i64>(6)?,
            }))
        })?;
        Ok(json!({ "data": rows.collect::<Result<Vec<_>, _>>()? }))
    })
}

async fn one(request: HttpRequest, id: web::Path<String>) -> HttpResponse {
    answer(&request, |db, least| {
        let (name, state): (String, String) = db
            .prepare_cached(
                "SELECT c.given_name || ' ' || c.family_name, j.state FROM journeys j JOIN candidates c ON \
                 c.trust_id = j.trust_id AND c.id = j.candidate_id WHERE j.trust_id = ? AND j.id = ?",
            )?
            .query_row(params![least.trust, *id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut query = db.prepare_cached(
            "SELECT sequence, kind, payload, recorded_at FROM journey_events WHERE trust_id = ? AND journey_id = ? ORDER BY sequence",
        )?;
        let history = query.query_map(params![least.trust, *id], |row| {
            let text = |at: usize| row.get::<_, String>(at);
            Ok(json!({ "sequence": row.get::<_, i64>(0)?, "kind": text(1)?, "payload": text(2)?, "at": text(3)? }))
        })?;
        Ok(
            json!({ "name": name, "state": state, "history": history.collect::<Result<Vec<_>, _>>()? }),
        )
    })
}

async fn counts(request: HttpRequest) -> HttpResponse {
    answer(&request, |db, least| {
        let mut query = db.prepare_cached(
            "SELECT programme_id, state, COUNT(*) FROM journeys WHERE trust_id = ? GROUP BY programme_id, state",
        )?;
        let rows = query.query_map([&least.trust], |row| {
            Ok(json!([
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?
            ]))
        })?;
        Ok(json!(rows.collect::<Result<Vec<_>, _>>()?))
    })
}

/// A row and a line of history, committed: what is moved is moved to where it is, so that it can be moved again.
async fn make_move(request: HttpRequest, id: web::Path<String>) -> HttpResponse {
    let writes = request
        .app_data::<Data<Option<Least>>>()
        .and_then(|least| Some(least.as_ref().as_ref()?.writes.clone()));
    answer(&request, |_, least| {
        let Some(writes) = writes.as_ref().and_then(|writes| writes.lock().ok()) else {
            return Ok(json!(null));
        };
        let moved = writes.execute_batch("BEGIN IMMEDIATE").and_then(|()| {
            writes
                .prepare_cached("UPDATE journeys SET updated_at = updated_at WHERE trust_id = ? AND id = ?")?
                .execute(params![least.trust, *id])?;
            writes
                .prepare_cached("INSERT INTO by_hand_history (journey_id, kind, payload) VALUES (?, 'moved', '{}')")?
                .execute([&*id])?;
            writes.execute_batch("COMMIT")
        });
        moved.map(|()| json!({ "id": *id }))
    })
}
