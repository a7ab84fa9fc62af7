//! Gathering what a declaration is made from.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::{CorrectedPeriod, Material, Reading, ReleasedPeriod, StatementMaterial};
use crate::dues::adjustments::{corrected, with_released};
use crate::dues::{self, Correction, Granted, PersonLine, covering};
use crate::held_dues::{self, Release};
use crate::statements::{self, Line, store::Summary};
use crate::unions::store::columns;
use crate::unions::{Employer, Union};

/// Reads everything the declaration of a period would be made from.
pub async fn material(
    scoped: &mut Scoped,
    union: &Union,
    period: PeriodId,
    reading: Reading,
) -> Result<Material> {
    let levies = dues::store::levies_of(scoped, union.id).await?;
    let summaries = statements::store::in_force(scoped, period).await?;
    let granted = dues::store::exemptions_of(scoped, union.id).await?;
    let declared =
        if granted.is_empty() { HashMap::new() } else { declared_at(scoped, union.id, period).await? };
    let mut material = Material {
        period,
        statements: Vec::new(),
        levies,
        missing: Vec::new(),
        unsettled: 0,
        unknown_periods: Vec::new(),
        below_zero: Vec::new(),
        not_counted: Vec::new(),
    };
    let mut set_aside = SetAside {
        first: union.first_period,
        unknown: Vec::new(),
        below_zero: Vec::new(),
        not_counted: Vec::new(),
    };
    for employer in &union.employers {
        match summaries.iter().find(|summary| summary.employer == employer.id) {
            None => material.missing.push(employer.clone()),
            Some(summary) if reading == Reading::ToDeclare && summary.is_declared() => {}
            Some(summary) => {
                material.unsettled += summary.errors + summary.open_warnings;
                // What was declared before a decision was declared without it.
                let at = declared.get(&summary.id);
                let known: Vec<Granted> =
                    granted.iter().filter(|g| at.is_none_or(|at| g.decided_at <= *at)).cloned().collect();
                let statement = statement(scoped, employer, summary, &known, &mut set_aside).await?;
                material.statements.push(statement);
            }
        }
    }
    for periods in [&mut set_aside.unknown, &mut set_aside.below_zero, &mut set_aside.not_counted] {
        periods.sort_unstable();
        periods.dedup();
    }
    material.unknown_periods = set_aside.unknown;
    material.below_zero = set_aside.below_zero;
    material.not_counted = set_aside.not_counted;
    Ok(material)
}

/// When each statement of a period was declared.
async fn declared_at(
    scoped: &mut Scoped,
    union: Uuid,
    period: PeriodId,
) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let (year, number) = columns(period);
    let rows: Vec<(Uuid, DateTime<Utc>)> = sqlx::query_as(
        "select l.statement_id, min(d.attested_at) from declarations d
         join declaration_levies l on l.union_id = d.union_id and l.declaration_id = d.id
         where d.union_id = $1 and d.fiscal_year = $2 and d.period = $3 and l.statement_id is not null
         group by l.statement_id",
    )
    .bind(union)
    .bind(year)
    .bind(number)
    .fetch_all(scoped.conn())
    .await?;
    Ok(rows.into_iter().collect())
}

/// Periods of which no difference can be taken.
struct SetAside {
    /// The first that the union declares here.
    first: PeriodId,
    /// As the line writes it, when it names none.
    unknown: Vec<String>,
    below_zero: Vec<String>,
    not_counted: Vec<String>,
}

async fn statement(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    granted: &[Granted],
    aside: &mut SetAside,
) -> Result<StatementMaterial> {
    let period = employer
        .period(summary.period)
        .ok_or_else(|| Error::Damaged(format!("no calendar for {}", summary.period)))?;
    let lines = statements::store::lines(scoped, summary, 0, None).await?;
    let mut corrections = corrected_periods(scoped, employer, summary, &lines, aside).await?;
    let mut releases = released_periods(scoped, employer, summary, &corrections, aside).await?;
    for corrected in &mut corrections {
        corrected.exemptions = covering(granted, employer.id, corrected.period.id());
    }
    for released in &mut releases {
        released.exemptions = covering(granted, employer.id, released.period.id());
    }
    Ok(StatementMaterial {
        id: summary.id,
        employer: employer.name.clone(),
        employer_id: employer.id,
        version: summary.version,
        file_sha256: summary.sha256.clone(),
        period,
        lines,
        exemptions: covering(granted, employer.id, summary.period),
        corrections,
        releases,
    })
}

