//! Numbers and dates as payrolls write them, and those that are refused rather than guessed.

use proptest::prelude::*;
use quittance::money::Cad;
use quittance::statements::numbers::NumberError::{self, *};
use quittance::statements::numbers::{
    DecimalSign, evidence, parse_date, parse_decimal, parse_money, parse_serial,
};
use rust_decimal::Decimal;

use crate::support::{check, delimited, file, header, line, of, other, p05};

#[test]
fn amounts_are_read_as_people_write_them() {
    let amounts = [
        ("1355.40", 135_540),
        ("1355,40", 135_540),
        ("1 355,40", 135_540),
        ("1\u{a0}355,40", 135_540),
        ("1\u{202f}355,40 $", 135_540),
        ("1,355.40", 135_540),
        ("$1,355.40", 135_540),
        ("1355,40\u{a0}$", 135_540),
        ("1 355.40", 135_540),
        ("1  355,40", 135_540),
        ("1\t355,40", 135_540),
        ("1 355, 40", 135_540),
        ("-20.33", -2_033),
        ("\u{2212}20,33", -2_033),
        ("20,33-", -2_033),
        ("–20,33", -2_033),
        ("–1 234,56 $", -123_456),
        ("$–20.33", -2_033),
        ("(20.33)", -2_033),
        ("($20.33)", -2_033),
        ("-$20.33", -2_033),
        ("$-20.33", -2_033),
        ("- 20,33 $", -2_033),
        ("0", 0),
        ("-0.00", 0),
        (".5", 50),
        (",05", 5),
        ("20.3", 2_030),
        ("1,234,567", 123_456_700),
        ("1 234 567,89", 123_456_789),
        ("0001355.40", 135_540),
        ("1355", 135_500),
        ("0,50", 50),
        ("1.234,56", 123_456),
        ("1.234.567", 123_456_700),
        ("1.234.567,89", 123_456_789),
        ("1'234.56", 123_456),
        ("1’234,56", 123_456),
        ("1 234,56-", -123_456),
        ("(1 234,56)", -123_456),
        ("(1.234,56 $)", -123_456),
        ("+20,33", 2_033),
        ("CA$ 1 234,56", 123_456),
        ("1 234,56 $ CA", 123_456),
        ("C$1,234.56", 123_456),
        ("20,33 CAD", 2_033),
        ("CAD -20.33", -2_033),
    ];
    for (text, cents) in amounts {
        assert_eq!(parse_money(text, None), Ok(Cad::from_cents(cents)), "{text:?}");
    }
}

#[test]
fn what_is_no_amount_is_refused_with_its_reason() {
    let refused: &[(&str, NumberError)] = &[
        ("abc", NotANumber),
        ("", NotANumber),
        ("--", NotANumber),
        ("- -", NotANumber),
        ("$ - $", NotANumber),
        ("$", NotANumber),
        (".", NotANumber),
        ("12.", NotANumber),
        ("1.2.3", NotANumber),
        ("1.234,567.89", NotANumber),
        ("1,234.567,89", NotANumber),
        ("1.23,456", NotANumber),
        ("1'23.45", NotANumber),
        ("+-1", NotANumber),
        ("US$ 20.33", NotANumber),
        ("20,33 €", NotANumber),
        ("20,33 CA", NotANumber),
        ("12 34,00", NotANumber),
        ("12  34,00", NotANumber),
        ("135\n200", NotANumber),
        ("3, 337", NotANumber),
        ("1 2345,00", NotANumber),
        ("1,23,456", NotANumber),
        ("--1", NotANumber),
        ("–-1", NotANumber),
        ("– 1", NotANumber),
        ("(–1)", NotANumber),
        ("20,33–", NotANumber),
        ("10–20", NotANumber),
        ("2,70 CR", NotANumber),
        ("(-1)", NotANumber),
        ("$1$", NotANumber),
        ("1e3", NotANumber),
        ("#REF!", NotANumber),
        ("20,33 $ $", NotANumber),
        ("٣", NotANumber),
        ("NaN", NotANumber),
        ("1,234", Ambiguous),
        ("-12,345", Ambiguous),
        ("20.333", Ambiguous),
        ("1.234", Ambiguous),
        ("0.333", TooManyDecimals),
        ("1234,567", TooManyDecimals),
        ("1234567890123456789", TooLarge),
    ];
    for (text, error) in refused {
        assert_eq!(parse_money(text, None), Err(*error), "{text:?}");
    }
    assert_eq!(parse_money("999999999999999999", None), Err(TooLarge));
    assert_eq!(parse_money("20.330", Some(DecimalSign::Point)), Err(TooManyDecimals));
}

