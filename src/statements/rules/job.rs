//! Rules on the work: job title (V27), status (V29), service (V31), shift (V32), rate (V33).

use rust_decimal::Decimal;

use super::{Found, Row};
use crate::money::Cad;
use crate::statements::mapping::normalise;
use crate::statements::{Column, Line, SalaryUnit, Severity, Status, numbers, reference};

/// V27: a job title of the provincial list; two are still "to be determined" (Letter 45), and the
/// list ages, so a warning.
pub fn title(row: &Row<'_>, line: &Line, found: &mut Found) {
    let told = row.facts.positions[Column::JobTitleCode.index()].is_some();
    if told && !line.is_correction() && !reference::is_job_title(&line.job_title_code) {
        found.add(Column::JobTitleCode, line.job_title_code.as_str(), "");
    }
}

/// V29: reads the status. Occasional and recall-list employees are part-time (1.01-2, 1.01-4).
pub fn status(row: &Row<'_>, line: &mut Line, found: &mut Found) {
    if row.cell(Column::Status).is_none() && !row.is_blank(Column::Status) {
        return;
    }
    let text = row.text(Column::Status);
    line.status = status_said(row);
    if line.status.is_none() && !(line.is_correction() && text.is_empty()) {
        found.add(Column::Status, text, "");
    }
}

/// What the status of a row is, by itself or by what somebody said of the employer's codes.
pub(super) fn status_said(row: &Row<'_>) -> Option<Status> {
    let text = row.text(Column::Status);
    read_status(text).or_else(|| {
        let statuses = &row.facts.mapping.codes.statuses;
        if statuses.is_empty() { None } else { statuses.get(&normalise(text)).copied() }
    })
}

/// The status that a cell names; `None` when it names none.
pub fn read_status(text: &str) -> Option<Status> {
    match text {
        "TC" | "FT" => return Some(Status::FullTime),
        "TP" | "PT" => return Some(Status::PartTime),
        "" => return None,
        _ if text.len() > 60 => return None,
        _ => {}
    }
    let plain = normalise(text);
    match plain.as_str() {
        "tc" | "ft" | "tcr" | "rtc" | "tct" | "regtc" | "reguliertc" | "complet" | "rft" | "tft" => {
            return Some(Status::FullTime);
        }
        "tp" | "pt" | "tpr" | "tpo" | "rtp" | "tpt" | "regtp" | "reguliertp" | "partiel" | "rpt"
        | "occasionnel" | "occasionnelle" | "occasional" | "casual" | "listederappel" | "surappel"
        | "recalllist" | "oncall" => return Some(Status::PartTime),
        _ if plain.starts_with("non") || plain.starts_with("pas") || plain.starts_with("not") => return None,
        _ => {}
    }
    // `Régulier temps complet`, `Temps partiel occasionnel`: the words may stand among others.
    let says = |words: [&str; 4]| words.iter().any(|word| plain.contains(word));
    match (
        says(["tempscomplet", "tpscomplet", "tempsplein", "fulltime"]),
        says(["tempspartiel", "tpspartiel", "parttime", "partialtime"]),
    ) {
        (true, false) => Some(Status::FullTime),
        (false, true) => Some(Status::PartTime),
        _ => None,
    }
}

/// V31: the service or department is said.
pub fn service(row: &Row<'_>, line: &Line, found: &mut Found) {
    if row.is_blank(Column::Service) && !line.is_correction() {
        found.add(Column::Service, "", "");
    }
}

/// V32: day, evening, night, or a rotation of 9.05; J and S as French payrolls write them.
pub fn shift(row: &Row<'_>, line: &Line, found: &mut Found) {
    let told = row.facts.positions[Column::Shift.index()].is_some();
    if told && !line.is_correction() && !is_shift(&line.shift) {
        found.add(Column::Shift, line.shift.as_str(), "D, E, N, D/E, D/N, D/E/N");
    }
}

/// The canonical code of a shift in words: `Jour`, `Quart de soir`, `Day/Evening`, `Rotation jour-nuit`;
/// `None` of what 9.05 does not have, of a rotation that does not say which, and of codes.
pub fn read_shift(text: &str) -> Option<&'static str> {
    const LONGEST: usize = 40;
    if text.len() < 3 || text.as_bytes()[1] == b'/' || text.len() > LONGEST {
        return None;
    }
    let (mut day, mut evening, mut night) = (false, false, false);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.map(normalise) {
        match word.as_str() {
            "jour" | "jours" | "day" | "days" => day = true,
            "soir" | "soirs" | "soiree" | "evening" | "evenings" => evening = true,
            "nuit" | "nuits" | "night" | "nights" => night = true,
            "quart" | "de" | "du" | "et" | "and" | "shift" | "rotation" | "rotatif" | "rotating" => {}
            _ => return None,
        }
    }
    match (day, evening, night) {
        (true, false, false) => Some("D"),
        (false, true, false) => Some("E"),
        (false, false, true) => Some("N"),
        (true, true, false) => Some("D/E"),
        (true, false, true) => Some("D/N"),
        (true, true, true) => Some("D/E/N"),
        _ => None,
    }
}

