//! What titles and footers say of the whole statement, in words (V03, V10) and in totals (V11), and files
//! whose header is far below its titles or has nobody below it.

use quittance::statements::checks::{Checked, Context, read_and_check};
use quittance::statements::mapping::Saved;
use quittance::statements::reader::Unreadable;
use quittance::statements::rules::Words;
use quittance::statements::{Column::*, Severity};

use crate::support::{check, delimited, file, header, line, of, other, p05};

fn in_p05() -> Context<'static> {
    p05().with_period("2025-26 P05".parse().unwrap())
}

/// What a rule finds, with the key of its words.
fn told(checked: &Checked, rule: &str) -> Vec<(String, String, String)> {
    let key = |f: &&quittance::statements::Finding| {
        assert_eq!((f.severity, f.line), (Severity::Warning, None));
        (Words::of(f).key, f.value.clone(), f.expected.clone())
    };
    of(checked, rule).iter().map(key).collect()
}

fn one(key: &str, value: &str, expected: &str) -> Vec<(String, String, String)> {
    vec![(key.to_owned(), value.to_owned(), expected.to_owned())]
}

#[test]
fn a_title_of_another_period_is_told_as_it_is_written() {
    let found = |title: &str| {
        let lines = delimited(';', &[header(), line(&[]), other(&[])]);
        told(&check(&format!("Relevé de remise;;\r\n{title}\r\n{lines}"), &in_p05()), "V03")
    };
    let said = "rule-v03-said";
    assert_eq!(found("Période;6"), one(said, "Période 6", "P05"));
    assert_eq!(found("Remise P04"), one(said, "Remise P04", "P05"));
    let dates = "du 22 juin au 19 juillet 2025";
    assert_eq!(found(dates), one(said, dates, "2025-07-20/2025-08-16"));
    for title in [
        "Période;5;2025-2026",
        "du 20 juillet 2025 au 16 août 2025",
        "Période de paie 6",
        "Paie du 3 août 2025 au 16 août 2025",
        "Période 5\r\nPériode 6",
    ] {
        assert_eq!(found(title), [], "{title}");
    }
    let record = format!("H;period=P05;pays=2025-08-07\r\nPériode 6\r\n{}", file(&[line(&[])]));
    assert_eq!(told(&check(&record, &in_p05()), "V03"), [], "the header record says it");
    let below = file(&[line(&[]), other(&[])]) + "Fin de la période 6\r\n";
    assert_eq!(told(&check(&below, &in_p05()), "V03"), one(said, "Fin de la période 6", "P05"));
    // Whatever rows stand above it, it is told by its words.
    let lower = format!("H;pays=2025-08-07\r\n\r\nPériode 6\r\n{}", file(&[line(&[]), other(&[])]));
    assert_eq!(told(&check(&lower, &in_p05()), "V03"), one(said, "Période 6", "P05"));
    // Said as a header record says it.
    assert_eq!(found("P04"), one("rule-v03", "P04", "P05"));
}

#[test]
fn a_count_of_employees_is_compared_with_the_lines() {
    let lines = delimited(';', &[header(), line(&[]), other(&[])]);
    let above = |title: &str| told(&check(&format!("{title}\r\n{lines}"), &p05()), "V10");
    let below = |foot: &str| told(&check(&format!("{lines}{foot}\r\n"), &p05()), "V10");
    let (said, text) = ("rule-v10-said", "Nombre d’employés : 212");
    assert_eq!(above(text), one(said, text, "2"));
    assert_eq!(below(text), one(said, text, "2"));
    for text in
        ["Nombre d’employés : 2", "Nombre d’employés à temps partiel : 1", "Effectif : 2", "Effectif 2025"]
    {
        assert_eq!((above(text), below(text)), (Vec::new(), Vec::new()), "{text}");
    }
    // Each service has its count.
    let count = "Nombre d’employés : 1";
    let rows = |person: Vec<String>| delimited(';', &[person]);
    let parts = [delimited(';', &[header(), line(&[])]), rows(other(&[]))];
    let parted = format!("{}{count}\r\n{}{count}\r\n", parts[0], parts[1]);
    assert_eq!(told(&check(&parted, &p05()), "V10"), []);
}

#[test]
fn a_header_far_below_its_notes_is_found() {
    for (rows, delimiter) in [(35, ','), (55, ';')] {
        let notes: String = (0..rows).map(|n| format!("Note {n}. À l’attention du syndicat\r\n")).collect();
        let lines = delimited(delimiter, &[header(), line(&[]), other(&[])]);
        let checked = check(&(notes + &lines), &p05());
        assert_eq!((checked.findings.len(), checked.lines.len()), (0, 2), "{rows}");
    }
}

