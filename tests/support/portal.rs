//! A portal of its own for a test, and the people who use it. What goes round the pages, straight
//! to the database, is named `db_*`.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use quittance::access::{Actor, Role};
use quittance::audit::Head;
use quittance::clock::Clock;
use quittance::db::{Db, Scoped};
use quittance::web::{AppState, Settings};
use quittance::{audit, demo, ledger, portal};
use sqlx::PgPool;
use uuid::Uuid;

use crate::answer::Answer;
use crate::browser::{Browser, ORIGIN};
use crate::testdb::{TestDb, keys};

/// The largest file that these portals take, in bytes.
pub const MAX_UPLOAD: usize = 1 << 20;

/// These portals wait for a file to be read, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(120);

pub const P05: &str = "/periodes/2025-26/P05";

pub struct Portal {
    pub clock: Clock,
    pub db: Db,
    service: Router,
    testdb: TestDb,
}

impl Portal {
    /// The demonstration, standing at 6 September 2025: P05 2025-26 is open, all before is paid.
    pub async fn demo() -> Portal {
        Portal::over(TestDb::demo().await, true)
    }

    /// As a confederation starts: nobody, nothing.
    pub async fn bare() -> Portal {
        Portal::over(TestDb::new().await, false)
    }

    /// The same portal, whose pages wait that long for a file to be read.
    pub fn waiting(&self, patience: Duration) -> Router {
        let settings = Settings { patience, ..Settings::new(true, false, MAX_UPLOAD) };
        let state = AppState { db: self.db.clone(), settings: Arc::new(settings) };
        portal::service(state, Some(ORIGIN)).expect("the portal")
    }

    fn over(testdb: TestDb, is_demo: bool) -> Portal {
        let clock = Clock::fixed(demo::story_time());
        let db = Db::with_pool(testdb.app_pool().clone(), clock.clone(), keys());
        let settings = Arc::new(Settings { patience: PATIENCE, ..Settings::new(is_demo, false, MAX_UPLOAD) });
        let state = AppState { db: db.clone(), settings };
        let service = portal::service(state, Some(ORIGIN)).expect("the portal");
        Portal { clock, db, service, testdb }
    }

    /// The same portal served for real: over the same rows, and not as a demonstration.
    pub fn serving(&self) -> Serving {
        let settings = Arc::new(Settings { patience: PATIENCE, ..Settings::new(false, false, MAX_UPLOAD) });
        let state = AppState { db: self.db.clone(), settings };
        Serving(portal::service(state, Some(ORIGIN)).expect("the portal"))
    }

    pub fn service(&self) -> Router {
        self.service.clone()
    }

    pub fn visitor(&self) -> Visitor {
        Visitor(Browser::new(self.service.clone()))
    }

    async fn signed_in(&self, role: Role, scope: &str) -> Browser {
        let account = demo::ACCOUNTS.iter().find(|a| a.role == role && a.scope == scope).expect("an account");
        let visitor = self.visitor();
        visitor.sign_in(account.email, demo::PASSWORD).await.leads_to("/");
        visitor.0
    }

    /// Of union 412, with one employer.
    pub async fn treasurer(&self) -> Treasurer {
        self.treasurer_of("412").await
    }

    pub async fn treasurer_of(&self, union: &str) -> Treasurer {
        Treasurer(self.signed_in(Role::Treasurer, union).await)
    }

    pub async fn federation_officer(&self, federation: &str) -> FederationOfficer {
        FederationOfficer(self.signed_in(Role::FederationOfficer, federation).await)
    }

    /// The presidency of union 412.
    pub async fn signing_officer(&self) -> SigningOfficer {
        SigningOfficer(self.signed_in(Role::SigningOfficer, "412").await)
    }

    /// The second person of the same federation's office.
    pub async fn federation_colleague(&self) -> FederationOfficer {
        let visitor = self.visitor();
        visitor.sign_in("collegue@fsss.example", demo::PASSWORD).await.leads_to("/");
        FederationOfficer(visitor.0)
    }

    pub async fn council_officer(&self, council: &str) -> CouncilOfficer {
        CouncilOfficer(self.signed_in(Role::CouncilOfficer, council).await)
    }

    /// Somebody of the demonstration, by e-mail.
    pub async fn person(&self, email: &str) -> Visitor {
        let visitor = self.visitor();
        visitor.sign_in(email, demo::PASSWORD).await.leads_to("/");
        visitor
    }

