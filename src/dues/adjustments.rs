//! What a correction (5.03, last paragraph), a ruling on held dues (5.05) or an exemption decided late
//! changes in an earlier period, computed by difference (`percapita.md`, sections 4 to 6).
//!
//! What was declared is never rewritten: an adjustment is what the same levies, those in force at
//! the corrected period's end, make of the people after less what they made of them before.
//!
//! The differences summed are those of everyone whose amount changes. That is the people corrected
//! and, under a levy with `max_persons`, the one whom an omitted person pushes out of the first n,
//! or whom a person brought to zero lets in: so declared and adjusted always come to what a right
//! statement would have owed, and a correction and its opposite cancel.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::assess::persons_counted;
use super::exact::{Rule, Unrounded};
use super::exemptions::Exemption;
use super::levies::{Levy, in_force};
use super::people::{Amounts, Contributors, Gathering, Optional, Person};
use super::workings::{split, with_cent};
use crate::money::Cad;
use crate::statements::Line;

/// One person's line of the corrected period, with all earlier corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub employee_number: String,
    /// Data line in the file of that period, counted from 1.
    pub line: u32,
    pub salary_paid: Cad,
    pub dues: Cad,
    /// `None` when blank; a column that everyone has blank is missing.
    pub regular_pay: Option<Cad>,
    pub total_remuneration: Option<Cad>,
    /// Dues held by the employer (5.05); over zero, the person is outside every base and count.
    pub held_dues: Cad,
}

impl From<&Line> for PersonLine {
    fn from(line: &Line) -> PersonLine {
        PersonLine {
            employee_number: line.employee_number.to_string(),
            line: line.number,
            salary_paid: line.salary_paid.unwrap_or_default(),
            dues: line.dues.unwrap_or_default(),
            regular_pay: line.regular_pay,
            total_remuneration: line.total_remuneration,
            held_dues: line.held_dues.unwrap_or_default(),
        }
    }
}

impl PersonLine {
    /// As [`Line::is_contributor`].
    fn is_contributor(&self) -> bool {
        self.held_dues <= Cad::ZERO && (self.dues > Cad::ZERO || self.salary_paid > Cad::ZERO)
    }

    fn absent(correction: &Correction) -> PersonLine {
        PersonLine {
            employee_number: correction.employee_number.clone(),
            line: correction.line,
            salary_paid: Cad::ZERO,
            dues: Cad::ZERO,
            regular_pay: None,
            total_remuneration: None,
            held_dues: Cad::ZERO,
        }
    }

    /// Adds the differences of the columns that the period has.
    fn correct(&mut self, correction: &Correction, columns: Optional) {
        let add = |to: &mut Option<Cad>, difference: Option<Cad>, is_there: bool| {
            if let Some(difference) = difference.filter(|_| is_there) {
                *to = Some(to.unwrap_or_default() + difference);
            }
        };
        self.salary_paid += correction.salary_paid;
        self.dues += correction.dues;
        add(&mut self.regular_pay, correction.regular_pay, columns.regular_pay);
        add(&mut self.total_remuneration, correction.total_remuneration, columns.total_remuneration);
    }
}

/// A correction line: who, and signed differences in dollars (5.03).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub employee_number: String,
    /// Data line of the correction in the correcting file, counted from 1.
    pub line: u32,
    pub salary_paid: Cad,
    pub dues: Cad,
    pub regular_pay: Option<Cad>,
    pub total_remuneration: Option<Cad>,
}

/// Blank differences are zero.
impl From<&Line> for Correction {
    fn from(line: &Line) -> Correction {
        Correction {
            employee_number: line.employee_number.to_string(),
            line: line.number,
            salary_paid: line.salary_paid.unwrap_or_default(),
            dues: line.dues.unwrap_or_default(),
            regular_pay: line.regular_pay,
            total_remuneration: line.total_remuneration,
        }
    }
}

