//! Statements from the bytes of a file to findings: samples, every rule with a planted fault and a
//! near miss, encodings and formats, hostile files, words.

// Helpers of tests may unwrap as tests do: a fault in what they set up is to stop them.
#![allow(clippy::unwrap_used)]

#[path = "statements/accidents.rs"]
mod accidents;
#[path = "statements/amounts.rs"]
mod amounts;
#[path = "statements/any.rs"]
mod any;
#[path = "statements/attacks.rs"]
mod attacks;
#[path = "statements/command.rs"]
mod command;
#[path = "statements/corrected.rs"]
mod corrected;
#[path = "statements/formats.rs"]
mod formats;
#[path = "statements/furniture.rs"]
mod furniture;
#[path = "statements/fuzz.rs"]
mod fuzz;
#[path = "statements/header.rs"]
mod header;
#[path = "statements/hostile.rs"]
mod hostile;
#[path = "statements/laid_out.rs"]
mod laid_out;
#[path = "statements/layouts.rs"]
mod layouts;
#[path = "statements/leave.rs"]
mod leave;
#[path = "statements/losses.rs"]
mod losses;
#[path = "support/memory.rs"]
mod memory;
#[path = "statements/mutate.rs"]
mod mutate;
#[path = "statements/numbers.rs"]
mod numbers;
#[path = "statements/owed.rs"]
mod owed;
#[path = "statements/past.rs"]
mod past;
#[path = "statements/planted.rs"]
mod planted;
#[path = "statements/round_trip.rs"]
mod round_trip;
#[path = "statements/said.rs"]
mod said;
#[path = "statements/samples.rs"]
mod samples;
#[path = "statements/shapes.rs"]
mod shapes;
#[path = "statements/sheets.rs"]
mod sheets;
#[path = "statements/support.rs"]
mod support;
#[path = "statements/words.rs"]
mod words;
#[path = "support/writers.rs"]
mod writers;
#[path = "support/xls.rs"]
mod xls;
#[path = "support/zips.rs"]
mod zips;

/// Memory is counted, so that tests may bound it.
#[global_allocator]
static MEMORY: memory::Counting = memory::Counting;
