//! The commands of the program. Each says what went wrong in words that help, and ends with 1.

mod backup;
mod check;
mod demo;
mod found;
mod migrate;
mod openapi;
mod opened;
mod prepared;
mod reseal;
mod seed;
mod serve;
mod verify_audit;
mod work;

use crate::{
    demo::DemoError,
    identity::{ClientError, IdentityError, KeyError, PasswordError, SingleSignOnError},
    journeys::JourneyError,
    messages::NotifyError,
    organisations::OrganisationError,
    platform::{
        config::ConfigError,
        crypto::KeyUseError,
        database::{BackupError, DatabaseError},
    },
    seed::SeedError,
};
use clap::{Parser, Subcommand};
use shared::organisations::OrganisationKind;
use std::{net::SocketAddr, process::ExitCode};

/// From a Jobcentre's referral to a job: the pre-employment pathway of an NHS Trust.
#[derive(Debug, Parser)]
#[command(name = "foothold", version, about)]
struct Foothold {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API.
    Serve(Box<serve::ServeOptions>),
    /// Do what the system does by itself, and serve nothing.
    Work(Box<work::WorkOptions>),
    /// Serve an invented Trust on a fresh database, with everybody's sign-ins printed.
    Demo(Box<demo::DemoOptions>),
    /// Bring the database's tables to this version.
    Migrate(migrate::MigrateOptions),
    /// Found the Trust of a new installation, with its first administrator.
    Found(found::FoundOptions),
    /// Add a member of staff.
    AddStaff(found::AddStaffOptions),
    /// Let a partner's system in, and show its secret once.
    AddPartner(found::AddPartnerOptions),
    /// Say whether everybody of the Trust must have a second factor.
    SecondFactor(found::SecondFactorOptions),
    /// Take the authenticator app, recovery codes and passkeys of somebody who has lost them.
    ResetSecondFactor(found::ResetSecondFactorOptions),
    /// Seal everything with the newest key, so that the older ones can be dropped.
    Reseal(reseal::ResealOptions),
    /// Read the audit log and say what is not as it was written.
    VerifyAudit(verify_audit::VerifyAuditOptions),
    /// Read every journey again from its history, and say what does not hold that always must.
    Check(check::CheckOptions),
    /// Fill an empty database with many invented journeys, to measure with.
    Seed(seed::SeedOptions),
    /// Copy the whole database into a file, while it is in use.
    Backup(backup::BackupOptions),
    /// Make a database from such a copy, and prove it.
    Restore(backup::RestoreOptions),
    /// Write the OpenAPI documents from the application's own routes.
    Openapi(openapi::OpenapiOptions),
    /// Print who may do what: the one policy table.
    Policy,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    /// Something it must have is missing.
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    SingleSignOn(#[from] SingleSignOnError),
    /// A key that the database depends on is missing.
    #[error(transparent)]
    KeyUse(#[from] KeyUseError),
    #[error(
        "the audit log is not as it was written ({0} findings, above). Keep this database as it is, and compare it with a \
         backup before you go on"
    )]
    AuditTampered(usize),
    #[error("the journeys could not be read again: {0}")]
    Journeys(#[from] JourneyError),
    #[error(
        "{0} things do not hold that always must (above). Nothing was changed: keep a copy of this database and ask whoever looks after Foothold"
    )]
    Unsound(usize),
    #[error("the journeys were not sown: {0}")]
    Seed(#[from] SeedError),
    /// There is no copy, or no database from it.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The database cannot be used.
    #[error("the database cannot be used: {0}")]
    Database(#[from] DatabaseError),
    #[error("the demo could not be prepared: {0}")]
    Demo(#[from] DemoError),
    #[error(
        "{0} cannot be listened on: {1}. Choose another with --listen, for example --listen 127.0.0.1:8090"
    )]
    Listen(SocketAddr, std::io::Error),
    /// Passwords and sessions would cross the network in the clear.
    #[error(
        "{0} can be reached from other machines, so that sign-in needs TLS in front of it. Give the address that \
         browsers use, for example --public-url https://foothold.example.nhs.uk"
    )]
    NotBehindTls(SocketAddr),
    /// Anybody could sign in.
    #[error(
        "this database was made by `foothold demo`, whose passwords and secrets are public. Serve a database of your \
         own, or start `foothold demo` instead"
    )]
    DemoDatabase,
    #[error("{0} cannot be read or written: {1}")]
    File(String, std::io::Error),
    #[error(
        "{0} is not what the application gives; run `foothold openapi` and look at what changed"
    )]
    DocumentDiffers(String),
    #[error("this database has its Trust already; add people with `foothold add-staff`")]
    FoundedAlready,
    #[error("this database has no Trust yet; begin with `foothold found`")]
    NotFounded,
    #[error("nobody of this Trust signs in with {0}")]
    NobodyWith(String),
    #[error("the password was not taken: {0}")]
    Password(#[from] PasswordError),
    #[error("a {0} has no part in the pathway yet; add a jobcentre or a college")]
    NoPartYet(OrganisationKind),
    #[error("the account could not be made: {0}")]
    Account(#[from] IdentityError),
    #[error("the partner's system could not be let in: {0}")]
    Client(#[from] ClientError),
    #[error("the partner could not be made: {0}")]
    Partner(#[from] OrganisationError),
    #[error(transparent)]
    Notify(#[from] NotifyError),
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
}

/// Runs the command that the program was called with.
#[must_use]
pub fn run() -> ExitCode {
    let command = Foothold::parse().command;
    let outcome = actix_web::rt::System::new().block_on(async {
        match command {
            Command::Serve(options) => serve::run(*options).await,
            Command::Work(options) => work::run(*options).await,
            Command::Demo(options) => demo::run(*options).await,
            Command::Migrate(options) => migrate::run(options).await,
            Command::Found(options) => found::found(options).await,
            Command::AddStaff(options) => found::add_staff(options).await,
            Command::AddPartner(options) => found::add_partner(options).await,
            Command::SecondFactor(options) => found::second_factor(options).await,
            Command::ResetSecondFactor(options) => found::reset_second_factor(options).await,
            Command::Reseal(options) => reseal::run(options).await,
            Command::VerifyAudit(options) => verify_audit::run(options).await,
            Command::Check(options) => check::run(options).await,
            Command::Seed(options) => seed::run(options).await,
            Command::Backup(options) => backup::back_up(options).await,
            Command::Restore(options) => backup::restore(options).await,
            Command::Openapi(options) => openapi::run(&options),
            Command::Policy => {
                print!("{}", crate::access::print());
                Ok(())
            }
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("foothold: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_are_well_formed() {
        Foothold::command().debug_assert();
    }
}
