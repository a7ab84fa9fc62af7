# Les libérations syndicales

leave-title = Libérations syndicales
leave-lead = { $employer }, exercice { $year }, du 1er avril au 31 mars
leave-employer = Employeur
leave-days-one = { $days } jour
leave-days-many = { $days } jours
leave-days = Jours
leave-bank = Banque
leave-banks = Les deux banques
leave-bank-internal = Activités internes (6.11)
leave-bank-external = Activités externes (6.02)
leave-of-year = Jours de l’exercice
leave-used = Utilisés
leave-left = Restants
leave-ahead = Au 31 mars, à ce rythme
leave-not-enough = Dépassement prévu
leave-left-internal = jours restants, activités internes
leave-left-external = jours restants, activités externes
leave-left-reimbursed = jours que le syndicat rembourse
leave-known = Les relevés reçus vont jusqu’au { $day }.
leave-known-missing = Il manque, avant cette date : { $periods }.
leave-known-nothing = Aucun relevé de cet exercice n’a encore été reçu.
leave-pace-internal-lasts = À ce rythme, la banque des activités internes durera jusqu’au 31 mars.
leave-pace-external-lasts = À ce rythme, la banque des activités externes durera jusqu’au 31 mars.
leave-pace-internal-ends = À ce rythme, la banque des activités internes sera épuisée le { $day }.
leave-pace-external-ends = À ce rythme, la banque des activités externes sera épuisée le { $day }.
leave-beyond = Les codes des relevés dépassent une banque. Selon l’ordre d’imputation, l’excédent passe à l’autre banque ou devient remboursable : { $days } de plus à rembourser à l’employeur.
leave-chart-title = Jours de chaque banque, utilisés et prévus
leave-chart-description = Trois barres par banque, à partir de zéro : les jours de l’exercice, ceux utilisés, ceux qui le seront au 31 mars à ce rythme. Les mêmes chiffres sont dans le tableau.
leave-chart-label = { $clause } { $what }
leave-chart-full = { $bank } : { $what }
leave-chart-bank = banque
leave-chart-used = utilisés
leave-chart-ahead = au 31 mars

## Quand il n'y a pas de banque

leave-no-class-title = Catégorie d’établissement à préciser
leave-no-class = La banque dépend de la catégorie d’établissement. Indiquez dans Info-syndicat si { $employer } est un CISSS ou un CIUSSS, ou un établissement non fusionné.
leave-no-distance = Dans un CISSS ou un CIUSSS, la banque des activités internes dépend de la distance par la route entre les deux installations les plus éloignées. Indiquez dans Info-syndicat si elle atteint 240 km pour { $employer }.
leave-no-january-title = Nombre de salarié-es à préciser
leave-no-january = La banque dépend du nombre de salarié-es au { $day }. Le relevé de la période qui contient cette date, { $period } (du { $start } au { $end }), n’a pas été reçu. Envoyez-le, ou précisez ce nombre.
leave-no-calendar = La banque dépend du nombre de salarié-es au { $day }. Le calendrier de l’employeur n’est pas connu pour cette date : précisez ce nombre.
leave-nobody-title = Aucune banque
leave-nobody = Personne ne faisait partie de l’unité d’accréditation au { $day }.

## L'ordre d'imputation

leave-order = Quand une banque est épuisée
leave-order-first = Les activités internes (code U02) sont imputées à la banque de la clause 6.11, et les activités externes (code U01) à celle de la clause 6.02.
leave-order-second = Quand la banque de 6.11 est épuisée, les activités internes sont imputées à celle de 6.02 (code U03).
leave-order-third = Quand la banque de 6.02 est épuisée aussi, l’employeur continue de verser le salaire et le syndicat le lui rembourse, avec les avantages sociaux et la part de l’employeur aux régimes (code U04).
leave-order-lapse = Les jours qui restent le 31 mars ne se reportent pas.
leave-charged-to = Imputée à
leave-charged-internal = Banque interne (6.11)
leave-charged-external = Banque externe (6.02)
leave-charged-reimbursed = Remboursée par le syndicat
leave-charged-nothing = Aucune banque

## Simulation

leave-scenario = Et si vous demandiez une libération?
leave-scenario-activity = Activité
leave-scenario-days = Nombre de jours
leave-scenario-days-hint = Par exemple 10 ou 2,5. Rien n’est enregistré.
leave-scenario-more = Estimer le salaire à rembourser
leave-scenario-hours = Heures par jour
leave-scenario-rate = Salaire horaire
leave-scenario-button = Voir l’imputation
leave-scenario-internal = Activité interne, { $days } :
leave-scenario-external = Activité externe, { $days } :
leave-scenario-cost = Salaire à rembourser : { $days } × { $hours } h × { $rate } = { $salary }, plus les avantages sociaux et la part de l’employeur, selon sa facture.
leave-part-internal = { $days } de la banque interne (6.11)
leave-part-external = { $days } de la banque externe (6.02)
leave-part-reimbursed = { $days } à rembourser à l’employeur (U04)
leave-bad-days = Indiquez un nombre de jours de plus de 0, 1 000 au plus, avec quatre décimales au plus.
leave-bad-hours = Indiquez un nombre d’heures de plus de 0, 24 au plus.
leave-bad-rate = Indiquez un salaire horaire, par exemple 33,42.

## Ce qui a été utilisé

