//! `quittance statement check`: reads one file, checks it, and says what was found, as JSON or as a
//! table (`percapita.md`, section 9). No database; the words are given by the caller.

mod answer;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use self::answer::Answer;
use crate::statements::checks::{Checked, Context, read_and_check};
use crate::statements::columns::Kind;
use crate::statements::mapping::{Question, Saved};
use crate::statements::reader::{MAX_BYTES, Together, Unreadable};
use crate::statements::reading::Counted;
use crate::statements::rules::{Words, localised};
use crate::statements::{Column, Finding, Line, Severity, sin};

/// What the program returns to the shell.
pub const NO_ERROR: u8 = 0;
pub const ERRORS_FOUND: u8 = 1;
pub const CANNOT_READ: u8 = 2;

/// `statement check FILE --start D --end D ...`
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// The statement: CSV, .xlsx, .xls or .ods
    pub file: PathBuf,
    /// First day of the accounting period
    #[arg(long, value_name = "DATE")]
    pub start: NaiveDate,
    /// Last day of the accounting period
    #[arg(long, value_name = "DATE")]
    pub end: NaiveDate,
    /// A date of deduction; may be given several times
    #[arg(long = "pay-date", value_name = "DATE")]
    pub pay_dates: Vec<NaiveDate>,
    /// Rate of dues on salary paid, as a fraction: 0.015 is 1.5 %
    #[arg(long, value_name = "RATE")]
    pub dues_rate: Option<Decimal>,
    /// The sheet of the workbook to read; '*' for all those of the same columns, one after the other
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Answer as JSON, in both languages
    #[arg(long)]
    pub json: bool,
    /// Language of the table
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    pub lang: Language,
    /// Accept social insurance numbers that start with 0, which nobody has
    #[arg(long)]
    pub demo: bool,
}

/// Language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Language {
    #[default]
    Fr,
    En,
}

