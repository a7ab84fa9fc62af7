//! The documents a union can take: today its receipts, of declarations and of payments. Each is a
//! page that prints well; PDF comes with the registry of reports.

pub mod pages;
