//! `foothold found`, `add-staff` and `add-partner`: what a new installation needs before anybody can sign in.

use super::{CommandError, opened::RecordsConfig};
use crate::{
    application::Platform,
    identity::{self, NewApiClient, NewUser, SHORTEST_PASSWORD},
    organisations::{self, NewTrust},
};
use chrono::TimeDelta;
use serde_json::json;
use shared::{
    identity::{Role, Scope},
    ids::TrustId,
    journey::{Actor, TrustFacts},
    organisations::{CreateOrganisation, OrganisationKind},
    values::Words,
};
use std::io::BufRead as _;

#[derive(Debug, clap::Args)]
pub(super) struct FoundOptions {
    #[command(flatten)]
    records: RecordsConfig,
    /// The Trust's name, as its pages show it.
    #[arg(long)]
    name: Words,
    /// A short name for it.
    #[arg(long)]
    short_name: Words,
    /// The telephone number that the pages give people who need help.
    #[arg(long)]
    contact_phone: Words,
    /// The e-mail address that the pages give people who need help.
    #[arg(long)]
    contact_email: Words,
    #[command(flatten)]
    administrator: Person,
}

#[derive(Debug, clap::Args)]
pub(super) struct AddStaffOptions {
    #[command(flatten)]
    records: RecordsConfig,
    /// What they do: coordinator, assessor, trainer, hiring_manager, executive, administrator or auditor.
    #[arg(long)]
    role: Role,
    #[command(flatten)]
    person: Person,
}

#[derive(Debug, clap::Args)]
pub(super) struct AddPartnerOptions {
    #[command(flatten)]
    records: RecordsConfig,
    /// What kind of partner it is: jobcentre or college.
    #[arg(long)]
    kind: OrganisationKind,
    /// Its name.
    #[arg(long)]
    partner_name: Words,
}

#[derive(Debug, clap::Args)]
pub(super) struct SecondFactorOptions {
    #[command(flatten)]
    records: RecordsConfig,
    /// Whether everybody must have one: `true` or `false`.
    #[arg(long, action = clap::ArgAction::Set)]
    required: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ResetSecondFactorOptions {
    #[command(flatten)]
    records: RecordsConfig,
    /// The e-mail address they sign in with.
    #[arg(long)]
    staff_email: Words,
}

/// Somebody who is to sign in; the password is the first line of standard input, so that no list of commands holds it.
#[derive(Debug, clap::Args)]
struct Person {
    /// Their name.
    #[arg(long)]
    staff_name: Words,
    /// The e-mail address they sign in with.
    #[arg(long)]
    staff_email: Words,
}

pub(super) async fn found(options: FoundOptions) -> Result<(), CommandError> {
    let opened = options.records.open(2).await?;
    let platform = opened.platform.clone();
    if !organisations::trusts(&platform.database).await?.is_empty() {
        return Err(CommandError::FoundedAlready);
    }
    let password = read_password()?;
    let trust = NewTrust {
        name: options.name.to_string(),
        short_name: options.short_name.to_string(),
        contact_phone: options.contact_phone.to_string(),
        contact_email: options.contact_email.to_string(),
        settings: json!({ "rules": TrustFacts::default() }),
    };
    let trust_id = organisations::create_trust(&platform, trust).await?;
    opened.check_keys().await?;
    add(
        &platform,
        trust_id,
        Role::Administrator,
        options.administrator,
        &password,
    )
    .await?;
    println!("Founded. Next: `foothold add-staff`, `foothold add-partner`, then `foothold serve`.");
    Ok(())
}

pub(super) async fn add_staff(options: AddStaffOptions) -> Result<(), CommandError> {
    let platform = options.records.open(2).await?.platform;
    let trust_id = the_trust(&platform).await?;
    let password = read_password()?;
    add(&platform, trust_id, options.role, options.person, &password).await
}

pub(super) async fn add_partner(options: AddPartnerOptions) -> Result<(), CommandError> {
    let scopes = Scope::fitting(options.kind);
    if scopes.is_empty() {
        return Err(CommandError::NoPartYet(options.kind));
    }
    let platform = options.records.open(2).await?.platform;
    let trust_id = the_trust(&platform).await?;
    let request = CreateOrganisation {
        kind: options.kind,
        name: options.partner_name,
    };
    let request_id = "command".to_owned();
    let made =
        organisations::create(&platform, trust_id, Actor::system(), request_id, request).await?;
    let client = NewApiClient {
        trust_id,
        organisation_id: made.id,
        scopes,
        expires_at: Some(platform.clock.now() + TimeDelta::days(365)),
    };
    let client = identity::create_api_client(&platform, client).await?;
    println!(
        "Give {} these over a channel that you trust. The secret is shown only now.",
        made.name
    );
    println!(
        "client_id      {}\nclient_secret  {}",
        client.client_id, client.secret
    );
    println!("It is let in for a year: an administrator rotates the secret before.");
    Ok(())
}

pub(super) async fn second_factor(options: SecondFactorOptions) -> Result<(), CommandError> {
    let platform = options.records.open(2).await?.platform;
    let trust_id = the_trust(&platform).await?;
    identity::require_second_factor(&platform, trust_id, options.required).await?;
    println!(
        "{}",
        if options.required {
            "Everybody is asked for a second factor at their next sign-in."
        } else {
            "A second factor is each person's own choice."
        }
    );
    Ok(())
}

pub(super) async fn reset_second_factor(
    options: ResetSecondFactorOptions,
) -> Result<(), CommandError> {
    let platform = options.records.open(2).await?.platform;
    let trust_id = the_trust(&platform).await?;
    let email = options.staff_email.to_string();
    if !identity::reset_second_factor(&platform, trust_id, &email).await? {
        return Err(CommandError::NobodyWith(email));
    }
    println!("{email} signs in with the password alone now, and can set a second factor up again.");
    Ok(())
}

async fn the_trust(platform: &Platform) -> Result<TrustId, CommandError> {
    organisations::trusts(&platform.database)
        .await?
        .first()
        .copied()
        .ok_or(CommandError::NotFounded)
}

fn read_password() -> Result<String, CommandError> {
    eprintln!("Password ({SHORTEST_PASSWORD} characters or more, not easy to guess), then Enter:");
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| CommandError::File("standard input".to_owned(), error))?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok(password.to_owned())
}

async fn add(
    platform: &Platform,
    trust_id: TrustId,
    role: Role,
    person: Person,
    password: &str,
) -> Result<(), CommandError> {
    let (email, name) = (
        person.staff_email.to_string(),
        person.staff_name.to_string(),
    );
    let about = [email.clone(), name.clone()];
    let password_hash = identity::new_password(password, &about).await?;
    println!("{name} signs in with {email}.");
    identity::create_user(
        platform,
        NewUser {
            trust_id,
            role,
            email,
            name,
            password_hash,
        },
    )
    .await?;
    Ok(())
}