/// Looks words up by language, key and arguments.
pub type Lookup<'w> = &'w dyn Fn(Language, &str, &[(&'static str, &str)]) -> String;

/// Checks a file. What was found goes to `out`; why it could not be read goes to `err`.
///
/// Returns the status for the shell: 0 no error found, 1 errors found or a question left open, 2 the file
/// cannot be read.
///
/// # Errors
/// When `out` or `err` cannot be written.
pub fn check(
    args: &CheckArgs,
    words: Lookup<'_>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let name = args.file.display().to_string();
            let said = words(args.lang, "check-not-found", &[("value", &name)]);
            writeln!(err, "{said} ({error})")?;
            return Ok(CANNOT_READ);
        }
    };
    let said = Saved { sheet: args.sheet.clone(), ..Saved::default() };
    let mut context = Context::new(args.start, args.end)
        .with_pay_dates(&args.pay_dates)
        .with_dues_rate(args.dues_rate)
        .accepting_test_sins(args.demo);
    context.saved = args.sheet.is_some().then_some(&said);
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let checked = match read_statement(&bytes, &name, &context) {
        Ok(checked) => checked,
        Err(unreadable) => {
            writeln!(err, "{}", explain(&unreadable, args.lang, words))?;
            return Ok(CANNOT_READ);
        }
    };
    if let Some(missing) = missing_sheet(args, &checked, words) {
        writeln!(err, "{missing}")?;
        return Ok(CANNOT_READ);
    }
    if args.json {
        serde_json::to_writer(&mut *out, &Answer::of(&checked, words))?;
        writeln!(out)?;
    } else {
        write_table(&checked, args.lang, words, out)?;
    }
    Ok(if is_settled(&checked) { NO_ERROR } else { ERRORS_FOUND })
}

/// What to say when the sheet that was named is not there, and another was read for it.
fn missing_sheet(args: &CheckArgs, checked: &Checked, words: Lookup<'_>) -> Option<String> {
    let (wanted, read) = (args.sheet.as_deref()?, checked.format.sheet()?);
    let is_there = wanted == read || Together::is_wanted(Some(wanted));
    let asked = checked.questions.iter().map(Question::sheets).find(|sheets| !sheets.is_empty());
    let there = asked.map_or_else(|| read.to_owned(), |sheets| sheets.join(", "));
    (!is_there).then(|| words(args.lang, "check-no-sheet", &[("value", wanted), ("expected", &there)]))
}

/// Why a file gives no lines to compute from, with the status for the shell.
#[derive(Debug)]
pub struct Refusal {
    pub said: String,
    pub status: u8,
}

/// The lines of a file without errors, for `percapita compute`.
///
/// # Errors
/// [`Refusal`] when the file cannot be read (2) or has errors (1).
pub fn read_lines(
    file: &Path,
    start: NaiveDate,
    end: NaiveDate,
    language: Language,
    words: Lookup<'_>,
) -> Result<Vec<Line>, Refusal> {
    let refuse = |said: String, status| Refusal { said, status };
    let bytes = read(file).map_err(|error| {
        let name = file.display().to_string();
        refuse(format!("{} ({error})", words(language, "check-not-found", &[("value", &name)])), CANNOT_READ)
    })?;
    let checked = read_statement(&bytes, "", &Context::new(start, end))
        .map_err(|unreadable| refuse(explain(&unreadable, language, words), CANNOT_READ))?;
    if is_settled(&checked) {
        return Ok(checked.lines);
    }
    let errors = checked.findings.iter().filter(|finding| finding.severity == Severity::Error);
    // Nothing is computed from one of two readings.
    let asked = checked.questions.iter().map(|question| ask(question, language, words));
    let said: Vec<String> = errors
        .map(|finding| {
            let place = finding.line.map_or(String::new(), |line| line.to_string());
            let (wrong, todo) = explain_finding(finding, language, words);
            format!("{} {place} {wrong} {todo}", finding.rule)
        })
        .chain(asked)
        .collect();
    Err(refuse(said.join("\n"), ERRORS_FOUND))
}

/// Reads and checks a file as the portal does: a header alone is no statement.
fn read_statement(bytes: &[u8], name: &str, context: &Context<'_>) -> Result<Checked, Unreadable> {
    let checked = read_and_check(bytes, name, context)?;
    if checked.lines.is_empty() { Err(Unreadable::Empty) } else { Ok(checked) }
}

/// Whether the portal would keep the file, and nothing in it would block the declaration.
fn is_settled(checked: &Checked) -> bool {
    !checked.has_errors() && checked.questions.is_empty()
}

/// Reads one byte more than is allowed, so that the reader can refuse.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why a file cannot be read, and what to do.
pub fn explain(unreadable: &Unreadable, language: Language, words: Lookup<'_>) -> String {
    let expected = unreadable.expected();
    let arguments = [("value", unreadable.value()), ("expected", expected.as_str())];
    let key = unreadable.key();
    let todo = format!("{key}-todo");
    format!("{} {}", words(language, key, &arguments), words(language, &todo, &arguments))
}

/// What a finding says in one language: what is wrong, what to do.
pub fn explain_finding(finding: &Finding, language: Language, words: Lookup<'_>) -> (String, String) {
    let said = Words::of(finding);
    let column = said.column.as_deref().map_or(String::new(), |key| words(language, key, &[]));
    let french = language == Language::Fr;
    let (value, expected) = (said.value(french), said.expected(french));
    let arguments = [
        ("value", value.as_str()),
        ("expected", expected.as_str()),
        ("column", column.as_str()),
        ("line", said.line.as_str()),
    ];
    (words(language, &said.key, &arguments), words(language, &said.todo, &arguments))
}

/// What is asked of a person, in one language.
fn ask(question: &Question, language: Language, words: Lookup<'_>) -> String {
    let name = |column: Option<Column>| {
        column.map_or(String::new(), |column| words(language, &column.message_key(), &[]))
    };
    let (column, other) = (name(question.column()), name(question.other_column()));
    let count = question.sheets().len().to_string();
    let value: &str = match question {
        Question::Sheets(_) => &count,
        Question::Swapped(..) => &other,
        _ => question.value(),
    };
    let arguments = [("column", column.as_str()), ("value", value)];
    words(language, question.key(), &arguments)
}

/// Headers of columns that nothing reads. One may be a cell of somebody, where the file names no column.
fn unread_columns(checked: &Checked) -> Vec<Cow<'_, str>> {
    checked.ignored.iter().map(|name| sin::hide_in(name)).collect()
}

