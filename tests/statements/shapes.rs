//! What stands around the lines: headers, titles, header records, totals, ragged records, quotes.

use quittance::statements::Column::{self, *};
use quittance::statements::Severity::{Error, Warning};
use quittance::statements::mapping::Mapping;
use quittance::statements::reader::Format;

use crate::support::{check, delimited, errors, file, header, line, of, other, p05};

const STATED: &str = "H;union=0412;employer=E031;unit=U1;fy=2025-26;period=P05;start=2025-07-20;end=2025-08-16;\
    pays=2025-07-24,2025-08-07;remitted_on=2025-08-15;amount=95.53;lines=2;dues=95.53;initiation=0.00;held=0.00";

fn two_lines() -> Vec<Vec<String>> {
    vec![line(&[]), other(&[])]
}

#[test]
fn each_missing_column_is_named_once() {
    for column in Column::ALL {
        let mut rows = vec![header(), line(&[]), other(&[])];
        rows.iter_mut().for_each(|row| drop(row.remove(column as usize)));
        let checked = check(&delimited(';', &rows), &p05());
        let named: Vec<_> = of(&checked, "V01").iter().map(|f| (f.column, f.severity)).collect();
        let expected: Vec<_> =
            column.severity_when_missing().map(|s| (Some(column), s)).into_iter().collect();
        assert_eq!(named, expected);
        if column.severity_when_missing() == Some(Error) {
            // What follows from the column that is missing is not told again on every line.
            assert_eq!(errors(&checked).len(), 1, "{column:?}: {:?}", checked.findings);
        }
    }
}

#[test]
fn part_time_columns_that_the_file_lacks_are_told_once_and_only_if_someone_is_part_time() {
    let mut rows = vec![header(), line(&[]), line(&[(EmployeeNumber, "2"), (Sin, "130692544")])];
    rows.iter_mut().for_each(|row| drop(row.remove(HoursWorked as usize)));
    assert_eq!(of(&check(&delimited(',', &rows), &p05()), "V69").len(), 1);
    let mut full_time = vec![header(), other(&[])];
    full_time.iter_mut().for_each(|row| drop(row.remove(HoursWorked as usize)));
    assert_eq!(check(&delimited(',', &full_time), &p05()).findings, []);
}

#[test]
fn a_header_that_stands_twice_is_an_error_and_an_unknown_one_is_kept_aside() {
    let mut rows = vec![header(), line(&[]), other(&[])];
    for (row, cells) in rows.iter_mut().zip([["Cotisation syndicale", "Couleur"], ["1", "a"], ["2", "b"]]) {
        row.extend(cells.map(str::to_owned));
    }
    let checked = check(&delimited(',', &rows), &p05());
    let found = of(&checked, "V01");
    assert_eq!(
        (found.len(), found[0].column, found[0].value.as_str()),
        (1, Some(Dues), "Cotisation syndicale")
    );
    assert_eq!(checked.ignored, ["Couleur"]);
    assert_eq!(checked.totals.dues.to_string(), "95.53");
}

#[test]
fn titles_blank_rows_and_the_sep_line_of_excel_may_stand_above_the_header() {
    let plain = check(&file(&two_lines()), &p05());
    for above in
        ["sep=;\r\n", "\"sep=;\"\n", "Relevé de remise;;;\r\n;;;\r\nPériode 5;2025-2026\r\n\r\n", "\n\n\n"]
    {
        let mut rows = vec![header()];
        rows.extend(two_lines());
        let checked = check(&(above.to_owned() + &delimited(';', &rows)), &p05());
        assert_eq!(checked.findings, [], "{above:?}");
        assert!(checked.lines == plain.lines, "{above:?}");
        assert!(matches!(checked.format, Format::Text { delimiter: ';', .. }));
    }
}

#[test]
fn what_the_header_record_states_is_borne_out_by_the_lines() {
    for body in [file(&two_lines()), delimited(';', &[&[header()][..], &two_lines()].concat())] {
        let checked = check(&format!("{STATED}\r\n{body}"), &p05());
        assert_eq!(checked.findings, []);
        let stated = checked.stated.expect("a header record");
        assert_eq!((stated.pays.len(), stated.amount.unwrap().to_string()), (2, "95.53".to_owned()));
    }
}

