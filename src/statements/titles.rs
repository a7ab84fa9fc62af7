//! Job titles of the provincial list (7.16): their names and, by their ranking, what the agreement's
//! scales pay (Letter 41). Dated reference data of the agreement, versioned with the program. The
//! list that is had is the English one: a name in French is not compared with it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::mapping::normalise;
use super::reference::job_title_number;

/// Health and social services, the sector of the tables.
const SECTOR: &str = "3";

/// What a title's scale pays, in dollars an hour: its first and its last step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub lowest: Decimal,
    pub highest: Decimal,
}

struct Titles {
    /// By number: the names of its classes.
    names: HashMap<String, Vec<String>>,
    /// Words of the names, so that a name in another language is told from a wrong one.
    vocabulary: HashSet<String>,
    /// From the oldest to the newest: the day the scales came into force, then by title number.
    scales: Vec<(NaiveDate, HashMap<String, Scale>)>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(titles);

/// The scale of a title on a day, its classes taken together; `None` when no scale is known for it.
pub fn scale(code: &str, on: NaiveDate) -> Option<Scale> {
    let in_force = TITLES.scales.iter().rev().find(|(from, _)| *from <= on);
    in_force.and_then(|(_, scales)| scales.get(job_title_number(code)).copied())
}

/// The list's name of a title, when the name given is another; `None` when it is the same, when the
/// title is not of the list, or when the name is not in the list's language.
pub fn other_name(code: &str, given: &str) -> Option<&'static str> {
    let names = TITLES.names.get(job_title_number(code))?;
    let same = |name: &String| normalise(name).starts_with(&normalise(given));
    let of_the_list = || {
        let words: Vec<String> = words(given).collect();
        let known = words.iter().filter(|word| TITLES.vocabulary.contains(*word)).count();
        !words.is_empty() && known * 3 >= words.len() * 2
    };
    (!names.iter().any(same) && of_the_list()).then(|| names[0].as_str())
}

/// The words that tell titles apart: three letters or more, in the singular.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 2)
        .map(|word| normalise(word).trim_end_matches('s').to_owned())
}

fn titles() -> Titles {
    let rankings = rankings();
    let (mut names, mut vocabulary) = (HashMap::<String, Vec<String>>::new(), HashSet::new());
    let mut scales: Vec<(NaiveDate, HashMap<String, Scale>)> =
        rankings.iter().map(|(from, _)| (*from, HashMap::new())).collect();
    let mut list = csv::Reader::from_reader(&include_bytes!("data/job_titles.csv")[..]);
    for record in list.records().map(|record| record.expect("the list of titles is whole")) {
        if &record[0] != SECTOR {
            continue;
        }
        let number = job_title_number(&record[1]).to_owned();
        vocabulary.extend(words(&record[2]));
        for ((_, by_ranking), (_, by_title)) in rankings.iter().zip(&mut scales) {
            let Some(scale) = by_ranking.get(&record[3]) else { continue };
            let kept = by_title.entry(number.clone()).or_insert(*scale);
            kept.lowest = kept.lowest.min(scale.lowest);
            kept.highest = kept.highest.max(scale.highest);
        }
        names.entry(number).or_default().push(record[2].to_owned());
    }
    Titles { names, vocabulary, scales }
}

/// By the day they came into force, the scale of each ranking.
fn rankings() -> Vec<(NaiveDate, HashMap<String, Scale>)> {
    let mut dated: Vec<(NaiveDate, HashMap<String, Scale>)> = Vec::new();
    let mut steps = csv::Reader::from_reader(&include_bytes!("data/scales.csv")[..]);
    for record in steps.records().map(|record| record.expect("the table of scales is whole")) {
        let from: NaiveDate = record[3].parse().expect("an ISO date");
        let rate: Decimal = record[2].parse().expect("a rate is a decimal");
        let place = dated.iter().position(|(day, _)| *day == from).unwrap_or_else(|| {
            dated.push((from, HashMap::new()));
            dated.len() - 1
        });
        let step = Scale { lowest: rate, highest: rate };
        let scale = dated[place].1.entry(record[0].to_owned()).or_insert(step);
        scale.lowest = scale.lowest.min(rate);
        scale.highest = scale.highest.max(rate);
    }
    dated.sort_by_key(|(from, _)| *from);
    dated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    #[test]
    fn a_title_is_paid_by_the_scale_of_its_ranking_from_the_day_it_came_into_force() {
        let scale_of = |code: &str, on: &str| {
            scale(code, day(on)).map(|scale| (scale.lowest.to_string(), scale.highest.to_string()))
        };
        let nurse = Some(("23.70".to_owned(), "37.13".to_owned()));
        assert_eq!(scale_of("2471", "2025-08-16"), nurse);
        assert_eq!(scale_of("3-2471", "2019-04-02"), nurse);
        assert_eq!(scale_of("2471", "2019-04-01"), None, "the scales before are not known");
        assert_eq!(scale_of("3446", "2025-08-16"), None, "no ranking");
        assert_eq!(
            TITLES.scales[0].1["6335"],
            Scale { lowest: Decimal::new(1937, 2), highest: Decimal::new(1937, 2) }
        );
        assert_eq!(rankings()[0].1.len(), 28);
    }

    #[test]
    fn a_name_is_compared_in_the_language_of_the_list() {
        assert_eq!(other_name("1553", "human relations agent"), Some("Humans Relations Officer"));
        assert_eq!(other_name("1553", "HUMANS RELATIONS OFFICER"), None);
        assert_eq!(other_name("5311", "Administrative Officer, Class 1"), None, "its sector may be left out");
        assert_eq!(other_name("2471", "Infirmière clinicienne"), None, "in French");
        assert_eq!(other_name("9999", "Nurse"), None, "not of the list");
        assert_eq!(other_name("2471", "Nursing Assistant"), Some("Nurse"), "the name of another title");
    }
}
