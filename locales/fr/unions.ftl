# La fiche du syndicat; le suivi de la fédération

union-title = Info-syndicat
union-name = Nom
union-number = Numéro
union-federation = Fédération
union-central-council = Conseil central
union-dues-rate = Cotisation syndicale
union-dues-rate-of-pay = { $rate } du salaire versé
union-dues-rate-unknown = Taux non indiqué
union-sin = Numéros d’assurance sociale
union-sin-collected = Recueillis, chiffrés, jamais affichés
union-sin-not-collected = Non recueillis
union-employers = Employeurs
union-unit = Unité d’accréditation
union-changes = Pour faire corriger cette fiche, écrivez au bureau de votre fédération.
federation-title = Suivi des syndicats
federation-lead = Déclarations attendues et soldes dus des syndicats de votre fédération.
federation-last = Dernière période déclarée
federation-missing = Périodes à déclarer
