//! Files of which a part would be lost, or taken for another amount, without a word: each stops, asks or
//! is told, so that no total is right for fewer people than the file has.

use quittance::statements::Column::{
    self, Address, CorrectionNature, CorrectionPeriod, Dues, EmployeeNumber, InitiationDues, Name, Phone,
    SalaryPaid, SalaryRate, Shift, Sin, Status,
};
use quittance::statements::Finding;
use quittance::statements::checks::{Checked, read_and_check};
use quittance::statements::mapping::Question;

use crate::support::{check, errors, header, line, of, p05};

type Sheet = Vec<Vec<String>>;

/// So many people, each with a number and a name of her own.
fn people(count: usize) -> Sheet {
    let person = |n: usize| {
        let (number, sin) = ((104_100 + n).to_string(), String::new());
        line(&[(EmployeeNumber, &number), (Name, &format!("Roy{n}, Ève")), (Sin, &sin)])
    };
    (0..count).map(person).collect()
}

fn text(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join(";") + "\r\n").collect()
}

fn refusal(rows: &[Vec<String>]) -> &'static str {
    let read = read_and_check(text(rows).as_bytes(), "", &p05());
    read.map(|checked| checked.lines.len()).expect_err("refused").key()
}

#[test]
fn nobody_stands_above_the_names_of_the_columns() {
    let people = people(6);
    // Whoever has fewer cells is a person too.
    let mut sparse = people.clone();
    for row in &mut sparse {
        row.iter_mut().skip(1).step_by(5).for_each(String::clear);
    }
    assert_eq!(refusal(&[&sparse[..1], &[header()], &sparse[1..]].concat()), "unreadable-people-above");
    for above in [1, 2, 6] {
        let rows = [&people[..above], &[header()], &people[above..]].concat();
        assert_eq!(refusal(&rows), "unreadable-people-above", "{above} above");
    }
    let paged = [&people[..2], &[header()], &people[2..4], &[header()], &people[4..]].concat();
    assert_eq!(refusal(&paged), "unreadable-people-above");
    // So is who has a number, a name, a job and her amounts only, and so is a correction.
    let few =
        second_row(&[(EmployeeNumber, "104200"), (Name, "Roy Guy"), (Status, "FT"), (SalaryRate, "22.59")]);
    let correction =
        second_row(&[(EmployeeNumber, "104100"), (Name, "Roy0, Ève"), (CorrectionPeriod, "P04")]);
    let initiation = [(EmployeeNumber, "104100"), (Name, "Roy0, Ève"), (SalaryPaid, ""), (Dues, "")];
    let initiation = second_row(&[&initiation[..], &[(InitiationDues, "-5,00")]].concat());
    for above in [few, correction, initiation, second_row(&[(Name, "Roy, Guy")])] {
        let rows = [vec![above.clone(), header()], people.clone()].concat();
        assert_eq!(refusal(&rows), "unreadable-people-above", "{above:?}");
    }
    for sum in [second_row(&[(EmployeeNumber, "Total")]), second_row(&[(Name, "Total général")])] {
        let rows = [vec![sum.clone(), header()], people.clone()].concat();
        assert_eq!(check(&text(&rows), &p05()).lines.len(), 6, "{sum:?}");
    }
    // A title, an address and the dates of the period are nobody.
    let titles =
        ["CISSS du Bas-Saint-Laurent", "355;boulevard Saint-Germain;Rimouski", "5;2025-07-20;2025-08-16;13"];
    let titles: Sheet = titles.iter().map(|title| title.split(';').map(str::to_owned).collect()).collect();
    let checked = check(&text(&[titles, vec![header()], people].concat()), &p05());
    assert_eq!((checked.lines.len(), errors(&checked).len()), (6, 0), "{:?}", checked.findings);
}

#[test]
fn a_second_header_in_another_order_is_not_read_by_the_first() {
    let people = people(4);
    let swapped = |row: &Vec<String>| {
        let mut row = row.clone();
        row.swap(Dues as usize, InitiationDues as usize);
        row
    };
    let after: Sheet = people[2..].iter().map(swapped).collect();
    let rows = [vec![header()], people[..2].to_vec(), vec![swapped(&header())], after].concat();
    assert_eq!(refusal(&rows), "unreadable-other-header");
    let same = [vec![header()], people[..2].to_vec(), vec![header()], people[2..].to_vec()].concat();
    assert_eq!(check(&text(&same), &p05()).lines.len(), 4);
}

