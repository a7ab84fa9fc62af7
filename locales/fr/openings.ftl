# Ce qu’un syndicat devait avant d’utiliser le portail

openings-title = Soldes d’ouverture
openings-lead = Le portail compte à partir du { $day }. Inscrivez ce que le syndicat devait à chaque organisme la veille. Laissez vide s’il ne devait rien; mettez un signe moins s’il avait trop versé.
openings-source = Sur quoi reposent ces soldes
openings-source-hint = Par exemple : état de compte du 31 mars, signé par la trésorerie du syndicat.
openings-record = Inscrire ces soldes
openings-versions = Soldes inscrits
openings-on = Soldes d’ouverture au { $day }
openings-body = Organisme
openings-amount = Solde
openings-from = Selon : { $source }
openings-restated = Inscrits de nouveau le { $moment } (version { $version }); l’écart a été porté au grand livre.
openings-bad-amount = { $body } : inscrivez un montant en dollars et en cents, comme 1 234,56.
openings-bad-source = Dites en 500 caractères ou moins sur quoi reposent ces soldes.
openings-nothing-changes = Ces soldes sont déjà ceux du portail : rien n’a été inscrit.
openings-debt = Solde d’ouverture
openings-state = Inscrire des soldes d’ouverture
openings-restate = Inscrire de nouveau les soldes d’ouverture