/// What one levy owes more (or is credited, when negative) for one earlier period.
#[derive(Debug, Clone)]
pub struct Adjustment<'a> {
    pub levy: &'a Levy,
    /// The decision that waives part of it once adjusted, if any.
    pub exemption: Option<&'a Exemption>,
    /// The exact sum of the people's differences.
    pub exact: Unrounded,
    /// `exact` rounded once, half away from zero.
    pub amount: Cad,
    /// Everyone whose amount changes, in order of employee number.
    pub people: Vec<PersonAdjustment>,
}

/// One person's part of an adjustment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAdjustment {
    pub employee_number: String,
    /// Unrounded, zero when absent or not counted.
    pub before: Unrounded,
    pub after: Unrounded,
    /// The part of the adjustment's amount, by largest remainder.
    pub share: Cad,
}

impl PersonAdjustment {
    pub fn difference(&self) -> Unrounded {
        self.after - self.before
    }
}

/// The adjustments that `corrections`, all of one statement and of one earlier period, make: one
/// for each levy in force at that period's end, in the order given, zeros included.
///
/// `before` is the whole statement of that period with all earlier corrections: the whole, since
/// missing columns and `max_persons` depend on everyone. A person it lacks was omitted. A number
/// that comes twice in it is corrected on its first line.
pub fn adjust<'a>(
    before: &[PersonLine],
    corrections: &[Correction],
    levies: &'a [Levy],
    exemptions: &'a [Exemption],
    period_end: NaiveDate,
) -> Vec<Adjustment<'a>> {
    let after = corrected(before, corrections);
    difference((before, exemptions), (&after, exemptions), levies, period_end)
}

/// The lines of a period once `corrections` are made: `before` for the next correction of it.
///
/// An optional column that the period lacks stays missing, or the next correction would take it for
/// the base of what was declared on salary paid.
pub fn corrected(before: &[PersonLine], corrections: &[Correction]) -> Vec<PersonLine> {
    let columns = match before {
        [] => Optional { regular_pay: true, total_remuneration: true },
        people => optional_columns(people),
    };
    let mut after = before.to_vec();
    let mut places: HashMap<String, usize> = HashMap::with_capacity(after.len());
    for (place, person) in after.iter().enumerate() {
        places.entry(person.employee_number.clone()).or_insert(place);
    }
    for correction in corrections {
        let place = *places.entry(correction.employee_number.clone()).or_insert_with(|| {
            after.push(PersonLine::absent(correction));
            after.len() - 1
        });
        after[place].correct(correction, columns);
    }
    after
}

/// The adjustments of one period when the Tribunal includes the people whose dues were held: for
/// each levy in force at that period's end, in the order given.
///
/// `before` is the whole statement of that period, held lines among it. The people named by
/// `included` come in as if absent before, and the dues held become their dues.
pub fn release<'a>(
    before: &[PersonLine],
    included: &[&str],
    levies: &'a [Levy],
    exemptions: &'a [Exemption],
    period_end: NaiveDate,
) -> Vec<Adjustment<'a>> {
    let after = with_released(before, included);
    difference((before, exemptions), (&after, exemptions), levies, period_end)
}

/// The adjustments of one period when a decision waives a part of it that was declared without
/// (`percapita.md`, section 6): for each levy in force at that period's end, in the order given.
///
/// `lines` are the whole statement of that period as it stands; `was` the decisions applied until
/// now, `now` those that hold.
pub fn exempt<'a>(
    lines: &[PersonLine],
    was: &'a [Exemption],
    now: &'a [Exemption],
    levies: &'a [Levy],
    period_end: NaiveDate,
) -> Vec<Adjustment<'a>> {
    difference((lines, was), (lines, now), levies, period_end)
}

/// The lines of a period once the people named by `included` are in it: their dues held become
/// their dues. `before` for whatever corrects that period later.
pub fn with_released(before: &[PersonLine], included: &[&str]) -> Vec<PersonLine> {
    let included: HashSet<&str> = included.iter().copied().collect();
    let mut after = before.to_vec();
    for person in &mut after {
        if person.held_dues > Cad::ZERO && included.contains(person.employee_number.as_str()) {
            person.dues += std::mem::take(&mut person.held_dues);
        }
    }
    after
}

