//! A database that may be written to, with the keys that its records need.

use super::CommandError;
use crate::{
    application::Platform,
    platform::{
        audit::Ledger,
        clock::Clock,
        config::{AuditKeysConfig, DatabaseConfig, FieldKeysConfig},
        crypto::{FieldKeys, KeyPurpose, KeyRing, check_keys},
        database::Database,
        ids::Ids,
    },
};

/// What a command needs that writes records.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct RecordsConfig {
    #[command(flatten)]
    pub database: DatabaseConfig,
    #[command(flatten)]
    pub field_keys: FieldKeysConfig,
    #[command(flatten)]
    pub audit_keys: AuditKeysConfig,
}

impl RecordsConfig {
    /// Opens the database, if its tables are this program's and every key is given on which its records depend.
    pub async fn open(&self, connections: u32) -> Result<Opened, CommandError> {
        let (fields, audit) = (self.field_keys.field_keys()?, self.audit_keys.audit_keys()?);
        let database = Database::open_with(&self.database.database, connections)?
            .with_ledger(Ledger::new(&audit));
        let database = match &self.database.database_replica {
            Some(replica) => database.with_replica(replica, connections)?,
            None => database,
        };
        database.check_schema().await?;
        let clock = Clock::system();
        let platform = Platform {
            database,
            clock: clock.clone(),
            ids: Ids::random(clock),
            fields: fields.clone(),
        };
        let opened = Opened {
            platform,
            fields,
            audit,
        };
        opened.check_keys().await?;
        Ok(opened)
    }
}

/// What services stand on, and the keys of its records.
pub(super) struct Opened {
    pub platform: Platform,
    fields: FieldKeys,
    audit: KeyRing,
}

impl Opened {
    /// Makes sure that the keys are the ones of every Trust; once more after a Trust was founded.
    pub async fn check_keys(&self) -> Result<(), CommandError> {
        let (database, now) = (&self.platform.database, self.platform.clock.now());
        check_keys(database, KeyPurpose::Fields, self.fields.ring(), now).await?;
        check_keys(database, KeyPurpose::Audit, &self.audit, now).await?;
        Ok(())
    }
}
