//! OpenDocument spreadsheets, as a stream of XML: one `number-rows-repeated="1048576"` unfolds to
//! a million rows in readers that believe it, so repeats are counted against the caps first.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use rust_decimal::Decimal;
use zip::ZipArchive;

use super::grid::{Grid, MAX_CELLS};
use super::merged::Merge;
use super::pick::{self, Joined, Look, MAX_SHEETS, MOST_NAMED, Picked, Seen, Together};
use super::xlsx::{exact, hundredths, place};
use super::{Format, MAX_COLUMNS, MAX_LINES, Unreadable, archive};
use crate::statements::reading::Counted;

/// Bytes of the manifest looked at for encryption.
const MANIFEST: u64 = 1 << 20;
/// Tables that are told when they are not read, at most.
const MOST_TABLES: usize = 2_000;
/// Bytes that a repeated cell may bring to its row.
const MAX_ROW_TEXT: usize = 1 << 20;

/// Reads the table wanted, or those, else the one that looks most like a statement. `archive::inspect` must
/// have passed the bytes.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Picked, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| archive::damaged(&e))?;
    if let Ok(manifest) = zip.by_name("META-INF/manifest.xml") {
        let mut text = Vec::new();
        manifest.take(MANIFEST).read_to_end(&mut text).map_err(damaged)?;
        if text.windows(15).any(|window| window == b"encryption-data") {
            return Err(Unreadable::Protected);
        }
    }
    let Tables { best, seen, with_people, filled, hidden_filled: hidden, .. } =
        read_tables(&mut zip, Tables { wanted, ..Tables::default() })?;
    let best = best.ok_or(Unreadable::Empty)?;
    let (wants_all, all_kept) = (Together::is_wanted(wanted), with_people <= MAX_SHEETS);
    if wants_all && !all_kept {
        return Err(Unreadable::TooManySheets { max: MAX_SHEETS });
    }
    let named = pick::likely(&seen, best.width);
    let together = Together::of(&named).filter(|_| all_kept);
    let likely: Vec<String> = named.iter().map(|(name, _)| (*name).to_owned()).collect();
    let Some(all) = together.as_ref().filter(|_| wants_all) else {
        if let Some(cell) = best.not_calculated {
            return Err(Unreadable::NotCalculated { cell });
        }
        let others = pick::others(filled.iter(), &likely, Some(&best.name));
        let (format, grid) = (Format::Ods { sheet: best.name }, best.grid);
        return Ok(Picked { format, grid, likely, others, hidden, together, further: Vec::new() });
    };
    // Only now is it known which tables they are: they are read once more.
    drop(best);
    let Tables { joined, .. } = read_tables(&mut zip, Tables { together: Some(all), ..Tables::default() })?;
    let (format, Joined { grid, further }) = (Format::Ods { sheet: all.called.clone() }, joined);
    let others = pick::others(filled.iter(), &likely, None);
    Ok(Picked { format, grid, likely, others, hidden, together, further })
}

fn read_tables<'w>(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    mut tables: Tables<'w>,
) -> Result<Tables<'w>, Unreadable> {
    let content = zip.by_name("content.xml").map_err(|e| archive::damaged(&e))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => tables.open(&tag, false)?,
            Event::Empty(tag) => tables.open(&tag, true)?,
            Event::End(tag) => tables.close(tag.local_name().as_ref())?,
            Event::Text(text) => tables.say(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => tables.say(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => tables.say(&resolve(&reference)),
            Event::Eof => return Ok(tables),
            _ => {}
        }
    }
}

/// A cell being read: where it ends up, how often, and what it says.
#[derive(Default)]
struct OpenCell {
    repeated: usize,
    /// The value its attributes give, which stands before its text.
    typed: Option<String>,
    text: String,
    paragraphs: usize,
    /// It holds a formula that does not give a text.
    calculated: bool,
}

/// The best table so far.
struct Best {
    name: String,
    /// `None` for the one wanted.
    look: Option<Look>,
    /// Cells that its people fill.
    width: usize,
    grid: Grid,
    not_calculated: Option<String>,
}

