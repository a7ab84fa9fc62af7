# Le grand livre

ledger-unions-title = Syndicats
ledger-declaration-title = Déclaration { $number }
ledger-entries = Écritures
ledger-posted = Inscrite le
ledger-kind = Nature
ledger-account = Compte
ledger-debit = Débit
ledger-credit = Crédit
ledger-kind-declaration = Déclaration
ledger-kind-payment = Paiement
ledger-kind-credit = Crédit appliqué
ledger-kind-reversal = Contre-passation
ledger-account-receivable = À recevoir du syndicat
ledger-account-payable = À verser à l’organisme
ledger-account-bank = Banque
ledger-account-credit = Crédit du syndicat
ledger-proof-holds = Conforme aux octets conservés
ledger-proof-broken = Non conforme aux octets conservés
