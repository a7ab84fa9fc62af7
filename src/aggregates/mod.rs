//! Persons and bases added up: of a union, a federation, a central council, a unit, an institution,
//! as of a date; a budget split by them; and what bodies are declared, re-cut by their own years.
//!
//! What congress budgets and delegations are computed from. Counts are kept by the intake
//! (`store::keep`), never made from lines when a page is asked for. Nobody is named here: who the
//! people are is `members`, and what they owe is `dues`.

pub mod pages;
pub mod split;
pub mod store;
pub mod years;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{Days, NaiveDate};
use compact_str::CompactString;
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;
use crate::statements::{Line, Status};

/// A statement older than this many days before the date asked for tells nothing of that date.
pub const LONGEST_SILENCE: u64 = 366;

/// A base of fewer people than this is not shown to a federation: it would be nearly a salary. The
/// policy `seen_in_number` holds it.
pub const FEWEST_FOR_A_BASE: usize = 10;

/// The people of one statement: its lines, and the contributors among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Headcount {
    /// Lines of people; corrections are not.
    pub lines: usize,
    /// Of those lines, dues held (5.05).
    pub held: usize,
    /// Contributors, by employee number.
    pub persons: usize,
    /// Of `persons`, full-time and part-time; the others' line says neither.
    pub full_time: usize,
    pub part_time: usize,
}

/// What the contributors' per capita is computed from, in dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bases {
    pub salary_paid: Cad,
    pub dues: Cad,
    /// `None` when no line has the optional column.
    pub regular_pay: Option<Cad>,
    pub total_remuneration: Option<Cad>,
}

impl Headcount {
    /// Those whose line says no status.
    pub fn unspecified(&self) -> usize {
        self.persons.saturating_sub(self.full_time + self.part_time)
    }

    fn add(&mut self, other: &Headcount) {
        self.lines += other.lines;
        self.held += other.held;
        self.persons += other.persons;
        self.full_time += other.full_time;
        self.part_time += other.part_time;
    }
}

/// The lines of one statement counted and summed, while they pass.
#[derive(Debug, Default)]
pub struct Tally {
    pub headcount: Headcount,
    pub bases: Bases,
    /// Employee numbers of the contributors so far.
    contributors: HashSet<CompactString>,
}

impl Tally {
    /// A number that comes twice is one person, of the status of its first line.
    pub fn see(&mut self, line: &Line) {
        if line.is_correction() {
            return;
        }
        let count = &mut self.headcount;
        count.lines += 1;
        count.held += usize::from(line.is_held());
        let counts = line.is_contributor();
        if counts && self.contributors.insert(line.employee_number.clone()) {
            count.persons += 1;
            count.full_time += usize::from(line.status == Some(Status::FullTime));
            count.part_time += usize::from(line.status == Some(Status::PartTime));
        }
        // One line's value is enough for the statement to have the column (`percapita.md`, 2).
        let optional = |amount: Option<Cad>| amount.map(|amount| if counts { amount } else { Cad::ZERO });
        self.bases.add(&Bases {
            salary_paid: line.salary_paid.filter(|_| counts).unwrap_or_default(),
            dues: line.dues.filter(|_| counts).unwrap_or_default(),
            regular_pay: optional(line.regular_pay),
            total_remuneration: optional(line.total_remuneration),
        });
    }

    pub fn of(lines: &[Line]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.see(line));
        tally
    }
}

impl Bases {
    fn add(&mut self, other: &Bases) {
        let add = |to: &mut Option<Cad>, more: Option<Cad>| {
            if let Some(more) = more {
                *to = Some(to.unwrap_or_default() + more);
            }
        };
        self.salary_paid += other.salary_paid;
        self.dues += other.dues;
        add(&mut self.regular_pay, other.regular_pay);
        add(&mut self.total_remuneration, other.total_remuneration);
    }
}

/// One employer of one union, with the last statement that tells of the date asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub union: Uuid,
    pub union_number: String,
    pub federation: Uuid,
    pub central_council: Uuid,
    pub employer: Uuid,
    /// The institution, and the bargaining unit.
    pub institution: String,
    pub unit: String,
    /// `None` when nothing tells.
    pub counted: Option<Counted>,
}

/// What a unit's statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub period: PeriodId,
    pub ends_on: NaiveDate,
    pub headcount: Headcount,
    /// `None` when the reader may not see the base of so few.
    pub bases: Option<Bases>,
}

/// What aggregates are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Federation,
    CentralCouncil,
    Union,
    /// Bargaining unit: one employer of one union.
    Unit,
    /// Employer, whatever unions it has: those of one name.
    Institution,
}

