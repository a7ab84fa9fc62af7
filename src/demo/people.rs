//! The statements of the demonstration's past: the invented people of one file, whose pay varies a
//! little from period to period.

use chrono::{Datelike, Days, Weekday};
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
const SIN: usize = 4;
const JOB_TITLE_CODE: usize = 5;
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
}

/// A statement of one period, as bytes that the portal's own reader will read.
pub fn statement(period: &Period, workforce: &Workforce) -> anyhow::Result<Vec<u8>> {
    let (text, _, _) = WINDOWS_1252.decode(FILE);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(reader.headers()?)?;
    for (i, record) in reader.records().enumerate().skip(workforce.first).take(workforce.count) {
        let mut row: Vec<String> = record?.iter().map(str::to_owned).collect();
        if workforce.shift > 0 {
            row[NUMBER] = (row[NUMBER].parse::<u32>()? + workforce.shift).to_string();
            row[NAME] = another_name(&row[NAME], i);
        }
        if !workforce.with_sin {
            row[SIN].clear();
        }
        for once in [ABSENCES, HIRED, LEFT] {
            row[once].clear();
        }
        row[ABSENCES] = union_leave(i - workforce.first, workforce.count, period);
        vary_pay(&mut row, i, period)?;
        shorten(&mut row, period)?;
        writer.write_record(&row)?;
    }
    Ok(writer.into_inner()?)
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
