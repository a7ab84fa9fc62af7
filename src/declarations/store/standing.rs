//! How an employer's lines of an earlier period stand: as it sent them, with all that was declared of
//! them since, in the order it was filed.

use rust_decimal::Decimal;
use sqlx::Row as _;
use uuid::Uuid;

use super::waived::Waived;
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::dues::adjustments::{corrected, with_released};
use crate::dues::{Correction, PersonLine};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::statements::{self, store::Summary};
use crate::unions::Employer;
use crate::unions::store::period_of;

/// When something counted: declarations in the order they were filed; within one, corrections before
/// releases. What is still to be declared comes after all of them, and counts for nothing yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    filed: i64,
    part: u8,
}

const CORRECTED: u8 = 0;
const RELEASED: u8 = 1;

impl Moment {
    pub fn filed(self) -> i64 {
        self.filed
    }
}

/// One statement, and where it stands among what the employer's others changed.
pub(super) struct Part<'p> {
    pub employer: &'p Employer,
    pub summary: &'p Summary,
    pub changes: Changes,
    pub moment: Moment,
    pub waived: Waived,
}

/// What changed a period after its statement came.
enum Change {
    Corrected(Correction),
    Released(String),
}

/// An employer's changes of earlier periods, all of them, oldest first.
pub(super) struct Changes(Vec<(Moment, PeriodId, Change)>);

/// The lines of a period as they stand, and whether it is declared.
pub(super) struct Standing {
    pub lines: Vec<PersonLine>,
    pub is_declared: bool,
}

/// The place of a statement among them.
pub(super) async fn moment(scoped: &mut Scoped, summary: &Summary) -> Result<Moment> {
    let filed: Option<i64> = sqlx::query_scalar(
        "select d.filed from declaration_statements s
         join declarations d on d.union_id = s.union_id and d.id = s.declaration_id
         where s.statement_id = $1",
    )
    .bind(summary.id)
    .fetch_optional(scoped.conn())
    .await?;
    Ok(Moment { filed: filed.unwrap_or(i64::MAX), part: CORRECTED })
}

/// Everything that was declared of earlier periods: what an employer corrected, and the releases.
pub(super) async fn changes(scoped: &mut Scoped, employer: Uuid) -> Result<Changes> {
    let mut found = corrections(scoped, employer).await?;
    found.extend(releases(scoped, employer).await?);
    found.sort_by_key(|(moment, ..)| *moment);
    Ok(Changes(found))
}

type Changed = Vec<(Moment, PeriodId, Change)>;

async fn corrections(scoped: &mut Scoped, employer: Uuid) -> Result<Changed> {
    let union = scoped.own_union()?;
    // Years that are told are planned for; else all those that there may ever be are.
    let years: Vec<i16> = sqlx::query_scalar(
        "select distinct fiscal_year from statements where union_id = $1 and employer_id = $2",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    let rows = sqlx::query(
        "select d.filed, s.fiscal_year, s.period, l.line, l.employee_number,
                l.salary_paid, l.dues, l.regular_pay, l.total_remuneration, l.correction_period
         from statements s
         join statement_lines l on l.union_id = s.union_id and l.statement_id = s.id
              and l.fiscal_year = s.fiscal_year and l.correction_period <> ''
         join declaration_statements t on t.union_id = s.union_id and t.statement_id = s.id
         join declarations d on d.union_id = t.union_id and d.id = t.declaration_id
         where s.union_id = $1 and s.employer_id = $2 and l.fiscal_year = any($3) order by d.filed, l.line",
    )
    .bind(union)
    .bind(employer)
    .bind(years)
    .fetch_all(scoped.conn())
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let by = period_of(row.get("fiscal_year"), row.get("period"))?;
        let Ok(of) = PeriodId::corrected(row.get("correction_period"), by) else { continue };
        let amount = |name: &str| -> Result<Option<Cad>> {
            row.get::<Option<Decimal>, _>(name).map(cents).transpose()
        };
        let correction = Correction {
            employee_number: row.get("employee_number"),
            line: u32::try_from(row.get::<i32, _>("line")).unwrap_or_default(),
            salary_paid: amount("salary_paid")?.unwrap_or_default(),
            dues: amount("dues")?.unwrap_or_default(),
            regular_pay: amount("regular_pay")?,
            total_remuneration: amount("total_remuneration")?,
        };
        let moment = Moment { filed: row.get("filed"), part: CORRECTED };
        found.push((moment, of, Change::Corrected(correction)));
    }
    Ok(found)
}

async fn releases(scoped: &mut Scoped, employer: Uuid) -> Result<Changed> {
    let union = scoped.own_union()?;
    let rows: Vec<(i64, String, i16, i16)> = sqlx::query_as(
        "select d.filed, h.employee_number, h.fiscal_year, h.period
         from held_releases h join declarations d on d.union_id = h.union_id and d.id = h.declaration_id
         where h.union_id = $1 and h.employer_id = $2 order by h.employee_number",
    )
    .bind(union)
    .bind(employer)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(filed, number, year, period)| {
            let moment = Moment { filed, part: RELEASED };
            Ok((moment, period_of(year, period)?, Change::Released(number)))
        })
        .collect()
}

/// An employer's lines of a period with what was declared before `moment`; none when the portal has no
/// statement of it.
pub(super) async fn before(
    scoped: &mut Scoped,
    employer: &Employer,
    changes: &Changes,
    moment: Moment,
    id: PeriodId,
) -> Result<Option<Standing>> {
    let summaries = statements::store::in_force(scoped, id).await?;
    let Some(original) = summaries.into_iter().find(|s| s.employer == employer.id) else { return Ok(None) };
    let lines = statements::store::lines(scoped, &original, 0, None).await?;
    let normal = lines.iter().filter(|line| !line.is_correction());
    let mut standing: Vec<PersonLine> = normal.map(PersonLine::from).collect();
    let earlier: Vec<_> = changes.0.iter().filter(|(at, of, _)| *at < moment && *of == id).collect();
    // One declaration's corrections together, then its releases: as they were declared.
    for same in earlier.chunk_by(|(a, ..), (b, ..)| a == b) {
        let (mut corrections, mut people) = (Vec::new(), Vec::new());
        for (.., change) in same {
            match change {
                Change::Corrected(correction) => corrections.push(correction.clone()),
                Change::Released(number) => people.push(number.as_str()),
            }
        }
        standing = with_released(&corrected(&standing, &corrections), &people);
    }
    Ok(Some(Standing { lines: standing, is_declared: original.is_declared() }))
}

/// The period of a statement that a declaration names, if the calendar of its employer has it.
pub(super) fn period(employer: &Employer, id: PeriodId) -> Result<crate::calendar::Period> {
    employer.period(id).ok_or_else(|| Error::Damaged(format!("no calendar for {id}")))
}
