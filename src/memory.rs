//! What is done about memory besides using little of it: what a large file or many sign-ins needed goes
//! back to the system. Left to itself, the C library's allocator keeps it for the next ones.

/// Has all threads share two pools of memory: with sixteen, each keeps what it once needed. To be called
/// before other threads are started; elsewhere than with the GNU C library, does nothing.
pub fn share() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: sets a number of the allocator, which takes any; nothing else runs yet.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

/// Gives back what is free. Takes a few milliseconds, and is not for the threads that answer; elsewhere
/// than with the GNU C library, does nothing.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: takes no pointer, and may be called at any time from any thread.
    unsafe {
        libc::malloc_trim(0);
    }
}
