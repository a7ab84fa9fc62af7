//! What is kept of each statement when it is received, and the same made anew from the lines, which
//! must come to the same.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::aggregates::Tally;
use crate::calendar::{Period, PeriodId};
use crate::db::{Result, Scoped};
use crate::unions::{self, store::columns, store::period_of};

/// Counts a statement that has just come in force, in place of the version before it; `period` is the
/// employer's.
pub async fn statement(
    scoped: &mut Scoped,
    (employer, statement): (Uuid, Uuid),
    period: &Period,
    tally: &Tally,
) -> Result<()> {
    let union = scoped.own_union()?;
    let (year, number) = columns(period.id());
    let Tally { headcount, bases, .. } = tally;
    sqlx::query(
        "insert into headcounts (union_id, employer_id, fiscal_year, period, statement_id, ends_on, lines, held,
           persons, full_time, part_time)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (union_id, employer_id, fiscal_year, period) do update
           set statement_id = excluded.statement_id, ends_on = excluded.ends_on, declared = false,
               lines = excluded.lines, held = excluded.held, persons = excluded.persons, full_time = excluded.full_time, part_time = excluded.part_time,
               shared = 0",
    )
    .bind(union)
    .bind(employer)
    .bind(year)
    .bind(number)
    .bind(statement)
    .bind(period.end)
    .bind(small(headcount.lines))
    .bind(small(headcount.held))
    .bind(small(headcount.persons))
    .bind(small(headcount.full_time))
    .bind(small(headcount.part_time))
    .execute(scoped.conn())
    .await?;
    sqlx::query(
        "insert into headcount_bases (union_id, employer_id, fiscal_year, period, persons, salary_paid, dues,
           regular_pay, total_remuneration)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (union_id, employer_id, fiscal_year, period) do update
           set declared = false, persons = excluded.persons, salary_paid = excluded.salary_paid, dues = excluded.dues,
               regular_pay = excluded.regular_pay, total_remuneration = excluded.total_remuneration",
    )
    .bind(union)
    .bind(employer)
    .bind(year)
    .bind(number)
    .bind(small(headcount.persons))
    .bind(bases.salary_paid.amount())
    .bind(bases.dues.amount())
    .bind(bases.regular_pay.map(Decimal::from))
    .bind(bases.total_remuneration.map(Decimal::from))
    .execute(scoped.conn())
    .await?;
    shared(scoped, union).await
}

/// Tells the bodies: what the union received of a period is declared.
pub async fn declared(scoped: &mut Scoped, union: Uuid, period: PeriodId) -> Result<()> {
    let (year, number) = columns(period);
    for sql in [
        "update headcounts set declared = true
         where union_id = $1 and fiscal_year = $2 and period = $3 and not declared",
        "update headcount_bases set declared = true
         where union_id = $1 and fiscal_year = $2 and period = $3 and not declared",
    ] {
        sqlx::query(sql).bind(union).bind(year).bind(number).execute(scoped.conn()).await?;
    }
    Ok(())
}

fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// For each period and unit of a union, the persons who are contributors of a unit before it too.
///
/// One person: two entries of the register with the same keyed number, unless they were settled as
/// different, or two settled as the same; and all that are so linked.
macro_rules! shared {
    () => {
        "with recursive decided as (select distinct on (first_id, second_id) first_id, second_id, choice
           from member_decisions where union_id = $1 and second_id is not null
           order by first_id, second_id, seq desc),
         pairs as (
           select first_id as one, second_id as other from decided where choice = 'same'
           union
           select a, b
           from (select array_agg(id) as ids from members where union_id = $1 and sin_index is not null
             group by sin_index having count(*) > 1) same, unnest(ids) a, unnest(ids) b
           where a < b and not exists (select from decided d
             where d.first_id = a and d.second_id = b and d.choice = 'different')),
         links as (select one, other from pairs union all select other, one from pairs),
         reached as (select one as id, one as other from links
           union select r.id, l.other from reached r join links l on l.one = r.other),
         people as (select id, min(other::text) as person from reached group by id),
         entries as (
           select distinct p.person, h.employer_id, h.fiscal_year, h.period
           from people p
           join members m on m.union_id = $1 and m.id = p.id
           join headcounts h on h.union_id = $1 and h.employer_id = m.employer_id
           join statement_lines l on l.union_id = $1 and l.statement_id = h.statement_id
             and l.fiscal_year = h.fiscal_year and l.employee_number = m.employee_number
           where l.correction_period = '' and l.correction_nature = '' and coalesce(l.held_dues, 0) <= 0
             and (l.dues > 0 or l.salary_paid > 0)),
         placed as (select employer_id, fiscal_year, period,
             row_number() over (partition by person, fiscal_year, period order by employer_id) as place
           from entries),
         shared as (select employer_id, fiscal_year, period, count(*)::int as shared
           from placed where place > 1 group by 1, 2, 3)"
    };
}

