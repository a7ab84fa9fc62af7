//! The corrections' SQL: the list, what becomes of its items, the letters, the remittances.

mod follow;
pub mod letters;
pub mod remittances;

use std::collections::HashMap;

use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{Amounts, By, HIDDEN, Item, Standing, is_of_the_missing, is_secret, names_a_sin};
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::ledger::store::cents;
use crate::money::Cad;
use crate::statements::Column;
use crate::statements::store::{StoredFinding, Summary};
use crate::unions::store::{columns, period_of};

pub use self::follow::follow;

/// A finding that the treasurer puts on its employer's list.
pub struct Chosen<'a> {
    pub finding: &'a StoredFinding,
    pub amounts: Option<Amounts>,
    pub note: &'a str,
}

/// Makes the acts on one employer's list queue for one another until this transaction ends.
pub async fn lock(scoped: &mut Scoped, employer: Uuid) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('corrections of ' || $1::text, 0))")
        .bind(employer)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

fn is_missing(finding: &StoredFinding) -> bool {
    let column = finding.column_name.as_deref().and_then(Column::from_key);
    is_of_the_missing(&finding.rule, finding.line, column)
}

/// Gives the findings of whoever is on no line her number, and her name in the register.
pub async fn name_the_missing(
    scoped: &mut Scoped,
    employer: Uuid,
    found: &mut [StoredFinding],
) -> Result<()> {
    let union = scoped.own_union()?;
    let missing = found.iter().filter(|finding| is_missing(finding));
    let numbers: Vec<String> = missing.map(|finding| finding.value.clone()).collect();
    if numbers.is_empty() {
        return Ok(());
    }
    let names: Vec<(String, String)> = sqlx::query_as(
        "select employee_number, name from members
         where union_id = $1 and employer_id = $2 and employee_number = any($3)",
    )
    .bind(union)
    .bind(employer)
    .bind(numbers)
    .fetch_all(scoped.conn())
    .await?;
    let names: HashMap<String, String> = names.into_iter().collect();
    for finding in found.iter_mut().filter(|finding| is_missing(finding)) {
        finding.employee_number.clone_from(&finding.value);
        finding.name = names.get(&finding.value).cloned().unwrap_or_default();
    }
    Ok(())
}

