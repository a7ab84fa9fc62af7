//! V11: the totals that the header record and the rows of totals state are the sums of the lines. Which
//! rows are totals, and how they are read, is `furniture`'s.

use super::File;
use crate::money::Cad;
use crate::statements::reader::StatedTotals;
use crate::statements::rules::Found;
use crate::statements::{Column, Totals};

/// A row of totals at the foot of the file or of a part of it: no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalRow {
    /// How many lines stand above it.
    pub after: u32,
    /// What they come to.
    pub above: Totals,
    /// It says that it sums them all.
    pub is_grand: bool,
    /// It says that it is a sum, and not of what: `Total`.
    pub is_bare: bool,
    /// It says that it is a sum, or a count.
    pub is_labelled: bool,
    pub salary_paid: Option<Cad>,
    pub dues: Option<Cad>,
    pub initiation_dues: Option<Cad>,
    pub held_dues: Option<Cad>,
}

impl TotalRow {
    /// It may sum a part of the lines that stand anywhere: `Total temps partiel`.
    fn may_be_a_part(&self) -> bool {
        !self.is_grand && !self.is_bare
    }
}

/// A column that totals sum, and where.
struct Summed {
    column: Column,
    of_lines: fn(&Totals) -> Cad,
    of_header: fn(&StatedTotals) -> Option<Cad>,
    of_row: fn(&TotalRow) -> Option<Cad>,
}

const SUMMED: [Summed; 4] = [
    Summed {
        column: Column::SalaryPaid,
        of_lines: |totals| totals.salary_paid,
        of_header: |_| None,
        of_row: |row| row.salary_paid,
    },
    Summed {
        column: Column::Dues,
        of_lines: |totals| totals.dues,
        of_header: |stated| stated.dues,
        of_row: |row| row.dues,
    },
    Summed {
        column: Column::InitiationDues,
        of_lines: |totals| totals.initiation_dues,
        of_header: |stated| stated.initiation,
        of_row: |row| row.initiation_dues,
    },
    Summed {
        column: Column::HeldDues,
        of_lines: |totals| totals.held_dues,
        of_header: |stated| stated.held,
        of_row: |row| row.held_dues,
    },
];

/// V11: the totals of the header and of the rows of totals are the sums of the lines. A column with a
/// cell that could not be read has no sum to compare: V14 has spoken.
pub fn totals(file: &File<'_>, found: &mut Found) {
    for summed in &SUMMED {
        if found.was_unreadable(summed.column) {
            continue;
        }
        let sum = (summed.of_lines)(&file.lines.totals);
        let stated = file.stated.and_then(summed.of_header);
        if let Some(stated) = stated.filter(|stated| *stated != sum) {
            found.add(summed.column, stated.to_string(), sum.to_string());
        }
        total_rows(file, summed, found);
    }
}

/// Each row of totals sums the lines since another one, or since the first of its sheet; the one that ends
/// the file, or begins it, all of them, or those of its sheet. Rows with no line between them may do so
/// together: a recap by status, by shift.
fn total_rows(file: &File<'_>, summed: &Summed, found: &mut Found) {
    /// Rows of totals that a sum may begin after: departments, sectors, pages.
    const MOST: usize = 50;
    let mut sums = vec![Cad::ZERO];
    let mut before = 0;
    let mut sheets = file.sheets.iter().peekable();
    for mut rows in file.total_rows.chunk_by(|row, next| row.after == next.after) {
        let after = rows[0].after;
        while let Some((_, above)) = sheets.next_if(|(start, _)| *start < after) {
            sums.push((summed.of_lines)(above));
        }
        if after == before + 1 && !rows[0].is_labelled {
            // Of a department with one person? More likely her second pay, on a row of its own.
            if let Some(stated) = (summed.of_row)(&rows[0]) {
                found.add_on(after, summed.column, &stated.to_string(), "");
            }
            rows = &rows[1..];
        }
        before = after;
        let Some(first) = rows.first() else { continue };
        Place::new(file, summed, first, &sums).compare(rows, summed, found);
        if sums.len() >= MOST {
            sums.remove(1);
        }
        sums.push((summed.of_lines)(&first.above));
    }
}

/// Where rows of totals stand one below the other, and what each may sum there.
struct Place {
    /// How many lines stand above it.
    after: u32,
    /// No line stands above it, or none below it.
    is_an_end: bool,
    /// All lines where it begins the file, else those above it.
    whole: Cad,
    /// The sheets that end or begin there, then all of them.
    of_sheets: Vec<Cad>,
    /// The lines since the first, and since each earlier row of totals.
    parts: Vec<Cad>,
}

/// What a row of totals states of a column.
struct Stated<'r> {
    row: &'r TotalRow,
    amount: Cad,
    is_right: bool,
}

impl Place {
    fn new(file: &File<'_>, summed: &Summed, row: &TotalRow, sums: &[Cad]) -> Place {
        let (at, so_far) = (row.after as usize, (summed.of_lines)(&row.above));
        let begins = at == 0;
        let sums: &[Cad] = if begins { &[] } else { sums };
        Place {
            after: row.after,
            is_an_end: begins || at == file.lines.count,
            whole: if begins { (summed.of_lines)(&file.lines.totals) } else { so_far },
            of_sheets: of_sheets(file, summed, at),
            parts: sums.iter().map(|before| so_far - *before).collect(),
        }
    }

