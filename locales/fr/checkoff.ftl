## La cotisation du syndicat

checkoff-title = Retenue syndicale
checkoff-lead = La cotisation est fixée par le syndicat (5.03). Chaque relevé lui est comparé, personne par personne. Une décision n’en modifie jamais une autre : elle la suit, à partir de sa date.
checkoff-in-force = En vigueur
checkoff-dues = Cotisation
checkoff-rules = Règles
checkoff-note = Précisions
checkoff-source = Adoption
checkoff-since = { $adopted }. En vigueur depuis le { $from }.
checkoff-from-the-file = Taux de la fiche du syndicat, sans décision consignée.
checkoff-initiation = Droit d’entrée
checkoff-nothing = Aucune cotisation n’est consignée
checkoff-nothing-body = Tant que le syndicat n’indique pas sa cotisation, les montants retenus ne peuvent être vérifiés.
checkoff-nothing-compare = Consignez la cotisation du syndicat pour la comparer avec ce qui a été retenu.
checkoff-decide = Consigner une décision
checkoff-decide-initiation = Consigner le droit d’entrée
checkoff-ahead = À venir
checkoff-before = Décisions précédentes
checkoff-before-none = Il n’y en a pas.
checkoff-decision = Décision
checkoff-from = En vigueur à partir du
checkoff-recorded = Consignée
checkoff-columns-title = Ce que le relevé permet de calculer
checkoff-columns = Le relevé de 5.03 donne le salaire versé, le salaire régulier, les prestations d’assurance salaire et la rémunération totale. Il ne distingue ni les primes, ni la prime de disparité régionale, ni le temps supplémentaire, ni la rétroactivité : inscrivez dans les précisions ce que le syndicat en a décidé.

## La politique en mots

checkoff-of-salary-paid = du salaire versé durant la période
checkoff-of-regular-pay = du total du salaire régulier
checkoff-of-total-remuneration = de la rémunération totale versée
checkoff-percent = { $rate } { $base }
checkoff-flat-pay = { $amount } par paie
checkoff-flat-period = { $amount } par période
checkoff-by-bands = Selon la tranche { $base }
checkoff-initiation-of = Droit d’entrée de { $amount }
checkoff-initiation-none = Le montant du droit d’entrée n’est pas consigné.
checkoff-band = De { $from } à moins de { $to } : { $share }
checkoff-band-last = { $from } et plus : { $share }
checkoff-limits = Au moins { $minimum } et au plus { $maximum } par personne et par période.
checkoff-minimum-of = Au moins { $amount } par personne et par période.
checkoff-maximum-of = Au plus { $amount } par personne et par période.
checkoff-benefits-in = Les prestations d’assurance salaire sont comprises dans l’assiette.
checkoff-benefits-out = Les prestations d’assurance salaire ne sont pas comprises dans l’assiette.
checkoff-benefits-unsaid = Le syndicat n’a pas indiqué si les prestations d’assurance salaire sont comprises : elles ne sont pas comptées.
checkoff-layoff-in = Les prestations de mise à pied avec sécurité d’emploi le sont toujours (15.03).
checkoff-pays-of = Nombre de paies par période, si le relevé ne le dit pas : { $pays }.
checkoff-adopted = { $by }, { $on }
checkoff-adopted-by-resolution = { $by }, { $on }, résolution { $resolution }
checkoff-adopter-general-meeting = Assemblée générale
checkoff-adopter-council = Conseil syndical
checkoff-adopter-convention = Congrès

## Une nouvelle décision

