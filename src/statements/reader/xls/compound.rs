//! The compound file that holds an Excel 97-2003 workbook: a small file system of sectors and
//! chains. Every chain is followed at most as many steps as the file has sectors, so that a loop or
//! a lying length ends in a refusal. Not what the stream says (`workbook`).

use super::super::Unreadable;

/// Sector numbers from here on are marks: end of chain, free, tables.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Sectors of the table that are listed in the header.
const LISTED: usize = 109;

pub fn damaged(detail: &str) -> Unreadable {
    Unreadable::Damaged { detail: detail.to_owned() }
}

/// Two bytes, the smaller first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes, the smallest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// For each sector, the one that follows it in its chain.
    next: Vec<u32>,
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

/// The stream of the first of these names that the file has; `None` when it has none of them.
///
/// # Errors
/// [`Unreadable::Damaged`] when the file is cut short or contradicts itself.
pub fn stream(bytes: &[u8], names: &[&str]) -> Result<Option<(usize, Vec<u8>)>, Unreadable> {
    let compound = Compound::open(bytes).ok_or_else(|| damaged("the header of the compound file"))?;
    let directory = u32_at(bytes, 0x30).ok_or_else(|| damaged("the directory"))?;
    let entries = entries(&compound.chain(directory, usize::MAX)?);
    let found = names.iter().enumerate().find_map(|(at, name)| {
        entries.iter().find(|e| e.kind == 2 && e.name.eq_ignore_ascii_case(name)).map(|entry| (at, entry))
    });
    let Some((at, entry)) = found else { return Ok(None) };
    let cutoff = u32_at(bytes, 0x38).unwrap_or(4096) as usize;
    let data = if entry.size >= cutoff {
        compound.chain(entry.start, entry.size)?
    } else {
        compound.small(&entries, entry)?
    };
    if data.len() < entry.size {
        return Err(damaged("a stream shorter than it says"));
    }
    Ok(Some((at, data)))
}

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Option<Compound<'b>> {
        let sector = match u16_at(bytes, 0x1E)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Compound { bytes, sector, next: Vec::new() };
        let mut tables: Vec<u32> = Vec::new();
        for listed in 0..LISTED {
            tables.push(u32_at(bytes, 0x4C + 4 * listed)?);
        }
        // Large files list the rest of the table in sectors of their own.
        let mut more = u32_at(bytes, 0x44)?;
        for _ in 0..compound.sectors() {
            if more >= LAST_SECTOR {
                break;
            }
            let list = compound.sector_bytes(more)?;
            let last = sector - 4;
            tables.extend((0..last / 4).filter_map(|i| u32_at(list, 4 * i)));
            more = u32_at(list, last)?;
        }
        for table in tables.into_iter().filter(|table| *table < LAST_SECTOR) {
            if compound.next.len() > compound.sectors() + sector {
                break;
            }
            let entries = compound.sector_bytes(table)?;
            let entries: Vec<u32> = (0..sector / 4).filter_map(|i| u32_at(entries, 4 * i)).collect();
            compound.next.extend(entries);
        }
        Some(compound)
    }

    /// Sectors of the file, at most.
    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// The bytes of a sector, the last of which may be cut by the end of the file.
    fn sector_bytes(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?.max(HEADER);
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    /// Follows a chain until its end or until `most` bytes are there.
    fn chain(&self, start: u32, most: usize) -> Result<Vec<u8>, Unreadable> {
        let mut data = Vec::new();
        let mut at = start;
        for _ in 0..=self.sectors() {
            if at >= LAST_SECTOR || data.len() >= most {
                data.truncate(most);
                return Ok(data);
            }
            data.extend_from_slice(self.sector_bytes(at).ok_or_else(|| damaged("a sector is missing"))?);
            at = *self.next.get(at as usize).ok_or_else(|| damaged("a sector without successor"))?;
        }
        Err(damaged("a chain of sectors that turns in circles"))
    }

    /// A stream under the cutoff, kept in small sectors inside the root's own stream.
    fn small(&self, entries: &[Entry], entry: &Entry) -> Result<Vec<u8>, Unreadable> {
        const SMALL: usize = 64;
        let missing = || damaged("the small streams");
        let root = entries.iter().find(|e| e.kind == 5).ok_or_else(missing)?;
        let inside = self.chain(root.start, root.size)?;
        let table = self.chain(u32_at(self.bytes, 0x3C).ok_or_else(missing)?, usize::MAX)?;
        let (mut data, mut at) = (Vec::new(), entry.start);
        for _ in 0..=inside.len() / SMALL {
            if at >= LAST_SECTOR || data.len() >= entry.size {
                break;
            }
            let start = (at as usize).checked_mul(SMALL).ok_or_else(missing)?;
            let end = (start + SMALL).min(inside.len());
            data.extend_from_slice(inside.get(start..end).ok_or_else(missing)?);
            at = u32_at(&table, at as usize * 4).ok_or_else(missing)?;
        }
        data.truncate(entry.size);
        Ok(data)
    }
}

fn entries(directory: &[u8]) -> Vec<Entry> {
    let entry = |bytes: &[u8]| {
        let length = usize::from(u16_at(bytes, 64)?).min(64);
        let units = (0..(length / 2).saturating_sub(1)).filter_map(|i| u16_at(bytes, 2 * i));
        Some(Entry {
            name: char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect(),
            kind: *bytes.get(66)?,
            start: u32_at(bytes, 116)?,
            size: u32_at(bytes, 120)? as usize,
        })
    };
    directory.chunks_exact(ENTRY).filter_map(entry).collect()
}
