//! The log as a file for a spreadsheet.

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
    let cells = cells.map(|cell| quoted(&cell));
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell that a spreadsheet takes for text: one that begins like a formula begins with an apostrophe instead.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let safe = if is_formula { "'" } else { "" };
    format!("\"{safe}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula_or_ends_early() {
        assert_eq!(quoted("Cora"), "\"Cora\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("+44 7700"), "\"'+44 7700\"");
        assert_eq!(quoted("@a\",b\n"), "\"'@a\"\",b\n\"");
    }
}
