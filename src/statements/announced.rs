//! What the titles and the footers of a file say in words of the whole statement: its period, how many
//! people it has. Only what can be read in one way; rules V03 and V10 compare it. Not the header record,
//! which is the reader's.

use chrono::{Datelike, NaiveDate};

use super::mapping::normalise;
use super::reader::{Above, Record};
use super::{months, numbers};

/// What stands around the lines.
#[derive(Debug, Default)]
pub struct Margins {
    /// The titles, then what stands below the last line so far.
    pub said: Vec<String>,
    /// How many of those are titles.
    titles: usize,
    /// Parts of the file have titles or counts of their own.
    pub is_parted: bool,
}

impl Margins {
    /// Of a file of which no line is read.
    pub fn of(above: &Above) -> Margins {
        Margins { said: above.titles.clone(), titles: above.titles.len(), is_parted: false }
    }

    /// Keeps what a row that is nobody's says, as long as no line follows it.
    pub fn say_below(&mut self, record: &Record<'_>) {
        const MOST: usize = 50;
        const LONGEST: usize = 400;
        let cells = || record.cells.iter().map(|cell| cell.text.trim());
        if self.said.len() < self.titles + MOST && cells().map(str::len).sum::<usize>() <= LONGEST {
            let words: Vec<&str> = cells().filter(|text| !text.is_empty()).collect();
            self.said.push(words.join(" "));
        }
    }

    /// A line follows what seemed to be the foot of the file.
    pub fn go_on(&mut self) {
        if self.said.len() > self.titles {
            let mut footers = self.said.drain(self.titles..);
            self.is_parted |= footers.any(|said| people(&said).is_some());
        }
    }
}

/// Words of what is not the statement's own period: a pay, an earlier period, a sum of several.
const OF_ANOTHER: [&str; 24] = [
    "paie",
    "paies",
    "paye",
    "payes",
    "pay",
    "pays",
    "payroll",
    "semaine",
    "semaines",
    "week",
    "weeks",
    "precedente",
    "precedent",
    "previous",
    "last",
    "suivante",
    "prochaine",
    "next",
    "correction",
    "corrections",
    "corrected",
    "cumul",
    "cumulatif",
    "ytd",
];
/// Between `période` and its number.
const FILLERS: [&str; 7] = ["no", "n", "numero", "number", "comptable", "financiere", "accounting"];

/// The days of the period that a text names: `du 20 juillet 2025 au 16 août 2025`. A pay and a year have
/// other lengths.
pub fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let words = words(text)?;
    let is_a_period = |days: &(NaiveDate, NaiveDate)| (20..=60).contains(&((days.1 - days.0).num_days() + 1));
    let mut found = (1..words.len())
        .filter(|at| joins(words[*at]))
        .filter_map(|at| range(&words[..at], &words[at + 1..]))
        .filter(is_a_period);
    found.next().filter(|_| found.next().is_none())
}

/// The number of the period that a text names: `Période 5`, `P05`.
pub fn period(text: &str) -> Option<u8> {
    let words = words(text)?;
    let mut found = (0..words.len()).filter_map(|at| number_at(&words, at));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// How many people a text says there are: `Nombre d'employés : 212`. Any other word may make them a part.
pub fn people(text: &str) -> Option<u32> {
    /// `Effectif 2025` is of a year, unless something says that it counts.
    const YEARS: std::ops::Range<u32> = 1900..2200;
    let (mut count, mut counts, mut people) = (None, false, false);
    let mut is_plain = text.contains(':');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            if count.is_some() {
                return None;
            }
            count = Some(word.parse::<u32>().ok()?);
            continue;
        }
        match normalise(word).as_str() {
            "nombre" | "nbre" | "nb" | "number" => (counts, is_plain) = (true, true),
            "count" => counts = true,
            "employes" | "employe" | "employees" | "employee" | "salaries" | "personnes" | "people" => {
                people = true;
            }
            "effectif" | "headcount" => (counts, people) = (true, true),
            "total" | "d" | "de" | "of" | "au" | "du" | "releve" | "statement" => {}
            _ => return None,
        }
    }
    count.filter(|count| counts && people && (is_plain || !YEARS.contains(count)))
}

/// The words of a text; `None` when it is about something else than the statement's own period.
fn words(text: &str) -> Option<Vec<&str>> {
    const BETWEEN: [char; 12] = [':', ';', ',', '(', ')', '[', ']', '#', '°', 'º', '«', '»'];
    let parts = |c: char| c.is_whitespace() || BETWEEN.contains(&c);
    let words: Vec<&str> = text.split(parts).filter(|word| !word.is_empty()).collect();
    let is_of_another = |word: &&str| OF_ANOTHER.contains(&normalise(word).as_str());
    (!words.iter().any(is_of_another)).then_some(words)
}

