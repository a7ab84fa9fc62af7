//! Planted faults of the rules on where people are reached, on titles and rates, on pay against hours,
//! on insurance, on how long absences are: the examples of clauses.md section 5, and their neighbours.

use quittance::statements::Column::*;
use quittance::statements::Severity::{Error, Info, Warning};
use quittance::statements::rules::Words;

use crate::planted::{Case, case};
use crate::support::{check, file, line, of, other, p05};

pub const CASES: &[Case] = &[
    case(
        "V24",
        Warning,
        Address,
        &[(Address, "12 rue des Pins, Rimouski QC G5L 1O1")],
        &[(Address, "12 rue des Pins, Rimouski")],
    ),
    case("V24", Warning, Address, &[(Address, "")], &[(Address, "44 Elm St, Bangor ME 04401")]),
    case("V24", Warning, Phone, &[(Phone, "418-555-14")], &[(Phone, "1 (418) 555-0142 poste 3")]),
    case("V24", Warning, Phone, &[(Phone, "")], &[(Phone, "+33 1 23 45 67 89")]),
    case(
        "V28",
        Info,
        JobTitle,
        &[(JobTitleCode, "1553"), (JobTitle, "human relations agent")],
        &[(JobTitleCode, "1553"), (JobTitle, "Humans Relations Officer")],
    ),
    case("V28", Info, JobTitle, &[(JobTitle, "Nurse")], &[(JobTitle, "Infirmier auxiliaire")]),
    // Off the scale by more than the 6 % of a four-day week; at it.
    case("V34", Warning, SalaryRate, &[(SalaryRate, "45.00")], &[(SalaryRate, "30.79")]),
    case("V34", Warning, SalaryRate, &[(SalaryRate, "22.22")], &[(SalaryRate, "22.23")]),
    case(
        "V34",
        Warning,
        SalaryRate,
        &[(SalaryRate, "22.59"), (SalaryUnit, "W")],
        &[(SalaryRate, "847.13"), (SalaryUnit, "W")],
    ),
    case(
        "V34",
        Warning,
        SalaryRate,
        &[(SalaryRate, "62000"), (SalaryUnit, "Y")],
        &[(SalaryRate, "44203"), (SalaryUnit, "Y")],
    ),
    case(
        "V44",
        Warning,
        SalaryPaid,
        &[(SalaryPaid, "3000.00")],
        &[(SalaryPaid, "1698.59"), (TotalRemuneration, "1355.40")],
    ),
    case(
        "V44",
        Warning,
        SalaryPaid,
        &[(SalaryPaid, "1350.00")],
        &[(SalaryPaid, "1350.00"), (Absences, "2025-07-21/2025-08-01 L08")],
    ),
    // Premiums stand in the total and not in the regular pay.
    case(
        "V44",
        Warning,
        SalaryPaid,
        &[(SalaryPaid, "1900.00"), (TotalRemuneration, "1550.00")],
        &[(SalaryPaid, "1893.00"), (TotalRemuneration, "1550.00")],
    ),
    case(
        "V45",
        Warning,
        RegularPay,
        &[(RegularPay, "1500"), (TotalRemuneration, "1355.40")],
        &[(RegularPay, "1355.40"), (TotalRemuneration, "1355.40")],
    ),
    case("V45", Warning, InsuranceBenefits, &[(InsuranceBenefits, "-5")], &[(InsuranceBenefits, "")]),
    case(
        "V45",
        Warning,
        TotalRemuneration,
        &[(InsuranceBenefits, "0.01")],
        &[(InsuranceBenefits, "0.01"), (TotalRemuneration, "1355.41")],
    ),
    case(
        "V46",
        Warning,
        SalaryPaid,
        &[(TotalRemuneration, "1000.00"), (RegularPay, "")],
        &[(TotalRemuneration, ""), (RegularPay, "")],
    ),
    case(
        "V47",
        Warning,
        InsuranceBenefits,
        &[(InsuranceBenefits, "400.00"), (Absences, "2025-07-21 H01")],
        &[(InsuranceBenefits, "400.00"), (Absences, "2025-07-21/2025-08-01 S03")],
    ),
    case(
        "V47",
        Warning,
        InsuranceBenefits,
        &[(InsuranceBenefits, "400.00")],
        &[(InsuranceBenefits, "400.00"), (Absences, "2025-07-21/2025-08-01 QQ7")],
    ),
    // 80 % of 22.59 x 37.5 x 4.
    case(
        "V48",
        Warning,
        InsuranceBenefits,
        &[(InsuranceBenefits, "2710.90")],
        &[(InsuranceBenefits, "2710.80")],
    ),
    case(
        "V48",
        Warning,
        InsuranceBenefits,
        &[(InsuranceBenefits, "4500.00"), (Absences, "2025-07-20/2025-08-16 S03")],
        &[(InsuranceBenefits, "4500.00"), (Absences, "2025-07-20/2025-08-16 S11")],
    ),
    case(
        "V49",
        Error,
        Dues,
        &[(Absences, "2025-07-20/2025-08-16 J01"), (TotalRemuneration, "3007.80"), (Dues, "0.00")],
        &[(Absences, "2025-07-20/2025-08-16 J01"), (TotalRemuneration, "3007.80"), (Dues, "45.12")],
    ),
    case(
        "V49",
        Error,
        Dues,
        &[(Absences, "2025-07-20/2025-08-16 j01"), (Dues, "")],
        &[(Absences, "2025-07-20/2025-08-16 J02"), (Dues, "")],
    ),
    case(
        "V58",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-07-30 P07")],
        &[(Absences, "2025-07-21/2025-07-27 P07")],
    ),
    case(
        "V58",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-07-24 P07 | 2025-08-01/2025-08-04 P07")],
        &[(Absences, "2025-07-21/2025-07-24 P07 | 2025-08-01 P09")],
    ),
    case(
        "V58",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-07-28 F03")],
        &[(Absences, "2025-07-21/2025-07-27 F03")],
    ),
    case(
        "V58",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-08-04 F05")],
        &[(Absences, "2025-07-21/2025-08-04 F05 75h")],
    ),
    case(
        "V58",
        Warning,
        Absences,
        &[(Absences, "2025-07-21/2025-08-15 U06")],
        &[(Absences, "2025-07-21/2025-08-16 U06")],
    ),
    case(
        "V59",
        Warning,
        SalaryPaid,
        &[(Absences, "2025-07-20/2025-08-16 L02")],
        &[(Absences, "2025-07-20/2025-08-15 L02")],
    ),
    case(
        "V59",
        Warning,
        HoursWorked,
        &[(Absences, "2025-08-01/2025-08-16 L02 | 2025-07-20/2025-07-31 L01"), (SalaryPaid, "0")],
        &[(Absences, "2025-08-02/2025-08-16 L02 | 2025-07-20/2025-07-31 L01"), (SalaryPaid, "0")],
    ),
    case(
        "V59",
        Warning,
        SalaryPaid,
        &[(Absences, "2025-07-20/2025-08-16 D04")],
        &[(Absences, "2025-07-20/2025-08-16 S03")],
    ),
];

