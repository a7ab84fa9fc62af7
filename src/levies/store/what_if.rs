//! What a simulation reads: which periods were declared, and by a reckoner the amounts of a union's
//! declared statements.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::db::{Result, Scoped};
use crate::dues::{self, Exemption, covering};
use crate::levies::what_if::PERIODS;
use crate::money::Cad;
use crate::statements::Line;
use crate::unions::store::{columns, period_of};

/// The last periods that these unions declared, oldest first.
pub async fn last_declared(scoped: &mut Scoped, unions: &[Uuid]) -> Result<Vec<PeriodId>> {
    let rows: Vec<(i16, i16)> = sqlx::query_as(
        "select distinct fiscal_year, period from declarations where union_id = any ($1)
         order by 1 desc, 2 desc limit $2",
    )
    .bind(unions)
    .bind(i64::try_from(PERIODS).unwrap_or(i64::MAX))
    .fetch_all(scoped.conn())
    .await?;
    rows.into_iter().rev().map(|(year, number)| period_of(year, number)).collect()
}

/// One declared statement as an assessment reads it: numbers and amounts, nobody's name.
pub struct Statement {
    pub period: PeriodId,
    pub period_end: NaiveDate,
    pub lines: Vec<Line>,
    pub exemptions: Vec<Exemption>,
}

#[derive(sqlx::FromRow)]
struct Row {
    employer_id: Uuid,
    fiscal_year: i16,
    period: i16,
    ends_on: NaiveDate,
    numbers: Vec<String>,
    salary_paid: Vec<Option<i64>>,
    dues: Vec<Option<i64>>,
    regular_pay: Vec<Option<i64>>,
    total_remuneration: Vec<Option<i64>>,
    held_dues: Vec<Option<i64>>,
}

impl Row {
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

/// The declared statements of the reckoner's union from one period to another, both included.
pub async fn statements(reckoner: &mut Scoped, (from, to): (PeriodId, PeriodId)) -> Result<Vec<Statement>> {
    let union = reckoner.own_union()?;
    let granted = dues::store::exemptions_of(reckoner, union).await?;
    let (from, to) = (columns(from), columns(to));
    let rows: Vec<Row> = sqlx::query_as(
        "select s.employer_id, s.fiscal_year, s.period, c.ends_on,
                array_agg(l.employee_number) as numbers,
                array_agg((l.salary_paid * 100)::bigint) as salary_paid, array_agg((l.dues * 100)::bigint) as dues,
                array_agg((l.regular_pay * 100)::bigint) as regular_pay,
                array_agg((l.total_remuneration * 100)::bigint) as total_remuneration,
                array_agg((l.held_dues * 100)::bigint) as held_dues
         from statements s
         join headcounts c on c.union_id = s.union_id and c.employer_id = s.employer_id
              and c.fiscal_year = s.fiscal_year and c.period = s.period
         join statement_lines l on l.union_id = s.union_id and l.statement_id = s.id
              and l.fiscal_year = s.fiscal_year and l.correction_period = '' and l.correction_nature = ''
         where s.union_id = $1 and s.state = 'declared'
           and (s.fiscal_year, s.period) between ($2, $3) and ($4, $5)
         group by s.id, s.employer_id, s.fiscal_year, s.period, c.ends_on
         order by s.fiscal_year, s.period, s.employer_id",
    )
    .bind(union)
    .bind(from.0)
    .bind(from.1)
    .bind(to.0)
    .bind(to.1)
    .fetch_all(reckoner.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let period = period_of(row.fiscal_year, row.period)?;
            let exemptions = covering(&granted, row.employer_id, period);
            Ok(Statement { period, period_end: row.ends_on, exemptions, lines: row.lines() })
        })
        .collect()
}
