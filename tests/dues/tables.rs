//! The worked examples of `percapita.md` section 8 and of `clauses.md` section 6.5.

use quittance::dues::{Exemption, Limit, Person, assess};
use quittance::statements::Line;

use crate::support::*;

#[test]
fn the_worked_example_owes_103_65() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert_eq!(assessment.persons(), 3);
    assert_eq!(amounts(&assessment), ["61.27", "35.33", "7.05"]);
    assert_eq!(assessment.total(), cad("103.65"));
    // The page prints five decimals of these.
    let exact: Vec<String> = assessment.levies.iter().map(|levy| levy.exact.to_string()).collect();
    assert_eq!(exact, ["61.268616", "35.331933", "7.05"]);
    let bases: Vec<_> = assessment.levies.iter().map(|levy| levy.base).collect();
    assert_eq!(bases, [Some(cad("8509.53")), Some(cad("8509.53")), None]);
    let dues: quittance::money::Cad = lines.iter().filter_map(|line| line.dues).sum();
    assert_eq!(dues, cad("127.65"));
}

#[test]
fn the_worked_example_shares_are_those_of_the_table() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert_eq!(share_amounts(&assessment, 0), ["36.09", "9.76", "15.42"]);
    assert_eq!(share_amounts(&assessment, 1), ["20.55", "6.00", "8.78"]);
    assert_eq!(share_amounts(&assessment, 2), ["2.35", "2.35", "2.35"]);
}

#[test]
fn the_workings_explain_the_worked_example_cent_by_cent() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    let csn = assessment.workings(&assessment.levies[0]);
    let products: Vec<String> = csn.iter().map(|working| working.product.to_string()).collect();
    assert_eq!(products, ["36.0936", "9.75888", "15.416136"]);
    let floors: Vec<String> = csn.iter().map(|working| working.floor.to_string()).collect();
    assert_eq!(floors, ["36.09", "9.75", "15.41"]);
    // Two cents are missing of 61.27; fractions .36, .888 and .614 of a cent.
    assert_eq!(csn.iter().map(|w| w.remainder_cent).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(csn[0].person, Person { employee_number: "100871", line: 1 });
    assert_eq!((csn[0].base, csn[0].factor), (Some(cad("5013.00")), decimal("0.0072")));

    let fsss = assessment.workings(&assessment.levies[1]);
    assert_eq!(fsss[1].product.to_string(), "5.55714");
    assert_eq!(fsss[1].limit, Limit::Minimum(decimal("6.00")));
    assert_eq!((fsss[1].limited.to_string(), fsss[1].share), ("6.00".into(), cad("6.00")));
    assert_eq!(fsss[0].limit, Limit::None);

    let ccbsl = assessment.workings(&assessment.levies[2]);
    assert_eq!((ccbsl[0].base, ccbsl[0].factor, ccbsl[0].share), (None, decimal("2.35"), cad("2.35")));
}