#[derive(Default)]
struct Tables<'w> {
    /// The table that a person named.
    wanted: Option<&'w str>,
    /// The tables to put one below the other; nothing is picked then.
    together: Option<&'w Together>,
    joined: Joined,
    name: Option<String>,
    grid: Grid,
    row: Vec<(usize, String, bool)>,
    rows_repeated: usize,
    /// Rows of the table so far, this one included.
    at_row: u32,
    column: usize,
    cell: Option<OpenCell>,
    in_paragraph: bool,
    /// How deep in a comment, whose paragraphs are not the cell's.
    annotation: usize,
    /// The first cell of the table that holds a formula without its result.
    not_calculated: Option<String>,
    best: Option<Best>,
    /// The names of the tables that hold something.
    filled: Vec<String>,
    /// How many tables may have people.
    with_people: usize,
    /// The first of those.
    seen: Vec<Seen>,
    /// The style being read, when it is one of tables.
    style: Option<String>,
    /// The styles of tables that are not shown.
    hidden: BTreeSet<String>,
    /// The name of the hidden table being passed over, until something is found in it.
    hidden_name: Option<String>,
    /// The hidden tables that hold something.
    hidden_filled: Counted,
}

impl Tables<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Unreadable> {
        match tag.local_name().as_ref() {
            "table" if self.name.is_none() && !empty => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                let name = Some(attribute(tag, "name").unwrap_or_default());
                let is_hidden = self.hidden.contains(&style);
                // Without a name, nothing of it is read.
                (self.name, self.hidden_name) = if is_hidden { (None, name) } else { (name, None) };
            }
            "style" => {
                let is_of_tables = attribute(tag, "family").is_some_and(|family| family == "table");
                self.style = attribute(tag, "name").filter(|_| is_of_tables);
            }
            "table-properties" if attribute(tag, "display").is_some_and(|is| is == "false") => {
                self.hidden.extend(self.style.take());
            }
            // What a cell shows is a paragraph.
            "p" if self.name.is_none() && !empty => {
                if let Some(name) = self.hidden_name.take() {
                    self.hidden_filled.add(MOST_NAMED, || name);
                }
            }
            _ if self.name.is_none() => {}
            "annotation" if !empty => self.annotation += 1,
            _ if self.annotation > 0 => {}
            "table-row" => {
                self.rows_repeated = count(tag, "number-rows-repeated");
                self.at_row =
                    self.at_row.saturating_add(u32::try_from(self.rows_repeated).unwrap_or(u32::MAX));
                self.column = 0;
                self.row.clear();
            }
            "table-cell" | "covered-table-cell" => {
                // Few cells are merged, and to read attributes takes longer.
                if tag.contains("number-rows-spanned") {
                    self.merge(tag);
                }
                self.cell = Some(OpenCell {
                    repeated: count(tag, "number-columns-repeated"),
                    typed: typed_value(tag),
                    calculated: attribute(tag, "formula").is_some()
                        && attribute(tag, "value-type").is_none_or(|kind| kind != "string"),
                    ..OpenCell::default()
                });
                if empty {
                    self.close_cell()?;
                }
            }
            "p" if !empty => {
                self.in_paragraph = true;
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.text.push('\n');
                    }
                }
            }
            "s" => self.say(&" ".repeat(count(tag, "c").min(100))),
            "tab" => self.say("\t"),
            "line-break" => self.say("\n"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: &str) -> Result<(), Unreadable> {
        match tag {
            "annotation" => self.annotation = self.annotation.saturating_sub(1),
            _ if self.annotation > 0 => {}
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => self.close_cell()?,
            "table-row" => self.close_row()?,
            "table" => self.close_table()?,
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, text: &str) {
        if self.in_paragraph
            && self.annotation == 0
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    /// Keeps the cells that this one is merged with, in its row and below.
    fn merge(&mut self, tag: &BytesStart<'_>) {
        let more = |name| u32::try_from(count(tag, name)).map_or(u32::MAX, |count| count.saturating_sub(1));
        let (row, column) = (self.at_row.saturating_sub(1), u32::try_from(self.column).unwrap_or(u32::MAX));
        let last_row = row.saturating_add(more("number-rows-spanned"));
        let last_column = column.saturating_add(more("number-columns-spanned"));
        self.grid.merge(0, Merge::between((row, column), (last_row, last_column)));
    }

    /// A cell of the row being read as people name it, by its column.
    fn place_of(&self, column: usize) -> String {
        let sheet = self.name.as_deref().unwrap_or_default();
        place(sheet, self.at_row.saturating_sub(1), u32::try_from(column).unwrap_or(u32::MAX))
    }

    fn close_cell(&mut self) -> Result<(), Unreadable> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let typed = cell.typed.is_some();
        let text = cell.typed.unwrap_or(cell.text);
        let from = self.column;
        self.column = from.saturating_add(cell.repeated);
        if text.trim().is_empty() {
            if cell.calculated && self.not_calculated.is_none() {
                self.not_calculated = Some(self.place_of(from));
            }
            return Ok(());
        }
        if self.column > MAX_COLUMNS {
            let cell = self.place_of(from.max(MAX_COLUMNS));
            return Err(Unreadable::TooFarRight { cell, max: MAX_COLUMNS });
        }
        // One long text repeated over a row would outgrow the grid before the grid counts it.
        if text.len().saturating_mul(cell.repeated) > MAX_ROW_TEXT {
            return Err(Unreadable::TooManyCells { max: MAX_CELLS });
        }
        self.row.extend((from..self.column).map(|column| (column, text.clone(), typed)));
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Unreadable> {
        if self.name.is_none() || self.row.is_empty() {
            return Ok(());
        }
        if self.rows_repeated > MAX_LINES {
            return Err(Unreadable::TooManyLines { max: MAX_LINES });
        }
        let repeated = u32::try_from(self.rows_repeated).unwrap_or(u32::MAX);
        let first = self.at_row.saturating_sub(repeated);
        for number in first..first.saturating_add(repeated) {
            for (column, text, typed) in &self.row {
                self.grid.push(*column, text, *typed)?;
            }
            self.grid.end_row(number)?;
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Unreadable> {
        self.hidden_name = None;
        let Some(name) = self.name.take() else { return Ok(()) };
        let (grid, not_calculated) = (std::mem::take(&mut self.grid), self.not_calculated.take());
        self.at_row = 0;
        if let Some(all) = self.together {
            return match not_calculated {
                _ if !all.sheets.contains(&name) => Ok(()),
                Some(cell) => Err(Unreadable::NotCalculated { cell }),
                None => self.joined.put(&name, &grid),
            };
        }
        if grid.is_empty() {
            return Ok(());
        }
        if self.filled.len() < MOST_TABLES {
            self.filled.push(name.clone());
        }
        let seen = Seen::of(&name, &grid);
        let (look, width) = (seen.look, seen.width);
        if seen.has_people() {
            self.with_people += 1;
            if self.seen.len() < MAX_SHEETS {
                self.seen.push(seen);
            }
        }
        // The one wanted is kept without a look: nothing is better.
        let is_wanted = self.wanted == Some(name.as_str());
        let better = match self.best.as_ref().map(|best| best.look) {
            None => true,
            Some(None) => false,
            Some(Some(best)) => is_wanted || look > best,
        };
        if better {
            let look = (!is_wanted).then_some(look);
            self.best = Some(Best { name, look, width, grid, not_calculated });
        }
        Ok(())
    }
}

/// The value that a cell's type gives, in plain form; `None` for text.
fn typed_value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => {
            let value = attribute(tag, "value")?;
            value.parse().ok().map(exact)
        }
        "date" => attribute(tag, "date-value").map(|iso| iso.split('T').next().unwrap_or("").to_owned()),
        "time" => hours_of(&attribute(tag, "time-value")?),
        _ => None,
    }
}

/// The hours of a duration, in hundredths: `PT99H30M00S` is 99.5.
fn hours_of(iso: &str) -> Option<String> {
    let (mut rest, mut sum) = (iso.strip_prefix("PT")?, Decimal::ZERO);
    for (unit, in_an_hour) in [('H', 1), ('M', 60), ('S', 3600)] {
        if let Some((count, after)) = rest.split_once(unit) {
            // A fraction of a second may have a comma.
            let count = count.replace(',', ".").parse::<Decimal>().ok()?;
            sum = sum.checked_add(count.checked_div(Decimal::from(in_an_hour))?)?;
            rest = after;
        }
    }
    rest.is_empty().then(|| hundredths(sum))
}

fn count(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).map_or(1, |value| value.parse().unwrap_or(usize::MAX))
}

pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// `&amp;`, `&#233;` and their kind; an entity that the file would define itself says nothing.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.xml_content(quick_xml::XmlVersion::Implicit1_0);
    quick_xml::escape::resolve_xml_entity(&name).unwrap_or_default().to_owned()
}

fn damaged(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged { detail: error.to_string() }
}
