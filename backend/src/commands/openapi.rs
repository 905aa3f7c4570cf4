//! `foothold openapi`: the documents from the application's own routes, written or compared with what is checked in.

use super::CommandError;
use crate::application::{openapi, partner_openapi};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct OpenapiOptions {
    /// Only compare, and fail if anything differs.
    #[arg(long)]
    check: bool,
    /// The folder of the documents.
    #[arg(long, default_value = "openapi")]
    folder: PathBuf,
}

pub(super) fn run(options: &OpenapiOptions) -> Result<(), CommandError> {
    for (name, document) in [
        ("foothold.json", openapi()),
        ("partner.json", partner_openapi()),
    ] {
        let path = options.folder.join(name);
        let shown = path.display().to_string();
        if options.check {
            let kept = std::fs::read_to_string(&path)
                .map_err(|error| CommandError::File(shown.clone(), error))?;
            if kept != document {
                return Err(CommandError::DocumentDiffers(shown));
            }
        } else {
            std::fs::write(&path, document)
                .map_err(|error| CommandError::File(shown.clone(), error))?;
            println!("{shown}");
        }
    }
    Ok(())
}
