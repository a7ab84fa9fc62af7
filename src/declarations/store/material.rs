//! Gathering what a declaration is made from.

use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::{CorrectedPeriod, Material, Reading, ReleasedPeriod, StatementMaterial};
use crate::dues::adjustments::{corrected, with_released};
use crate::dues::{self, Correction, PersonLine};
use crate::held_dues::{self, Release};
use crate::statements::{self, Line, store::Summary};
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
            None if !employer.expects(period) => {}
            None => material.missing.push(employer.clone()),
            Some(summary) if reading == Reading::ToDeclare && summary.is_declared() => {}
            Some(summary) => {
                material.unsettled += summary.errors + summary.open_warnings;
                let statement = statement(scoped, employer, summary, &mut set_aside).await?;
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
    aside: &mut SetAside,
) -> Result<StatementMaterial> {
    let period = employer
        .period(summary.period)
        .ok_or_else(|| Error::Damaged(format!("no calendar for {}", summary.period)))?;
    let lines = statements::store::lines(scoped, summary, 0, None).await?;
    let corrections = corrected_periods(scoped, employer, summary, &lines, aside).await?;
    let releases = released_periods(scoped, employer, summary, &corrections, aside).await?;
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
                found.push(CorrectedPeriod { period, before, corrections });
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
                found.push(ReleasedPeriod { period, before, releases: of_it });
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
