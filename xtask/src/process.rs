//! Running other programs, with their failures told so that a person can act.

use crate::progress::Failure;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Cargo, as the person called it.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// The same command, which takes a processor only when nobody else wants it.
pub fn giving_way(command: &Command) -> Command {
    let mut giving_way = Command::new("nice");
    giving_way.args(["-n", "19"]).arg(command.get_program());
    giving_way.args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        giving_way.current_dir(folder);
    }
    giving_way
}

/// Runs with the program's own output on the screen.
pub fn show(command: &mut Command, advice: &str) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|error| unstarted(command, &error, advice))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("it ended with {status}"), advice).in_command(shown(command)))
}

/// Runs in silence and gives what the program printed; on a failure the end of it is shown.
pub fn capture(command: &mut Command, advice: &str) -> Result<String, Failure> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| unstarted(command, &error, advice))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let said = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
    Err(
        Failure::new(format!("it ended with {}", output.status), advice)
            .in_command(shown(command))
            .saying(&said),
    )
}

/// A command that runs while other work is done. What it says is kept until somebody waits for it.
pub struct Background {
    child: Child,
    shown: String,
    advice: &'static str,
    said: Receiver<String>,
}

impl Background {
    /// Starts it.
    pub fn start(command: &mut Command, advice: &'static str) -> Result<Self, Failure> {
        command.stdin(Stdio::null()).stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| unstarted(command, &error, advice))?;
        let (sender, said) = channel();
        if let Some(errors) = child.stderr.take() {
            std::thread::spawn(move || {
                let lines = BufReader::new(errors).lines().map_while(Result::ok);
                // Nobody listens any more when the other work has failed.
                let _ = lines.map(|line| sender.send(line)).find(Result::is_err);
            });
        }
        Ok(Self {
            child,
            shown: shown(command),
            advice,
            said,
        })
    }

    /// Waits for its end, showing what it said and says.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.said.iter().for_each(|line| eprintln!("{line}"));
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failure::new(format!("it ended with {status}"), self.advice)),
            Err(error) => Err(Failure::new(format!("it is lost: {error}"), self.advice)),
        }
        .map_err(|failure| failure.in_command(std::mem::take(&mut self.shown)))
    }
}

impl Drop for Background {
    /// When the other work has failed, nobody wants it any more.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            end(&mut self.child, "TERM");
        }
    }
}

/// A program to run beside us: silent, with a log, perhaps as another user, and sent this signal when we
/// are gone, whatever happened to us.
pub fn beside(
    program: &Path,
    log: &Path,
    user: Option<&str>,
    signal: &str,
) -> Result<Command, Failure> {
    let log_file = std::fs::File::create(log).map_err(|error| Failure::file(log, &error))?;
    let errors = log_file
        .try_clone()
        .map_err(|error| Failure::file(log, &error))?;
    let mut command = with_privileges(user);
    command.args(["--pdeathsig", signal, "--"]).arg(program);
    command.stdin(Stdio::null()).stdout(log_file).stderr(errors);
    Ok(command)
}

/// `setpriv`, which every Debian has, told to become this user.
pub fn with_privileges(user: Option<&str>) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(user) = user {
        let group = if user == "nobody" { "nogroup" } else { user };
        command.args(["--reuid", user, "--regid", group, "--clear-groups"]);
    }
    command
}

/// Asks a program of ours to end, and ends it when it does not.
pub fn end(child: &mut Child, signal: &str) {
    let _ = Command::new("kill")
        .args(["-s", signal, &child.id().to_string()])
        .status();
    let patience = Instant::now() + Duration::from_secs(10);
    while Instant::now() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Waits until something holds, or the program has ended, or the time is over.
pub fn wait_until(child: &mut Child, limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let patience = Instant::now() + limit;
    while Instant::now() < patience && matches!(child.try_wait(), Ok(None)) {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// Where a program stands, if it is installed.
pub fn find(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let program = program.as_ref();
    std::env::var_os("PATH").and_then(|path| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(program))
            .find(|file| file.is_file())
    })
}

/// A port of this machine that nobody uses at this moment.
pub fn free_port() -> Result<u16, Failure> {
    let told = |error: std::io::Error| {
        Failure::new(
            format!("no free port: {error}"),
            "Check that the loopback network is up.",
        )
    };
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(told)?;
    Ok(listener.local_addr().map_err(told)?.port())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| {
            let part = part.to_string_lossy();
            let part = if part.ends_with("/cargo") {
                "cargo".into()
            } else {
                part
            };
            if part.contains(' ') {
                format!("'{part}'")
            } else {
                part.into_owned()
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn unstarted(command: &Command, error: &std::io::Error, advice: &str) -> Failure {
    Failure::new(format!("it could not be started: {error}"), advice).in_command(shown(command))
}
