//! The commands, nothing else: reads arguments, starts what they ask for.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use quittance::access::{Actor, Role};
use quittance::accounts::{NewAccount, normal_email, password};
use quittance::audit::{Action, Event, Head};
use quittance::calendar::FiscalYear;
use quittance::clock::Clock;
use quittance::cluster::{self, Cluster};
use quittance::commands::compute::ComputeArgs;
use quittance::commands::statement::{CheckArgs, Language};
use quittance::config::Config;
use quittance::db::{self, Db};
use quittance::notices::worker::Postman;
use quittance::outbox::Outbox;
use quittance::text::{Lang, Text};
use quittance::web::{AppState, Settings};
use quittance::{
    accounts, audit, calendar, commands, declarations, demo, door, ledger, memory, portal, telemetry,
};
use uuid::Uuid;

#[derive(Parser)]
#[command(
    name = "quittance",
    version,
    about = "A per capita portal for a labour confederation and its local unions"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the portal
    Serve(Config),
    /// Start the portal with invented unions, a year of history and an account a role
    Demo(Config),
    /// Accounts
    #[command(subcommand)]
    User(UserCommand),
    /// The journal of who did what
    #[command(subcommand)]
    Journal(JournalCommand),
    /// The ledger
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// What the unions declared
    #[command(subcommand)]
    Declarations(DeclarationsCommand),
    /// An employer's statement, without a database
    #[command(subcommand)]
    Statement(StatementCommand),
    /// The per capita of a statement, without a database
    #[command(subcommand)]
    Percapita(PercapitaCommand),
    /// Print the OpenAPI document of the employer's door
    Openapi,
    /// The 13 accounting periods of a fiscal year
    Calendar(CalendarArgs),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Open an account; its password is read from standard input
    Add(UserArgs),
}

#[derive(clap::Args)]
struct UserArgs {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// treasurer, signing_officer, federation_officer, council_officer, finance_officer, finance_auditor, administrator
    #[arg(long)]
    role: String,
    /// Id of the union, for its treasurer or signing officer
    #[arg(long)]
    union: Option<Uuid>,
    /// Id of the federation or of the central council, for its officer
    #[arg(long)]
    federation: Option<Uuid>,
    #[command(flatten)]
    config: Config,
}

#[derive(Subcommand)]
enum JournalCommand {
    /// Read the whole chain again; exit 1 and say the first thing that is wrong
    Verify {
        /// A head kept outside the database (`quittance journal head`)
        #[arg(long, value_name = "SEQ:HASH")]
        head: Option<Head>,
        #[command(flatten)]
        config: Config,
    },
    /// Print the end of the chain, to be kept elsewhere
    Head {
        #[command(flatten)]
        config: Config,
    },
}

#[derive(Subcommand)]
enum LedgerCommand {
    /// Rebuild every sum from the entries and compare; exit 1 on any difference
    Verify {
        #[command(flatten)]
        config: Config,
    },
}

#[derive(Subcommand)]
enum DeclarationsCommand {
    /// Compute every declaration again from what it froze and compare; exit 1 on any difference
    Verify {
        #[command(flatten)]
        config: Config,
    },
}

#[derive(Subcommand)]
enum StatementCommand {
    /// Read a file and say what is wrong with it
    Check(CheckArgs),
}

#[derive(Subcommand)]
enum PercapitaCommand {
    /// What a statement owes, levy by levy
    Compute(ComputeArgs),
}

#[derive(clap::Args)]
struct CalendarArgs {
    /// Such as 2025-26
    fiscal_year: FiscalYear,
    #[arg(long, value_name = "DATE")]
    first_period_end: NaiveDate,
    #[arg(long)]
    json: bool,
    #[arg(long, value_enum, default_value_t = Language::Fr)]
    lang: Language,
}