/// A row that has these amounts of a person and nothing else, but for some cells.
fn second_row(cells: &[(Column, &str)]) -> Vec<String> {
    let mut row = vec![String::new(); header().len()];
    row[SalaryPaid as usize] = "1355.40".to_owned();
    row[Dues as usize] = "20.33".to_owned();
    for (column, text) in cells {
        row[*column as usize] = (*text).to_owned();
    }
    row
}

#[test]
fn a_row_without_a_name_below_one_line_is_not_passed_over_as_its_subtotal() {
    let sheet = |row: Vec<String>| {
        let rows: Sheet = people(3).into_iter().flat_map(|person| [person, row.clone()]).collect();
        check(&text(&[vec![header()], rows].concat()), &p05())
    };
    let told =
        |checked: &Checked| of(checked, "V11").into_iter().map(|finding| finding.line).collect::<Vec<_>>();
    let checked = sheet(second_row(&[]));
    assert_eq!(
        told(&checked),
        [Some(1), Some(1), Some(2), Some(2), Some(3), Some(3)],
        "{:?}",
        checked.findings
    );
    // What is of one person is of no sum.
    for of_her in [(Sin, "046454286"), (Phone, "418-555-0142")] {
        assert_eq!(sheet(second_row(&[of_her])).lines.len(), 6);
    }
    let labelled = sheet(second_row(&[(Name, "Total")]));
    assert_eq!((labelled.lines.len(), told(&labelled)), (3, vec![]));
}

#[test]
fn a_correction_is_no_total_whatever_its_nature_says() {
    let sheet = |cells: &[(Column, &str)]| {
        let rows = [vec![header()], people(2), vec![second_row(cells)]].concat();
        check(&text(&rows), &p05())
    };
    for nature in ["Remboursement total", "Total versé en double", "Solde de cotisation", "Cumul", "Report"]
    {
        for name in ["Roy0, Ève", "Joseph François", ""] {
            let checked = sheet(&[
                (EmployeeNumber, "104100"),
                (Name, name),
                (SalaryPaid, "-180.00"),
                (Dues, "-2.70"),
                (CorrectionPeriod, "2025-04"),
                (CorrectionNature, nature),
            ]);
            assert_eq!((checked.lines.len(), checked.notes.totals), (3, 0), "{nature} of {name}");
            assert_eq!(checked.totals.dues.to_string(), "37.96", "{nature} of {name}");
        }
        let back = sheet(&[
            (EmployeeNumber, "104100"),
            (Name, "Roy0, Ève"),
            (SalaryPaid, ""),
            (Dues, ""),
            (InitiationDues, "-5.00"),
            (CorrectionNature, nature),
        ]);
        assert_eq!((back.lines.len(), back.totals.initiation_dues.to_string()), (3, "-5.00".to_owned()));
    }
}

#[test]
fn a_payment_or_a_balance_above_or_below_the_lines_is_left_out_and_told() {
    let labels = [
        "Écart",
        "Ajustement",
        "Solde antérieur",
        "Solde à payer",
        "Solde",
        "Différence",
        "Balance",
        "Adjustment",
        "Variance",
        "Arrérages",
        "SOLDE À PAYER",
        "Balance Due",
        "Ajustement P04",
        "Solde reporté",
        "Moins : avance",
        "Plus : solde du mois",
        "Remise",
        "Remise rétro",
        "À remettre",
        "Net à payer",
        "Chèque no 4455",
        "MONTANT DU CHÈQUE",
        "Virement au Syndicat CSN",
        "Payable au syndicat",
        "Retenues de la période",
    ];
    for label in labels {
        for place in [EmployeeNumber, Name] {
            let foot = second_row(&[(place, label), (SalaryPaid, "")]);
            let row = vec![foot];
            for rows in [[people(2), row.clone()].concat(), [row, people(2)].concat()] {
                let checked = check(&text(&[vec![header()], rows].concat()), &p05());
                assert_eq!((checked.lines.len(), checked.notes.totals), (2, 0), "{label} at {place:?}");
                assert_eq!(checked.notes.balances.first, [format!("{label} · 20.33")]);
                assert_eq!(errors(&checked).len(), 0, "{label} at {place:?}: {:?}", checked.findings);
            }
        }
    }
    let many = vec![second_row(&[(Name, "Écart")]); 12];
    let balances = check(&text(&[vec![header()], people(2), many].concat()), &p05()).notes.balances;
    assert_eq!((balances.count, balances.unnamed()), (12, 2));
}

