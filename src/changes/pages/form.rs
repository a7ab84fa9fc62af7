//! What the edit form brought: values by field, files, and who asks. Names it does not know are
//! refused (R70).

use std::collections::BTreeMap;

use axum::extract::Multipart;
use uuid::Uuid;

use crate::changes::Section;
use crate::unions::file::{Field, Subject};
use crate::web::error::Failure;
use crate::web::upload::broken;

/// Files a request may carry, and the largest of each.
pub const MOST_FILES: usize = 5;
const LARGEST_FILE: usize = LARGEST_FILE_MB * 1024 * 1024;
pub const LARGEST_FILE_MB: usize = 10;
const MOST_FIELDS: usize = 3_000;
/// Characters of a file's name, its extension aside.
const LONGEST_STEM: usize = 100;

/// Why the files that came are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// The bytes of one are of no kind that is taken.
    Kind,
    TooBig,
    TooMany,
}

/// A file that came with the form.
pub struct Attached {
    pub file_name: String,
    pub media_type: &'static str,
    pub bytes: axum::body::Bytes,
}

#[derive(Default)]
pub struct Form {
    pub key: Option<Uuid>,
    pub reason: String,
    pub effective_on: String,
    /// The reader wants another empty person instead of sending.
    pub more: bool,
    /// As typed, by field.
    pub values: BTreeMap<(Subject, Field), String>,
    pub files: Vec<Attached>,
    /// Whether any came, taken or not.
    pub came_with_files: bool,
    pub file_fault: Option<FileFault>,
}

/// The name of a field in the form: `person.<id>.duty`, `union..phone`.
pub fn name_of(subject: Subject, field: Field) -> String {
    match subject {
        Subject::Union => format!("union..{}", field.code()),
        Subject::Employer(id) | Subject::Person(id) => format!("{}.{id}.{}", subject.code(), field.code()),
    }
}

fn named(name: &str, section: Section) -> Option<(Subject, Field)> {
    let mut parts = name.splitn(3, '.');
    let (subject, id, field) = (parts.next()?, parts.next()?, Field::from_code(parts.next()?)?);
    let subject = match (subject, id) {
        ("union", "") => Subject::Union,
        (code, id) => Subject::from_code(code, id.parse().ok()?).filter(|s| *s != Subject::Union)?,
    };
    (field.subject() == subject.code() && section.fields().any(|known| known == field))
        .then_some((subject, field))
}

/// Reads the form of one section.
///
/// # Errors
/// [`Failure::BadRequest`] for a field that the form does not have, or too many;
/// [`Failure::TooLarge`] when the whole of it is more than the portal reads.
pub async fn read(mut parts: Multipart, section: Section) -> Result<Form, Failure> {
    let mut form = Form::default();
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MOST_FIELDS {
            return Err(Failure::BadRequest("too many fields"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(broken)?;
            attach(&mut form, &file_name, bytes);
            continue;
        }
        let value = part.text().await.map_err(broken)?;
        take(&mut form, &name, value, section)?;
    }
    Ok(form)
}

fn take(form: &mut Form, name: &str, value: String, section: Section) -> Result<(), Failure> {
    match name {
        "key" => form.key = value.parse().ok(),
        "reason" => form.reason = value.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect(),
        "effective_on" => form.effective_on = value.trim().to_owned(),
        "more" => form.more = true,
        _ => {
            let place = named(name, section).ok_or(Failure::BadRequest("an unknown field"))?;
            if form.values.insert(place, value).is_some() {
                return Err(Failure::BadRequest("a repeated field"));
            }
        }
    }
    Ok(())
}

fn attach(form: &mut Form, name: &str, bytes: axum::body::Bytes) {
    if bytes.is_empty() {
        return;
    }
    form.came_with_files = true;
    let fault = match kind(name, &bytes) {
        _ if form.files.len() == MOST_FILES => FileFault::TooMany,
        _ if bytes.len() > LARGEST_FILE => FileFault::TooBig,
        None => FileFault::Kind,
        Some((media_type, extension)) => {
            form.files.push(Attached { file_name: harmless_name(name, extension), media_type, bytes });
            return;
        }
    };
    form.file_fault = form.file_fault.or(Some(fault));
}

/// Marks that turn the reading order over, or that nobody sees: `\u{202e}fdp.exe` reads as a PDF.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A name to show and to give back, that no system runs: with the extension of what the bytes are,
/// whatever was said, and nothing that a spreadsheet or a shell would take for its own at the start.
fn harmless_name(name: &str, extension: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !is_unseen(*c) && !"\"<>|:*?".contains(*c)).collect();
    let mut stem = seen.trim();
    // Every extension goes: none may be left to be taken for the last one.
    while let Some((before, after)) = stem.rsplit_once('.') {
        let is_extension = (1..=5).contains(&after.len())
            && after.bytes().all(|b| b.is_ascii_alphanumeric())
            && after.bytes().any(|b| b.is_ascii_alphabetic());
        if !is_extension && !after.trim().is_empty() {
            break;
        }
        stem = before.trim_end();
    }
    let stem = stem.trim_start_matches(|c: char| "=+-@.".contains(c) || c.is_whitespace());
    let stem: String = stem.chars().take(LONGEST_STEM).collect();
    let stem = stem.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{}.{extension}", if stem.is_empty() { "document" } else { stem })
}