fn main() -> ExitCode {
    memory::share();
    match run(Cli::parse().command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("quittance: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Serve(config) => wait_for(serve(config)),
        Command::Demo(config) => wait_for(serve(Config { demo: true, ..config })),
        Command::User(UserCommand::Add(args)) => wait_for(add_user(args)),
        Command::Journal(JournalCommand::Verify { head, config }) => wait_for(verify_journal(config, head)),
        Command::Journal(JournalCommand::Head { config }) => wait_for(print_head(config)),
        Command::Ledger(LedgerCommand::Verify { config }) => wait_for(verify_ledger(config)),
        Command::Declarations(DeclarationsCommand::Verify { config }) => {
            wait_for(verify_declarations(config))
        }
        Command::Statement(StatementCommand::Check(args)) => {
            let words = |language, key: &str, arguments: &[(&'static str, &str)]| {
                text_of(language).kind(key, arguments)
            };
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            let status = commands::statement::check(&args, &words, &mut out, &mut std::io::stderr())?;
            out.flush()?;
            Ok(status)
        }
        Command::Openapi => {
            print!("{}", door::pages::document::text());
            Ok(0)
        }
        Command::Percapita(PercapitaCommand::Compute(args)) => commands::compute::run(&args, &text_of),
        Command::Calendar(args) => print_calendar(&args),
    }
}

fn wait_for(work: impl Future<Output = anyhow::Result<u8>>) -> anyhow::Result<u8> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

fn text_of(language: Language) -> Text {
    Text::new(match language {
        Language::Fr => Lang::Fr,
        Language::En => Lang::En,
    })
}

/// The database of the configuration; its private cluster, when there is one, lives as long as the guard.
async fn open(config: &Config) -> anyhow::Result<(Db, Option<Cluster>)> {
    telemetry::init(&config.log, config.log_format)?;
    config.check()?;
    // Before the cluster: a key is only made while there is none.
    let keys = config.keys()?;
    let (url, app_url, cluster) = match &config.database_url {
        Some(url) => {
            let app_url = config.database_app_url.as_ref().map(|url| url.reveal().to_owned());
            (url.reveal().to_owned(), app_url, None)
        }
        None => {
            let folder = config.cluster_dir();
            let started =
                tokio::task::spawn_blocking(move || Cluster::start(&folder, cluster::Options::default()));
            let started = started.await??;
            // Requests log in as a role that cannot step back up to the owner's.
            let app_url = started.url_as(db::APP_ROLE, "postgres");
            (started.url("postgres"), Some(app_url), Some(started))
        }
    };
    let db = Db::open(&url, app_url.as_deref(), Clock::system(), keys)
        .await
        .context("the database could not be opened")?;
    Ok((db, cluster))
}

async fn serve(config: Config) -> anyhow::Result<u8> {
    let (db, cluster) = open(&config).await?;
    let db = match config.demo {
        true => {
            let clock = demo::prepare(&db, db.clock().now()).await?;
            db.with_clock(clock)
        }
        false => db,
    };
    let origin = config.origin();
    let outbox = config.outbox()?;
    if outbox.is_off() {
        tracing::warn!("mail is not set up and waits: set QUITTANCE_SMTP_URL and QUITTANCE_MAIL_FROM");
    }
    let sends_mail = matches!(outbox, Outbox::Smtp(_));
    let settings = Settings {
        sends_mail,
        api_rate: config.api_rate,
        ..Settings::new(config.demo, origin.is_secure(), config.max_upload)
    };
    let settings = Arc::new(settings);
    let postman = Postman::new(db.clone(), outbox, origin.to_string());
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    println!("Quittance: {}", origin.as_str());
    if config.demo {
        print_accounts();
    }
    portal::serve(AppState { db, settings }, listener, Some(origin.as_str()), postman).await?;
    if let Some(cluster) = cluster {
        tokio::task::spawn_blocking(move || cluster.stop()).await??;
    }
    Ok(0)
}

fn print_accounts() {
    println!("Démonstration / demo: {}", demo::PASSWORD);
    for account in &demo::ACCOUNTS {
        println!("  {:<36} {}", account.email, account.role.code());
    }
}

async fn add_user(args: UserArgs) -> anyhow::Result<u8> {
    let role = Role::from_code(&args.role).context("no such role")?;
    let mut typed = String::new();
    if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        eprint!("Mot de passe / password: ");
    }
    std::io::stdin().read_line(&mut typed)?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    password::accept(typed)?;
    let (db, _cluster) = open(&args.config).await?;
    let mut scoped = db.scoped(&Actor::Operator, "command line").await?;
    let new = NewAccount {
        id: Uuid::now_v7(),
        email: normal_email(&args.email),
        name: args.name.trim().to_owned(),
        role,
        union: args.union,
        federation: args.federation,
        password_hash: password::hash(typed)?,
    };
    if let Err(error) = accounts::store::open(&mut scoped, &new).await {
        match error.constraint() {
            Some("accounts_email_key") => anyhow::bail!("this e-mail already has an account"),
            Some("accounts_email_is_lower_case") => anyhow::bail!("this is not an e-mail"),
            Some("accounts_scope_fits_role") => {
                anyhow::bail!(
                    "a treasurer needs --union, a federation or council officer --federation, others neither"
                )
            }
            _ => return Err(error.into()),
        }
    }
    scoped.record(Event::done(Action::AccountOpened, new.id));
    scoped.commit().await?;
    println!("{} {}", new.id, new.email);
    Ok(0)
}

async fn verify_journal(config: Config, head: Option<Head>) -> anyhow::Result<u8> {
    let (db, _cluster) = open(&config).await?;
    let mut scoped = db.scoped(&Actor::Operator, "command line").await?;
    match audit::store::verify(&mut scoped, head.as_ref()).await? {
        Ok(head) => {
            println!("journal: {} entries, intact; head {head}", head.seq);
            Ok(0)
        }
        Err(broken) => {
            println!("journal: {broken}");
            Ok(1)
        }
    }
}

async fn print_head(config: Config) -> anyhow::Result<u8> {
    let (db, _cluster) = open(&config).await?;
    println!("{}", audit::store::head(&mut db.scoped(&Actor::Operator, "command line").await?).await?);
    Ok(0)
}

async fn verify_ledger(config: Config) -> anyhow::Result<u8> {
    let (db, _cluster) = open(&config).await?;
    let mut scoped = db.scoped(&Actor::Operator, "command line").await?;
    let found = ledger::store::discrepancies(&mut scoped).await?;
    for discrepancy in &found {
        println!("{discrepancy}");
    }
    println!("ledger: {} discrepancies", found.len());
    Ok(u8::from(!found.is_empty()))
}

async fn verify_declarations(config: Config) -> anyhow::Result<u8> {
    let (db, _cluster) = open(&config).await?;
    let mut scoped = db.scoped(&Actor::Operator, "command line").await?;
    let verified = declarations::store::discrepancies(&mut scoped).await?;
    for discrepancy in &verified.discrepancies {
        println!("{discrepancy}");
    }
    println!("declarations: {}, {} discrepancies", verified.declarations, verified.discrepancies.len());
    Ok(u8::from(!verified.discrepancies.is_empty()))
}

fn print_calendar(args: &CalendarArgs) -> anyhow::Result<u8> {
    let periods = calendar::periods(args.fiscal_year, args.first_period_end)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &commands::calendar::answer(args.fiscal_year, &periods))?;
        writeln!(out)?;
    } else {
        let t = text_of(args.lang);
        let words = |key: &str| t.kind(key, &[]);
        write!(
            out,
            "{}",
            commands::calendar::table(args.fiscal_year, &periods, &words, &|day| t.date(&day))
        )?;
    }
    Ok(0)
}
