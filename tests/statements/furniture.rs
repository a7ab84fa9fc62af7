//! Rows that are nobody's, files without header, workbooks of several statements: prints of payrolls
//! as they are, read by content, left out and counted, or asked about.

use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::mapping::{Mapping, Places, Question, Saved};
use quittance::statements::numbers::DecimalSign;
use quittance::statements::reader::Unreadable;
use quittance::statements::reading::{Notes, Reading};
use quittance::statements::{Column, Column::*, Finding};

use crate::support::{check, delimited, errors, file, header, line, of, other, p05, sample};

fn notes(headers: u32, totals: u32, remarks: u32) -> Notes {
    Notes { headers, totals, remarks, ..Notes::default() }
}

fn numbers(checked: &Checked) -> Vec<&str> {
    checked.lines.iter().map(|line| line.employee_number.as_str()).collect()
}

/// A row with these cells at their columns.
fn row(cells: &[(Column, &str)]) -> Vec<String> {
    let mut row = vec![String::new(); Column::COUNT];
    for (column, text) in cells {
        row[*column as usize] = (*text).to_owned();
    }
    row
}

#[test]
fn a_print_that_says_its_title_and_header_on_each_page_has_no_other_people() {
    let title = |page: u32| format!("Relevé de remise;;page {page} de 2\r\n;;\r\n");
    let pages = [(1, line(&[])), (2, other(&[]))];
    let text: String =
        pages.map(|(page, person)| title(page) + &delimited(';', &[header(), person])).concat();
    let checked = check(&text, &p05());
    assert_eq!(checked.findings, []);
    assert_eq!(numbers(&checked), ["104233", "100871"]);
    assert_eq!(checked.notes, notes(2, 0, 0));
}

#[test]
fn a_header_said_again_is_known_whatever_names_its_columns_have() {
    // By hand, in the other language, cut by two files put one after the other.
    let names: Vec<String> = (0..27).map(|n| format!("champ {n}")).collect();
    let columns = Column::ALL.into_iter().map(|column| (column, column as usize)).collect();
    let mapping = Mapping { columns, ..Mapping::default() };
    let rows = [names.clone(), line(&[]), names, other(&[])];
    let checked = check(&delimited(';', &rows), &p05().with_mapping(&mapping));
    assert_eq!((checked.lines.len(), checked.notes.headers), (2, 1));
    let french = "Matricule;Nom;Statut;Cotisation\n1;Roy, Luc;TC;2,00\n";
    let english = "\u{feff}Employee number;Name;Status;Dues\n2;Roy, Guy;FT;3,00\n";
    let checked = check(&(french.to_owned() + english), &p05());
    assert_eq!((numbers(&checked), checked.notes.headers), (vec!["1", "2"], 1));
}

#[test]
fn counts_and_sums_of_every_wording_are_nobody() {
    let rows = [
        row(&[(EmployeeNumber, "2"), (Name, "Nombre employés")]),
        row(&[(EmployeeNumber, "Nombre d’employés : 2")]),
        row(&[(EmployeeNumber, "*** TOTAL ***"), (SalaryPaid, "6368.40"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "6160"), (Name, "Total service"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "6160 - Total"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "Totaux"), (Name, "Soins infirmiers"), (Dues, "95.53")]),
        row(&[(Name, "Grand total"), (SalaryPaid, "6368.40"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "17"), (Name, "Soins infirmiers"), (Address, "Sous-total"), (Dues, "95.53")]),
        row(&[(Name, "Employee count"), (SalaryPaid, "2")]),
        row(&[(EmployeeNumber, "À reporter"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "Somme"), (Dues, "$95.53")]),
        row(&[(EmployeeNumber, "Tot."), (SalaryPaid, "6368.40"), (Dues, "95.53")]),
        row(&[(Name, "TTL"), (SalaryPaid, "6368.40"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "Ttl service 6160"), (Dues, "95.53")]),
        row(&[(Name, "Résultat"), (SalaryPaid, "6368.40"), (Dues, "95.53")]),
        row(&[(EmployeeNumber, "GT"), (Dues, "95.53")]),
        row(&[(Name, "∑"), (Dues, "95.53")]),
    ];
    for total in rows {
        let checked = check(&file(&[line(&[]), other(&[]), total.clone()]), &p05());
        assert_eq!(numbers(&checked), ["104233", "100871"], "{total:?}");
        let expected: Vec<&Finding> = Vec::new();
        let paid = checked.findings.iter().filter(|f| f.column != Some(SalaryPaid)).collect::<Vec<_>>();
        assert_eq!(paid, expected, "{total:?}");
        assert_eq!(checked.notes, notes(0, 1, 0), "{total:?}");
    }
}

