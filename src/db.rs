//! The way to PostgreSQL: a private pool, and [`Scoped`], a transaction that row-level security
//! knows. There is no other way in for a page or a store.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Postgres, Transaction};

use crate::access::Actor;
use crate::audit::{self, Event};
use crate::clock::Clock;
use crate::secrets::Keys;

/// Migrations in `migrations/`, run by the owner role.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// The role of requests: owns nothing, and row-level security binds it.
pub const APP_ROLE: &str = "quittance_app";

/// PostgreSQL knows nothing of rows just taken in, nor much of those of a table just filled: taken for a
/// few, each of the ones would be compared with each of the others. Until [`AS_USUAL`].
pub const BY_HASH: &str = "set local enable_nestloop = off";
pub const AS_USUAL: &str = "set local enable_nestloop = on";

/// What can go wrong between a store and its caller.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not there, or not for this actor: the two look the same from outside.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Sqlx(sqlx::Error),
    /// What is stored cannot be read as what it should be.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match error {
            sqlx::Error::RowNotFound => Error::NotFound,
            other => Error::Sqlx(other),
        }
    }
}

impl Error {
    /// The named constraint that refused, if that is what happened.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Error::Sqlx(sqlx::Error::Database(error)) => error.constraint(),
            _ => None,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The application's connections: role `quittance_app`, which owns nothing.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    clock: Clock,
    keys: Arc<Keys>,
}

impl Db {
    /// Runs the migrations as the owner (sqlx holds an advisory lock meanwhile), then opens the
    /// application's pool: by `app_url` when given, else as the owner stepping down to
    /// `quittance_app` on each connection.
    pub async fn open(
        owner_url: &str,
        app_url: Option<&str>,
        clock: Clock,
        keys: Keys,
    ) -> anyhow::Result<Db> {
        let owner = PgPoolOptions::new().max_connections(1).connect(owner_url).await?;
        MIGRATIONS.run(&owner).await?;
        if app_url.is_some_and(logs_in_as_ours) {
            let_the_role_log_in(&owner).await?;
        }
        owner.close().await;
        let options: PgConnectOptions = app_url.unwrap_or(owner_url).parse()?;
        let pool = app_pool(options, app_url.is_none()).await?;
        let db = Db { pool, clock, keys: Arc::new(keys) };
        db.refuse_a_strong_role().await?;
        Ok(db)
    }

    /// For tests, which make their own pool.
    pub fn with_pool(pool: PgPool, clock: Clock, keys: Keys) -> Db {
        Db { pool, clock, keys: Arc::new(keys) }
    }

    /// The same database at another time: the demonstration's past, and its calendar.
    pub fn with_clock(&self, clock: Clock) -> Db {
        Db { clock, ..self.clone() }
    }

    /// Requirement R71: the role of requests must not be able to get round the policies.
    async fn refuse_a_strong_role(&self) -> anyhow::Result<()> {
        let strong: bool = sqlx::query_scalar(
            "select rolsuper or rolbypassrls or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relowner = r.oid)
             from pg_roles r where rolname = current_user",
        )
        .fetch_one(&self.pool)
        .await?;
        anyhow::ensure!(
            !strong,
            "requests would run as a role that owns tables or bypasses row-level security"
        );
        let steps_down: bool =
            sqlx::query_scalar("select session_user <> current_user").fetch_one(&self.pool).await?;
        if steps_down {
            tracing::warn!(
                "requests log in as the owner and step down: give them their own address (DATABASE_APP_URL)"
            );
        }
        Ok(())
    }