    /// Tells each row that is no sum; those that should be one together, once.
    fn compare(&self, rows: &[TotalRow], summed: &Summed, found: &mut Found) {
        let stated = rows.iter().filter_map(|row| Some((row, (summed.of_row)(row)?)));
        let stated = stated.map(|(row, amount)| Stated { row, amount, is_right: self.fits(row, amount) });
        let mut stated: Vec<Stated<'_>> = stated.collect();
        if stated.iter().all(|one| one.is_right) {
            return;
        }
        if stated.len() > 1 {
            self.add_up(&mut stated);
        }
        let wrong: Vec<&Stated<'_>> = stated.iter().filter(|one| !one.is_right).collect();
        let parts: Vec<Cad> =
            wrong.iter().filter(|one| one.row.may_be_a_part()).map(|one| one.amount).collect();
        let sum: Cad = parts.iter().copied().sum();
        let sums_others = |one: &Stated<'_>| {
            let is_part = one.row.may_be_a_part();
            let others = if is_part { sum - one.amount } else { sum };
            parts.len() >= 2 + usize::from(is_part) && one.amount == others
        };
        // Parts that add up to a wrong total are not what is wrong.
        let is_summed = wrong.iter().any(|one| sums_others(one));
        let is_recap = !is_summed && self.is_recap(&parts, sum);
        if is_recap {
            let parts: Vec<String> = parts.iter().map(Cad::to_string).collect();
            self.tell(summed.column, false, &format!("{sum} = {}", parts.join(" + ")), found);
        }
        for one in wrong {
            if !one.row.may_be_a_part() || sums_others(one) || !(is_recap || is_summed) {
                self.tell(summed.column, one.row.is_grand, &one.amount.to_string(), found);
            }
        }
    }

    /// Whether a row alone states what it may sum there.
    fn fits(&self, row: &TotalRow, amount: Cad) -> bool {
        let is_whole = row.is_grand && self.is_an_end;
        amount == self.whole
            || self.of_sheets.contains(&amount)
            || (!is_whole && self.parts.contains(&amount))
    }

    /// Finds right the rows one below the other that come together to what one may sum, and those of a part
    /// that has nobody.
    fn add_up(&self, stated: &mut [Stated<'_>]) {
        /// Rows of a recap: services, job titles.
        const MOST: usize = 100;
        for one in stated.iter_mut().filter(|one| one.amount == Cad::ZERO) {
            one.is_right |= one.row.may_be_a_part();
        }
        let is_part = |one: &&mut Stated<'_>| !one.row.is_grand && one.amount != Cad::ZERO;
        let mut parts: Vec<&mut Stated<'_>> = stated.iter_mut().filter(is_part).collect();
        if parts.len() > MOST {
            return;
        }
        for first in 0..parts.len() {
            let (mut sum, mut last) = (Cad::ZERO, first);
            for (at, part) in parts.iter().enumerate().skip(first) {
                sum += part.amount;
                let is_sum = [&self.of_sheets, &self.parts].iter().any(|sums| sums.contains(&sum));
                if at > first && (is_sum || sum == self.whole) {
                    last = at;
                }
            }
            if last > first {
                parts[first..=last].iter_mut().for_each(|part| part.is_right = true);
            }
        }
    }

    /// Whether amounts are meant to come together to what is expected: they are nearer to it than any of
    /// them. A wrong total of a service and one of all are not.
    fn is_recap(&self, parts: &[Cad], sum: Cad) -> bool {
        let expected = self.expected(false);
        let away = |amount: Cad| (amount - expected).abs();
        parts.len() > 1 && parts.iter().all(|part| away(sum) < away(*part))
    }

    /// What a row that is wrong is compared with.
    fn expected(&self, is_grand: bool) -> Cad {
        let of_its_own = if self.is_an_end { self.of_sheets.first() } else { self.parts.last() };
        of_its_own.copied().filter(|_| !(is_grand && self.is_an_end)).unwrap_or(self.whole)
    }

    fn tell(&self, column: Column, is_grand: bool, stated: &str, found: &mut Found) {
        let expected = self.expected(is_grand).to_string();
        if self.is_an_end {
            found.add(column, stated, expected);
        } else {
            found.add_on(self.after, column, stated, &expected);
        }
    }
}

/// What a row of totals below so many lines may sum where several sheets were read: the sheet that ends or
/// begins there, or all of them.
fn of_sheets(file: &File<'_>, summed: &Summed, at: usize) -> Vec<Cad> {
    let sum = summed.of_lines;
    let all = sum(&file.lines.totals);
    let mut marks: Vec<(usize, Cad)> =
        file.sheets.iter().map(|(start, above)| (*start as usize, sum(above))).collect();
    marks.push((file.lines.count, all));
    let pairs = marks.windows(2).filter(|pair| pair.iter().any(|(mark, _)| *mark == at));
    let sheets = pairs.map(|pair| pair[1].1 - pair[0].1);
    sheets.chain((marks.len() > 1).then_some(all)).collect()
}
