//! The findings' SQL: as made, and their notes.

use uuid::Uuid;

use crate::db::{Result, Scoped};
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
