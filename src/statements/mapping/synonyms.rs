//! The table of header names, `data/headers.txt`. To recognise one more, add it there.

use super::names::Named;
use crate::statements::{Column, SalaryUnit};

/// What each name of the table names, as written there.
pub(super) fn table() -> impl Iterator<Item = (&'static str, Named)> {
    let rows = include_str!("../data/headers.txt").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once(": ")).flat_map(|(key, names)| {
        let named = read_key(key).expect("a key of the table of headers");
        names.split(" | ").map(move |name| (name, named))
    })
}

fn read_key(key: &str) -> Option<Named> {
    match key {
        "given_name" => Some(Named::GivenName),
        "salary_rate H" => Some(Named::Rate(SalaryUnit::Hour)),
        "salary_rate W" => Some(Named::Rate(SalaryUnit::Week)),
        "salary_rate Y" => Some(Named::Rate(SalaryUnit::Year)),
        _ => Column::ALL.into_iter().find(|column| column.key() == key).map(Named::Column),
    }
}
