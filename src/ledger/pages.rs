//! Finance, read only: every union's history, and the ledger entries behind each amount.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Account;
use super::store;
use crate::access::{Capability, SeeAllHistory};
use crate::audit::{Action, Event};
use crate::db::Error;
use crate::declarations::pages::history::{self, Filter, History, Paths};
use crate::declarations::pages::receipt::{frozen_rows, signatures};
use crate::declarations::pages::{AmountRow, Tag, period_title, standing_of};
use crate::declarations::{self};
use crate::money::Cad;
use crate::text::Text;
use crate::web::error::{Answer, Failure};
use crate::web::export;
use crate::web::guard::Can;
use crate::web::page::{Page, html};
use crate::{payments, unions};

pub struct UnionRow {
    pub href: String,
    pub number: String,
    pub name: String,
}

#[derive(Template)]
#[template(path = "ledger/unions.html")]
struct UnionsPage {
    p: Page,
    rows: Vec<UnionRow>,
}

pub async fn unions(can: Can<SeeAllHistory>) -> Answer {
    let t = can.text();
    let found = unions::store::all(&mut can.begin().await?).await?;
    let row = |(id, number, name): (Uuid, String, String)| UnionRow {
        href: format!("/syndicats/{id}"),
        number,
        name,
    };
    html(&UnionsPage { p: can.page(t.ledger_unions_title()), rows: found.into_iter().map(row).collect() })
}

#[derive(Template)]
#[template(path = "declarations/history.html")]
struct HistoryPage {
    p: Page,
    heading: String,
    /// Where finance states the opening balances; empty for readers.
    opening: String,
    h: History,
}

pub async fn history(can: Can<SeeAllHistory>, Path(id): Path<Uuid>, Query(filter): Query<Filter>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, id).await?;
    let here = format!("/syndicats/{id}/historique");
    let paths = Paths {
        declaration: format!("/syndicats/{id}/declarations/"),
        payment: format!("/syndicats/{id}/paiements/"),
        here,
    };
    let h = history::read(&mut scoped, id, &filter, &paths, t).await?;
    let mut p = can.page(t.history_title());
    p.context.clone_from(&union.name);
    let may_state = can.person.actor().holds(Capability::RecordMoney);
    let opening = if may_state { format!("/syndicats/{id}/ouverture") } else { String::new() };
    html(&HistoryPage { p, heading: t.history_of(&union.name), opening, h })
}

pub async fn history_csv(
    can: Can<SeeAllHistory>,
    Path(id): Path<Uuid>,
    Query(filter): Query<Filter>,
) -> Answer {
    let mut scoped = can.begin().await?;
    let union = unions::store::union(&mut scoped, id).await?;
    let bytes = history::csv(&mut scoped, id, &filter, can.text()).await?;
    scoped.record(Event::done(Action::Exported, "history").for_union(id));
    scoped.commit().await?;
    Ok(export::download(&format!("historique-{}.csv", union.number), bytes))
}

/// An entry of the ledger, in words.
pub struct EntryRow {
    pub posted: String,
    pub kind: &'static str,
    pub account: &'static str,
    pub payee: String,
    pub debit: String,
    pub credit: String,
    /// What explains the amount: the declaration's amounts, or the payment.
    pub href: String,
}

#[derive(Template)]
#[template(path = "ledger/declaration.html")]
struct DeclarationPage {
    p: Page,
    union: String,
    back: String,
    period: String,
    receipt_number: String,
    attested: String,
    tag: Tag,
    rows: Vec<AmountRow>,
    total: String,
    paid: String,
    sha256: String,
    /// The stored bytes still have the receipt's hash; `None` for readers who may not see them.
    proof: Option<bool>,
    entries: Vec<EntryRow>,
    debits: String,
    credits: String,
}

