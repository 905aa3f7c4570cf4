//! A machine that goes wrong on purpose, between the real program and the kernel (`LD_PRELOAD`).
//!
//! Under one folder (`FAULTS_FOLDER`) it
//!
//! - notes each write that no sync has followed yet, with the bytes that stood there before, in a file beside
//!   (`FAULTS_UNSYNCED`), so that the harness can take them back after a kill, as a disk does that has lost its power;
//! - lets the disk be as small as it is told, and says `ENOSPC` beyond that.
//!
//! And it moves the clock of the day. What it is told to do stands in a small file (`FAULTS_ORDERS`), which the harness
//! changes while the program runs; its shape is in `orders.rs`, that of a note in `note.rs`.
//!
//! Everything goes to the kernel by `syscall`, so that nothing here calls what it has taken the place of.

#![expect(
    unsafe_code,
    reason = "it takes the place of C functions, and asks the kernel in their stead"
)]

mod note;
mod orders;
mod unsynced;

use libc::{c_int, c_void, clockid_t, mode_t, off_t, size_t, ssize_t, timespec};
use unsynced::Change;

/// Takes the place of `write`.
///
/// # Safety
/// As `write(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn write(fd: c_int, bytes: *const c_void, count: size_t) -> ssize_t {
    let write = || unsafe { libc::syscall(libc::SYS_write, fd, bytes, count) as ssize_t };
    let Some(file) = unsynced::watched(fd) else {
        return write();
    };
    let at = match file.appends {
        true => file.length,
        // SAFETY: asks only.
        false => unsafe { libc::syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) },
    };
    file.change(Change::Bytes(at, unsafe { slice(bytes, count) }), write)
}

/// Takes the place of `pwrite`.
///
/// # Safety
/// As `pwrite(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite(
    fd: c_int,
    bytes: *const c_void,
    count: size_t,
    at: off_t,
) -> ssize_t {
    let write = || unsafe { libc::syscall(libc::SYS_pwrite64, fd, bytes, count, at) as ssize_t };
    match unsynced::watched(fd) {
        None => write(),
        Some(file) => file.change(Change::Bytes(at, unsafe { slice(bytes, count) }), write),
    }
}

/// Takes the place of `pwrite64`.
///
/// # Safety
/// As `pwrite(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn pwrite64(
    fd: c_int,
    bytes: *const c_void,
    count: size_t,
    at: off_t,
) -> ssize_t {
    unsafe { pwrite(fd, bytes, count, at) }
}

/// Takes the place of `ftruncate`.
///
/// # Safety
/// As `ftruncate(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate(fd: c_int, length: off_t) -> c_int {
    let cut = || unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) as ssize_t };
    match unsynced::watched(fd) {
        None => cut() as c_int,
        Some(file) => file.change(Change::Length(length), cut) as c_int,
    }
}

/// Takes the place of `ftruncate64`.
///
/// # Safety
/// As `ftruncate(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ftruncate64(fd: c_int, length: off_t) -> c_int {
    unsafe { ftruncate(fd, length) }
}

/// Takes the place of `posix_fallocate`, which gives its error instead of setting it.
///
/// # Safety
/// As `posix_fallocate(3)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn posix_fallocate(fd: c_int, at: off_t, length: off_t) -> c_int {
    let grow = || unsafe { libc::syscall(libc::SYS_fallocate, fd, 0, at, length) as ssize_t };
    let grown = match unsynced::watched(fd) {
        Some(file) if file.length < at + length => file.change(Change::Length(at + length), grow),
        _ => grow(),
    };
    if grown == 0 {
        0
    } else {
        unsafe { *libc::__errno_location() }
    }
}

/// Takes the place of `fsync`.
///
/// # Safety
/// As `fsync(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    unsafe { synced(fd, libc::SYS_fsync) }
}

/// Takes the place of `fdatasync`.
///
/// # Safety
/// As `fdatasync(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    unsafe { synced(fd, libc::SYS_fdatasync) }
}

unsafe fn synced(fd: c_int, how: libc::c_long) -> c_int {
    let sync = || unsafe { libc::syscall(how, fd) as c_int };
    match unsynced::watched(fd) {
        None => sync(),
        Some(file) => file.sync(sync),
    }
}

/// Takes the place of `clock_gettime`: the clock of the day goes wrong by so many seconds, the others do not.
///
/// # Safety
/// As `clock_gettime(2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_gettime(clock: clockid_t, now: *mut timespec) -> c_int {
    let told = unsafe { libc::syscall(libc::SYS_clock_gettime, clock, now) as c_int };
    if told == 0 && clock == libc::CLOCK_REALTIME {
        // SAFETY: the kernel has just filled it in.
        unsafe { (*now).tv_sec += orders::clock_is_wrong_by() };
    }
    told
}

/// What a caller hands over to be written.
///
/// # Safety
/// The caller of `write` promises that so many bytes are there.
unsafe fn slice<'a>(bytes: *const c_void, count: size_t) -> &'a [u8] {
    if count == 0 {
        return &[];
    }
    unsafe { std::slice::from_raw_parts(bytes.cast(), count) }
}

/// How this crate opens files: by the kernel itself.
fn open(path: &std::ffi::CStr, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the path ends with a nul.
    unsafe {
        let flags = flags | libc::O_CLOEXEC;
        libc::syscall(libc::SYS_openat, libc::AT_FDCWD, path.as_ptr(), flags, mode) as c_int
    }
}