#[test]
fn the_dash_of_the_accounting_format_is_zero_where_money_stands() {
    use quittance::statements::Column::*;
    for text in ["-", " -   $ ", "-\u{a0}\u{a0}$", "$ -", "$-", "- $", "–", " \u{2212} "] {
        assert_eq!(parse_money(text, None), Ok(Cad::ZERO), "{text:?}");
        assert_eq!(parse_decimal(text, None), Err(NotANumber), "{text:?}");
        assert_eq!(evidence(text), None, "{text:?}");
    }
    let checked = check(&file(&[line(&[(InsuranceBenefits, " -   $ "), (HoursWorked, "-")])]), &p05());
    assert_eq!(checked.lines[0].insurance_benefits, Some(Cad::ZERO));
    let unread: Vec<_> = of(&checked, "V14").iter().map(|finding| finding.column).collect();
    assert_eq!(unread, [Some(HoursWorked)]);
}

#[test]
fn what_says_that_there_is_nothing_is_a_blank_where_nothing_must_be_said() {
    use quittance::statements::Column::*;
    for none in ["N/A", "n/a", "S/O", "s.o.", "Néant", "--", "aucun", "nil", "NULL", "n.d."] {
        let blank = [InitiationDues, HeldDues, Absences, HiredOn, LeftOn, InsuranceBenefits];
        let of_part_timers = [HoursWorked, VacationDays, SeniorityDays];
        let both: Vec<_> = blank.iter().chain(&of_part_timers).map(|column| (*column, none)).collect();
        let checked = check(&file(&[other(&both)]), &p05());
        assert_eq!(checked.findings, check(&file(&[other(&[])]), &p05()).findings, "{none}");
        assert_eq!((checked.lines[0].held_dues, checked.lines[0].left_on), (None, None));
        // These must be said.
        for column in [SalaryPaid, Dues, HoursWorked, SeniorityDays] {
            let checked = check(&file(&[line(&[(column, none)])]), &p05());
            let told: Vec<_> = of(&checked, "V14").iter().map(|finding| finding.column).collect();
            assert_eq!(told, [Some(column)], "{none}");
        }
    }
}

#[test]
fn rates_and_hours_are_read_with_their_unit_unless_the_file_says_another() {
    use quittance::statements::Column::*;
    use quittance::statements::SalaryUnit as Unit;
    let read = |rate: &str, unit: &str, hours: &str| {
        let person = line(&[(SalaryRate, rate), (SalaryUnit, unit), (HoursWorked, hours)]);
        let checked = check(&delimited(';', &[header(), person]), &p05());
        let unread = of(&checked, "V14").iter().map(|f| f.column.unwrap()).collect::<Vec<_>>();
        let line = &checked.lines[0];
        (line.salary_rate, line.salary_unit, line.hours_worked, unread)
    };
    let (rate, sixty) = (Some(Decimal::new(2_259, 2)), Some(Decimal::from(60)));
    for text in ["22,59 $/h", "22.59 $/hr", "22,59/h", "$22.59/hour", "22,59 $ / heure", "22,59 $ l'heure"] {
        for unit in ["H", ""] {
            let read = read(text, unit, "60,00 hres");
            assert_eq!(read, (rate, Some(Unit::Hour), sixty, Vec::new()), "{text}");
        }
    }
    let yearly = read("46488/yr", "", "60");
    assert_eq!((yearly.0, yearly.1), (Some(Decimal::from(46_488)), Some(Unit::Year)));
    assert_eq!(read("22,59 $ par heure", "", "60 h 00 min").0, rate);
    for (hours, expected) in [("60 h", "60"), ("60h00", "60"), ("59:30", "59.5"), ("59 h 30", "59.5")] {
        assert_eq!(read("22.59", "H", hours).2, Some(expected.parse().unwrap()), "{hours}");
    }
    let weekly = read("22,59 $/h", "W", "59:75");
    assert_eq!(weekly, (None, Some(Unit::Week), None, vec![SalaryRate, HoursWorked]));
}

#[test]
fn rates_that_say_their_unit_need_no_column_of_units() {
    use quittance::statements::Column::SalaryUnit;
    let lacks = |[one, two]: [&str; 2]| {
        let text = format!(
            "Matricule;Nom;Statut;Taux;Salaire versé;Cotisation\n\
             1;Roy, Luc;TC;{one};1000,00;15,00\n2;Roy, Guy;TC;{two};1000,00;15,00\n"
        );
        of(&check(&text, &p05()), "V01").iter().any(|f| f.column == Some(SalaryUnit))
    };
    assert!(!lacks(["22,59 $/h", "33,42 $/h"]));
    for rates in [["22,59 $/h", "33,42"], ["33,42", "22,59 $/h"], ["", ""]] {
        assert!(lacks(rates), "{rates:?}");
    }
}

