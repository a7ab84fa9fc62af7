//! The contributors of one statement, in order of employee number, their amounts as columns of
//! whole cents: what levies are computed from. Not lines, which carry names and addresses too.

use super::levies::Basis;
use crate::money::Cad;
use crate::statements::Line;

/// Who a share belongs to, and on which line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub employee_number: &'a str,
    /// Data line in the file, counted from 1.
    pub line: u32,
}

/// One person's amounts, as given to the columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amounts<'a> {
    pub person: Person<'a>,
    pub salary_paid: Cad,
    pub dues: Cad,
    pub regular_pay: Cad,
    pub total_remuneration: Cad,
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
    fn of(cents: Vec<i128>) -> Column {
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
        let mut gathering = Gathering::with_room_for(lines.len());
        for line in lines.iter().filter(|line| !line.is_correction()) {
            optional.regular_pay |= line.regular_pay.is_some();
            optional.total_remuneration |= line.total_remuneration.is_some();
            if line.is_contributor() {
                gathering.push(&Amounts {
                    person: Person { employee_number: &line.employee_number, line: line.number },
                    salary_paid: line.salary_paid.unwrap_or_default(),
                    dues: line.dues.unwrap_or_default(),
                    regular_pay: line.regular_pay.unwrap_or_default(),
                    total_remuneration: line.total_remuneration.unwrap_or_default(),
                });
            }
        }
        gathering.in_order(optional)
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

/// The contributors as they come.
pub(super) struct Gathering<'a> {
    people: Vec<Person<'a>>,
    salary_paid: Vec<i128>,
    dues: Vec<i128>,
    regular_pay: Vec<i128>,
    total_remuneration: Vec<i128>,
}

impl<'a> Gathering<'a> {
    pub fn with_room_for(people: usize) -> Gathering<'a> {
        let column = || Vec::with_capacity(people);
        Gathering {
            people: Vec::with_capacity(people),
            salary_paid: column(),
            dues: column(),
            regular_pay: column(),
            total_remuneration: column(),
        }
    }

    pub fn push(&mut self, amounts: &Amounts<'a>) {
        self.people.push(amounts.person);
        self.salary_paid.push(amounts.salary_paid.cents());
        self.dues.push(amounts.dues.cents());
        self.regular_pay.push(amounts.regular_pay.cents());
        self.total_remuneration.push(amounts.total_remuneration.cents());
    }

    /// Sorted once by employee number (byte order), then by line for a number that comes twice.
    pub fn in_order(self, optional: Optional) -> Contributors<'a> {
        // As most employers write them, they are already.
        let is_sorted = self.people.is_sorted_by_key(place);
        let order = if is_sorted { None } else { Some(order(&self.people)) };
        let column = |cents: Vec<i128>| Column::of(put_in(order.as_deref(), cents));
        Contributors {
            salary_paid: column(self.salary_paid),
            dues: column(self.dues),
            regular_pay: optional.regular_pay.then_some(self.regular_pay).map(column),
            total_remuneration: optional.total_remuneration.then_some(self.total_remuneration).map(column),
            people: put_in(order.as_deref(), self.people),
        }
    }
}

fn place<'a>(person: &Person<'a>) -> (&'a str, u32) {
    (person.employee_number, person.line)
}

/// Where each stands who is to come first, second...: in time that grows as their number does, by the
/// first bytes of their number, then, of those few whose first bytes are the same, by the whole.
fn order(people: &[Person<'_>]) -> Vec<(u64, usize)> {
    let mut order: Vec<(u64, usize)> =
        people.iter().enumerate().map(|(i, person)| (first_bytes(person.employee_number), i)).collect();
    radsort::sort_by_key(&mut order, |(first, _)| *first);
    for same in order.chunk_by_mut(|a, b| a.0 == b.0) {
        same.sort_unstable_by_key(|(_, i)| place(&people[*i]));
    }
    order
}

fn put_in<T: Copy>(order: Option<&[(u64, usize)]>, values: Vec<T>) -> Vec<T> {
    match order {
        None => values,
        Some(order) => order.iter().map(|(_, i)| values[*i]).collect(),
    }
}

/// The first eight bytes as a number in the same order.
fn first_bytes(text: &str) -> u64 {
    let mut first = [0; 8];
    let n = text.len().min(8);
    first[..n].copy_from_slice(&text.as_bytes()[..n]);
    u64::from_be_bytes(first)
}
