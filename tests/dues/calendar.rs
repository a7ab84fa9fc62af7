//! The 13 periods against every row of the calendars checked by an independent program.

use quittance::calendar::{CalendarError, DUE_DAYS, FiscalYear, PeriodId, USUAL_FIRST_PERIOD, periods};

use crate::support::*;

fn year(text: &str) -> FiscalYear {
    text.parse().unwrap()
}

fn id(text: &str) -> PeriodId {
    text.parse().unwrap()
}

#[test]
fn every_row_of_the_seven_calendars_is_computed() {
    let mut rows = csv::Reader::from_path("tests/dues/calendars.csv").unwrap();
    let mut checked = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let fiscal_year = year(&row[0]);
        let number: usize = row[2].parse().unwrap();
        let period = periods(fiscal_year, date(&row[1])).unwrap()[number - 1];
        assert_eq!((period.number as usize, period.fiscal_year), (number, fiscal_year), "{row:?}");
        assert_eq!((period.start, period.end), (date(&row[3]), date(&row[4])), "{row:?}");
        assert_eq!((period.days(), period.due_on(15)), (row[5].parse().unwrap(), date(&row[6])), "{row:?}");
        checked += 1;
    }
    assert_eq!(checked, 91);
}

#[test]
fn every_admissible_first_period_makes_thirteen_periods_without_gap() {
    for start_year in 2015..=2039 {
        let fiscal_year = FiscalYear::new(start_year).unwrap();
        let most = if fiscal_year.days() == 366 { 57 } else { 56 };
        for length in 1..=most {
            let first_end = fiscal_year.first_day() + chrono::Days::new(length - 1);
            let made = periods(fiscal_year, first_end).unwrap();
            assert_eq!((made[0].start, made[12].end), (fiscal_year.first_day(), fiscal_year.last_day()));
            assert!(made.windows(2).all(|pair| pair[0].end.succ_opt() == Some(pair[1].start)));
            assert!(made[1..12].iter().all(|period| period.days() == 28));
            assert_eq!(made[0].days() + made[12].days(), most as i64 + 1);
            assert!(made[12].days() >= 1);
        }
        for wrong in
            [fiscal_year.first_day().pred_opt(), Some(fiscal_year.first_day() + chrono::Days::new(most))]
        {
            assert!(matches!(
                periods(fiscal_year, wrong.unwrap()),
                Err(CalendarError::FirstPeriodEnd { .. })
            ));
        }
    }
}

#[test]
fn only_years_that_hold_february_29_have_366_days() {
    let days = ["2023-24", "2024-25", "2025-26", "2026-27", "2027-28"].map(|text| year(text).days());
    assert_eq!(days, [366, 365, 365, 365, 366]);
}

#[test]
fn a_fiscal_year_is_written_one_way_only() {
    assert_eq!(
        (year("2025-26").to_string(), year("1999-00").to_string()),
        ("2025-26".into(), "1999-00".into())
    );
    for wrong in
        ["2025-27", "2025-2026", "25-26", "2025/26", "2025", "", "+2025-26", " 2025-26", "2025-26 ", "-5--4"]
    {
        assert!(wrong.parse::<FiscalYear>().is_err(), "{wrong}");
    }
}

#[test]
fn a_date_is_in_the_fiscal_year_that_starts_in_april() {
    assert_eq!(FiscalYear::of(date("2026-03-31")), year("2025-26"));
    assert_eq!(FiscalYear::of(date("2026-04-01")), year("2026-27"));
}

#[test]
fn periods_are_named_with_or_without_their_year() {
    let current = year("2025-26");
    for text in ["P04", "p4", " P04 ", "2025-26 P04", "2025-26  p04"] {
        assert_eq!(PeriodId::parse(text, current).unwrap(), id("2025-26 P04"), "{text}");
    }
    for wrong in ["P14", "P00", "P", "4", "P004", "P4x", "2025-27 P04", "P04 2025-26", "", "P+4", "a b c"] {
        assert!(PeriodId::parse(wrong, current).is_err(), "{wrong}");
    }
    assert!("P04".parse::<PeriodId>().is_err(), "a bare period needs a year");
    assert_eq!(
        (id("2025-26 P04").to_string(), id("2025-26 P04").code()),
        ("2025-26 P04".into(), "P04".into())
    );
}

#[test]
fn periods_follow_one_another_across_years() {
    assert_eq!(id("2025-26 P13").next(), id("2026-27 P01"));
    assert_eq!(id("2026-27 P01").previous(), id("2025-26 P13"));
    assert_eq!(id("2025-26 P04").next().previous(), id("2025-26 P04"));
    assert!(id("2025-26 P13") < id("2026-27 P01") && id("2025-26 P04") < id("2025-26 P10"));
}

#[test]
fn a_bare_period_named_by_a_correction_is_an_earlier_one() {
    let corrected = |text, correcting| PeriodId::corrected(text, id(correcting)).unwrap();
    assert_eq!(corrected("P04", "2025-26 P05"), id("2025-26 P04"));
    assert_eq!(corrected("P13", "2026-27 P01"), id("2025-26 P13"));
    assert_eq!(corrected("2026-27 P02", "2026-27 P01"), id("2026-27 P02"));
    for text in ["4", "p4", "2025-26/P04", "2025-2026 P04", "2025-2026_4", "2025-26\u{a0}p04"] {
        assert_eq!(corrected(text, "2025-26 P05"), id("2025-26 P04"), "{text}");
    }
    for text in ["", "P14", "P", "2025 P04", "2025-27 P04", "2025-2027 P04", "avril", "2025-26 P04 P05", "+4"]
    {
        assert!(PeriodId::corrected(text, id("2025-26 P05")).is_err(), "{text}");
    }
}

#[test]
fn per_capita_is_due_thirty_days_after_the_period_even_on_a_weekend() {
    let p05 = periods(year("2025-26"), date("2025-04-26")).unwrap()[4];
    assert_eq!((p05.code(), p05.due_on(DUE_DAYS)), ("P05".into(), date("2025-09-15")));
    assert_eq!(p05.due_on(14), date("2025-08-30"), "a Saturday stays one");
    assert!(p05.contains(date("2025-07-20")) && p05.contains(date("2025-08-16")));
    assert!(!p05.contains(date("2025-07-19")) && !p05.contains(date("2025-08-17")));
    assert_eq!(p05.due_on(u32::MAX), chrono::NaiveDate::MAX);
}

#[test]
fn a_first_period_outside_14_to_43_days_is_unusual() {
    let days = |end| periods(year("2025-26"), date(end)).unwrap()[0].days();
    assert!(
        USUAL_FIRST_PERIOD.contains(&days("2025-04-14")) && !USUAL_FIRST_PERIOD.contains(&days("2025-04-13"))
    );
    assert!(
        USUAL_FIRST_PERIOD.contains(&days("2025-05-13")) && !USUAL_FIRST_PERIOD.contains(&days("2025-05-14"))
    );
}

#[test]
fn years_and_periods_travel_as_text() {
    let json = serde_json::to_string(&(year("2025-26"), id("2025-26 P04"))).unwrap();
    assert_eq!(json, r#"["2025-26","2025-26 P04"]"#);
    assert_eq!(
        serde_json::from_str::<(FiscalYear, PeriodId)>(&json).unwrap(),
        (year("2025-26"), id("2025-26 P04"))
    );
    assert!(serde_json::from_str::<FiscalYear>(r#""2025-27""#).is_err());
}
