# The ledger

ledger-unions-title = Unions
ledger-declaration-title = Declaration { $number }
ledger-entries = Ledger entries
ledger-posted = Posted on
ledger-kind = Kind
ledger-account = Account
ledger-debit = Debit
ledger-credit = Credit
ledger-kind-declaration = Declaration
ledger-kind-payment = Payment
ledger-kind-credit = Credit applied
ledger-kind-reversal = Reversal
ledger-account-receivable = Receivable from the union
ledger-account-payable = Payable to the body
ledger-account-bank = Bank
ledger-account-credit = Union’s credit
ledger-proof-holds = Matches the stored bytes
ledger-proof-broken = Does not match the stored bytes