#[test]
fn a_header_with_nobody_below_it_is_refused_by_what_it_is() {
    for text in [file(&[]), format!("Relevé de remise\r\n{}Total;0\r\n", delimited(';', &[header()]))] {
        let refused = read_and_check(text.as_bytes(), "", &p05()).map(|checked| checked.lines.len());
        assert_eq!(refused, Err(Unreadable::NoLines), "{text}");
    }
}

#[test]
fn what_stands_for_no_number_and_no_name_is_none_and_is_told() {
    for text in ["N/A", "n.d.", "-", "--", "s.o.", "NULL", "0", "000000", "XXXX"] {
        let checked = check(&file(&[line(&[(EmployeeNumber, text), (Name, text)]), other(&[])]), &p05());
        let line = &checked.lines[0];
        assert_eq!((line.employee_number.as_str(), line.name.as_str()), ("", ""), "{text}");
        for (rule, key) in [("V16", "rule-v16-none"), ("V17", "rule-v17-none")] {
            let found = of(&checked, rule);
            assert_eq!((found.len(), found[0].value.as_str()), (1, text), "{rule}");
            assert_eq!((Words::of(found[0]).key.as_str(), found[0].severity), (key, Severity::Error));
        }
    }
    // Two people of no number are not one; a given name of nothing is none.
    let nobody = [(EmployeeNumber, "0"), (Sin, "130692544")];
    let checked = check(&file(&[line(&[(EmployeeNumber, "0")]), line(&nobody)]), &p05());
    assert!(of(&checked, "V17").iter().all(|finding| finding.expected.is_empty()));
    let text = "Matricule;Nom;Prénom;Cotisation\n1;Roy;N/A;2,00\n2;Na;So;3,00\n";
    let names: Vec<_> = check(text, &p05()).lines.iter().map(|line| line.name.to_string()).collect();
    assert_eq!(names, ["Roy", "Na, So"]);
}

#[test]
fn shifts_in_words_are_read_as_codes() {
    for (text, shift, warned) in [
        ("Jour", "D", 0),
        ("Soir/Jour", "D/E", 0),
        ("Night", "N", 0),
        ("J", "J", 0),
        ("Rotation", "Rotation", 1),
    ] {
        let checked = check(&file(&[line(&[(Shift, text)])]), &p05());
        assert_eq!(checked.lines[0].shift, shift);
        assert_eq!((of(&checked, "V32").len(), checked.questions.len()), (warned, 0), "{text}");
    }
}

#[test]
fn days_of_absence_are_read_by_the_order_of_the_file() {
    use quittance::statements::mapping::Question;
    let absent = |absences: &str, hired: &str| {
        let checked = check(&file(&[line(&[(Absences, absences), (HiredOn, hired)]), other(&[])]), &p05());
        let read: Vec<_> = checked.lines[0].absences.iter().map(ToString::to_string).collect();
        (read.join(" | "), checked.questions)
    };
    let read = |text: &str| (text.to_owned(), Vec::new());
    assert_eq!(absent("04/08/2025 S01", "21/07/2025"), read("2025-08-04/2025-08-04 S01"));
    assert_eq!(absent("08-04-2025 S01", "07-21-2025"), read("2025-08-04/2025-08-04 S01"));
    let both = "21/07/2025..25/07/2025 S01 | H01 04/08/2025";
    assert_eq!(absent(both, ""), read("2025-07-21/2025-07-25 S01 | 2025-08-04/2025-08-04 H01"));
    let asked = (String::new(), vec![Question::Dates("04/08/2025".to_owned())]);
    assert_eq!(absent("04/08/2025 S01", ""), asked);
}

type Rows<'r> = &'r [(&'r str, &'r str)];

/// Rows of totals, of their label and their dues.
fn totals(rows: Rows<'_>) -> String {
    rows.iter().map(|(label, dues)| format!("{label};;;{dues}\n")).collect()
}

/// What V11 says of three people whose dues are 15.00, 30.00 and 5.10, with rows of totals above the first,
/// below the second and below the last.
fn told_of_totals(above: Rows<'_>, between: Rows<'_>, below: Rows<'_>) -> Vec<(Option<u32>, String, String)> {
    let (above, between, below) = (totals(above), totals(between), totals(below));
    let text = format!(
        "Matricule;Nom;Salaire versé;Cotisation\n{above}1;Roy, Luc;1000,00;15,00\n\
         2;Roy, Guy;2000,00;30,00\n{between}3;Roy, Ève;340,00;5,10\n{below}"
    );
    let checked = check(&text, &p05());
    assert_eq!(checked.lines.len(), 3, "{text}");
    of(&checked, "V11").iter().map(|f| (f.line, f.value.clone(), f.expected.clone())).collect()
}

