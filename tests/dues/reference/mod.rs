//! Per capita a second time, written from `percapita.md` sections 1 to 6 and from nothing else: slow,
//! obvious, with its own words and its own numbers. It shares no line with `src/dues`.
//!
//! An exact amount is a whole number of 10^-26 dollars: a rate has 18 decimals at most, a base two,
//! a waived percentage six, and a product of the three therefore 26. Nothing is ever dropped.
//!
//! A `Bug` makes it wrong in one way, so that a test can say that the comparison would see it.

mod arithmetic;
pub mod compared;
mod planted;
mod random;
mod worked;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use self::arithmetic::{CENT, Exact, dollars, floor_cents, rounded};

/// One rule of one payee (section 2); numbers as a congress writes them.
#[derive(Debug, Clone)]
pub struct Levy {
    pub payee: &'static str,
    pub code: &'static str,
    pub basis: &'static str,
    /// The rate as a fraction, or the amount a person.
    pub value: String,
    pub minimum: Option<String>,
    pub maximum: Option<String>,
    pub most: Option<usize>,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// A decision that waives part of a levy over a range of periods (section 6), both included.
#[derive(Debug, Clone)]
pub struct Waiver {
    pub payee: &'static str,
    pub code: &'static str,
    /// A fraction: `0.25` is a quarter.
    pub percent: String,
    pub first: usize,
    pub last: usize,
}

/// What an employer says of one person, in cents; `None` is blank.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub number: String,
    pub salary_paid: Option<i64>,
    pub dues: Option<i64>,
    pub regular_pay: Option<i64>,
    pub total_remuneration: Option<i64>,
    pub held: Option<i64>,
}

/// One period's statement: its people, the differences it carries for earlier periods (by place in
/// the story), and whose held dues of which periods a ruling brings in with it.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    pub people: Vec<Person>,
    pub corrections: Vec<(usize, Person)>,
    pub rulings: Vec<(usize, String)>,
}

/// A few periods of one employer, in order, each with its end.
#[derive(Debug, Clone)]
pub struct Story {
    pub periods: Vec<(NaiveDate, Statement)>,
    pub levies: Vec<Levy>,
    pub waivers: Vec<Waiver>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    Own,
    Correction,
    Ruling,
}

/// What one levy owes for one statement, or more of an earlier period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// The statement it is declared with, and the period it is of.
    pub with: usize,
    pub of: usize,
    pub cause: Cause,
    pub code: String,
    pub from: NaiveDate,
    /// Contributors counted and the sum of their bases in cents; zero of an adjustment.
    pub persons: usize,
    pub base: Option<i64>,
    pub substituted: bool,
    pub cents: i64,
    /// By employee number, zeros left out.
    pub shares: BTreeMap<String, i64>,
}

/// Ways to be wrong, each one that somebody might be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    HalfToEven,
    HalfTowardsPlus,
    EachPersonRounded,
    NoMinimum,
    NoMaximum,
    FirstDayLeftOut,
    LastDayLeftOut,
    LeviesOfToday,
    EarlierCorrectionsForgotten,
    HeldCounted,
    DuesAloneDoNotCount,
    BlankTakesSalary,
    MissingColumnCountsZero,
    ColumnGainedByACorrection,
    NumbersByLength,
    TiesFromTheLast,
    FloorTowardsZero,
    NobodyPushedOut,
    WaivedBeforeLimits,
    WaiversAdded,
    HeldDuesLost,
    RulingForgetsTheCorrection,
}

impl Bug {
    pub const ALL: [Bug; 22] = [
        Bug::HalfToEven,
        Bug::HalfTowardsPlus,
        Bug::EachPersonRounded,
        Bug::NoMinimum,
        Bug::NoMaximum,
        Bug::FirstDayLeftOut,
        Bug::LastDayLeftOut,
        Bug::LeviesOfToday,
        Bug::EarlierCorrectionsForgotten,
        Bug::HeldCounted,
        Bug::DuesAloneDoNotCount,
        Bug::BlankTakesSalary,
        Bug::MissingColumnCountsZero,
        Bug::ColumnGainedByACorrection,
        Bug::NumbersByLength,
        Bug::TiesFromTheLast,
        Bug::FloorTowardsZero,
        Bug::NobodyPushedOut,
        Bug::WaivedBeforeLimits,
        Bug::WaiversAdded,
        Bug::HeldDuesLost,
        Bug::RulingForgetsTheCorrection,
    ];
}

