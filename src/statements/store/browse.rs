//! The SQL of what is on the screen: findings and lines by filters, a page at a time.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, FromRow as _, Postgres, Row as _};

use super::Summary;
use super::findings::StoredFinding;
use super::lines::line;
use crate::db::{Error, Result, Scoped};
use crate::members::plain;
use crate::money::Cad;
use crate::statements::browse::{A_PAGE, FindingFilter, LineFilter, OF_EACH, OfStatus, Part, State, Turn};
use crate::statements::{Line, Severity, Status};
use crate::unions::store::columns;

/// How many findings of a rule and severity a statement has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    pub rule: String,
    pub severity: Severity,
    pub total: usize,
    /// Without a note, whatever the severity.
    pub open: usize,
}

/// The findings of a statement by severity and rule, in that order.
pub async fn rule_counts(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<RuleCount>> {
    let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
        "select rule, severity, count(*), count(*) filter (where acknowledged_at is null) from statement_findings
         where union_id = $1 and statement_id = $2 group by rule, severity
         order by array_position(array['error', 'warning', 'info'], severity), rule",
    )
    .bind(scoped.own_union()?)
    .bind(statement.id)
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter()
        .map(|(rule, severity, total, open)| {
            let severity = Severity::from_code(&severity).ok_or(Error::Damaged(severity))?;
            Ok(RuleCount { rule, severity, total: size(total), open: size(open) })
        })
        .collect()
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

/// Services or departments that a statement names, in order; the first few hundred.
pub async fn services(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "select distinct service from statement_lines
         where union_id = $1 and statement_id = $2 and fiscal_year = $3 and service <> '' order by service limit 300",
    )
    .bind(scoped.own_union()?)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .fetch_all(scoped.conn())
    .await?)
}

/// The lines whose name or number has every word of a search, each at the start of a word, without
/// regard to accents or capitals; `None` when nothing is searched.
async fn named(scoped: &mut Scoped, statement: &Summary, search: &str) -> Result<Option<Vec<i32>>> {
    let words: Vec<String> = plain(search).split(' ').map(|word| format!(" {word}")).collect();
    if words.iter().all(|word| word.trim().is_empty()) {
        return Ok(None);
    }
    let people: Vec<(i32, String, String)> = sqlx::query_as(
        "select line, name, employee_number from statement_lines
         where union_id = $1 and statement_id = $2 and fiscal_year = $3",
    )
    .bind(scoped.own_union()?)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .fetch_all(scoped.conn())
    .await?;
    let found = people.into_iter().filter(|(_, name, number)| {
        let said = format!(" {} {}", plain(name), plain(number));
        words.iter().all(|word| said.contains(word))
    });
    Ok(Some(found.map(|(line, ..)| line).collect()))
}

/// What a finding's row has, and the condition of a filter: `$1` to `$8`, bound by [`filtered`].
const FOUND: &str = "select f.seq, f.rule, f.severity, f.line, f.column_name, f.value, f.expected, f.note,
        coalesce(l.employee_number, '') as employee_number, coalesce(l.name, '') as name";
// Each finding looks for its one line by its key: of lines just stored nothing is known, and any other
// plan may go through all of them for each finding.
const WHERE: &str = " from statement_findings f
     left join lateral (select employee_number, name, service from statement_lines
       where union_id = f.union_id and statement_id = f.statement_id and line = f.line and fiscal_year = $3
       limit 1) l on true
     where f.union_id = $1 and f.statement_id = $2
       and ($4::text is null or f.severity = $4) and ($5::text is null or f.rule = $5)
       and ($6::bool is null or (f.severity <> 'info' and (f.acknowledged_at is not null) = $6))
       and ($7::text is null or l.service = $7) and ($8::int[] is null or f.line = any($8))";

async fn filtered(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &FindingFilter,
    sql: String,
) -> Result<Query<'static, Postgres, PgArguments>> {
    let lines = named(scoped, statement, &filter.search).await?;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(sqlx::query(AssertSqlSafe(sql))
        .bind(scoped.own_union()?)
        .bind(statement.id)
        .bind(columns(statement.period).0)
        .bind(filter.severity.map(Severity::code))
        .bind(text(&filter.rule))
        .bind(filter.state.map(|state| state == State::Acknowledged))
        .bind(text(&filter.service))
        .bind(lines))
}

/// The findings of a rule and severity under a filter: how many, and the first few.
#[derive(Debug, Clone)]
pub struct Group {
    pub total: usize,
    /// Without a note, whatever the severity.
    pub open: usize,
    /// At most `browse::OF_EACH`, open ones first, each in the order of the file; never empty.
    pub first: Vec<StoredFinding>,
}

