//! Gathering what a declaration is made from.

use uuid::Uuid;

use super::standing::{self, Part};
use super::{frozen_levy, waived};
use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::declarations::{
    CorrectedPeriod, DeclaredBy, Material, Reading, ReleasedPeriod, StatementMaterial,
};
use crate::dues::adjustments::corrected;
use crate::dues::{self, Correction, PersonLine};
use crate::held_dues::{self, Release};
use crate::statements::{self, Line, store::Summary};
use crate::unions::store::{columns, period_of};
use crate::unions::{Employer, Union};

/// Reads everything the declaration of a period would be made from.
pub async fn material(
    scoped: &mut Scoped,
    union: &Union,
    period: PeriodId,
    reading: Reading,
) -> Result<Material> {
    let levies = dues::store::levies_of(scoped, union.id).await?;
    let granted = dues::store::exemptions_of(scoped, union.id).await?;
    let summaries = statements::store::in_force(scoped, period).await?;
    let mut material = Material { levies, granted, ..Material::bare(period) };
    for employer in &union.employers {
        match summaries.iter().find(|summary| summary.employer == employer.id) {
            None if !employer.expects(period) => {}
            None => material.missing.push(employer.clone()),
            Some(summary) if reading == Reading::ToDeclare && summary.is_declared() => {}
            Some(summary) => {
                material.unsettled += summary.errors + summary.open_warnings;
                let first = union.first_period;
                let statement = statement(scoped, employer, summary, first, &mut material).await?;
                material.statements.push(statement);
            }
        }
    }
    material.declared_by = declared_by(scoped, &material).await?;
    for periods in [&mut material.unknown_periods, &mut material.below_zero, &mut material.not_counted] {
        periods.sort_unstable();
        periods.dedup();
    }
    Ok(material)
}

