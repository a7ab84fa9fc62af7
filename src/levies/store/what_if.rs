//! What a simulation reads: in the reader's own transaction, which periods were declared and the sums of
//! their statements; and by a reckoner, for those who may, the amounts of a union's people.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::aggregates::Bases;
use crate::calendar::PeriodId;
use crate::db::{Error, Result, Scoped};
use crate::declarations::store::frozen_levy;
use crate::levies::what_if::{Frozen, PERIODS, Statement};
use crate::money::Cad;
use crate::statements::Line;
use crate::unions::store::{columns, period_of};

/// Whether the actor may be told what was declared to this body: a council, of its own levies only.
pub async fn is_told(scoped: &mut Scoped, body: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar("select app_role() <> 'council_officer' or app_decides_for($1)")
        .bind(body)
        .fetch_one(scoped.conn())
        .await?)
}

/// The last periods that these unions declared, oldest first, each with how many of them did.
pub async fn last_declared(scoped: &mut Scoped, unions: &[Uuid]) -> Result<Vec<(PeriodId, usize)>> {
    let rows: Vec<(i16, i16, i64)> = sqlx::query_as(
        "select fiscal_year, period, count(distinct union_id) from declarations where union_id = any ($1)
         group by 1, 2 order by 1 desc, 2 desc limit $2",
    )
    .bind(unions)
    .bind(i64::try_from(PERIODS).unwrap_or(i64::MAX))
    .fetch_all(scoped.conn())
    .await?;
    let declared = |(year, number, unions): (i16, i16, i64)| {
        Ok((period_of(year, number)?, usize::try_from(unions).unwrap_or_default()))
    };
    rows.into_iter().rev().map(declared).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    union_id: Uuid,
    employer_id: Uuid,
    fiscal_year: i16,
    period: i16,
    ends_on: chrono::NaiveDate,
    persons: i32,
    /// Null when the reader may not see the base of so few, and so are the others then.
    salary_paid: Option<Decimal>,
    dues: Option<Decimal>,
    regular_pay: Option<Decimal>,
    total_remuneration: Option<Decimal>,
    rule: Option<serde_json::Value>,
    exemption: Option<serde_json::Value>,
    counted: Option<i32>,
    amount: Option<Decimal>,
}

fn cents(amount: Decimal) -> Result<Cad> {
    Cad::exact(amount).map_err(|error| Error::Damaged(error.to_string()))
}

impl Row {
    fn bases(&self) -> Result<Option<Bases>> {
        let Some((salary_paid, dues)) = self.salary_paid.zip(self.dues) else { return Ok(None) };
        Ok(Some(Bases {
            salary_paid: cents(salary_paid)?,
            dues: cents(dues)?,
            regular_pay: self.regular_pay.map(cents).transpose()?,
            total_remuneration: self.total_remuneration.map(cents).transpose()?,
        }))
    }

    fn frozen(&self) -> Result<Option<Frozen>> {
        let (Some(rule), Some(amount)) = (self.rule.clone(), self.amount) else { return Ok(None) };
        let exemption = self.exemption.clone().map(serde_json::from_value).transpose();
        Ok(Some(Frozen {
            levy: frozen_levy(rule)?,
            exemption: exemption.map_err(|error| Error::Damaged(error.to_string()))?,
            counted: usize::try_from(self.counted.unwrap_or_default()).unwrap_or_default(),
            amount: cents(amount)?,
        }))
    }
}

/// What is asked of the statements of which periods.
pub struct Window<'a> {
    pub unions: &'a [Uuid],
    pub from: PeriodId,
    pub to: PeriodId,
}

