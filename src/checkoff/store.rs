//! The SQL of a union's dues: its decisions, and the amounts of a statement's lines.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{
    Adopter, Base, Benefits, Decision, Decisions, Formula, InForce, Pay, Per, Policy, Recorded, Taken, Terms,
};
use crate::calendar::{FiscalYear, Period, PeriodId};
use crate::db::{Error, Result, Scoped};
use crate::money::Cad;
use crate::statements::store::Summary;
use crate::unions::Union;
use crate::unions::store::{columns, period_of};

/// Everything a union decided of its dues.
pub async fn decisions(scoped: &mut Scoped, union: Uuid) -> Result<Decisions> {
    let rows = sqlx::query(
        "select id, kind, base, rate, amount, per, bands, benefits, minimum, maximum, pays, note, effective_from,
                adopter, adopted_on, resolution, recorded_at
         from checkoff_decisions where union_id = $1 order by effective_from desc, recorded_at desc, id desc",
    )
    .bind(union)
    .fetch_all(scoped.conn())
    .await?;
    rows.iter().map(recorded).collect::<Result<_>>().map(Decisions)
}

fn recorded(row: &PgRow) -> Result<Recorded> {
    let adopter: &str = row.get("adopter");
    Ok(Recorded {
        id: row.get("id"),
        decision: Decision {
            terms: terms(row)?,
            effective_from: row.get("effective_from"),
            note: row.get("note"),
            adopter: Adopter::from_code(adopter).ok_or_else(|| damaged("adopter", adopter))?,
            adopted_on: row.get("adopted_on"),
            resolution: row.get("resolution"),
        },
        recorded_at: row.get("recorded_at"),
    })
}

fn damaged(what: &str, value: &str) -> Error {
    Error::Damaged(format!("{what} {value} of a decision on dues"))
}

fn terms(row: &PgRow) -> Result<Terms> {
    let kind: &str = row.get("kind");
    let amount = cad(row, "amount")?.unwrap_or_default();
    let formula = match kind {
        "initiation" => return Ok(Terms::Initiation(amount)),
        "percent" => Formula::Percent(row.get::<Decimal, _>("rate").normalize()),
        "flat" => {
            let per: &str = row.get("per");
            Formula::Flat(amount, Per::from_code(per).ok_or_else(|| damaged("rhythm", per))?)
        }
        _ => {
            let bands: &str = row.get("bands");
            Formula::Bands(serde_json::from_str(bands).map_err(|_| damaged("bands", bands))?)
        }
    };
    let base: &str = row.get("base");
    Ok(Terms::Dues(Policy {
        formula,
        base: Base::from_code(base).ok_or_else(|| damaged("base", base))?,
        benefits: if row.get("benefits") { Benefits::In } else { Benefits::Out },
        minimum: cad(row, "minimum")?,
        maximum: cad(row, "maximum")?,
        pays: row.get::<Option<i16>, _>("pays").and_then(|pays| u8::try_from(pays).ok()),
    }))
}

fn cad(row: &PgRow, name: &str) -> Result<Option<Cad>> {
    let amount = row.get::<Option<Decimal>, _>(name);
    amount.map(|amount| Cad::exact(amount).map_err(|e| Error::Damaged(e.to_string()))).transpose()
}

/// What a statement of a period is judged by; none while the union has said nothing of its dues.
pub async fn in_force(scoped: &mut Scoped, union: &Union, period: &Period) -> Result<Option<InForce>> {
    Ok(decisions(scoped, union.id).await?.in_force(period.start, period.end, union.dues_rate))
}

/// The initiation dues that the actor's union asks of a new member on a day (5.04).
pub async fn initiation_amount(scoped: &mut Scoped, on: NaiveDate) -> Result<Option<Cad>> {
    let union = scoped.own_union()?;
    Ok(decisions(scoped, union).await?.initiation_on(on).map(|(_, amount)| amount))
}

/// The last day of what a union declared, before which its dues are settled.
pub async fn declared_until(scoped: &mut Scoped, union: Uuid) -> Result<Option<NaiveDate>> {
    let sql = "select max(period_end) from declarations where union_id = $1";
    Ok(sqlx::query_scalar(sql).bind(union).fetch_one(scoped.conn()).await?)
}