#[test]
fn people_who_are_called_so_are_people() {
    let names = [
        "Sum, Kim",
        "Sommer, Karl",
        "Nombré, Ève",
        "Totaro, Lia",
        "Number, Joy",
        "Fin, Guy",
        "Tót, Anna",
        "Remise, Ève",
        "Dépôt",
        "Cheque, Guy",
    ];
    for name in names {
        let checked = check(&file(&[line(&[(Name, name)]), other(&[])]), &p05());
        assert_eq!((checked.lines.len(), &checked.notes), (2, &Notes::default()), "{name}");
        // Even when nothing is said of the job: the number and the amounts are a person's.
        let bare = row(&[(EmployeeNumber, "7"), (Name, name), (SalaryPaid, "100.00"), (Dues, "1.50")]);
        assert_eq!(check(&file(&[bare, other(&[])]), &p05()).lines.len(), 2, "{name}");
    }
}

#[test]
fn somebody_without_a_number_who_is_called_as_a_payment_is_not_lost() {
    let header = "Matricule;Nom;Salaire versé;Cotisation\n";
    let (one, two) = ("1;Roy, Luc;1000,00;15,00\n", "2;Roy, Guy;1000,00;15,00\n");
    for name in ["Remise", "Dépôt"] {
        let nobody = format!(";{name};200,00;3,00\n");
        let checked = check(&format!("{header}{one}{nobody}{two}"), &p05());
        let told: Vec<_> = of(&checked, "V17").iter().map(|finding| finding.line).collect();
        assert_eq!((checked.lines.len(), told), (3, vec![Some(2)]), "{name}");
        assert_eq!(checked.totals.dues.to_string(), "33.00");
        // Below the totals, it is what is paid.
        let checked = check(&format!("{header}{one}{two}Total;;2000,00;30,00\n{nobody}"), &p05());
        assert_eq!((numbers(&checked), checked.notes.totals), (vec!["1", "2"], 1), "{name}");
        assert_eq!(checked.notes.balances.first, [format!("{name} · 200,00 · 3,00")]);
    }
    let cheque = check(&format!("{header}{one};Chèque no 4455;15,00;15,00\n"), &p05());
    assert_eq!((numbers(&cheque), cheque.notes.balances.count), (vec!["1"], 1));
}

#[test]
fn subtotals_are_compared_with_their_part_and_the_last_with_all() {
    let total = |label: &str, dues: &str| row(&[(EmployeeNumber, label), (Dues, dues)]);
    let third = line(&[(EmployeeNumber, "7"), (Sin, "130692544")]);
    let rows = |first: &str, second: &str, last: &str| {
        let service = vec!["Service 6160".to_owned()];
        let mut rows = vec![header(), service, line(&[]), other(&[]), total("Sous-total", first)];
        rows.extend([third.clone(), total("Sous-total", second), total("Total général", last)]);
        delimited(';', &rows)
    };
    let checked = check(&rows("95.53", "20.33", "115.86"), &p05());
    assert_eq!(checked.findings, []);
    assert_eq!(checked.notes, notes(0, 3, 1));
    let wrong = check(&rows("95.35", "20.33", "115.68"), &p05());
    let found: Vec<_> =
        of(&wrong, "V11").iter().map(|f| (f.line, f.value.as_str(), f.expected.as_str())).collect();
    assert_eq!(found, [(None, "115.68", "115.86"), (Some(2), "95.35", "95.53")]);
    // Running totals, and one that is above the people.
    assert_eq!(check(&rows("95.53", "115.86", "115.86"), &p05()).findings, []);
    let above = [header(), total("Total", "95.54"), line(&[]), other(&[])];
    let found = check(&delimited(';', &above), &p05());
    assert_eq!(of(&found, "V11")[0].expected, "95.53");
    // What says that it sums all does, even where it would fit the last part.
    assert_eq!(of(&check(&rows("95.53", "20.33", "20.33"), &p05()), "V11").len(), 1);
}