#[test]
fn an_ambiguous_number_is_read_once_the_sign_of_its_file_is_known() {
    assert_eq!(parse_decimal("1,234", Some(DecimalSign::Comma)), Ok(Decimal::new(1234, 3)));
    assert_eq!(parse_decimal("1,234", Some(DecimalSign::Point)), Ok(Decimal::new(1234, 0)));
    assert_eq!(parse_money("1,234", Some(DecimalSign::Comma)), Err(TooManyDecimals));
    assert_eq!(parse_decimal("1.234", Some(DecimalSign::Comma)), Err(Ambiguous));
    assert_eq!(parse_decimal("0,234", None), Ok(Decimal::new(234, 3)));
    assert_eq!(parse_decimal("1234,567", None), Ok(Decimal::new(1_234_567, 3)));
}

#[test]
fn the_sign_of_a_file_is_what_its_other_values_prove() {
    use quittance::statements::Column::*;
    let given = |paid: &str, other_paid: &str| {
        let lines = [header(), line(&[(SalaryPaid, paid), (Dues, "18")]), other(&[(SalaryPaid, other_paid)])];
        // No other value proves a sign: whole numbers only.
        let plain = |cell: &String| match cell.as_str() {
            "22.59" | "33.42" => "30".to_owned(),
            "20.33" | "75.20" => "18".to_owned(),
            "0.00" | "60.00" | "12.60" | "1355.40" => "0".to_owned(),
            _ => cell.clone(),
        };
        let mut rows: Vec<Vec<String>> = lines.iter().map(|row| row.iter().map(plain).collect()).collect();
        rows[2][RegularPay as usize].clear();
        rows[2][TotalRemuneration as usize].clear();
        let checked = check(&delimited(';', &rows), &p05().with_dues_rate(None));
        let paid = checked.lines[0].salary_paid.map(|paid| paid.to_string());
        (paid, of(&checked, "V14").iter().map(|f| f.expected.clone()).collect::<Vec<_>>())
    };
    let read = |text: &str| (Some(text.to_owned()), Vec::new());
    let refused = |expected: &str| (None, vec![expected.to_owned()]);
    assert_eq!(given("1,234", "5013"), refused("1234|1.234"));
    assert_eq!(given("1,234", "5013.00"), read("1234.00"));
    assert_eq!(given("1,234", "5013,00"), refused("2"));
    assert_eq!(given("1,234", "1,234,567"), read("1234.00"));
    assert_eq!(given("1.234", "5013"), refused("1234|1.234"));
    assert_eq!(given("1.234", "5013.00"), refused("2"));
}

#[test]
fn values_that_prove_both_signs_prove_none() {
    use quittance::statements::Column::*;
    let rows = [
        header(),
        line(&[(SalaryPaid, "1,355"), (Dues, "20,33"), (SalaryRate, "22.59")]),
        other(&[(SalaryPaid, "5013.00")]),
    ];
    let checked = check(&delimited(';', &rows), &p05());
    assert_eq!(of(&checked, "V14").len(), 1);
    assert_eq!(checked.lines[0].dues, Some(Cad::from_cents(2_033)));
    assert_eq!(evidence("20,33"), Some(DecimalSign::Comma));
    assert_eq!(evidence("1,234.5"), Some(DecimalSign::Point));
    for (text, sign) in
        [("1.234,56", DecimalSign::Comma), ("1.234.567", DecimalSign::Comma), ("1'234.5", DecimalSign::Point)]
    {
        assert_eq!(evidence(text), Some(sign), "{text}");
    }
    assert_eq!(evidence("1,234"), None);
    assert_eq!(evidence("1.234"), None);
    assert_eq!(evidence("Total 1.5"), None);
}

#[test]
fn dates_are_iso_or_nearly() {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 7, 21);
    for text in [
        "2025-07-21",
        "2025/07/21",
        "2025.07.21",
        "2025-7-21",
        "20250721",
        "2025-07-21 00:00:00",
        "2025-07-21T00:00",
        "2025-07-21 0:00",
        "2025/7/21 12:00:00 AM",
    ] {
        assert_eq!(parse_date(text), day, "{text}");
    }
    assert_eq!(parse_date("2025/7/6"), chrono::NaiveDate::from_ymd_opt(2025, 7, 6));
    let refused = [
        "21-07-2025",
        "25-07-21",
        "2025-07-021",
        "2025-+7-21",
        "2025-07-21-",
        "2025-07/21",
        "2025-13-01",
        "2025-02-29",
        "0025-07-21",
        "2025-07-21T00",
        "",
        "é025-07-2",
    ];
    for text in refused {
        assert_eq!(parse_date(text), None, "{text}");
    }
}

