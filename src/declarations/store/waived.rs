//! Exemptions as an employer's declarations applied them, and those decided since.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::standing::{self, Part};
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::declarations::{CorrectedPeriod, ExemptedPeriod, ReleasedPeriod, StatementMaterial};
use crate::dues::adjustments::{corrected, with_released};
use crate::dues::{Exemption, Granted, covering};
use crate::unions::store::{columns, period_of};

/// One exemption applied to one period, by which declaration, with which statement.
struct Applied {
    exemption: Uuid,
    period: PeriodId,
    filed: i64,
    statement: Uuid,
}

/// What was granted to a union, and what an employer's declarations applied of it.
pub(super) struct Waived {
    granted: Vec<Granted>,
    applied: Vec<Applied>,
    /// The employer's periods that are declared; and the first that is still to be.
    declared: Vec<PeriodId>,
    first_waiting: Option<PeriodId>,
}

pub(super) async fn of_employer(scoped: &mut Scoped, granted: &[Granted], employer: Uuid) -> Result<Waived> {
    let union = scoped.own_union()?;
    let rows: Vec<(Uuid, i16, i16, i64, Uuid)> = sqlx::query_as(
        "select a.exemption_id, a.fiscal_year, a.period, d.filed, a.statement_id
         from exemptions_applied a join declarations d on d.union_id = a.union_id and d.id = a.declaration_id
         where a.union_id = $1 and a.employer_id = $2 order by d.filed, a.exemption_id",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let applied = rows.into_iter().map(|(exemption, year, period, filed, statement)| {
        Ok(Applied { exemption, period: period_of(year, period)?, filed, statement })
    });
    let mut waived = Waived {
        granted: granted.to_vec(),
        applied: applied.collect::<Result<_>>()?,
        declared: Vec::new(),
        first_waiting: None,
    };
    if granted.is_empty() {
        return Ok(waived);
    }
    let rows: Vec<(i16, i16, String)> = sqlx::query_as(
        "select fiscal_year, period, state from statements
         where union_id = $1 and employer_id = $2 and state <> 'superseded' order by fiscal_year, period",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    for (year, period, state) in rows {
        let id = period_of(year, period)?;
        if state == "declared" {
            waived.declared.push(id);
        } else if waived.first_waiting.is_none() {
            waived.first_waiting = Some(id);
        }
    }
    Ok(waived)
}

impl Waived {
    fn exemption(&self, id: Uuid) -> Option<Exemption> {
        self.granted.iter().find(|granted| granted.id == id).map(|granted| granted.exemption.clone())
    }

    /// Those applied to a period before some moment.
    pub fn before(&self, period: PeriodId, filed: i64) -> Vec<Exemption> {
        let applied = self.applied.iter().filter(|one| one.period == period && one.filed < filed);
        applied.filter_map(|one| self.exemption(one.exemption)).collect()
    }

    /// Those of a statement's own period: as it was declared, or as it would be now.
    pub fn own(&self, part: &Part<'_>) -> Vec<Exemption> {
        let (summary, employer) = (part.summary, part.employer.id);
        if !summary.is_declared() {
            return covering(&self.granted, employer, summary.period);
        }
        let own =
            self.applied.iter().filter(|one| one.statement == summary.id && one.period == summary.period);
        own.filter_map(|one| self.exemption(one.exemption)).collect()
    }

    /// The decisions on earlier periods that a statement takes in: as it did, or, while it is the first
    /// to be declared, all that no declaration has applied.
    fn late(&self, part: &Part<'_>) -> BTreeMap<PeriodId, Vec<Uuid>> {
        let (summary, employer) = (part.summary, part.employer.id);
        let mut late: BTreeMap<PeriodId, Vec<Uuid>> = BTreeMap::new();
        if summary.is_declared() {
            let taken = self.applied.iter().filter(|one| one.statement == summary.id);
            for one in taken.filter(|one| one.period != summary.period) {
                late.entry(one.period).or_default().push(one.exemption);
            }
        } else if self.first_waiting == Some(summary.period) {
            for &period in &self.declared {
                let granted = self.granted.iter().filter(|granted| granted.covers(employer, period));
                let is_new = |id| !self.applied.iter().any(|one| one.exemption == id && one.period == period);
                let ids: Vec<Uuid> = granted.map(|granted| granted.id).filter(|id| is_new(*id)).collect();
                if !ids.is_empty() {
                    late.insert(period, ids);
                }
            }
        }
        late
    }
}

/// The earlier periods of which a decision taken since waives a part, as they stand once the
/// statement's own corrections and releases are made.
pub(super) async fn exempted(
    scoped: &mut Scoped,
    part: &Part<'_>,
    corrections: &[CorrectedPeriod],
    releases: &[ReleasedPeriod],
) -> Result<Vec<ExemptedPeriod>> {
    let mut found = Vec::new();
    for (id, decisions) in part.waived.late(part) {
        let before = standing::before(scoped, part.employer, &part.changes, part.moment, id).await?;
        let Some(before) = before else { continue };
        let mut lines = before.lines;
        if let Some(own) = corrections.iter().find(|own| own.period.id() == id) {
            lines = corrected(&lines, &own.corrections);
        }
        if let Some(own) = releases.iter().find(|own| own.period.id() == id) {
            lines = with_released(&lines, &own.people());
        }
        let was = part.waived.before(id, part.moment.filed());
        let since = decisions.iter().filter_map(|id| part.waived.exemption(*id));
        let now = was.iter().cloned().chain(since).collect();
        let period = standing::period(part.employer, id)?;
        found.push(ExemptedPeriod { period, lines, was, now, decisions });
    }
    Ok(found)
}

/// Keeps which exemptions a declaration applied, to which periods, so that none is applied again.
pub(super) async fn apply(
    scoped: &mut Scoped,
    granted: &[Granted],
    declaration: Uuid,
    statement: &StatementMaterial,
) -> Result<()> {
    let union = scoped.own_union()?;
    let employer = statement.employer_id;
    let period = statement.period.id();
    let own = granted.iter().filter(|granted| granted.covers(employer, period));
    let own = own.map(|granted| (granted.id, period));
    let late = statement.exempted.iter().flat_map(|of| of.decisions.iter().map(|id| (*id, of.period.id())));
    for (exemption, period) in own.chain(late).collect::<Vec<_>>() {
        let (year, number) = columns(period);
        sqlx::query(
            "insert into exemptions_applied (union_id, exemption_id, employer_id, fiscal_year, period, declaration_id,
                 statement_id)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(union)
        .bind(exemption)
        .bind(employer)
        .bind(year)
        .bind(number)
        .bind(declaration)
        .bind(statement.id)
        .execute(scoped.conn())
        .await?;
    }
    Ok(())
}