const FULL_TIME: (&str, &str) = ("Total temps complet", "20,10");
const PART_TIME: (&str, &str) = ("Total temps partiel", "30,00");
const ALL: (&str, &str) = ("Total général", "50,10");

#[test]
fn a_recap_is_right_where_its_rows_come_together_to_the_lines() {
    let recaps: [Rows<'_>; 6] = [
        &[FULL_TIME, PART_TIME],
        &[FULL_TIME, PART_TIME, ALL],
        &[("Total", "50,10"), FULL_TIME, PART_TIME],
        &[("Total jour", "15,10"), ("Total soir", "35,00"), FULL_TIME, PART_TIME, ALL],
        &[FULL_TIME, ("Total occasionnels", "0,00"), PART_TIME],
        &[("Total temps complet", "50,10"), ("Total occasionnels", "0,00")],
    ];
    for recap in recaps {
        assert_eq!(told_of_totals(recap, &[], &[]), [], "{recap:?} above");
        assert_eq!(told_of_totals(&[], &[], recap), [], "{recap:?} below");
    }
    let of_a_service = [("Total temps complet", "14,00"), ("Total temps partiel", "31,00")];
    assert_eq!(told_of_totals(&[], &of_a_service, &[ALL]), []);
}

#[test]
fn a_recap_that_is_wrong_is_told_once_and_a_wrong_total_beside_it_alone() {
    let all = |value: &str| (None, value.to_owned(), "50.10".to_owned());
    let less = ("Total temps partiel", "29,00");
    let more = ("Total temps partiel", "30,10");
    let wrong: [(Rows<'_>, &[&str]); 8] = [
        (&[FULL_TIME, less], &["49.10 = 20.10 + 29.00"]),
        (&[FULL_TIME, less, ALL], &["49.10 = 20.10 + 29.00"]),
        (&[FULL_TIME, PART_TIME, ("Total général", "50,00")], &["50.00"]),
        (&[FULL_TIME, PART_TIME, ("Total", "0,00")], &["0.00"]),
        // They add up to a total that is wrong.
        (&[FULL_TIME, more, ("Total", "50,20")], &["50.20"]),
        (&[("Total des cotisations", "50,20"), FULL_TIME, more], &["50.20"]),
        // One of a service, and one of all.
        (&[("Total service 6170", "31,00"), ("Total des cotisations", "50,00")], &["31.00", "50.00"]),
        (&[PART_TIME], &["30.00"]),
    ];
    for (rows, values) in wrong {
        let told: Vec<_> = values.iter().map(|value| all(value)).collect();
        assert_eq!(told_of_totals(rows, &[], &[]), told, "{rows:?} above");
        assert_eq!(told_of_totals(&[], &[], rows), told, "{rows:?} below");
    }
    let of_a_service = [("Total temps complet", "14,00"), ("Total temps partiel", "30,00")];
    let told = (Some(2), "44.00 = 14.00 + 30.00".to_owned(), "45.00".to_owned());
    assert_eq!(told_of_totals(&[], &of_a_service, &[ALL]), [told]);
}

#[test]
fn a_recap_of_departments_below_their_subtotals_is_right() {
    let (first, last) = (("Total 6160", "45,00"), ("Total 6170", "5,10"));
    let recaps: [Rows<'_>; 6] = [
        &[first, last],
        &[last, first, last],
        &[last, first, last, ALL],
        &[first, last, ALL],
        &[("Total", "5,10"), first, last],
        &[last, ("Total occasionnels", "0,00"), FULL_TIME, PART_TIME],
    ];
    for recap in recaps {
        assert_eq!(told_of_totals(&[], &[first], recap), [], "{recap:?}");
    }
}

#[test]
fn a_wrong_total_is_told_where_what_it_forgets_stands_beside_it() {
    let all = |value: &str| (None, value.to_owned(), "50.10".to_owned());
    let (bare, named) = (("Total", "45,00"), ("Total des cotisations", "45,00"));
    let (first, last) = (("Total 6160", "45,00"), ("Total 6170", "5,10"));
    let parted: [(Rows<'_>, &str); 5] = [
        (&[("Total", "5,10"), bare], "45.00"),
        (&[last, named], "45.00"),
        (&[last, ("Total du CISSS", "45,00")], "45.00"),
        (&[named, last], "45.00"),
        (&[last, ("Total des cotisations", "0,00")], "0.00"),
    ];
    for (rows, value) in parted {
        assert_eq!(told_of_totals(&[], &[first], rows), [all(value)], "{rows:?}");
    }
    let whole: [(Rows<'_>, &[&str]); 3] = [
        (&[last, bare], &["5.10", "45.00"]),
        (&[FULL_TIME, ("Total", "50,00"), PART_TIME], &["50.00"]),
        (&[("Total cotisations", "0,00"), ("Total salaires", "0,00")], &["0.00", "0.00"]),
    ];
    for (rows, values) in whole {
        let told: Vec<_> = values.iter().map(|value| all(value)).collect();
        assert_eq!(told_of_totals(&[], &[], rows), told, "{rows:?}");
    }
}

#[test]
fn a_recap_of_many_rows_is_told_by_their_number_and_a_right_one_is_right_however_long() {
    let each = |count: usize, dues: &'static str| vec![("Total d’un service", dues); count];
    let told = (None, "48.00 = 20".to_owned(), "50.10".to_owned());
    assert_eq!(told_of_totals(&[], &[], &each(20, "2,40")), [told]);
    let right = [each(5_000, "0,01"), vec![("Total d’un autre", "0,10")]].concat();
    assert_eq!(told_of_totals(&[], &[], &right), []);
}

#[test]
fn a_total_of_a_service_has_its_code_beside_the_word_or_where_services_stand() {
    let found = |second: &str| {
        let text = format!(
            "Matricule;Nom;Service;Cotisation\n1;Roy, Luc;6160;15,00\n2;Roy, Guy;6170;30,00\n\
             3;Roy, Ève;6160;5,10\nSous-total;;6160;20,10\nSous-total;;6170;{second}\n"
        );
        of(&check(&text, &p05()), "V11").iter().map(|f| f.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("30,00"), [""; 0]);
    assert_eq!(found("29,00"), ["49.10 = 20.10 + 29.00"]);
}

#[test]
fn lines_below_the_last_total_that_no_total_counts_are_told() {
    let found = |above: Rows<'_>, between: Rows<'_>, below: Rows<'_>| {
        told_of_totals(above, between, below).into_iter().map(|(_, value, _)| value).collect::<Vec<_>>()
    };
    let two = [("Total", "45,00")];
    let recap = [("Total TC", "20,00"), ("Total TP", "25,00")];
    for totals in [&two[..], &[("Total général", "45,00")], &[("", "45,00")], &recap] {
        assert_eq!(found(&[], totals, &[]), ["1"], "{totals:?}");
    }
    assert_eq!(found(&[], &two, &[ALL]), [""; 0]);
    assert_eq!(found(&[ALL], &two, &[]), [""; 0]);
    // The total that ends the lines is wrong, or is of the last ones: none of them is forgotten.
    assert_eq!(found(&[], &two, &[("Total", "50,00")]), ["50.00"]);
    assert_eq!(found(&[], &two, &[("Total 6170", "5,10")]), [""; 0]);
    let text =
        "Matricule;Nom;Cotisation\n1;Roy, Luc;15,00\nTotal;;15,00\n2;Roy, Guy;30,00\n3;Roy, Ève;0,00\n";
    assert_eq!(told(&check(text, &p05()), "V11"), one("rule-v11-below", "2", ""));
    let record = format!("H;period=P05;dues=45.00\r\n{text}");
    assert_eq!(told(&check(&record, &p05()), "V11"), [], "the header record states them all");
    let unpaid = text.replace("30,00", "0,00");
    assert_eq!(told(&check(&unpaid, &p05()), "V11"), [], "the total is that of all");
}

#[test]
fn a_wrong_subtotal_that_ends_the_lines_is_compared_with_its_own() {
    let wrong = |rows: Rows<'_>| told_of_totals(&[], &[("Sous-total TC", "45,00")], rows);
    let told = |expected: &str| vec![(None, "5.01".to_owned(), expected.to_owned())];
    assert_eq!(wrong(&[("Sous-total TP", "5,01"), ALL]), told("5.10"));
    assert_eq!(wrong(&[("Total", "5,01")]), told("50.10"));
}

#[test]
fn a_total_of_what_is_remitted_may_have_the_initiation_dues_in_it() {
    let found = |label: &str, dues: &str| {
        let text = format!(
            "Matricule;Nom;Cotisation;Droit d’entrée\n1;Roy, Luc;15,00;5,00\n2;Roy, Guy;30,00;\n\
             {label};;{dues};\n"
        );
        of(&check(&text, &p05()), "V11").iter().map(|f| f.expected.clone()).collect::<Vec<_>>()
    };
    for label in ["Total remis", "Total à verser", "Total remitted"] {
        assert_eq!((found(label, "50,00"), found(label, "45,00")), (Vec::new(), Vec::new()), "{label}");
        assert_eq!(found(label, "50,01"), ["50.00"], "{label}");
    }
    assert_eq!(found("Total des cotisations", "50,00"), ["45.00"]);
}

/// Two sheets of people whose dues are 50.10 and 10.00, read one after the other, with rows below them.
fn check_sheets(day_foot: &[[&str; 3]], evening_foot: &[[&str; 3]]) -> Checked {
    let day = [["1", "Roy, Luc", "15,00"], ["2", "Roy, Guy", "30,00"], ["3", "Roy, Ève", "5,10"]];
    let evening = [["4", "Roy, Lia", "7,00"], ["5", "Roy, Max", "3,00"]];
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, people, foot) in [("Jour", &day[..], day_foot), ("Soir", &evening[..], evening_foot)] {
        let page = book.add_worksheet().set_name(name).unwrap();
        page.write_row(0, 0, ["Matricule", "Nom", "Cotisation"]).unwrap();
        for (r, row) in (1..).zip(people.iter().chain(foot)) {
            page.write_row(r, 0, *row).unwrap();
        }
    }
    let saved = Saved { sheet: Some("*".to_owned()), ..Saved::default() };
    let mut context = p05();
    context.saved = Some(&saved);
    let checked = read_and_check(book.save_to_buffer().unwrap(), "", &context).unwrap();
    assert_eq!(checked.lines.len(), 5);
    checked
}

fn wrong_totals(checked: &Checked) -> Vec<(&str, &str)> {
    of(checked, "V11").iter().map(|f| (f.value.as_str(), f.expected.as_str())).collect()
}

#[test]
fn each_sheet_of_a_list_has_its_recap_and_its_balance() {
    let balance = ["Écart", "", "-1,00"];
    let day = [["Total TC", "", "20,10"], ["Total TP", "", "30,00"], balance];
    let evening = |part_time| [["Total TC", "", "4,00"], ["Total TP", "", part_time], balance];
    let right = check_sheets(&day, &evening("6,00"));
    assert_eq!((right.notes.totals, right.notes.balances.count), (4, 2));
    assert_eq!(wrong_totals(&right), []);
    assert_eq!(wrong_totals(&check_sheets(&day, &evening("5,00"))), [("9.00 = 4.00 + 5.00", "10.00")]);
}

#[test]
fn a_recap_of_the_sheets_below_the_last_one_is_compared_with_all_of_them() {
    let recap = |evening| [["Total Jour", "", "50,10"], ["Total Soir", "", evening]];
    let found = |evening| check_sheets(&[], &recap(evening));
    assert_eq!(wrong_totals(&found("10,00")), []);
    assert_eq!(wrong_totals(&found("9,00")), [("59.10 = 50.10 + 9.00", "60.10")]);
    // A total that forgets a sheet is told.
    let forgets = [["Total Soir", "", "10,00"], ["Total du CISSS", "", "50,10"]];
    assert_eq!(wrong_totals(&check_sheets(&[], &forgets)), [("50.10", "60.10")]);
}

#[test]
fn the_initiation_dues_and_the_held_dues_of_a_row_of_totals_are_compared() {
    let found = |initiation: &str, held: &str| {
        let mut total = vec![String::new(); header().len()];
        total[EmployeeNumber as usize] = "Total".to_owned();
        total[InitiationDues as usize] = initiation.to_owned();
        total[HeldDues as usize] = held.to_owned();
        let people = [line(&[(InitiationDues, "5.00")]), other(&[(Dues, "0.00"), (HeldDues, "75.20")])];
        let checked = check(&file(&[people.to_vec(), vec![total]].concat()), &p05());
        of(&checked, "V11")
            .iter()
            .map(|f| (f.column, f.value.clone(), f.expected.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("5.00", "75.20"), []);
    assert_eq!(found("", ""), []);
    let told = |column, value: &str, expected: &str| (Some(column), value.to_owned(), expected.to_owned());
    let wrong = [told(InitiationDues, "6.00", "5.00"), told(HeldDues, "75.02", "75.20")];
    assert_eq!(found("6.00", "75.02"), wrong);
}