#[test]
fn a_day_and_a_month_of_one_number_need_no_order() {
    use quittance::statements::Column::*;
    let august = chrono::NaiveDate::from_ymd_opt(2025, 8, 8);
    for text in ["08/08/2025", "8-8-2025", "08.08.2025 0:00"] {
        assert_eq!(parse_date(text), august, "{text}");
    }
    for text in ["13/13/2025", "07/08/2025", "26/07/2025", "08/08/25", "08/08.2025"] {
        assert_eq!(parse_date(text), None, "{text}");
    }
    let checked = check(&file(&[line(&[(HiredOn, "08/08/2025")])]), &p05());
    assert_eq!((checked.lines[0].hired_on, checked.questions.len()), (august, 0));
}

#[test]
fn days_are_read_with_a_time_behind_them_and_serials_with_a_decimal() {
    use quittance::statements::Column::*;
    let july = chrono::NaiveDate::from_ymd_opt(2025, 7, 26);
    for text in [
        "07/26/2025 12:00:00 AM",
        "7/26/2025 12:00 am",
        "26/07/2025 0:00",
        "26/07/2025 00:00:00",
        "45864",
        "45864.0",
        "26-juil.-25",
        "26-Jul-25",
    ] {
        let checked = check(&file(&[line(&[(LeftOn, text)])]), &p05());
        assert_eq!(checked.lines[0].left_on, july, "{text}");
    }
    // Figures alone do not say which of them is the year.
    let short = check(&file(&[line(&[(LeftOn, "26/07/25")])]), &p05());
    assert_eq!((short.lines[0].left_on, of(&short, "V14").len()), (None, 1));
    assert_eq!(parse_serial("45864.5"), None);
}

#[test]
fn an_odd_absence_takes_no_order_from_the_dates_of_a_file() {
    use quittance::statements::Column::*;
    let read = |absences: &str, proof: &str| {
        let first = line(&[(Absences, absences), (LeftOn, proof)]);
        let checked = check(&file(&[first, other(&[(HiredOn, "05/08/2025")])]), &p05());
        (checked.lines[1].hired_on, checked.questions.len())
    };
    let august = chrono::NaiveDate::from_ymd_opt(2025, 8, 5);
    assert_eq!(read("08/13/2025 S01", "26/07/2025"), (august, 0));
    // Where no date proves an order, the absences do, unless they disagree.
    assert_eq!(read("13/08/2025 S01", ""), (august, 0));
    assert_eq!(read("13/08/2025 S01 | 08/14/2025 S01", ""), (None, 1));
    // Dates that disagree are not settled by absences.
    let rows = [
        line(&[(Absences, "13/08/2025 S01"), (HiredOn, "21/07/2025"), (LeftOn, "08/15/2025")]),
        other(&[(HiredOn, "05/08/2025")]),
    ];
    assert_eq!(check(&file(&rows), &p05()).lines[1].hired_on, None);
}

fn grouped(cents: i64, group: &str, decimal: &str) -> String {
    let digits = (cents.unsigned_abs() / 100).to_string();
    let mut whole = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            whole.push_str(group);
        }
        whole.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{whole}{decimal}{:02}", cents.unsigned_abs() % 100)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_amount_comes_back_from_every_way_of_writing_it(cents in -99_999_999_999i64..99_999_999_999) {
        for (group, decimal) in [("", "."), ("", ","), (" ", ","), ("\u{a0}", ","), ("\u{202f}", ","), (",", ".")] {
            let text = grouped(cents, group, decimal);
            for written in [text.clone(), format!("{text} $"), format!("${text}"), format!(" {text}\u{a0}")] {
                prop_assert_eq!(parse_money(&written, None), Ok(Cad::from_cents(cents)), "{}", written);
            }
        }
    }

    #[test]
    fn any_decimal_comes_back(mantissa in -999_999_999i64..999_999_999, scale in 0u32..6) {
        let decimal = Decimal::new(mantissa, scale);
        prop_assert_eq!(parse_decimal(&decimal.to_string(), Some(DecimalSign::Point)), Ok(decimal));
    }

    #[test]
    fn no_text_makes_the_parser_panic_or_read_letters(text in ".{0,30}") {
        let read = parse_decimal(&text, None);
        prop_assert!(read.is_err() || !text.contains(|c: char| c.is_alphabetic()));
    }
}
