//! From the bytes of a file to lines and findings: reads the sheet, places its columns, makes a
//! line of each record and lets every rule look at it. What the rules are is `rules`.

mod texts;

use std::borrow::Cow;
use std::cell::OnceCell;

use self::texts::{employee_number, read_texts};
use super::announced::Margins;
pub use super::context::{Context, LeaveBank};
use super::facts::Facts;
use super::furniture::{self, Furniture};
use super::mapping::questions::questions;
use super::mapping::{Mapping, Question, Recognised, Saved};
use super::progress::Progress;
use super::reader::{self, Format, MAX_LINES, Sheet, StatedTotals, Unreadable};
use super::reading::{Notes, Reading};
use super::rules::{self, Check, File, Found, Gathered, RULES, Row, Severities, TotalRow, Withheld};
use super::{Column, Finding, Line, Severity, Totals, sin};

/// A file read and checked, with its lines, one for each data line in the order of the file; or with
/// what was gathered of them, where each was given away as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<Lines = Vec<Line>> {
    pub lines: Lines,
    pub line_count: usize,
    /// By line (the file as a whole first), then rule. At most `rules::MAX_FINDINGS_PER_RULE` of
    /// one rule and severity.
    pub findings: Vec<Finding>,
    /// What was found beyond that, counted only.
    pub withheld: Vec<Withheld>,
    pub totals: Totals,
    pub format: Format,
    /// What the reading did besides making a line of each row.
    pub notes: Notes,
    pub mapping: Mapping,
    /// Headers of columns that nothing reads.
    pub ignored: Vec<String>,
    /// What the employer's header record states, when there is one.
    pub stated: Option<StatedTotals>,
    /// What only a person can say; not empty: nothing is to be kept before the answer.
    pub questions: Vec<Question>,
}

impl<Lines> Checked<Lines> {
    /// How the file was read, to be kept with it.
    pub fn reading(&self) -> Reading {
        Reading { format: self.format.clone(), notes: self.notes.clone() }
    }

    /// Whether anything found blocks the declaration.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether a person is asked which sheet to read: where this one has nobody, another may.
    pub fn asks_sheet(&self) -> bool {
        self.questions.iter().any(|question| !question.sheets().is_empty())
    }
}

/// Reads a file and checks it by every rule of the registry. `file_name` is the sender's and proves
/// nothing: it is not asked what the file is.
///
/// # Errors
/// As [`read_line_by_line`].
pub fn read_and_check<'b>(
    bytes: impl Into<Cow<'b, [u8]>>,
    _file_name: &str,
    context: &Context<'_>,
) -> Result<Checked, Unreadable> {
    let mut lines = Vec::new();
    let checked = read_line_by_line(bytes, context, &mut |line| {
        lines.push(std::mem::take(line));
        Ok(())
    })?;
    Ok(checked.with(lines))
}