#[test]
fn a_balance_that_may_be_somebodys_is_a_line() {
    let somebodys: [&[(Column, &str)]; 17] = [
        &[(EmployeeNumber, "104100"), (Name, "Ajustement")],
        &[(EmployeeNumber, "Ajustement"), (Name, "Roy0, Ève")],
        &[(Name, "Ajustement"), (CorrectionPeriod, "2025-04")],
        &[(Name, "Ajustement"), (CorrectionNature, "chiffres inversés")],
        &[(Name, "Solde"), (Sin, "046454286")],
        &[(Name, "Plus"), (Status, "PT")],
        &[(Name, "Solde, Ève")],
        &[(Name, "Ajustement Roy Luc")],
        &[(Name, "AJUSTEMENT ROY LUC")],
        &[(EmployeeNumber, "Ajustement - Roy")],
        &[(Name, "Ajustement : Roy Luc")],
        &[(Name, "Plus Jean")],
        &[(Name, "Moins")],
        &[(Name, "Less dues")],
        &[(EmployeeNumber, "104100"), (Name, "Remise rétro")],
        &[(EmployeeNumber, "Remise"), (Status, "PT")],
        &[(Name, "Paiement Roy Luc")],
    ];
    for cells in somebodys {
        let checked = check(&text(&[vec![header()], people(2), vec![second_row(cells)]].concat()), &p05());
        assert_eq!((checked.lines.len(), checked.notes.has_totals()), (3, false), "{cells:?}");
    }
    // Between lines, it corrects somebody.
    let people = people(2);
    let labels = [(Name, "Ajustement"), (EmployeeNumber, "Solde"), (EmployeeNumber, "Remise rétro")];
    let among = labels.map(|label| second_row(&[label]));
    for row in among {
        let rows = [vec![header()], people[..1].to_vec(), vec![row], people[1..].to_vec()].concat();
        let checked = check(&text(&rows), &p05());
        assert_eq!((checked.lines.len(), checked.totals.dues.to_string()), (3, "60.99".to_owned()));
    }
    // Where no line has a job, who is called so is told apart by the totals above, or by a colon.
    let rows = "Matricule;Nom;Salaire versé;Cotisation\n1;Roy, Luc;1000,00;15,00\n2;Roy, Guy;1000,00;15,00\n";
    let lone = check(&format!("{rows};Solde;200,00;3,00\n"), &p05());
    let told: Vec<_> = of(&lone, "V17").into_iter().map(|finding| finding.line).collect();
    assert_eq!((lone.lines.len(), told), (3, vec![Some(3)]));
    for foot in ["Total;;2000,00;30,00\n;Solde;200,00;3,00\n", ";Moins : avance;200,00;3,00\n"] {
        let checked = check(&format!("{rows}{foot}"), &p05());
        assert_eq!((checked.lines.len(), checked.totals.dues.to_string()), (2, "30.00".to_owned()), "{foot}");
        assert_eq!(of(&checked, "V11"), Vec::<&Finding>::new(), "{foot}");
    }
}

#[test]
fn a_status_a_shift_or_a_service_below_the_totals_is_a_piece_of_their_recap() {
    let total = vec![second_row(&[(EmployeeNumber, "Total"), (SalaryPaid, "2710.80"), (Dues, "40.66")])];
    let sheet = |parts: [Sheet; 4]| check(&text(&[vec![header()], parts.concat()].concat()), &p05());
    let (none, two) = (Vec::new, || people(2));
    let names = [["TC", "TP"], ["Temps complet", "Temps partiel"], ["Jour", "Quart de soir"]];
    for [one, other] in names.into_iter().chain([["Service 6060", "Service 6160"]]) {
        for place in [EmployeeNumber, Name] {
            let piece = vec![second_row(&[(place, one)])];
            let recap = |dues| {
                sheet([two(), total.clone(), piece.clone(), vec![second_row(&[(place, other), dues])]])
            };
            let right = recap((Dues, "20.33"));
            assert_eq!((right.lines.len(), right.notes.totals), (2, 3), "{one} at {place:?}");
            assert_eq!(of(&right, "V11"), Vec::<&Finding>::new(), "{one} at {place:?}");
            assert_eq!(of(&recap((Dues, "20.30")), "V11")[0].value, "40.63 = 20.33 + 20.30");
            // Without totals above, or between lines, it may be somebody.
            assert_eq!(sheet([two(), piece.clone(), none(), none()]).lines.len(), 3);
            let among = sheet([two(), total.clone(), piece, people(3).split_off(2)]);
            assert_eq!(among.lines.len(), 4, "{one} at {place:?}");
        }
    }
    for of_her in
        [(Sin, "046454286"), (Status, "PT"), (EmployeeNumber, "104100"), (Address, "12 rue des Pins")]
    {
        let somebody = second_row(&[(Name, "Jour"), of_her]);
        assert_eq!(sheet([two(), total.clone(), vec![somebody], none()]).lines.len(), 3, "{of_her:?}");
    }
    for name in ["Quart, Jean", "Service, Paul"] {
        let somebody = second_row(&[(Name, name), (Dues, "20.33")]);
        assert_eq!(sheet([two(), total.clone(), vec![somebody], none()]).lines.len(), 3, "{name}");
    }
}