fn is_shift(text: &str) -> bool {
    if matches!(text, "D" | "E" | "N" | "D/E" | "D/N" | "D/E/N") {
        return true;
    }
    if text.len() > 20 {
        return false;
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '/' | '-'))
        .map(|c| match c.to_ascii_uppercase() {
            'J' => 'D',
            'S' => 'E',
            other => other,
        })
        .collect();
    matches!(plain.as_str(), "D" | "E" | "N" | "DE" | "DN" | "DEN")
}

/// V33: a rate above zero, with what it is paid by. Someone who was paid nothing may have none: a
/// warning.
pub fn rate(row: &Row<'_>, line: &mut Line, found: &mut Found) {
    let text = row.text(Column::SalaryUnit);
    line.salary_unit = unit_said(row);
    if line.salary_unit.is_none() && text.is_empty() {
        line.salary_unit = rate_with_unit(row.text(Column::SalaryRate)).map(|(_, unit)| unit);
    }
    if line.is_correction() || found.is_unreadable(Column::SalaryRate) {
        return;
    }
    let paid = line.salary_paid.is_some_and(|paid| paid != Cad::ZERO);
    let severity = if paid { Severity::Error } else { Severity::Warning };
    let told = row.facts.positions[Column::SalaryRate.index()].is_some();
    if told && line.salary_rate.is_none_or(|rate| rate <= Decimal::ZERO) {
        found.add_as(severity, Some(Column::SalaryRate), row.text(Column::SalaryRate), "");
    } else if line.salary_unit.is_none() && row.facts.positions[Column::SalaryUnit.index()].is_some() {
        found.add_as(severity, Some(Column::SalaryUnit), text, "H, W, Y");
    }
}

/// What a rate is paid by, as its column or its header says.
pub(super) fn unit_said(row: &Row<'_>) -> Option<SalaryUnit> {
    let text = row.text(Column::SalaryUnit);
    let is_week = matches!(text, "S" | "s") && is_in_french(row.text(Column::Status));
    let said = if is_week { Some(SalaryUnit::Week) } else { read_unit(text) };
    said.or(row.facts.mapping.salary_unit)
}

/// A rate that says itself what it is paid by: `23,84 $/h`.
pub(super) fn rate_with_unit(text: &str) -> Option<(&str, SalaryUnit)> {
    let (rate, unit) = numbers::split_rate(text)?;
    Some((rate, read_unit(unit)?))
}

/// Whether a status is in French, by which its payroll is known: there `S` is the week, and a salary
/// elsewhere.
fn is_in_french(status: &str) -> bool {
    let plain = normalise(status);
    ["tc", "tp"].iter().any(|code| plain.starts_with(code) || plain.ends_with(code))
        || ["temps", "complet", "partiel", "occasionnel"].iter().any(|word| plain.contains(word))
}

fn read_unit(text: &str) -> Option<SalaryUnit> {
    match text {
        "H" | "h" => return Some(SalaryUnit::Hour),
        "" => return None,
        _ if text.len() > 30 => return None,
        _ => {}
    }
    match normalise(text).as_str() {
        "h" | "heure" | "heures" | "horaire" | "tauxhoraire" | "hour" | "hourly" | "hourlyrate" | "hr"
        | "hre" | "parheure" | "perhour" | "lheure" | "delheure" => Some(SalaryUnit::Hour),
        "w" | "semaine" | "hebdo" | "hebdomadaire" | "parsemaine" | "perweek" | "week" | "weekly" | "sem" => {
            Some(SalaryUnit::Week)
        }
        "y" | "yr" | "a" | "an" | "annee" | "annuel" | "annuelle" | "paran" | "parannee" | "peryear"
        | "salaireannuel" | "year" | "yearly" | "annual" => Some(SalaryUnit::Year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_in_words_are_the_codes_of_the_agreement() {
        for (text, code) in [
            ("Jour", "D"),
            ("SOIR", "E"),
            ("Quart de nuit", "N"),
            ("Evening", "E"),
            ("Night shift", "N"),
            ("Jour/Soir", "D/E"),
            ("Rotation jour-nuit", "D/N"),
            ("Jour, soir et nuit", "D/E/N"),
            ("Day/Evening/Night", "D/E/N"),
        ] {
            assert_eq!(read_shift(text), Some(code), "{text}");
        }
        // Neither codes, which are kept as written, nor what 9.05 does not have.
        for text in ["D", "J/S", "D/E/N", "", "Rotation", "Soir/Nuit", "Jour de congé", "Ajour", "12h"] {
            assert_eq!(read_shift(text), None, "{text}");
        }
    }

    #[test]
    fn statuses_are_read_as_payrolls_shorten_them() {
        for text in
            ["Complet", "TCT", "RTC", "Rég. T.C.", "Régulier TC", "Tps complet", "Regular full time", "RFT"]
        {
            assert_eq!(read_status(text), Some(Status::FullTime), "{text}");
        }
        for text in
            ["Partiel", "TPT", "RTP", "Rég. T.P.", "Tps partiel", "Casual", "Temporary part-time", "RPT"]
        {
            assert_eq!(read_status(text), Some(Status::PartTime), "{text}");
        }
        // Letters that say as well that somebody is permanent, or a woman.
        for text in ["F", "P", "T", "Complet / partiel", "Incomplet", "Non complet"] {
            assert_eq!(read_status(text), None, "{text}");
        }
    }
}
