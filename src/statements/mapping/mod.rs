//! Which column of a file is which item of clause 5.03: recognised from its header in either
//! language, or given by hand for an employer and kept. Not the cells below (`rules`).

pub mod content;
mod names;
pub mod questions;
pub mod saved;
mod synonyms;

use std::collections::btree_map::{BTreeMap, Entry};

use serde::{Deserialize, Serialize};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use self::names::{Named, named};
pub use self::questions::Question;
pub use self::saved::{Codes, Places, Saved};
use super::numbers::{DateOrder, DecimalSign};
use super::reader::Sheet;
use super::{Column, SalaryUnit};

/// Where each item stands: indexes of columns, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    pub columns: BTreeMap<Column, usize>,
    /// The given name, when it has a column of its own; `name` is then the family name.
    pub given_name: Option<usize>,
    /// What the salary rate is paid by, when its header says so (`Taux horaire`) and no column does.
    pub salary_unit: Option<SalaryUnit>,
    /// What stands before decimals, when somebody said it.
    pub decimal: Option<DecimalSign>,
    /// How dates such as `03/04/2025` are written, when somebody said it.
    pub dates: Option<DateOrder>,
    /// What the employer's own codes mean.
    pub codes: Codes,
}

/// A mapping made from a header, with what could not be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recognised {
    pub mapping: Mapping,
    /// Headers of columns that nothing reads, as written; blank ones left out.
    pub ignored: Vec<String>,
    /// Headers that name an item another column already holds: rule V01.
    pub duplicates: Vec<(Column, String)>,
    /// Somebody said where the columns stand.
    pub is_said: bool,
}

impl Mapping {
    /// What 5.03 requires and the names tell, though nobody said it: those columns had other names, or none,
    /// in the file that was asked about.
    fn add_required(&mut self, named: Mapping) {
        let rate = Column::SalaryRate;
        // Left unsaid, the unit is the one that the name of the rates says.
        if self.columns.get(&rate) == named.columns.get(&rate) && !self.has(Column::SalaryUnit) {
            self.salary_unit = named.salary_unit;
        }
        for (column, place) in named.columns {
            let is_free = self.given_name != Some(place) && self.columns.values().all(|used| *used != place);
            if is_free && column.severity_when_missing().is_some() && !self.columns.contains_key(&column) {
                self.columns.insert(column, place);
                self.salary_unit = self.salary_unit.or(named.salary_unit);
            }
        }
    }

    /// Reads a header. The first of two columns of one name is kept, the other told.
    pub fn recognise(header: &[String]) -> Recognised {
        let mut found = Recognised::default();
        let mut unit_of_rate = None;
        for (index, name) in header.iter().enumerate() {
            match named(name) {
                Some(Named::Column(column)) => found.place(column, index, name),
                Some(Named::Rate(unit)) => {
                    // A second rate (annual beside hourly) is no conflict: the first one serves.
                    if found.mapping.columns.contains_key(&Column::SalaryRate) {
                        found.ignored.push(name.clone());
                    } else {
                        unit_of_rate = Some(unit);
                        found.place(Column::SalaryRate, index, name);
                    }
                }
                Some(Named::GivenName) if found.mapping.given_name.is_none() => {
                    found.mapping.given_name = Some(index);
                }
                Some(Named::GivenName) => found.duplicates.push((Column::Name, name.clone())),
                None if name.is_empty() => {}
                None => found.ignored.push(name.clone()),
            }
        }
        if !found.mapping.columns.contains_key(&Column::SalaryUnit) {
            found.mapping.salary_unit = unit_of_rate;
        }
        found
    }

    /// What a mapping given by hand leaves unread of a header.
    pub fn ignored(&self, header: &[String]) -> Vec<String> {
        let read =
            |index: &usize| self.given_name == Some(*index) || self.columns.values().any(|i| i == index);
        let left = header.iter().enumerate().filter(|(index, name)| !name.is_empty() && !read(index));
        left.map(|(_, name)| name.clone()).collect()
    }