#[test]
fn half_a_cent_rounds_away_from_zero() {
    let (lines, levies) =
        (vec![line(1, "1", "2143.00", "32.15")], levy(r#""basis":"salary_paid","rate":"0.015""#));
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert_eq!(assessment.levies[0].exact.to_string(), "32.145");
    assert_eq!(amounts(&assessment), ["32.15"]);
}

#[test]
fn the_three_bases_of_one_person_give_three_amounts() {
    let lines = [Line {
        regular_pay: Some(cad("2005.20")),
        total_remuneration: Some(cad("2300.45")),
        ..line(1, "1", "2141.10", "32.12")
    }];
    for (basis, owed) in [
        ("regular_pay", "30.08"),
        ("salary_paid", "32.12"),
        ("total_remuneration", "34.51"),
        ("dues", "0.48"),
    ] {
        let levies = levy(&format!(r#""basis":"{basis}","rate":"0.015""#));
        let assessment = assess(&lines, &levies, &[], p05_end());
        assert_eq!(amounts(&assessment), [owed], "{basis}");
        assert!(!assessment.levies[0].substituted, "{basis}");
    }
}

#[test]
fn a_layoff_of_four_weeks_pays_on_3007_80() {
    let (lines, levies) =
        ([line(1, "1", "3007.80", "45.12")], levy(r#""basis":"salary_paid","rate":"0.015""#));
    assert_eq!(amounts(&assess(&lines, &levies, &[], p05_end())), ["45.12"]);
}

#[test]
fn salary_paid_takes_the_place_of_a_column_that_no_line_has() {
    let levies = levy(r#""basis":"regular_pay","rate":"0.01""#);
    let lines = [line(1, "1", "1000.00", "15.00"), line(2, "2", "500.00", "7.50")];
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert!(assessment.levies[0].substituted);
    assert_eq!(
        (amounts(&assessment), assessment.levies[0].base),
        (vec!["15.00".into()], Some(cad("1500.00")))
    );
}

#[test]
fn a_blank_in_a_column_that_another_line_has_counts_zero() {
    let levies = levy(r#""basis":"regular_pay","rate":"0.01""#);
    let given = Line { regular_pay: Some(cad("900.00")), ..line(2, "2", "1000.00", "15.00") };
    let lines = [line(1, "1", "1000.00", "15.00"), given];
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert!(!assessment.levies[0].substituted);
    assert_eq!((assessment.levies[0].persons, amounts(&assessment)), (2, vec!["9.00".to_string()]));
}

#[test]
fn a_correction_line_does_not_make_an_optional_column_present() {
    let levies = levy(r#""basis":"regular_pay","rate":"0.01""#);
    let correction = Line {
        regular_pay: Some(cad("-5.00")),
        correction_period: "P04".into(),
        ..line(2, "2", "-5.00", "0.00")
    };
    let lines = [line(1, "1", "1000.00", "15.00"), correction];
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert!(assessment.levies[0].substituted);
    assert_eq!(amounts(&assessment), ["10.00"]);
}

#[test]
fn held_lines_corrections_and_people_without_pay_or_dues_are_outside_every_count() {
    let held = Line { held_dues: Some(cad("75.20")), ..line(2, "2", "5013.00", "0.00") };
    let correction = Line { correction_nature: "entered twice".into(), ..line(3, "3", "100.00", "1.50") };
    let lines = [line(1, "1", "1000.00", "15.00"), held, correction, line(4, "4", "0.00", "0.00")];
    let levies = worked_levies();
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert_eq!(assessment.persons(), 1);
    assert_eq!(amounts(&assessment), ["7.20", "6.00", "2.35"]);
}

#[test]
fn a_person_with_dues_and_no_salary_still_counts_and_owes_the_minimum() {
    let (lines, levies) = ([line(1, "1", "0.00", "5.00")], worked_levies());
    assert_eq!(amounts(&assess(&lines, &levies, &[], p05_end())), ["0.00", "6.00", "2.35"]);
}

#[test]
fn nobody_owes_nothing() {
    let levies = worked_levies();
    let assessment = assess(&[], &levies, &[], p05_end());
    assert_eq!((assessment.persons(), assessment.total()), (0, cad("0.00")));
    assert!(shares(&assessment, 1).is_empty());
}

#[test]
fn a_maximum_and_the_first_persons_by_employee_number_bytes() {
    let levies = levy(r#""basis":"salary_paid","rate":"0.01","max_per_person":"12.50","max_persons":2"#);
    // Byte order: "10" < "2" < "9".
    let lines =
        [line(1, "9", "9000.00", "1.00"), line(2, "2", "1000.00", "1.00"), line(3, "10", "2000.00", "1.00")];
    let assessment = assess(&lines, &levies, &[], p05_end());
    let owed = &assessment.levies[0];
    assert_eq!((owed.persons, owed.base, owed.amount), (2, Some(cad("3000.00")), cad("22.50")));
    assert_eq!(assessment.persons(), 3);
    let workings = assessment.workings(owed);
    let limits: Vec<Limit> = workings.iter().map(|working| working.limit).collect();
    assert_eq!(limits, [Limit::Maximum(decimal("12.50")), Limit::None, Limit::BeyondMaxPersons(2)]);
    assert_eq!(workings[2].share, cad("0.00"));
    assert_eq!(shares(&assessment, 0).len(), 2);
}

#[test]
fn an_employee_number_that_comes_twice_is_taken_in_order_of_lines() {
    let levies = levy(r#""basis":"dues","rate":"1","max_persons":1"#);
    let lines = [line(8, "7", "0.00", "8.00"), line(3, "7", "0.00", "3.00")];
    assert_eq!(amounts(&assess(&lines, &levies, &[], p05_end())), ["3.00"]);
}

#[test]
fn equal_fractions_give_their_cents_to_the_lowest_employee_numbers() {
    // Three times a third of a cent and a half: 0.335 each, 1.005 in all.
    let levies = levy(r#""basis":"dues","rate":"0.0335""#);
    let lines = [line(1, "C", "0.00", "10.00"), line(2, "A", "0.00", "10.00"), line(3, "B", "0.00", "10.00")];
    let assessment = assess(&lines, &levies, &[], p05_end());
    assert_eq!(amounts(&assessment), ["1.01"]);
    assert_eq!(share_amounts(&assessment, 0), ["0.34", "0.34", "0.33"]);
}

fn exemption(percent: &str) -> Exemption {
    let json = format!(
        r#"{{"payee":"FSSS","code":"fsss","percent":"{percent}","decided_by":"Bureau confédéral","decided_on":"2025-06-01","reference":"BC-2025-114"}}"#
    );
    serde_json::from_str(&json).unwrap()
}

#[test]
fn an_exemption_waives_its_part_of_each_unrounded_amount_after_the_limits() {
    let (lines, levies, exemptions) = (worked_lines(), worked_levies(), [exemption("0.25")]);
    let assessment = assess(&lines, &levies, &exemptions, p05_end());
    // 20.5533 + 6.00 + 8.778633 = 35.331933, three quarters of which is 26.49894975.
    assert_eq!(assessment.levies[1].exact.to_string(), "26.49894975");
    assert_eq!(amounts(&assessment), ["61.27", "26.50", "7.05"]);
    let working = assessment.workings(&assessment.levies[1])[1];
    assert_eq!((working.limited.to_string(), working.unrounded.to_string()), ("6.00".into(), "4.50".into()));
    assert_eq!(working.waived, Some(decimal("0.25")));
    let decision = assessment.levies[1].exemption.unwrap();
    assert_eq!(
        (decision.reference.as_str(), decision.decided_by.as_str()),
        ("BC-2025-114", "Bureau confédéral")
    );
    assert!(assessment.levies[0].exemption.is_none());
}

#[test]
fn a_whole_exemption_leaves_nothing_and_the_larger_of_two_holds() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let both = [exemption("1"), exemption("0.5")];
    assert_eq!(amounts(&assess(&lines, &levies, &both, p05_end())), ["61.27", "0.00", "7.05"]);
    assert!(
        serde_json::from_str::<Exemption>(
            &serde_json::to_string(&both[0]).unwrap().replace("\"1\"", "\"1.1\"")
        )
        .is_err()
    );
}

#[test]
fn levies_not_in_force_at_the_period_end_are_left_out() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let codes = |end| -> Vec<String> {
        assess(&lines, &levies, &[], date(end)).levies.iter().map(|l| l.levy.code().to_owned()).collect()
    };
    assert_eq!(codes("2026-03-31"), ["csn", "fsss", "ccbsl"]);
    assert_eq!(codes("2026-04-01"), ["csn", "fsss"]);
    assert_eq!(codes("2015-04-01"), ["csn", "fsss", "ccbsl"]);
    assert!(codes("2015-03-31").is_empty());
}

#[test]
fn a_rate_of_eighteen_decimals_loses_none() {
    let levies = levy(r#""basis":"salary_paid","rate":"0.007200000000000001""#);
    let lines = [line(1, "1", "99999999999999.99", "0.00")];
    let assessment = assess(&lines, &levies, &[], p05_end());
    // 99,999,999,999,999.99 x 0.007200000000000001, by hand.
    assert_eq!(assessment.levies[0].exact.to_string(), "720000000000.00002799999999999999");
    assert_eq!(amounts(&assessment), ["720000000000.00"]);
}