/// Puts findings of a statement on its employer's list; those already there are left. Gives how
/// many are new.
pub async fn list(
    scoped: &mut Scoped,
    statement: &Summary,
    due_on: chrono::NaiveDate,
    chosen: &[Chosen<'_>],
) -> Result<usize> {
    let union = scoped.own_union()?;
    lock(scoped, statement.employer).await?;
    let there = of_statement(scoped, statement.id).await?;
    let mut added = 0;
    for choice in chosen {
        if there.iter().any(|(seq, _)| *seq == choice.finding.seq) {
            continue;
        }
        if let Some(item) = insert(scoped, union, statement, due_on, choice).await? {
            tell(scoped, union, item, "listed", None, choice.amounts.map(Amounts::difference), "").await?;
            added += 1;
        }
    }
    // The correction of an old error may be there already.
    follow(scoped, statement.employer, statement.period).await?;
    Ok(added)
}

async fn insert(
    scoped: &mut Scoped,
    union: Uuid,
    statement: &Summary,
    due_on: chrono::NaiveDate,
    choice: &Chosen<'_>,
) -> Result<Option<Uuid>> {
    let finding = choice.finding;
    let (year, number) = columns(statement.period);
    let column = finding.column_name.as_deref().and_then(Column::from_key);
    let value = match column {
        Some(column) if is_secret(column) && !finding.value.is_empty() => HIDDEN,
        _ => &finding.value,
    };
    let expected = if names_a_sin(&finding.expected) { "" } else { &finding.expected };
    let (now, actor) = (scoped.now(), scoped.actor().id());
    Ok(sqlx::query_scalar(
        "insert into correction_items (union_id, employer_id, statement_id, seq, fiscal_year, period, rule, line,
             employee_number, name, column_name, value, expected, found_amount, expected_amount, note, due_on,
             listed_at, listed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict on constraint correction_items_once_a_finding do nothing returning id",
    )
    .bind(union)
    .bind(statement.employer)
    .bind(statement.id)
    .bind(finding.seq)
    .bind(year)
    .bind(number)
    .bind(&finding.rule)
    .bind(finding.line)
    .bind(&finding.employee_number)
    .bind(&finding.name)
    .bind(&finding.column_name)
    .bind(value)
    .bind(expected)
    .bind(choice.amounts.map(|amounts| amounts.found.amount()))
    .bind(choice.amounts.map(|amounts| amounts.expected.amount()))
    .bind(choice.note)
    .bind(due_on)
    .bind(now)
    .bind(actor)
    .fetch_optional(scoped.conn())
    .await?)
}

async fn tell(
    scoped: &mut Scoped,
    union: Uuid,
    item: Uuid,
    kind: &str,
    by: Option<By>,
    remaining: Option<Cad>,
    note: &str,
) -> Result<()> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    sqlx::query(
        "insert into correction_events (union_id, item_id, kind, statement_id, line, remaining, note, at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(union)
    .bind(item)
    .bind(kind)
    .bind(by.map(|by| by.statement))
    .bind(by.and_then(|by| by.line).and_then(|line| i32::try_from(line).ok()))
    .bind(remaining.map(Cad::amount))
    .bind(note)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// Takes an open item off the list, for a reason; whether it was open.
pub async fn withdraw(scoped: &mut Scoped, item: &Item, reason: &str) -> Result<bool> {
    let union = scoped.own_union()?;
    lock(scoped, item.employer).await?;
    // As it stands once nobody else acts.
    if !one(scoped, item.employer, item.id).await?.standing.is_open() {
        return Ok(false);
    }
    tell(scoped, union, item.id, "withdrawn", None, None, reason).await?;
    Ok(true)
}

const ITEM: &str = "select i.*, e.kind, e.statement_id as by_statement, e.line as by_line, e.remaining
    from correction_items i
    join lateral (select * from correction_events e where e.union_id = i.union_id and e.item_id = i.id
        order by e.seq desc limit 1) e on true ";

fn item(row: &PgRow) -> Result<Item> {
    let money = |name: &str| row.get::<Option<Decimal>, _>(name).map(cents).transpose();
    let line = |name: &str| row.get::<Option<i32>, _>(name).and_then(|line| u32::try_from(line).ok());
    let by =
        row.get::<Option<Uuid>, _>("by_statement").map(|statement| By { statement, line: line("by_line") });
    let standing = match (row.get::<&str, _>("kind"), by) {
        ("closed", Some(by)) => Standing::Closed { by },
        ("partly", Some(by)) => Standing::Partly { remaining: money("remaining")?.unwrap_or_default(), by },
        ("withdrawn", _) => Standing::Withdrawn,
        _ => Standing::Open,
    };
    let amounts = money("found_amount")?.zip(money("expected_amount")?);
    Ok(Item {
        id: row.get("id"),
        employer: row.get("employer_id"),
        statement: row.get("statement_id"),
        period: period_of(row.get("fiscal_year"), row.get("period"))?,
        rule: row.get("rule"),
        line: line("line"),
        employee_number: row.get("employee_number"),
        name: row.get("name"),
        column: row.get::<Option<&str>, _>("column_name").and_then(Column::from_key),
        value: row.get("value"),
        expected: row.get("expected"),
        amounts: amounts.map(|(found, expected)| Amounts { found, expected }),
        note: row.get("note"),
        due_on: row.get("due_on"),
        standing,
    })
}

/// An employer's list, the last periods first; everything that was ever on it.
pub async fn items(scoped: &mut Scoped, employer: Uuid) -> Result<Vec<Item>> {
    let union = scoped.own_union()?;
    let sql = format!(
        "{ITEM} where i.union_id = $1 and i.employer_id = $2
         order by i.fiscal_year desc, i.period desc, i.employee_number, i.seq"
    );
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(employer).fetch_all(scoped.conn()).await?;
    rows.iter().map(item).collect()
}

/// Those of an employer's list that are still open: what rule V80 reads.
pub async fn open_items(scoped: &mut Scoped, employer: Uuid) -> Result<Vec<Item>> {
    let union = scoped.own_union()?;
    let sql = format!(
        "{ITEM} where i.union_id = $1 and i.employer_id = $2 and e.kind not in ('closed', 'withdrawn')
         order by i.fiscal_year, i.period, i.employee_number, i.seq"
    );
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(union).bind(employer).fetch_all(scoped.conn()).await?;
    rows.iter().map(item).collect()
}

/// One item of an employer's list.
pub async fn one(scoped: &mut Scoped, employer: Uuid, id: Uuid) -> Result<Item> {
    let union = scoped.own_union()?;
    let sql = format!("{ITEM} where i.union_id = $1 and i.employer_id = $2 and i.id = $3");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(union)
        .bind(employer)
        .bind(id)
        .fetch_one(scoped.conn())
        .await?;
    item(&row)
}

/// The findings of a statement that are on the list, with the item of each. One on no line may be
/// there, still open, from another version of the statement.
pub async fn of_statement(scoped: &mut Scoped, statement: Uuid) -> Result<Vec<(i32, Uuid)>> {
    let union = scoped.own_union()?;
    Ok(sqlx::query_as(
        "select seq, id from correction_items where union_id = $1 and statement_id = $2
         union
         select f.seq, i.id from statements s
         join statement_findings f on f.union_id = s.union_id and f.statement_id = s.id and f.line is null
         join correction_items i on i.union_id = s.union_id and i.employer_id = s.employer_id
           and (i.fiscal_year, i.period) = (s.fiscal_year, s.period) and i.line is null
           and (i.rule, i.column_name, i.value) = (f.rule, f.column_name, f.value)
         join lateral (select kind from correction_events e where e.union_id = i.union_id and e.item_id = i.id
             order by e.seq desc limit 1) e on e.kind not in ('closed', 'withdrawn')
         where s.union_id = $1 and s.id = $2",
    )
    .bind(union)
    .bind(statement)
    .fetch_all(scoped.conn())
    .await?)
}

/// The items that a correction of one person and period answers, still open or closed by it.
pub async fn about(
    scoped: &mut Scoped,
    employer: Uuid,
    period: PeriodId,
    employee_number: &str,
) -> Result<Vec<Uuid>> {
    let union = scoped.own_union()?;
    let (year, number) = columns(period);
    Ok(sqlx::query_scalar(
        "select id from correction_items where union_id = $1 and employer_id = $2 and fiscal_year = $3
           and period = $4 and employee_number = $5 order by seq",
    )
    .bind(union)
    .bind(employer)
    .bind(year)
    .bind(number)
    .bind(employee_number)
    .fetch_all(scoped.conn())
    .await?)
}

/// Errors open, and those of them that are late, of each employer of the union that has some.
pub async fn counts(scoped: &mut Scoped) -> Result<Vec<(Uuid, usize, usize)>> {
    let union = scoped.own_union()?;
    let today = scoped.today();
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(
        "select i.employer_id, count(*), count(*) filter (where i.due_on < $2)
         from correction_items i
         join lateral (select kind from correction_events e where e.union_id = i.union_id and e.item_id = i.id
             order by e.seq desc limit 1) e on true
         where i.union_id = $1 and e.kind not in ('closed', 'withdrawn')
         group by 1 order by 1",
    )
    .bind(union)
    .bind(today)
    .fetch_all(scoped.conn())
    .await?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(rows.into_iter().map(|(employer, open, late)| (employer, count(open), count(late))).collect())
}

/// One thing that happened to an item.
pub struct Happened {
    pub kind: String,
    pub by: Option<By>,
    /// The period of the statement that did it.
    pub by_period: Option<PeriodId>,
    pub remaining: Option<Cad>,
    pub note: String,
    pub at: chrono::DateTime<chrono::Utc>,
}

/// An item's history, the oldest first.
pub async fn history(scoped: &mut Scoped, id: Uuid) -> Result<Vec<Happened>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select e.*, s.fiscal_year, s.period from correction_events e
         left join statements s on s.union_id = e.union_id and s.id = e.statement_id
         where e.union_id = $1 and e.item_id = $2 order by e.seq",
    )
    .bind(union)
    .bind(id)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter()
        .map(|row| {
            let line = row.get::<Option<i32>, _>("line").and_then(|line| u32::try_from(line).ok());
            let year: Option<i16> = row.get("fiscal_year");
            let period =
                year.zip(row.get("period")).map(|(year, period)| period_of(year, period)).transpose();
            Ok(Happened {
                kind: row.get("kind"),
                by: row.get::<Option<Uuid>, _>("statement_id").map(|statement| By { statement, line }),
                by_period: period?,
                remaining: row.get::<Option<Decimal>, _>("remaining").map(cents).transpose()?,
                note: row.get("note"),
                at: row.get("at"),
            })
        })
        .collect()
}

/// Something stored that we cannot have written.
pub(super) fn damaged(what: impl ToString) -> Error {
    Error::Damaged(what.to_string())
}
