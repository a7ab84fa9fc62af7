//! V11: the totals that the header record and the rows of totals state are the sums of the lines. Which
//! rows are totals, and how they are read, is `furniture`'s.

use std::collections::HashMap;

use super::File;
use crate::money::Cad;
use crate::statements::reader::StatedTotals;
use crate::statements::rules::Found;
use crate::statements::{Column, Severity, Totals};

/// A row of totals at the foot of the file or of a part of it: no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalRow {
    /// How many lines stand above it.
    pub after: u32,
    /// What they come to.
    pub above: Totals,
    /// It says that it sums them all.
    pub is_grand: bool,
    /// It says that it is a sum, and not of which part: `Total`, `Total des cotisations`.
    pub is_bare: bool,
    /// It says that it is a sum, or a count.
    pub is_labelled: bool,
    /// It says that it is remitted: `Total remis`.
    pub is_remitted: bool,
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
    lines_below(file, found);
}

/// Tells how many lines stand below the last total of their sheet, which does not count them, where no total
/// states them all.
fn lines_below(file: &File<'_>, found: &mut Found) {
    if file.stated.is_some_and(|stated| stated.dues.is_some()) {
        return;
    }
    let mut marks = file.sheets.to_vec();
    if marks.is_empty() {
        marks.push((0, Totals::default()));
    }
    let count = u32::try_from(file.lines.count).expect("lines are capped");
    marks.push((count, file.lines.totals));
    let mut below = 0;
    for pair in marks.windows(2) {
        let (start, end) = (pair[0].0, pair[1].0);
        let last = file.total_rows.iter().rfind(|row| start < row.after && row.after <= end);
        let Some(last) = last else { continue };
        let mut read = SUMMED.iter().filter(|summed| !found.was_unreadable(summed.column));
        if read.any(|summed| forgets(file, summed, pair, last)) {
            below += end - last.after;
        }
    }
    if below > 0 {
        found.add_as(Severity::Warning, None, below.to_string(), "");
    }
}

/// Whether the totals that stand where the last one does, on the sheet between two marks, sum lines above
/// them, and no total states those below too.
fn forgets(file: &File<'_>, summed: &Summed, sheet: &[(u32, Totals)], last: &TotalRow) -> bool {
    let sum = summed.of_lines;
    let (before, all) = (sum(&sheet[0].1), sum(&sheet[1].1));
    let above = sum(&last.above);
    let sums_above = |row: &TotalRow| {
        let stated = (summed.of_row)(row);
        row.after == last.after && stated.is_some_and(|stated| row.is_labelled || stated == above - before)
    };
    let states_all = |row: &TotalRow| {
        let stated = (summed.of_row)(row);
        stated.is_some_and(|stated| stated == all - before || stated == sum(&file.lines.totals))
    };
    all != above && file.total_rows.iter().any(sums_above) && !file.total_rows.iter().any(states_all)
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
    /// Of dues, what the lines say is remitted.
    remitted: Option<Cad>,
}

/// What a row of totals states of a column.
struct Stated<'r> {
    row: &'r TotalRow,
    amount: Cad,
    is_right: bool,
}

