//! Words as a test: none in a template, none unescaped, none that nobody says.

use std::collections::BTreeSet;

use quittance::access::Role;
use quittance::audit::Action;
use quittance::changes::typed::Fault;
use quittance::changes::{Section, touches};
use quittance::notices::{MailState, NoticeKind, Way};
use quittance::unions::file::{Field, Shape};
use quittance::web::problem::CODES;

use crate::tidy::{Source, holds, source, sources};

/// Removes every part between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        kept.push_str(&rest[..start]);
        kept.push(' ');
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        rest = &rest[end..];
    }
    kept + rest
}

/// What a reader reads and that is not a word of `locales/`: text, and attributes that are read out.
fn spoken_letters(source: &Source) -> Vec<String> {
    let own = [("{#", "#}"), ("{%", "%}"), ("{{", "}}")];
    let html = own.iter().fold(source.text.clone(), |text, (open, close)| without(&text, open, close));
    let mut found = Vec::new();
    for attribute in ["aria-label=\"", " title=\"", " alt=\"", "placeholder=\""] {
        let values = html.split(attribute).skip(1).filter_map(|after| after.split('"').next());
        found.extend(values.filter(|value| value.chars().any(char::is_alphabetic)).map(str::to_owned));
    }
    let text = without(&without(&html, "<", ">"), "&", ";");
    found.extend(
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_owned),
    );
    found
}

#[test]
fn no_word_stands_in_a_template() {
    let templates = sources("templates", ".html");
    let planted = source("templates/planted.html", "<p>{{ p.t.layout_back() }} Bonjour</p>");
    holds(&templates, spoken_letters, &planted);
    assert!(!spoken_letters(&source("x", "<nav aria-label=\"Menu\"></nav>")).is_empty());
    assert!(
        spoken_letters(&source("x", "<p class=\"a\">{{ words }}{% if a > b %}&nbsp;{% endif %}</p>"))
            .is_empty()
    );
}

