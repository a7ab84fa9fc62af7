//! What the whole intake of a statement costs: read, check, assess, store as the application role
//! under forced row-level security, journal, commit. As a ratio to the floor: PostgreSQL's own COPY,
//! from a file on its side, of the same rows into a table with a primary key and one index
//! (`performance.md`, P1). Both are measured in turns, in processor time of client and backend.
//!
//! An employer's first statement, whose people all are new to the members' register, is measured
//! apart from its next, where one person in a hundred left and as many came: the usual case, twelve
//! times a year.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use quittance::access::{Actor, Role};
use quittance::calendar::{Period, PeriodId};
use quittance::clock::Clock;
use quittance::cluster::{Cluster, Options};
use quittance::commands::percapita::read_levies;
use quittance::db::{Db, Scoped};
use quittance::dues::{self, Levy, assess};
use quittance::secrets::{Keys, MasterKey};
use quittance::statements::checks::{Context, read_and_check};
use quittance::statements::store::taking::take_in;
use quittance::statements::store::uploads::{self, End, NewUpload};
use quittance::statements::store::{File, Incoming, Receipt};
use quittance::statements::{Line, intake};
use quittance::unions::{self, Body, BodyKind, Employer, Union};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

mod support;
use support::{
    cpu_of, cpu_of_this_process, hundredths, median, per_line, print_ratio, resident, statement, workbook,
};

/// Turns of each.
const ROUNDS: u32 = 11;
/// Turns before those, which tell of memory.
const WARM_UP: u32 = 2;
/// Intakes of 1,000 lines before all of them: PostgreSQL plans a statement anew five times on each
/// connection before it keeps a plan, and a portal's connections are older than that.
const EARLIER: u32 = 30;
const GOAL: &str = "5.0";
/// Five years before the periods that are measured.
const FIRST: &str = "2020-21 P01";

/// The floor's table: a statement's columns, the SIN as the text it came as.
const FLOOR_TABLE: &str = "
    create table floor (
      union_id uuid not null, fiscal_year smallint not null, statement_id uuid not null, line int not null,
      employee_number text not null, name text not null, address text not null, phone text not null, sin text,
      job_title_code text not null, job_title text not null, status text, service text not null,
      shift text not null, salary_rate numeric, salary_unit text, salary_paid numeric, dues numeric,
      absences text not null, hired_on date, left_on date, hours_worked numeric, vacation_days numeric,
      seniority_days numeric, regular_pay numeric, insurance_benefits numeric, total_remuneration numeric,
      initiation_dues numeric, held_dues numeric, correction_period text not null,
      correction_nature text not null,
      primary key (union_id, statement_id, line, fiscal_year)
    );
    create index on floor (union_id, employee_number, fiscal_year)";

/// What was just stored, in the floor's columns.
const FLOOR_ROWS: &str = "
    select union_id, fiscal_year, statement_id, line, employee_number, name, address, phone,
           lpad(line::text, 9, '0'), job_title_code, job_title, status, service, shift, salary_rate,
           salary_unit, salary_paid, dues, absences, hired_on, left_on, hours_worked, vacation_days,
           seniority_days, regular_pay, insurance_benefits, total_remuneration, initiation_dues, held_dues,
           correction_period, correction_nature
    from statement_lines where statement_id = ";

/// The steps of an intake, in order.
const STEPS: [&str; 4] = ["receive", "read, check and take in", "store and commit", "assess"];

/// Processor time of one step, and the memory of this process at most, which is looked at in the turns before
/// those whose time counts: forgetting a peak and giving memory back take time too.
#[derive(Clone, Copy, Default)]
struct Cost {
    client: Duration,
    backend: Duration,
    peak: u64,
}

impl Cost {
    fn now(backends: &[i32], watched: Watched) -> Cost {
        let peak = if watched == Watched::Memory { resident("VmHWM") } else { 0 };
        if watched == Watched::Memory {
            support::forget_the_peak();
        }
        Cost { client: cpu_of_this_process(), backend: backends.iter().map(|pid| cpu_of(*pid)).sum(), peak }
    }