/// V43: the example, and each of its exceptions.
#[test]
fn a_full_timer_is_paid_her_hours_unless_something_says_why_not() {
    let found = |changes: &[(quittance::statements::Column, &str)]| {
        let checked = check(&file(&[line(&[]), other(changes)]), &p05());
        of(&checked, "V43").iter().map(|f| (f.line, f.column, f.expected.clone())).collect::<Vec<_>>()
    };
    let told = vec![(Some(2), Some(SalaryPaid), "5013.00".to_owned())];
    assert_eq!(found(&[(SalaryPaid, "9000.00")]), told);
    assert_eq!(found(&[(SalaryPaid, "6266.26")]), told);
    assert_eq!(found(&[(SalaryPaid, "3759.74")]), told);
    for near in [
        &[(SalaryPaid, "6266.25")][..],
        &[(SalaryPaid, "3759.75")],
        &[(SalaryPaid, "9000.00"), (JobTitleCode, "5312")],
        &[(SalaryPaid, "2000.00"), (Absences, "2025-07-21/2025-08-08 L01")],
        &[(SalaryPaid, "3509.10"), (Absences, "2025-07-20/2025-08-16 L07")],
        &[(SalaryPaid, "1000.00"), (HiredOn, "2025-08-11")],
        &[(SalaryPaid, "9000.00"), (LeftOn, "2025-08-11")],
        &[(SalaryPaid, "0.00"), (InsuranceBenefits, "4010.40")],
        &[(SalaryPaid, "9000.00"), (CorrectionPeriod, "P04"), (CorrectionNature, "rétroactivité")],
        &[(SalaryRate, "1253.25"), (SalaryUnit, "W")],
        &[(SalaryRate, "65395"), (SalaryUnit, "Y")],
    ] {
        assert_eq!(found(near), [], "{near:?}");
    }
}