/// Records a decision under the id its form was made with; whether it is new. Refused by the rows'
/// policy when it takes effect in a declared period.
pub async fn record(scoped: &mut Scoped, union: Uuid, id: Uuid, decision: &Decision) -> Result<bool> {
    let (now, actor) = (scoped.now(), scoped.actor().id());
    let mut row = Columns::default();
    match &decision.terms {
        Terms::Initiation(amount) => row.amount = Some(*amount),
        Terms::Dues(policy) => row.fill(policy)?,
    }
    let done = sqlx::query(
        "insert into checkoff_decisions (union_id, id, kind, base, rate, amount, per, bands, benefits, minimum, maximum,
             pays, note, effective_from, adopter, adopted_on, resolution, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (union_id, id) do nothing",
    )
    .bind(union)
    .bind(id)
    .bind(decision.terms.code())
    .bind(row.base)
    .bind(row.rate)
    .bind(row.amount.map(Cad::amount))
    .bind(row.per)
    .bind(row.bands)
    .bind(row.benefits)
    .bind(row.minimum.map(Cad::amount))
    .bind(row.maximum.map(Cad::amount))
    .bind(row.pays)
    .bind(&decision.note)
    .bind(decision.effective_from)
    .bind(decision.adopter.code())
    .bind(decision.adopted_on)
    .bind(&decision.resolution)
    .bind(now)
    .bind(actor)
    .execute(scoped.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A policy spread over its columns.
#[derive(Default)]
struct Columns {
    base: Option<&'static str>,
    rate: Option<Decimal>,
    amount: Option<Cad>,
    per: Option<&'static str>,
    bands: Option<String>,
    benefits: Option<bool>,
    minimum: Option<Cad>,
    maximum: Option<Cad>,
    pays: Option<i16>,
}

impl Columns {
    fn fill(&mut self, policy: &Policy) -> Result<()> {
        self.base = Some(policy.base.code());
        self.benefits = Some(policy.benefits == Benefits::In);
        (self.minimum, self.maximum) = (policy.minimum, policy.maximum);
        self.pays = policy.pays.map(i16::from);
        match &policy.formula {
            Formula::Percent(rate) => self.rate = Some(*rate),
            Formula::Flat(amount, per) => (self.amount, self.per) = (Some(*amount), Some(per.code())),
            Formula::Bands(bands) => {
                let written = serde_json::to_string(bands).map_err(|e| Error::Damaged(e.to_string()))?;
                self.bands = Some(written);
            }
        }
        Ok(())
    }
}

/// Keeps how many pays a statement states; the same transaction as its lines.
pub async fn keep_pays(scoped: &mut Scoped, statement: Uuid, pays: usize) -> Result<()> {
    let union = scoped.own_union()?;
    let pays = i16::from(u8::try_from(pays).unwrap_or(u8::MAX));
    sqlx::query("insert into checkoff_statements (union_id, statement_id, pays) values ($1, $2, $3)")
        .bind(union)
        .bind(statement)
        .bind(pays)
        .execute(scoped.conn())
        .await?;
    Ok(())
}

/// The pays that a statement states, when it does.
pub async fn pays(scoped: &mut Scoped, statement: Uuid) -> Result<Option<u8>> {
    let union = scoped.own_union()?;
    let sql = "select pays from checkoff_statements where union_id = $1 and statement_id = $2";
    let pays: Option<i16> =
        sqlx::query_scalar(sql).bind(union).bind(statement).fetch_optional(scoped.conn()).await?;
    Ok(pays.and_then(|pays| u8::try_from(pays).ok()))
}

/// The amounts of every line of a statement, by line, and no name: totals need them all.
pub async fn amounts(scoped: &mut Scoped, statement: &Summary) -> Result<Vec<(i32, Taken)>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select line, salary_paid, dues, regular_pay, insurance_benefits, total_remuneration,
                absences ~* '\\mJ01\\M' as is_laid_off, coalesce(held_dues, 0) > 0 as is_held,
                correction_period <> '' or correction_nature <> '' as is_correction
         from statement_lines where union_id = $1 and statement_id = $2 and fiscal_year = $3 order by line",
    )
    .bind(union)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .fetch_all(scoped.conn())
    .await?;
    let taken = |row: &PgRow| -> Result<Taken> {
        Ok(Taken {
            pay: Pay {
                salary_paid: cad(row, "salary_paid")?,
                regular_pay: cad(row, "regular_pay")?,
                insurance_benefits: cad(row, "insurance_benefits")?,
                total_remuneration: cad(row, "total_remuneration")?,
                is_laid_off: row.get("is_laid_off"),
            },
            dues: cad(row, "dues")?,
            is_correction: row.get("is_correction"),
            is_held: row.get("is_held"),
        })
    };
    rows.iter().map(|row| Ok((row.get("line"), taken(row)?))).collect()
}

/// Who stands on a line, and what is held of hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub line: i32,
    pub employee_number: String,
    pub name: String,
    pub held: Cad,
    /// Of a correction: the period it corrects, and its nature.
    pub correction: String,
}

