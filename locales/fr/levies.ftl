# Les taux de per capita : qui les propose, qui les approuve, ce qu’ils changeraient

levies-title = Taux de per capita
levies-lead = Ce que chaque organisme perçoit des syndicats, depuis quand et selon quelle résolution.
levies-body = Organisme
levies-kind-confederation = Confédération
levies-kind-federation = Fédération
levies-kind-central-council = Conseil central
levies-kind-fund = Fonds
levies-in-force = En vigueur aujourd’hui
levies-none-in-force = Aucun per capita en vigueur
levies-waiting = Propositions à trancher
levies-waiting-lead = Une personne propose; une autre approuve ou rejette.
levies-nothing-waits = Aucune proposition n’attend de décision.
levies-timeline = Les per capita dans le temps
levies-timeline-desc = Une rangée par per capita; chaque barre couvre les jours où une règle s’applique. Une barre pâle n’est que proposée.
levies-today = Aujourd’hui
levies-levy = Per capita
levies-rule = Règle
levies-dates = Dates
levies-resolution = Résolution
levies-state = État
levies-code-proposed = { $code }, proposé
levies-now = En vigueur
levies-past = Terminé
levies-to-come = À venir
levies-from-to = Du { $from } au { $to }
levies-since = Depuis le { $from }
levies-starting = À partir du { $from }
levies-adopted = { $resolution } ({ $by }, { $on })
levies-approved = Approuvé par { $name }, { $at }
levies-follow = Proposer une suite
levies-close = Proposer d’y mettre fin
levies-new = Proposer un nouveau per capita
levies-waive = Proposer une exemption
levies-simulate = Simuler un per capita
levies-nothing-yet-title = Aucun per capita
levies-nothing-yet-body = Cet organisme ne perçoit rien des syndicats par le portail.
levies-proposals = Propositions
levies-no-proposal = Personne n’a encore proposé de changement.
levies-proposal = Proposition
levies-proposed-by = Proposée par { $name }, { $at }
levies-kind-levy = Nouveau per capita
levies-kind-following = Suite d’un per capita
levies-kind-closing = Fin d’un per capita
levies-kind-exemption = Exemption
levies-open = À trancher
levies-outcome-approved = Approuvée
levies-outcome-rejected = Rejetée
levies-outcome-withdrawn = Retirée
levies-propose-title = Proposer un per capita
levies-propose-lead = Rien ne change tant qu’une autre personne n’a pas approuvé. Vous verrez d’abord ce que la proposition chevauche et les périodes déclarées qu’elle couvre.
levies-code = Code
levies-code-hint = Lettres minuscules, chiffres et traits d’union. Le même code continue un per capita existant.
levies-name-fr = Nom en français
levies-name-en = Nom en anglais
levies-basis = Assiette
levies-value = Taux en pourcentage, ou montant par personne en dollars
levies-value-hint = Pour un taux, 0,72 veut dire 0,72 %. Pour un montant par personne, 2,35 veut dire 2,35 $.
levies-minimum = Minimum par personne (facultatif)
levies-maximum = Maximum par personne (facultatif)
levies-persons = Nombre maximal de personnes comptées (facultatif)
levies-persons-hint = Les premières par ordre de matricule, dans chaque relevé.
levies-from-day = Premier jour
levies-day-hint = Année-mois-jour, comme 2026-04-01. Une période suit la règle en vigueur à son dernier jour.
levies-to-day = Dernier jour (facultatif)
levies-to-hint = Laissez vide si la règle s’applique jusqu’à ce qu’une autre la remplace.
levies-closes = Mettre fin la veille au per capita de même code alors en vigueur
levies-adopted-by = Instance qui a voté
levies-adopted-by-hint = Par exemple : congrès FSSS.
levies-adopted-on = Jour du vote
levies-adopted-on-hint = Année-mois-jour, comme 2025-06-12. Ce qui n’est pas encore voté se simule, mais ne se propose pas.
levies-reference = Numéro de la résolution
levies-note = Remarque pour la personne qui approuvera (facultative)
levies-note-hint = Sans nommer personne.
levies-send = Proposer
levies-bad-code = Écrivez un code de 31 caractères ou moins : lettres minuscules, chiffres et traits d’union.
levies-bad-name-fr = Écrivez le nom en français, en 120 caractères ou moins.
levies-bad-name-en = Écrivez le nom en anglais, en 120 caractères ou moins.
levies-bad-basis = Choisissez une assiette.
levies-bad-rate = Écrivez un taux de 0 à 100 %, comme 0,72.
levies-bad-amount = Écrivez un montant en dollars et en cents, comme 2,35, inférieur à un million.
levies-bad-limit = Écrivez une limite en dollars et en cents, comme 6,25, ou laissez vide.
levies-bad-limits = Le minimum dépasse le maximum.
levies-bad-maximum = Le maximum est inférieur au minimum.
levies-bad-persons = Écrivez un nombre entier de personnes, ou laissez vide.
levies-bad-from = Écrivez le premier jour, comme 2026-04-01.
levies-bad-to = Écrivez un dernier jour qui ne précède pas le premier, ou laissez vide.
levies-bad-adopted-by = Dites quelle instance a voté, en 120 caractères ou moins.
levies-bad-adopted-on = Écrivez le jour du vote, comme 2025-06-12.
levies-bad-adopted-to-come = Le jour du vote est à venir : proposez le per capita une fois qu’il est voté.
levies-bad-resolution = Écrivez le numéro de la résolution, en 120 caractères ou moins.
levies-bad-note = Écrivez 500 caractères ou moins.
levies-overlap = Chevauchement avec « { $name } ». { $dates }, cette règle s’applique déjà. Deux per capita de même code ne peuvent avoir un jour en commun : changez les dates, ou demandez d’y mettre fin la veille.
levies-kept = Ce formulaire a déjà servi à une autre proposition, qui reste comme elle a été envoyée.
levies-kept-lead = Ce formulaire a déjà été envoyé avec un autre contenu. Ce qui a été gardé reste tel quel. Ce que vous venez d’écrire est ci-dessous : envoyez-le pour en faire une autre proposition.
levies-closing-title = Mettre fin à un per capita
levies-closing-lead = « { $name } », { $rule }. Les périodes déjà déclarées restent comme elles ont été déclarées.
levies-closing-day = Dernier jour
levies-closing-hint = Le dernier jour où le per capita s’applique, comme 2026-03-31. La veille de son premier jour : il ne s’applique jamais.
levies-bad-closing = Écrivez un dernier jour qui précède celui d’aujourd’hui dans la règle et qui n’est pas avant la veille de son premier jour.
levies-exemption-title = Proposer une exemption
levies-exemption-lead = Une décision peut réduire un per capita pour un syndicat ou une de ses unités : grève, lock-out, difficultés financières, nouveau syndicat. Rien ne change tant qu’une autre personne n’a pas approuvé.
levies-union-number = Numéro du syndicat
levies-union-find = Continuer
levies-union-unknown = Aucun syndicat de ce numéro ne verse de per capita à cet organisme, parmi ceux que vous suivez.
levies-unit = Unité
levies-all-units = Toutes les unités du syndicat
levies-which = Per capita réduit
levies-ground = Motif
levies-percent = Part exemptée, en pourcentage
levies-percent-hint = 100 pour tout, 50 pour la moitié.
levies-from-period = Première période
levies-period-hint = Comme 2025-26 P05.
levies-to-period = Dernière période
levies-decision-reference = Référence de la décision
levies-decision-reference-hint = Par exemple : bureau fédéral, résolution BF-2025-31.
levies-choose = Choisir
levies-bad-which = Choisissez un per capita.
levies-bad-unit = Choisissez une unité du syndicat.
levies-bad-ground = Choisissez un motif.
levies-bad-percent = Écrivez une part de plus de 0 à 100 %, avec quatre décimales au plus.
levies-bad-period = Écrivez une période comme 2025-26 P05.
levies-bad-periods = La dernière période précède la première.
levies-bad-first-period = La première période suit la dernière.
levies-bad-reference = Écrivez la référence de la décision, en 200 caractères ou moins.
levies-proposal-title = { $kind } : { $body }
levies-content = Ce qui est proposé
levies-closes-levy = Prend fin
levies-closes-on = « { $name } », le { $on }
levies-closes-sooner = Depuis
levies-closed-since = Une autre décision y a mis fin plus tôt, le { $on } : c’est ce jour-là qui compte.
levies-never-applies = « { $name } » ne s’appliquera jamais
levies-union = Syndicat
levies-periods = Périodes
levies-from-to-periods = De { $from } à { $to }
levies-share-waived = { $percent } de « { $name } »
levies-note-row = Remarque
levies-proposed-row = Proposée par
levies-by-at = { $name }, { $at }
levies-decided-row = Tranchée par
levies-reason-row = Raison
levies-effects = Avant d’approuver
levies-effects-then = Ce que la proposition touche aujourd’hui
levies-effects-shown = Ce qui a été montré avant la décision
levies-no-overlap = Aucun chevauchement.
levies-gap = Jours sans règle : du { $from } au { $to }.
levies-gap-open = Aucune règle de même code ne suit à partir du { $from }.
levies-no-gap = Aucun jour n’est laissé sans règle.
levies-not-retroactive = Aucune période déclarée ne tombe dans ces dates.
levies-retroactive = { $count ->
    [one] Effet rétroactif : 1 déclaration déjà produite tombe dans ces dates.
   *[other] Effet rétroactif : { $count } déclarations déjà produites tombent dans ces dates.
  }