#[test]
fn what_the_header_record_states_wrongly_is_found() {
    let planted = [
        ("lines=2", "lines=4", "V10", "4", "2"),
        ("dues=95.53", "dues=95.35", "V11", "95.35", "95.53"),
        ("initiation=0.00", "initiation=5.00", "V11", "5.00", "0.00"),
        ("end=2025-08-16", "end=2025-08-17", "V03", "2025-08-17", "2025-08-16"),
        ("start=2025-07-20", "start=2025-07-19", "V03", "2025-07-19", "2025-07-20"),
        ("period=P05", "period=P14", "V03", "P14", "P01/P13"),
        ("lines=2", "lines=deux", "V14", "lines=deux", ""),
    ];
    for (right, wrong, rule, value, expected) in planted {
        let text = format!("{}\r\n{}", STATED.replacen(right, wrong, 1), file(&two_lines()));
        let checked = check(&text, &p05());
        let found: Vec<_> =
            checked.findings.iter().map(|f| (f.rule, f.value.as_str(), f.expected.as_str())).collect();
        assert_eq!(found, [(rule, value, expected)], "{wrong}");
        assert_eq!((checked.findings[0].line, checked.findings[0].severity), (None, Error));
    }
}

#[test]
fn a_row_of_totals_is_no_person_and_must_be_right() {
    let total = |dues: &str, label: Column| {
        let mut row = vec![String::new(); 27];
        row[label as usize] = "Total général".to_owned();
        row[SalaryPaid as usize] = "6368.40".to_owned();
        row[Dues as usize] = dues.to_owned();
        row
    };
    for label in [EmployeeNumber, Name, Address] {
        let mut lines = two_lines();
        lines.push(total("95.53", label));
        let checked = check(&(file(&lines) + "Imprimé le 2025-08-16\r\n"), &p05());
        assert_eq!(
            (checked.lines.len(), checked.findings.len()),
            (2, 0),
            "{label:?}: {:?}",
            checked.findings
        );
        lines[2] = total("95.54", label);
        let checked = check(&file(&lines), &p05());
        let found = of(&checked, "V11");
        assert_eq!((found.len(), found[0].value.as_str(), found[0].column), (1, "95.54", Some(Dues)));
    }
    let mut unlabelled = two_lines();
    unlabelled.push(total("95.53", Name));
    unlabelled[2][Name as usize].clear();
    assert_eq!(check(&file(&unlabelled), &p05()).lines.len(), 2);
}

#[test]
fn a_total_is_not_compared_with_a_sum_that_could_not_be_made() {
    let lines = [line(&[(Dues, "abc")]), other(&[])];
    let checked = check(&format!("{STATED}\r\n{}", file(&lines)), &p05());
    assert_eq!(errors(&checked).iter().map(|f| f.rule).collect::<Vec<_>>(), ["V14"]);
}

#[test]
fn a_person_without_number_nor_name_is_still_a_person() {
    let checked = check(&file(&[line(&[(EmployeeNumber, ""), (Name, "")])]), &p05());
    assert_eq!(checked.lines.len(), 1);
    assert_eq!(errors(&checked).iter().map(|f| f.rule).collect::<Vec<_>>(), ["V16", "V17"]);
}

