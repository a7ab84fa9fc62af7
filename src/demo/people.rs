//! The statements of the demonstration's past: the invented people of one file, whose pay varies a
//! little from period to period.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use encoding_rs::WINDOWS_1252;
use rust_decimal::Decimal;

use crate::calendar::Period;
use crate::money::Cad;
use crate::statements::reference::weekly_hours;

/// Invented people, as French Excel writes them; their SINs start with 0, which is never issued.
const FILE: &[u8] = include_bytes!("people.csv");

/// Columns of that file.
const NUMBER: usize = 0;
const NAME: usize = 1;
const ADDRESS: usize = 2;
const PHONE: usize = 3;
const SIN: usize = 4;
const JOB_TITLE_CODE: usize = 5;
const JOB_TITLE: usize = 6;
const STATUS: usize = 7;
const SERVICE: usize = 8;
const SHIFT: usize = 9;
const RATE: usize = 10;
const SALARY_PAID: usize = 12;
const DUES: usize = 13;
const ABSENCES: usize = 14;
const HIRED: usize = 15;
const LEFT: usize = 16;
const HOURS: usize = 17;
const VACATION_DAYS: usize = 18;
const SENIORITY: usize = 19;
const REGULAR_PAY: usize = 20;
const TOTAL_REMUNERATION: usize = 22;

/// Whose statement to make.
pub struct Workforce {
    /// The people of the file from this one on, this many.
    pub first: usize,
    pub count: usize,
    /// Added to the employee numbers, so that unions do not share people.
    pub shift: u32,
    /// Without a SIN where the union does not collect them.
    pub with_sin: bool,
    /// Those of them who come, leave or are away on the way.
    pub moves: &'static [Move],
}

/// What happens to a person of the file.
pub enum Move {
    /// Hired that year, month, day; on no statement before.
    Hired(usize, (i32, u32, u32)),
    /// The same, under the name of another person of the file: one person with two employers.
    HiredAs(usize, (i32, u32, u32), usize),
    /// Left that day; on no statement after.
    Left(usize, (i32, u32, u32)),
    /// Away from that day to the end of its period, with a reason code.
    Away(usize, (i32, u32, u32), &'static str),
}

impl Workforce {
    fn hired_on(&self, person: usize) -> Option<NaiveDate> {
        self.moves.iter().find_map(|one| match one {
            Move::Hired(who, on) | Move::HiredAs(who, on, _) if *who == person => Some(date(*on)),
            _ => None,
        })
    }

    fn left_on(&self, person: usize) -> Option<NaiveDate> {
        self.moves.iter().find_map(|one| match one {
            Move::Left(who, on) if *who == person => Some(date(*on)),
            _ => None,
        })
    }

    /// Whose name the person has: her own, nearly always.
    fn named_as(&self, person: usize) -> usize {
        let named = self.moves.iter().find_map(|one| match one {
            Move::HiredAs(who, _, other) if *who == person => Some(*other),
            _ => None,
        });
        named.unwrap_or(person)
    }