levies-not-rewritten = { $count ->
    [one] Elle n’est pas récrite : elle garde les règles qu’elle a figées. La règle changée vaut pour les relevés encore à déclarer de cette période; une correction d’un relevé déclaré suit les règles de sa déclaration.
   *[other] Elles ne sont pas récrites : chacune garde les règles qu’elle a figées. La règle changée vaut pour les relevés encore à déclarer de ces périodes; une correction d’un relevé déclaré suit les règles de sa déclaration.
  }
levies-exempted-late = { $count ->
    [one] Elle n’est pas récrite : la différence viendra en rajustement d’une déclaration à venir.
   *[other] Elles ne sont pas récrites : la différence viendra en rajustement d’une déclaration à venir.
  }
levies-declared-periods = Périodes déclarées dans ces dates
levies-period = Période
levies-unions = Syndicats
levies-declarations = Déclarations
levies-see-effect = Simuler l’effet sur les { $count } dernières périodes
levies-approve = Approuver
levies-approve-title = Approuver la proposition
levies-seen = J’ai vu que les périodes déjà déclarées restent comme elles ont été déclarées.
levies-seen-exemption = J’ai vu que l’exemption touche des périodes déjà déclarées et qu’elle y viendra en rajustement.
levies-seen-needed = Dites que vous avez vu l’effet rétroactif.
levies-reject-title = Rejeter la proposition
levies-reject = Rejeter
levies-reason = Raison du rejet
levies-reason-hint = La personne qui a proposé la lira. Sans nommer personne.
levies-reason-needed = Écrivez pourquoi, en 500 caractères ou moins.
levies-own = Vous avez fait cette proposition : une autre personne du même bureau doit l’approuver.
levies-withdraw = Retirer ma proposition
levies-only-read = Seules les personnes du bureau de l’organisme tranchent.
levies-already = Cette proposition a déjà été tranchée.
levies-overlapped = Une autre proposition vient d’être approuvée : voyez ce qui empêche celle-ci.
levies-not-theirs = Qui propose ne peut pas approuver : une autre personne du même bureau doit le faire.
levies-blocked = Cette proposition ne peut pas être approuvée tant qu’elle chevauche un autre per capita : { $names }.
levies-ends-already = Cette proposition ne changerait rien : le per capita prend déjà fin le { $on }.
levies-never-applied = Cette proposition ne changerait rien : le per capita ne s’applique déjà aucun jour.
levies-waived-already = Cette exemption ne changerait rien : une part aussi grande de toutes ces périodes est déjà exemptée ({ $reference }). Les exemptions ne s’additionnent pas.
levies-changed = Ce que la proposition touche a changé depuis que vous avez ouvert cette page. Relisez, puis décidez.

