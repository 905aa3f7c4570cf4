//! The log as a file for a spreadsheet.

use crate::platform::spreadsheet::csv_cell;
use shared::audit::AuditLineView;

/// Lines as CSV (RFC 4180), with a mark that tells a spreadsheet that the text is UTF-8.
#[must_use]
pub fn csv(lines: &[AuditLineView]) -> String {
    let mut text = String::from("\u{FEFF}");
    let heads = [
        "number", "at", "what", "by", "kind", "about", "action", "outcome", "from", "request",
    ];
    row(&mut text, heads.map(str::to_owned));
    for line in lines {
        row(
            &mut text,
            [
                line.sequence
                    .map(|number| number.to_string())
                    .unwrap_or_default(),
                line.at.clone(),
                line.words.clone(),
                line.actor_name.clone(),
                line.actor_kind.clone(),
                line.person_name.clone().unwrap_or_default(),
                line.action.clone(),
                line.outcome.clone(),
                line.address.clone().unwrap_or_default(),
                line.request_id.clone(),
            ],
        );
    }
    text
}

fn row(text: &mut String, cells: [String; 10]) {
    let cells = cells.map(|cell| csv_cell(&cell));
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}
