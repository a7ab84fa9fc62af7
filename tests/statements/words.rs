//! Every rule, fault, column and refusal has its words, the same in both languages, and French is
//! written as it should be.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use quittance::commands::statement::Language;
use quittance::statements::reader::Unreadable;
use quittance::statements::rules::{FAULTS, RULES, Words};
use quittance::statements::{Column, Finding, Severity};

pub const FR: &str = include_str!("../../locales/fr/rules.ftl");
pub const EN: &str = include_str!("../../locales/en/rules.ftl");

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle
        .add_resource(FluentResource::try_new(source.to_owned()).expect("valid Fluent"))
        .expect("no key twice");
    bundle
}

/// Looks words up as the program does; an unknown key or argument fails the test.
pub fn say(language: Language, key: &str, arguments: &[(&'static str, &str)]) -> String {
    let bundle = match language {
        Language::Fr => bundle("fr-CA", FR),
        Language::En => bundle("en-CA", EN),
    };
    let message =
        bundle.get_message(key).and_then(|m| m.value()).unwrap_or_else(|| panic!("no words for {key}"));
    let arguments = FluentArgs::from_iter(arguments.iter().map(|(k, v)| (*k, (*v).to_owned())));
    let mut errors = Vec::new();
    let said = bundle.format_pattern(message, Some(&arguments), &mut errors).into_owned();
    assert!(errors.is_empty(), "{key}: {errors:?}");
    said
}

/// Keys with the variables they use.
fn variables(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let messages =
        source.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    let used =
        |text: &'static str| text.split("{ $").skip(1).filter_map(|rest| rest.split(" }").next()).collect();
    // Leaked so that both halves live as long as the table; a few kilobytes in a test.
    messages.map(|(key, text)| (key, used(Box::leak(text.to_owned().into_boxed_str())))).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (french, english) = (variables(FR), variables(EN));
    assert!(french.len() > 150);
    assert_eq!(french, english);
    let allowed = BTreeSet::from(["value", "expected", "column", "line"]);
    assert!(french.values().all(|used| used.is_subset(&allowed)));
}

#[test]
fn every_rule_and_fault_says_what_is_wrong_and_what_to_do() {
    let keys = variables(FR);
    let mains = RULES.iter().map(|rule| rule.key.to_owned());
    let faults = FAULTS.iter().map(|(code, fault)| format!("rule-{}{fault}", code.to_lowercase()));
    let expected: BTreeSet<String> =
        mains.chain(faults).flat_map(|key| [format!("{key}-todo"), key]).collect();
    let said: BTreeSet<String> =
        keys.keys().filter(|k| k.starts_with("rule-")).map(|k| (*k).to_owned()).collect();
    assert_eq!(said, expected);
}

#[test]
fn every_column_severity_and_refusal_has_its_words() {
    let mut expected: BTreeSet<String> = Column::ALL.into_iter().map(Column::message_key).collect();
    assert!(expected.iter().all(|key| variables(FR).contains_key(key.as_str())));
    let max = 1 << 20;
    let refusals = [
        Unreadable::Empty,
        Unreadable::TooManyBytes { bytes: 1, max },
        Unreadable::NotAStatement { looks_like: "PDF" },
        Unreadable::NotAStatement { looks_like: "" },
        Unreadable::WebPage,
        Unreadable::OldExcel,
        Unreadable::Protected,
        Unreadable::Damaged { detail: String::new() },
        Unreadable::TooMuchInside { max: 1 << 20 },
        Unreadable::TooManyLines { max },
        Unreadable::TooManySheets { max },
        Unreadable::TooManyColumns { max },
        Unreadable::TooFarRight { cell: "Paie!XFD7".to_owned(), max },
        Unreadable::TooManyCells { max },
        Unreadable::NoRows,
        Unreadable::NoLines,
        Unreadable::NoColumns,
        Unreadable::Overflowing { width: 27 },
        Unreadable::Sideways,
        Unreadable::TwoEncodings,
        Unreadable::PeopleAbove { row: 1, header: 2 },
        Unreadable::OtherHeader { line: 1 },
        Unreadable::NotCalculated { cell: "Paie!L7".to_owned() },
        Unreadable::TooLong { line: 1, column: Column::EmployeeNumber, start: String::new() },
        Unreadable::TooLong { line: 1, column: Column::Name, start: String::new() },
        Unreadable::TooLong { line: 1, column: Column::Address, start: String::new() },
        Unreadable::Stopped,
    ];
    expected = refusals.iter().flat_map(|r| [r.key().to_owned(), format!("{}-todo", r.key())]).collect();
    let said: BTreeSet<String> =
        variables(FR).into_keys().filter(|k| k.starts_with("unreadable-")).map(str::to_owned).collect();
    assert_eq!(said, expected);
    let too_many = quittance::commands::statement::explain(&refusals[1], Language::Fr, &say);
    assert!(too_many.starts_with("Le fichier dépasse 1\u{a0}Mo."), "{too_many}");
}

#[test]
fn french_has_its_apostrophes_quotation_marks_and_no_break_spaces() {
    for (key, _) in variables(FR) {
        let text = FR.lines().find_map(|l| l.strip_prefix(key)?.strip_prefix(" = ")).unwrap();
        assert!(!text.contains(['\'', '"']), "{key}: {text}");
        let chars: Vec<char> = text.chars().collect();
        for (i, c) in chars.iter().enumerate() {
            let before = i.checked_sub(1).map(|i| chars[i]);
            match c {
                ':' | '»' => assert_eq!(before, Some('\u{a0}'), "{key}: {text}"),
                '«' => assert_eq!(chars.get(i + 1), Some(&'\u{a0}'), "{key}: {text}"),
                '!' => panic!("{key} shouts: {text}"),
                _ => {}
            }
        }
        assert!(!key.starts_with("rule-") || text.ends_with('.'), "{key}: {text}");
    }
}

#[test]
fn a_rate_without_its_unit_is_told_with_the_button_that_leads_to_where_it_is_said() {
    let missing = |column| Finding {
        rule: "V01",
        severity: Severity::Error,
        line: None,
        column: Some(column),
        value: "".into(),
        expected: "".into(),
    };
    let words = Words::of(&missing(Column::SalaryUnit));
    let french = include_str!("../../locales/fr/statements.ftl");
    let english = include_str!("../../locales/en/statements.ftl");
    for (language, pages) in [(Language::Fr, french), (Language::En, english)] {
        let button = pages.lines().find_map(|line| line.strip_prefix("columns-again = ")).unwrap();
        let todo = say(language, &words.todo, &[("column", "x")]);
        assert!(todo.contains(button), "{todo}");
    }
    assert_eq!(Words::of(&missing(Column::SalaryRate)).key, "rule-v01");
}

#[test]
fn a_part_time_column_that_is_not_read_is_told_of_the_file_and_says_how_to_name_it() {
    use crate::support::{check, delimited, header, line, of, other, p05};
    let mut rows = vec![header(), other(&[]), line(&[]), line(&[(Column::EmployeeNumber, "2")])];
    rows[0][Column::HoursWorked as usize] = "Temps fait".to_owned();
    let checked = check(&delimited(';', &rows), &p05());
    let found = of(&checked, "V69");
    let places: Vec<_> = found.iter().map(|f| (f.severity, f.line, f.column)).collect();
    assert_eq!(places, [(Severity::Error, None, Some(Column::HoursWorked))]);
    let words = Words::of(found[0]);
    let said = say(Language::Fr, &words.key, &[("column", "Heures travaillées")]);
    assert!(said.contains("n’est pas dans le fichier ou n’a pas été reconnue"), "{said}");
    let todo = say(Language::Fr, &words.todo, &[]);
    assert!(todo.contains("Lire ce fichier autrement"), "{todo}");
    // A cell left blank is its line's.
    let blank = check(&delimited(';', &[header(), line(&[(Column::HoursWorked, "")])]), &p05());
    let blank = of(&blank, "V69");
    assert_eq!((blank[0].line, Words::of(blank[0]).key.as_str()), (Some(1), "rule-v69"));
}

#[test]
fn what_a_title_says_is_quoted_without_a_row() {
    let said = |rule, value: &str, expected: &str| {
        let finding = Finding {
            rule,
            severity: Severity::Warning,
            line: None,
            column: None,
            value: value.into(),
            expected: expected.into(),
        };
        let words = Words::of(&finding);
        let (value, expected) = (words.value(true), words.expected(true));
        say(Language::Fr, &words.key, &[("value", value.as_str()), ("expected", expected.as_str())])
    };
    let text = "Le texte «\u{a0}Période 6\u{a0}», au-dessus ou au-dessous des lignes du fichier, indique";
    let period = said("V03", "Période 6", "P05");
    assert!(period.starts_with(text) && period.ends_with(", P05."), "{period}");
    let count = said("V10", "Effectif : 212", "2");
    assert!(count.starts_with("Le texte «\u{a0}Effectif : 212\u{a0}»"), "{count}");
    // The header record's own.
    assert!(said("V10", "212", "2").starts_with("L’en-tête annonce 212 lignes"));
    for (value, expected) in [("P04", "P05"), ("4", "P05"), ("2025-08-17", "2025-08-16")] {
        assert!(said("V03", value, expected).starts_with("L’en-tête du fichier"), "{value}");
    }
}

#[test]
fn what_was_expected_is_written_as_each_language_writes_it() {
    let expected = |rule, column, expected: &str, french| {
        let finding = Finding {
            rule,
            severity: Severity::Error,
            line: Some(1),
            column: Some(column),
            value: "x".into(),
            expected: expected.into(),
        };
        Words::of(&finding).expected(french)
    };
    assert_eq!(expected("V39", Column::Dues, "20.33", true), "20,33\u{a0}$");
    assert_eq!(expected("V39", Column::Dues, "-20.33", false), "\u{2212}$20.33");
    assert_eq!(expected("V73", Column::SeniorityDays, "12.60", true), "12,60");
    assert_eq!(
        expected("V56", Column::Absences, "2025-07-20/2025-08-16", true),
        "20\u{a0}juillet 2025 au 16\u{a0}août 2025"
    );
    assert_eq!(
        expected("V56", Column::Absences, "2025-07-20/2025-08-16", false),
        "July\u{a0}20, 2025 to August\u{a0}16, 2025"
    );
    assert_eq!(expected("V14", Column::Dues, "1234|1.234", true), "1234 ou 1.234");
    assert_eq!(expected("V14", Column::Dues, "2", true), "2");
    assert_eq!(expected("V32", Column::Shift, "D, E, N, D/E", true), "D, E, N, D/E");
    assert_eq!(expected("V17", Column::EmployeeNumber, "12", true), "12");
}