    fn since(self, before: Cost) -> Cost {
        Cost { client: self.client - before.client, backend: self.backend - before.backend, peak: self.peak }
    }

    fn whole(self) -> Duration {
        self.client + self.backend
    }
}

/// A database of its own in a cluster of its own, with everything synced to disk.
struct Bench {
    cluster: Cluster,
    db: Db,
    owner: PgConnection,
    owner_backend: i32,
    rows: PathBuf,
    bodies: [Body; 2],
    unions: u32,
}

/// A union of its own, whose people no other names, and its treasurer.
struct Place {
    union: Union,
    treasurer: Actor,
}

fn main() -> anyhow::Result<()> {
    // No thread ends: what one that did had used would not be counted.
    let lasting = Duration::from_secs(24 * 3_600);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().thread_keep_alive(lasting).build()?;
    runtime.block_on(run())
}

/// What a turn is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watched {
    Memory,
    Time,
}

/// How a statement is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Xlsx,
}

/// Processor time of the intake of a first statement and of the next.
struct Intakes {
    first: Duration,
    next: Duration,
}

async fn run() -> anyhow::Result<()> {
    let mut bench = Bench::open().await?;
    bench.grow_older().await?;
    // `cargo bench --bench intake -- 12000`: that many lines only.
    if let Some(lines) = std::env::args().skip(1).find_map(|argument| argument.parse().ok()) {
        bench.measure(lines, Form::Csv).await?;
        return bench.close().await;
    }
    bench.measure(1_000, Form::Csv).await?;
    let small = bench.measure(5_000, Form::Csv).await?;
    let large = bench.measure(50_000, Form::Csv).await?;
    let csv = bench.measure(12_000, Form::Csv).await?;
    let xlsx = bench.measure(12_000, Form::Xlsx).await?;
    for (which, small, large) in [("first", small.first, large.first), ("next", small.next, large.next)] {
        let ratio = hundredths(large.as_nanos(), small.as_nanos() * 10);
        println!("linearity, {which}: a line of 50,000 over a line of 5,000: {ratio} (goal 1.15)");
    }
    bench.over_years(3_000).await?;
    print_ratio("xlsx-over-csv", xlsx.first, csv.first, "3");
    print_ratio("xlsx-over-csv-next", xlsx.next, csv.next, "3");
    bench.close().await
}

fn total(steps: &[Cost; 4]) -> Duration {
    steps.iter().map(|step| step.whole()).sum()
}

