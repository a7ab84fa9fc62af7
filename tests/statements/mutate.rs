//! Files made from other files by faults: bytes, words, numbers at their limits, parts of another
//! file, what a zip holds. The same number always makes the same file.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What statements are made of, and what breaks their readers.
const WORDS: [&[u8]; 71] = [
    b"Matricule",
    b"Nom",
    b"Cotisation",
    b"Salaire vers\xC3\xA9",
    b"salary_paid",
    b"Taux horaire",
    b"NAS",
    b"Pr\xC3\xA9nom",
    b"H;period=P05;lines=2;dues=1.00",
    b"H;pays=2025-07-24,x;amount=1e9",
    b"sep=;\r\n",
    b"sep=,\n",
    b"Total",
    b"Total g\xC3\xA9n\xC3\xA9ral",
    b"Nombre employ\xC3\xA9s",
    b"Sous-total;;;;1.00",
    b"=\"00123\"",
    b"'00123",
    b"\xE2\x80\x8B",
    b"#REF!",
    b"1'234.56",
    b"CA$ 1.234,56-",
    b"<f>A1</f>",
    b"\"",
    b"\"\"",
    b";",
    b",",
    b"\t",
    b"|",
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xEF\xBF\xBD",
    b"\xC3\x83\xC2\xA9",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"999999999999999999",
    b"10000000000.00",
    b"0.005",
    b"1,234",
    b"1.234,56",
    b"(1)",
    b"--1",
    b"$$",
    b"1e308",
    b"1E-400",
    b"NaN",
    b"inf",
    b"-0",
    b"79228162514264337593543950335",
    b"9999-12-31",
    b"0000-00-00",
    b"2199-12-31",
    b"20250230",
    b"1900-01-01/2199-12-31 U01",
    b"2025-07-21 0.0000001h U02",
    b"2025-07-21/2025-07-25 S01 9999999d",
    b"<v>4294967296</v>",
    b"<v>-1</v>",
    b"<v>2958466</v>",
    b"&#x110000;",
    b"&amp;",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<?xml version=\"1.1\"?>",
    b"<!DOCTYPE a [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\">]>",
];

/// What the attributes of workbooks may wrongly say.
const ATTRIBUTES: [&[u8]; 29] = [
    b" r=\"XFD1048576\"",
    b" r=\"A1\"",
    b" r=\"\"",
    b" r=\"A0\"",
    b" r=\"1\"",
    b" r=\"ZZZZZZZZZZ9\"",
    b" r=\"A99999999999999999999\"",
    b" r=\"1048576\"",
    b" t=\"s\"",
    b" t=\"b\"",
    b" t=\"e\"",
    b" t=\"d\"",
    b" t=\"str\"",
    b" t=\"n\"",
    b" t=\"inlineStr\"",
    b" s=\"1\"",
    b" s=\"4294967295\"",
    b" s=\"-1\"",
    b" table:number-columns-repeated=\"16384\"",
    b" table:number-rows-repeated=\"1048576\"",
    b" table:number-columns-repeated=\"0\"",
    b" table:number-rows-repeated=\"-1\"",
    b" office:value-type=\"date\" office:date-value=\"\"",
    b" office:value-type=\"float\" office:value=\"1e999\"",
    b" date1904=\"1\"",
    b" state=\"hidden\"",
    b" fullCalcOnLoad=\"1\"",
    b" t=\"shared\" si=\"4294967295\"",
    b" table:formula=\"of:=1\"",
];

/// Numbers that follow one another with no pattern (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { usize::try_from(self.next() % end as u64).expect("below a usize") }
    }

    fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len())]
    }
}

/// One file from a file of the corpus, and a second to take parts of.
pub fn mutant(chance: &mut Chance, file: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = match (file.starts_with(b"PK"), chance.below(10)) {
        // Nearly always inside the zip: one broken outside is soon refused.
        (true, 1..) => entries(file).map_or_else(|| file.to_vec(), |inside| rewritten(chance, inside, other)),
        _ => file.to_vec(),
    };
    if !file.starts_with(b"PK") || chance.below(8) == 0 {
        for _ in 0..=chance.below(6) {
            change(chance, &mut bytes, other);
        }
    }
    bytes
}

