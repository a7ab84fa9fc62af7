//! The one way of a file in: what is known besides it, then (its lines taken in by `store::taking`) the
//! statement kept with all that follows it. Pages, the demonstration and the benches come through
//! here, so that none forgets a step. Not the reading (`checks`), nor the SQL (`store`).

use std::collections::HashSet;

use compact_str::CompactString;

use super::checks::{Context, LeaveBank};
use super::history::History;
use super::mapping::Saved;
use super::reader::Unreadable;
use super::rules::{Parties, Severities};
use super::store::taking::Taken;
use super::store::{self, Incoming, Receipt, history, mappings};
use super::{Column, Line, sin};
use crate::aggregates;
use crate::agreements;
use crate::audit::{Action, Event};
use crate::calendar::Period;
use crate::checkoff::{self, InForce};
use crate::corrections;
use crate::db::{Result, Scoped};
use crate::leave;
use crate::slips;
use crate::unions::{self, Employer, Union};

/// What the rules need of the database, loaded once before a file is read: reading takes a while,
/// and holds no connection meanwhile.
#[derive(Debug, Clone)]
pub struct Known {
    /// The employer's dates of the period.
    pub dates: Period,
    /// The union's own dues.
    pub dues: Option<InForce>,
    pub collects_sin: bool,
    /// Whether invented SINs are meant: a demonstration's.
    pub accepts_test_sins: bool,
    /// Employee numbers of the employer's earlier statements and of its roster; empty at the first.
    pub numbers: HashSet<CompactString>,
    pub leave_bank: Option<LeaveBank>,
    /// What came before the period.
    pub history: History,
    /// What was said of the employer's files, with its version.
    pub mapping: Option<(i32, Saved)>,
    /// Who the statement is to be from and for.
    pub parties: Parties,
    /// What each rule weighs for this employer on the last day of the period.
    pub severities: Severities,
}

impl Known {
    /// What is known, lent to the checks.
    pub fn context(&self) -> Context<'_> {
        let mut context = Context::new(self.dates.start, self.dates.end);
        context.dues = self.dues.clone();
        context.collects_sin = self.collects_sin;
        context.accepts_test_sins = self.accepts_test_sins;
        context.known_numbers = (!self.numbers.is_empty()).then_some(&self.numbers);
        context.leave_bank = self.leave_bank;
        context.history = Some(&self.history);
        context.saved = self.mapping.as_ref().map(|(_, saved)| saved);
        context.period = Some(self.dates.id());
        context.parties = Some(&self.parties);
        context.severities = Some(&self.severities);
        context
    }
}

/// Loads what is known of an employer of the actor's union before one of its periods; `demo` when
/// invented SINs are meant.
pub async fn known(
    scoped: &mut Scoped,
    union: &Union,
    employer: &Employer,
    dates: Period,
    demo: bool,
) -> Result<Known> {
    let (code, unit) =
        unions::store::facts::statement_codes(scoped, union.id, employer.id, dates.end).await?;
    let (_, decided) = agreements::store::of_employer(scoped, union.id, employer.id, dates.end).await?;
    let mapping = mappings::latest(scoped, employer.id).await?;
    let mut history = history::before(scoped, union, employer, &dates).await?;
    history.seniority_in_all = mapping.as_ref().is_some_and(|(_, saved)| saved.seniority_in_all);
    Ok(Known {
        dates,
        dues: checkoff::store::in_force(scoped, union, &dates).await?,
        collects_sin: union.collects_sin,
        accepts_test_sins: demo,
        numbers: history.known_numbers(),
        leave_bank: leave::store::before(scoped, employer, dates.id()).await?,
        history,
        mapping,
        parties: Parties { union: union.number.clone(), employer: code, unit },
        severities: decided.severities(dates.end),
    })
}

/// No number or name of a person is that long: a quote was never closed, or it is no statement. The
/// index of employee numbers would refuse it.
///
/// # Errors
/// [`Unreadable::TooLong`] of such a line.
pub fn refuse_long(line: &Line) -> std::result::Result<(), Unreadable> {
    let texts = [
        (Column::EmployeeNumber, &line.employee_number, 200),
        (Column::Name, &line.name, 4_000),
        (Column::Address, &line.address, 4_000),
    ];
    let Some((column, text, _)) = texts.into_iter().find(|(_, text, most)| text.len() > *most) else {
        return Ok(());
    };
    let start = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect::<String>();
    Err(Unreadable::TooLong { line: line.number, column, start: sin::hide_in(&start).into_owned() })
}

/// Keeps a file that was taken in, and all that follows from it, in the caller's transaction, which is
/// the one that took in its lines; journals it when it is new.
pub async fn keep(scoped: &mut Scoped, incoming: &Incoming<'_>, taken: &Taken) -> Result<Receipt> {
    let checked = &taken.checked;
    let receipt = store::receive(scoped, incoming, taken).await?;
    if let Receipt::Stored(id) = receipt {
        // After the register, which knows who is counted twice.
        aggregates::store::keep::statement(scoped, (incoming.employer, id), &taken.dates, &taken.tally)
            .await?;
        leave::store::count(scoped, id, &taken.leave).await?;
        if let Some(stated) = &checked.stated {
            corrections::store::remittances::of_header(scoped, id, stated).await?;
        }
        corrections::store::follow(scoped, incoming.employer, incoming.period).await?;
        if let Some(stated) = checked.stated.as_ref().filter(|stated| !stated.pays.is_empty()) {
            let (employer, period) = (incoming.employer, incoming.period);
            slips::store::say_pays(scoped, None, employer, period, &stated.pays, Some(id)).await?;
        }
        if let Some(pays) = checked.stated.as_ref().map(|stated| stated.pays.len()).filter(|pays| *pays > 0) {
            checkoff::store::keep_pays(scoped, id, pays).await?;
        }
        scoped.record(Event::done(Action::StatementReceived, id));
    }
    Ok(receipt)
}
