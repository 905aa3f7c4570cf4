//! What a process costs: its CPU time and its memory, as Linux counts them.

use std::{fs, time::Duration};

/// Linux counts CPU time for programs in hundredths of a second, whatever its own clock does.
const TICK: Duration = Duration::from_millis(10);

/// The fields of `/proc/PID/stat` after the name: the first of them is the state.
fn stat(process: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(") ")?;
    Some(rest.split(' ').map(str::to_owned).collect())
}

fn ticks(fields: &[String], at: usize) -> u32 {
    fields
        .get(at)
        .and_then(|field| field.parse().ok())
        .unwrap_or_default()
}

/// The CPU time that a process has had, with its children that have ended.
pub fn cpu(process: u32) -> Duration {
    const OWN_AND_ENDED: [usize; 4] = [11, 12, 13, 14];
    stat(process).map_or(Duration::ZERO, |fields| {
        TICK * OWN_AND_ENDED.iter().map(|at| ticks(&fields, *at)).sum()
    })
}

/// The CPU time of a process and of its children that run: a database server is many processes.
pub fn cpu_of_family(parent: u32) -> Duration {
    const PARENT: usize = 1;
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let children = processes
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|child| stat(*child).is_some_and(|fields| ticks(&fields, PARENT) == parent));
    cpu(parent) + children.map(cpu).sum::<Duration>()
}

/// What of a process is in memory.
#[derive(Debug, Clone, Copy)]
pub enum Memory {
    /// Now.
    Resident,
    /// At most, since it began.
    Peak,
}

/// The memory of a process, in bytes.
pub fn memory(process: u32, which: Memory) -> u64 {
    let name = match which {
        Memory::Resident => "VmRSS:",
        Memory::Peak => "VmHWM:",
    };
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes: Option<u64> =
        line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.unwrap_or_default() * 1_024
}
