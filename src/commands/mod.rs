//! What the program's commands do, each with its arguments and its output; `main.rs` only chooses.

pub mod statement;