/// The findings of a filter by rule: what blocks first, what waits for a note before what has one.
pub async fn groups(scoped: &mut Scoped, statement: &Summary, filter: &FindingFilter) -> Result<Vec<Group>> {
    let sql = format!(
        "select * from ({FOUND}, row_number() over (partition by f.severity, f.rule
               order by f.acknowledged_at is not null, f.seq) as place,
             count(*) over (partition by f.severity, f.rule) as total,
             count(*) filter (where f.acknowledged_at is null) over (partition by f.severity, f.rule) as open{WHERE}) g
         where place <= $9
         order by array_position(array['error', 'warning', 'info'], severity), open = 0, rule, place"
    );
    let query = filtered(scoped, statement, filter, sql).await?;
    let rows = query.bind(OF_EACH as i64).fetch_all(scoped.conn()).await?;
    let mut groups: Vec<Group> = Vec::new();
    for row in &rows {
        let finding = StoredFinding::from_row(row)?;
        match groups.last_mut().filter(|group| group.is_of(&finding)) {
            Some(group) => group.first.push(finding),
            None => groups.push(Group {
                total: size(row.get("total")),
                open: size(row.get("open")),
                first: vec![finding],
            }),
        }
    }
    Ok(groups)
}

impl Group {
    fn is_of(&self, finding: &StoredFinding) -> bool {
        self.first.last().is_some_and(|one| one.rule == finding.rule && one.severity == finding.severity)
    }
}

/// A page of the findings of a filter, in the order of the file.
pub async fn page(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &FindingFilter,
    turn: &Turn<i32>,
) -> Result<Part<StoredFinding, i32>> {
    let (key, sql) = match turn {
        Turn::First => (0, format!("{FOUND}{WHERE} and f.seq > $9 order by f.seq limit $10")),
        Turn::After(key) => (*key, format!("{FOUND}{WHERE} and f.seq > $9 order by f.seq limit $10")),
        Turn::Before(key) => (*key, format!("{FOUND}{WHERE} and f.seq < $9 order by f.seq desc limit $10")),
    };
    let query = filtered(scoped, statement, filter, sql).await?;
    let rows = query.bind(key).bind(A_PAGE as i64 + 1).fetch_all(scoped.conn()).await?;
    let rows = rows.iter().map(StoredFinding::from_row).collect::<std::result::Result<Vec<_>, _>>()?;
    Ok(Part::of(rows, turn, |finding| finding.seq))
}

/// Every finding of a filter, in the order of the file: for exports and for notes on all of a kind.
pub async fn all(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &FindingFilter,
) -> Result<Vec<StoredFinding>> {
    let query = filtered(scoped, statement, filter, format!("{FOUND}{WHERE} order by f.seq")).await?;
    let rows = query.fetch_all(scoped.conn()).await?;
    Ok(rows.iter().map(StoredFinding::from_row).collect::<std::result::Result<Vec<_>, _>>()?)
}