#[test]
fn two_quotes_that_nobody_closed_do_not_swallow_the_people_between_them() {
    let mut rows = [vec![header()], people(6)].concat();
    for row in [2, 5] {
        rows[row][2] = "\"Le Manoir, 585 rue des Pins".to_owned();
    }
    let checked = check(&text(&rows), &p05());
    let told: Vec<_> =
        of(&checked, "V01").into_iter().map(|finding| (finding.line, &*finding.value)).collect();
    assert_eq!(told, [(Some(2), "\"")], "{:?}", checked.findings);
    // An address of several lines is one cell.
    let mut rows = [vec![header()], people(2)].concat();
    rows[1][2] = "\"12 rue des Pins\nRimouski; QC\nG5L 1A1\"".to_owned();
    let checked = check(&text(&rows), &p05());
    assert_eq!((checked.lines.len(), errors(&checked).len()), (2, 0), "{:?}", checked.findings);
}

#[test]
fn people_who_go_on_on_a_sheet_without_a_header_are_asked_about() {
    let book = |second: &[Vec<String>]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for rows in [&[vec![header()], people(3)].concat(), second] {
            let sheet = book.add_worksheet();
            for (r, row) in (0..).zip(rows) {
                for (c, cell) in (0..).zip(row) {
                    sheet.write(r, c, cell.as_str()).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    };
    let asked = |second: &[Vec<String>]| {
        let checked = read_and_check(book(second), "", &p05()).unwrap();
        checked
            .questions
            .iter()
            .any(|question| matches!(question, Question::Sheets(sheets) if sheets.len() == 2))
    };
    assert!(asked(&people(6)[3..]));
    let notes = [vec!["Service".to_owned(), "Nombre".to_owned()], vec!["6160".to_owned(), "3".to_owned()]];
    assert!(!asked(&notes));
}

#[test]
fn what_programs_write_where_no_period_is_corrected_makes_no_correction() {
    let nones = [("0", "Aucune"), ("-", ""), ("N/A", "0"), ("", "-"), ("S/O", "S/O"), ("Néant", "s.o.")];
    for (none, nature) in nones {
        let normal = line(&[(CorrectionPeriod, none), (CorrectionNature, nature)]);
        let checked = check(&text(&[header(), normal]), &p05());
        assert!(!checked.lines[0].is_correction(), "{none}");
        assert_eq!(errors(&checked), Vec::<&quittance::statements::Finding>::new());
    }
    let named =
        check(&text(&[header(), line(&[(CorrectionPeriod, "P04"), (CorrectionNature, "0")])]), &p05());
    assert!(named.lines[0].is_correction());
}

#[test]
fn one_number_in_two_spellings_is_one_person_twice() {
    let twice = line(&[(EmployeeNumber, "104100.0")]);
    let checked = check(&text(&[vec![header()], people(1), vec![twice]].concat()), &p05());
    assert_eq!(of(&checked, "V17").len(), 1, "{:?}", checked.findings);
}

#[test]
fn a_social_insurance_number_is_not_told_however_it_is_parted() {
    for column in [Name, Phone, Shift] {
        for sin in ["046.454.286", "046  454  286", "046/454/286", "046_454_286", "046\u{2011}454\u{2011}286"]
        {
            let checked = check(&text(&[header(), line(&[(column, sin)])]), &p05());
            let told = format!("{:?}{:?}", checked.findings, checked.lines[0].name);
            assert!(!told.contains("046"), "{sin} in {}: {told}", column.key());
        }
    }
}