    pub async fn finance_officer(&self) -> FinanceOfficer {
        FinanceOfficer(self.signed_in(Role::FinanceOfficer, "").await)
    }

    pub async fn auditor(&self) -> FinanceAuditor {
        FinanceAuditor(self.signed_in(Role::FinanceAuditor, "").await)
    }

    pub async fn administrator(&self) -> Administrator {
        Administrator(self.signed_in(Role::Administrator, "").await)
    }

    /// As the owner of the schema, whom nothing is hidden from.
    pub fn db_owner(&self) -> &PgPool {
        self.testdb.owner_pool()
    }

    /// As the role of requests, with no actor said.
    pub fn db_app(&self) -> &PgPool {
        self.testdb.app_pool()
    }

    /// As the role of requests, through this many connections.
    pub fn db_app_of(&self, most: u32) -> PgPool {
        self.testdb.app_pool_of(most)
    }

    pub async fn db_scoped(&self, actor: &Actor) -> Scoped {
        self.db.scoped(actor, "test").await.expect("a transaction")
    }

    pub async fn db_actor(&self, role: Role, scope: &str) -> Actor {
        let account = demo::ACCOUNTS.iter().find(|a| a.role == role && a.scope == scope).expect("an account");
        let (id, union, federation) =
            sqlx::query_as("select id, union_id, federation_id from accounts where email = $1")
                .bind(account.email)
                .fetch_one(self.db_owner())
                .await
                .expect("the account");
        Actor::Person { id, role, union, federation }
    }

    /// One value, as text.
    pub async fn db_one(&self, sql: &'static str) -> String {
        let value: Option<String> =
            sqlx::query_scalar(sql).fetch_one(self.db_owner()).await.expect("a value");
        value.unwrap_or_default()
    }

    pub async fn db_count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.db_owner()).await.expect("a count")
    }

    pub async fn db_union(&self, number: &str) -> Uuid {
        let query = sqlx::query_scalar("select id from unions where number = $1").bind(number);
        query.fetch_one(self.db_owner()).await.expect("the union")
    }

    /// One id of a table of union 412, the first.
    pub async fn db_of_412(&self, select: &'static str) -> Uuid {
        let of_412 = "where union_id = (select id from unions where number = '412') order by 1 limit 1";
        let sql = sqlx::AssertSqlSafe(format!("{select} {of_412}"));
        sqlx::query_scalar(sql).fetch_one(self.db_owner()).await.expect("an id")
    }

    pub async fn db_employers(&self, union: &str) -> Vec<Uuid> {
        sqlx::query_scalar(
            "select e.id from employers e join unions u on u.id = e.union_id where u.number = $1 order by e.id",
        )
        .bind(union)
        .fetch_all(self.db_owner())
        .await
        .expect("the employers")
    }

    /// The declaration of a period of 2025-26.
    pub async fn db_declaration(&self, union: &str, period: i16) -> Uuid {
        sqlx::query_scalar(
            "select d.id from declarations d join unions u on u.id = d.union_id
             where u.number = $1 and d.fiscal_year = 2025 and d.period = $2",
        )
        .bind(union)
        .bind(period)
        .fetch_one(self.db_owner())
        .await
        .expect("the declaration")
    }

    /// The newest notice to this union.
    pub async fn db_notice(&self, union: &str) -> Uuid {
        let query = sqlx::query_scalar(
            "select n.id from notices n join unions u on u.id = n.union_id
             where u.number = $1 and n.audience = 'union' order by n.at desc, n.id desc limit 1",
        );
        query.bind(union).fetch_one(self.db_owner()).await.expect("a notice")
    }

    pub async fn db_payment(&self, declaration: Uuid) -> Uuid {
        let query = sqlx::query_scalar("select id from payments where declaration_id = $1").bind(declaration);
        query.fetch_one(self.db_owner()).await.expect("the payment")
    }

    /// Rows of this act in the journal, with this outcome.
    pub async fn db_journaled(&self, action: &str, outcome: &str) -> i64 {
        sqlx::query_scalar("select count(*) from journal where action = $1 and outcome = $2")
            .bind(action)
            .bind(outcome)
            .fetch_one(self.db_owner())
            .await
            .expect("a count")
    }

    pub async fn db_head(&self) -> Head {
        audit::store::head(&mut self.db_scoped(&Actor::Operator).await).await.expect("the head")
    }

    pub async fn db_verify(&self, anchor: Option<&Head>) -> Result<Head, audit::Broken> {
        let mut scoped = self.db_scoped(&Actor::Operator).await;
        audit::store::verify(&mut scoped, anchor).await.expect("an answer")
    }

    pub async fn db_discrepancies(&self) -> Vec<String> {
        let mut scoped = self.db_scoped(&Actor::Operator).await;
        ledger::store::discrepancies(&mut scoped).await.expect("an answer")
    }
}