/// The same, each line lent as soon as it is read, to be kept or not: no two of them are held at a time.
///
/// # Errors
/// [`Unreadable`] when there is nothing to check: not text nor a workbook, damaged, too large; or what
/// `take` says of a line.
pub fn read_line_by_line<'b>(
    bytes: impl Into<Cow<'b, [u8]>>,
    context: &Context<'_>,
    take: Take<'_>,
) -> Result<Checked<Gathered>, Unreadable> {
    let wanted = context.saved.map(Saved::wanted).unwrap_or_default();
    let sheet = reader::open_as(bytes, wanted)?;
    let recognised = recognise(&sheet, context);
    if recognised.mapping.columns.is_empty() && !sheet.has_columns() {
        return Err(Unreadable::NoColumns);
    }
    sheet.refuse_shapes()?;
    let facts = Facts::new(&sheet, &recognised.mapping, context);
    let mut found = Found::new(context.severities);
    let plan = Plan::new(context.severities);
    let rows = read_lines(&sheet, &facts, &plan, &mut found, take)?;
    let Rows { lines, total_rows, mut notes, margins, sheets } = rows;
    notes.leave_unread(&sheet);
    let file = File {
        context,
        mapping: &recognised.mapping,
        recognised: &recognised,
        stated: sheet.header_record.as_ref(),
        margins: &margins,
        further: &sheet.further,
        sheets: &sheets,
        total_rows: &total_rows,
        lines: &lines,
    };
    found.turn_to(None);
    found.tell_waiting(&lines);
    for (rule, check) in &plan.file {
        found.under(*rule);
        check(&file, &mut found);
    }
    let (findings, withheld) = found.finish();
    let format = match sheet.format.clone() {
        Format::Text { encoding, delimiter, .. } => {
            Format::Text { encoding, delimiter, decimal: facts.shown_decimal_sign() }
        }
        workbook => workbook,
    };
    let questions = questions(&sheet, &recognised, &facts, &findings, lines.count);
    let mut findings = findings;
    if questions.contains(&Question::Sins(Column::EmployeeNumber)) {
        findings.iter_mut().for_each(|finding| finding.value = sin::hide_in(&finding.value).into_owned());
    }
    let Recognised { mapping, ignored, .. } = recognised;
    let stated = sheet.header_record;
    let checked = Checked {
        line_count: lines.count,
        findings,
        withheld,
        totals: lines.totals,
        lines,
        format,
        notes,
        mapping,
        ignored,
        stated,
        questions,
    };
    if checked.line_count == 0 && !checked.asks_sheet() && !checked.mapping.columns.is_empty() {
        return Err(Unreadable::NoLines);
    }
    Ok(checked)
}

impl Checked<Gathered> {
    /// The same, with the lines that were given away.
    fn with(self, lines: Vec<Line>) -> Checked {
        Checked {
            lines,
            line_count: self.line_count,
            findings: self.findings,
            withheld: self.withheld,
            totals: self.totals,
            format: self.format,
            notes: self.notes,
            mapping: self.mapping,
            ignored: self.ignored,
            stated: self.stated,
            questions: self.questions,
        }
    }
}

fn recognise(sheet: &Sheet<'_>, context: &Context<'_>) -> Recognised {
    match context.mapping {
        Some(mapping) => Recognised {
            mapping: mapping.clone(),
            ignored: mapping.ignored(&sheet.header),
            duplicates: Vec::new(),
            is_said: true,
        },
        None => Recognised::by(context.saved, sheet),
    }
}

/// Takes the lines of a file one by one, and may refuse the file by one of them.
pub type Take<'t> = &'t mut dyn FnMut(&mut Line) -> Result<(), Unreadable>;

/// What the records of a file come to.
#[derive(Default)]
struct Rows {
    lines: Gathered,
    total_rows: Vec<TotalRow>,
    notes: Notes,
    margins: Margins,
    /// As [`File::sheets`].
    sheets: Vec<(u32, Totals)>,
}

/// Makes a line of each person's record, findings on the way; the rows that are nobody's are counted,
/// and their totals set apart.
fn read_lines(
    sheet: &Sheet<'_>,
    facts: &Facts<'_>,
    plan: &Plan,
    found: &mut Found,
    take: Take<'_>,
) -> Result<Rows, Unreadable> {
    let mut rows = Rows { lines: Gathered::new(facts.context), ..Rows::default() };
    rows.margins = Margins::of(&sheet.above);
    rows.margins.is_parted = !sheet.further.is_empty();
    let mut records = sheet.records();
    let mut places = 0..;
    let edges = OnceCell::new();
    while let Some((record, place)) = records.next().zip(places.next()) {
        let after = u32::try_from(rows.lines.count).expect("lines are capped");
        let row = Row::new(record, facts, after + 1);
        let is_at_an_edge = || {
            let edges = edges.get_or_init(|| furniture::edges(sheet, facts));
            edges.iter().any(|edge| edge.contains(&place))
        };
        let kind = furniture::find(&row, rows.notes.has_totals());
        if let Some(kind) = kind.filter(|kind| !kind.is_of_edges() || is_at_an_edge()) {
            rows.set_apart(kind, &row, after)?;
            continue;
        }
        if rows.lines.count >= MAX_LINES {
            return Err(Unreadable::TooManyLines { max: MAX_LINES });
        }
        rows.margins.go_on();
        let mut line = read_line(&row, plan, found);
        let written = row.text(Column::EmployeeNumber);
        if !std::ptr::eq(row.employee_number, written) {
            rows.notes.renumber(written, row.employee_number);
        }
        rows.turn_to(records.sheet(), after);
        rows.lines.see(&line);
        take(&mut line)?;
        let done = rows.lines.count;
        if done.is_multiple_of(Progress::EVERY) && told_to_stop(facts.context, done) {
            return Err(Unreadable::Stopped);
        }
    }
    Ok(rows)
}