#[test]
fn who_has_a_correction_line_may_be_paid_more_than_her_hours() {
    let retro = [(CorrectionPeriod, "P04"), (CorrectionNature, "rétroactivité"), (SalaryPaid, "0")];
    let paid_more = [line(&[(SalaryPaid, "3000.00")]), line(&retro), other(&[(SalaryPaid, "9000.00")])];
    let checked = check(&file(&paid_more), &p05());
    assert_eq!(of(&checked, "V44"), Vec::<&_>::new(), "hers is explained");
    assert_eq!(of(&checked, "V43").len(), 1, "the other's is not");
}

#[test]
fn what_pay_should_have_been_is_said_in_dollars_of_the_language() {
    let checked = check(&file(&[line(&[(SalaryPaid, "3000.00")])]), &p05());
    let words = Words::of(of(&checked, "V44")[0]);
    assert_eq!(
        (words.value(true), words.expected(true)),
        ("3\u{a0}000,00\u{a0}$".into(), "1\u{a0}698,59\u{a0}$".into())
    );
    let checked = check(&file(&[line(&[(SalaryRate, "45.00")])]), &p05());
    assert_eq!(Words::of(of(&checked, "V34")[0]).expected(false), "$29.05");
    let layoff = [
        (Absences, "2025-07-20/2025-08-16 J01"),
        (SalaryPaid, "0.00"),
        (RegularPay, "0.00"),
        (TotalRemuneration, "3007.80"),
        (Dues, "0.00"),
    ];
    let checked = check(&file(&[line(&layoff)]), &p05());
    assert_eq!(Words::of(of(&checked, "V49")[0]).expected(true), "45,12\u{a0}$");
}

/// Accrual by an average (12.11), part-time leave of a full-timer (18.04), progressive retirement
/// (24.04): the formula of 12.04 is not theirs.
#[test]
fn seniority_that_follows_another_clause_is_not_computed() {
    for reason in ["S11", "L05", "L09"] {
        let absence = format!("2025-07-20/2025-08-16 {reason}");
        let away = line(&[(SeniorityDays, "20.00"), (Absences, &absence)]);
        assert_eq!(of(&check(&file(&[away]), &p05()), "V73"), Vec::<&_>::new(), "{reason}");
    }
    assert_eq!(of(&check(&file(&[line(&[(SeniorityDays, "20.00")])]), &p05()), "V73").len(), 1);
}

#[test]
fn a_name_of_a_title_is_told_once_and_one_of_a_correction_not_at_all() {
    let wrong = [(JobTitle, "Nursing Assistants Officer")];
    let lines = [line(&wrong), other(&[(JobTitleCode, "3455"), wrong[0]])];
    let checked = check(&file(&lines), &p05());
    assert_eq!(of(&checked, "V28").iter().map(|f| f.line).collect::<Vec<_>>(), [Some(1)]);
    assert_eq!(of(&checked, "V28")[0].expected, "Nursing Assistant");
}
