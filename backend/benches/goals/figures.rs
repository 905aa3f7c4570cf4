//! Figures, each beside its limit and its goal, as text, as JSON and as a page.

use serde_json::{Value, json};
use std::{fmt::Write as _, time::Duration};

/// What a figure is to reach.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// Told beside others.
    None,
}

impl Goal {
    fn is_met(self, value: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(value <= most),
            Self::AtLeast(least) => Some(value >= least),
            Self::None => None,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Which database, and how many journeys are in it.
    pub on: String,
    /// What was measured.
    pub what: String,
    /// How much it is.
    pub value: f64,
    /// In what.
    pub unit: &'static str,
    /// What it was measured against, in the same run.
    pub against: String,
    /// What it is to reach.
    pub goal: Goal,
}

impl Figure {
    /// With what it was measured against.
    pub fn against(self, against: impl Into<String>) -> Self {
        Self {
            against: against.into(),
            ..self
        }
    }

    /// With what it is to reach.
    pub fn goal(self, goal: Goal) -> Self {
        Self { goal, ..self }
    }
}

/// The whole table.
#[derive(Debug, Default)]
pub struct Table {
    figures: Vec<Figure>,
}

impl Table {
    /// Adds a figure, and prints it.
    pub fn add(&mut self, figure: Figure) {
        println!("{}", line(&figure));
        self.figures.push(figure);
    }

    /// The figures as JSON.
    pub fn json(&self) -> Value {
        let figures = self.figures.iter().map(|figure| {
            json!({
                "on": figure.on, "what": figure.what, "value": figure.value, "unit": figure.unit,
                "against": figure.against, "goal": goal(figure.goal), "met": figure.goal.is_met(figure.value),
            })
        });
        json!({ "figures": figures.collect::<Vec<_>>() })
    }

    /// The figures as a table of Markdown: a line for each, a column for each database. What misses its goal is marked.
    pub fn page(&self) -> String {
        let (mut places, mut lines): (Vec<&str>, Vec<(&str, &str)>) = (Vec::new(), Vec::new());
        for figure in &self.figures {
            let line = (figure.what.as_str(), figure.unit);
            if !places.contains(&figure.on.as_str()) {
                places.push(&figure.on);
            }
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let mut page = format!(
            "| | {} | goal |\n|---|{}---|\n",
            places.join(" | "),
            "---|".repeat(places.len())
        );
        for (what, unit) in lines {
            let of_line: Vec<_> = self
                .figures
                .iter()
                .filter(|figure| figure.what == what && figure.unit == unit)
                .collect();
            let cells = places.iter().map(|place| {
                let found = of_line.iter().find(|figure| figure.on == *place);
                found.map_or_else(|| "–".to_owned(), |figure| cell(figure))
            });
            let goal = of_line.iter().map(|figure| goal(figure.goal)).max();
            let _infallible = writeln!(
                page,
                "| {what}, {unit} | {} | {} |",
                cells.collect::<Vec<_>>().join(" | "),
                goal.unwrap_or_default()
            );
        }
        page
    }

    /// How many goals are met, and how many there are.
    pub fn met(&self) -> (usize, usize) {
        let told: Vec<_> = self
            .figures
            .iter()
            .filter_map(|figure| figure.goal.is_met(figure.value))
            .collect();
        (told.iter().filter(|met| **met).count(), told.len())
    }
}

fn cell(figure: &Figure) -> String {
    let mark = match figure.goal.is_met(figure.value) {
        Some(false) => " ✗",
        _ => "",
    };
    format!("{}{mark}", shown(figure.value))
}

fn met(figure: &Figure) -> &'static str {
    match figure.goal.is_met(figure.value) {
        Some(true) => "met",
        Some(false) => "not met",
        None => "",
    }
}

fn line(figure: &Figure) -> String {
    format!(
        "{:<20} {:<44} {:>10} {:<10} {:<52} {:<9} {}",
        figure.on,
        figure.what,
        shown(figure.value),
        figure.unit,
        figure.against,
        goal(figure.goal),
        met(figure)
    )
}

fn goal(goal: Goal) -> String {
    match goal {
        Goal::AtMost(most) => format!("≤ {}", shown(most)),
        Goal::AtLeast(least) => format!("≥ {}", shown(least)),
        Goal::None => String::new(),
    }
}

/// Three digits are as many as are true.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// In microseconds.
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// In milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
