//! When mail is tried again, and when a digest is due. Pure: the hour is given.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday};

use crate::clock::{ZONE, local};

/// A notice older than this when a copy of the portal finds it is on home only: after a restore, or
/// a long silence, nobody wants the mail of last month.
pub const STALE_AFTER: TimeDelta = TimeDelta::days(7);
/// A notice is marked new for this long.
pub const NEW_FOR: TimeDelta = TimeDelta::days(30);
/// A copy of the portal that does not come back from the server within this time is taken for dead.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Tries in all: the first, and one after each wait.
pub const MOST_TRIES: i32 = 6;

/// How long after the n-th failed try the next one comes; none when it was the last.
pub fn wait_after(tries: i32) -> Option<TimeDelta> {
    const MINUTES: [i64; 5] = [1, 5, 30, 120, 720];
    let place = usize::try_from(tries).ok()?.checked_sub(1)?;
    MINUTES.get(place).map(|minutes| TimeDelta::minutes(*minutes))
}

/// On a working day from 7 in the morning, America/Toronto: the day of the digest, and the instant
/// up to which it tells.
pub fn digest_due(now: DateTime<Utc>) -> Option<(NaiveDate, DateTime<Utc>)> {
    let day = local(now).date_naive();
    let seven = ZONE.from_local_datetime(&day.and_time(NaiveTime::from_hms_opt(7, 0, 0)?)).single()?;
    let cutoff = seven.with_timezone(&Utc);
    (is_working_day(day) && now >= cutoff).then_some((day, cutoff))
}

/// Neither a weekend nor a statutory holiday of Québec (Act respecting labour standards, s. 60; the
/// National Holiday Act). Of Good Friday and Easter Monday, both: offices here close on either.
pub fn is_working_day(day: NaiveDate) -> bool {
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        return false;
    }
    let year = day.year();
    let nth = |month, weekday, n| NaiveDate::from_weekday_of_month_opt(year, month, weekday, n);
    let patriots = NaiveDate::from_ymd_opt(year, 5, 24)
        .map(|last| last - Days::new(u64::from(last.weekday().num_days_from_monday())));
    let easter = easter(year);
    let holidays = [
        NaiveDate::from_ymd_opt(year, 1, 1),
        easter.and_then(|sunday| sunday.checked_sub_days(Days::new(2))),
        easter.and_then(|sunday| sunday.checked_add_days(Days::new(1))),
        patriots,
        NaiveDate::from_ymd_opt(year, 6, 24),
        NaiveDate::from_ymd_opt(year, 7, 1),
        nth(9, Weekday::Mon, 1),
        nth(10, Weekday::Mon, 2),
        NaiveDate::from_ymd_opt(year, 12, 25),
    ];
    !holidays.contains(&Some(day))
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let f = (b + 8) / 25;
    let h = (19 * a + b - b / 4 - (b - f + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date written in this file")
    }

    #[test]
    fn a_mail_is_tried_six_times_over_fifteen_hours() {
        let waits: Vec<i64> = (1..).map_while(wait_after).map(|wait| wait.num_minutes()).collect();
        assert_eq!(waits, [1, 5, 30, 120, 720]);
        assert_eq!(i32::try_from(waits.len()), Ok(MOST_TRIES - 1));
        assert_eq!((wait_after(0), wait_after(-1), wait_after(MOST_TRIES)), (None, None, None));
    }

    #[test]
    fn a_digest_is_due_from_seven_in_montreal_summer_and_winter_on_working_days() {
        let due = |at: &str| digest_due(at.parse().expect("an instant written in this file"));
        assert_eq!(due("2025-09-08T10:59:59Z"), None);
        let summer = due("2025-09-08T11:00:00Z").expect("Monday, 7 o'clock");
        assert_eq!(
            (summer.0, summer.1.to_rfc3339()),
            (day("2025-09-08"), "2025-09-08T11:00:00+00:00".into())
        );
        assert_eq!(due("2026-01-12T11:30:00Z"), None);
        assert_eq!(due("2026-01-12T12:00:00Z").map(|(day, _)| day), Some(day("2026-01-12")));
        // A portal that was stopped in the morning sends it when it comes back.
        assert!(due("2025-09-08T20:00:00Z").is_some());
        assert_eq!(due("2025-09-06T15:00:00Z"), None, "a Saturday");
        assert_eq!(due("2025-09-01T15:00:00Z"), None, "Labour Day");
    }

    #[test]
    fn the_holidays_of_quebec_are_no_working_days() {
        for holiday in [
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-18",
            "2026-06-24",
            "2026-07-01",
            "2026-09-07",
            "2026-10-12",
            "2026-12-25",
            "2027-03-26",
            "2027-03-29",
            "2027-05-24",
        ] {
            assert!(!is_working_day(day(holiday)), "{holiday}");
        }
        for ordinary in ["2026-04-02", "2026-04-07", "2026-05-25", "2026-06-23", "2026-10-13", "2026-12-24"] {
            assert!(is_working_day(day(ordinary)), "{ordinary}");
        }
    }
}
