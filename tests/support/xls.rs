//! Excel 97-2003 workbooks made for tests, by hand: records in a stream, the stream in a compound file.

/// A cell by its row and its column.
pub type Placed = (u16, u16, Cell);

/// A cell of the one sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    /// A whole number in four bytes, as spreadsheets write most.
    Whole(u32),
    /// The serial number of a day.
    Day(f64),
    /// A formula, and the eight bytes of its result.
    Formula([u8; 8]),
    /// Nothing more in it: this cell is merged with those up to that row and that column.
    Merged(u16, u16),
}

/// The result of a formula that nobody worked out.
pub const NO_RESULT: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

pub fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&id.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

pub fn cell(row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    [place, value.to_vec()].concat()
}

/// The table of strings, every third one cut in two by a record of continuation that widens it.
fn strings(texts: &[&str]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut records = Vec::new();
    let (mut id, mut data) = (0x00FC, [count, count].concat());
    for (at, text) in texts.iter().enumerate() {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        data.extend(u16::try_from(units.len() / 2).unwrap().to_le_bytes());
        data.push(1);
        if at % 3 == 0 && units.len() > 4 {
            data.extend(&units[..4]);
            records.extend(record(id, &data));
            (id, data) = (0x003C, vec![1]);
            data.extend(&units[4..]);
        } else {
            data.extend(&units);
        }
    }
    records.extend(record(id, &data));
    records
}

fn bof(kind: u16) -> Vec<u8> {
    record(0x0809, &[0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat())
}

/// The stream of a workbook whose only sheet, `Paie`, has these cells, row by row.
pub fn stream(cells: &[Placed]) -> Vec<u8> {
    stream_of(&[("Paie", cells)])
}

/// The stream of a workbook of these sheets, each with its cells row by row; names are plain ASCII.
pub fn stream_of(sheets: &[(&str, &[Placed])]) -> Vec<u8> {
    let style = |format: u16| record(0x00E0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat());
    let mut globals = bof(5);
    (0..15).for_each(|_| globals.extend(style(0)));
    globals.extend(style(14));
    let texts: Vec<&str> = sheets
        .iter()
        .flat_map(|(_, cells)| cells.iter())
        .filter_map(|(.., cell)| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None })
        .collect();
    let after = strings(&texts);
    let names: usize = sheets.iter().map(|(name, _)| 4 + 8 + name.len()).sum();
    let sheets_at = globals.len() + names + after.len() + 4;
    let (mut bodies, mut index) = (Vec::new(), 0u32);
    for (name, cells) in sheets {
        let start = u32::try_from(sheets_at + bodies.len()).unwrap().to_le_bytes();
        let length = [0, 0, u8::try_from(name.len()).unwrap(), 0];
        globals.extend(record(0x0085, &[&start[..], &length, name.as_bytes()].concat()));
        bodies.extend(body(cells, &mut index));
    }
    globals.extend(after);
    globals.extend(record(0x000A, &[]));
    assert_eq!(globals.len(), sheets_at);
    [globals, bodies].concat()
}

/// The same workbook with the sheet of this name hidden: 1 as a person does, 2 as only a program does.
pub fn hide(mut workbook: Vec<u8>, name: &str, how: u8) -> Vec<u8> {
    let at = workbook.windows(name.len()).position(|bytes| bytes == name.as_bytes()).expect("a sheet");
    workbook[at - 4] = how;
    workbook
}

/// The records of a sheet; `index` is that of its next text among those of the workbook.
fn body(cells: &[Placed], index: &mut u32) -> Vec<u8> {
    let mut sheet = bof(16);
    for (r, c, value) in cells {
        let at = |style, value: &[u8]| cell(*r, *c, style, value);
        sheet.extend(match value {
            Cell::Text(_) => {
                *index += 1;
                record(0x00FD, &at(0, &(*index - 1).to_le_bytes()))
            }
            Cell::Number(number) => record(0x0203, &at(0, &number.to_le_bytes())),
            Cell::Whole(number) => record(0x027E, &at(0, &((number << 2) | 2).to_le_bytes())),
            Cell::Day(serial) => record(0x0203, &at(15, &serial.to_le_bytes())),
            Cell::Merged(bottom, right) => {
                record(0x00E5, &[1, *r, *bottom, *c, *right].map(u16::to_le_bytes).concat())
            }
            Cell::Formula(result) => record(0x0006, &at(0, &[&result[..], &[0; 8]].concat())),
        });
    }
    sheet.extend(record(0x000A, &[]));
    sheet
}

/// The compound file around a workbook's stream, in sectors of 512 bytes.
pub fn compound(mut data: Vec<u8>) -> Vec<u8> {
    data.resize(data.len().next_multiple_of(512).max(4096), 0);
    let count = data.len() / 512;
    let tables = (count + 1).div_ceil(127);
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(512, 0xFF);
    head[8..24].fill(0);
    let u16s = [(0x18, 0x3E), (0x1A, 3), (0x1C, 0xFFFE), (0x1E, 9), (0x20, 6)];
    u16s.iter()
        .for_each(|(at, value): &(usize, u16)| head[*at..at + 2].copy_from_slice(&value.to_le_bytes()));
    head[0x22..0x2C].fill(0);
    let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
    let end = 0xFFFF_FFFEu32.to_le_bytes();
    let u32s = [
        (0x2C, number(tables)),
        (0x30, number(count)),
        (0x34, [0; 4]),
        (0x38, number(4096)),
        (0x3C, end),
        (0x40, [0; 4]),
        (0x44, end),
        (0x48, [0; 4]),
    ];
    u32s.iter().for_each(|(at, value)| head[*at..at + 4].copy_from_slice(value));
    (0..tables).for_each(|t| head[0x4C + 4 * t..0x50 + 4 * t].copy_from_slice(&number(count + 1 + t)));
    let mut next: Vec<u8> = (1..count).flat_map(number).collect();
    next.extend(end);
    next.extend(end);
    (0..tables).for_each(|_| next.extend(0xFFFF_FFFDu32.to_le_bytes()));
    next.resize(tables * 512, 0xFF);
    let entry = |name: &str, kind: u8, start: [u8; 4], size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() + 2;
        entry.resize(128, 0);
        entry[64] = u8::try_from(length).unwrap();
        entry[66] = kind;
        entry[67] = 1;
        entry[68..80].fill(0xFF);
        if kind == 5 {
            entry[76..80].copy_from_slice(&1u32.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start);
        entry[120..124].copy_from_slice(&number(size));
        entry
    };
    let mut directory = entry("Root Entry", 5, end, 0);
    directory.extend(entry("Workbook", 2, number(0), data.len()));
    directory.resize(512, 0);
    [head, data, directory, next].concat()
}
