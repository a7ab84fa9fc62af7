//! A union, the bodies it is affiliated to, and the employers whose statements it expects.

pub mod calendars;
pub mod file;
pub mod officers;
pub mod pages;
pub mod store;
pub mod team;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use self::calendars::{Calendar, Decision};
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
    /// The end of the first period of each fiscal year that was set up (Q06).
    pub calendars: Vec<(FiscalYear, NaiveDate)>,
    pub decided: Decided,
}

/// What was decided since of an employer's calendar, and what its months are declared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decided {
    /// In the order in which they were decided.
    pub decisions: Vec<Decision>,
    /// The end of the first of the union's own periods, by fiscal year.
    pub union_ends: Vec<(FiscalYear, NaiveDate)>,
}

impl Employer {
    /// This employer's dates for a period, when its calendar for that year is known.
    pub fn period(&self, id: PeriodId) -> Option<Period> {
        self.year(id.fiscal_year()).into_iter().find(|period| period.id() == id)
    }

    /// How it counts a fiscal year; `None` while nobody has said it.
    pub fn calendar(&self, year: FiscalYear) -> Option<Calendar> {
        calendars::in_force(&self.calendars, &self.decided.decisions, year)
    }

    fn year(&self, year: FiscalYear) -> Vec<Period> {
        match self.calendar(year) {
            Some(Calendar::Periods(end)) => periods(year, end).map(Vec::from).unwrap_or_default(),
            Some(Calendar::Months) => {
                let own = self.decided.union_ends.iter().find(|(known, _)| *known == year);
                calendars::months(year, own.map(|(_, end)| *end))
            }
            None => Vec::new(),
        }
    }

    /// Whether a statement of this period is awaited: not where no month of the employer's goes with it.
    /// One whose calendar is not known is awaited all the same: somebody is to say it.
    pub fn expects(&self, id: PeriodId) -> bool {
        self.calendar(id.fiscal_year()).is_none() || self.period(id).is_some()
    }

    /// The employer's period before another: one that no month goes with is passed over.
    pub fn previous(&self, of: PeriodId) -> PeriodId {
        let mut id = of.previous();
        if !self.expects(id) {
            id = id.previous();
        }
        id
    }

    /// The employer's period after another.
    pub fn next(&self, of: PeriodId) -> PeriodId {
        let mut id = of.next();
        if !self.expects(id) {
            id = id.next();
        }
        id
    }
}

impl Union {
    /// The dates of a period for the union: those of the employer whose period ends last, since
    /// the declaration waits for that one. Months give none but where no employer has periods.
    pub fn period(&self, id: PeriodId) -> Option<Period> {
        let dated = |employer: &Employer| {
            let own = employer.calendar(id.fiscal_year()) != Some(Calendar::Months);
            employer.period(id).map(|period| (own, period))
        };
        let latest = self.employers.iter().filter_map(dated).max_by_key(|(own, period)| (*own, period.end));
        latest.map(|(_, period)| period)
    }

    /// The employers whose statement of a period is awaited.
    pub fn expected(&self, id: PeriodId) -> impl Iterator<Item = &Employer> {
        self.employers.iter().filter(move |employer| employer.expects(id))
    }

    /// Whether an employer's calendar may still be decided from a fiscal year on: the year has not begun,
    /// or nobody has said yet how the employer counts it. No statement of it can be here then; nor may the
    /// periods that the months of another employer go with move under them.
    pub fn may_decide_calendar(&self, employer: Uuid, from: FiscalYear, today: NaiveDate) -> bool {
        let calendar = |employer: &Employer| employer.calendar(from);
        let unknown = self.employer(employer).is_some_and(|employer| calendar(employer).is_none());
        let months = self.employers.iter().any(|other| calendar(other) == Some(Calendar::Months));
        today < from.first_day() || (unknown && !months)
    }

    /// The declaration is due 30 days after the period's end.
    pub fn due_on(&self, id: PeriodId) -> Option<NaiveDate> {
        self.period(id).map(|period| period.due_on(DUE_DAYS))
    }

    /// Every period from the first declared here to the last that has ended by `today`, oldest first.
    pub fn periods_until(&self, today: NaiveDate) -> Vec<Period> {
        let mut all = Vec::new();
        let mut id = self.first_period;
        loop {
            match self.period(id) {
                Some(period) if period.end < today => all.push(period),
                // A year of months alone has twelve.
                None if self.period(id.next()).is_some() => {}
                _ => return all,
            }
            id = id.next();
        }
    }

    pub fn employer(&self, id: Uuid) -> Option<&Employer> {
        self.employers.iter().find(|employer| employer.id == id)
    }
}
