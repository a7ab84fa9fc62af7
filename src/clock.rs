//! What time it is, told by whoever started the program.
//!
//! A [`Clock`] is handed to everything that needs the time, so that a test can stand still at a
//! date, and the demonstration can live in its own fiscal year. This is the only file that reads
//! the machine's clock (`clippy.toml` bans it elsewhere). It knows nothing of fiscal periods: that
//! is `calendar`.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;

/// The wall clock of the people served: a due date ends at midnight in Montréal.
pub const ZONE: Tz = chrono_tz::America::Toronto;

/// A source of the current time. Cheap to clone; clones of a fixed clock move together.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    /// The machine's clock plus an offset: zero in production.
    Running(Duration),
    /// Stands still until told to move.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self::shifted(Duration::zero())
    }

    /// The machine's clock moved by `by` (negative: into the past); it runs at the usual speed.
    pub fn shifted(by: Duration) -> Self {
        Self(Source::Running(by))
    }

    /// A running clock that shows `at` now. The demonstration starts its story this way; keep
    /// [`Clock::shift`] and give it to [`Clock::shifted`] to go on at the same date after a restart.
    pub fn starting_at(at: DateTime<Utc>) -> Self {
        Self::shifted(at - machine_time())
    }

    /// A clock that stands still at `at` until [`Clock::advance`] moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Source::Fixed(Arc::new(Mutex::new(at))))
    }

    /// Moves this clock, and every clone of it when it is a fixed one, by `by`.
    pub fn advance(&mut self, by: Duration) {
        match &mut self.0 {
            Source::Running(shift) => *shift += by,
            Source::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner) += by,
        }
    }

    /// The instant, in UTC: what is stored.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::Running(shift) => machine_time() + *shift,
            Source::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The date on the wall in [`ZONE`]: what is shown, and what due dates are compared with.
    pub fn today(&self) -> NaiveDate {
        local(self.now()).date_naive()
    }

    /// How far this clock is from the machine's.
    pub fn shift(&self) -> Duration {
        match &self.0 {
            Source::Running(shift) => *shift,
            Source::Fixed(_) => self.now() - machine_time(),
        }
    }
}

/// An instant as people here read it.
pub fn local(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&ZONE)
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a date written in this file")
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date written in this file")
    }

    #[test]
    fn today_is_the_date_in_montreal_not_in_utc() {
        // 23:30 in summer (UTC-4) and in winter (UTC-5): UTC is already on the next day.
        assert_eq!(Clock::fixed(at("2026-07-02T03:30:00Z")).today(), day(2026, 7, 1));
        assert_eq!(Clock::fixed(at("2026-01-16T04:30:00Z")).today(), day(2026, 1, 15));
        assert_eq!(Clock::fixed(at("2026-01-16T05:00:00Z")).today(), day(2026, 1, 16));
    }

    #[test]
    fn a_fixed_clock_and_its_clones_move_together_and_only_when_told() {
        let mut clock = Clock::fixed(at("2026-03-31T12:00:00Z"));
        let clone = clock.clone();
        assert_eq!(clone.now(), at("2026-03-31T12:00:00Z"));
        clock.advance(Duration::days(1));
        assert_eq!(clone.now(), at("2026-04-01T12:00:00Z"));
    }

    #[test]
    fn a_shifted_clock_runs_at_the_machines_speed_from_its_own_date() {
        let clock = Clock::starting_at(at("2025-09-06T13:00:00Z"));
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        let passed = clock.now() - first;
        assert!(passed >= Duration::milliseconds(5), "it stands still: {passed}");
        assert_eq!(clock.today(), day(2025, 9, 6));
        let again = Clock::shifted(clock.shift());
        assert!((again.now() - clock.now()).abs() < Duration::seconds(1));
    }

    #[test]
    fn the_system_clock_has_no_shift() {
        assert_eq!(Clock::system().shift(), Duration::zero());
    }
}
