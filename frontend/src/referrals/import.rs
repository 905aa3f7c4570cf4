//! A file of referrals, from choosing it to what came of it. The server draws these pages, and they need no scripts: the one that shows
//! how far it is loads itself again.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Choice, Column, ErrorMessage, ErrorSummary, FieldProblem, Figure, InsetText,
    NotificationBanner, Select, Table,
};
use shared::journey::Law;
use shared::referrals::{ImportStatus, ReferralImportView};
use yew::prelude::*;

/// Where these pages begin.
pub const ADDRESS: &str = "/referrals/import";

/// What an [`ImportFormPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ImportFormPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The Jobcentres whose referrals can be drafted.
    pub jobcentres: Vec<Choice>,
    /// The programmes that people can be referred to.
    pub programmes: Vec<Choice>,
    /// The Jobcentre that was chosen.
    pub jobcentre: String,
    /// The programme that was chosen.
    pub programme: String,
    /// What is wrong with what was sent.
    pub problems: Vec<FieldProblem>,
    /// So many rows at most are in a file.
    pub most_rows: u32,
    /// So many megabytes at most.
    pub most_megabytes: usize,
    /// So many megabytes at most, if it is a workbook.
    pub most_megabytes_of_a_workbook: usize,
}

/// Choosing a file.
#[component]
pub fn ImportFormPage(props: &ImportFormPageProps) -> Html {
    let error = |name: &str| FieldProblem::of(&props.problems, name);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Import referrals from a file"
            has_problem={!props.problems.is_empty()} before={back("/dashboard/referrals/new", "Draft one referral")}>
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">{ "Import referrals from a file" }</h1>
            <InsetText>
                <p><q>{ Law::L2.words() }</q></p>
                <p>{ "Each row becomes a draft. It counts once the Jobcentre has confirmed it, with the benefit and the date." }</p>
            </InsetText>
            <div class="nhsuk-grid-row">
                <div class="nhsuk-grid-column-two-thirds">
                    { the_file(props) }
                    <form method="post" action={ADDRESS} enctype="multipart/form-data" novalidate={true}>
                        <Select name="organisation_id" label="Jobcentre" hint="Its staff confirm the drafts"
                            options={props.jobcentres.clone()} value={props.jobcentre.clone()} error={error("organisation_id")} />
                        <Select name="programme_id" label="Programme" hint="For each row that names no other"
                            options={props.programmes.clone()} value={props.programme.clone()} error={error("programme_id")} />
                        { chooser(error("file")) }
                        <Button>{ "Try the file" }</Button>
                        <p class="nhsuk-body-s">{ "Nothing is written yet: you see first what would come of each row." }</p>
                    </form>
                </div>
            </div>
        </StaffFrame>
    }
}

fn the_file(props: &ImportFormPageProps) -> Html {
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "The file" }</h2>
            <p>
                { "One row for each person, as an Excel workbook or as CSV. Download a template, write over the example, and keep the headings: " }
                <a href={format!("{ADDRESS}/template.xlsx")} download="referrals.xlsx">{ "workbook (XLSX)" }</a>
                { " or " }
                <a href={format!("{ADDRESS}/template.csv")} download="referrals.csv">{ "CSV" }</a>
                { ". Of a workbook the first sheet is read. Save CSV as “CSV UTF-8”." }
            </p>
            <p>{ format!("At most {} rows, and {} megabytes ({} as a workbook). A row that cannot be taken is refused alone.",
                counted(props.most_rows), props.most_megabytes, props.most_megabytes_of_a_workbook) }</p>
        </>
    }
}

fn chooser(error: Option<AttrValue>) -> Html {
    let described = match error {
        Some(_) => "file-hint file-error",
        None => "file-hint",
    };
    let group = classes!(
        "nhsuk-form-group",
        error.is_some().then_some("nhsuk-form-group--error")
    );
    html! {
        <div class={group}>
            <label class="nhsuk-label" for="file">{ "File" }</label>
            <div class="nhsuk-hint" id="file-hint">{ "Its name ends with .xlsx or .csv" }</div>
            <ErrorMessage id="file" message={error} />
            <input type="file" id="file" name="file" accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" aria-describedby={described} />
        </div>
    }
}

/// A row that is refused, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its number.
    pub row: u32,
    /// Whom it is about, as far as that was written.
    pub name: String,
    /// What is wrong and what to do, each with its column where it has one.
    pub why: Vec<(Option<String>, String)>,
}

/// What an [`ImportPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ImportPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// How far it is.
    pub import: ReferralImportView,
    /// The Jobcentre that is to confirm the drafts.
    pub jobcentre: String,
    /// The first rows that are refused.
    pub refused: Vec<RefusedRow>,
}

impl ImportPageProps {
    fn title(&self) -> &'static str {
        match (self.import.status, self.import.dry_run) {
            (ImportStatus::Done, true) => "Check the file before you import it",
            (ImportStatus::Done, false) => "The file is imported",
            (_, true) => "Trying the file",
            (_, false) => "Importing the file",
        }
    }

    fn place(&self, what: &str) -> String {
        format!("{ADDRESS}/{}{what}", self.import.id)
    }
}

