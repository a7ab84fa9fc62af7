//! What the command line answers, byte for byte where `percapita.md` section 9 fixes it.

use chrono::NaiveDate;
use quittance::calendar::periods;
use quittance::commands::{calendar, explain, percapita};
use quittance::dues::assess;
use quittance::money::Cad;
use rust_decimal::Decimal;

use crate::support::*;

#[test]
fn the_answer_has_the_keys_of_section_9_in_their_order() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    let json = serde_json::to_string(&percapita::answer(&assessment, false)).unwrap();
    assert_eq!(
        json,
        concat!(
            r#"{"persons":3,"levies":[{"payee":"CSN","code":"csn","basis":"salary_paid","persons":3,"base":"8509.53","amount":"61.27"},"#,
            r#"{"payee":"FSSS","code":"fsss","basis":"salary_paid","persons":3,"base":"8509.53","amount":"35.33"},"#,
            r#"{"payee":"CCBSL","code":"ccbsl","basis":"per_person","persons":3,"base":null,"amount":"7.05"}],"total":"103.65"}"#
        )
    );
}

#[test]
fn shares_come_by_employee_number_when_asked_for() {
    let (mut lines, levies) = (worked_lines(), levy(r#""basis":"salary_paid","rate":"0.0072""#));
    lines.reverse();
    let assessment = assess(&lines, &levies, &[], p05_end());
    let json = serde_json::to_string(&percapita::answer(&assessment, true)).unwrap();
    assert!(
        json.contains(r#""amount":"61.27","shares":{"100871":"36.09","104233":"9.76","105990":"15.42"}}]"#),
        "{json}"
    );
}

#[test]
fn a_number_that_comes_twice_has_one_share_with_the_sum() {
    let levies = levy(r#""basis":"dues","rate":"1""#);
    let lines = [line(1, "7", "0.00", "1.00"), line(2, "7", "0.00", "2.50")];
    let assessment = assess(&lines, &levies, &[], p05_end());
    let json = serde_json::to_string(&percapita::answer(&assessment, true)).unwrap();
    assert!(json.contains(r#""shares":{"7":"3.50"}"#), "{json}");
}

#[test]
fn the_calendar_answer_has_the_form_of_section_9() {
    let year = "2025-26".parse().unwrap();
    let periods = periods(year, date("2025-04-26")).unwrap();
    let json = serde_json::to_string(&calendar::answer(year, &periods)).unwrap();
    assert!(
        json.starts_with(
            r#"{"fiscal_year":"2025-26","periods":[{"period":"P01","start":"2025-04-01","end":"2025-04-26"},{"period":"P02","#
        ),
        "{json}"
    );
    assert!(json.ends_with(r#"{"period":"P13","start":"2026-03-01","end":"2026-03-31"}]}"#), "{json}");
}

/// The messages of a language's file, which these tables use without arguments.
fn words(lang: &str) -> impl Fn(&str) -> String + use<> {
    let file = std::fs::read_to_string(format!("locales/{lang}/dues.ftl")).unwrap();
    move |key| {
        let prefix = format!("{key} = ");
        file.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap_or_else(|| panic!("{key}")).to_owned()
    }
}

#[test]
fn the_table_reads_in_french() {
    let (mut lines, mut levies) = (worked_lines(), worked_levies());
    levies.extend(levy(r#""basis":"regular_pay","rate":"0.001","max_persons":1"#));
    lines.truncate(2);
    let assessment = assess(&lines, &levies, &[], p05_end());
    let style = percapita::Style {
        words: &words("fr"),
        money: &|amount: Cad| format!("{}\u{a0}$", amount.to_string().replace('.', ",")),
        rate: &|rate: Decimal| {
            format!("{}\u{a0}%", (rate * Decimal::ONE_HUNDRED).normalize().to_string().replace('.', ","))
        },
        dollars: &|amount: Decimal| format!("{}\u{a0}$", amount.to_string().replace('.', ",")),
    };
    let table = percapita::table(&assessment, true, &style);
    let expected = "\
Personnes cotisantes : 2

Organisme  Per capita  Assiette                         Taux ou montant  Personnes       Base       Dû
CSN        csn         salaire versé durant la période           0,72 %          2  6368,40 $  45,85 $
FSSS       fsss        salaire versé durant la période           0,41 %          2  6368,40 $  26,55 $
CCBSL      ccbsl       montant par personne                      2,35 $          2          –   4,70 $
CSN        csn         total du salaire régulier                  0,1 %          1  5013,00 $   5,01 $
Total                                                                                          82,11 $

CSN csn  Aucune ligne du relevé n’a cette assiette; le salaire versé en tient lieu.

Matricule  CSN csn  FSSS fsss  CCBSL ccbsl  CSN csn
100871     36,09 $    20,55 $       2,35 $   5,01 $
104233      9,76 $     6,00 $       2,35 $
";
    assert_eq!(table.replace('\u{a0}', " "), expected);
}

#[test]
fn the_calendar_reads_in_english() {
    let year = "2025-26".parse().unwrap();
    let periods = periods(year, date("2025-04-26")).unwrap();
    let table = calendar::table(year, &periods, &words("en"), &|date: NaiveDate| date.to_string());
    assert!(
        table.starts_with(
            "Accounting periods 2025-26\n\nPeriod  Start       End         Days\nP01     2025-04-01  2025-04-26    26\n"
        ),
        "{table}"
    );
    assert_eq!(table.lines().count(), 16);
}

#[test]
fn every_word_the_rules_name_exists_in_both_languages() {
    use quittance::dues::{Basis, Limit};
    let bases =
        [Basis::SalaryPaid, Basis::RegularPay, Basis::TotalRemuneration, Basis::Dues, Basis::PerPerson];
    let limits =
        [Limit::None, Limit::Minimum(decimal("1")), Limit::Maximum(decimal("1")), Limit::BeyondMaxPersons(1)];
    for lang in ["fr", "en"] {
        let words = words(lang);
        for key in bases.map(Basis::word).into_iter().chain(limits.map(Limit::word)) {
            assert!(!words(key).is_empty());
        }
    }
    let keys = |lang: &str| -> Vec<String> {
        let file = std::fs::read_to_string(format!("locales/{lang}/dues.ftl")).unwrap();
        file.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_owned()).collect()
    };
    assert_eq!(keys("fr"), keys("en"));
}

#[test]
fn one_person_is_explained_as_data() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    let json = serde_json::to_string(&explain::answer(&assessment, "104233")).unwrap();
    assert!(
        json.starts_with(r#"{"employee_number":"104233","levies":[{"payee":"CSN","code":"csn""#),
        "{json}"
    );
    let csn = r#""base":"1355.40","factor":"0.0072","product":"9.75888","limit":null,"unrounded":"9.75888","floor":"9.75","remainder_cent":true,"share":"9.76"}"#;
    let fsss = r#""product":"5.55714","limit":"minimum","unrounded":"6.00","floor":"6.00","remainder_cent":false,"share":"6.00"}"#;
    assert!(json.contains(csn), "{json}");
    assert!(json.contains(fsss), "{json}");
    assert!(json.ends_with(r#""total":"18.11"}"#), "{json}");
    assert!(explain::is_there(&assessment, "104233") && !explain::is_there(&assessment, "104234"));
}

#[test]
fn one_person_is_explained_in_words() {
    let (lines, levies) = (worked_lines(), worked_levies());
    let assessment = assess(&lines, &levies, &[], p05_end());
    let french = words("fr");
    let style = explain::Style {
        say: &|key, arguments| {
            arguments
                .iter()
                .fold(french(key), |said, (name, value)| said.replace(&format!("{{ ${name} }}"), value))
        },
        money: &|amount: Cad| format!("{}\u{a0}$", amount.to_string().replace('.', ",")),
        rate: &|rate: Decimal| {
            format!("{}\u{a0}%", (rate * Decimal::ONE_HUNDRED).normalize().to_string().replace('.', ","))
        },
        dollars: &|amount: Decimal| format!("{}\u{a0}$", amount.to_string().replace('.', ",")),
    };
    let text = explain::text(&assessment, "104233", &style);
    for said in [
        "CSN csn\n  1355,40\u{a0}$ × 0,72\u{a0}% = 9,75888\u{a0}$\n",
        "Cents entiers : 9,75\u{a0}$",
        "Plus un cent",
        "Moins que le minimum de 6,00\u{a0}$ par personne",
        "2,35\u{a0}$ par personne, quel que soit le salaire",
        "18,11\u{a0}$",
    ] {
        assert!(text.contains(&said.replace(" :", "\u{a0}:")) || text.contains(said), "{said}\n{text}");
    }
}