/// The people and the decisions of a period before, and after.
fn difference<'a>(
    (before, was): (&[PersonLine], &'a [Exemption]),
    (after, now): (&[PersonLine], &'a [Exemption]),
    levies: &'a [Levy],
    period_end: NaiveDate,
) -> Vec<Adjustment<'a>> {
    // Whether salary paid stands for a missing column was settled by the statement as declared; a
    // period that had no line at all takes the columns that come in.
    let optional = optional_columns(if before.is_empty() { after } else { before });
    let (before, after) = (contributors(before, optional), contributors(after, optional));
    in_force(levies, period_end)
        .map(|levy| {
            let exemption = Exemption::of(levy, now);
            let rules = (Rule::new(levy, Exemption::of(levy, was)), Rule::new(levy, exemption));
            let (before, after) = (counted(&before, levy, &rules.0), counted(&after, levy, &rules.1));
            adjustment(levy, exemption, &before, &after)
        })
        .collect()
}

fn optional_columns(people: &[PersonLine]) -> Optional {
    Optional {
        regular_pay: people.iter().any(|person| person.regular_pay.is_some()),
        total_remuneration: people.iter().any(|person| person.total_remuneration.is_some()),
    }
}

fn contributors(people: &[PersonLine], optional: Optional) -> Contributors<'_> {
    let mut gathering = Gathering::with_room_for(people.len());
    for person in people.iter().filter(|person| person.is_contributor()) {
        gathering.push(&Amounts {
            person: Person { employee_number: &person.employee_number, line: person.line },
            salary_paid: person.salary_paid,
            dues: person.dues,
            regular_pay: person.regular_pay.unwrap_or_default(),
            total_remuneration: person.total_remuneration.unwrap_or_default(),
        });
    }
    gathering.in_order(optional)
}

/// The people a levy counts, with their unrounded amounts, in order of employee number.
fn counted<'p>(people: &Contributors<'p>, levy: &Levy, rule: &Rule) -> Vec<(Person<'p>, Unrounded)> {
    let (column, _) = people.column(levy.basis());
    let persons = persons_counted(levy, column.cents.len());
    let amounts = column.cents[..persons].iter().map(|&cents| rule.one(cents));
    people.people().iter().copied().zip(amounts).collect()
}

fn adjustment<'a>(
    levy: &'a Levy,
    exemption: Option<&'a Exemption>,
    before: &[(Person, Unrounded)],
    after: &[(Person, Unrounded)],
) -> Adjustment<'a> {
    let changed: Vec<_> =
        merged(before, after).into_iter().filter(|(_, before, after)| before != after).collect();
    let differences: Vec<Unrounded> = changed.iter().map(|(_, before, after)| *after - *before).collect();
    let exact: Unrounded = differences.iter().copied().sum();
    let amount = exact.rounded();
    let people = changed
        .into_iter()
        .zip(split(amount, &differences))
        .map(|((person, before, after), (floor, one))| PersonAdjustment {
            employee_number: person.employee_number.to_owned(),
            before,
            after,
            share: with_cent(floor, one),
        })
        .collect();
    Adjustment { levy, exemption, exact, amount, people }
}

/// Both lists side by side, zero where a person is in one only; both are sorted the same way.
fn merged<'p>(
    before: &[(Person<'p>, Unrounded)],
    after: &[(Person<'p>, Unrounded)],
) -> Vec<(Person<'p>, Unrounded, Unrounded)> {
    let key = |person: &Person<'p>| (person.employee_number, person.line);
    let mut both = Vec::with_capacity(after.len());
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return both,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((b, _)), Some((a, _))) => key(b).cmp(&key(a)),
        };
        let was = if order.is_le() { before.next() } else { None };
        let is = if order.is_ge() { after.next() } else { None };
        if let Some((person, _)) = was.or(is) {
            let amount = |of: Option<&(Person, Unrounded)>| of.map_or(Unrounded::ZERO, |(_, amount)| *amount);
            both.push((*person, amount(was), amount(is)));
        }
    }
}