checkoff-decide-title = Consigner la cotisation du syndicat
checkoff-decide-lead = Inscrivez ce que le syndicat a décidé. Vous verrez des exemples avant de consigner la décision.
checkoff-initiation-title = Consigner le droit d’entrée
checkoff-initiation-lead = Le droit d’entrée est retenu une fois, avec l’autorisation écrite de la personne, et remis avec la cotisation, à part (5.04). Inscrivez 0 si le syndicat n’en demande plus.
checkoff-initiation-amount = Droit d’entrée d’une personne
checkoff-kind = Comment la cotisation est-elle fixée?
checkoff-kind-percent = Un pourcentage
checkoff-kind-percent-hint = Inscrivez le taux.
checkoff-kind-flat = Un montant fixe
checkoff-kind-flat-hint = Inscrivez le montant, par paie ou par période.
checkoff-kind-bands = Par tranches
checkoff-kind-bands-hint = Inscrivez les tranches : un taux ou un montant selon ce que la personne a reçu.
checkoff-rate = Taux
checkoff-rate-hint = Par exemple 1,5
checkoff-amount = Montant fixe
checkoff-amount-hint = Par exemple 12,00
checkoff-per = Le montant fixe est retenu
checkoff-per-pay = à chaque paie
checkoff-per-period = une fois par période
checkoff-bands = Tranches
checkoff-bands-hint = Une par ligne, à partir de zéro : le montant où elle commence, deux-points, puis le taux ou le montant dû. Par exemple « 0 : 1,25 % », puis « 1000 : 1,5 % ». Le taux s’applique à toute l’assiette de la personne.
checkoff-base-legend = Sur quoi la cotisation est-elle calculée?
checkoff-base-salary-paid = Le salaire versé durant la période
checkoff-base-regular-pay = Le total du salaire régulier
checkoff-base-total-remuneration = La rémunération totale versée
checkoff-benefits = Les prestations d’assurance salaire
checkoff-minimum = Minimum par personne et par période
checkoff-maximum = Maximum par personne et par période
checkoff-limit-hint = Laissez vide s’il n’y en a pas.
checkoff-pays = Nombre de paies par période
checkoff-pays-hint = Sert quand le relevé ne donne pas les dates de paie. Deux, si vous laissez le champ vide.
checkoff-note-hint = Facultatif. Ce qui est compris ou non et que le relevé ne distingue pas : primes, disparité régionale, temps supplémentaire, rétroactivité.
checkoff-from-hint = Année-mois-jour, par exemple 2025-10-05. La décision vaut pour les périodes qui se terminent ce jour-là ou après.
checkoff-adopter = Qui l’a adoptée?
checkoff-adopted-on = Adoptée le
checkoff-date-hint = Année-mois-jour, par exemple 2025-06-12.
checkoff-resolution = Numéro de la résolution (facultatif)
checkoff-continue = Continuer
checkoff-check-title = Vérifier la décision
checkoff-examples = Exemples
checkoff-examples-lead = Ce que devraient payer des personnes qui ont reçu ces montants durant une période.
checkoff-example-pay = Montant reçu
checkoff-example-benefits = { $amount } d’assurance salaire, aucun salaire
checkoff-check-note = Une décision consignée ne se modifie plus : pour la corriger, on en consigne une autre à la même date. Les anomalies des relevés déjà reçus restent celles de leur réception; la comparaison des retenues suit la nouvelle décision.
checkoff-initiation-apart = Le droit d’entrée n’est jamais compté dans la cotisation retenue ni dans le per capita.
checkoff-record = Consigner la décision
checkoff-modify = Modifier
checkoff-fault-kind = Choisissez comment la cotisation est fixée.
checkoff-fault-base = Choisissez sur quoi la cotisation est calculée.
checkoff-fault-rate = Inscrivez un taux plus grand que 0 et d’au plus 100, avec quatre décimales au plus.
checkoff-fault-amount = Inscrivez un montant en dollars, comme 12,00.
checkoff-fault-per = Choisissez si le montant est retenu à chaque paie ou une fois par période.
checkoff-fault-bands = Inscrivez les tranches, une par ligne, de la plus petite à la plus grande; la première commence à 0.
checkoff-fault-benefits = Choisissez si les prestations d’assurance salaire sont comprises.
checkoff-fault-limit = Inscrivez un montant en dollars, ou laissez vide.
checkoff-fault-limits = Le maximum doit être au moins égal au minimum.
checkoff-fault-pays = Inscrivez un nombre de paies de 1 à 5, ou laissez vide.
checkoff-fault-note = Ce texte est trop long.
checkoff-fault-effective-from = Inscrivez une date comme 2025-10-05, d’ici trois ans au plus.
checkoff-fault-adopter = Choisissez qui a adopté la décision.
checkoff-fault-adopted-on = Inscrivez la date de l’adoption, au plus tard aujourd’hui.
checkoff-fault-declared = Les périodes jusqu’au { $until } sont déclarées : la décision doit prendre effet après cette date.

