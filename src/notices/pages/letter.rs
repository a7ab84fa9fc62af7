//! What each mail says, rendered from what is given and nothing else, so that a snapshot can be kept
//! of each (tests/portal/mails). It says what happened and links to the page: no amount, no person.

use askama::Template;

use crate::access::Role;
use crate::db::Error;
use crate::notices::{Audience, DigestLine, Letter, NoticeKind};
use crate::text::{Lang, Text};

/// The kind of the mail that gathers the others.
pub const DIGEST: &str = "digest";

/// A notice, and who reads of it.
pub struct About<'a> {
    pub kind: NoticeKind,
    /// The union or the body it is about, in French and in English.
    pub about: [&'a str; 2],
    /// The body whose office answers for it: the union's federation, or the body itself.
    pub office: [&'a str; 2],
    pub path: &'a str,
    /// None for a contact of before, who has no account.
    pub reader: Option<Role>,
}

struct Line {
    words: String,
    href: String,
}

/// Both parts of a mail say the same.
struct Content {
    t: Text,
    title: String,
    /// The union or the body it is about; empty for a digest.
    about: String,
    body: String,
    lines: Vec<Line>,
    link: String,
    link_label: &'static str,
    ask: String,
    why: &'static str,
    /// Where to choose otherwise; empty for who has no account.
    choices: String,
}

#[derive(Template)]
#[template(path = "notices/mail.html")]
struct HtmlPart<'a> {
    t: Text,
    c: &'a Content,
}

#[derive(Template)]
#[template(path = "notices/mail.txt")]
struct TextPart<'a> {
    t: Text,
    c: &'a Content,
}

impl Content {
    fn letter(&self, subject: String) -> Result<Letter, Error> {
        let failed = |error: askama::Error| Error::Damaged(format!("a mail: {error}"));
        Ok(Letter {
            subject,
            text: TextPart { t: self.t, c: self }.render().map_err(failed)?,
            html: HtmlPart { t: self.t, c: self }.render().map_err(failed)?,
        })
    }
}

/// One line of plain text: a name never breaks a header, ends a line or turns the reading direction.
fn one_line(name: &str) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let spaced: String = name.chars().map(|c| if odd(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn of_notice(about: &About<'_>, origin: &str, lang: Lang) -> Result<Letter, Error> {
    let t = Text::new(lang);
    let code = about.kind.code();
    let title = t.kind(&format!("notice-{code}"), &[]);
    let (name, office) = (one_line(lang.written(&about.about)), one_line(lang.written(&about.office)));
    let levying = about.kind.audience() == Audience::Levying;
    let opens = about.reader.is_none_or(|role| about.kind.opens_for(role));
    let subject = t.mail_subject(&title, &name);
    let content = Content {
        t,
        body: t.kind(&format!("notice-{code}-body"), &[]),
        lines: Vec::new(),
        link: format!("{origin}{}", if opens { about.path } else { "/avis" }),
        link_label: if opens { t.mail_open() } else { t.mail_open_notices() },
        ask: match about.reader {
            Some(Role::FederationOfficer) => t.mail_ask_portal().to_owned(),
            _ if levying => t.mail_ask_portal().to_owned(),
            _ if matches!(about.kind, NoticeKind::DeclarationFiled | NoticeKind::PaymentSettled) => {
                t.mail_ask_finance().to_owned()
            }
            _ => t.mail_ask_federation(&office),
        },
        why: match about.reader {
            None => t.mail_why_contact(),
            Some(_) if about.kind.is_always_mailed() => t.mail_why_always(),
            Some(_) if levying => t.mail_why_levying(),
            Some(Role::FederationOfficer) => t.mail_why_office(),
            Some(_) => t.mail_why_union(),
        },
        choices: if about.reader.is_some() { format!("{origin}/avis/choix") } else { String::new() },
        title,
        about: name,
    };
    content.letter(subject)
}

pub fn of_digest(
    lines: &[DigestLine],
    reader: Option<Role>,
    origin: &str,
    lang: Lang,
) -> Result<Letter, Error> {
    let t = Text::new(lang);
    let line = |line: &DigestLine| {
        let kind = t.kind(&format!("notice-{}", line.kind.code()), &[]);
        // Several of a kind are found in the list, one on its own page.
        let alone = line.count == 1 && reader.is_none_or(|role| line.kind.opens_for(role));
        Line {
            words: t.mail_digest_line(line.count, kind, one_line(&line.about)),
            href: format!("{origin}{}", if alone { line.path.as_str() } else { "/avis" }),
        }
    };
    let count: i64 = lines.iter().map(|line| line.count).sum();
    let subject = t.mail_digest_subject(count);
    let content = Content {
        t,
        title: t.mail_digest_title().to_owned(),
        about: String::new(),
        body: t.mail_digest_body(count),
        lines: lines.iter().map(line).collect(),
        link: format!("{origin}/avis"),
        link_label: t.mail_open_notices(),
        ask: t.mail_ask_portal().to_owned(),
        why: t.mail_why_digest(),
        choices: format!("{origin}/avis/choix"),
    };
    content.letter(subject)
}