/// Whether a word joins the two ends of an interval.
fn joins(word: &str) -> bool {
    matches!(word, "-" | "–" | "—") || matches!(normalise(word).as_str(), "au" | "a" | "to")
}

/// The days that stand on both sides of a word.
fn range(before: &[&str], after: &[&str]) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = (before.last()?, after.first()?);
    if let (Some(from), Some(to)) = (of_figures(first, last), of_figures(last, first)) {
        return Some((from, to));
    }
    let to = months::parse(&after.get(..3)?.join(" "))?;
    let whole = before.len().checked_sub(3).and_then(|at| months::parse(&before[at..].join(" ")));
    let from = whole.or_else(|| {
        // The year may be said once: `du 20 juillet au 16 août 2025`.
        let at = before.len().checked_sub(2)?;
        months::parse(&format!("{} {}", before[at..].join(" "), to.year()))
    })?;
    Some((from, to))
}

/// A day of figures alone, whose order the one at the other end may prove.
fn of_figures(text: &str, other: &str) -> Option<NaiveDate> {
    let order = || numbers::date_evidence(text).or_else(|| numbers::date_evidence(other));
    numbers::parse_date(text).or_else(|| numbers::parse_day_month(text, order()?))
}

/// The number of a period that a word, or what follows it, says.
fn number_at(words: &[&str], at: usize) -> Option<u8> {
    let is_named = matches!(normalise(words[at]).as_str(), "periode" | "period");
    let is_filler = |word: &&&str| FILLERS.contains(&normalise(word).as_str());
    let place = if is_named { at + 1 + words[at + 1..].iter().take_while(is_filler).count() } else { at };
    let word = *words.get(place)?;
    let digits = match word.strip_prefix(['P', 'p']) {
        Some(digits) if is_named || digits.len() == 2 => digits,
        None if is_named => word,
        _ => return None,
    };
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    // `Période 5 juillet`, `Période 1 à 5`.
    let goes_on = words.get(place + 1).is_some_and(|next| joins(next) || months::month(next).is_some());
    digits.parse().ok().filter(|number| plain && !goes_on && (1..=13).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_period_are_read_in_either_language() {
        let p05 = ("2025-07-20".parse().unwrap(), "2025-08-16".parse().unwrap());
        for text in [
            "du 20 juillet 2025 au 16 août 2025",
            "Période du 20 juillet au 16 août 2025 (P05)",
            "July 20, 2025 to August 16, 2025",
            "Relevé : 2025-07-20 au 2025-08-16",
            "20/07/2025 - 16/08/2025",
            "From 7/20/2025 to 8/16/2025",
        ] {
            assert_eq!(days(text), Some(p05), "{text}");
        }
        for text in [
            "du 1er avril 2025 au 31 mars 2026",
            "Période de paie du 20 juillet 2025 au 16 août 2025",
            "du 3 août 2025 au 16 août 2025",
            "Imprimé le 16 août 2025",
            "07/08/2025 au 08/09/2025",
            "2025-07-20 au 2025-08-16, 2025-06-22 au 2025-07-19",
            "à",
            "",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn the_number_of_a_period_is_read_where_it_is_one() {
        for (text, number) in [
            ("Période 5", 5),
            ("Période : 05 2025-2026", 5),
            ("PÉRIODE COMPTABLE N° 5", 5),
            ("Relevé P05 2025-26", 5),
            ("Period P12", 12),
        ] {
            assert_eq!(period(text), Some(number), "{text}");
        }
        for text in [
            "Période de paie 5",
            "Période 5 juillet 2025",
            "Période 1 à 5",
            "Période 05/07/2025",
            "Période 14",
            "P05 et P06",
            "Période",
            "Page 5",
            "P5",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn a_count_of_people_is_read_where_it_is_of_all() {
        for text in ["Nombre d'employés : 212", "Nb. d’employés 212", "Effectif : 212", "212 Employee count"]
        {
            assert_eq!(people(text), Some(212), "{text}");
        }
        for text in ["Effectif : 2025", "Nombre d’employés 2025"] {
            assert_eq!(people(text), Some(2025), "{text}");
        }
        for text in [
            "Nombre d'employés à temps partiel : 40",
            "Nombre d'employés : 212 6368.40",
            "Total employés 212",
            "Nombre d'employés",
            "Service 6160",
            "Effectif 2025",
            "Employee count 2025",
        ] {
            assert_eq!(people(text), None, "{text}");
        }
    }
}
