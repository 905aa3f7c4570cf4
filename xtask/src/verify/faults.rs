//! The real program on a machine that goes wrong.

use super::Bench;
use crate::process;
use crate::progress::Failure;

/// Builds what stands between the program and the machine, then runs the test target named `faults`. It starts database
/// servers of its own, one test at a time; how often the program is killed is told by `FOOTHOLD_KILLS` and
/// `FOOTHOLD_KILLS_POSTGRES`.
pub fn tests(bench: &mut Bench) -> Result<String, Failure> {
    let mut machine = process::cargo(&bench.root);
    machine.args(["build", "--package", "faulty-machine"]);
    process::show(&mut machine, "Mend the error above.")?;
    let mut tests = process::cargo(&bench.root);
    tests.args(["test", "--package", "backend", "--test", "faults", "--"]);
    tests.args(["--test-threads", "1", "--nocapture"]);
    process::show(
        &mut tests,
        "Read the first failure above. The number after FOOTHOLD_SEED repeats what was drawn; the folder it names holds the \
         database and the server's log.",
    )?;
    Ok(String::new())
}
