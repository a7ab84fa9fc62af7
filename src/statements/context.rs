//! What is known of a statement besides its file, lent to the checks.

use std::collections::HashSet;

use chrono::NaiveDate;
use compact_str::CompactString;
use rust_decimal::Decimal;

use super::history::History;
use super::mapping::{Mapping, Saved};
use super::progress::Progress;
use super::rules::{Parties, Severities};
use crate::calendar::PeriodId;
use crate::checkoff::InForce;

/// The union leave bank of the year (6.02, 6.11), in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaveBank {
    /// Both banks together.
    pub days: Decimal,
    /// Charged to them before the period being checked.
    pub used_before: Decimal,
}

/// What is known of the statement besides its file.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// First and last day of the accounting period, both included.
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// Which period those are; rule V04 is silent without it.
    pub period: Option<PeriodId>,
    /// Who the statement is to be from and for; rule V02 is silent without it.
    pub parties: Option<&'a Parties>,
    /// What each rule weighs here; without it, what the registry says.
    pub severities: Option<&'a Severities>,
    /// Dates of deduction; when empty, those of the file's header record, else two are assumed.
    pub pay_dates: &'a [NaiveDate],
    /// The union's own dues; rule V39 is silent without them.
    pub dues: Option<InForce>,
    /// Whether the union collects SINs; when not, none is checked nor kept.
    pub collects_sin: bool,
    /// Whether SINs that start with 0, which nobody has, are meant.
    pub accepts_test_sins: bool,
    /// Employee numbers of earlier statements; rule V26 is silent without them.
    pub known_numbers: Option<&'a HashSet<CompactString>>,
    /// Rule V60 is silent without it.
    pub leave_bank: Option<LeaveBank>,
    /// What came before; the rules that compare with it are silent without it.
    pub history: Option<&'a History>,
    /// Where the columns stand, when the employer's file was mapped by hand.
    pub mapping: Option<&'a Mapping>,
    /// What the treasurer said of this employer's files before.
    pub saved: Option<&'a Saved>,
    /// Told how far the reading has come, and asked whether to go on.
    pub progress: Option<&'a Progress>,
}

impl<'a> Context<'a> {
    /// A period and nothing more: SINs collected, test SINs not accepted.
    pub fn new(start: NaiveDate, end: NaiveDate) -> Context<'a> {
        Context {
            start,
            end,
            period: None,
            parties: None,
            severities: None,
            pay_dates: &[],
            dues: None,
            collects_sin: true,
            accepts_test_sins: false,
            known_numbers: None,
            leave_bank: None,
            history: None,
            mapping: None,
            saved: None,
            progress: None,
        }
    }

    pub fn with_period(self, period: PeriodId) -> Context<'a> {
        Context { period: Some(period), ..self }
    }

    pub fn with_parties(self, parties: &'a Parties) -> Context<'a> {
        Context { parties: Some(parties), ..self }
    }

    pub fn with_severities(self, severities: &'a Severities) -> Context<'a> {
        Context { severities: Some(severities), ..self }
    }

    pub fn with_pay_dates(self, pay_dates: &'a [NaiveDate]) -> Context<'a> {
        Context { pay_dates, ..self }
    }

    pub fn with_dues(self, dues: Option<InForce>) -> Context<'a> {
        Context { dues, ..self }
    }

    /// Dues that are a fraction of the salary paid, and nothing more said of them.
    pub fn with_dues_rate(self, dues_rate: Option<Decimal>) -> Context<'a> {
        self.with_dues(dues_rate.map(InForce::of_rate))
    }

    pub fn with_known_numbers(self, known: &'a HashSet<CompactString>) -> Context<'a> {
        Context { known_numbers: Some(known), ..self }
    }

    pub fn with_leave_bank(self, leave_bank: Option<LeaveBank>) -> Context<'a> {
        Context { leave_bank, ..self }
    }

    pub fn with_mapping(self, mapping: &'a Mapping) -> Context<'a> {
        Context { mapping: Some(mapping), ..self }
    }

    pub fn collecting_sins(self, collects_sin: bool) -> Context<'a> {
        Context { collects_sin, ..self }
    }

    pub fn accepting_test_sins(self, accepts_test_sins: bool) -> Context<'a> {
        Context { accepts_test_sins, ..self }
    }
}
