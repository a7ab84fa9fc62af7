//! The findings' SQL: as made, and their notes, which follow them from one version to the next.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{Summary, one};
use crate::db::{AS_USUAL, BY_HASH, Result, Scoped};
use crate::statements::checks::Checked;
use crate::statements::rules::Gathered;
use crate::statements::rules::{self, Rule};
use crate::statements::{Column, Finding, Severity, sin};

pub(super) async fn insert_findings(
    scoped: &mut Scoped,
    union: Uuid,
    statement: Uuid,
    checked: &Checked<Gathered>,
) -> Result<()> {
    let findings = &checked.findings;
    let seq: Vec<i32> = (1..).take(findings.len()).collect();
    let rules: Vec<&str> = findings.iter().map(|f| f.rule).collect();
    let severities: Vec<&str> = findings.iter().map(|f| f.severity.code()).collect();
    let lines: Vec<Option<i32>> =
        findings.iter().map(|f| f.line.and_then(|l| i32::try_from(l).ok())).collect();
    let columns: Vec<Option<&str>> = findings.iter().map(|f| f.column.map(Column::key)).collect();
    // On screen a SIN keeps three digits (R55), fewer than the command line's four.
    let values: Vec<String> = findings
        .iter()
        .map(|f| if f.column == Some(Column::Sin) { sin::mask(&f.value, 3) } else { f.value.clone() })
        .collect();
    let expected: Vec<&str> = findings.iter().map(|f| f.expected.as_str()).collect();
    sqlx::query(
        "insert into statement_findings
             (union_id, statement_id, seq, rule, severity, line, column_name, value, expected)
         select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[])",
    )
    .bind(union)
    .bind(statement)
    .bind(seq)
    .bind(rules)
    .bind(severities)
    .bind(lines)
    .bind(columns)
    .bind(values)
    .bind(expected)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// A finding as stored, with its note.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StoredFinding {
    pub seq: i32,
    pub rule: String,
    pub severity: String,
    pub line: Option<i32>,
    pub column_name: Option<String>,
    pub value: String,
    pub expected: String,
    pub note: Option<String>,
    /// The person of that line, for the reader; empty for the file as a whole.
    pub employee_number: String,
    pub name: String,
}

impl StoredFinding {
    /// The finding as the rule made it, to be put in words; `None` for a rule no longer known.
    pub fn finding(&self) -> Option<(&'static Rule, Finding)> {
        let rule = rules::find(&self.rule)?;
        let finding = Finding {
            rule: rule.code,
            severity: Severity::from_code(&self.severity)?,
            line: self.line.and_then(|line| u32::try_from(line).ok()),
            column: self.column_name.as_deref().and_then(Column::from_key),
            value: self.value.clone(),
            expected: self.expected.clone(),
        };
        Some((rule, finding))
    }
}

/// The findings of one severity, in the order of the file.
pub async fn findings(
    scoped: &mut Scoped,
    statement: Uuid,
    severity: Severity,
) -> Result<Vec<StoredFinding>> {
    let union = scoped.own_union()?;
    Ok(sqlx::query_as(
        "select f.seq, f.rule, f.severity, f.line, f.column_name, f.value, f.expected, f.note,
                coalesce(l.employee_number, '') as employee_number, coalesce(l.name, '') as name
         from statement_findings f
         join statements s on s.union_id = f.union_id and s.id = f.statement_id
         left join lateral (select employee_number, name from statement_lines
           where union_id = f.union_id and statement_id = f.statement_id and line = f.line
             and fiscal_year = s.fiscal_year limit 1) l on true
         where f.union_id = $1 and f.statement_id = $2 and f.severity = $3 order by f.seq",
    )
    .bind(union)
    .bind(statement)
    .bind(severity.code())
    .fetch_all(scoped.conn())
    .await?)
}

/// Puts a note on those of these warnings that have none; how many there were.
pub async fn acknowledge(scoped: &mut Scoped, statement: Uuid, findings: &[i32], note: &str) -> Result<u64> {
    let union = scoped.own_union()?;
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let done = sqlx::query(
        "update statement_findings f set acknowledged_at = $4, acknowledged_by = $5, note = $6
         from statements s
         where f.union_id = $1 and f.statement_id = $2 and f.seq = any($3) and f.severity = 'warning'
           and f.acknowledged_at is null
           and s.union_id = f.union_id and s.id = f.statement_id and s.state = 'current'",
    )
    .bind(union)
    .bind(statement)
    .bind(findings)
    .bind(now)
    .bind(actor)
    .bind(note)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected())
}

/// The statement to which notes are about to be added: no version takes its place before this transaction
/// ends, so that none takes its notes over without these.
pub async fn to_note(scoped: &mut Scoped, statement: Uuid) -> Result<Summary> {
    let union = scoped.own_union()?;
    sqlx::query("select from statements where union_id = $1 and id = $2 and state = 'current' for share")
        .bind(union)
        .bind(statement)
        .execute(scoped.conn())
        .await?;
    one(scoped, statement).await
}

/// A version whose notes may follow, and the rules of the warnings that have them.
#[derive(sqlx::FromRow)]
struct NotedVersion {
    id: Uuid,
    version: i32,
    rules: Vec<String>,
}

