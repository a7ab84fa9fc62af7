//! Home: what waits for the person who signs in. Only a page; every figure is another domain's.

pub mod pages;