/// Who stands on some of a statement's lines, by line.
pub async fn persons(scoped: &mut Scoped, statement: &Summary, lines: &[i32]) -> Result<Vec<Person>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select line, employee_number, name, held_dues, concat_ws(', ', nullif(correction_period, ''),
                nullif(correction_nature, '')) as correction
         from statement_lines
         where union_id = $1 and statement_id = $2 and fiscal_year = $3 and line = any($4) order by line",
    )
    .bind(union)
    .bind(statement.id)
    .bind(columns(statement.period).0)
    .bind(lines)
    .fetch_all(scoped.conn())
    .await?;
    let person = |row: &PgRow| {
        Ok(Person {
            line: row.get("line"),
            employee_number: row.get("employee_number"),
            name: row.get("name"),
            held: cad(row, "held_dues")?.unwrap_or_default(),
            correction: row.get("correction"),
        })
    };
    rows.iter().map(person).collect()
}

/// Initiation dues that a statement in force carries for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiation {
    pub statement: Uuid,
    pub employer: Uuid,
    pub period: PeriodId,
    pub line: i32,
    pub employee_number: String,
    pub name: String,
    pub amount: Cad,
    /// How many times this employer deducted them from this person before, on other periods.
    pub before: i64,
}

/// Who paid initiation dues in a fiscal year, the last first, after a place in that order.
pub async fn initiations(
    scoped: &mut Scoped,
    year: FiscalYear,
    after: Option<(u8, Uuid, i32)>,
    limit: i64,
) -> Result<Vec<Initiation>> {
    let union = scoped.own_union()?;
    let (period, statement, line) = after.unwrap_or((u8::MAX, Uuid::nil(), 0));
    let rows = sqlx::query(
        "select s.id, s.employer_id, s.fiscal_year, s.period, l.line, l.employee_number, l.name, l.initiation_dues,
                (select count(*) from statement_lines o
                 join statements b on b.union_id = o.union_id and b.id = o.statement_id
                 where o.union_id = l.union_id and o.employee_number = l.employee_number and o.initiation_dues > 0
                   and b.employer_id = s.employer_id and b.state <> 'superseded'
                   and (b.fiscal_year, b.period) < (s.fiscal_year, s.period)) as before
         from statement_lines l join statements s on s.union_id = l.union_id and s.id = l.statement_id
         where l.union_id = $1 and l.fiscal_year = $2 and l.initiation_dues > 0 and s.state <> 'superseded'
           and (-s.period, s.id, l.line) > (-$3::int, $4, $5)
         order by -s.period, s.id, l.line limit $6",
    )
    .bind(union)
    .bind(year_column(year)?)
    .bind(i32::from(period))
    .bind(statement)
    .bind(line)
    .bind(limit)
    .fetch_all(scoped.conn())
    .await?;
    let one = |row: &PgRow| {
        Ok(Initiation {
            statement: row.get("id"),
            employer: row.get("employer_id"),
            period: period_of(row.get("fiscal_year"), row.get("period"))?,
            line: row.get("line"),
            employee_number: row.get("employee_number"),
            name: row.get("name"),
            amount: cad(row, "initiation_dues")?.unwrap_or_default(),
            before: row.get("before"),
        })
    };
    rows.iter().map(one).collect()
}

/// Initiation dues of each period of a year, by the statements in force: who paid, and how much.
pub async fn initiation_totals(scoped: &mut Scoped, year: FiscalYear) -> Result<Vec<(PeriodId, i64, Cad)>> {
    let union = scoped.own_union()?;
    let rows = sqlx::query(
        "select s.fiscal_year, s.period, count(*) as persons, sum(l.initiation_dues) as total
         from statement_lines l join statements s on s.union_id = l.union_id and s.id = l.statement_id
         where l.union_id = $1 and l.fiscal_year = $2 and l.initiation_dues > 0 and s.state <> 'superseded'
         group by 1, 2 order by 2",
    )
    .bind(union)
    .bind(year_column(year)?)
    .fetch_all(scoped.conn())
    .await?;
    let one = |row: &PgRow| {
        let period = period_of(row.get("fiscal_year"), row.get("period"))?;
        Ok((period, row.get("persons"), cad(row, "total")?.unwrap_or_default()))
    };
    rows.iter().map(one).collect()
}

fn year_column(year: FiscalYear) -> Result<i16> {
    let first = PeriodId::new(year, 1).map_err(|e| Error::Damaged(e.to_string()))?;
    Ok(columns(first).0)
}