#[test]
fn who_signs_what_columns_are_counted_in_and_their_numbers_are_nobody() {
    let numbers = (1..=Column::COUNT).map(|n| n.to_string()).collect();
    let units = row(&[(SalaryRate, "$/h"), (SalaryPaid, "$"), (Dues, "$"), (HiredOn, "AAAA-MM-JJ")]);
    let signs = row(&[(EmployeeNumber, "Représentant"), (Name, "Lise Roy")]);
    let rate = row(&[(EmployeeNumber, "Taux"), (Name, "1,5 %")]);
    for nobody in [numbers, units, signs, rate] {
        let checked = check(&file(&[nobody.clone(), line(&[]), other(&[])]), &p05());
        assert_eq!((checked.lines.len(), checked.notes.remarks), (2, 1), "{nobody:?}");
        assert_eq!(checked.findings, [], "{nobody:?}");
    }
    // A number and a name are somebody, and so is an amount.
    for somebody in [
        row(&[(EmployeeNumber, "104999"), (Name, "Contact, Lise")]),
        row(&[(EmployeeNumber, "R12"), (Name, "Roy, Luc")]),
        row(&[(EmployeeNumber, "Contact"), (Dues, "20.33"), (Name, "Roy, Luc")]),
        row(&[(Name, "Roy, Luc"), (Dues, "$")]),
    ] {
        let checked = check(&file(&[somebody.clone(), line(&[]), other(&[])]), &p05());
        assert_eq!(checked.lines.len(), 3, "{somebody:?}");
    }
}

#[test]
fn a_lone_name_is_somebody_and_lone_words_are_not() {
    let checked = check(&file(&[line(&[]), row(&[(Name, "Roy, Luc")]), other(&[])]), &p05());
    assert_eq!(checked.lines.len(), 3);
    let total = row(&[(EmployeeNumber, "Total"), (Dues, "20.33")]);
    for (name, lines) in [("Gagnon, Luc", 3), ("Fin du service", 2), ("Préparé par : Roy, Luc", 2)] {
        let rows = [line(&[]), total.clone(), row(&[(Name, name)]), other(&[])];
        assert_eq!(check(&file(&rows), &p05()).lines.len(), lines, "{name} below a subtotal");
    }
    let checked = check(&file(&[line(&[]), row(&[(EmployeeNumber, "Quart de nuit")]), other(&[])]), &p05());
    assert_eq!((checked.lines.len(), checked.notes.clone()), (2, notes(0, 0, 1)));
    let stored = serde_json::to_string(&checked.reading()).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&stored).unwrap(), checked.reading());
    let before = r#"{"kind":"xlsx","sheet":"Paie"}"#;
    assert_eq!(serde_json::from_str::<Reading>(before).unwrap().notes, Notes::default());
}

/// The sample without its header.
fn headless() -> String {
    let text = String::from_utf8(sample("P05-statement-utf8.csv")).unwrap();
    text.split_once('\n').unwrap().1.to_owned()
}

#[test]
fn a_file_without_header_is_asked_about_and_read_by_places_from_then_on() {
    let text = headless();
    let asked = check(&text, &p05());
    assert_eq!(asked.questions, [Question::Headless]);
    let columns = Column::ALL.into_iter().map(|column| (column, column as usize)).collect();
    let places = Places { columns, given_name: None, width: Column::COUNT };
    let saved = Saved { places: Some(places), headless: Some(true), ..Saved::default() };
    let mut context = p05();
    context.saved = Some(&saved);
    let known = check(&text, &context);
    assert_eq!((known.questions.clone(), known.lines.len()), (Vec::new(), 60));
    let named = String::from_utf8(sample("P05-statement-utf8.csv")).unwrap();
    assert!(known.lines == check(&named, &p05()).lines);
    // A header that comes one day is no person, and names its columns itself.
    assert!(check(&named, &context).lines == known.lines);
    // A column more, or two that changed places: a person is asked anew.
    let wider: String = text.lines().map(|line| format!("x,{line}\n")).collect();
    assert!(check(&wider, &context).questions.contains(&Question::Headless));
    let swapped: String = delimited(',', &swapped(&text));
    assert!(check(&swapped, &context).questions.contains(&Question::Headless));
}