/// The computation; without a bug, the right one.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    pub bug: Option<Bug>,
}

/// Which optional columns the statement of a period has.
#[derive(Debug, Clone, Copy)]
struct Columns {
    regular_pay: bool,
    total_remuneration: bool,
}

impl Reference {
    fn has(self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Everything that the story's statements owe, in the order declared.
    pub fn owed(self, story: &Story) -> Vec<Owed> {
        let mut all = Vec::new();
        for (with, (_, statement)) in story.periods.iter().enumerate() {
            all.extend(self.assessment(story, with));
            for of in 0..=with {
                if statement.corrections.iter().any(|(period, _)| *period == of) {
                    let before = self.standing(story, of, with);
                    let after = self.with_corrections(story, of, with, before.clone());
                    all.extend(self.adjustment(story, with, of, Cause::Correction, &before, &after));
                }
                if statement.rulings.iter().any(|(period, _)| *period == of) {
                    // What this statement corrects of that period is corrected first.
                    let mut before = self.standing(story, of, with);
                    if !self.has(Bug::RulingForgetsTheCorrection) {
                        before = self.with_corrections(story, of, with, before);
                    }
                    let after = self.with_rulings(story, of, with, before.clone());
                    all.extend(self.adjustment(story, with, of, Cause::Ruling, &before, &after));
                }
            }
        }
        all
    }

    /// The people of a period as declared, with what the statements before `with` changed of them.
    fn standing(self, story: &Story, of: usize, with: usize) -> Vec<Person> {
        let mut people = story.periods[of].1.people.clone();
        for earlier in of..with {
            if !self.has(Bug::EarlierCorrectionsForgotten) {
                people = self.with_corrections(story, of, earlier, people);
            }
            people = self.with_rulings(story, of, earlier, people);
        }
        people
    }

    fn with_corrections(self, story: &Story, of: usize, with: usize, mut people: Vec<Person>) -> Vec<Person> {
        for (period, difference) in &story.periods[with].1.corrections {
            if *period != of {
                continue;
            }
            if !people.iter().any(|person| person.number == difference.number) {
                people.push(Person { number: difference.number.clone(), ..Person::default() });
            }
            for person in &mut people {
                if person.number == difference.number {
                    add(&mut person.salary_paid, difference.salary_paid);
                    add(&mut person.dues, difference.dues);
                    add(&mut person.regular_pay, difference.regular_pay);
                    add(&mut person.total_remuneration, difference.total_remuneration);
                }
            }
        }
        people
    }

    fn with_rulings(self, story: &Story, of: usize, with: usize, mut people: Vec<Person>) -> Vec<Person> {
        for (period, number) in &story.periods[with].1.rulings {
            for person in &mut people {
                if *period == of && person.number == *number && person.held.unwrap_or(0) > 0 {
                    let held = person.held.take();
                    if !self.has(Bug::HeldDuesLost) {
                        add(&mut person.dues, held);
                    }
                }
            }
        }
        people
    }

    /// The columns are those of the statement as declared: what corrects it later brings none. Of a
    /// period that had nobody, those of the first lines that come in.
    fn columns(self, story: &Story, of: usize, now: &[Person]) -> Columns {
        let mut first = story.periods[of].1.people.clone();
        for with in of..story.periods.len() {
            if first.is_empty() {
                first = self.with_corrections(story, of, with, first);
            }
        }
        if self.has(Bug::ColumnGainedByACorrection) {
            first = now.to_vec();
        }
        Reference::columns_in(&first)
    }

    fn columns_in(people: &[Person]) -> Columns {
        Columns {
            regular_pay: people.iter().any(|person| person.regular_pay.is_some()),
            total_remuneration: people.iter().any(|person| person.total_remuneration.is_some()),
        }
    }

    fn in_force(self, story: &Story, of: usize, with: usize) -> impl Iterator<Item = &Levy> {
        let end = story.periods[if self.has(Bug::LeviesOfToday) { with } else { of }].0;
        story.levies.iter().filter(move |levy| {
            let started = if self.has(Bug::FirstDayLeftOut) { levy.from < end } else { levy.from <= end };
            let ended = match levy.to {
                Some(to) if self.has(Bug::LastDayLeftOut) => end >= to,
                Some(to) => end > to,
                None => false,
            };
            started && !ended
        })
    }

    /// Section 2: the statement's own people.
    fn assessment(self, story: &Story, with: usize) -> Vec<Owed> {
        let people = &story.periods[with].1.people;
        let columns = Reference::columns_in(people);
        let mut all = Vec::new();
        for levy in self.in_force(story, with, with) {
            let amounts = self.amounts(story, with, levy, people, columns);
            let bases = self.counted(levy, people).into_iter().map(|person| self.base(levy, person, columns));
            let (cents, shares) = self.split(amounts);
            all.push(Owed {
                with,
                of: with,
                cause: Cause::Own,
                code: levy.code.to_owned(),
                from: levy.from,
                persons: self.counted(levy, people).len(),
                base: (levy.basis != "per_person").then(|| bases.sum()),
                substituted: (levy.basis == "regular_pay" && !columns.regular_pay)
                    || (levy.basis == "total_remuneration" && !columns.total_remuneration),
                cents,
                shares,
            });
        }
        all
    }

    /// Sections 4 and 5: the people after, less the people before, of everyone whose amount changes.
    fn adjustment(
        self,
        story: &Story,
        with: usize,
        of: usize,
        cause: Cause,
        before: &[Person],
        after: &[Person],
    ) -> Vec<Owed> {
        let mut all = Vec::new();
        for levy in self.in_force(story, of, with) {
            let columns = self.columns(story, of, after);
            let was = self.amounts(story, of, levy, before, columns);
            let is = self.amounts(story, of, levy, after, columns);
            let numbers: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            let mut differences = BTreeMap::new();
            for number in numbers {
                let difference = is.get(number).unwrap_or(&0) - was.get(number).unwrap_or(&0);
                let corrected = story.periods[with].1.corrections.iter().any(|(_, c)| c.number == *number)
                    || cause == Cause::Ruling;
                if difference != 0 && (corrected || !self.has(Bug::NobodyPushedOut)) {
                    differences.insert(number.clone(), difference);
                }
            }
            let (cents, shares) = self.split(differences);
            all.push(Owed {
                with,
                of,
                cause,
                code: levy.code.to_owned(),
                from: levy.from,
                persons: 0,
                base: None,
                substituted: false,
                cents,
                shares,
            });
        }
        all
    }

    fn is_contributor(self, person: &Person) -> bool {
        let held = person.held.unwrap_or(0) > 0 && !self.has(Bug::HeldCounted);
        let dues = person.dues.unwrap_or(0) > 0 && !self.has(Bug::DuesAloneDoNotCount);
        !held && (dues || person.salary_paid.unwrap_or(0) > 0)
    }

    /// The contributors that a levy counts: the first so many by the bytes of their numbers.
    fn counted<'p>(self, levy: &Levy, people: &'p [Person]) -> Vec<&'p Person> {
        let mut counted: Vec<&Person> = people.iter().filter(|person| self.is_contributor(person)).collect();
        counted.sort_by(|a, b| a.number.as_bytes().cmp(b.number.as_bytes()));
        if self.has(Bug::NumbersByLength) {
            counted.sort_by_key(|person| person.number.len());
        }
        counted.truncate(levy.most.unwrap_or(usize::MAX));
        counted
    }

    fn base(self, levy: &Levy, person: &Person, columns: Columns) -> i64 {
        let (has_it, value) = match levy.basis {
            "regular_pay" => (columns.regular_pay, person.regular_pay),
            "total_remuneration" => (columns.total_remuneration, person.total_remuneration),
            "dues" => (true, person.dues),
            _ => (true, person.salary_paid),
        };
        let blank = value.is_none() && self.has(Bug::BlankTakesSalary);
        if (has_it && !blank) || self.has(Bug::MissingColumnCountsZero) {
            value.unwrap_or(0)
        } else {
            person.salary_paid.unwrap_or(0)
        }
    }

    /// Unrounded amounts of those counted, by employee number.
    fn amounts(
        self,
        story: &Story,
        of: usize,
        levy: &Levy,
        people: &[Person],
        columns: Columns,
    ) -> BTreeMap<String, Exact> {
        let mut amounts = BTreeMap::new();
        for person in self.counted(levy, people) {
            let value = dollars(&levy.value);
            let product = match levy.basis {
                "per_person" => value,
                _ => value / 100 * Exact::from(self.base(levy, person, columns)),
            };
            let kept = self.kept(story, of, levy);
            let amount = if self.has(Bug::WaivedBeforeLimits) {
                self.limited(levy, times(product, kept))
            } else {
                times(self.limited(levy, product), kept)
            };
            let amount =
                if self.has(Bug::EachPersonRounded) { rounded(self.bug, amount) * CENT } else { amount };
            amounts.insert(person.number.clone(), amount);
        }
        amounts
    }

    fn limited(self, levy: &Levy, mut amount: Exact) -> Exact {
        if let Some(minimum) = levy.minimum.as_deref().filter(|_| !self.has(Bug::NoMinimum)) {
            amount = amount.max(dollars(minimum));
        }
        if let Some(maximum) = levy.maximum.as_deref().filter(|_| !self.has(Bug::NoMaximum)) {
            amount = amount.min(dollars(maximum));
        }
        amount
    }

    /// The millionths of an amount that a decision leaves; where two cover it the larger holds.
    fn kept(self, story: &Story, of: usize, levy: &Levy) -> Exact {
        let covers = |waiver: &&Waiver| {
            waiver.payee == levy.payee
                && waiver.code == levy.code
                && (waiver.first..=waiver.last).contains(&of)
        };
        let waived = story.waivers.iter().filter(covers).map(|waiver| dollars(&waiver.percent) / MILLIONTH);
        if self.has(Bug::WaiversAdded) {
            return (ONE - waived.sum::<Exact>()).max(0);
        }
        ONE - waived.max().unwrap_or(0)
    }

    /// Section 3: one rounding of the sum, and its split by largest remainder.
    fn split(self, amounts: BTreeMap<String, Exact>) -> (i64, BTreeMap<String, i64>) {
        let total = rounded(self.bug, amounts.values().sum());
        let floor = |amount: Exact| {
            if self.has(Bug::FloorTowardsZero) { amount / CENT } else { floor_cents(amount) }
        };
        // In order of the numbers' bytes, which a sort keeps among equal fractions.
        let mut order: Vec<(String, Exact, Exact)> = amounts
            .into_iter()
            .map(|(number, amount)| (number, floor(amount), amount - floor_cents(amount) * CENT))
            .collect();
        if self.has(Bug::TiesFromTheLast) {
            order.reverse();
        }
        order.sort_by_key(|person| std::cmp::Reverse(person.2));
        let mut missing = total - order.iter().map(|(_, floor, _)| floor).sum::<Exact>();
        let mut shares = BTreeMap::new();
        for (number, floor, _) in order {
            let one = missing.clamp(0, 1);
            missing -= one;
            if floor + one != 0 {
                shares.insert(number, i64::try_from(floor + one).unwrap());
            }
        }
        (i64::try_from(total).unwrap(), shares)
    }
}

/// A whole, and a dollar's millionth in exact amounts.
const ONE: Exact = 1_000_000;
const MILLIONTH: Exact = 10_i128.pow(20);

/// An amount of 20 decimals by millionths: exact.
fn times(amount: Exact, millionths: Exact) -> Exact {
    assert_eq!(amount % ONE, 0, "a product has 20 decimals at most");
    amount / ONE * millionths
}

fn add(to: &mut Option<i64>, difference: Option<i64>) {
    if let Some(difference) = difference {
        *to = Some(to.unwrap_or(0) + difference);
    }
}
