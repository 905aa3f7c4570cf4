//! A throw-away database for one test.

use backend::platform::database::{Database, DatabaseError, DatabaseUrl};
use diesel::connection::SimpleConnection as _;
use std::{path::PathBuf, sync::OnceLock};
use uuid::Uuid;

/// Where the throw-away PostgreSQL server is, with the right to create databases.
const SERVER: &str = "FOOTHOLD_TEST_POSTGRES";

/// A migrated database of this test's own, removed at its end.
pub struct FreshDatabase {
    database: Option<Database>,
    remains: Remains,
}

/// What is to be cleared away.
enum Remains {
    Folder(PathBuf),
    PostgresDatabase(String),
}

impl FreshDatabase {
    /// A file in a folder of its own.
    pub async fn sqlite() -> Self {
        let folder = new_folder();
        let url = DatabaseUrl::Sqlite(folder.join("test.sqlite").display().to_string());
        let database = Database::open_with(&url, 4).expect("a SQLite database");
        database.migrate().await.expect("migrations");
        Self {
            database: Some(database),
            remains: Remains::Folder(folder),
        }
    }

    /// A clone of a migrated template on the test server.
    pub async fn postgres() -> Self {
        let name = format!("foothold_test_{}", Uuid::now_v7().simple());
        let template = template().await;
        on_server(format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let database = Database::open_with(&address_of(&name), 4).expect("a PostgreSQL database");
        Self {
            database: Some(database),
            remains: Remains::PostgresDatabase(name),
        }
    }

    /// A handle on it.
    pub fn database(&self) -> Database {
        self.database
            .clone()
            .expect("the database is open until the end of the test")
    }
}

/// Where a database can be made: nothing is there yet. Cleared away at the end of the test.
pub struct Nowhere {
    /// Its address.
    pub url: DatabaseUrl,
    _cleared_at_the_end: FreshDatabase,
}

impl Nowhere {
    /// A place of the same kind as a database.
    pub async fn like(database: &Database) -> Self {
        let (url, remains) = match database.url() {
            DatabaseUrl::Sqlite(_) => {
                let folder = new_folder();
                let url = DatabaseUrl::Sqlite(folder.join("test.sqlite").display().to_string());
                (url, Remains::Folder(folder))
            }
            DatabaseUrl::Postgres(_) => {
                let name = format!("foothold_test_{}", Uuid::now_v7().simple());
                on_server(format!("CREATE DATABASE {name}")).await;
                (address_of(&name), Remains::PostgresDatabase(name))
            }
        };
        Self {
            url,
            _cleared_at_the_end: FreshDatabase {
                database: None,
                remains,
            },
        }
    }
}

/// A folder of a test's own.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self(new_folder())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left_for_the_system = std::fs::remove_dir_all(&self.0);
    }
}

fn new_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("foothold-test-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).expect("a folder of the test's own");
    folder
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        self.database = None;
        match &self.remains {
            Remains::Folder(folder) => {
                let _left_for_the_system = std::fs::remove_dir_all(folder);
            }
            Remains::PostgresDatabase(name) => {
                let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                let _left_for_the_server = std::thread::spawn(move || run(&statement)).join();
            }
        }
    }
}

/// The template is made once in a run of the tests.
async fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    static MAKING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one_at_a_time = MAKING.lock().await;
    if let Some(name) = TEMPLATE.get() {
        return name;
    }
    let name = format!("foothold_template_{}", Uuid::now_v7().simple());
    on_server(format!("CREATE DATABASE {name}")).await;
    let database = Database::open_with(&address_of(&name), 1).expect("the template");
    database.migrate().await.expect("migrations");
    drop(database);
    // A template with a connection open cannot be cloned, and the pool closes its own a little later.
    on_server(format!(
        "ALTER DATABASE {name} ALLOW_CONNECTIONS false; \
         SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    ))
    .await;
    TEMPLATE.get_or_init(|| name)
}

/// The address of the test server.
pub fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set, so the PostgreSQL half of the tests cannot run: use `cargo verify`, \
             which starts a throw-away server, or set it to postgres://USER@HOST:PORT/postgres"
        )
    })
}

fn address_of(name: &str) -> DatabaseUrl {
    let server = server();
    let (place, _) = server
        .rsplit_once('/')
        .expect("an address that ends in a database's name");
    DatabaseUrl::Postgres(format!("{place}/{name}"))
}

async fn on_server(statement: String) {
    tokio::task::spawn_blocking(move || run(&statement))
        .await
        .expect("the statement's thread")
        .expect("the statement on the test server");
}

fn run(statement: &str) -> Result<(), DatabaseError> {
    use diesel::Connection as _;
    let mut connection = diesel::PgConnection::establish(&server())
        .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
    for part in statement.split(';') {
        connection.batch_execute(part)?;
    }
    Ok(())
}
