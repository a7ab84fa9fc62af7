//! The SQL of employers' calendars: what was set up, what was decided since.

use chrono::NaiveDate;
use uuid::Uuid;

use super::period_of;
use crate::audit::{Action, Event};
use crate::calendar::FiscalYear;
use crate::db::{Error, Result, Scoped};
use crate::unions::calendars::{Calendar, Decision, in_force};

/// What is known of one employer's calendars.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub set_up: Vec<(FiscalYear, NaiveDate)>,
    /// In the order in which they were decided.
    pub decisions: Vec<Decision>,
}

/// The calendars of a union's employers.
pub(super) async fn of_union(scoped: &mut Scoped, union: Uuid) -> Result<Vec<(Uuid, Known)>> {
    let rows: Vec<(Uuid, i16, Option<String>, Option<NaiveDate>)> = sqlx::query_as(
        "select employer_id, fiscal_year, kind, first_period_end from (
           select employer_id, fiscal_year, null as kind, first_period_end, 0::bigint as seq
           from employer_calendars where union_id = $1
           union all
           select employer_id, fiscal_year, kind, first_period_end, seq
           from employer_calendar_decisions where union_id = $1) known
         order by seq, employer_id, fiscal_year",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    let mut known: Vec<(Uuid, Known)> = Vec::new();
    for (employer, year, kind, end) in rows {
        let from = period_of(year, 1)?.fiscal_year();
        let place = known.iter().position(|(id, _)| *id == employer).unwrap_or_else(|| {
            known.push((employer, Known::default()));
            known.len() - 1
        });
        let of = &mut known[place].1;
        match (kind.as_deref(), end) {
            (None, Some(end)) => of.set_up.push((from, end)),
            (Some("months"), _) => of.decisions.push(Decision { from, calendar: Calendar::Months }),
            (Some(_), Some(end)) => of.decisions.push(Decision { from, calendar: Calendar::Periods(end) }),
            (kind, None) => return Err(Error::Damaged(format!("calendar {kind:?} without an end"))),
        }
    }
    Ok(known)
}

/// The end of the first of the union's own periods, by fiscal year: that of the employer whose first
/// period ends last.
pub(super) fn ends(known: &[(Uuid, Known)]) -> Vec<(FiscalYear, NaiveDate)> {
    let mut ends: Vec<(FiscalYear, NaiveDate)> = Vec::new();
    for (_, of) in known {
        let decided = of.decisions.iter().map(|decision| decision.from);
        for year in of.set_up.iter().map(|(year, _)| *year).chain(decided) {
            let Some(Calendar::Periods(end)) = in_force(&of.set_up, &of.decisions, year) else { continue };
            match ends.iter_mut().find(|(known, _)| *known == year) {
                Some((_, latest)) => *latest = end.max(*latest),
                None => ends.push((year, end)),
            }
        }
    }
    ends
}

/// Decides an employer's calendar from a fiscal year on; whether it is new. Whether it may be decided is
/// [`crate::unions::Union::may_decide_calendar`]'s.
pub async fn decide(
    scoped: &mut Scoped,
    id: Uuid,
    union: Uuid,
    employer: Uuid,
    decision: &Decision,
    note: &str,
) -> Result<bool> {
    let (kind, end) = match decision.calendar {
        Calendar::Periods(end) => ("periods", Some(end)),
        Calendar::Months => ("months", None),
    };
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "insert into employer_calendar_decisions (union_id, id, employer_id, fiscal_year, kind, first_period_end,
             note, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(employer)
    .bind(i16::try_from(decision.from.start_year()).unwrap_or(i16::MAX))
    .bind(kind)
    .bind(end)
    .bind(note)
    .bind(actor)
    .bind(now)
    .execute(scoped.conn())
    .await?;
    if done.rows_affected() > 0 {
        let subject = format!("{employer} {} {kind}", decision.from);
        scoped.record(Event::done(Action::CalendarDecided, subject).for_union(union));
    }
    Ok(done.rows_affected() > 0)
}