impl Rows {
    /// Tells on which sheet the next line stands, where several are read one after the other.
    fn turn_to(&mut self, sheet: Option<&str>, after: u32) {
        self.notes.turn_to(sheet, after + 1);
        if self.sheets.len() < self.notes.sheets.len() {
            self.sheets.push((after, self.lines.totals));
        }
    }

    /// Counts a row that is nobody's. A file of nothing but totals has its first ones compared.
    fn set_apart(&mut self, kind: Furniture, row: &Row<'_>, after: u32) -> Result<(), Unreadable> {
        const MOST_COMPARED: usize = 10_000;
        match kind {
            Furniture::Header => {
                self.notes.headers += 1;
                self.margins.is_parted = true;
            }
            Furniture::OtherHeader => return Err(Unreadable::OtherHeader { line: after }),
            Furniture::Remark => {
                self.notes.remarks += 1;
                self.margins.say_below(row.record);
            }
            // The period that it may say is not the statement's.
            Furniture::Balance => self.notes.leave_out(|| furniture::as_written(row)),
            Furniture::Total | Furniture::Piece => {
                self.notes.totals += 1;
                self.margins.say_below(row.record);
                if self.total_rows.len() < MOST_COMPARED {
                    self.total_rows.push(furniture::read_total(row, kind, after, self.lines.totals));
                }
            }
        }
        Ok(())
    }
}

/// Tells how many lines are done; whether whoever asked for them no longer wants them.
fn told_to_stop(context: &Context<'_>, lines: usize) -> bool {
    context.progress.is_some_and(|progress| {
        progress.tell(lines);
        progress.is_stopped()
    })
}

fn read_line(row: &Row<'_>, plan: &Plan, found: &mut Found) -> Line {
    let mut line = Line::default();
    found.turn_to(Some(row.number));
    line.number = row.number;
    let before = found.total();
    for (rule, check) in &plan.shape {
        found.under(*rule);
        check(row, found);
    }
    if found.total() > before {
        // Its cells may stand under the wrong headers: V01 says so, and no amount is believed.
        line.employee_number = employee_number(row).into();
        return line;
    }
    read_texts(row, &mut line);
    for (rule, check) in &plan.read {
        found.under(*rule);
        check(row, &mut line, found);
    }
    for (rule, check) in &plan.line {
        found.under(*rule);
        check(row, &line, found);
    }
    line
}

/// The checks of the registry by when they are made, each with its rule's place: sorted out once,
/// not on every line.
#[derive(Default)]
struct Plan {
    shape: Vec<(usize, rules::ShapeCheck)>,
    read: Vec<(usize, rules::ReadCheck)>,
    line: Vec<(usize, rules::LineCheck)>,
    file: Vec<(usize, rules::FileCheck)>,
}

impl Plan {
    fn new(severities: Option<&Severities>) -> Plan {
        let mut plan = Plan::default();
        for (index, rule) in RULES.iter().enumerate() {
            let off = severities.is_some_and(|severities| severities.is_off(index));
            for check in rule.checks {
                match *check {
                    Check::Shape(check) => plan.shape.push((index, check)),
                    Check::Read(check) => plan.read.push((index, check)),
                    // A rule that is off still reads what others look at.
                    Check::Line(_) | Check::File(_) if off => {}
                    Check::Line(check) => plan.line.push((index, check)),
                    Check::File(check) => plan.file.push((index, check)),
                }
            }
        }
        plan
    }
}
