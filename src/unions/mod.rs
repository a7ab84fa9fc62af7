//! A union, the bodies it is affiliated to, and the employers whose statements it expects.

pub mod file;
pub mod officers;
pub mod pages;
pub mod store;
pub mod team;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::calendar::{DUE_DAYS, FiscalYear, Period, PeriodId, periods};
use crate::dues::PayeeKind;
use crate::text::Lang;

/// What a body is, in the order in which equal claims on a cent are settled (`percapita.md` 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    Confederation,
    Federation,
    CentralCouncil,
    Fund,
}

impl BodyKind {
    pub fn code(self) -> &'static str {
        match self {
            BodyKind::Confederation => "confederation",
            BodyKind::Federation => "federation",
            BodyKind::CentralCouncil => "central_council",
            BodyKind::Fund => "fund",
        }
    }

    pub fn from_code(code: &str) -> Option<BodyKind> {
        [BodyKind::Confederation, BodyKind::Federation, BodyKind::CentralCouncil, BodyKind::Fund]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

impl From<BodyKind> for PayeeKind {
    fn from(kind: BodyKind) -> PayeeKind {
        match kind {
            BodyKind::Confederation => PayeeKind::Confederation,
            BodyKind::Federation => PayeeKind::Federation,
            BodyKind::CentralCouncil => PayeeKind::CentralCouncil,
            BodyKind::Fund => PayeeKind::Fund,
        }
    }
}

/// A payee: it receives per capita.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub id: Uuid,
    pub code: String,
    pub kind: BodyKind,
    pub name_fr: String,
    pub name_en: String,
}

impl Body {
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.name_fr,
            Lang::En => &self.name_en,
        }
    }
}

/// A union belongs to a body from a day on, until another day or still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    pub body: Body,
    pub since: NaiveDate,
    /// The first day it no longer belongs.
    pub until: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Union {
    pub id: Uuid,
    pub number: String,
    /// The legal name as given, suffix and dashes included.
    pub name: String,
    pub federation: Body,
    pub central_council: Body,
    /// A fraction of the salary paid; `None` while the union has not given it.
    pub dues_rate: Option<Decimal>,
    pub collects_sin: bool,
    /// The first period it declares in the portal.
    pub first_period: PeriodId,
    pub employers: Vec<Employer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    pub id: Uuid,
    pub name: String,
    /// The bargaining unit.
    pub unit: String,
    /// The end of the first period of each fiscal year that is known (Q06).
    pub calendars: Vec<(FiscalYear, NaiveDate)>,
}

impl Employer {
    /// This employer's dates for a period, when its calendar for that year is known.
    pub fn period(&self, id: PeriodId) -> Option<Period> {
        self.year(id.fiscal_year()).into_iter().find(|period| period.id() == id)
    }

    fn year(&self, year: FiscalYear) -> Vec<Period> {
        let end = self.calendars.iter().find(|(known, _)| *known == year).map(|(_, end)| *end);
        end.and_then(|end| periods(year, end).ok()).map(|p| p.into_iter().collect()).unwrap_or_default()
    }
}

impl Union {
    /// The dates of a period for the union: those of the employer whose period ends last, since
    /// the declaration waits for that one.
    pub fn period(&self, id: PeriodId) -> Option<Period> {
        self.employers.iter().filter_map(|employer| employer.period(id)).max_by_key(|period| period.end)
    }

    /// The declaration is due 30 days after the period's end.
    pub fn due_on(&self, id: PeriodId) -> Option<NaiveDate> {
        self.period(id).map(|period| period.due_on(DUE_DAYS))
    }

    /// Every period from the first declared here to the last that has ended by `today`, oldest first.
    pub fn periods_until(&self, today: NaiveDate) -> Vec<Period> {
        let mut all = Vec::new();
        let mut id = self.first_period;
        while let Some(period) = self.period(id) {
            if period.end >= today {
                break;
            }
            all.push(period);
            id = id.next();
        }
        all
    }

    pub fn employer(&self, id: Uuid) -> Option<&Employer> {
        self.employers.iter().find(|employer| employer.id == id)
    }
}