/// A file that was sent: how far it is, what would come of it, and what came of it.
#[component]
pub fn ImportPage(props: &ImportPageProps) -> Html {
    let is_done = props.import.status == ImportStatus::Done;
    html! {
        <StaffFrame frame={props.frame.clone()} title={props.title()} before={back(ADDRESS, "Another file")}>
            if is_done && !props.import.dry_run {
                <NotificationBanner heading={format!("{} saved", drafts(props.import.accepted))} success={true}>
                    <p>{ "The Jobcentre confirms them." }</p>
                </NotificationBanner>
            }
            <h1 class="nhsuk-heading-l">{ props.title() }</h1>
            <p>{ "Drafts for " }<bdi>{ &props.jobcentre }</bdi>{ "." }</p>
            if is_done {
                { figures(&props.import) }
                { next_step(props) }
                { refused(props) }
            } else {
                { progress(&props.import) }
            }
        </StaffFrame>
    }
}

fn progress(import: &ReferralImportView) -> Html {
    let words = format!(
        "{} of {} rows are done.",
        counted(import.rows_done),
        counted(import.rows)
    );
    let meanwhile = if import.dry_run {
        "Nothing is written yet."
    } else {
        "What is done stays, whatever happens: should the server stop, it goes on where it was."
    };
    html! {
        <>
            <p role="status" id="progress">{ words }</p>
            <div class="nhsuk-form-group">
                <progress class="foothold-meter__bar" max={import.rows.to_string()} value={import.rows_done.to_string()}
                    aria-labelledby="progress"></progress>
            </div>
            <p>{ meanwhile }{ " You can leave this page and come back to its address. It loads itself again every few seconds." }</p>
        </>
    }
}

fn figures(import: &ReferralImportView) -> Html {
    let (accepted, refused) = if import.dry_run {
        ("would become drafts", "would be refused")
    } else {
        ("became drafts", "were refused")
    };
    html! {
        <ul class="foothold-figures">
            <Figure number={counted(import.accepted)} label={accepted} />
            <Figure number={counted(import.known)} label="were sent before" />
            <Figure number={counted(import.refused)} label={refused} />
        </ul>
    }
}

fn next_step(props: &ImportPageProps) -> Html {
    if !props.import.dry_run {
        return html! {
            <p><a href="/dashboard/referrals/new">{ "See the drafts that wait" }</a></p>
        };
    }
    if props.import.accepted == 0 {
        return html! {
            <p>{ "No row can be taken. Mend the file and " }<a href={ADDRESS}>{ "send it again" }</a>{ "." }</p>
        };
    }
    let mend = match props.import.refused {
        0 => "",
        _ => " The refused rows are left out: you can mend them and send them later.",
    };
    html! {
        <form method="post" action={props.place("/confirm")}>
            <p>{ "Nothing is written yet." }{ mend }</p>
            <Button>{ format!("Import {}", drafts(props.import.accepted)) }</Button>
        </form>
    }
}

fn drafts(many: u32) -> String {
    match many {
        1 => "1 draft".to_owned(),
        many => format!("{} drafts", counted(many)),
    }
}

fn refused(props: &ImportPageProps) -> Html {
    if props.import.refused == 0 {
        return html! {};
    }
    let all = usize::try_from(props.import.refused).unwrap_or(usize::MAX);
    let caption = if props.refused.len() < all {
        format!(
            "The first {} of {} refused rows",
            props.refused.len(),
            counted(props.import.refused)
        )
    } else {
        "Refused rows".to_owned()
    };
    let columns = ["Row", "Person", "What to do"].map(Column::words).to_vec();
    let rows: Vec<_> = props.refused.iter().map(row).collect();
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Refused rows" }</h2>
            <p>
                <a href={props.place("/refused.csv")}>{ "Download the refused rows" }</a>
                { ", with what to do beside each. Mend them there and send that file." }
            </p>
            <Table id="refused" {caption} {columns} {rows} />
        </>
    }
}

fn row(refused: &RefusedRow) -> Vec<Html> {
    let why = |(column, words): &(Option<String>, String)| {
        html! {
            <li>
                if let Some(column) = column {
                    <code>{ column }</code>{ ": " }
                }
                { words }
            </li>
        }
    };
    vec![
        html! { { counted(refused.row) } },
        html! { <bdi>{ &refused.name }</bdi> },
        html! { <ul class="nhsuk-list">{ for refused.why.iter().map(why) }</ul> },
    ]
}

fn back(href: &'static str, text: &'static str) -> Html {
    html! { <BackLink {href} {text} /> }
}

/// A number with its thousands apart.
fn counted(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_at_a_glance_and_one_draft_is_one() {
        let read = [0, 7, 999, 1_000, 65_432, 100_000, 1_234_567].map(counted);
        assert_eq!(
            read,
            ["0", "7", "999", "1,000", "65,432", "100,000", "1,234,567"]
        );
        assert_eq!(drafts(1), "1 draft");
        assert_eq!(drafts(1_200), "1,200 drafts");
    }
}
