//! The contributors of one statement, in order of employee number, their amounts as columns of
//! whole cents: what levies are computed from. Not lines, which carry names and addresses too.

use super::levies::Basis;
use crate::statements::Line;

/// Who a share belongs to, and on which line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub employee_number: &'a str,
    /// Data line in the file, counted from 1.
    pub line: u32,
}

/// One person's amounts in cents, as given to the columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amounts<'a> {
    pub person: Person<'a>,
    pub salary_paid: i128,
    pub dues: i128,
    pub regular_pay: i128,
    pub total_remuneration: i128,
}

/// Which of the optional columns of clause 5.03 a statement has: one line's value is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Optional {
    pub regular_pay: bool,
    pub total_remuneration: bool,
}

/// Cents of everyone, in order of employee number.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub cents: Vec<i128>,
    /// The largest in absolute value.
    pub largest: i128,
}

impl Column {
    fn of(cents: impl Iterator<Item = i128>) -> Column {
        let cents: Vec<i128> = cents.collect();
        let largest = cents.iter().map(|cents| cents.abs()).max().unwrap_or(0);
        Column { cents, largest }
    }
}

/// The contributors of a statement: lines not held and not corrections, with dues or salary paid.
#[derive(Debug, Clone)]
pub struct Contributors<'a> {
    people: Vec<Person<'a>>,
    salary_paid: Column,
    dues: Column,
    /// `None` when no line of the statement has the column.
    regular_pay: Option<Column>,
    total_remuneration: Option<Column>,
}

impl<'a> Contributors<'a> {
    /// The contributors among `lines`; the order of the lines does not matter.
    ///
    /// An optional column is there when a line that is not a correction has a value in it.
    pub fn of(lines: &'a [Line]) -> Contributors<'a> {
        let mut optional = Optional::default();
        let mut people = Vec::with_capacity(lines.len());
        for line in lines {
            if line.is_correction() {
                continue;
            }
            optional.regular_pay |= line.regular_pay.is_some();
            optional.total_remuneration |= line.total_remuneration.is_some();
            if line.is_contributor() {
                people.push(Amounts {
                    person: Person { employee_number: &line.employee_number, line: line.number },
                    salary_paid: line.salary_paid.unwrap_or_default().cents(),
                    dues: line.dues.unwrap_or_default().cents(),
                    regular_pay: line.regular_pay.unwrap_or_default().cents(),
                    total_remuneration: line.total_remuneration.unwrap_or_default().cents(),
                });
            }
        }
        Contributors::in_order(people, optional)
    }

    /// Sorted once by employee number (byte order), then by line for a number that comes twice.
    pub(super) fn in_order(people: Vec<Amounts<'a>>, optional: Optional) -> Contributors<'a> {
        let place = |one: &Amounts<'a>| (one.person.employee_number, one.person.line);
        // As most employers write them.
        let people = if people.is_sorted_by_key(place) { people } else { sorted(people, place) };
        let column = |cents: fn(&Amounts) -> i128| Column::of(people.iter().map(cents));
        Contributors {
            salary_paid: column(|a| a.salary_paid),
            dues: column(|a| a.dues),
            regular_pay: optional.regular_pay.then(|| column(|a| a.regular_pay)),
            total_remuneration: optional.total_remuneration.then(|| column(|a| a.total_remuneration)),
            people: people.iter().map(|a| a.person).collect(),
        }
    }

    /// In order of employee number.
    pub fn people(&self) -> &[Person<'a>] {
        &self.people
    }

    /// The column a basis is of, and whether salary paid takes the place of one that is missing.
    pub(super) fn column(&self, basis: Basis) -> (&Column, bool) {
        let optional = match basis {
            Basis::Dues => return (&self.dues, false),
            Basis::SalaryPaid | Basis::PerPerson => return (&self.salary_paid, false),
            Basis::RegularPay => &self.regular_pay,
            Basis::TotalRemuneration => &self.total_remuneration,
        };
        optional.as_ref().map_or((&self.salary_paid, true), |column| (column, false))
    }
}

/// People by their place, in time that grows as their number does: by the first bytes of their number,
/// then, of those few whose first bytes are the same, by the whole.
fn sorted<'a>(people: Vec<Amounts<'a>>, place: impl Fn(&Amounts<'a>) -> (&'a str, u32)) -> Vec<Amounts<'a>> {
    let mut order: Vec<(u64, usize)> =
        people.iter().enumerate().map(|(i, one)| (first_bytes(one.person.employee_number), i)).collect();
    radsort::sort_by_key(&mut order, |(first, _)| *first);
    for same in order.chunk_by_mut(|a, b| a.0 == b.0) {
        same.sort_unstable_by_key(|(_, i)| place(&people[*i]));
    }
    order.into_iter().map(|(_, i)| people[i]).collect()
}

/// The first eight bytes as a number in the same order.
fn first_bytes(text: &str) -> u64 {
    let mut first = [0; 8];
    let n = text.len().min(8);
    first[..n].copy_from_slice(&text.as_bytes()[..n]);
    u64::from_be_bytes(first)
}
