//! How the sheets of an `.xlsx` are laid out for the eye: rows that are hidden, by a filter that nobody took
//! off or folded away, and cells that are merged. They are read like the others, and the statement says so.
//! Not the hidden sheets, which are not read.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::grid::Grid;
use super::merged::Merge;
use super::ods::attribute;

/// Sheets and relations of a workbook that are looked at.
const MOST: usize = 2_000;

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Keeps with the grid which cells of its sheets are merged, and counts the hidden rows that hold something.
/// `archive::inspect` must have passed the bytes; what is not as in a workbook counts for nothing.
pub fn look(bytes: &[u8], sheets: &[String], grid: &mut Grid) -> u32 {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let names = zip.file_names().flatten();
    let entries: HashMap<String, String> = names.map(|name| (plain(&name), name.into_owned())).collect();
    let mut said = |path: &str, element: &str, names: [&str; 2]| match entries.get(path) {
        Some(entry) => attributes(&mut zip, entry, element, names),
        None => Vec::new(),
    };
    let relations = said("xl/_rels/workbook.xml.rels", "Relationship", ["Id", "Target"]);
    let places: HashMap<String, String> = relations.into_iter().map(|[id, place]| (id, place)).collect();
    let named = said("xl/workbook.xml", "sheet", ["name", "id"]);
    // Several names may stand for one part, which is read once.
    let mut paths: Vec<(usize, String)> = Vec::new();
    for (nth, sheet) in sheets.iter().enumerate() {
        let place = named.iter().find(|[name, _]| name == sheet).and_then(|[_, id]| places.get(id));
        let path = place.map(|place| match place.strip_prefix('/') {
            Some(path) => plain(path),
            None => plain(&format!("xl/{place}")),
        });
        let is_new = |path: &String| !paths.iter().any(|(_, other)| other == path);
        if let Some(path) = path.filter(is_new) {
            paths.push((nth, path));
        }
    }
    let mut hidden = 0_u32;
    for (nth, path) in paths {
        if let Some(entry) = entries.get(&path) {
            hidden = hidden.saturating_add(look_at(&mut zip, entry, |merge| grid.merge(nth, merge)));
        }
    }
    hidden
}

/// A path as others write it too: in capitals, with the other slash, by way of another folder.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Two attributes of each element of a name.
fn attributes(zip: &mut Zip<'_>, path: &str, element: &str, names: [&str; 2]) -> Vec<[String; 2]> {
    let Ok(part) = zip.by_name(path) else { return Vec::new() };
    let (mut reader, mut buffer) = (Reader::from_reader(BufReader::new(part)), Vec::new());
    let mut found = Vec::new();
    while found.len() < MOST {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if tag.local_name().as_ref() == element {
                    found.push(names.map(|name| attribute(&tag, name).unwrap_or_default()));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

/// Gives the merges of a sheet one by one, and counts its hidden rows that hold something.
fn look_at(zip: &mut Zip<'_>, path: &str, mut merge: impl FnMut(Merge)) -> u32 {
    let Ok(part) = zip.by_name(path) else { return 0 };
    let (mut reader, mut buffer) = (Reader::from_reader(BufReader::new(part)), Vec::new());
    let (mut count, mut is_hidden) = (0, false);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "mergeCell" => {
                if let Some(cells) = attribute(&tag, "ref").and_then(|cells| Merge::parse(&cells)) {
                    merge(cells);
                }
            }
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "row" => is_hidden = attribute(&tag, "hidden").is_some_and(|is| is == "1" || is == "true"),
                // A value, or a text that stands in its cell.
                "v" | "is" if is_hidden => {
                    count += 1;
                    is_hidden = false;
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return count,
            Ok(_) => {}
        }
    }
}