impl Bench {
    async fn open() -> anyhow::Result<Bench> {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("benchpg");
        let cluster = Cluster::start(&folder, Options::default())?;
        let mut server = PgConnection::connect(&cluster.url("postgres")).await?;
        server.execute("drop database if exists intake with (force)").await?;
        server.execute("create database intake").await?;
        server.close().await?;

        let url = cluster.url("intake");
        let master = MasterKey::from_bytes(std::array::from_fn(|i| u8::try_from(i).unwrap_or(0)));
        let keys = Keys::new(master.expect("not a weak key"), Vec::new());
        let (_, end) = support::period();
        let noon = end.and_hms_opt(16, 0, 0).expect("a time").and_utc() + chrono::Days::new(6);
        let db = Db::open(&url, None, Clock::fixed(noon), keys).await?;
        let bodies = set_up(&db).await?;

        let mut owner = PgConnection::connect(&url).await?;
        owner.execute(FLOOR_TABLE).await?;
        let owner_backend = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut owner).await?;
        Ok(Bench { cluster, db, owner, owner_backend, rows: folder.join("rows"), bodies, unions: 0 })
    }

    /// Takes in what is not measured, until no connection plans any more.
    async fn grow_older(&mut self) -> anyhow::Result<()> {
        for round in 0..EARLIER {
            let place = self.new_union().await?;
            for (period, left) in [("2025-26 P04", 0), ("2025-26 P05", 10)] {
                self.intake(&place, period.parse()?, &statement(1_000, round, left), Watched::Time).await?;
            }
        }
        Ok(())
    }

    /// Measures and tells the intakes of so many lines.
    async fn measure(&mut self, lines: u32, form: Form) -> anyhow::Result<Intakes> {
        let (first, next, floor) = self.rounds(lines, form).await?;
        let suffix = match (lines, form) {
            (_, Form::Xlsx) => "-xlsx".to_owned(),
            (12_000, Form::Csv) => String::new(),
            (_, Form::Csv) => format!("-{lines}"),
        };
        println!("{lines} lines{suffix}; floor: {}", per_line(floor, lines));
        for (which, steps) in [("next", &next), ("first", &first)] {
            println!(" {which} statement");
            for (name, cost) in STEPS.iter().zip(steps) {
                println!(
                    "  {name:<20} client {:>16}, backend {:>16}, memory {:>3} MiB at most",
                    per_line(cost.client, lines),
                    per_line(cost.backend, lines),
                    cost.peak >> 20
                );
            }
            println!("  whole intake: {}", per_line(total(steps), lines));
            let which = if which == "first" { "" } else { "-next" };
            print_ratio(&format!("intake{which}{suffix}"), total(steps), floor, GOAL);
        }
        Ok(Intakes { first: total(&first), next: total(&next) })
    }

    /// Medians over the rounds: the intakes by step, of a first statement and of the next, and the
    /// floor.
    async fn rounds(&mut self, lines: u32, form: Form) -> anyhow::Result<([Cost; 4], [Cost; 4], Duration)> {
        let (mut firsts, mut nexts, mut floors) = (Vec::new(), Vec::new(), Vec::new());
        let backends = self.backends().await?;
        for round in 0..WARM_UP + ROUNDS {
            let place = self.new_union().await?;
            let watched = if round < WARM_UP { Watched::Memory } else { Watched::Time };
            let mut turn = Vec::new();
            for (period, left) in [("2025-26 P04", 0), ("2025-26 P05", lines / 100)] {
                let text = statement(lines, round, left);
                let bytes = if form == Form::Csv { text } else { workbook(&text)? };
                turn.push((
                    self.intake(&place, period.parse()?, &bytes, watched).await?,
                    self.floor().await?,
                ));
            }
            floors.extend(turn.iter().map(|(_, floor)| *floor));
            nexts.extend(turn.pop().map(|(intake, _)| intake));
            firsts.extend(turn.pop().map(|(intake, _)| intake));
        }
        anyhow::ensure!(backends == self.backends().await?, "the same connections all along");
        let steps = |intakes: &[[Cost; 4]]| {
            let (of_memory, of_time) = intakes.split_at(WARM_UP as usize);
            std::array::from_fn(|step| Cost {
                client: median(of_time.iter().map(|intake| intake[step].client).collect()),
                backend: median(of_time.iter().map(|intake| intake[step].backend).collect()),
                peak: of_memory.iter().map(|intake| intake[step].peak).max().unwrap_or(0),
            })
        };
        Ok((steps(&firsts), steps(&nexts), median(floors.split_off(2 * WARM_UP as usize))))
    }

    /// Tells what the 65th period of an employer costs over its first ones: five years of thirteen.
    async fn over_years(&mut self, lines: u32) -> anyhow::Result<()> {
        let place = self.new_union().await?;
        let mut period: PeriodId = FIRST.parse()?;
        let mut costs = Vec::new();
        for edition in 0..65 {
            costs.push(total(
                &self.intake(&place, period, &statement(lines, edition, 0), Watched::Time).await?,
            ));
            period = period.next();
        }
        // The second to the sixth, whose people are known as they are to the last five.
        let (early, late) = (median(costs[1..6].to_vec()), median(costs[60..].to_vec()));
        for (which, before) in [("1st", costs[0]), ("2nd to 6th", early)] {
            let ratio = hundredths(late.as_nanos(), before.as_nanos());
            println!("years: a line of the 61st to 65th period over the {which}: {ratio} (goal 1.15)");
        }
        Ok(())
    }

    /// What the page does with a file, up to the commit, and the per capita that follows.
    async fn intake(
        &mut self,
        place: &Place,
        period: PeriodId,
        bytes: &[u8],
        watched: Watched,
    ) -> anyhow::Result<[Cost; 4]> {
        let (union, treasurer) = (&place.union, &place.treasurer);
        let employer = union.employers[0].id;
        let backends = self.backends().await?;
        // The sample's, whatever the period: its dates and absences are in it.
        let (start, end) = support::period();

        let id = Uuid::now_v7();
        let sha256: [u8; 32] = Sha256::digest(bytes).into();
        if watched == Watched::Memory {
            // As the portal does by the clock: what is measured is then this file's.
            quittance::memory::give_back();
        }
        let begun = Cost::now(&backends, watched);
        let mut scoped = self.db.scoped(treasurer, "bench").await?;
        let new = NewUpload { id, employer, period, file_name: "releve.csv", bytes, sha256 };
        uploads::receive(&mut scoped, &new).await?;
        scoped.commit().await?;
        let received = Cost::now(&backends, watched);

        let mut scoped = self.db.scoped(treasurer, "bench").await?;
        uploads::take(&mut scoped, id).await?;
        let opened = uploads::bytes(&mut scoped, id).await?;
        let dates = Period { fiscal_year: period.fiscal_year(), number: period.number(), start, end };
        let known = intake::known(&mut scoped, union, &union.employers[0], dates, true).await?;
        scoped.commit().await?;
        let mut scoped = self.db.scoped(treasurer, "bench").await?;
        let taken = take_in(&mut scoped, id, opened, Arc::new(known), Arc::default()).await?;
        let taken = taken.map_err(|e| anyhow::anyhow!("{e:?}"))?;
        let read = Cost::now(&backends, watched);

        let format = serde_json::to_string(&taken.checked.reading())?;
        let incoming = Incoming {
            id,
            employer,
            period,
            file_name: "releve.csv",
            sha256,
            file: File::Uploaded,
            format,
            mapping_version: None,
        };
        uploads::hold(&mut scoped, id).await?;
        let receipt = intake::keep(&mut scoped, &incoming, &taken).await?;
        uploads::end(&mut scoped, id, &End::Stored(id)).await?;
        scoped.commit().await?;
        let committed = Cost::now(&backends, watched);

        // Of the lines as they were read: nothing else of what holds them all is measured.
        let lines = lines_of(bytes)?;
        let before = Cost::now(&backends, watched);
        let mut scoped = self.db.scoped(treasurer, "bench").await?;
        let levies = dues::store::levies_of(&mut scoped, union.id).await?;
        let owed = assess(&lines, &levies, &[], end).total();
        drop(scoped);
        let assessed = Cost::now(&backends, watched);
        drop(lines);

        anyhow::ensure!(receipt == Receipt::Stored(id) && !taken.checked.has_errors(), "a clean statement");
        anyhow::ensure!(owed > quittance::money::Cad::ZERO, "something is owed");
        self.write_rows(id, taken.checked.line_count).await?;
        Ok([received.since(begun), read.since(received), committed.since(read), assessed.since(before)])
    }

    /// Keeps the rows just stored where PostgreSQL will read them from.
    async fn write_rows(&mut self, statement: Uuid, lines: usize) -> anyhow::Result<()> {
        let copy = format!("copy ({FLOOR_ROWS} '{statement}' order by line) to '{}'", self.rows.display());
        let written = self.owner.execute(AssertSqlSafe(copy)).await?.rows_affected();
        anyhow::ensure!(usize::try_from(written)? == lines, "every line was stored");
        Ok(())
    }

    async fn floor(&mut self) -> anyhow::Result<Duration> {
        let copy = format!("copy floor from '{}'", self.rows.display());
        let backend = [self.owner_backend];
        let before = Cost::now(&backend, Watched::Time);
        self.owner.execute(AssertSqlSafe(copy)).await?;
        Ok(Cost::now(&backend, Watched::Time).since(before).whole())
    }

    /// The application's connections: its pool may hold several, and lends any.
    async fn backends(&mut self) -> anyhow::Result<Vec<i32>> {
        let others =
            "select pid from pg_stat_activity where datname = 'intake' and backend_type = 'client backend'
                      and pid <> pg_backend_pid() order by pid";
        Ok(sqlx::query_scalar(others).fetch_all(&mut self.owner).await?)
    }

    async fn new_union(&mut self) -> anyhow::Result<Place> {
        self.unions += 1;
        let union = union(self.unions, &self.bodies);
        let mut scoped = self.db.scoped(&Actor::Operator, "bench").await?;
        unions::store::add_union(&mut scoped, &union).await?;
        scoped.commit().await?;
        let (id, role) = (Uuid::now_v7(), Role::Treasurer);
        let treasurer = Actor::Person { id, role, union: Some(union.id), federation: None };
        Ok(Place { union, treasurer })
    }

    async fn close(self) -> anyhow::Result<()> {
        self.db.close().await;
        self.owner.close().await?;
        tokio::task::spawn_blocking(move || self.cluster.stop()).await??;
        Ok(())
    }
}