# Les simulations

levies-what-if-title = Simuler un per capita
levies-what-if-lead = Ce qu’un per capita aurait donné à la place de ce que les syndicats ont déclaré pour les { $count } dernières périodes. Rien n’est inscrit.
levies-what-if-replaces = Per capita remplacé
levies-what-if-nothing = Aucun : il s’ajouterait aux autres
levies-what-if-scope = Pour qui
levies-what-if-everyone = Tous les syndicats que vous suivez
levies-what-if-one-union = Un seul syndicat (numéro, facultatif)
levies-what-if-run = Simuler
levies-what-if-results = Résultat
levies-what-if-question = { $rule }, pour { $scope }
levies-what-if-question-closing = Fin du per capita { $code }, pour { $scope }
levies-what-if-scope-all = tous les syndicats que vous suivez
levies-what-if-scope-union = le syndicat { $number }
levies-what-if-before = Ce qui a été déclaré
levies-what-if-after = Avec ce per capita
levies-what-if-difference = Différence
levies-what-if-after-least = Avec ce per capita, au moins
levies-what-if-after-most = Avec ce per capita, au plus
levies-what-if-difference-least = Différence, au moins
levies-what-if-difference-most = Différence, au plus
levies-what-if-declaring = Syndicats qui ont déclaré la période
levies-what-if-expected = Syndicats qui la déclarent en tout
levies-what-if-part = { $declared ->
    [one] 1 syndicat sur { $all } a déclaré
   *[other] { $declared } syndicats sur { $all } ont déclaré
  }