fn write_table(
    checked: &Checked,
    language: Language,
    words: Lookup<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let say = |key: &str, arguments: &[(&'static str, &str)]| words(language, key, arguments);
    let money = |plain: String| localised(&plain, Kind::Money, language == Language::Fr);
    let heading = [
        ("check-lines", checked.lines.len().to_string()),
        ("check-salary-paid", money(checked.totals.salary_paid.to_string())),
        ("check-dues", money(checked.totals.dues.to_string())),
    ];
    for (key, value) in heading {
        writeln!(out, "{:<16}{value:>20}", say(key, &[]))?;
    }
    writeln!(out)?;
    if !checked.questions.is_empty() {
        writeln!(out, "{}", say("check-asks", &[]))?;
        for question in &checked.questions {
            writeln!(out, "    {}", ask(question, language, words))?;
        }
        writeln!(out)?;
    }
    if !checked.ignored.is_empty() {
        writeln!(out, "{}\n", say("check-unread", &[("value", &unread_columns(checked).join(", "))]))?;
    }
    if checked.format.hidden_rows() > 0 {
        let hidden = checked.format.hidden_rows().to_string();
        writeln!(out, "{}\n", say("check-hidden", &[("value", &hidden)]))?;
    }
    let told = [
        ("check-balances", &checked.notes.balances),
        ("check-merged", &checked.notes.merged),
        ("check-other-sheets", &checked.notes.other_sheets),
        ("check-hidden-sheets", &checked.notes.hidden_sheets),
    ];
    for (key, told) in told {
        if !told.is_empty() {
            writeln!(out, "{}\n", say(key, &[("value", &first_of(told, language, words))]))?;
        }
    }
    if checked.findings.is_empty() && checked.questions.is_empty() {
        return writeln!(out, "{}", say("check-none", &[]));
    }
    for finding in &checked.findings {
        let place = place(finding, checked, language, words);
        let severity = say(severity_key(finding.severity), &[]);
        let column = finding.column.map_or(String::new(), |column| say(&column.message_key(), &[]));
        let (wrong, todo) = explain_finding(finding, language, words);
        writeln!(out, "{place:<13} {severity:<16}{:<6}{column}", finding.rule)?;
        writeln!(out, "    {wrong}\n    {todo}")?;
    }
    for withheld in &checked.withheld {
        let count = withheld.count.to_string();
        writeln!(out, "{}", say("check-withheld", &[("value", &count), ("expected", withheld.rule)]))?;
    }
    Ok(())
}

/// The names of the first, and how many more there are.
fn first_of(told: &Counted, language: Language, words: Lookup<'_>) -> String {
    let (names, more) = (told.first.join(", "), told.unnamed().to_string());
    match told.unnamed() {
        0 => names,
        _ => words(language, "check-and-more", &[("value", &names), ("expected", &more)]),
    }
}

/// Where a finding stands: its line, and the sheet's own where several were read.
fn place(finding: &Finding, checked: &Checked, language: Language, words: Lookup<'_>) -> String {
    let Some(line) = finding.line else { return words(language, "check-file", &[]) };
    let said = line.to_string();
    match checked.notes.place(line) {
        None => words(language, "check-line", &[("line", &said)]),
        Some((sheet, own)) => {
            let own = own.to_string();
            let arguments = [("line", said.as_str()), ("value", sheet), ("expected", own.as_str())];
            words(language, "check-line-of-sheet", &arguments)
        }
    }
}

/// The key of a severity's name.
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
    }
}
