//! The union's own file, and what a federation's office sees of its unions.

pub mod federation;
pub mod file;
