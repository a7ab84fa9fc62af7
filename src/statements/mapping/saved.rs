//! How an employer's files are to be read, as the treasurer said it once: by the names of columns,
//! so that they may move, or by their places in a file without header; which sheet of its workbook it
//! is; and what the employer's own codes mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Mapping, normalise};
use crate::statements::numbers::{DateOrder, DecimalSign};
use crate::statements::reader::Wanted;
use crate::statements::{Column, SalaryUnit, Status};

/// Kept by employer, version after version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Under which header each item stands, as the file writes it.
    pub columns: BTreeMap<Column, String>,
    pub given_name: Option<String>,
    /// Where each item stands in a file without header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Places>,
    /// The sheet that is the statement, where several look like one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Whether the first row is already a person's, when somebody said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headless: Option<bool>,
    /// What the salary rate is paid by, when no column says it.
    pub salary_unit: Option<SalaryUnit>,
    pub decimal: Option<DecimalSign>,
    pub dates: Option<DateOrder>,
    /// Whether the seniority given is all that a person has, not the period's (Q11).
    pub seniority_in_all: bool,
    pub codes: Codes,
}

/// Columns by their places, from 0, in a file of so many columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Places {
    pub columns: BTreeMap<Column, usize>,
    pub given_name: Option<usize>,
    pub width: usize,
}

/// What the employer's words mean; the words as [`normalise`] leaves them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Codes {
    /// Reasons of absence, to one of the 87 kinds.
    pub reasons: BTreeMap<String, String>,
    pub statuses: BTreeMap<String, Status>,
    /// To `D`, `E`, `N` or a rotation of 9.05.
    pub shifts: BTreeMap<String, String>,
}

impl Codes {
    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty() && self.statuses.is_empty() && self.shifts.is_empty()
    }
}

impl Saved {
    /// Where the columns stand in a file with this header; `None` when one of them is not there: the
    /// employer changed its file, and a person is to look.
    pub fn fit(&self, header: &[String]) -> Option<Mapping> {
        if self.columns.is_empty() {
            return None;
        }
        let plain: Vec<String> = header.iter().map(|name| normalise(name)).collect();
        let place = |name: &String| {
            let exact = header.iter().position(|other| other == name);
            exact.or_else(|| plain.iter().position(|other| *other == normalise(name)))
        };
        let mut columns = BTreeMap::new();
        for (column, name) in &self.columns {
            columns.insert(*column, place(name)?);
        }
        let given_name = match &self.given_name {
            Some(name) => Some(place(name)?),
            None => None,
        };
        Some(Mapping { columns, given_name, salary_unit: self.salary_unit, ..self.habits() })
    }

    /// Where the columns stand in a file without header of so many columns; `None` when nobody said
    /// it of such a file.
    pub fn fit_places(&self, width: usize) -> Option<Mapping> {
        let places = self.places.as_ref().filter(|places| places.width == width)?;
        let (columns, given_name) = (places.columns.clone(), places.given_name);
        Some(Mapping { columns, given_name, salary_unit: self.salary_unit, ..self.habits() })
    }

    /// What was said that the rates are paid by, when the columns of this header are recognised anew: of
    /// another column of rates, or of one beside a column of units, nobody said it.
    pub fn unit_of(&self, header: &[String], found: &Mapping) -> Option<SalaryUnit> {
        if found.columns.contains_key(&Column::SalaryUnit) {
            return None;
        }
        let name = header.get(*found.columns.get(&Column::SalaryRate)?)?;
        let said_of = self.columns.get(&Column::SalaryRate)?;
        self.salary_unit.filter(|_| normalise(said_of) == normalise(name))
    }

    /// How the employer's files are to be opened.
    pub fn wanted(&self) -> Wanted<'_> {
        Wanted { sheet: self.sheet.as_deref(), headless: self.headless }
    }

    /// What was said besides the columns, to be kept when those are recognised anew.
    pub fn habits(&self) -> Mapping {
        Mapping { decimal: self.decimal, dates: self.dates, codes: self.codes.clone(), ..Mapping::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_may_move_and_change_their_case_but_not_their_name() {
        let columns = [(Column::EmployeeNumber, "Clé"), (Column::Dues, "Montant 7")];
        let columns = columns.map(|(column, name)| (column, name.to_owned())).into();
        let saved = Saved { columns, decimal: Some(DecimalSign::Comma), ..Saved::default() };
        let fitted = saved.fit(&header(&["x", "MONTANT 7", "cle"])).expect("both are there");
        assert_eq!(fitted.columns, [(Column::EmployeeNumber, 2), (Column::Dues, 1)].into());
        assert_eq!(fitted.decimal, Some(DecimalSign::Comma));
        assert_eq!(saved.fit(&header(&["Clé", "Montant 8"])), None);
        assert_eq!(Saved::default().fit(&header(&["Clé"])), None);
    }
}