/// The status and the shift in each other's place.
fn swapped(text: &str) -> Vec<Vec<String>> {
    let lines = check(text, &{
        let mut context = p05();
        context.accepts_test_sins = true;
        context
    })
    .lines;
    assert!(lines.len() > 10);
    let people = ["FT", "PT", "FT", "PT"].into_iter().enumerate();
    people
        .map(|(at, status)| {
            let mut person = line(&[(EmployeeNumber, &format!("70{at}")), (Status, status)]);
            person.swap(Status as usize, Shift as usize);
            person
        })
        .collect()
}

#[test]
fn two_sheets_that_look_like_statements_are_asked_about_until_one_is_named() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, number) in [("Unité 1", "100"), ("Unité 2", "200")] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        for (c, text) in (0u16..).zip(["Matricule", "Nom", "Cotisation"]) {
            page.write(0, c, text).unwrap();
            page.write(1, c, number).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let sheets = vec!["Unité 1".to_owned(), "Unité 2".to_owned()];
    let read = |sheet: Option<&str>| {
        let saved = Saved { sheet: sheet.map(str::to_owned), ..Saved::default() };
        let mut context = p05();
        context.saved = Some(&saved);
        read_and_check(&bytes, "", &context).unwrap()
    };
    for unnamed in [None, Some("Feuil1")] {
        assert!(read(unnamed).questions.contains(&Question::Sheets(sheets.clone())), "{unnamed:?}");
    }
    let named = read(Some("Unité 2"));
    assert_eq!(numbers(&named), ["200"]);
    assert!(!named.questions.iter().any(|question| matches!(question, Question::Sheets(_))));
}

#[test]
fn a_sheet_without_people_beside_another_is_asked_about_before_it_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, person) in [("Sommaire", ["Total", "", "0"]), ("Paie", ["200", "Roy, Luc", "2.00"])] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        page.write_row(0, 0, ["Matricule", "Nom", "Cotisation"]).unwrap();
        page.write_row(1, 0, person).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let read = |sheet: Option<&str>| {
        let saved = Saved { sheet: sheet.map(str::to_owned), ..Saved::default() };
        let mut context = p05();
        context.saved = Some(&saved);
        read_and_check(&bytes, "", &context)
    };
    let asked = read(None).unwrap();
    let sheets = Question::Sheets(vec!["Sommaire".to_owned(), "Paie".to_owned()]);
    assert!(asked.asks_sheet() && asked.questions.contains(&sheets));
    assert_eq!(numbers(&read(Some("Paie")).unwrap()), ["200"]);
    let refused = read(Some("Sommaire")).map(|checked| checked.lines.len());
    assert_eq!(refused, Err(Unreadable::NoLines));
}

#[test]
fn a_number_without_its_zeros_is_the_one_known_with_them() {
    let known = ["00104233", "100871", "0042", "00042", "00077"].map(Into::into).into();
    let context = p05().with_known_numbers(&known);
    let person = |number: &str, sin: &str| line(&[(EmployeeNumber, number), (Sin, sin)]);
    let rows = [person("104233", "046454286"), person("0100871", "130692544")];
    let checked = check(&file(&rows), &context);
    assert_eq!(numbers(&checked), ["00104233", "100871"]);
    assert_eq!(of(&checked, "V26"), Vec::<&Finding>::new());
    assert_eq!(checked.notes.renumbered, 2);
    assert_eq!(checked.notes.first_renumbered, Some(("104233".to_owned(), "00104233".to_owned())));
    // Two known numbers that differ by their zeros, or one that the file has too, are not guessed.
    let rows = [person("42", "046454286"), person("77", "130692544"), person("00077", "")];
    let checked = check(&file(&rows), &context);
    assert_eq!(numbers(&checked), ["42", "77", "00077"]);
    assert_eq!(checked.notes.renumbered, 0);
}