/// The versions of a statement up to this one that have notes, the latest first: what a wrong file sent in
/// between has nothing like is not lost.
async fn noted_versions(scoped: &mut Scoped, statement: Uuid) -> Result<Vec<NotedVersion>> {
    let union = scoped.own_union()?;
    Ok(sqlx::query_as(
        "select v.id, v.version, f.rules
         from statements s
         join statements v on v.union_id = s.union_id and v.employer_id = s.employer_id
           and v.fiscal_year = s.fiscal_year and v.period = s.period and v.version <= s.version
         join lateral (select array_agg(distinct rule) as rules from statement_findings
           where union_id = v.union_id and statement_id = v.id and severity = 'warning'
             and note is not null) f on f.rules is not null
         where s.union_id = $1 and s.id = $2 order by v.version desc",
    )
    .bind(union)
    .bind(statement)
    .fetch_all(scoped.conn())
    .await?)
}

/// The warnings of a statement by what each says, and of whom, with whether it has a note: what two
/// versions that say the same have in common. Of a correction, that is its amounts too, which its warnings
/// do not hold. No warning that another says too, since a note would go to either; none on the line of
/// nobody, nor that does not hold what it judged: another address (V25), nearly everybody gone (V41).
async fn by_what_they_say(
    scoped: &mut Scoped,
    statement: Uuid,
    rules: &[String],
) -> Result<HashMap<String, (i32, bool)>> {
    let union = scoped.own_union()?;
    // Each looks for its one line by its key: of lines just stored nothing is known to plan by.
    let warnings: Vec<(i32, bool, String)> = sqlx::query_as(
        "select f.seq, f.note is not null,
                row(f.rule, f.column_name, f.value, f.expected, l.employee_number, l.name, l.correction_period,
                  l.correction_nature,
                  case when l.correction_period <> '' or l.correction_nature <> '' then row(l.salary_paid, l.dues) end,
                  case when f.column_name = 'sin' then l.sin_index end)::text
         from statement_findings f
         join statements s on s.union_id = f.union_id and s.id = f.statement_id
         left join lateral (select employee_number, name, correction_period, correction_nature, salary_paid, dues,
             sin_index from statement_lines
           where union_id = f.union_id and statement_id = f.statement_id and line = f.line
             and fiscal_year = s.fiscal_year limit 1) l on true
         where f.union_id = $1 and f.statement_id = $2 and f.severity = 'warning' and f.rule = any($3)
           and (f.line is null or l.employee_number <> '')
           and f.rule <> 'V25' and (f.rule <> 'V41' or f.column_name is not null)",
    )
    .bind(union)
    .bind(statement)
    .bind(rules)
    .fetch_all(scoped.conn())
    .await?;
    let mut alone: HashMap<String, Option<(i32, bool)>> = HashMap::new();
    for (seq, has_note, says) in warnings {
        alone.entry(says).and_modify(|other| *other = None).or_insert(Some((seq, has_note)));
    }
    Ok(alone.into_iter().filter_map(|(says, warning)| Some((says, warning?))).collect())
}

/// Carries the notes of the version just replaced, and of those before it, to the warnings of this one that
/// say the same of the same person, each from the latest: nobody explains again what was explained. How
/// many there were.
pub(super) async fn carry_notes(scoped: &mut Scoped, before: Uuid, statement: Uuid) -> Result<u64> {
    let versions = noted_versions(scoped, before).await?;
    let rules: BTreeSet<&String> = versions.iter().flat_map(|version| &version.rules).collect();
    let rules: Vec<String> = rules.into_iter().cloned().collect();
    if rules.is_empty() {
        return Ok(0);
    }
    let mut waiting = by_what_they_say(scoped, statement, &rules).await?;
    let mut carried = 0;
    for version in &versions {
        let (mut seqs, mut from): (Vec<i32>, Vec<i32>) = (Vec::new(), Vec::new());
        for (says, (noted, has_note)) in by_what_they_say(scoped, version.id, &version.rules).await? {
            if has_note && let Some((seq, _)) = waiting.remove(&says) {
                seqs.push(seq);
                from.push(noted);
            }
        }
        if !seqs.is_empty() {
            carried += take_notes(scoped, version, statement, (seqs, from)).await?;
        }
        if waiting.is_empty() {
            break;
        }
    }
    Ok(carried)
}

/// Puts the notes of these findings of a version on those of a statement, one for each.
async fn take_notes(
    scoped: &mut Scoped,
    before: &NotedVersion,
    statement: Uuid,
    (seqs, from): (Vec<i32>, Vec<i32>),
) -> Result<u64> {
    let union = scoped.own_union()?;
    sqlx::query(BY_HASH).execute(scoped.conn()).await?;
    let carried = sqlx::query(
        "update statement_findings f
         set acknowledged_at = o.acknowledged_at, acknowledged_by = o.acknowledged_by, note = o.note,
             carried_from = o.seq, carried_version = $6
         from statement_findings o, unnest($4::int[], $5::int[]) as p (seq, carried_from)
         where f.union_id = $1 and f.statement_id = $3 and f.seq = p.seq
           and o.union_id = $1 and o.statement_id = $2 and o.seq = p.carried_from",
    )
    .persistent(false)
    .bind(union)
    .bind(before.id)
    .bind(statement)
    .bind(seqs)
    .bind(from)
    .bind(before.version)
    .execute(scoped.conn())
    .await?;
    sqlx::query(AS_USUAL).execute(scoped.conn()).await?;
    Ok(carried.rows_affected())
}
