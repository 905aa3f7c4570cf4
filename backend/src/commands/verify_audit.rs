//! `foothold verify-audit`: reads the whole audit log and says what is not as it was written.

use super::CommandError;
use crate::platform::{
    audit::{self, Expected, Ledger, TrustReport},
    config::{AuditKeysConfig, DatabaseConfig},
    database::Database,
};

#[derive(Debug, clap::Args)]
pub(super) struct VerifyAuditOptions {
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    audit_keys: AuditKeysConfig,
    /// A head that was noted elsewhere, as the server's log and this command print it. Only against one can a database be
    /// told that was put back to an earlier moment as a whole. May be given several times.
    #[arg(long, value_name = "SEQ:HASH")]
    expect: Vec<Expected>,
}

pub(super) async fn run(options: VerifyAuditOptions) -> Result<(), CommandError> {
    let ledger = Ledger::new(&options.audit_keys.audit_keys()?);
    let database = Database::open_with(&options.database.database, 1)?;
    database.check_schema().await?;
    let noted = !options.expect.is_empty();
    let reports = audit::verify(&database, &ledger, options.expect).await?;
    for report in &reports {
        print(report);
    }
    let found: usize = reports.iter().map(|report| report.findings.len()).sum();
    if found > 0 {
        return Err(CommandError::AuditTampered(found));
    }
    if noted {
        println!("The log is whole, and goes on from what was noted.");
    } else {
        println!(
            "The log is whole in itself. Note the heads where nobody who can change the database can, and give them next \
             time with --expect: only so is a database found that was put back to an earlier moment."
        );
    }
    Ok(())
}

pub(super) fn print(report: &TrustReport) {
    let TrustReport {
        trust_id,
        lines,
        older,
        head,
        findings,
    } = report;
    println!("Trust {trust_id}: {lines} lines in the chain, {older} from before it began");
    if let Some(head) = head {
        println!("  head {head}");
    }
    for finding in findings {
        println!("  {finding}");
    }
}