/// The lines of a file, all at once.
fn lines_of(bytes: &[u8]) -> anyhow::Result<Vec<Line>> {
    let (start, end) = support::period();
    let checked =
        read_and_check(bytes, "", &Context::new(start, end)).map_err(|e| anyhow::anyhow!("{e:?}"))?;
    Ok(checked.lines)
}

fn body(code: &str, kind: BodyKind) -> Body {
    Body {
        id: Uuid::now_v7(),
        code: code.to_owned(),
        kind,
        name_fr: code.to_owned(),
        name_en: code.to_owned(),
    }
}

fn union(number: u32, [federation, central_council]: &[Body; 2]) -> Union {
    let (_, end) = support::period();
    // Four periods of four weeks before the end of the fifth.
    let first_end = end - chrono::Days::new(4 * 28);
    let year = "2025-26".parse().expect("a fiscal year");
    Union {
        id: Uuid::now_v7(),
        number: number.to_string(),
        name: "Syndicat d’essai".to_owned(),
        federation: federation.clone(),
        central_council: central_council.clone(),
        dues_rate: Some(Decimal::new(15, 3)),
        collects_sin: true,
        first_period: FIRST.parse().expect("a period"),
        employers: vec![Employer {
            id: Uuid::now_v7(),
            name: "Employeur".to_owned(),
            unit: "Unité".to_owned(),
            calendars: std::iter::once((year, first_end)).collect(),
            decided: Default::default(),
        }],
    }
}

/// The levies of the sample, and the bodies of every union.
async fn set_up(db: &Db) -> anyhow::Result<[Body; 2]> {
    let levies: Vec<Levy> = read_levies(&std::fs::read_to_string(support::sample("levies.json"))?)?;
    let csn = body("CSN", BodyKind::Confederation);
    let unions = [body("FSSS", BodyKind::Federation), body("CCBSL", BodyKind::CentralCouncil)];
    let bodies: Vec<&Body> = unions.iter().chain([&csn]).collect();
    let mut scoped: Scoped = db.scoped(&Actor::Operator, "bench").await?;
    for body in &bodies {
        unions::store::add_body(&mut scoped, body).await?;
    }
    for levy in &levies {
        let payee = bodies.iter().find(|body| body.code == levy.payee()).expect("a payee of the sample");
        dues::store::add(&mut scoped, payee.id, levy).await?;
    }
    scoped.commit().await?;
    Ok(unions)
}
