//! The components of the NHS design system, with the markup and classes of its own package. No feature words here.
//!
//! They draw the same on the server and in the browser, and carry `name`, `value` and `id`, so that a form works with
//! and without scripts. A field that is wrong says so beside itself and in the [`ErrorSummary`], whose links lead to it.

mod button;
mod callout;
mod choices;
mod date_input;
pub mod dates;
mod errors;
mod fields;
mod frame;
mod lists;
mod loading;
mod table;
mod trail;

pub use button::{Button, ButtonKind, LinkButton};
pub use callout::{Details, InsetText, NotificationBanner, WarningCallout};
pub use choices::{Checkboxes, Choice, Radios};
pub use date_input::{DateInput, DateParts};
pub use errors::{ErrorMessage, ErrorSummary, FieldProblem};
pub use fields::{Select, TextInput, Textarea};
pub use frame::{Footer, Header, NavItem, SkipLink};
pub use lists::{Card, Figure, SummaryList, SummaryRow, Tag};
pub use loading::{Loading, Skeleton};
pub use table::{Column, Table};
pub use trail::{BackLink, Breadcrumb, Crumb, Pagination};

/// The ids that describe a field to a screen reader: its hint and its error, where it has them.
fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let ids: Vec<_> = [(has_hint, "hint"), (has_error, "error")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| format!("{id}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_names_its_hint_before_its_error() {
        assert_eq!(
            described_by("a", true, true).as_deref(),
            Some("a-hint a-error")
        );
        assert_eq!(described_by("a", false, false), None);
    }
}