#[test]
fn ragged_records_are_findings_on_their_line() {
    let good = file(&two_lines());
    let address = "12 rue des Pins, Rimouski QC G5L 1A1";
    let unquoted = good.replacen(&format!("\"{address}\""), address, 1);
    let checked = check(&unquoted, &p05());
    let found = of(&checked, "V01");
    assert_eq!((found.len(), found[0].line, found[0].severity), (1, Some(1), Error));
    assert_eq!((found[0].value.as_str(), found[0].expected.as_str()), ("28", "27"));
    assert_eq!(checked.lines.len(), 2);

    let ends_with_delimiter = good.replace("\r\n", ",\r\n").replacen(",\r\n", "\r\n", 1);
    assert_eq!(check(&ends_with_delimiter, &p05()).findings, []);

    let short = check(&(good.clone() + "100999,\"Roy, Luc\",rue\r\n"), &p05());
    let found = of(&short, "V01");
    assert_eq!((found.len(), found[0].line, found[0].value.as_str()), (1, Some(3), "3"));
    assert_eq!(errors(&short).len(), 1);

    // Spreadsheets drop blank cells at the end of a record: the full-timer stops after her dues.
    let stops = good.replace("5013.00,75.20,,,,,,,5013.00,0.00,5013.00,,,,", "5013.00,75.20");
    assert_ne!(stops, good);
    assert_eq!(check(&stops, &p05()).findings, []);
}

#[test]
fn a_quote_never_closed_is_an_error_and_loses_nothing_silently() {
    let text = file(&two_lines()).replace("\"12 rue des Pins, Rimouski QC G5L 1A1\"", "\"12 rue des Pins");
    let checked = check(&text, &p05());
    assert!(of(&checked, "V01").iter().any(|f| f.line == Some(1) && f.severity == Error));
}

#[test]
fn quotes_may_hold_delimiters_quotes_and_new_lines() {
    let address = "12, rue \"des Pins\"\r\nRimouski; QC | G5L";
    for delimiter in [',', ';', '\t', '|'] {
        let rows = [header(), line(&[(Address, address)]), other(&[])];
        let checked = check(&delimited(delimiter, &rows), &p05());
        assert_eq!(checked.findings, [], "{delimiter}");
        assert_eq!(checked.lines[0].address, address);
    }
}

#[test]
fn a_family_and_a_given_name_in_two_columns_make_one_name() {
    let mut rows = vec![header(), line(&[(Name, "Tremblay")]), other(&[])];
    for (row, given) in rows.iter_mut().zip(["Prénom", "Lise", ""]) {
        row.push(given.to_owned());
    }
    let checked = check(&delimited(',', &rows), &p05());
    assert_eq!(checked.lines[0].name, "Tremblay, Lise");
    assert_eq!(checked.lines[1].name, "Roy, Marc");
    assert_eq!(of(&checked, "V16"), Vec::<&_>::new());
}

#[test]
fn a_mapping_given_by_hand_reads_headers_that_nothing_recognises() {
    let mut rows = vec![header(), line(&[]), other(&[])];
    rows[0] = (0..27).map(|n| format!("champ {n}")).collect();
    let columns = Column::ALL.into_iter().map(|column| (column, column as usize)).collect();
    let mut mapping = Mapping { columns, ..Mapping::default() };
    mapping.columns.remove(&Phone);
    let context = p05().with_mapping(&mapping);
    let checked = check(&delimited(';', &rows), &context);
    assert_eq!(checked.totals.dues.to_string(), "95.53");
    assert_eq!(checked.ignored, ["champ 3"]);
    assert_eq!(checked.findings.iter().map(|f| (f.rule, f.severity)).collect::<Vec<_>>(), [("V01", Warning)]);
}

#[test]
fn synonyms_of_both_languages_are_recognised() {
    let french = "No employé;Nom et prénom;No titre d'emploi;Statut d'emploi;Taux horaire;Salaire brut versé;\
        Cotisation syndicale\n104233;Tremblay, Lise;3455;TC;22,59;1 355,40 $;20,33 $\n";
    let english = "Employee no.,Employee name,Job code,FT/PT,Hourly rate,Gross salary paid,Union dues\n\
        104233,\"Tremblay, Lise\",3455,FT,22.59,\"$1,355.40\",$20.33\n";
    for text in [french, english] {
        let checked = check(text, &p05());
        assert_eq!(errors(&checked), Vec::<&_>::new());
        assert_eq!((checked.totals.salary_paid.to_string(), checked.lines.len()), ("1355.40".to_owned(), 1));
        assert_eq!(checked.ignored, Vec::<String>::new());
    }
}
