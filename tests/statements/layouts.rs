//! Layouts of real payrolls: Excel 97-2003, MacRoman, rare delimiters, headers in two rows, several
//! sheets; and old workbooks made to hurt.

use std::io::Cursor;

use calamine::{Reader, Xls};
use quittance::statements::Column;
use quittance::statements::checks::read_and_check;
use quittance::statements::reader::{Encoding, Format, Unreadable, Wanted, open_as};

use crate::support::{check, delimited, header, line, other, p05};

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&id.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn cell(row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    [place, value.to_vec()].concat()
}

/// The table of strings, every third one cut in two by a record of continuation that widens it.
fn strings(texts: &[&String]) -> Vec<u8> {
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

/// The stream of a workbook of one sheet; numbers are binary, the hiring date a day's serial.
fn stream(rows: &[Vec<String>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &[0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let texts: Vec<&String> = rows.iter().flatten().collect();
    let style = |format: u16| record(0x00E0, &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat());
    let mut globals = bof(5);
    (0..15).for_each(|_| globals.extend(style(0)));
    globals.extend(style(14));
    let after = strings(&texts);
    let name = b"Paie";
    let sheet_at = globals.len() + 4 + 8 + name.len() + after.len() + 4;
    let start = u32::try_from(sheet_at).unwrap().to_le_bytes();
    globals.extend(record(0x0085, &[&start[..], &[0, 0, 4, 0], name].concat()));
    globals.extend(after);
    globals.extend(record(0x000A, &[]));
    assert_eq!(globals.len(), sheet_at);
    let mut sheet = bof(16);
    let mut index = 0u32;
    for (r, row) in (0u16..).zip(rows) {
        for (c, text) in (0u16..).zip(row) {
            let number = text.parse::<f64>().ok().filter(|_| r > 0 && c != 4);
            match number {
                _ if text.is_empty() => {}
                _ if text == "2025-07-28" => {
                    sheet.extend(record(0x0203, &cell(r, c, 15, &45_866f64.to_le_bytes())));
                }
                // Whole numbers packed, as spreadsheets write them.
                Some(whole) if !text.contains('.') => {
                    let packed = (text.parse::<u32>().unwrap() << 2) | 2;
                    assert!(whole >= 0.0);
                    sheet.extend(record(0x027E, &cell(r, c, 0, &packed.to_le_bytes())));
                }
                Some(number) => sheet.extend(record(0x0203, &cell(r, c, 0, &number.to_le_bytes()))),
                None => sheet.extend(record(0x00FD, &cell(r, c, 0, &index.to_le_bytes()))),
            }
            index += 1;
        }
    }
    sheet.extend(record(0x000A, &[]));
    [globals, sheet].concat()
}

/// The compound file around a workbook's stream, in sectors of 512 bytes.
fn compound(mut data: Vec<u8>) -> Vec<u8> {
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

fn rows() -> Vec<Vec<String>> {
    vec![
        header(),
        line(&[(Column::Name, "Bérubé, Hélène"), (Column::HiredOn, "2025-07-28")]),
        other(&[(Column::Service, "Œuvres d’été")]),
    ]
}

fn refusal(bytes: &[u8]) -> Unreadable {
    read_and_check(bytes, "", &p05()).map(|checked| checked.lines.len()).expect_err("refused")
}

#[test]
fn an_excel_97_workbook_gives_the_same_lines_as_text() {
    let expected = check(&delimited(',', &rows()), &p05());
    let bytes = compound(stream(&rows()));
    // Another reader agrees that it is such a workbook.
    let mut judge = Xls::new(Cursor::new(&bytes)).expect("a workbook");
    assert_eq!(judge.worksheet_range("Paie").expect("a sheet").height(), 3);
    let checked = read_and_check(&bytes, "", &p05()).expect("readable");
    assert_eq!(checked.format, Format::Xls { sheet: "Paie".to_owned() });
    assert_eq!(checked.findings, []);
    assert_eq!(checked.totals, expected.totals);
    for (line, same) in checked.lines.iter().zip(&expected.lines) {
        assert_eq!((&line.name, &line.service, &line.sin), (&same.name, &same.service, &same.sin));
        assert_eq!((line.hired_on, line.salary_rate), (same.hired_on, same.salary_rate));
    }
}

#[test]
fn an_excel_97_workbook_cut_short_or_with_lying_lengths_is_damaged() {
    let whole = compound(stream(&rows()));
    for part in 1..10 {
        assert_eq!(refusal(&whole[..whole.len() * part / 10]).key(), "unreadable-damaged", "{part}/10");
    }
    let mut lying = stream(&rows());
    lying[2..4].copy_from_slice(&0xFFFFu16.to_le_bytes());
    assert_eq!(refusal(&compound(lying)).key(), "unreadable-damaged");
    let mut circle = whole.clone();
    let table = circle.len() - 512;
    circle[table..table + 4].copy_from_slice(&0u32.to_le_bytes());
    assert_eq!(refusal(&circle).key(), "unreadable-damaged");
}

#[test]
fn any_byte_of_an_excel_97_workbook_may_be_wrong_without_a_panic() {
    let whole = compound(stream(&rows()));
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = read_and_check(&bytes, "", &p05());
    }
}

#[test]
fn a_sparse_excel_97_sheet_takes_the_room_of_its_cells() {
    let mut sparse = stream(&rows());
    // The end of the sheet makes way for a cell in the last row.
    sparse.truncate(sparse.len() - 4);
    let corner = |column| record(0x0203, &cell(u16::MAX, column, 0, &7f64.to_le_bytes()));
    let end = record(0x000A, &[]);
    let tall = [&sparse[..], &corner(0), &end].concat();
    assert_eq!(read_and_check(&compound(tall), "", &p05()).expect("one more line").lines.len(), 3);
    let wide = [&sparse[..], &corner(u16::MAX), &end].concat();
    assert_eq!(refusal(&compound(wide)).key(), "unreadable-too-many-columns");
}

#[test]
fn mac_roman_is_told_from_windows_1252_in_either_case() {
    for name in ["Bérubé, Hélène", "BÉRUBÉ, HÉLÈNE"] {
        let rows = [header(), line(&[(Column::Name, name)]), other(&[])];
        let text = delimited(';', &rows);
        let roman = encoding_rs::MACINTOSH.encode(&text).0;
        let windows = encoding_rs::WINDOWS_1252.encode(&text).0;
        for (bytes, wanted) in [(roman, Encoding::MacRoman), (windows, Encoding::Windows1252)] {
            let checked = read_and_check(&bytes, "", &p05()).expect("readable");
            assert_eq!(checked.lines[0].name, name, "{wanted:?}");
            assert!(matches!(checked.format, Format::Text { encoding, .. } if encoding == wanted));
        }
    }
}

#[test]
fn rare_delimiters_are_read_when_the_header_names_columns() {
    let expected = check(&delimited(',', &rows()), &p05());
    for delimiter in ['^', '~', ':'] {
        let checked = check(&delimited(delimiter, &rows()), &p05());
        assert_eq!(checked.findings, [], "{delimiter}");
        assert_eq!(checked.totals, expected.totals);
    }
}

#[test]
fn a_header_in_two_rows_reads_as_one() {
    let text = "Relevé de remise;;;;;;;\n;;;;;;;\n\
        Matricule;Nom;Code titre d'emploi;Statut;Salaire;;;Cotisation\n\
        ;;;;Taux;Unité;Versé;Syndicale\n\
        104233;Tremblay, Lise;3455;TC;22,59;H;1 355,40;20,33\n";
    let checked = check(text, &p05());
    assert_eq!(checked.lines.len(), 1);
    assert_eq!(checked.totals.salary_paid.to_string(), "1355.40");
    assert_eq!(checked.totals.dues.to_string(), "20.33");
    assert_eq!(checked.ignored, Vec::<String>::new());
}

#[test]
fn a_header_said_again_in_the_other_language_is_no_person() {
    let text = "Matricule;Nom;Statut;Cotisation\nEmployee number;Name;Status;Dues\n1;Roy, Luc;TC;2,00\n";
    assert_eq!(check(text, &p05()).lines.len(), 1);
}

#[test]
fn a_file_without_header_loses_no_person() {
    let sheet =
        open_as(b"104233;Tremblay, Lise;3455;1355,40\n100871;Roy, Marc;2471;5013,00\n", Wanted::default());
    let sheet = sheet.expect("readable");
    assert!(sheet.headless);
    let mut records = sheet.records();
    let count = std::iter::from_fn(|| records.next().map(|_| ())).count();
    assert_eq!(count, 2);
}

#[test]
fn sheets_that_look_like_statements_are_told_and_the_one_wanted_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, number) in [("Sommaire", ""), ("Unité 1", "100"), ("Unité 2", "200")] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        for (c, text) in (0u16..).zip(["Matricule", "Nom", "Cotisation"]).filter(|_| !number.is_empty()) {
            page.write(0, c, text).unwrap();
            page.write(1, c, number).unwrap();
        }
        page.write(5, 0, "fin").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    for (wanted, first) in [(None, "100"), (Some("Unité 2"), "200"), (Some("Absente"), "100")] {
        let sheet = open_as(&bytes, Wanted { sheet: wanted, headless: None }).expect("readable");
        assert_eq!(sheet.likely_sheets, ["Unité 1", "Unité 2"]);
        assert_eq!(sheet.records().next().expect("a record").cells[0].text, first);
    }
}

#[test]
fn a_header_of_sixteen_thousand_columns_is_refused() {
    let names: Vec<String> = (0..16_384).map(|n| format!("Matricule {n}")).collect();
    assert_eq!(refusal(names.join(";").as_bytes()).key(), "unreadable-too-many-columns");
}
