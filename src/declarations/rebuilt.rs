//! A declaration rebuilt from nothing but what it froze, and computed again: its lines, its rules, its
//! exemptions, and the declarations of the same union that came before, which say what it corrects.
//!
//! Not the stored amounts: those are what the result is compared with, by the store.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::document::{Document, Statement};
use super::frozen::{Attestation, freeze};
use super::{
    Adjusted, Cause, CorrectedPeriod, Draft, DraftStatement, ExemptedPeriod, Material, ReleasedPeriod,
    StatementMaterial,
};
use crate::calendar::{Period, PeriodId};
use crate::dues::adjustments::{corrected, exempt, with_released};
use crate::dues::{Correction, Exemption, Levy, PersonLine, adjust, assess, release};
use crate::held_dues::Release;
use crate::money::Cad;
use crate::statements::Line;

/// Why a document cannot be computed again.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("it is not the document expected: {0}")]
    Json(#[from] serde_json::Error),
    #[error("it corrects {0}, which no earlier declaration has")]
    UnknownPeriod(PeriodId),
    #[error("it has the dates {0} to {1}, which are no period")]
    Dates(NaiveDate, NaiveDate),
    #[error("the SHA-256 of a file is not hexadecimal")]
    Hash,
}

/// A declaration computed again.
pub struct Recomputed {
    pub bytes: Vec<u8>,
    pub sha256: [u8; 32],
    pub total: Cad,
    pub persons: usize,
    /// Owed to each payee, by code.
    pub by_payee: Vec<(String, Cad)>,
    /// Each amount: statement, payee, code, earlier period, and what is owed.
    pub items: Vec<(Uuid, String, String, Option<String>, Cad)>,
}

/// The declarations of one union, followed in the order they were filed.
#[derive(Default)]
pub struct Replay {
    /// The lines of each employer and period, as all that was declared so far leaves them.
    standing: HashMap<(Uuid, PeriodId), (Period, Vec<PersonLine>)>,
}

/// The rules of one period adjusted for one cause, in the order they were frozen.
struct Group {
    period: Period,
    cause: Cause,
    levies: Vec<Levy>,
    was: Vec<Exemption>,
    now: Vec<Exemption>,
}

impl Replay {
    /// Computes a declaration again and lets what follows stand on it. `employers` says whose each
    /// statement is.
    pub fn follow(
        &mut self,
        document: &Document,
        employers: &HashMap<Uuid, Uuid>,
    ) -> Result<Recomputed, Unreadable> {
        let mut material = Material::bare(document.period);
        let mut groups = Vec::new();
        for statement in &document.statements {
            // A statement of nobody is its own employer: nothing else corrects it.
            let employer = employers.get(&statement.id).copied().unwrap_or(statement.id);
            let (made, own) = self.statement(statement, employer, document.period)?;
            material.statements.push(made);
            groups.push((statement.rules(), own));
        }
        let statements = material.statements.iter().zip(&groups);
        let statements = statements.map(|(made, (levies, groups))| draft(made, levies, groups)).collect();
        let draft = Draft { material: &material, statements };
        let attestation = Attestation {
            declaration: document.declaration,
            union_number: &document.union,
            receipt_number: &document.receipt,
            due_on: document.due_on,
            attested_by: document.attested_by,
            attested_at: document.attested_at,
            missing_note: &document.missing_note,
        };
        let (bytes, sha256) = freeze(&draft, &attestation);
        let items = draft.items().into_iter().map(|item| {
            let corrected = item.corrected.map(|(period, _)| period.id().to_string());
            let levy = (item.levy.payee().to_owned(), item.levy.code().to_owned());
            (item.statement.id, levy.0, levy.1, corrected, item.amount)
        });
        Ok(Recomputed {
            total: draft.total(),
            persons: draft.persons(),
            by_payee: draft.by_payee(),
            items: items.collect(),
            bytes,
            sha256,
        })
    }

    /// A statement with what it corrects, as it stood; then what it leaves.
    fn statement(
        &mut self,
        frozen: &Statement,
        employer: Uuid,
        id: PeriodId,
    ) -> Result<(StatementMaterial, Vec<Group>), Unreadable> {
        let period = period_of(id, frozen.start, frozen.end)?;
        let lines = frozen.lines();
        let own = lines.iter().filter(|line| !line.is_correction()).map(PersonLine::from).collect();
        self.standing.insert((employer, id), (period, own));
        let mut made = StatementMaterial {
            id: frozen.id,
            employer: frozen.employer.clone(),
            employer_id: employer,
            version: frozen.version,
            file_sha256: hex::decode(&frozen.file_sha256).map_err(|_| Unreadable::Hash)?,
            period,
            exemptions: frozen.exemptions(),
            lines,
            corrections: Vec::new(),
            releases: Vec::new(),
            exempted: Vec::new(),
        };
        for (of, corrections) in by_period(&made.lines, id) {
            // Of a period from before the portal nothing was counted.
            if !frozen.adjusts(of) && !self.standing.contains_key(&(employer, of)) {
                continue;
            }
            let (period, before) = self.stands(employer, of)?;
            let exemptions = Vec::new();
            made.corrections.push(CorrectedPeriod { period, before, corrections, exemptions });
        }
        for correction in &made.corrections {
            let after = corrected(&correction.before, &correction.corrections);
            self.standing.insert((employer, correction.period.id()), (correction.period, after));
        }
        for of in &frozen.releases {
            let (period, before) = self.stands(employer, of.period)?;
            let people: Vec<&str> = of.employees.iter().map(String::as_str).collect();
            let after = with_released(&before, &people);
            self.standing.insert((employer, of.period), (period, after));
            let release = |number: &String| Release {
                case: Uuid::nil(),
                employee_number: number.clone(),
                period: of.period,
                amount: Cad::ZERO,
            };
            let releases = of.employees.iter().map(release).collect();
            made.releases.push(ReleasedPeriod { period, before, releases, exemptions: Vec::new() });
        }
        let groups = self.groups(frozen, employer)?;
        for group in groups.iter().filter(|group| group.cause == Cause::Exemption) {
            let (period, lines) = self.stands(employer, group.period.id())?;
            let (was, now) = (group.was.clone(), group.now.clone());
            made.exempted.push(ExemptedPeriod { period, lines, was, now, decisions: Vec::new() });
        }
        Ok((made, groups))
    }