#[test]
fn a_saved_decimal_sign_that_a_file_denies_is_asked_about_again() {
    let saved = Saved { decimal: Some(DecimalSign::Comma), ..Saved::default() };
    let mut context = p05().with_dues_rate(None);
    context.saved = Some(&saved);
    let text = |paid: &str, dues: &str| {
        format!(
            "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n\
             1;Roy, Luc;2471;TC;33;{paid};{dues}\n"
        )
    };
    let denied = check(&text("1,234", "20.33"), &context);
    let other = Question::OtherSign(DecimalSign::Comma, "20.33".to_owned());
    assert_eq!(denied.questions, [Question::Decimal("1,234".to_owned()), other]);
    assert_eq!(denied.lines[0].salary_paid, None);
    // Said, and nothing denies it: points part thousands.
    let said = check(&text("1.234", "20,33"), &context);
    assert_eq!((said.questions.len(), said.totals.salary_paid.to_string()), (0, "1234.00".to_owned()));
    // No value asks for it: nothing is denied.
    assert_eq!(check(&text("1234.00", "20.33"), &context).questions, []);
}

#[test]
fn points_between_thousands_are_read_where_another_value_shows_them() {
    let text = |paid: &str, other: &str| {
        format!(
            "Matricule;Nom;Code d’emploi;Statut;Taux horaire;Salaire versé;Cotisation\n\
             1;Roy, Luc;2471;TC;33;{paid};18\n2;Roy, Guy;2471;TC;33;{other};18\n"
        )
    };
    let paid = |paid: &str, other: &str| {
        let checked = check(&text(paid, other), &p05().with_dues_rate(None));
        checked.lines[0].salary_paid.map(|paid| paid.to_string())
    };
    let is = |amount: &str| Some(amount.to_owned());
    assert_eq!(paid("1.234", "1.355,40"), is("1234.00"));
    assert_eq!(paid("1.234", "1.355.400"), is("1234.00"));
    assert_eq!(paid("1.234", "1355,40"), None);
    assert_eq!(paid("1.234", "5013"), None);
    assert_eq!(paid("1.355,40", "5013"), is("1355.40"));
}

#[test]
fn what_nobody_sees_is_taken_out_and_what_was_lost_is_told_on_its_line() {
    let changed = [
        (EmployeeNumber, "104\u{200b}233"),
        (Name, "\u{202a}Tremblay\u{ad}, Lise\u{202c}"),
        (Sin, "046\u{200d}454286"),
        (SalaryPaid, "\u{feff}1355.40\u{200e}"),
    ];
    let checked = check(&file(&[line(&changed), other(&[])]), &p05());
    assert_eq!(checked.findings, []);
    assert!(checked.lines == check(&file(&[line(&[]), other(&[])]), &p05()).lines);
    let lost = check(&file(&[line(&[]), other(&[(Name, "Roy\u{1}, Marc"), (Service, "#N/A")])]), &p05());
    let found: Vec<_> = errors(&lost).iter().map(|f| (f.rule, f.line, f.column, f.value.as_str())).collect();
    assert_eq!(
        found,
        [("V13", Some(2), Some(Name), "Roy\u{fffd}, Marc"), ("V13", Some(2), Some(Service), "#N/A")]
    );
}

#[test]
fn marks_that_keep_zeros_from_a_spreadsheet_are_no_part_of_the_text() {
    for (written, sin) in [("\"=\"\"00123\"\"\"", "046454286"), ("'00123", "46454286")] {
        let text =
            file(&[line(&[(EmployeeNumber, "N"), (Sin, sin)])]).replace("\r\nN,", &format!("\r\n{written},"));
        let checked = check(&text, &p05());
        assert_eq!(numbers(&checked), ["00123"], "{written}");
        assert_eq!(checked.lines[0].sin.as_ref().unwrap().expose(), "046454286", "{written}");
    }
}
