//! Why a file gives nothing to check, and which words say it. Not the words themselves, which are in
//! `locales/*/rules.ftl`.

use crate::statements::Column;

/// The file is not something that can be checked; the words are `unreadable-*`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is empty")]
    Empty,
    #[error("{bytes} bytes, more than {max}")]
    TooManyBytes { bytes: usize, max: usize },
    /// Neither text nor a workbook; `looks_like` is a technical name such as `PDF`, or empty.
    #[error("not a statement: {looks_like}")]
    NotAStatement { looks_like: &'static str },
    /// A web page, which some payrolls save under an Excel name.
    #[error("a web page")]
    WebPage,
    /// Excel 95 and before, or binary (`.xlsb`).
    #[error("an old or binary Excel workbook")]
    OldExcel,
    #[error("protected by a password")]
    Protected,
    /// A workbook cut short or broken.
    #[error("damaged: {detail}")]
    Damaged { detail: String },
    /// A zip that unfolds to more than any real statement.
    #[error("unfolds to more than {max} bytes")]
    TooMuchInside { max: u64 },
    #[error("more than {max} lines")]
    TooManyLines { max: usize },
    /// All of them were asked for, and not all can be looked at.
    #[error("more than {max} sheets")]
    TooManySheets { max: usize },
    #[error("more than {max} columns")]
    TooManyColumns { max: usize },
    /// A cell of a workbook beyond so many columns, a stray one perhaps; `cell` as people name it.
    #[error("{cell} stands beyond {max} columns")]
    TooFarRight { cell: String, max: usize },
    #[error("more than {max} cells")]
    TooManyCells { max: usize },
    #[error("no row with a header")]
    NoRows,
    /// A header, and nobody below it.
    #[error("no line below the header")]
    NoLines,
    /// A print, whose columns only spaces part; or a text put whole into one column of a workbook.
    #[error("nothing parts the columns")]
    NoColumns,
    /// Most rows have more cells than the header has names: what parts the columns stands inside the
    /// cells too.
    #[error("more cells than the {width} names")]
    Overflowing { width: usize },
    /// Somebody stands above the names of the columns: a sort took the header along, or pages were put
    /// together. Both by their place among the rows that are not blank, from 1.
    #[error("row {row} is a person's, above the header in row {header}")]
    PeopleAbove { row: usize, header: usize },
    /// Below a line, the columns are named again in another order.
    #[error("below line {line}, another header")]
    OtherHeader { line: u32 },
    /// Letters of the header are lost: parts of the file are written by different code pages.
    #[error("two encodings in one file")]
    TwoEncodings,
    /// A person in each column, an item in each row.
    #[error("people stand in columns")]
    Sideways,
    /// A formula whose result is not in the workbook; `cell` as people name it: `Paie!L7`.
    #[error("{cell} holds a formula without its result")]
    NotCalculated { cell: String },
    /// A number, a name or an address longer than any: a quote never closed, most often.
    #[error("line {line}: {} too long", column.key())]
    TooLong { line: u32, column: Column, start: String },
    /// Cancelled while it was read.
    #[error("stopped")]
    Stopped,
}

impl Unreadable {
    /// The same, told by the cell that stands beyond the last column; others are as they were.
    pub(super) fn at(self, cell: impl FnOnce() -> String) -> Unreadable {
        match self {
            Unreadable::TooManyColumns { max } => Unreadable::TooFarRight { cell: cell(), max },
            other => other,
        }
    }

    /// The key of the words that explain it.
    pub fn key(&self) -> &'static str {
        match self {
            Unreadable::Empty => "unreadable-empty",
            Unreadable::TooManyBytes { .. } => "unreadable-too-many-bytes",
            Unreadable::NotAStatement { looks_like: "" } => "unreadable-binary",
            Unreadable::NotAStatement { .. } => "unreadable-not-a-statement",
            Unreadable::WebPage => "unreadable-web-page",
            Unreadable::OldExcel => "unreadable-old-excel",
            Unreadable::Protected => "unreadable-protected",
            Unreadable::Damaged { .. } => "unreadable-damaged",
            Unreadable::TooMuchInside { .. } => "unreadable-too-much-inside",
            Unreadable::TooManyLines { .. } => "unreadable-too-many-lines",
            Unreadable::TooManySheets { .. } => "unreadable-too-many-sheets",
            Unreadable::TooManyColumns { .. } => "unreadable-too-many-columns",
            Unreadable::TooFarRight { .. } => "unreadable-too-far-right",
            Unreadable::TooManyCells { .. } => "unreadable-too-many-cells",
            Unreadable::NoRows => "unreadable-no-rows",
            Unreadable::NoLines => "unreadable-no-lines",
            Unreadable::NoColumns => "unreadable-no-columns",
            Unreadable::Overflowing { .. } => "unreadable-overflowing",
            Unreadable::PeopleAbove { .. } => "unreadable-people-above",
            Unreadable::OtherHeader { .. } => "unreadable-other-header",
            Unreadable::TwoEncodings => "unreadable-two-encodings",
            Unreadable::Sideways => "unreadable-sideways",
            Unreadable::NotCalculated { .. } => "unreadable-not-calculated",
            Unreadable::TooLong { column: Column::EmployeeNumber, .. } => "unreadable-too-long-number",
            Unreadable::TooLong { column: Column::Address, .. } => "unreadable-too-long-address",
            Unreadable::TooLong { .. } => "unreadable-too-long-name",
            Unreadable::Stopped => "unreadable-stopped",
        }
    }

    /// The `$value` of the words: what the file looks like, the cell or its text, when that can be
    /// told.
    pub fn value(&self) -> &str {
        match self {
            Unreadable::NotCalculated { cell } | Unreadable::TooFarRight { cell, .. } => cell,
            Unreadable::TooLong { start, .. } => start,
            Unreadable::NotAStatement { looks_like } => looks_like,
            _ => "",
        }
    }

    /// The limit that was passed, as the `$expected` of the words: megabytes for bytes, else a
    /// count; or the line; empty when there is none.
    pub fn expected(&self) -> String {
        match self {
            Unreadable::TooManyBytes { max, .. } => (max >> 20).to_string(),
            Unreadable::TooMuchInside { max } => (max >> 20).to_string(),
            Unreadable::TooManyLines { max }
            | Unreadable::TooManySheets { max }
            | Unreadable::TooManyColumns { max }
            | Unreadable::TooFarRight { max, .. }
            | Unreadable::TooManyCells { max } => max.to_string(),
            Unreadable::TooLong { line, .. } => line.to_string(),
            Unreadable::Overflowing { width } => width.to_string(),
            Unreadable::PeopleAbove { row, .. } => row.to_string(),
            Unreadable::OtherHeader { line } => line.to_string(),
            _ => String::new(),
        }
    }
}
