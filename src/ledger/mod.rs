//! Double entry: accounts, entries, balanced transactions, reversal. Append only: what happened is
//! never changed, what corrects it is added.
//!
//! A debit is positive, a credit negative.

pub mod pages;
pub mod store;

use uuid::Uuid;

use crate::calendar::PeriodId;
use crate::money::Cad;

/// What an entry is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Owed by the union for a payee and a period.
    Receivable,
    /// Owed to the payee, until it is distributed.
    Payable,
    /// Received from the union.
    Bank,
    /// Paid by the union beyond what it owed; applied to its next declaration.
    Credit,
}

impl Account {
    pub const ALL: [Account; 4] = [Account::Receivable, Account::Payable, Account::Bank, Account::Credit];

    pub fn code(self) -> &'static str {
        match self {
            Account::Receivable => "receivable",
            Account::Payable => "payable",
            Account::Bank => "bank",
            Account::Credit => "credit",
        }
    }

    pub fn from_code(code: &str) -> Option<Account> {
        Account::ALL.into_iter().find(|account| account.code() == code)
    }
}

/// Why a transaction was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Declaration,
    /// What was owed before the portal counted.
    Opening,
    Payment,
    CreditApplied,
    Reversal,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Declaration => "declaration",
            Kind::Opening => "opening",
            Kind::Payment => "payment",
            Kind::CreditApplied => "credit_applied",
            Kind::Reversal => "reversal",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub account: Account,
    pub payee: Option<Uuid>,
    pub period: Option<PeriodId>,
    /// Dollars; positive is a debit.
    pub amount: Cad,
}

/// Entries that sum to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    kind: Kind,
    source: Uuid,
    entries: Vec<Entry>,
}

/// The entries do not sum to zero.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a transaction off by {0}")]
pub struct Unbalanced(pub Cad);

impl Transaction {
    /// Entries of zero are left out; the others must sum to zero. `source` is what is posted, and
    /// can be posted once.
    pub fn balanced(kind: Kind, source: Uuid, entries: Vec<Entry>) -> Result<Transaction, Unbalanced> {
        let off: Cad = entries.iter().map(|entry| entry.amount).sum();
        if off != Cad::ZERO {
            return Err(Unbalanced(off));
        }
        let entries = entries.into_iter().filter(|entry| entry.amount != Cad::ZERO).collect();
        Ok(Transaction { kind, source, entries })
    }

    /// A declaration: the union owes each payee, and each payee is owed.
    pub fn of_declaration(
        source: Uuid,
        period: PeriodId,
        owed: &[(Uuid, Cad)],
    ) -> Result<Transaction, Unbalanced> {
        Transaction::of_debt(Kind::Declaration, source, period, owed)
    }

    /// What was owed before the portal counted, or the difference when finance states it again.
    pub fn of_opening(
        source: Uuid,
        period: PeriodId,
        owed: &[(Uuid, Cad)],
    ) -> Result<Transaction, Unbalanced> {
        Transaction::of_debt(Kind::Opening, source, period, owed)
    }

    fn of_debt(
        kind: Kind,
        source: Uuid,
        period: PeriodId,
        owed: &[(Uuid, Cad)],
    ) -> Result<Transaction, Unbalanced> {
        let entries = owed
            .iter()
            .flat_map(|&(payee, amount)| {
                let entry =
                    |account, amount| Entry { account, payee: Some(payee), period: Some(period), amount };
                [entry(Account::Receivable, amount), entry(Account::Payable, -amount)]
            })
            .collect();
        Transaction::balanced(kind, source, entries)
    }

    /// Money that settles what was owed; what is left over is the union's credit. Taken from the
    /// bank, or from the credit itself when it is applied.
    pub fn of_settlement(
        kind: Kind,
        source: Uuid,
        settled: &[(PeriodId, Uuid, Cad)],
        credited: Cad,
    ) -> Result<Transaction, Unbalanced> {
        let total = settled.iter().map(|(.., amount)| *amount).sum::<Cad>() + credited;
        let from = if kind == Kind::CreditApplied { Account::Credit } else { Account::Bank };
        let mut entries = vec![Entry { account: from, payee: None, period: None, amount: total }];
        entries.extend(settled.iter().map(|&(period, payee, amount)| Entry {
            account: Account::Receivable,
            payee: Some(payee),
            period: Some(period),
            amount: -amount,
        }));
        entries.push(Entry { account: Account::Credit, payee: None, period: None, amount: -credited });
        Transaction::balanced(kind, source, entries)
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn source(&self) -> Uuid {
        self.source
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period() -> PeriodId {
        "2025-26 P05".parse().unwrap()
    }

    #[test]
    fn a_declaration_owes_each_payee_what_each_payee_is_owed() {
        let (csn, fsss) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let owed =
            [(csn, Cad::from_cents(6127)), (fsss, Cad::from_cents(-10)), (Uuid::from_u128(3), Cad::ZERO)];
        let posted = Transaction::of_declaration(Uuid::nil(), period(), &owed).unwrap();
        assert_eq!(posted.entries().len(), 4, "a payee who is owed nothing has no entry");
        assert_eq!(posted.entries().iter().map(|e| e.amount).sum::<Cad>(), Cad::ZERO);
    }

    #[test]
    fn a_transaction_off_by_a_cent_is_refused() {
        let entry = |amount| Entry { account: Account::Bank, payee: None, period: None, amount };
        let entries = vec![entry(Cad::from_cents(100)), entry(Cad::from_cents(-99))];
        let refused = Transaction::balanced(Kind::Payment, Uuid::nil(), entries);
        assert_eq!(refused, Err(Unbalanced(Cad::from_cents(1))));
    }

    #[test]
    fn an_overpayment_becomes_a_credit() {
        let settled = [(period(), Uuid::from_u128(1), Cad::from_cents(6127))];
        let posted =
            Transaction::of_settlement(Kind::Payment, Uuid::nil(), &settled, Cad::from_cents(73)).unwrap();
        let on =
            |account| posted.entries().iter().filter(|e| e.account == account).map(|e| e.amount).sum::<Cad>();
        assert_eq!(on(Account::Bank), Cad::from_cents(6200));
        assert_eq!(on(Account::Credit), Cad::from_cents(-73));
    }
}
