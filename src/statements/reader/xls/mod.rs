//! Excel 97-2003 workbooks (`.xls`, BIFF8), record by record and straight into the packed grid: a
//! reader that first lays out a sheet as a rectangle would make four hundred megabytes of two cells.
//! Older versions and locked workbooks are refused by name. Not their styles, nor their formulas.

mod compound;
mod text;
mod workbook;

use super::pick::{self, Picked};
use super::{Format, Unreadable};

use self::compound::damaged;
use self::workbook::Book;

/// Reads the sheet wanted, or those, else the one that looks like a statement; `archive::sniff` has seen that
/// the bytes are a compound file.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Picked, Unreadable> {
    let Some((at, stream)) = compound::stream(bytes, &["Workbook", "Book"])? else {
        // A compound file without a workbook: an old Word document, an installer.
        return Err(Unreadable::NotAStatement { looks_like: "OLE" });
    };
    if at > 0 {
        return Err(Unreadable::OldExcel);
    }
    let book = Book::open(&stream)?;
    let names = |is_shown: bool| -> Vec<String> {
        let sheets = book.sheets.iter().filter(|sheet| sheet.visible == is_shown);
        sheets.map(|sheet| sheet.name.clone()).collect()
    };
    pick::pick(
        &names(true),
        &names(false),
        wanted,
        |sheet| Format::Xls { sheet },
        |name, rows| {
            let sheet = book.sheets.iter().find(|sheet| sheet.name == name);
            sheet.map(|sheet| book.grid(sheet, rows)).transpose()
        },
    )
}