type Entries = Vec<(String, Vec<u8>)>;

fn entries(zip: &[u8]) -> Option<Entries> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).ok()?;
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.by_ref().take(1 << 20).read_to_end(&mut content).ok()?;
        entries.push((name, content));
    }
    Some(entries)
}

fn rewritten(chance: &mut Chance, mut inside: Entries, other: &[u8]) -> Vec<u8> {
    let others = entries(other).unwrap_or_default();
    for _ in 0..=chance.below(3) {
        let at = chance.below(inside.len());
        let Some((name, content)) = inside.get_mut(at) else { break };
        match chance.below(24) {
            0 => drop(inside.remove(at)),
            1 => {
                *name =
                    chance.one(&["content.xml", "xl/workbook.xml", "XL\\Workbook.xml", "../x", ""]).to_owned()
            }
            2 => {
                *content =
                    others.iter().find(|(other, _)| other == name).map_or(Vec::new(), |(_, c)| c.clone())
            }
            3 => content.clear(),
            4..9 => tag(chance, content),
            _ => {
                let with = others.iter().find(|(other, _)| other == name).map_or(&[][..], |(_, c)| c);
                for _ in 0..=chance.below(4) {
                    change(chance, content, with);
                }
            }
        }
    }
    let method = if chance.below(2) == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in inside {
        // Two entries of one name are refused by the writer: the second is left out.
        if zip.start_file(name, SimpleFileOptions::default().compression_method(method)).is_ok() {
            zip.write_all(&content).expect("written to memory");
        }
    }
    zip.finish().expect("a zip").into_inner()
}

/// Takes a tag out, says it twice, or gives it a wrong attribute.
fn tag(chance: &mut Chance, content: &mut Vec<u8>) {
    let opens: Vec<usize> =
        content.iter().enumerate().filter(|(_, b)| **b == b'<').map(|(at, _)| at).collect();
    if opens.is_empty() {
        return;
    }
    let start = opens[chance.below(opens.len())];
    let length = content[start..].iter().position(|b| *b == b'>').map_or(content.len() - start, |at| at + 1);
    match chance.below(4) {
        0 => drop(content.drain(start..start + length)),
        1 => {
            let copy = content[start..start + length].to_vec();
            content.splice(start..start, copy);
        }
        _ => {
            let name = content[start..].iter().position(|b| b" />".contains(b)).unwrap_or(1);
            let attribute = chance.one(&ATTRIBUTES);
            content.splice(start + name..start + name, attribute.iter().copied());
        }
    }
}

/// One fault.
fn change(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = chance.below(bytes.len() + 1);
    let end = at + chance.below((bytes.len() - at).min(64) + 1);
    match chance.below(11) {
        0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
        1 if at < bytes.len() => bytes[at] = chance.next().to_le_bytes()[0],
        2 => drop(bytes.drain(at..end)),
        3 => {
            let copy = bytes[at..end].to_vec();
            let times = 1 + chance.below(40);
            bytes.splice(at..at, copy.repeat(times));
        }
        4 => bytes.truncate(at),
        5 if !other.is_empty() => {
            let from = chance.below(other.len());
            let to = from + chance.below((other.len() - from).min(400) + 1);
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        6 | 7 => drop(bytes.splice(at..at, chance.one(&WORDS).iter().copied())),
        // A whole cell by a word.
        8 | 9 => {
            let apart = |b: &u8| b";,\t|\r\n<>\"".contains(b);
            let from = bytes[..at].iter().rposition(apart).map_or(0, |p| p + 1);
            let to = at + bytes[at..].iter().position(apart).unwrap_or(bytes.len() - at);
            bytes.splice(from..to, chance.one(&WORDS).iter().copied());
        }
        _ => {
            let half = chance.below(bytes.len() + 1).min(at);
            bytes[half..at].reverse();
        }
    }
}