levies-what-if-parts = { $count ->
    [one] 1 période n’est déclarée que par une partie des syndicats : ses montants ne se comparent pas à ceux des autres.
   *[other] { $count } périodes ne sont déclarées que par une partie des syndicats : leurs montants ne se comparent pas à ceux des autres.
  }
levies-what-if-bounds = Avec un minimum, un maximum ou un nombre de personnes, le résultat dépend de la paie de chaque personne, que votre bureau ne voit pas. Il est entre les deux montants donnés, qui sont sûrs : ils viennent de ce qui a été déclaré, du nombre de personnes et du total des salaires ou des cotisations.
levies-what-if-chart = Per capita par période
levies-what-if-chart-desc = Deux barres par période : pâle, ce qui a été déclaré; pleine, avec le per capita simulé.
levies-what-if-chart-bounds = Trois barres par période : pâle, ce qui a été déclaré; pleines, le moins et le plus que le per capita simulé aurait donné.
levies-what-if-chart-part = Une étoile et une autre couleur : seule une partie des syndicats a déclaré la période.
levies-what-if-by-period = Par période
levies-what-if-by-union = Par syndicat
levies-what-if-biggest = Les { $count } plus grandes différences; l’exportation les donne toutes.
levies-what-if-persons = Personnes
levies-what-if-total = Total
levies-what-if-export = Exporter (CSV)
levies-what-if-covered = { $count ->
    [0] Aucun syndicat compté, sur { $all }.
    [one] 1 syndicat compté sur { $all }.
   *[other] { $count } syndicats comptés sur { $all }.
  }
levies-what-if-withheld = { $count ->
    [one] 1 syndicat a un relevé où moins de { $fewest } personnes sont comptées, ou laissées hors du compte : il n’est dans aucune somme, qui approcherait un salaire.
   *[other] { $count } syndicats ont un relevé où moins de { $fewest } personnes sont comptées, ou laissées hors du compte : ils ne sont dans aucune somme, qui approcherait un salaire.
  }
levies-what-if-silent = { $count ->
    [one] 1 syndicat n’a rien déclaré pendant ces périodes.
   *[other] { $count } syndicats n’ont rien déclaré pendant ces périodes.
  }
levies-what-if-unfinished = { $count ->
    [one] Le calcul s’est arrêté à sa limite : 1 syndicat n’est pas compté. Choisissez une fédération ou un syndicat.
   *[other] Le calcul s’est arrêté à sa limite : { $count } syndicats ne sont pas comptés. Choisissez une fédération ou un syndicat.
  }
levies-what-if-method = Avant : ce que les déclarations ont figé, exemptions comprises. Après : le per capita simulé, avec les mêmes exemptions. Les corrections et les cotisations libérées venues après n’y sont pas.
levies-what-if-nobody-title = Rien à comparer
levies-what-if-nobody-body = Aucune période déclarée ne peut être comptée pour ce choix.
levies-what-if-nothing-title = Rien à simuler
levies-what-if-nobody-owes = Aucun des syndicats que vous suivez ne verse de per capita à cet organisme.
levies-what-if-not-told = Votre conseil central simule ses propres per capita : ce que ses syndicats déclarent à un autre organisme ne lui est pas montré.
levies-what-if-why-title = Ce qu’une simulation peut vous dire
levies-what-if-why-free = Essayez toutes les règles que vous voulez. Un taux ou un montant par personne, sans limite, donne un résultat exact, au cent près.
levies-what-if-why-bounds = Un minimum, un maximum ou un nombre de personnes donne deux montants, entre lesquels le résultat est à coup sûr. Plus la règle est proche de celle qui a été déclarée, plus ils se rapprochent. Un résultat exact dirait, d’essai en essai, combien gagne une personne : votre bureau ne voit aucun salaire, et une simulation ne vous en apprend pas plus que les totaux que vous pouvez lire.
levies-what-if-why-finance = Pour un résultat exact avec des limites, demandez-le aux finances de la confédération.
levies-what-if-bad-union = Aucun syndicat de ce numéro ne verse de per capita à cet organisme, parmi ceux que vous suivez.
levies-what-if-number = Numéro