    fn absence(&self, person: usize, period: &Period) -> String {
        let from = self.moves.iter().find_map(|one| match one {
            Move::Away(who, on, reason) if *who == person => Some((date(*on), reason)),
            _ => None,
        });
        match from.filter(|(from, _)| period.contains(*from)) {
            Some((from, reason)) => format!("{from}/{} {reason}", period.end),
            None => String::new(),
        }
    }
}

fn date((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A row of the file, by its place.
type Placed = (usize, Vec<String>);

/// The people of the file with this workforce's numbers and names, each with its place.
fn rows(workforce: &Workforce) -> anyhow::Result<(Vec<String>, Vec<Placed>)> {
    let (text, _, _) = WINDOWS_1252.decode(FILE);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers()?.iter().map(str::to_owned).collect();
    let all: Vec<Vec<String>> = reader
        .records()
        .map(|record| Ok(record?.iter().map(str::to_owned).collect()))
        .collect::<anyhow::Result<_>>()?;
    let people = all.iter().cloned().enumerate().skip(workforce.first).take(workforce.count);
    let rows = people.map(|(i, mut row)| {
        if workforce.shift > 0 {
            row[NUMBER] = (row[NUMBER].parse::<u32>()? + workforce.shift).to_string();
            let named = workforce.named_as(i);
            row[NAME] = another_name(&all[named][NAME], named);
        }
        if !workforce.with_sin {
            row[SIN].clear();
        }
        Ok((i, row))
    });
    Ok((header, rows.collect::<anyhow::Result<_>>()?))
}

/// A statement of one period, as bytes that the portal's own reader will read.
pub fn statement(period: &Period, workforce: &Workforce) -> anyhow::Result<Vec<u8>> {
    let (header, people) = rows(workforce)?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&header)?;
    for (i, mut row) in people {
        let (hired_on, left_on) = (workforce.hired_on(i), workforce.left_on(i));
        if hired_on.is_some_and(|on| on > period.end) || left_on.is_some_and(|on| on < period.start) {
            continue;
        }
        let within = |on: Option<NaiveDate>| on.filter(|on| period.contains(*on)).map(|on| on.to_string());
        row[HIRED] = within(hired_on).unwrap_or_default();
        row[LEFT] = within(left_on).unwrap_or_default();
        row[ABSENCES] = match workforce.absence(i, period) {
            none if none.is_empty() => union_leave(i - workforce.first, workforce.count, period),
            away => away,
        };
        vary_pay(&mut row, i, period)?;
        shorten(&mut row, period)?;
        take_a_year_of_vacation(&mut row, period)?;
        stay_within_days(&mut row, period)?;
        writer.write_record(&row)?;
    }
    Ok(writer.into_inner()?)
}

/// The columns of an annual list (12.08).
const LIST: [&str; 13] = [
    "Matricule",
    "Nom",
    "Adresse",
    "Téléphone",
    "NAS",
    "Date d'embauche",
    "Service",
    "Titre d'emploi",
    "Taux horaire",
    "Statut",
    "Ancienneté au 31 mars",
    "Ancienneté de l'année",
    "Quart",
];

/// The annual list of a year that ended on `last_day`, which differs from the statements as such
/// lists do: somebody forgotten, somebody unknown, statuses, a service, a telephone, a hiring date.
pub fn annual_list(last_day: NaiveDate, workforce: &Workforce) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(LIST)?;
    for (i, row) in rows(workforce)?.1 {
        let place = i - workforce.first;
        let hired_on = workforce.hired_on(i).unwrap_or_else(|| long_ago(i));
        if place == 12 || hired_on > last_day {
            continue;
        }
        let status = match row[STATUS].as_str() {
            status if ![3, 47].contains(&place) => status,
            "TC" => "TP",
            _ => "TC",
        };
        let written = if workforce.hired_on(i).is_some() { hired_on - Days::new(7) } else { hired_on };
        let (total, of_year) = seniority(hired_on, last_day, status == "TC");
        let service = if place == 20 { "7310" } else { &row[SERVICE] };
        let phone = if place == 31 { "418-555-0188" } else { &row[PHONE] };
        writer.write_record([
            &row[NUMBER],
            &row[NAME],
            &row[ADDRESS],
            phone,
            &row[SIN],
            &written.to_string(),
            service,
            &row[JOB_TITLE],
            &row[RATE],
            status,
            &total,
            &of_year,
            &row[SHIFT],
        ])?;
    }
    writer.write_record([
        "107777",
        "Lavoie, Sylvain",
        "12 rue du Fleuve, Rimouski QC G5L 1A2",
        "418-555-0190",
        "",
        "2024-10-07",
        "6060",
        "Infirmière",
        "33,42",
        "TP",
        "0 a 96 j",
        "96",
        "N",
    ])?;
    Ok(writer.into_inner()?)
}

/// A hiring date before the portal, the same every time the demonstration is made.
fn long_ago(person: usize) -> NaiveDate {
    date((1990, 1, 8)) + Days::new((person as u64 * 617) % 12_000)
}

/// Seniority at the year's last day as payrolls write it, and days of the past year.
fn seniority(hired_on: NaiveDate, last_day: NaiveDate, is_full_time: bool) -> (String, String) {
    let days = (last_day - hired_on).num_days() + 1;
    let counted = if is_full_time { days } else { days * 3 / 5 };
    let of_year = counted.min(if is_full_time { 365 } else { 219 });
    (format!("{} a {} j", counted / 365, counted % 365), of_year.to_string())
}

/// A year has a shape: what each period pays, in percent of the file's pay.
const SEASONS: [usize; 13] = [93, 97, 101, 106, 109, 100, 96, 98, 102, 114, 95, 97, 104];

/// The season's percentage, three points more or less for each person; the same every time the
/// demonstration is made.
fn vary_pay(row: &mut [String], person: usize, period: &Period) -> anyhow::Result<()> {
    let paid: Decimal = row[SALARY_PAID]
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .replace(',', ".")
        .parse()?;
    let mixed =
        person * 31 + usize::from(period.number) * 17 + (period.fiscal_year.start_year() as usize) * 7;
    let season = SEASONS[usize::from(period.number - 1) % SEASONS.len()];
    let percent = Decimal::from(season - 3 + mixed % 7);
    let paid = Cad::rounded(paid * percent / Decimal::ONE_HUNDRED);
    let dues = Cad::rounded(paid.amount() * Decimal::new(15, 3));
    for column in [SALARY_PAID, REGULAR_PAY, TOTAL_REMUNERATION] {
        row[column] = paid.to_string().replace('.', ",");
    }
    row[DUES] = dues.to_string().replace('.', ",");
    if !row[HOURS].is_empty() && percent < Decimal::ONE_HUNDRED {
        work_less(row, percent, period)?;
    }
    Ok(())
}

/// A part-timer who is paid less worked less: her hours and her seniority follow (12.04).
fn work_less(row: &mut [String], percent: Decimal, period: &Period) -> anyhow::Result<()> {
    let decimal = |text: &str| text.replace(',', ".").parse::<Decimal>();
    let hours = (decimal(&row[HOURS])? * percent / Decimal::ONE_HUNDRED).trunc_with_scale(2);
    if let Some(weekly) = weekly_hours(&row[JOB_TITLE_CODE], period.end) {
        let days = hours / (weekly / Decimal::from(5)) + decimal(&row[VACATION_DAYS])? + Decimal::ONE;
        // What was at the most that a period gives stays there.
        let most = decimal(&row[SENIORITY])?;
        let seniority = (Decimal::new(14, 1) * days).min(most);
        row[SENIORITY] = Cad::rounded(seniority).to_string().replace('.', ",");
    }
    row[HOURS] = hours.to_string().replace('.', ",");
    Ok(())
}

/// One person in twenty is released now and then for the union's work, the same ones all along:
/// each has her habit, a week of the period, a number of days, a reason.
fn union_leave(place: usize, people: usize, period: &Period) -> String {
    const HABITS: [(u64, u64, &str); 10] = [
        (0, 5, "U02"),
        (1, 5, "U02"),
        (0, 3, "U01"),
        (2, 4, "U02"),
        (1, 1, "U02 4h"),
        (2, 4, "U01"),
        (1, 1, "U05"),
        (0, 5, "U02"),
        (2, 3, "U01"),
        (1, 1, "U14"),
    ];
    let released = (people / 20).clamp(1, HABITS.len());
    let Some(who) = (place % 17 == 3).then_some(place / 17).filter(|who| *who < released) else {
        return String::new();
    };
    let (week, days, reason) = HABITS[who];
    // A small union's people are released every other period, a day at a time.
    // Some periods are busier: general meetings, federation and council meetings.
    let busy = u64::from(days > 1 && [1, 3, 7, 12].contains(&period.number));
    let days = (days + busy).min(5);
    let (days, rests) =
        if people < 100 { (1, (usize::from(period.number) + who) % 2 == 0) } else { (days, false) };
    let monday = period.start.iter_days().find(|day| day.weekday() == Weekday::Mon);
    let Some(from) = monday.filter(|_| !rests).map(|monday| monday + Days::new(7 * week)) else {
        return String::new();
    };
    format!("{from}/{} {reason}", from + Days::new(days - 1))
}

/// In a period shorter than 28 days nobody works a whole month's hours; seniority follows (12.04).
fn shorten(row: &mut [String], period: &Period) -> anyhow::Result<()> {
    let decimal = |text: &str| text.replace(',', ".").parse::<Decimal>();
    let most = Decimal::from(120);
    let Some(weekly) = weekly_hours(&row[JOB_TITLE_CODE], period.end) else { return Ok(()) };
    if period.days() >= 28 || row[HOURS].is_empty() || decimal(&row[HOURS])? <= most {
        return Ok(());
    }
    let credit = Decimal::new(14, 1);
    let day = weekly / Decimal::from(5);
    let seniority = credit * (most / day + decimal(&row[VACATION_DAYS])? + Decimal::ONE);
    row[HOURS] = most.to_string();
    row[SENIORITY] = Cad::rounded(seniority).to_string().replace('.', ",");
    Ok(())
}

/// Two days of vacation a period would be a day too many at the end of the year (21.02): the last period
/// has one at most; seniority follows (12.04).
fn take_a_year_of_vacation(row: &mut [String], period: &Period) -> anyhow::Result<()> {
    let decimal = |text: &str| text.replace(',', ".").parse::<Decimal>();
    if period.number != 13 || row[HOURS].is_empty() || decimal(&row[VACATION_DAYS])? <= Decimal::ONE {
        return Ok(());
    }
    let Some(weekly) = weekly_hours(&row[JOB_TITLE_CODE], period.end) else { return Ok(()) };
    let days = decimal(&row[HOURS])? / (weekly / Decimal::from(5)) + Decimal::TWO;
    let seniority = (Decimal::new(14, 1) * days).min(decimal(&row[SENIORITY])?);
    row[VACATION_DAYS] = Decimal::ONE.to_string();
    row[SENIORITY] = Cad::rounded(seniority).to_string().replace('.', ",");
    Ok(())
}

/// No part-timer gains more seniority than a year has days (12.05, 12.06): who works nearly full time
/// has fewer hours, a period after the other, and what she is paid besides is premiums.
fn stay_within_days(row: &mut [String], period: &Period) -> anyhow::Result<()> {
    let decimal = |text: &str| text.replace(['\u{a0}', ' '], "").replace(',', ".").parse::<Decimal>();
    let Some(weekly) = weekly_hours(&row[JOB_TITLE_CODE], period.end) else { return Ok(()) };
    if row[HOURS].is_empty() {
        return Ok(());
    }
    let (credit, day) = (Decimal::new(14, 1), weekly / Decimal::from(5));
    let vacation = decimal(&row[VACATION_DAYS])?;
    // Two days under, so that the file sent for the open period stays within too.
    let days = Decimal::from(period.days() - 2) / credit - vacation - Decimal::ONE;
    let most = (days * day).trunc_with_scale(1);
    if decimal(&row[HOURS])? <= most {
        return Ok(());
    }
    let seniority = credit * (most / day + vacation + Decimal::ONE);
    row[HOURS] = most.to_string().replace('.', ",");
    row[SENIORITY] = Cad::rounded(seniority).to_string().replace('.', ",");
    let paid = decimal(&row[SALARY_PAID])?;
    let premiums = (paid - decimal(&row[RATE])? * most).max(Decimal::ZERO);
    row[TOTAL_REMUNERATION] = Cad::rounded(paid + premiums).to_string().replace('.', ",");
    Ok(())
}

/// Another family name for the same given name.
fn another_name(name: &str, person: usize) -> String {
    const FAMILIES: [&str; 12] = [
        "Arsenault",
        "Beaulieu",
        "Cloutier",
        "Desjardins",
        "Émond",
        "Fournier",
        "Girard",
        "Hudon",
        "Jobin",
        "Lapierre",
        "Michaud",
        "Nadeau",
    ];
    let given = name.split_once(", ").map_or(name, |(_, given)| given);
    format!("{}, {given}", FAMILIES[person % FAMILIES.len()])
}
