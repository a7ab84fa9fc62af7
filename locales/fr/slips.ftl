# Les feuillets annuels de l’employeur (T4, Relevé 1), comparés à ce que ses relevés ont retenu

slips-title = Feuillets T4 et Relevés 1
slips-lead = L’employeur inscrit les cotisations de l’année sur le T4 (case 44) et sur le Relevé 1 (case F). Le portail ne les produit pas : il les compare à ce que les relevés ont retenu de chaque personne, selon les dates de paie (clause 5.07).
slips-people = Personnes à qui une cotisation a été retenue
slips-control = Total de contrôle de { $year }
slips-open = Écarts à expliquer
slips-between = de { $least } à { $most }
slips-missing = Le total de contrôle de { $year } est incomplet, sans le relevé de : { $periods }. Seuls les feuillets inférieurs à ce que le portail connaît sont signalés.
slips-partial = Le portail ne compte pas toute l’année { $year } : seuls les feuillets inférieurs à ce qu’il connaît sont signalés.
slips-off = La règle V83 n’est pas appliquée aux relevés de cet employeur : aucun écart n’est signalé.
slips-differences = Écarts
slips-nothing-yet = Inscrivez plus bas les montants des feuillets de l’employeur : les écarts de plus de 0,05 $ paraîtront ici.
slips-all-agree = Aucun écart de plus de 0,05 $.
slips-version = { $people ->
    [one] Version { $version } : { $people } feuillet, inscrit le { $moment }
   *[other] Version { $version } : { $people } feuillets, inscrits le { $moment }
}
slips-slip = Feuillet
slips-none = Aucun
slips-control-head = Total de contrôle
slips-least = Total de contrôle, au moins
slips-most = Total de contrôle, au plus
slips-difference = Écart
slips-to-explain = À expliquer
slips-note = Explication des écarts cochés
slips-note-hint = Par exemple : feuillet modifié demandé à l’employeur le 3 mars.
slips-note-button = Expliquer les écarts cochés
slips-bad-people = Cochez au moins une personne dont le feuillet diffère.
slips-replaced = D’autres feuillets ont été inscrits entretemps. Voyez ce qui en reste, puis recommencez.
slips-record-title = Montants des feuillets de { $year }
slips-amounts = Un feuillet par ligne : matricule, puis montant
slips-amounts-hint = Collez deux colonnes d’un tableur, ou séparez par un point-virgule : 104233;835,12. La liste entière remplace la précédente.
slips-record-button = Comparer
slips-bad-line = La ligne { $line } n’est pas un matricule suivi d’un montant.
slips-bad-negative = Le montant de la ligne { $line } est négatif : la case 44 et la case F n’en portent pas. Si l’employeur a remboursé plus qu’il n’a retenu, inscrivez 0,00 et expliquez l’écart.
slips-bad-twice = Le matricule de la ligne { $line } figure déjà plus haut.
slips-bad-many = La liste est trop longue.
slips-bad-empty = Collez au moins un feuillet.
slips-pays-title = Dates de paie
slips-pays-lead = Ces périodes touchent à { $year } et à une autre année : la date de paie dit à laquelle appartient la cotisation. Sans elle, ou si les paies tombent dans les deux années, le total de contrôle a un minimum et un maximum.
slips-period = Période
slips-days = Dates de paie
slips-days-hint = Toutes celles de la période, par exemple 2025-12-11, 2025-12-25.
slips-pays-button = Inscrire les dates
slips-bad-period = Choisissez une période de l’employeur.
slips-bad-days = Écrivez chaque date de paie, comprise dans la période, ainsi : 2025-12-11.