    pub fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column) || (column == Column::SalaryUnit && self.salary_unit.is_some())
    }

    /// The index of each column, for looking up without a search.
    pub(super) fn positions(&self) -> [Option<usize>; Column::COUNT] {
        let mut positions = [None; Column::COUNT];
        for (column, index) in &self.columns {
            positions[column.index()] = Some(*index);
        }
        positions
    }
}

impl Recognised {
    /// What was said of the employer's files, where it fits this sheet; else the header's own names.
    /// The places said of a file without header are believed as long as its cells look the same.
    pub fn by(saved: Option<&Saved>, sheet: &Sheet<'_>) -> Recognised {
        let header = &sheet.header;
        let said = saved.and_then(|saved| match sheet.headless {
            true => saved.fit_places(header.len()).filter(|mapping| !content::have_moved(sheet, mapping)),
            false => saved.fit(header),
        });
        if let Some(mut mapping) = said {
            if !sheet.headless {
                mapping.add_required(Mapping::recognise(header).mapping);
            }
            let ignored = mapping.ignored(header);
            return Recognised { mapping, ignored, duplicates: Vec::new(), is_said: true };
        }
        let mut found = Mapping::recognise(header);
        if let Some(saved) = saved {
            let Mapping { decimal, dates, codes, .. } = saved.habits();
            let salary_unit = found.mapping.salary_unit.or_else(|| saved.unit_of(header, &found.mapping));
            found.mapping = Mapping { decimal, dates, codes, salary_unit, ..found.mapping };
        }
        found
    }

    fn place(&mut self, column: Column, index: usize, name: &str) {
        match self.mapping.columns.entry(column) {
            Entry::Vacant(place) => {
                place.insert(index);
            }
            Entry::Occupied(_) => self.duplicates.push((column, name.to_owned())),
        }
    }
}

/// Which columns of the statement these cells name, by their index.
pub fn columns_named<'c>(cells: impl Iterator<Item = &'c str>) -> [bool; Column::COUNT] {
    let mut seen = [false; Column::COUNT];
    for column in cells.filter_map(column_named) {
        seen[column.index()] = true;
    }
    seen
}

/// The column of the statement that a header names.
pub fn column_named(name: &str) -> Option<Column> {
    match named(name)? {
        Named::Column(column) => Some(column),
        Named::Rate(_) => Some(Column::SalaryRate),
        Named::GivenName => None,
    }
}

/// How many different columns of the statement these cells name: what tells a header row.
pub fn score<'c>(cells: impl Iterator<Item = &'c str>) -> usize {
    columns_named(cells).into_iter().filter(|seen| *seen).count()
}

/// Whether a header names a column of the statement.
pub fn names_something(name: &str) -> bool {
    named(name).is_some()
}

/// Small letters and digits only: accents, case, punctuation and space do not count.
pub fn normalise(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            kept.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() {
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    kept.extend(part.to_lowercase().filter(|c| c.is_alphanumeric()));
                }
            });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognise(header: &[&str]) -> Recognised {
        Mapping::recognise(&header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_header_said_twice_is_told_and_an_unknown_one_is_kept_aside() {
        let found = recognise(&["Matricule", "Nom", "No employé", "Couleur préférée", ""]);
        assert_eq!(found.duplicates, [(Column::EmployeeNumber, "No employé".to_owned())]);
        assert_eq!(found.ignored, ["Couleur préférée"]);
        assert_eq!(found.mapping.columns[&Column::EmployeeNumber], 0);
    }

    #[test]
    fn a_rate_that_names_its_unit_needs_no_column_of_units() {
        let hourly = recognise(&["Matricule", "Taux horaire"]);
        assert_eq!(hourly.mapping.salary_unit, Some(SalaryUnit::Hour));
        assert!(hourly.mapping.has(Column::SalaryUnit));
        let both = recognise(&["Taux horaire", "Unité"]);
        assert_eq!(both.mapping.salary_unit, None);
        assert!(both.mapping.has(Column::SalaryUnit));
    }

    #[test]
    fn a_mapping_is_kept_as_json_and_comes_back() {
        let mapping = recognise(&["Matricule", "Nom", "Prénom", "Taux horaire"]).mapping;
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
        assert!(json.contains("\"employee_number\":0"), "{json}");
    }
}
