//! How far the reading of a file has come, told to others while it runs; and the way to stop it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared by the one who reads and those who look on.
#[derive(Debug, Default)]
pub struct Progress {
    lines: AtomicU32,
    stopped: AtomicBool,
}

impl Progress {
    /// Lines between two looks: often enough to be seen, too rarely to cost.
    pub const EVERY: usize = 256;

    /// Data lines read and checked so far.
    pub fn lines(&self) -> u32 {
        self.lines.load(Ordering::Relaxed)
    }

    pub fn tell(&self, lines: usize) {
        self.lines.store(u32::try_from(lines).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    /// The reading is to stop at its next look.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
