//! Short lines that say where a long command is, and failures that say what to do.

use std::fmt;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// Why a step stopped, and what the person in front of it can do.
#[derive(Debug)]
pub struct Failure {
    step: Option<String>,
    what: String,
    command: Option<String>,
    output: String,
    advice: String,
}

impl Failure {
    /// A failure with its remedy.
    pub fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            step: None,
            what: what.into(),
            command: None,
            output: String::new(),
            advice: advice.into(),
        }
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("{}: {error}", path.display()),
            "Check that the disk has room and that you may read and write there.",
        )
    }

    /// The command that failed, so that it can be run by hand.
    pub fn in_command(mut self, command: String) -> Self {
        self.command = Some(command);
        self
    }

    /// The last of what the command said.
    pub fn saying(mut self, output: &str) -> Self {
        let lines: Vec<_> = output.trim_end().lines().collect();
        self.output = lines[lines.len().saturating_sub(60)..].join("\n");
        self
    }

    fn in_step(mut self, step: &str) -> Self {
        self.step.get_or_insert_with(|| step.to_owned());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.output.is_empty() {
            writeln!(f, "{}\n", self.output)?;
        }
        match &self.step {
            Some(step) => writeln!(f, "Stopped at \"{step}\": {}", self.what)?,
            None => writeln!(f, "Stopped: {}", self.what)?,
        }
        if let Some(command) = &self.command {
            writeln!(f, "The command: {command}")?;
        }
        write!(f, "What to do:  {}", self.advice)
    }
}

/// Counts the steps of a command and prints a line for each.
pub struct Progress {
    total: usize,
    done: usize,
}

impl Progress {
    /// A command of so many steps.
    pub fn of(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// A step that says nothing by itself: one line, with its note and time when it ends.
    pub fn quiet(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        self.done += 1;
        print!("[{}/{}] {name} … ", self.done, self.total);
        let _ = std::io::stdout().flush();
        let start = Instant::now();
        match work() {
            Ok(note) => {
                println!("{}{}", noted(&note), seconds(start.elapsed()));
                Ok(())
            }
            Err(failure) => {
                println!("failed after {}", seconds(start.elapsed()));
                Err(failure.in_step(name))
            }
        }
    }

    /// A step whose tool shows its own progress: a line before and a line after.
    pub fn loud(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        self.done += 1;
        let place = format!("[{}/{}] {name}", self.done, self.total);
        println!("{place} …");
        let start = Instant::now();
        match work() {
            Ok(note) => {
                println!("{place}: {}{}", noted(&note), seconds(start.elapsed()));
                Ok(())
            }
            Err(failure) => {
                println!("{place}: failed after {}", seconds(start.elapsed()));
                Err(failure.in_step(name))
            }
        }
    }
}

fn noted(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        format!("{note}, ")
    }
}

/// A time as people say it.
pub fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 100.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_step_command_and_remedy() {
        let failure = Failure::new("sass ended with 1", "Mend the stylesheet.")
            .in_command("sass a.scss".to_owned())
            .saying("line 1\nline 2")
            .in_step("stylesheets");
        assert_eq!(
            failure.to_string(),
            "line 1\nline 2\n\nStopped at \"stylesheets\": sass ended with 1\n\
             The command: sass a.scss\nWhat to do:  Mend the stylesheet."
        );
    }

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
