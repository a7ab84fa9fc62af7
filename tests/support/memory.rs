//! An allocator that counts, thread by thread, so that a test may say how much memory a piece of
//! work holds at most and how often it asks for some. The same work gives the same counts on any
//! machine, which no clock does.

#![expect(unsafe_code, reason = "an allocator is unsafe by nature; it only counts and passes on")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// To be made the `#[global_allocator]` of a test binary.
pub struct Counting;

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { held: 0, peak: 0, asked: 0, times: 0 }) };
}

#[derive(Clone, Copy)]
struct Counts {
    held: isize,
    peak: isize,
    asked: usize,
    times: usize,
}

/// What a piece of work took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Bytes held at once, at most.
    pub peak: usize,
    /// Bytes asked for in all.
    pub asked: usize,
    /// Times that memory was asked for.
    pub times: usize,
}

/// Does the work on this thread and counts what it takes.
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, Taken) {
    let before = COUNTS.get();
    COUNTS.set(Counts { peak: before.held, ..before });
    let done = work();
    let after = COUNTS.get();
    COUNTS.set(Counts { peak: after.peak.max(before.peak), ..after });
    let peak = usize::try_from(after.peak - before.held).unwrap_or(0);
    (done, Taken { peak, asked: after.asked - before.asked, times: after.times - before.times })
}

fn count(size: isize) {
    // A thread that ends has no counts any more; nobody asks for them.
    let _ = COUNTS.try_with(|counts| {
        let mut now = counts.get();
        now.held += size;
        now.peak = now.peak.max(now.held);
        if size > 0 {
            now.asked += size.unsigned_abs();
            now.times += 1;
        }
        counts.set(now);
    });
}

fn bytes(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}

// SAFETY: every call is passed on as it came to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(bytes(layout.size()));
        // SAFETY: the caller's promises are the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-bytes(layout.size()));
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(bytes(layout.size()));
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both may stand side by side while one is copied into the other.
        count(bytes(size));
        count(-bytes(layout.size()));
        // SAFETY: as above.
        unsafe { System.realloc(block, layout, size) }
    }
}
