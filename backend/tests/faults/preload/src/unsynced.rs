//! The files under the folder, and their changes that no sync has followed.

use super::{note::Note, orders};
use libc::{c_int, ssize_t};
use std::{
    collections::HashMap,
    ffi::CString,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

/// What is to be done to a file.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// Bytes are written there.
    Bytes(i64, &'a [u8]),
    /// It is cut to this length, or grown.
    Length(i64),
}

/// A regular file under the folder.
pub(super) struct File {
    fd: c_int,
    path: String,
    pub(super) length: i64,
    /// It was opened to be appended to.
    pub(super) appends: bool,
}

/// Where notes are kept: a descriptor for each file that has any.
type Notes = HashMap<String, c_int>;

struct Settings {
    folder: String,
    unsynced: Option<String>,
}

fn settings() -> Option<&'static Settings> {
    static SETTINGS: LazyLock<Option<Settings>> = LazyLock::new(|| {
        Some(Settings {
            folder: std::env::var("FAULTS_FOLDER").ok()?,
            unsynced: std::env::var("FAULTS_UNSYNCED").ok(),
        })
    });
    SETTINGS.as_ref()
}

/// One change at a time: a sync must not forget what is written while it waits for the disk.
fn notes() -> MutexGuard<'static, Notes> {
    static NOTES: LazyLock<Mutex<Notes>> = LazyLock::new(Mutex::default);
    NOTES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file behind a descriptor, if it is one of those that things go wrong with. The wal-index is not: it is shared memory
/// that has a name, and made anew from the log.
pub(super) fn watched(fd: c_int) -> Option<File> {
    let settings = settings()?;
    let status = status(fd)?;
    if status.st_mode & libc::S_IFMT != libc::S_IFREG {
        return None;
    }
    let path = path_of(fd)?;
    if !path.starts_with(&settings.folder) || path.ends_with("-shm") {
        return None;
    }
    // SAFETY: asks only.
    let flags = unsafe { libc::syscall(libc::SYS_fcntl, fd, libc::F_GETFL) };
    Some(File {
        fd,
        path,
        length: status.st_size,
        appends: flags & i64::from(libc::O_APPEND) != 0,
    })
}

impl File {
    /// Makes the change, after it was noted; or says that there is no room for it.
    pub(super) fn change(self, change: Change<'_>, make: impl FnOnce() -> ssize_t) -> ssize_t {
        let mut notes = notes();
        // Asked again: somebody may have written while we waited.
        let length = status(self.fd).map_or(self.length, |status| status.st_size);
        let grown = match change {
            Change::Bytes(at, bytes) => at + i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            Change::Length(length) => length,
        };
        if grown > length && !has_room(grown - length) {
            // SAFETY: this thread's own.
            unsafe { *libc::__errno_location() = libc::ENOSPC };
            return -1;
        }
        if let Some(keep) = settings().and_then(|settings| settings.unsynced.as_deref()) {
            let note = self.note(&change, length);
            if let Some(kept) = kept_for(&mut notes, keep, &self.path) {
                append(kept, &note.bytes());
            }
        }
        make()
    }

    /// Syncs, and forgets what is now on the disk.
    pub(super) fn sync(self, sync: impl FnOnce() -> c_int) -> c_int {
        let notes = notes();
        let synced = sync();
        if synced == 0
            && let Some(kept) = notes.get(&self.path)
        {
            // SAFETY: a descriptor of ours.
            unsafe { libc::syscall(libc::SYS_ftruncate, *kept, 0) };
        }
        synced
    }

    fn note(&self, change: &Change<'_>, length: i64) -> Note {
        let (at, until, after) = match change {
            Change::Bytes(at, bytes) => (*at, *at + bytes.len() as i64, bytes.to_vec()),
            Change::Length(cut) => (*cut, length, Vec::new()),
        };
        Note {
            at: at.unsigned_abs(),
            length_before: length.unsigned_abs(),
            only_length: matches!(change, Change::Length(_)),
            before: read(self.fd, at, until.min(length)),
            after,
        }
    }
}

/// The bytes of a file between two places; none where it cannot be read. The file is not opened once more for it: closing
/// that would let go of the locks that SQLite holds on the file.
fn read(fd: c_int, from: i64, until: i64) -> Vec<u8> {
    let length = usize::try_from(until - from).unwrap_or(0);
    let mut bytes = vec![0_u8; length];
    let mut filled = 0;
    while filled < length {
        let (rest, at) = (&mut bytes[filled..], from + filled as i64);
        // SAFETY: into our own bytes, as many as there are.
        let got =
            unsafe { libc::syscall(libc::SYS_pread64, fd, rest.as_mut_ptr(), rest.len(), at) };
        match usize::try_from(got) {
            Ok(got) if got > 0 => filled += got,
            _ => break,
        }
    }
    bytes
}

/// The descriptor of the notes of a file.
fn kept_for(notes: &mut Notes, folder: &str, path: &str) -> Option<c_int> {
    if let Some(kept) = notes.get(path) {
        return Some(*kept);
    }
    let name = path.rsplit('/').next()?;
    let own = CString::new(format!("{folder}/{name}")).ok()?;
    let kept = super::open(&own, libc::O_WRONLY | libc::O_CREAT | libc::O_APPEND, 0o600);
    if kept < 0 {
        return None;
    }
    notes.insert(path.to_owned(), kept);
    Some(kept)
}

fn append(kept: c_int, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        // SAFETY: our own bytes, as many as there are.
        let put = unsafe { libc::syscall(libc::SYS_write, kept, bytes.as_ptr(), bytes.len()) };
        match usize::try_from(put) {
            Ok(put) if put > 0 => bytes = bytes.get(put..).unwrap_or_default(),
            _ => return,
        }
    }
}

/// Whether the disk, as small as it is told to be, has room for so many bytes more.
fn has_room(more: i64) -> bool {
    let (Some(room), Some(settings)) = (orders::room(), settings()) else {
        return true;
    };
    let files = std::fs::read_dir(&settings.folder).into_iter().flatten();
    let used: u64 = files
        .flatten()
        .filter(|file| !file.file_name().to_string_lossy().ends_with("-shm"))
        .filter_map(|file| Some(file.metadata().ok()?.len()))
        .sum();
    i64::try_from(used).unwrap_or(i64::MAX).saturating_add(more) <= room
}

fn status(fd: c_int) -> Option<libc::stat> {
    // SAFETY: all of its fields are numbers.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the kernel fills it in.
    let asked = unsafe { libc::syscall(libc::SYS_fstat, fd, &raw mut status) };
    (asked == 0).then_some(status)
}

fn path_of(fd: c_int) -> Option<String> {
    let own = CString::new(format!("/proc/self/fd/{fd}")).ok()?;
    let mut path = vec![0_u8; 4_096];
    // SAFETY: into our own bytes, as many as there are.
    let length = unsafe {
        let (into, most) = (path.as_mut_ptr(), path.len());
        libc::syscall(
            libc::SYS_readlinkat,
            libc::AT_FDCWD,
            own.as_ptr(),
            into,
            most,
        )
    };
    path.truncate(usize::try_from(length).ok()?);
    String::from_utf8(path).ok()
}