    /// A transaction in which every policy sees this actor.
    pub async fn scoped(&self, actor: &Actor, request_id: &str) -> Result<Scoped> {
        let mut tx = self.pool.begin().await?;
        say_who(&mut tx, actor).await?;
        Ok(Scoped {
            tx,
            actor: actor.clone(),
            clock: self.clock.clone(),
            keys: self.keys.clone(),
            request_id: request_id.to_owned(),
            events: Vec::new(),
        })
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// For the session store only, whose table is nobody's union.
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Does the database answer?
    pub async fn is_ready(&self) -> bool {
        let probe = sqlx::query("select 1").execute(&self.pool);
        matches!(tokio::time::timeout(Duration::from_secs(2), probe).await, Ok(Ok(_)))
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// What every policy reads, for the rest of the transaction.
async fn say_who(conn: &mut PgConnection, actor: &Actor) -> Result<()> {
    let email = match actor {
        Actor::Nobody { email } => email.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let hashes = match actor {
        Actor::Bearer { hashes } => hashes.as_str(),
        _ => "",
    };
    let text = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    sqlx::query(
        "select set_config('app.actor_id', $1, true), set_config('app.role', $2, true),
                set_config('app.union_id', $3, true), set_config('app.federation_id', $4, true),
                set_config('app.login_email', $5, true), set_config('app.employer_id', $6, true),
                set_config('app.token_hashes', $7, true)",
    )
    .bind(text(actor.id()))
    .bind(actor.role_code())
    .bind(text(actor.union()))
    .bind(text(actor.federation()))
    .bind(email)
    .bind(text(actor.employer()))
    .bind(hashes)
    .execute(conn)
    .await?;
    Ok(())
}

/// Without a password in the address, only a server that trusts the socket lets the role in: the
/// private cluster, whose folder is closed to others.
fn logs_in_as_ours(url: &str) -> bool {
    url.starts_with(&format!("postgres://{APP_ROLE}@"))
}

/// The role is made without the right to log in, which a server of others gives with a password.
async fn let_the_role_log_in(owner: &PgPool) -> sqlx::Result<()> {
    let may: bool = sqlx::query_scalar("select rolcanlogin from pg_roles where rolname = $1")
        .bind(APP_ROLE)
        .fetch_one(owner)
        .await?;
    if !may {
        sqlx::query("alter role quittance_app login").execute(owner).await?;
    }
    Ok(())
}

async fn app_pool(options: PgConnectOptions, step_down: bool) -> sqlx::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(10)
        .acquire_timeout(Duration::from_secs(5))
        // A ping before each use costs a third of the throughput; a broken connection says so itself.
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if step_down {
                    sqlx::query("set role quittance_app").execute(&mut *connection).await?;
                }
                sqlx::query("set max_parallel_workers_per_gather = 0").execute(&mut *connection).await?;
                // Compiling a plan costs five times what it saves on the widest page's query.
                sqlx::query("set jit = off").execute(&mut *connection).await?;
                sqlx::query("set statement_timeout = '60s'").execute(&mut *connection).await?;
                // Everybody queues at the journal's head: nobody keeps it, or waits for ever.
                sqlx::query("set lock_timeout = '15s'").execute(&mut *connection).await?;
                sqlx::query("set idle_in_transaction_session_timeout = '60s'").execute(connection).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await
}

/// One transaction of one actor. Dropped without [`Scoped::commit`], nothing happened.
pub struct Scoped {
    tx: Transaction<'static, Postgres>,
    actor: Actor,
    clock: Clock,
    keys: Arc<Keys>,
    request_id: String,
    events: Vec<Event>,
}

impl Scoped {
    /// For a store's SQL.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Goes on in this same transaction in another's name, and gives the one it had: for an act that
    /// one person asked for and another had to agree to. Whoever calls must hold both consents as
    /// rows, each written in its own name; what is journaled is journaled in the name at commit.
    pub(crate) async fn go_on_as(&mut self, actor: Actor) -> Result<Actor> {
        say_who(&mut self.tx, &actor).await?;
        Ok(std::mem::replace(&mut self.actor, actor))
    }

    /// The union of the actor; a capability for a union is only held by people who have one.
    pub fn own_union(&self) -> Result<uuid::Uuid> {
        self.actor.union().ok_or(Error::NotFound)
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Journals an act with this transaction, at commit.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Writes the events to the journal, then commits. The journal's head is locked last so that
    /// other acts queue for it only while this one ends.
    pub async fn commit(mut self) -> Result<()> {
        let events = std::mem::take(&mut self.events);
        if !events.is_empty() {
            audit::store::append(&mut self, events).await?;
        }
        self.tx.commit().await?;
        Ok(())
    }

    pub fn request_id(&self) -> &str {
        &self.request_id
    }
}