/// The declared statements of these unions and periods as the actor sees their sums, with what was
/// declared of a body's levy; by union, period and employer.
pub async fn statements(
    scoped: &mut Scoped,
    window: &Window<'_>,
    (body, code): (Uuid, &str),
) -> Result<Vec<Statement>> {
    let (from, to) = (columns(window.from), columns(window.to));
    let rows: Vec<Row> = sqlx::query_as(
        "select h.union_id, h.employer_id, h.fiscal_year, h.period, h.ends_on, h.persons, b.salary_paid, b.dues,
                b.regular_pay, b.total_remuneration, l.rule, l.exemption, l.persons as counted, l.amount
         from headcounts h
         left join headcount_bases b on b.union_id = h.union_id and b.employer_id = h.employer_id
              and b.fiscal_year = h.fiscal_year and b.period = h.period
         left join declaration_levies l on l.union_id = h.union_id and l.statement_id = h.statement_id
              and l.corrected_period is null and l.payee_id = $2 and l.code = $3
         where h.declared and h.union_id = any ($1)
           and (h.fiscal_year, h.period) between ($4, $5) and ($6, $7)
         order by h.union_id, h.fiscal_year, h.period, h.employer_id",
    )
    .bind(window.unions)
    .bind(body)
    .bind(code)
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .fetch_all(scoped.conn())
    .await?;
    let statement = |row: Row| {
        Ok(Statement {
            union: row.union_id,
            employer: row.employer_id,
            period: period_of(row.fiscal_year, row.period)?,
            period_end: row.ends_on,
            persons: usize::try_from(row.persons).unwrap_or_default(),
            bases: row.bases()?,
            frozen: row.frozen()?,
        })
    };
    rows.into_iter().map(statement).collect()
}

/// The lines of one declared statement as an assessment reads them: numbers and amounts, nobody's name.
pub struct Lines {
    pub employer: Uuid,
    pub period: PeriodId,
    pub lines: Vec<Line>,
}

#[derive(sqlx::FromRow)]
struct LinesRow {
    employer_id: Uuid,
    fiscal_year: i16,
    period: i16,
    numbers: Vec<String>,
    salary_paid: Vec<Option<i64>>,
    dues: Vec<Option<i64>>,
    regular_pay: Vec<Option<i64>>,
    total_remuneration: Vec<Option<i64>>,
    held_dues: Vec<Option<i64>>,
}

impl LinesRow {
    fn lines(self) -> Vec<Line> {
        let cents = |column: &[Option<i64>], i: usize| column.get(i).copied().flatten().map(Cad::from_cents);
        let line = |(i, number): (usize, String)| Line {
            number: u32::try_from(i + 1).unwrap_or(u32::MAX),
            employee_number: number.into(),
            salary_paid: cents(&self.salary_paid, i),
            dues: cents(&self.dues, i),
            regular_pay: cents(&self.regular_pay, i),
            total_remuneration: cents(&self.total_remuneration, i),
            held_dues: cents(&self.held_dues, i),
            ..Line::default()
        };
        self.numbers.into_iter().enumerate().map(line).collect()
    }
}

/// The lines of the declared statements of the reckoner's union in these periods.
pub async fn lines(reckoner: &mut Scoped, (from, to): (PeriodId, PeriodId)) -> Result<Vec<Lines>> {
    let union = reckoner.own_union()?;
    let (from, to) = (columns(from), columns(to));
    let rows: Vec<LinesRow> = sqlx::query_as(
        "select s.employer_id, s.fiscal_year, s.period,
                array_agg(l.employee_number) as numbers,
                array_agg((l.salary_paid * 100)::bigint) as salary_paid, array_agg((l.dues * 100)::bigint) as dues,
                array_agg((l.regular_pay * 100)::bigint) as regular_pay,
                array_agg((l.total_remuneration * 100)::bigint) as total_remuneration,
                array_agg((l.held_dues * 100)::bigint) as held_dues
         from statements s
         join statement_lines l on l.union_id = s.union_id and l.statement_id = s.id
              and l.fiscal_year = s.fiscal_year and l.correction_period = '' and l.correction_nature = ''
         where s.union_id = $1 and s.state = 'declared'
           and (s.fiscal_year, s.period) between ($2, $3) and ($4, $5) and l.fiscal_year between $2 and $4
         group by s.id, s.employer_id, s.fiscal_year, s.period",
    )
    .bind(union)
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .fetch_all(reckoner.conn())
    .await?;
    let read = |row: LinesRow| {
        let (employer, period) = (row.employer_id, period_of(row.fiscal_year, row.period)?);
        Ok(Lines { employer, period, lines: row.lines() })
    };
    rows.into_iter().map(read).collect()
}
