//! What kind of file it is, by its first bytes, and what a zip unfolds to, counted while unfolding
//! and before any other reader sees it: declared sizes are not believed (R91).

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;

/// Entries of a workbook, at most.
const MAX_ENTRIES: usize = 2_000;
/// Bytes one entry unfolds to, at most; a sheet of 50,000 lines takes some 60 MB.
const MAX_ENTRY: u64 = 160 << 20;
/// Bytes all the entries unfold to, at most.
const MAX_TOTAL: u64 = 240 << 20;
/// Above this many bytes, the whole may unfold to `MAX_RATIO` times the file at most.
const RATIO_FLOOR: u64 = 16 << 20;
const MAX_RATIO: u64 = 150;

/// Bytes of XML between two tags, at most, give or take a buffer: readers take such a stretch in
/// whole, and copy it several times. A cell of Excel has 32,767 characters.
const MAX_STRETCH: u64 = 4 << 20;

/// What the first bytes announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Text,
    Zip,
    /// A compound file, as Excel 97-2003 writes.
    Compound,
}

/// The workbooks read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workbook {
    /// `laid_out` when something in it may be hidden or merged: a row, a column, a sheet, cells.
    Xlsx {
        laid_out: bool,
    },
    Ods,
}

/// First bytes of files that are not statements, and what to call them.
const FOREIGN: [(&[u8], &str); 14] = [
    (b"%PDF", "PDF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"BZh", "bzip2"),
];

/// Old Excel outside a compound file: BIFF 2 to 5.
const BIFF: [&[u8]; 4] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00"];
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Tells text from workbooks, and refuses by name what is neither.
pub fn sniff(bytes: &[u8]) -> Result<Content, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        // A workbook under a password is a compound file that holds this stream, named in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let protected = bytes.windows(name.len()).any(|window| window == name);
        return if protected { Err(Unreadable::Protected) } else { Ok(Content::Compound) };
    }
    if BIFF.iter().any(|start| bytes.starts_with(start)) {
        return Err(Unreadable::OldExcel);
    }
    if let Some((_, looks_like)) = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Unreadable::NotAStatement { looks_like });
    }
    let start: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_graphic).take(16).collect();
    let start = start.to_ascii_lowercase();
    // A page saved whole, in parts, is a message by its first line.
    let markup: [&[u8]; 10] = [
        b"<!doctype",
        b"<html",
        b"<table",
        b"<?xml",
        b"<head",
        b"<meta",
        b"<style",
        b"<body",
        b"<!--",
        b"mime-version:",
    ];
    if markup.iter().any(|tag| start.starts_with(tag)) {
        return Err(Unreadable::WebPage);
    }
    let json: [&[u8]; 3] = [b"{\"", b"[{", b"[["];
    if json.iter().any(|sign| start.starts_with(sign)) {
        return Err(Unreadable::NotAStatement { looks_like: "JSON" });
    }
    if is_mail(bytes) {
        return Err(Unreadable::NotAStatement { looks_like: "EML" });
    }
    Ok(Content::Text)
}

/// Whether it is a message with its headers, the statement inside it perhaps.
fn is_mail(bytes: &[u8]) -> bool {
    const HEADERS: usize = 8 << 10;
    const SIGN: &[u8] = b"\nmime-version:";
    let named = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    let headers = &bytes[..bytes.len().min(HEADERS)];
    named && headers.windows(SIGN.len()).any(|window| window.eq_ignore_ascii_case(SIGN))
}

/// Unfolds every entry, keeping nothing, and says which workbook it is.
pub fn inspect(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > MAX_ENTRIES {
        return Err(Unreadable::TooMuchInside { max: MAX_TOTAL });
    }
    let allowed = (bytes.len() as u64).saturating_mul(MAX_RATIO).clamp(RATIO_FLOOR, MAX_TOTAL);
    let mut total = 0;
    let mut found = None;
    let (mut binary, mut laid_out) = (false, false);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| damaged(&e))?;
        let name = entry.name().map_err(|e| damaged(&e))?.replace('\\', "/").to_ascii_lowercase();
        let unfolded = unfold(&mut entry, MAX_ENTRY.min(allowed - total), name.ends_with(".xml"))?;
        total += unfolded.bytes;
        laid_out |= unfolded.laid_out;
        match name.as_str() {
            "xl/workbook.xml" => found = Some(Workbook::Xlsx { laid_out: false }),
            "content.xml" => found = found.or(Some(Workbook::Ods)),
            "xl/workbook.bin" => binary = true,
            _ => {}
        }
    }
    match found {
        Some(Workbook::Xlsx { .. }) => Ok(Workbook::Xlsx { laid_out }),
        Some(workbook) => Ok(workbook),
        None if binary => Err(Unreadable::OldExcel),
        None => Err(Unreadable::NotAStatement { looks_like: "ZIP" }),
    }
}

/// What an entry came to.
struct Unfolded {
    bytes: u64,
    /// It is XML in which something may be hidden or merged.
    laid_out: bool,
}

/// Reads an entry to its end, `allowed` bytes at most.
fn unfold(entry: &mut impl Read, allowed: u64, is_xml: bool) -> Result<Unfolded, Unreadable> {
    /// The end of a piece, looked at again with the next: a mark may be cut in two.
    const KEPT: usize = 16;
    /// Whatever their values, their quotes and the space around: `layout` looks closer.
    const MARKS: [&[u8]; 2] = [b"hidden", b"mergeCell"];
    let mut buffer = [0; KEPT + (64 << 10)];
    let (mut count, mut laid_out) = (0, false);
    let (mut stretch, mut longest) = (0, 0);
    loop {
        let length = match entry.read(&mut buffer[KEPT..]) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) => return Err(Unreadable::Damaged { detail: error.to_string() }),
        };
        let with_kept = &buffer[..KEPT + length];
        let has = |mark: &[u8]| memchr::memmem::find(with_kept, mark).is_some();
        laid_out = laid_out || (is_xml && MARKS.into_iter().any(has));
        let read = &with_kept[KEPT..];
        count += read.len() as u64;
        if count > allowed {
            return Err(Unreadable::TooMuchInside { max: MAX_TOTAL });
        }
        stretch = if read.contains(&b'<') { 0 } else { stretch + read.len() as u64 };
        longest = longest.max(stretch);
        buffer.copy_within(length..length + KEPT, 0);
    }
    if is_xml && longest > MAX_STRETCH {
        return Err(Unreadable::Damaged { detail: "one cell is larger than any sheet's".into() });
    }
    Ok(Unfolded { bytes: count, laid_out })
}

/// What a fault of the zip means to the person who sent it.
pub fn damaged(error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Unreadable::Protected
        }
        other => Unreadable::Damaged { detail: other.to_string() },
    }
}