    fn stands(&self, employer: Uuid, id: PeriodId) -> Result<(Period, Vec<PersonLine>), Unreadable> {
        self.standing.get(&(employer, id)).cloned().ok_or(Unreadable::UnknownPeriod(id))
    }

    /// The adjustments by period and cause, which their rules follow each other in.
    fn groups(&self, frozen: &Statement, employer: Uuid) -> Result<Vec<Group>, Unreadable> {
        let mut groups: Vec<Group> = Vec::new();
        for one in &frozen.adjustments {
            let cause = one.cause();
            let place = groups.iter().position(|g| g.period.id() == one.period && g.cause == cause);
            let place = match place {
                Some(place) => place,
                None => {
                    let (period, _) = self.stands(employer, one.period)?;
                    let (levies, was, now) = (Vec::new(), Vec::new(), Vec::new());
                    groups.push(Group { period, cause, levies, was, now });
                    groups.len() - 1
                }
            };
            groups[place].levies.push(one.rule.clone());
            groups[place].was.extend(one.was.clone());
            groups[place].now.extend(one.exemption.clone());
        }
        Ok(groups)
    }
}

fn draft<'a>(made: &'a StatementMaterial, levies: &'a [Levy], groups: &'a [Group]) -> DraftStatement<'a> {
    let adjusted = groups.iter().filter_map(|group| {
        let of = |period: &Period| *period == group.period;
        let end = group.period.end;
        let made = match group.cause {
            Cause::Correction => {
                let found = made.corrections.iter().find(|c| of(&c.period))?;
                adjust(&found.before, &found.corrections, &group.levies, &group.now, end)
            }
            Cause::Ruling => {
                let found = made.releases.iter().find(|r| of(&r.period))?;
                release(&found.before, &found.people(), &group.levies, &group.now, end)
            }
            Cause::Exemption => {
                let found = made.exempted.iter().find(|e| of(&e.period))?;
                exempt(&found.lines, &group.was, &group.now, &group.levies, end)
            }
        };
        Some(Adjusted { period: group.period, cause: group.cause, made })
    });
    DraftStatement {
        material: made,
        assessment: assess(&made.lines, levies, &made.exemptions, made.period.end),
        adjusted: adjusted.collect(),
    }
}

/// The correction lines by the period they name, in the order it is first named.
fn by_period(lines: &[Line], correcting: PeriodId) -> Vec<(PeriodId, Vec<Correction>)> {
    let mut found: Vec<(PeriodId, Vec<Correction>)> = Vec::new();
    for line in lines.iter().filter(|line| line.is_correction()) {
        let Ok(id) = PeriodId::corrected(&line.correction_period, correcting) else { continue };
        match found.iter_mut().find(|(period, _)| *period == id) {
            Some((_, corrections)) => corrections.push(Correction::from(line)),
            None => found.push((id, vec![Correction::from(line)])),
        }
    }
    found
}

fn period_of(id: PeriodId, start: NaiveDate, end: NaiveDate) -> Result<Period, Unreadable> {
    if start > end {
        return Err(Unreadable::Dates(start, end));
    }
    Ok(Period { fiscal_year: id.fiscal_year(), number: id.number(), start, end })
}

/// The places where two documents say different things, `statements[0].levies[1].amount: "1.00", not
/// "2.00"`; so many at most.
pub fn differences(stored: &[u8], again: &[u8], most: usize) -> Vec<String> {
    let read = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(serde_json::Value::Null);
    let mut found = Vec::new();
    differ(&read(stored), &read(again), String::new(), &mut found, most);
    found
}

fn differ(
    stored: &serde_json::Value,
    again: &serde_json::Value,
    place: String,
    found: &mut Vec<String>,
    most: usize,
) {
    use serde_json::Value::{Array, Object};
    if stored == again || found.len() >= most {
        return;
    }
    match (stored, again) {
        (Object(one), Object(other)) => {
            let missing = serde_json::Value::Null;
            let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            for key in keys {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                let (a, b) = (one.get(key).unwrap_or(&missing), other.get(key).unwrap_or(&missing));
                differ(a, b, place, found, most);
            }
        }
        (Array(one), Array(other)) if one.len() == other.len() => {
            for (i, (a, b)) in one.iter().zip(other).enumerate() {
                differ(a, b, format!("{place}[{i}]"), found, most);
            }
        }
        (Array(one), Array(other)) => {
            found.push(format!("{place}: {} entries, not {}", one.len(), other.len()));
        }
        _ => found.push(format!("{place}: {stored}, not {again}")),
    }
}