fn unescaped(source: &Source) -> Vec<String> {
    let marks = ["|safe", "| safe", "escape = \"none\"", "|escape(\"none\")", "autoescape"];
    source
        .text
        .lines()
        .filter(|line| marks.iter().any(|mark| line.contains(mark)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_is_shown_without_being_escaped() {
    let all = [sources("templates", ".html"), sources("src", ".rs")].concat();
    holds(&all, unescaped, &source("templates/planted.html", "{{ note|safe }}"));
}

/// Kinds whose words are found by a code: `t.kind(&format!("role-{}", ...))`.
fn said_by_kind(key: &str) -> bool {
    let kinds = [
        "checkoff-adopter-",
        "checkoff-base-",
        "checkoff-benefits-",
        "checkoff-fault-",
        "checkoff-filter-",
        "checkoff-kind-",
        "checkoff-per-",
        "checkoff-unknown-",
        "checkoff-verdict-",
        "leave-class-",
        "leave-kind-",
        "rule-",
        "column-",
        "compare-kind-",
        "unreadable-",
        "outcome-",
        "severity-",
        "howto-",
        "picture-",
        "name-",
        "asks-",
        "example-",
        "absence-kind-",
        "upload-declared",
        "upload-overtaken",
        "members-roster-fault-",
    ];
    let actions = Action::ALL.iter().map(|action| format!("journal-{}", action.code()));
    let roles = Role::ALL.iter().map(|role| format!("role-{}", role.code().replace('_', "-")));
    let fields = Field::ALL.iter().map(|field| format!("field-{}", field.code()));
    let choices = Field::ALL.iter().flat_map(|field| match field.shape() {
        Shape::Choice(codes) => {
            codes.iter().map(|code| format!("choice-{}-{code}", field.code())).collect::<Vec<_>>()
        }
        Shape::YesNo => vec!["choice-yes".to_owned(), "choice-no".to_owned()],
        _ => Vec::new(),
    });
    let touches = touches(Field::ALL.iter().copied()).into_iter().map(|code| format!("touch-{code}"));
    let months = (1..=12).map(|month| format!("month-{month}"));
    let sections = Section::ALL.iter().map(|section| format!("section-{}", section.code()));
    let faults = Fault::ALL.iter().map(|fault| format!("typed-{}", fault.code()));
    let others = ["role-nobody", "role-operator", "role-payroll"].map(str::to_owned);
    let notices = NoticeKind::ALL
        .into_iter()
        .flat_map(|kind| ["", "-body"].map(|part| format!("notice-{}{part}", kind.code())));
    let ways = Way::ALL.into_iter().map(|way| format!("way-{}", way.code()));
    let states = MailState::ALL.into_iter().map(|state| format!("mails-count-{}", state.code()));
    let troubles = ["connection", "timeout", "tls", "address", "other"].map(|t| format!("mail-trouble-{t}"));
    let problems =
        CODES.into_iter().flat_map(|code| ["", "-title"].map(|part| format!("problem-{code}{part}")));
    kinds.iter().any(|kind| key.starts_with(kind))
        || actions
            .chain(roles)
            .chain(others)
            .chain(fields)
            .chain(choices)
            .chain(sections)
            .chain(faults)
            .chain(touches)
            .chain(months)
            .chain(notices)
            .chain(ways)
            .chain(states)
            .chain(troubles)
            .chain(problems)
            .any(|known| known == key)
}

fn keys_of(words: &str) -> BTreeSet<String> {
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    let lines = words.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    lines.filter_map(key).collect()
}

/// Words of the command line's tables, whose keys are made of a column's name.
const SAID_BY_COLUMN: [&str; 11] = [
    "dues-calendar-days",
    "dues-calendar-end",
    "dues-calendar-period",
    "dues-calendar-start",
    "dues-table-amount",
    "dues-table-base",
    "dues-table-basis",
    "dues-table-levy",
    "dues-table-payee",
    "dues-table-persons",
    "dues-table-rate",
];

/// Words that no page says: neither as a method, nor as a key in quotes, nor by kind.
fn unsaid(keys: &BTreeSet<String>, all_code: &str) -> Vec<String> {
    let said: BTreeSet<&str> = all_code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let silent = |key: &&String| {
        !said.contains(key.replace('-', "_").as_str())
            && !all_code.contains(&format!("\"{key}\""))
            && !said_by_kind(key)
    };
    keys.iter().filter(silent).cloned().collect()
}

#[test]
fn every_word_is_said_somewhere() {
    let join =
        |sources: Vec<Source>| sources.into_iter().map(|source| source.text).collect::<Vec<_>>().join("\n");
    let all_code = [
        join(sources("src", ".rs")),
        join(sources("templates", ".html")),
        join(sources("templates", ".txt")),
    ]
    .join("\n");
    let (fr, en) =
        (keys_of(&join(sources("locales/fr", ".ftl"))), keys_of(&join(sources("locales/en", ".ftl"))));
    assert!(fr.len() > 300);
    assert_eq!(fr, en, "both languages say the same things");
    assert_eq!(unsaid(&fr, &all_code), SAID_BY_COLUMN);
    assert_eq!(unsaid(&keys_of("planted-word = Rien\n"), &all_code), ["planted-word"]);
}

/// Keys of what is said once an act is done, which a session keeps: no method is made for them there.
fn kept_keys(code: &str) -> BTreeSet<String> {
    let quoted = code.split("\"said-").skip(1).filter_map(|rest| rest.split_once('"'));
    quoted.map(|(key, _)| format!("said-{key}")).collect()
}

#[test]
fn every_act_says_words_that_exist() {
    let code: Vec<String> = sources("src", ".rs").into_iter().map(|source| source.text).collect();
    let words: Vec<String> = sources("locales/fr", ".ftl").into_iter().map(|source| source.text).collect();
    let (kept, known) = (kept_keys(&code.join("\n")), keys_of(&words.join("\n")));
    assert!(kept.len() > 30, "{}", kept.len());
    assert_eq!(kept.difference(&known).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(kept_keys("flash::done(&path, \"said-planted\")").difference(&known).count(), 1);
}