/// A portal that is no demonstration, over the demonstration's rows.
pub struct Serving(Router);

impl Serving {
    pub fn visitor(&self) -> Visitor {
        Visitor(Browser::new(self.0.clone()))
    }

    pub async fn administrator(&self) -> Administrator {
        let visitor = self.visitor();
        visitor.sign_in("administration@centrale.example", demo::PASSWORD).await.leads_to("/");
        Administrator(visitor.0)
    }
}

macro_rules! people {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name(Browser);

        impl Deref for $name {
            type Target = Browser;
            fn deref(&self) -> &Browser {
                &self.0
            }
        }
    )*};
}

people! {
    /// Nobody yet.
    Visitor;
    Treasurer;
    FederationOfficer;
    CouncilOfficer;
    FinanceOfficer;
    FinanceAuditor;
    SigningOfficer;
    Administrator;
}

impl Browser {
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/connexion", &[("email", email), ("password", password)]).await
    }
}

/// A file of `tests/samples`.
pub fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a sample")
}

pub fn new_key() -> String {
    Uuid::now_v7().to_string()
}

impl Treasurer {
    /// Sends a file from the page of the period, by the form of the first employer. Gives the
    /// answer, not yet followed.
    pub async fn send_file(&self, period: &str, name: &str, bytes: &[u8]) -> Answer {
        let page = self.get(period).await.is(200);
        let (key, employer) = (page.field("key"), page.field("employer"));
        self.send_file_for(period, &key, &employer, name, bytes).await
    }

    pub async fn send_file_for(
        &self,
        period: &str,
        key: &str,
        employer: &str,
        name: &str,
        bytes: &[u8],
    ) -> Answer {
        let form = [("key", key), ("employer", employer)];
        self.upload(&format!("{period}/releves"), &form, name, bytes).await
    }

    pub async fn send_sample(&self, period: &str, name: &str) -> String {
        self.send_file(period, name, &sample(name)).await.leads_to("/releves/")
    }

    /// A note on every rule that waits for one, as the forms of the page ask.
    pub async fn acknowledge_all(&self, statement: &str) {
        loop {
            let page = self.get(&format!("{statement}?voir=warning")).await.is(200);
            if !page.html().contains("name=\"group\"") {
                return;
            }
            let rule = page.field("group");
            let note = [("group", rule.as_str()), ("note", "Vérifié avec la paie.")];
            self.post(statement, &note).await.leads_to(statement);
        }
    }

    /// From the check page to the receipt; gives the receipt's address.
    pub async fn declare(&self, period: &str) -> String {
        let page = self.get(&format!("{period}/declaration")).await.is(200);
        let (key, seen_total) = (page.field("key"), page.field("seen_total"));
        self.attest(period, &key, &seen_total).await.leads_to("/declarations/")
    }

    pub async fn attest(&self, period: &str, key: &str, seen_total: &str) -> Answer {
        let form = [("key", key), ("seen_total", seen_total), ("attest", "1")];
        self.post(&format!("{period}/declaration"), &form).await
    }

    /// Sends, settles and declares a sample; gives the receipt's address.
    pub async fn declare_sample(&self, period: &str, name: &str) -> String {
        let statement = self.send_sample(period, name).await;
        self.acknowledge_all(&statement).await;
        self.declare(period).await
    }

    /// Announces a transfer from the receipt; gives the payment's address.
    pub async fn pay(&self, receipt: &str) -> String {
        let key = self.get(receipt).await.is(200).field("key");
        self.post(&format!("{receipt}/paiement"), &[("key", &key)]).await.leads_to("/paiements/")
    }
}

impl FinanceOfficer {
    /// Records money received for a payment, as `/paiements/…` names it.
    pub async fn record(&self, payment: &str, key: &str, received_on: &str, amount: &str) -> Answer {
        let path = payment.replace("/paiements/", "/encaissements/");
        self.post(&path, &[("key", key), ("received_on", received_on), ("amount", amount)]).await
    }
}