impl Stated<'_> {
    /// It may come to a sum together with others.
    fn is_piece(&self) -> bool {
        self.row.may_be_a_part() && self.amount != Cad::ZERO
    }
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
            remitted: (summed.column == Column::Dues).then(|| file.remitted()),
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
        let pieces: Vec<Cad> = wrong.iter().filter(|one| one.is_piece()).map(|one| one.amount).collect();
        let sum: Cad = pieces.iter().copied().sum();
        let sums_others = |one: &Stated<'_>| {
            let is_piece = one.is_piece();
            let others = if is_piece { sum - one.amount } else { sum };
            pieces.len() >= 2 + usize::from(is_piece) && one.amount == others
        };
        // Pieces that add up to a wrong total are not what is wrong.
        let is_summed = wrong.iter().any(|one| sums_others(one));
        let is_recap = !is_summed && self.is_recap(&pieces, sum);
        let expected = self.expected(sum, None);
        if is_recap && sum != expected {
            self.tell(summed.column, &equation(sum, &pieces), expected, found);
        }
        for one in wrong {
            if !one.row.may_be_a_part() || sums_others(one) || !(is_recap || is_summed) {
                let expected = self.expected(one.amount, Some(one.row));
                self.tell(summed.column, &one.amount.to_string(), expected, found);
            }
        }
    }

    /// Whether a row alone states what it may sum there.
    fn fits(&self, row: &TotalRow, amount: Cad) -> bool {
        let is_whole = row.is_grand && self.is_an_end;
        let is_remitted = row.is_remitted && self.remitted == Some(amount);
        is_remitted || self.is_all(amount) || (!is_whole && self.parts.contains(&amount))
    }

    /// Whether an amount is that of all lines, or of a sheet that ends or begins there; between lines, of a
    /// part that ends there.
    fn is_all(&self, amount: Cad) -> bool {
        amount == self.whole
            || self.of_sheets.contains(&amount)
            || (!self.is_an_end && self.parts.contains(&amount))
    }

    /// Finds right the rows of a recap: two or more, one below the other, that come together to what one may
    /// sum. A row that says no more than that it is a total, or that it sums all, is no piece of a recap. Nor
    /// are the rows that stand first and each state a part alone, unless one there states the whole: they are
    /// the subtotals of what stands above, and would make up for a total which forgets that. A zero is a
    /// piece that has nobody, where a row or a recap there states all.
    fn add_up(&self, stated: &mut [Stated<'_>]) {
        let says_whole = stated.iter().any(|one| one.amount == self.whole);
        let mut has_all = stated.iter().any(|one| self.is_all(one.amount));
        let mut parts = if says_whole { Vec::new() } else { self.parts.clone() };
        let subtotals = stated.iter().take_while(|one| {
            let is_first = parts.contains(&one.amount);
            parts.retain(|part| *part != one.amount);
            one.is_right && is_first
        });
        let subtotals = subtotals.count();
        let others = stated.iter_mut().skip(subtotals);
        let mut pieces: Vec<&mut Stated<'_>> = others.filter(|one| one.is_piece()).collect();
        // The last piece with which so much is reached, from the first on.
        let (mut last, mut so_far) = (HashMap::new(), Cad::ZERO);
        for (at, piece) in pieces.iter().enumerate() {
            so_far += piece.amount;
            last.insert(so_far.cents(), at);
        }
        let (mut before, mut end): (Cad, Option<usize>) = (Cad::ZERO, None);
        for (at, piece) in pieces.iter_mut().enumerate() {
            let sums = [self.whole].into_iter().chain(self.of_sheets.iter().chain(&self.parts).copied());
            let ends = sums.filter_map(|sum| Some((*last.get(&(before + sum).cents())?, sum)));
            if let Some((reached, sum)) = ends.max().filter(|(reached, _)| *reached > at) {
                end = end.max(Some(reached));
                has_all |= self.is_all(sum);
            }
            piece.is_right |= end.is_some_and(|end| at <= end);
            before += piece.amount;
        }
        for one in stated.iter_mut().filter(|one| one.amount == Cad::ZERO) {
            one.is_right |= has_all && one.row.may_be_a_part();
        }
    }

    /// Whether amounts are meant to come together to what is expected: they are nearer to it than any of
    /// them. A wrong total of a service and one of all are not.
    fn is_recap(&self, pieces: &[Cad], sum: Cad) -> bool {
        let expected = self.expected(sum, None);
        let away = |amount: Cad| (amount - expected).abs();
        pieces.len() > 1 && pieces.iter().all(|piece| away(sum) < away(*piece))
    }

    /// What a wrong amount, of a row or of a recap, is compared with: between lines, the part that ends
    /// there; elsewhere the nearest of what it may sum: the sheet, unless the row says that it sums all; all
    /// lines; a part that ends there, if the row may sum one; what is remitted, if it says so.
    fn expected(&self, amount: Cad, row: Option<&TotalRow>) -> Cad {
        if !self.is_an_end {
            return self.parts.last().copied().unwrap_or(self.whole);
        }
        let is_grand = row.is_some_and(|row| row.is_grand);
        let may_be_a_part = row.is_some_and(TotalRow::may_be_a_part);
        let sheet = self.of_sheets.iter().take(1).filter(|_| !is_grand);
        let parts = self.parts.iter().filter(|_| may_be_a_part);
        let remitted = self.remitted.iter().filter(|_| row.is_some_and(|row| row.is_remitted));
        let sums = sheet.chain([&self.whole]).chain(parts).chain(remitted).copied();
        sums.min_by_key(|sum| (amount - *sum).abs()).unwrap_or(self.whole)
    }

    /// Tells that an amount, as it is to be shown, is not the one expected.
    fn tell(&self, column: Column, shown: &str, expected: Cad, found: &mut Found) {
        let expected = expected.to_string();
        if self.is_an_end {
            found.add(column, shown, expected);
        } else {
            found.add_on(self.after, column, shown, &expected);
        }
    }
}

/// A sum and its pieces, `49.10 = 20.10 + 29.00`; how many they are where nobody would read them all,
/// `48.00 = 20`. What is told is cut, and an amount is not to be.
fn equation(sum: Cad, pieces: &[Cad]) -> String {
    const MOST_CHARACTERS: usize = 100;
    let listed: Vec<String> = pieces.iter().map(Cad::to_string).collect();
    let listed = format!("{sum} = {}", listed.join(" + "));
    if listed.len() <= MOST_CHARACTERS { listed } else { format!("{sum} = {}", pieces.len()) }
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