/// Counts anew who is a contributor of several units of a union: when a statement comes, and when
/// somebody settles who is who. A union of one employer has nobody to count twice.
pub async fn shared(scoped: &mut Scoped, union: Uuid) -> Result<()> {
    let several: bool = sqlx::query_scalar(
        "select count(*) > 1 from (select from headcounts where union_id = $1 group by employer_id limit 2) e",
    )
    .bind(union)
    .fetch_one(scoped.conn())
    .await?;
    if !several {
        return Ok(());
    }
    sqlx::query(concat!(
        shared!(),
        "update headcounts h set shared = coalesce(s.shared, 0)
         from headcounts k left join shared s using (employer_id, fiscal_year, period)
         where h.union_id = $1 and k.union_id = $1 and k.employer_id = h.employer_id
           and k.fiscal_year = h.fiscal_year and k.period = h.period and h.shared <> coalesce(s.shared, 0)"
    ))
    .bind(union)
    .execute(scoped.conn())
    .await?;
    Ok(())
}

/// What is kept of a union that is not what its lines say, one phrase each; empty when all agrees.
pub async fn discrepancies(scoped: &mut Scoped, union: Uuid) -> Result<Vec<String>> {
    let mut found: Vec<String> = sqlx::query_scalar(concat!(
        shared!(),
        ", counted as (
           select s.employer_id, s.fiscal_year, s.period, s.id as statement_id, l.employee_number, l.line,
                  l.status, coalesce(l.held_dues, 0) > 0 as held, l.salary_paid, l.dues, l.regular_pay,
                  l.total_remuneration,
                  coalesce(l.held_dues, 0) <= 0 and (l.dues > 0 or l.salary_paid > 0) is true as contributes
           from statements s join statement_lines l on l.union_id = $1 and l.statement_id = s.id
             and l.fiscal_year = s.fiscal_year
           where s.union_id = $1 and s.state <> 'superseded' and l.correction_period = ''
             and l.correction_nature = ''),
         persons as (select statement_id, count(*)::int as persons,
             (count(*) filter (where status = 'FT'))::int as full_time,
             (count(*) filter (where status = 'PT'))::int as part_time
           from (select distinct on (statement_id, employee_number) statement_id, status from counted
                 where contributes order by statement_id, employee_number, line) one group by 1),
         sums as (select statement_id, count(*)::int as lines, (count(*) filter (where held))::int as held,
             coalesce(sum(salary_paid) filter (where contributes), 0) as salary_paid,
             coalesce(sum(dues) filter (where contributes), 0) as dues,
             case when count(regular_pay) > 0
               then coalesce(sum(regular_pay) filter (where contributes), 0) end as regular_pay,
             case when count(total_remuneration) > 0
               then coalesce(sum(total_remuneration) filter (where contributes), 0) end as total_remuneration
           from counted group by 1),
         right_ones as (
           select s.employer_id, s.fiscal_year, s.period, s.id as statement_id,
                  s.state = 'declared' as declared, coalesce(t.lines, 0) as lines,
                  coalesce(t.held, 0) as held, coalesce(p.persons, 0) as persons,
                  coalesce(p.full_time, 0) as full_time, coalesce(p.part_time, 0) as part_time,
                  coalesce(h.shared, 0) as shared, coalesce(t.salary_paid, 0) as salary_paid,
                  coalesce(t.dues, 0) as dues, t.regular_pay, t.total_remuneration
           from statements s
           left join sums t on t.statement_id = s.id
           left join persons p on p.statement_id = s.id
           left join shared h on h.employer_id = s.employer_id and h.fiscal_year = s.fiscal_year
             and h.period = s.period
           where s.union_id = $1 and s.state <> 'superseded'),
         kept as (select n.employer_id, n.fiscal_year, n.period, n.statement_id, n.declared, n.lines, n.held,
             n.persons, n.full_time, n.part_time, n.shared, b.salary_paid, b.dues, b.regular_pay, b.total_remuneration
           from headcounts n left join headcount_bases b on b.union_id = n.union_id
             and b.employer_id = n.employer_id and b.fiscal_year = n.fiscal_year and b.period = n.period
             and b.persons = n.persons and b.declared = n.declared
           where n.union_id = $1)
         select fiscal_year::text || ' P' || period || ' ' || k::text || ' and not ' || r::text
         from right_ones r full join kept k using (employer_id, fiscal_year, period)
         where r is distinct from k order by 1"
    ))
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    found.extend(misdated(scoped, union).await?);
    Ok(found)
}

/// What is kept as ending on another day than its employer's calendar says.
async fn misdated(scoped: &mut Scoped, union: Uuid) -> Result<Vec<String>> {
    let known = unions::store::union(scoped, union).await?;
    let kept: Vec<(Uuid, i16, i16, NaiveDate)> = sqlx::query_as(
        "select employer_id, fiscal_year, period, ends_on from headcounts where union_id = $1",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    let mut found = Vec::new();
    for (employer, year, number, ends_on) in kept {
        let id = period_of(year, number)?;
        let end = known.employer(employer).and_then(|employer| employer.period(id)).map(|period| period.end);
        if end.is_some_and(|end| end != ends_on) {
            found.push(format!("{id} ends on {ends_on} and not {end:?}"));
        }
    }
    Ok(found)
}