/// The levies that declarations froze, of each declared period that is looked at.
async fn declared_by(scoped: &mut Scoped, material: &Material) -> Result<Vec<DeclaredBy>> {
    let (mut employers, mut years, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for statement in &material.statements {
        let corrected = statement.corrections.iter().map(|c| c.period);
        let released = statement.releases.iter().map(|r| r.period);
        let exempted = statement.exempted.iter().map(|e| e.period);
        for period in corrected.chain(released).chain(exempted).chain([statement.period]) {
            let (year, number) = columns(period.id());
            employers.push(statement.employer_id);
            years.push(year);
            numbers.push(number);
        }
    }
    let rows: Vec<(Uuid, i16, i16, serde_json::Value)> = sqlx::query_as(
        "select s.employer_id, s.fiscal_year, s.period, l.rule
         from statements s join declaration_levies l on l.union_id = s.union_id and l.statement_id = s.id
         where s.union_id = $1 and s.state = 'declared' and l.corrected_period is null
           and (s.employer_id, s.fiscal_year, s.period) in
             (select * from unnest($2::uuid[], $3::smallint[], $4::smallint[]))
         order by l.seq",
    )
    .bind(scoped.own_union()?)
    .bind(employers)
    .bind(years)
    .bind(numbers)
    .fetch_all(scoped.conn())
    .await?;
    let mut found: Vec<DeclaredBy> = Vec::new();
    for (employer, year, number, rule) in rows {
        let (period, levy) = (period_of(year, number)?, frozen_levy(rule)?);
        match found.iter_mut().find(|by| by.employer == employer && by.period == period) {
            Some(by) => by.levies.push(levy),
            None => found.push(DeclaredBy { employer, period, levies: vec![levy] }),
        }
    }
    Ok(found)
}

async fn statement(
    scoped: &mut Scoped,
    employer: &Employer,
    summary: &Summary,
    first: PeriodId,
    material: &mut Material,
) -> Result<StatementMaterial> {
    let period = standing::period(employer, summary.period)?;
    let lines = statements::store::lines(scoped, summary, 0, None).await?;
    let changes = standing::changes(scoped, employer.id).await?;
    let moment = standing::moment(scoped, summary).await?;
    let waived = waived::of_employer(scoped, &material.granted, employer.id).await?;
    let part = Part { employer, summary, changes, moment, waived };
    let corrections = corrected_periods(scoped, &part, &lines, first, material).await?;
    let releases = released_periods(scoped, &part, &corrections, material).await?;
    let exempted = waived::exempted(scoped, &part, &corrections, &releases).await?;
    Ok(StatementMaterial {
        id: summary.id,
        employer: employer.name.clone(),
        employer_id: employer.id,
        version: summary.version,
        file_sha256: summary.sha256.clone(),
        period,
        lines,
        corrections,
        releases,
        exempted,
        exemptions: part.waived.own(&part),
    })
}

/// The earlier periods that the correction lines name, with what stood there before.
async fn corrected_periods(
    scoped: &mut Scoped,
    part: &Part<'_>,
    lines: &[Line],
    first: PeriodId,
    material: &mut Material,
) -> Result<Vec<CorrectedPeriod>> {
    let mut by_period: Vec<(PeriodId, Vec<Correction>)> = Vec::new();
    for line in lines.iter().filter(|line| line.is_correction()) {
        let Ok(id) = PeriodId::corrected(&line.correction_period, part.summary.period) else {
            material.unknown_periods.push(line.correction_period.to_string());
            continue;
        };
        match by_period.iter_mut().find(|(period, _)| *period == id) {
            Some((_, corrections)) => corrections.push(Correction::from(line)),
            None => by_period.push((id, vec![Correction::from(line)])),
        }
    }
    let mut found = Vec::new();
    for (id, corrections) in by_period {
        if id < first {
            material.not_counted.push(id.to_string());
            continue;
        }
        // The statement's own period, or a later one, is no correction: its lines say all of it (V78).
        match (part.employer.period(id), stands(scoped, part, id).await?) {
            (Some(period), Some(before)) if id < part.summary.period => {
                let short = below_zero(&before, &corrections);
                material.below_zero.extend(short.into_iter().map(|number| format!("{number} ({id})")));
                let exemptions = part.waived.before(id, part.moment.filed());
                found.push(CorrectedPeriod { period, before, corrections, exemptions });
            }
            _ => material.unknown_periods.push(id.to_string()),
        }
    }
    Ok(found)
}

/// The lines of a period as they stood before this statement. `None` when that period's statement is
/// not declared: another version could still take its place, and what this statement corrects of it
/// would be counted twice.
async fn stands(scoped: &mut Scoped, part: &Part<'_>, id: PeriodId) -> Result<Option<Vec<PersonLine>>> {
    let before = standing::before(scoped, part.employer, &part.changes, part.moment, id).await?;
    let holds = |is_declared| is_declared || id == part.summary.period || part.summary.is_declared();
    Ok(before.filter(|before| holds(before.is_declared)).map(|before| before.lines))
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
    part: &Part<'_>,
    corrections: &[CorrectedPeriod],
    material: &mut Material,
) -> Result<Vec<ReleasedPeriod>> {
    let (employer, summary) = (part.employer, part.summary);
    let is_declared = summary.is_declared();
    let mut releases =
        held_dues::store::releases(scoped, employer.id, summary.id, summary.period, is_declared).await?;
    let mut found = Vec::new();
    while let Some(id) = releases.first().map(|release| release.period) {
        let of_it: Vec<Release> = releases.extract_if(.., |release| release.period == id).collect();
        match (employer.period(id), stands(scoped, part, id).await?) {
            (Some(period), Some(mut before)) => {
                // What this statement corrects of that period is corrected first.
                if let Some(own) = corrections.iter().find(|c| c.period.id() == id) {
                    before = corrected(&before, &own.corrections);
                }
                // What a period's own declaration waives of it is waived of what comes in with it.
                let exemptions = if id == summary.period {
                    part.waived.own(part)
                } else {
                    part.waived.before(id, part.moment.filed())
                };
                found.push(ReleasedPeriod { period, before, releases: of_it, exemptions });
            }
            _ => material.unknown_periods.push(id.to_string()),
        }
    }
    Ok(found)
}