pub async fn declaration(can: Can<SeeAllHistory>, Path((union, id)): Path<(Uuid, Uuid)>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let declaration = declarations::store::one(&mut scoped, id).await?;
    if declaration.union != union {
        return Err(Failure::NotFound);
    }
    let of = unions::store::union(&mut scoped, union).await?;
    let items = declarations::store::items(&mut scoped, id).await?;
    let proof = match declarations::store::document(&mut scoped, id).await {
        Ok(bytes) => Some(Sha256::digest(&bytes)[..] == declaration.sha256[..]),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let mut explained = HashMap::from([(id, "#amounts".to_owned())]);
    for payment in payments::store::of_declaration(&mut scoped, id).await? {
        let path = format!("/syndicats/{union}/paiements/{}", payment.id);
        let money = payments::store::money(&mut scoped, payment.id).await?;
        explained.extend(money.iter().map(|money| (money.id, path.clone())));
    }
    let sources: Vec<Uuid> = explained.keys().copied().collect();
    let posted = store::behind(&mut scoped, union, &sources).await?;
    let bodies = unions::store::bodies(&mut scoped).await?;
    let side = |positive: bool| -> Cad {
        posted.iter().map(|e| e.amount).filter(|a| a.is_negative() != positive).map(Cad::abs).sum()
    };
    let period = of.period(declaration.period).ok_or(Failure::NotFound)?;
    let mut p = can.page(t.ledger_declaration_title(&declaration.receipt_number));
    p.context.clone_from(&of.name);
    html(&DeclarationPage {
        p,
        union: of.name.clone(),
        back: format!("/syndicats/{union}/historique"),
        period: period_title(&period, t),
        receipt_number: declaration.receipt_number.clone(),
        attested: signatures(&declaration, t),
        tag: standing_of(&declaration, scoped.today(), t),
        rows: frozen_rows(&items, &format!("/syndicats/{union}/declarations/{id}"), t),
        total: t.money(&declaration.total),
        paid: t.money(&declaration.paid),
        sha256: hex::encode(&declaration.sha256),
        proof,
        entries: posted.iter().map(|entry| entry_row(entry, &explained, &bodies, t)).collect(),
        debits: t.money(&side(true)),
        credits: t.money(&side(false)),
    })
}

fn entry_row(
    entry: &store::Posted,
    explained: &HashMap<Uuid, String>,
    bodies: &[unions::Body],
    t: Text,
) -> EntryRow {
    let payee = entry.payee.and_then(|id| bodies.iter().find(|body| body.id == id));
    let amount = t.money(&entry.amount.abs());
    let (debit, credit) =
        if entry.amount.is_negative() { (String::new(), amount) } else { (amount, String::new()) };
    EntryRow {
        posted: t.moment(&entry.posted_at),
        kind: match entry.kind.as_str() {
            "declaration" => t.ledger_kind_declaration(),
            "opening" => t.openings_debt(),
            "payment" => t.ledger_kind_payment(),
            "credit_applied" => t.ledger_kind_credit(),
            _ => t.ledger_kind_reversal(),
        },
        account: match entry.account {
            Account::Receivable => t.ledger_account_receivable(),
            Account::Payable => t.ledger_account_payable(),
            Account::Bank => t.ledger_account_bank(),
            Account::Credit => t.ledger_account_credit(),
        },
        payee: payee.map(|body| body.name(t.lang()).to_owned()).unwrap_or_default(),
        debit,
        credit,
        href: explained.get(&entry.source).cloned().unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "payments/payment.html")]
struct PaymentPage {
    p: Page,
    f: payments::pages::PaymentFacts,
}

/// A payment as finance reads it, with nothing to do on it.
pub async fn payment(can: Can<SeeAllHistory>, Path((union, id)): Path<(Uuid, Uuid)>) -> Answer {
    let t = can.text();
    let mut scoped = can.begin().await?;
    let payment = payments::store::one(&mut scoped, id).await?;
    if payment.union != union {
        return Err(Failure::NotFound);
    }
    let path = format!("/syndicats/{union}/declarations/{}", payment.declaration);
    let f = payments::pages::facts(&mut scoped, &payment, path, t).await?;
    html(&PaymentPage { p: can.page(f.title(t)), f })
}