leave-by-kind = Par motif
leave-by-period = Par période
leave-by-person = Par personne
leave-by-person-lead = Seule la trésorerie voit les noms : ils viennent des relevés.
leave-no-use = Aucune libération syndicale dans les relevés de l’exercice.
leave-code = Code
leave-activity = Motif
leave-absences = Absences
leave-person = Personne
leave-from-to = du { $from } au { $to }
leave-reimbursed = Remboursés
leave-outside-banks = Hors banques
leave-internal = Internes (6.11)
leave-external = Externes (6.02)
leave-outside = Ce qui n’est imputé à aucune banque
leave-outside-list = Voir la liste
leave-bargainers = Négociation locale (6.13) : { $persons } personnes libérées à la fois, et une journée de préparation par journée de négociation.
leave-kind-with-code = { $code } · { $name }
leave-kind-u01 = Activité syndicale externe (6.02)
leave-kind-u02 = Activité syndicale interne (6.11)
leave-kind-u03 = Activité interne imputée à la banque externe (6.11)
leave-kind-u04 = Libération remboursée, banques épuisées (6.02, 6.11)
leave-kind-u05 = Comité conjoint national, régional ou local (6.05)
leave-kind-u06 = Fonction syndicale permanente, trois mois ou plus (6.06)
leave-kind-u07 = Arbitrage (6.12)
leave-kind-u08 = Négociation locale et sa préparation (6.13)
leave-kind-u09 = Membre d’une instance provinciale du syndicat (6.19)
leave-kind-u10 = Comité national, libération remboursée (lettre d’entente 28)
leave-kind-u11 = Comité provincial de relations de travail (33.04)
leave-kind-u12 = Comité local de relations de travail (33.11)
leave-kind-u13 = Comité d’assurance intersectoriel (23.19)
leave-kind-u14 = Rencontre avec l’employeur (6.11)

## D'où vient la banque

leave-workings = D’où viennent ces jours
leave-class-not-amalgamated = établissement non fusionné
leave-class-amalgamated = CISSS ou CIUSSS, moins de 240 km
leave-class-amalgamated-far = CISSS ou CIUSSS, 240 km ou plus
leave-clause = Clause { $clause }
leave-range = de { $min } à { $max } salarié-es
leave-range-open = { $min } salarié-es ou plus
leave-step-employees = { $count ->
    [0] Personne dans l’unité d’accréditation au { $day }
    [one] { $count } personne dans l’unité d’accréditation au { $day }
   *[other] { $count } personnes dans l’unité d’accréditation au { $day }
   }
leave-step-statement = Relevé { $period }, version { $version }. Clauses 6.18 et 1.01 : les personnes en congé autorisé et à temps partiel comptent pour une; celles qui sont arrivées après ou parties avant ne comptent pas.
leave-step-said = Précisé par le syndicat le { $at } : { $reason }
leave-step-row = { $range }, { $class } : { $days }
leave-step-prorated = { $all } × { $left } jours ÷ { $whole } = { $days }
leave-step-days = Une absence compte du lundi au vendredi; si elle ne touche qu’une fin de semaine, chaque jour compte. Quand le relevé donne des heures, elles sont divisées par le cinquième de la semaine du titre d’emploi.
leave-step-days-source = Clauses 6.02 et 6.11, annexe X, article 3. Les lignes de correction ne comptent pas.

## Ce que le syndicat précise

leave-said = Précisions du syndicat
leave-said-nothing = Aucune. Les libérations prises avant l’arrivée du syndicat dans le portail, ou absentes des relevés, se précisent ici.
leave-said-what = Précision
leave-said-at = Date
leave-said-employees = Salarié-es au 1er janvier : { $count }
leave-said-days = { $charge } : { $days }
leave-said-from = Banque à compter du { $day }
leave-say = Ajouter une précision
leave-say-title = Préciser la banque
leave-say-lead = Une précision ne s’efface pas : pour la corriger, ajoutez-en une autre. Elle paraît sur la page avec sa raison.
leave-say-what = Que précisez-vous?
leave-say-employees = Le nombre de salarié-es au 1er janvier
leave-say-employees-hint = Il remplace celui du relevé.
leave-say-internal = Des jours de la banque interne (6.11)
leave-say-external = Des jours de la banque externe (6.02)
leave-say-reimbursed = Des jours remboursés par le syndicat
leave-say-days-hint = Ils s’ajoutent à ceux des relevés; un nombre négatif en retranche.
leave-say-from = Le premier jour de la banque
leave-say-from-hint = Pour une banque qui commence en cours d’exercice : les jours sont au prorata (6.21).
leave-say-amount = Nombre
leave-say-amount-hint = De personnes ou de jours. Laissez vide si vous précisez le premier jour de la banque.
leave-say-day = Premier jour de la banque
leave-say-day-hint = Seulement pour une banque qui commence en cours d’exercice. Par exemple 2025-07-10.
leave-say-reason = Raison
leave-say-reason-hint = Ne nommez personne. Par exemple : libérations d’avril, avant l’arrivée dans le portail.
leave-say-button = Enregistrer la précision
leave-bad-kind = Choisissez ce que vous précisez.
leave-bad-employees = Indiquez un nombre entier de personnes.
leave-bad-amount = Indiquez un nombre de jours autre que 0, avec quatre décimales au plus.
leave-bad-day = Indiquez un jour de l’exercice, par exemple 2025-07-10.
leave-bad-reason = Indiquez une raison, de 500 caractères au plus.
