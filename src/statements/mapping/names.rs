//! What a header names: the words of the table, without what payrolls write around them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{normalise, synonyms};
use crate::statements::columns::Kind;
use crate::statements::{Column, SalaryUnit};

/// What a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Column(Column),
    GivenName,
    Rate(SalaryUnit),
}

static NAMES: LazyLock<HashMap<String, Named>> = LazyLock::new(|| {
    let keys = Column::ALL.into_iter().map(|column| (column.key(), Named::Column(column)));
    keys.chain(synonyms::table()).map(|(name, named)| (normalise(name), named)).collect()
});

/// What a header names, with or without its number (`1. Matricule`), what stands in brackets
/// (`Cotisation (1,5 %)`), the same in the other language (`Nom / Name`).
pub(super) fn named(name: &str) -> Option<Named> {
    // No header is longer; a cell of a megabyte must not be normalised.
    // Nor is any without a letter, as most cells of a statement are, or with the digits of a whole record.
    let digits = || name.bytes().filter(u8::is_ascii_digit).count();
    if name.len() > 200 || digits() > 20 || !name.bytes().any(|b| b.is_ascii_alphabetic() || !b.is_ascii()) {
        return None;
    }
    let name = without_number(name);
    let found = in_one_language(name).or_else(|| in_both_languages(name));
    found.filter(|named| !is_money(*named) || !is_percentage(name))
}

/// `1. Matricule`, `2) Nom`: columns that are numbered, as the items of 5.03 are.
fn without_number(name: &str) -> &str {
    let after = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_short = matches!(name.len() - after.len(), 1 | 2);
    after.strip_prefix(['.', ')']).filter(|_| is_short).map_or(name, str::trim_start)
}

fn in_one_language(name: &str) -> Option<Named> {
    let whole = NAMES.get(&normalise(name)).copied();
    whole.or_else(|| {
        let (before, inside) = name.split_once(['(', '['])?;
        NAMES.get(&normalise(before)).copied().filter(|named| !is_money(*named) || says_no_more(inside))
    })
}

/// `Matricule / Employee no.`: both halves name the same. Where one of them is not known, it may make
/// something else of the other (`Heures / semaine`, `Employé / Employeur`): a person is asked.
fn in_both_languages(name: &str) -> Option<Named> {
    let (first, second) = name.split_once(['/', '|'])?;
    in_one_language(first).filter(|named| in_one_language(second) == Some(*named))
}

fn is_money(named: Named) -> bool {
    matches!(named, Named::Column(column) if column.kind() == Kind::Money)
}

/// Whether what stands in brackets after the name of an amount leaves it the period's amount. To date, of
/// the employer, of the period before: each is another amount, and there are more such words than can be
/// listed.
fn says_no_more(inside: &str) -> bool {
    const PLAIN: [&str; 22] = [
        "",
        "cad",
        "ca",
        "can",
        "endollars",
        "dollars",
        "indollars",
        "montant",
        "amount",
        "brut",
        "gross",
        "periode",
        "delaperiode",
        "perioderetenue",
        "period",
        "periodecourante",
        "courant",
        "courante",
        "current",
        "currentperiod",
        "retenue",
        "deducted",
    ];
    let words = normalise(inside);
    // A rate says what the amount was taken at: `1,5 %`.
    PLAIN.contains(&words.as_str()) || (inside.contains('%') && words.bytes().all(|b| b.is_ascii_digit()))
}

/// `Cotisation %`: a rate, unless figures say which (`Cotisation (1,5 %)`).
fn is_percentage(name: &str) -> bool {
    name.contains('%') && !name.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_canonical_name_and_every_synonym_names_its_own_column() {
        let mut told: HashMap<String, Named> = HashMap::new();
        for (name, meant) in synonyms::table() {
            assert_eq!(named(name), Some(meant), "{name}");
            let other = told.insert(normalise(name), meant);
            assert!(other.is_none_or(|other| other == meant), "{name} names two columns");
        }
        for column in Column::ALL {
            assert_eq!(named(column.key()), Some(Named::Column(column)));
            assert!(told.values().any(|named| *named == Named::Column(column)), "{column:?} has no names");
        }
    }

    #[test]
    fn accents_case_punctuation_and_brackets_do_not_count() {
        for name in
            ["Salaire versé", "SALAIRE VERSE", " salaire-versé ", "Salaire versé ($)", "salaire_verse"]
        {
            assert_eq!(named(name), Some(Named::Column(Column::SalaryPaid)), "{name}");
        }
        assert_eq!(named("Salaires de la direction"), None);
    }

    #[test]
    fn an_amount_that_brackets_make_another_one_is_not_the_period_s() {
        let dues = Some(Named::Column(Column::Dues));
        for name in ["Cotisation ($)", "Cotisation (1,5 %)", "Cotisation [CAD]", "Cotisation (période)"] {
            assert_eq!(named(name), dues, "{name}");
        }
        for name in [
            "Cotisation (cumulatif)",
            "Cotisation (YTD)",
            "Cotisation (employeur)",
            "Cotisation (%)",
            "Cotisation %",
            "% cotisation",
            "Cotisation (période précédente)",
            "Cotisation (P04)",
            "Cotisation [cumulatif]",
            "Salaire versé (annuel)",
        ] {
            assert_eq!(named(name), None, "{name}");
        }
        assert_eq!(named("Date d'embauche (AAAA-MM-JJ)"), Some(Named::Column(Column::HiredOn)));
    }

    #[test]
    fn a_header_in_both_languages_names_what_both_halves_name() {
        for (name, column) in [
            ("Matricule / Employee no.", Column::EmployeeNumber),
            ("Code titre d'emploi|Job title code", Column::JobTitleCode),
            ("Salaire versé ($) / Salary paid ($)", Column::SalaryPaid),
            ("Cotisation / Union dues", Column::Dues),
            ("Service / Service", Column::Service),
            ("Unité / Unit", Column::SalaryUnit),
        ] {
            assert_eq!(named(name), Some(Named::Column(column)), "{name}");
        }
        assert_eq!(named("Taux horaire / Hourly rate"), Some(Named::Rate(SalaryUnit::Hour)));
        for name in [
            "Cotisation / Employeur",
            "Cotisation / Dues (YTD)",
            "Cotisation / Dues %",
            "Employé / Employeur",
            "Heures / semaine",
            "Matricule / Nom",
            "Salaire / Salaire versé",
        ] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn the_number_of_a_column_is_no_part_of_its_name() {
        for name in ["14. Cotisation", "2) Cotisation", "3.Cotisation ($)", "14. Cotisation / Dues"] {
            assert_eq!(named(name), Some(Named::Column(Column::Dues)), "{name}");
        }
        for name in ["14. Cotisation %", "14. Cotisation cumulative", "2025. Cotisation", "1.5 Cotisation"] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn a_part_that_the_employer_pays_is_not_the_dues_of_the_person() {
        assert_eq!(named("Cotisation employé"), Some(Named::Column(Column::Dues)));
        for name in ["Cotisation employeur", "Cotisation employé et employeur", "Cotisation cumulative"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