/// What a file is by its first bytes, and its extension; a word processor's also by its name, since
/// all are zips.
fn kind(name: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let lower = name.to_lowercase();
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    match () {
        () if bytes.starts_with(b"%PDF-") => Some(("application/pdf", "pdf")),
        () if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some(("image/png", "png")),
        () if bytes.starts_with(b"\xff\xd8\xff") => Some(("image/jpeg", "jpg")),
        () if is_zip && lower.ends_with(".docx") => {
            Some(("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"))
        }
        () if is_zip && lower.ends_with(".odt") => Some(("application/vnd.oasis.opendocument.text", "odt")),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_what_it_is_and_never_by_what_would_run() {
        for (sent, kept) in [
            ("../procès.pdf", "procès.pdf"),
            ("pv.pdf.hta", "pv.pdf"),
            ("Résolution 2025.09.03", "Résolution 2025.09.03.pdf"),
            ("\u{202e}fdp.exe", "fdp.pdf"),
            ("p\u{2066}v\u{200e}.PDF", "pv.pdf"),
            ("=cmd.docx.bat", "cmd.pdf"),
            ("@+-=.hta", "document.pdf"),
            ("pv.hta. .", "pv.pdf"),
            ("C:\\temp\\pv.lnk", "pv.pdf"),
            ("", "document.pdf"),
        ] {
            assert_eq!(harmless_name(sent, "pdf"), kept, "{sent:?}");
        }
        assert_eq!(harmless_name(&"é".repeat(300), "pdf").chars().count(), LONGEST_STEM + 4);
    }

    #[test]
    fn files_too_many_too_big_or_of_another_kind_are_told_and_not_kept() {
        let big = [b"%PDF-".to_vec(), vec![b' '; LARGEST_FILE]].concat();
        for (bytes, fault) in [
            (big, Some(FileFault::TooBig)),
            (b"<script>".to_vec(), Some(FileFault::Kind)),
            (b"%PDF-".to_vec(), None),
        ] {
            let mut form = Form::default();
            attach(&mut form, "pv.pdf", bytes.into());
            assert_eq!((form.file_fault, form.files.len()), (fault, usize::from(fault.is_none())));
            assert!(form.came_with_files);
        }
        let mut form = Form::default();
        (0..=MOST_FILES).for_each(|_| attach(&mut form, "pv.pdf", axum::body::Bytes::from_static(b"%PDF-")));
        assert_eq!((form.file_fault, form.files.len()), (Some(FileFault::TooMany), MOST_FILES));
    }

    #[test]
    fn a_zip_is_a_text_only_by_its_last_extension() {
        assert_eq!(kind("pv.docx", b"PK\x03\x04").map(|(_, extension)| extension), Some("docx"));
        assert_eq!(kind("=cmd.docx.bat", b"PK\x03\x04"), None);
        assert_eq!(kind("pv.pdf", b"MZ"), None);
    }
}
