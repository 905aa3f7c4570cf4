//! What the machine is told to do: two numbers in a small file, which is shared by mapping it.

use std::{
    ffi::CString,
    ptr,
    sync::{
        LazyLock,
        atomic::{AtomicI64, Ordering},
    },
};

/// The file's numbers, each eight bytes: how many bytes the disk has (0 for as many as there are), and by how many seconds
/// the clock is wrong.
struct Orders {
    room: AtomicI64,
    clock: AtomicI64,
}

fn orders() -> Option<&'static Orders> {
    static MAPPED: LazyLock<usize> = LazyLock::new(|| {
        let Ok(path) = std::env::var("FAULTS_ORDERS") else {
            return 0;
        };
        let Ok(path) = CString::new(path) else {
            return 0;
        };
        let fd = super::open(&path, libc::O_RDONLY, 0);
        if fd < 0 {
            return 0;
        }
        let length = size_of::<Orders>();
        // SAFETY: a new mapping, of a file of the harness that is never shorter and never unmapped.
        let mapped = unsafe {
            libc::mmap(
                ptr::null_mut(),
                length,
                libc::PROT_READ,
                libc::MAP_SHARED,
                fd,
                0,
            )
        };
        if mapped == libc::MAP_FAILED {
            0
        } else {
            mapped as usize
        }
    });
    // SAFETY: it is mapped for as long as the program runs, aligned to a page, and only ever read as atomics.
    unsafe { (*MAPPED as *const Orders).as_ref() }
}

/// By how many seconds the clock is wrong.
pub(super) fn clock_is_wrong_by() -> i64 {
    orders().map_or(0, |orders| orders.clock.load(Ordering::Relaxed))
}

/// How many bytes the disk has, where it is told.
pub(super) fn room() -> Option<i64> {
    orders()
        .map(|orders| orders.room.load(Ordering::Relaxed))
        .filter(|room| *room > 0)
}
