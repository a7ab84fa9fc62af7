//! What a canonical document says, read back: the lines, the rules, the decisions, and, for who asks
//! why, the people's shares. Not its computation, which is `rebuilt`'s to do again.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::Cause;
use crate::calendar::PeriodId;
use crate::dues::{Exemption, Levy};
use crate::money::Cad;
use crate::statements::Line;

/// A document, but for its total.
#[derive(Debug, Deserialize)]
pub struct Document {
    pub format: String,
    pub declaration: Uuid,
    pub union: String,
    pub receipt: String,
    pub period: PeriodId,
    pub due_on: NaiveDate,
    pub attested_by: Uuid,
    pub attested_at: DateTime<Utc>,
    pub missing_note: String,
    pub statements: Vec<Statement>,
}

#[derive(Debug, Deserialize)]
pub struct Statement {
    pub id: Uuid,
    pub employer: String,
    pub version: i32,
    pub file_sha256: String,
    pub start: NaiveDate,
    pub end: NaiveDate,
    lines: Vec<FrozenLine>,
    pub levies: Vec<Rule>,
    pub adjustments: Vec<Adjustment>,
    #[serde(default)]
    pub releases: Vec<Releases>,
}

#[derive(Debug, Deserialize)]
struct FrozenLine {
    line: u32,
    employee: String,
    salary_paid: Option<Cad>,
    dues: Option<Cad>,
    regular_pay: Option<Cad>,
    total_remuneration: Option<Cad>,
    held_dues: Option<Cad>,
    #[serde(default)]
    corrects: String,
    #[serde(default)]
    nature: String,
}

/// A levy as it was applied.
#[derive(Debug, Deserialize)]
pub struct Rule {
    pub rule: Levy,
    pub exemption: Option<Exemption>,
    pub workings: Vec<Share>,
}

/// One person's part of an amount, in dollars.
#[derive(Debug, Deserialize)]
pub struct Share {
    pub employee: String,
    pub share: Cad,
}

#[derive(Debug, Deserialize)]
pub struct Adjustment {
    pub period: PeriodId,
    #[serde(default)]
    released: bool,
    #[serde(default)]
    exempted: bool,
    pub rule: Levy,
    pub was: Option<Exemption>,
    pub exemption: Option<Exemption>,
    pub amount: Cad,
    pub people: Vec<Difference>,
}

/// One person before and after, unrounded, and her part of the adjustment.
#[derive(Debug, Deserialize)]
pub struct Difference {
    pub employee: String,
    pub before: String,
    pub after: String,
    pub share: Cad,
}

/// Whose dues held in a period came in.
#[derive(Debug, Deserialize)]
pub struct Releases {
    pub period: PeriodId,
    pub employees: Vec<String>,
}

/// One amount of a declaration, where its document has it.
pub enum Amount<'d> {
    Own(&'d Statement, &'d Rule),
    Other(&'d Statement, &'d Adjustment),
}

impl Document {
    /// Its amounts in the order of its receipt: an adjustment that changes nobody is not one.
    pub fn amounts(&self) -> Vec<Amount<'_>> {
        let each = self.statements.iter().flat_map(|statement| {
            let own = statement.levies.iter().map(move |rule| Amount::Own(statement, rule));
            let changing = statement.adjustments.iter().filter(|adjustment| !adjustment.people.is_empty());
            own.chain(changing.map(move |adjustment| Amount::Other(statement, adjustment)))
        });
        each.collect()
    }
}

/// What a statement comes to, nobody named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Lines of this period's people.
    pub lines: usize,
    /// Of those, lines of people who paid, or should have paid.
    pub contributors: usize,
    /// Lines whose dues are held while the Tribunal decides (5.05).
    pub held: usize,
    /// Lines that correct an earlier period.
    pub corrections: usize,
    /// Of the contributors, in dollars.
    pub salary_paid: Cad,
    pub dues: Cad,
}

impl Statement {
    pub fn totals(&self) -> Totals {
        let lines = self.lines();
        let own: Vec<&Line> = lines.iter().filter(|line| !line.is_correction()).collect();
        let contributing: Vec<&&Line> = own.iter().filter(|line| line.is_contributor()).collect();
        let sum = |of: fn(&Line) -> Option<Cad>| contributing.iter().filter_map(|line| of(line)).sum();
        Totals {
            lines: own.len(),
            contributors: contributing.len(),
            held: own.iter().filter(|line| line.is_held()).count(),
            corrections: lines.len() - own.len(),
            salary_paid: sum(|line| line.salary_paid),
            dues: sum(|line| line.dues),
        }
    }

    pub fn lines(&self) -> Vec<Line> {
        self.lines.iter().map(line).collect()
    }

    /// The levies applied to its own period, in their order.
    pub fn rules(&self) -> Vec<Levy> {
        self.levies.iter().map(|levy| levy.rule.clone()).collect()
    }

    /// The decisions that waived a part of its own period.
    pub fn exemptions(&self) -> Vec<Exemption> {
        self.levies.iter().filter_map(|levy| levy.exemption.clone()).collect()
    }

    pub fn adjusts(&self, period: PeriodId) -> bool {
        self.adjustments.iter().any(|adjustment| adjustment.period == period)
    }
}

impl Adjustment {
    pub fn cause(&self) -> Cause {
        match (self.released, self.exempted) {
            (true, _) => Cause::Ruling,
            (_, true) => Cause::Exemption,
            _ => Cause::Correction,
        }
    }
}

fn line(frozen: &FrozenLine) -> Line {
    Line {
        number: frozen.line,
        employee_number: frozen.employee.as_str().into(),
        salary_paid: frozen.salary_paid,
        dues: frozen.dues,
        regular_pay: frozen.regular_pay,
        total_remuneration: frozen.total_remuneration,
        held_dues: frozen.held_dues,
        correction_period: frozen.corrects.as_str().into(),
        correction_nature: frozen.nature.as_str().into(),
        ..Line::default()
    }
}