impl By {
    pub const ALL: [By; 5] = [By::Federation, By::CentralCouncil, By::Union, By::Unit, By::Institution];

    pub fn code(self) -> &'static str {
        match self {
            By::Federation => "federation",
            By::CentralCouncil => "conseil",
            By::Union => "syndicat",
            By::Unit => "unite",
            By::Institution => "etablissement",
        }
    }

    pub fn from_code(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }

    /// Whether a person of two units of one union is counted once in a group.
    pub fn counts_once(self) -> bool {
        !matches!(self, By::Unit | By::Institution)
    }
}

/// One row of an aggregate, in the order of its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    Body(Uuid),
    /// The number as one, so that 412 comes before 1024.
    Union(u32, Uuid),
    Unit(u32, String, String, Uuid),
    Institution(String),
}

/// Units added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    pub unions: BTreeSet<Uuid>,
    pub institutions: BTreeSet<String>,
    pub units: usize,
    /// Units of which nothing tells.
    pub silent: usize,
    /// Of every unit: a person of two units is in both.
    pub headcount: Headcount,
    /// Persons counted in a unit besides another of the same union.
    pub shared: usize,
    /// Of the units whose base may be shown.
    pub bases: Bases,
    /// Units whose base is not.
    pub without_base: usize,
    /// The earliest and the latest period end among the statements counted.
    pub ends: Option<(NaiveDate, NaiveDate)>,
}

impl Group {
    /// Each person once, as far as the union's register knows who is who.
    pub fn persons(&self) -> usize {
        self.headcount.persons.saturating_sub(self.shared)
    }

    fn add(&mut self, unit: &Unit) {
        self.unions.insert(unit.union);
        self.institutions.insert(institution(&unit.institution));
        self.units += 1;
        let Some(counted) = &unit.counted else {
            self.silent += 1;
            return;
        };
        self.headcount.add(&counted.headcount);
        match &counted.bases {
            Some(bases) => self.bases.add(bases),
            None => self.without_base += usize::from(counted.headcount.persons > 0),
        }
        let (first, last) = self.ends.unwrap_or((counted.ends_on, counted.ends_on));
        self.ends = Some((first.min(counted.ends_on), last.max(counted.ends_on)));
    }
}

/// An employer's name as it is told from others: case and spaces do not matter.
fn institution(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Adds units up. `shared` says of each union how many persons its units count besides another.
pub fn aggregate(units: &[Unit], shared: &HashMap<Uuid, usize>, by: By) -> BTreeMap<Key, Group> {
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for unit in units {
        groups.entry(key(unit, by)).or_default().add(unit);
    }
    if by.counts_once() {
        for group in groups.values_mut() {
            group.shared = group.unions.iter().filter_map(|union| shared.get(union)).sum();
        }
    }
    groups
}

/// Everything in one row.
pub fn total(units: &[Unit], shared: &HashMap<Uuid, usize>) -> Group {
    let mut all = Group::default();
    for unit in units {
        all.add(unit);
    }
    all.shared = all.unions.iter().filter_map(|union| shared.get(union)).sum();
    all
}

fn key(unit: &Unit, by: By) -> Key {
    let number = unit.union_number.parse().unwrap_or(u32::MAX);
    match by {
        By::Federation => Key::Body(unit.federation),
        By::CentralCouncil => Key::Body(unit.central_council),
        By::Union => Key::Union(number, unit.union),
        By::Unit => Key::Unit(number, unit.institution.clone(), unit.unit.clone(), unit.employer),
        By::Institution => Key::Institution(institution(&unit.institution)),
    }
}

/// The first day whose period end still tells of `date`.
pub fn earliest_end(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(LONGEST_SILENCE - 1)).unwrap_or(NaiveDate::MIN)
}

/// For each union, the period of which its units' common people are known: the earliest of those
/// counted, when every unit has one. A union whose units are of different periods is counted so.
pub fn common_periods(units: &[Unit]) -> HashMap<Uuid, PeriodId> {
    let mut earliest: HashMap<Uuid, (PeriodId, usize)> = HashMap::new();
    for unit in units {
        if let Some(counted) = &unit.counted {
            let (period, units) = earliest.entry(unit.union).or_insert((counted.period, 0));
            *period = (*period).min(counted.period);
            *units += 1;
        }
    }
    // With one unit there is nobody to count twice.
    earliest.into_iter().filter(|(_, (_, units))| *units > 1).map(|(id, (period, _))| (id, period)).collect()
}
