//! What each mail says, in both languages, as committed in `mails/`.

use quittance::access::Role;
use quittance::notices::pages::letter::{self, About};
use quittance::notices::{Audience, DigestLine, Letter, NoticeKind};
use quittance::text::Lang;

use crate::browser::ORIGIN;
use crate::committed::same_as_committed;

/// A union's name that would break a header, a page and a line.
pub const HOSTILE: &str =
    "Syndicat <script>alert(\"1\")</script> & l’« Étoile »\r\nBcc: tous@exemple.example\u{202e}";

fn committed(name: &str, lang: Lang, letter: &Letter) {
    let file =
        |end: &str| format!("{}/tests/portal/mails/{name}.{}.{end}", env!("CARGO_MANIFEST_DIR"), lang.code());
    same_as_committed(&file("txt"), &format!("Subject: {}\n\n{}", letter.subject, letter.text));
    same_as_committed(&file("html"), &letter.html);
}

#[test]
fn every_mail_says_in_both_languages_what_is_committed() {
    for lang in [Lang::Fr, Lang::En] {
        for kind in NoticeKind::ALL {
            let union = "Syndicat des travailleuses et travailleurs du Bas-Saint-Laurent–CSN";
            let federation =
                ["Fédération de la santé et des services sociaux", "Health and Social Services Federation"];
            let about = About {
                kind,
                about: if kind.audience() == Audience::Levying { federation } else { [union; 2] },
                office: federation,
                path: "/page/0190",
                reader: Some(match kind.audience() {
                    Audience::Union => Role::Treasurer,
                    Audience::Office | Audience::Levying => Role::FederationOfficer,
                }),
            };
            committed(kind.code(), lang, &letter::of_notice(&about, ORIGIN, lang).unwrap());
        }
        let lines =
            [("Syndicat A", NoticeKind::ChangeProposed, 3), ("Syndicat B", NoticeKind::ChangeCommented, 1)]
                .map(|(name, kind, count)| DigestLine {
                    about: name.to_owned(),
                    kind,
                    count,
                    path: "/page/0190".to_owned(),
                });
        let reader = Some(Role::FederationOfficer);
        committed("digest", lang, &letter::of_digest(&lines, reader, ORIGIN, lang).unwrap());
    }
}

/// To somebody without an account, about a union whose name would break a header and a page.
fn hostile(lang: Lang) -> Letter {
    let about = About {
        kind: NoticeKind::SensitiveChange,
        about: [HOSTILE; 2],
        office: ["Fédération", "Federation"],
        path: "/page/0190",
        reader: None,
    };
    letter::of_notice(&about, ORIGIN, lang).unwrap()
}

#[test]
fn a_hostile_name_stays_a_name() {
    for lang in [Lang::Fr, Lang::En] {
        let letter = hostile(lang);
        committed("hostile", lang, &letter);
        assert!(!letter.subject.contains(['\r', '\n', '\u{202e}']), "{}", letter.subject);
        assert!(letter.subject.contains("<script>alert(\"1\")</script> & l’« Étoile » Bcc: tous"));
        assert!(
            !letter.html.contains("<script") && letter.html.contains("&#60;script&#62;"),
            "{}",
            letter.html
        );
        assert!(!letter.text.lines().any(|line| line.starts_with("Bcc")), "{}", letter.text);
    }
}