## Attendu et retenu

checkoff-link = Cotisations attendues
checkoff-compare-title = Cotisation attendue et retenue : { $employer }
checkoff-compared-by = Comparé à la cotisation du syndicat :
checkoff-changed-within = La cotisation a changé durant la période; elle était auparavant : { $before }. Tout montant entre les deux est accepté.
checkoff-figure-expected = attendu des personnes comparées
checkoff-figure-withheld = retenu de ces personnes
checkoff-figure-difference = d’écart
checkoff-figure-under = retenu en moins
checkoff-figure-over = retenu en trop
checkoff-under = { $amount } en moins
checkoff-over = { $amount } en trop
checkoff-left-out = { $lines ->
    [0] Toutes les lignes du relevé sont dans ces totaux.
    [one] Une ligne n’est pas dans ces totaux (correction, fidéicommis ou ligne non comparable). Sa cotisation : { $withheld }.
   *[other] { $lines } lignes ne sont pas dans ces totaux (corrections, fidéicommis ou lignes non comparables). Leurs cotisations : { $withheld }.
 }
checkoff-filter = { $name } ({ $count })
checkoff-filter-all = Toutes les lignes
checkoff-filter-under = Retenu en moins
checkoff-filter-over = Retenu en trop
checkoff-filter-missing = Rien de retenu
checkoff-filter-exact = Conformes
checkoff-filter-unknown = Non comparables
checkoff-filter-apart = Corrections et cotisations en fidéicommis
checkoff-verdict-exact = Conforme
checkoff-verdict-under = En moins
checkoff-verdict-over = En trop
checkoff-verdict-missing = Rien de retenu
checkoff-verdict-unknown = Non comparable
checkoff-verdict-correction = Correction
checkoff-verdict-held = En fidéicommis
checkoff-unknown-salary-paid = Le salaire versé manque sur la ligne.
checkoff-unknown-regular-pay = Le total du salaire régulier manque sur la ligne.
checkoff-unknown-total-remuneration = La rémunération totale manque sur la ligne.
checkoff-unknown-layoff = Salaire et prestations de mise à pied sur une même ligne : le relevé ne dit pas la part de chacun.
checkoff-base = Assiette
checkoff-expected = Attendu
checkoff-withheld = Retenu
checkoff-difference = Écart
checkoff-verdict = Résultat
checkoff-why = Pourquoi
checkoff-why-no-base = Rien sur quoi prélever une cotisation.
checkoff-why-rate = { $base } × { $rate } = { $product }
checkoff-why-pays = { $amount } × { $pays } paies = { $product }
checkoff-why-flat = Montant fixe de { $amount }
checkoff-why-minimum = ; le minimum de { $amount } s’applique
checkoff-why-maximum = ; le maximum de { $amount } s’applique
checkoff-why-rounded = , arrondi à { $amount }
checkoff-why-correction = Corrige : { $what }
checkoff-why-held = { $amount } en fidéicommis jusqu’à la décision du Tribunal (5.05)
checkoff-no-line = Aucune ligne de cette sorte.
checkoff-totals = Totaux du relevé
checkoff-sort = Lignes
checkoff-lines = Nombre
checkoff-total-compared = Personnes comparées
checkoff-total-unknown = Personnes non comparables
checkoff-total-corrections = Lignes de correction
checkoff-total-held = Lignes en fidéicommis (5.05)
checkoff-total-statement = Total du relevé
checkoff-held-apart = Un écart d’un cent par paie ou moins est conforme, chaque paie étant arrondie. Les cotisations en fidéicommis ({ $held }) et le droit d’entrée ne sont pas des cotisations retenues.

## Le droit d’entrée

checkoff-paid-title = Droits d’entrée retenus
checkoff-paid-none = Aucun droit d’entrée cet exercice
checkoff-paid-none-body = Les relevés reçus n’en portent pas.
checkoff-paid-by-period = Par période
checkoff-paid-by-person = Par personne
checkoff-paid-persons = Personnes
checkoff-paid-total = Total de l’exercice
checkoff-paid-remark = Remarque
checkoff-paid-again = Déjà retenu : le droit d’entrée n’est retenu qu’une fois par adhésion.
checkoff-paid-other = Le syndicat demande { $amount }.