/// The earlier periods that the correction lines name, with what stood there before.
async fn corrected_periods(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    lines: &[Line],
    aside: &mut SetAside,
) -> Result<Vec<CorrectedPeriod>> {
    let mut by_period: Vec<(PeriodId, Vec<Correction>)> = Vec::new();
    for line in lines.iter().filter(|line| line.is_correction()) {
        let Ok(id) = PeriodId::corrected(&line.correction_period, summary.period) else {
            aside.unknown.push(line.correction_period.clone());
            continue;
        };
        match by_period.iter_mut().find(|(period, _)| *period == id) {
            Some((_, corrections)) => corrections.push(Correction::from(line)),
            None => by_period.push((id, vec![Correction::from(line)])),
        }
    }
    let mut found = Vec::new();
    for (id, corrections) in by_period {
        if id < aside.first {
            aside.not_counted.push(id.to_string());
            continue;
        }
        // The statement's own period, or a later one, is no correction: its lines say all of it (V78).
        let of_before = if id < summary.period { before(scoped, employer, summary, id).await? } else { None };
        match (employer.period(id), of_before) {
            (Some(period), Some(before)) => {
                let short = below_zero(&before, &corrections);
                aside.below_zero.extend(short.into_iter().map(|number| format!("{number} ({id})")));
                found.push(CorrectedPeriod { period, before, corrections, exemptions: Vec::new() });
            }
            _ => aside.unknown.push(id.to_string()),
        }
    }
    Ok(found)
}

/// Whom the corrections bring below zero in a period as it was declared: V81 judged by what stood in
/// the portal when the file came.
fn below_zero(before: &[PersonLine], corrections: &[Correction]) -> Vec<String> {
    let is_short = |person: &&PersonLine| {
        let own = || corrections.iter().filter(|c| c.employee_number == person.employee_number);
        (person.salary_paid.is_negative() && own().any(|c| c.salary_paid.is_negative()))
            || (person.dues.is_negative() && own().any(|c| c.dues.is_negative()))
    };
    corrected(before, corrections).iter().filter(is_short).map(|p| p.employee_number.clone()).collect()
}

/// The periods of which dues held come in with this statement (5.05), with what stood there before.
async fn released_periods(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    corrections: &[CorrectedPeriod],
    aside: &mut SetAside,
) -> Result<Vec<ReleasedPeriod>> {
    let is_declared = summary.is_declared();
    let mut releases =
        held_dues::store::releases(scoped, employer.id, summary.id, summary.period, is_declared).await?;
    let mut found = Vec::new();
    while let Some(id) = releases.first().map(|release| release.period) {
        let of_it: Vec<Release> = releases.extract_if(.., |release| release.period == id).collect();
        match (employer.period(id), before(scoped, employer, summary, id).await?) {
            (Some(period), Some(mut before)) => {
                // What this statement corrects of that period is corrected first.
                if let Some(own) = corrections.iter().find(|c| c.period.id() == id) {
                    before = corrected(&before, &own.corrections);
                }
                found.push(ReleasedPeriod { period, before, releases: of_it, exemptions: Vec::new() });
            }
            _ => aside.unknown.push(id.to_string()),
        }
    }
    Ok(found)
}

/// An employer's lines of a period, with the corrections and the releases of held dues declared
/// before this statement, in the order in which they were declared: late statements come after. `None`
/// when that period's statement is not declared: another version could still take its place, and what
/// this statement corrects of it would be counted twice.
async fn before(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    id: PeriodId,
) -> Result<Option<Vec<PersonLine>>> {
    let in_force = statements::store::in_force(scoped, id).await?;
    let Some(original) = in_force.into_iter().find(|s| s.employer == employer.id) else { return Ok(None) };
    if original.id != summary.id && !original.is_declared() && !summary.is_declared() {
        return Ok(None);
    }
    let lines = statements::store::lines(scoped, &original, 0, None).await?;
    let normal = lines.iter().filter(|line| !line.is_correction());
    let mut standing: Vec<PersonLine> = normal.map(PersonLine::from).collect();
    let released = held_dues::store::declared_with(scoped, employer.id, None).await?;
    for earlier in statements::store::declared_before(scoped, employer.id, summary.id).await? {
        if earlier.period > id {
            let lines = statements::store::correction_lines(scoped, &earlier).await?;
            let of_it = lines.iter().filter(|line| {
                PeriodId::corrected(&line.correction_period, earlier.period).is_ok_and(|c| c == id)
            });
            standing = corrected(&standing, &of_it.map(Correction::from).collect::<Vec<_>>());
        }
        let of_it = released.iter().filter(|(by, release)| *by == earlier.period && release.period == id);
        let people: Vec<&str> = of_it.map(|(_, release)| release.employee_number.as_str()).collect();
        standing = with_released(&standing, &people);
    }
    Ok(Some(standing))
}