/// Every finding on the dues of a line.
pub async fn on_dues(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<StoredFinding>> {
    let sql = format!("{FOUND}{WHERE} and f.line is not null and f.column_name = 'dues' order by f.seq");
    let rows =
        filtered(scoped, statement, &FindingFilter::default(), sql).await?.fetch_all(scoped.conn()).await?;
    Ok(rows.iter().map(StoredFinding::from_row).collect::<std::result::Result<Vec<_>, _>>()?)
}

/// How many findings a filter lets through, and how many of them are warnings without a note.
pub async fn count(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &FindingFilter,
) -> Result<(usize, usize)> {
    let sql = format!(
        "select count(*) as total, count(*) filter (where f.severity = 'warning' and f.acknowledged_at is null) as open{WHERE}"
    );
    let row = filtered(scoped, statement, filter, sql).await?.fetch_one(scoped.conn()).await?;
    Ok((size(row.get("total")), size(row.get("open"))))
}

/// How many notes of a statement came along from each earlier version, by its number.
pub async fn carried_notes(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<(i32, usize)>> {
    let counts: Vec<(i32, i64)> = sqlx::query_as(
        "select carried_version, count(*) from statement_findings
         where union_id = $1 and statement_id = $2 and carried_version is not null
         group by carried_version order by carried_version",
    )
    .bind(scoped.own_union()?)
    .bind(statement.id)
    .fetch_all(scoped.conn())
    .await?;
    Ok(counts.into_iter().map(|(version, count)| (version, size(count))).collect())
}

/// Who put a note, and when.
#[derive(Debug)]
pub struct Noted {
    pub at: DateTime<Utc>,
    pub by: String,
    /// On an earlier version, of which this one says the same.
    pub before: bool,
}

/// One finding, with who put its note and when.
pub async fn finding(
    scoped: &mut Scoped,
    statement: &Summary,
    seq: i32,
) -> Result<(StoredFinding, Option<Noted>)> {
    let sql = format!(
        "{FOUND}, f.acknowledged_at, (select a.name from accounts a where a.id = f.acknowledged_by) as by,
             f.carried_from is not null as before{WHERE} and f.seq = $9"
    );
    let query = filtered(scoped, statement, &FindingFilter::default(), sql).await?;
    let row = query.bind(seq).fetch_one(scoped.conn()).await?;
    let at: Option<DateTime<Utc>> = row.get("acknowledged_at");
    let by = row.get::<Option<String>, _>("by").unwrap_or_default();
    Ok((StoredFinding::from_row(&row)?, at.map(|at| Noted { at, by, before: row.get("before") })))
}

/// A line with what was found on it.
#[derive(Debug, Clone)]
pub struct Found {
    pub line: Line,
    pub findings: usize,
    /// The heaviest of them.
    pub severity: Option<Severity>,
}

/// The lines of a filter: `$1` to `$8`, bound by [`lines_of`].
const LINES: &str = " from statement_lines l
     where l.union_id = $1 and l.statement_id = $2 and l.fiscal_year = $3 and ($4::text is null or l.service = $4)
       and ($5::text is null or l.status = $5) and (not $6 or l.status is null)
       and ($7::int[] is null or l.line = any($7))
       and (not $8 or exists (select from statement_findings f where f.union_id = l.union_id
            and f.statement_id = l.statement_id and f.line = l.line))";

async fn lines_of(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &LineFilter,
    sql: String,
) -> Result<Query<'static, Postgres, PgArguments>> {
    let found = named(scoped, statement, &filter.search).await?;
    let status = match filter.status {
        Some(OfStatus::Is(status)) => Some(Status::code(status)),
        Some(OfStatus::Other) | None => None,
    };
    Ok(sqlx::query(AssertSqlSafe(sql))
        .bind(scoped.own_union()?)
        .bind(statement.id)
        .bind(columns(statement.period).0)
        .bind((!filter.service.is_empty()).then(|| filter.service.clone()))
        .bind(status)
        .bind(filter.status == Some(OfStatus::Other))
        .bind(found)
        .bind(filter.with_findings))
}

/// The lines of a filter in the order of the file: a page, or all of them when there is no turn.
pub async fn lines(
    scoped: &mut Scoped,
    statement: &Summary,
    filter: &LineFilter,
    turn: Option<&Turn<i32>>,
) -> Result<Vec<Found>> {
    let (key, order) = match turn {
        None | Some(Turn::First) => (0, "l.line > $9 order by l.line"),
        Some(Turn::After(key)) => (*key, "l.line > $9 order by l.line"),
        Some(Turn::Before(key)) => (*key, "l.line < $9 order by l.line desc"),
    };
    let limit = turn.map(|_| A_PAGE as i64 + 1);
    // What was found is looked up for the lines of the page alone.
    let sql = format!(
        "select p.*, f.findings, f.weight from (select l.*{LINES} and {order} limit $10) p
         left join lateral (select count(*) as findings,
                 min(array_position(array['error', 'warning', 'info'], f.severity)) as weight
             from statement_findings f
             where f.union_id = p.union_id and f.statement_id = p.statement_id and f.line = p.line) f on true
         order by p.line {}",
        if matches!(turn, Some(Turn::Before(_))) { "desc" } else { "" }
    );
    let rows = lines_of(scoped, statement, filter, sql).await?.bind(key).bind(limit);
    rows.fetch_all(scoped.conn()).await?.iter().map(found_line).collect()
}

/// How many lines a filter lets through.
pub async fn line_count(scoped: &mut Scoped, statement: &Summary, filter: &LineFilter) -> Result<usize> {
    let sql = format!("select count(*) as total{LINES}");
    let row = lines_of(scoped, statement, filter, sql).await?.fetch_one(scoped.conn()).await?;
    Ok(size(row.get("total")))
}

fn found_line(row: &PgRow) -> Result<Found> {
    let weight: Option<i32> = row.get("weight");
    Ok(Found {
        line: Line { service: row.get("service"), ..line(row)? },
        findings: row.get::<Option<i64>, _>("findings").map_or(0, size),
        severity: weight.and_then(|weight| Severity::ALL.get(usize::try_from(weight - 1).ok()?).copied()),
    })
}

/// An amount of a row, in cents.
pub(super) fn cad(row: &PgRow, name: &str) -> Result<Option<Cad>> {
    let amount: Option<Decimal> = row.get(name);
    amount.map(|amount| Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string()))).transpose()
}
