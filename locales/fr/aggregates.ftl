## Effectifs, assiettes, répartitions et exercices des organismes

aggregates-title = Effectifs et assiettes
aggregates-lead = Au { $date } : chaque unité est comptée selon le relevé de la dernière période déclarée qui s’est terminée à cette date ou dans l’année précédente.
aggregates-lead-own = Au { $date } : chaque unité est comptée selon le dernier relevé reçu dont la période s’est terminée à cette date ou dans l’année précédente.
aggregates-one-end = Toutes ces périodes se sont terminées le { $last }.
aggregates-ends = Ces périodes se sont terminées du { $first } au { $last }.
aggregates-between = du { $first } au { $last }
aggregates-date = En date du
aggregates-show = Afficher
aggregates-bad-date = Inscrivez une date qui existe, l’année en quatre chiffres.
aggregates-wider = Tous les syndicats
aggregates-by-federation = Par fédération
aggregates-by-council = Par conseil central
aggregates-by-union = Par syndicat
aggregates-by-unit = Par unité d’accréditation
aggregates-by-institution = Par établissement
aggregates-federation = Fédération
aggregates-council = Conseil central
aggregates-of-union = Syndicat
aggregates-of-unit = Unité d’accréditation
aggregates-institution = Établissement
aggregates-among-federations = Les fédérations
aggregates-among-councils = Les conseils centraux
aggregates-among-unions = Les syndicats
aggregates-among-units = Les unités d’accréditation
aggregates-among-institutions = Les établissements
aggregates-number = Syndicat { $number }
aggregates-unit = { $unit } · syndicat { $number }
aggregates-union = { $name } ({ $number })
aggregates-place = { $institution }, { $unit }
aggregates-persons = Personnes
aggregates-full-time = Temps complet
aggregates-part-time = Temps partiel
aggregates-unspecified = Statut non précisé
aggregates-shared = Dans plus d’une unité
aggregates-salary-paid = Salaire versé
aggregates-dues = Cotisations
aggregates-regular-pay = Salaire régulier
aggregates-total-remuneration = Rémunération totale
aggregates-until = Fin de la période
aggregates-detail = Précision
aggregates-column-unions = Syndicats
aggregates-column-institutions = Établissements
aggregates-column-units = Unités
aggregates-column-silent = Unités sans relevé
aggregates-column-hidden = Unités dont l’assiette n’est pas montrée
aggregates-first-end = Première fin de période
aggregates-last-end = Dernière fin de période
aggregates-unions = { $count ->
    [one] syndicat
   *[other] syndicats
   }
aggregates-institutions = { $count ->
    [one] établissement
   *[other] établissements
   }
aggregates-silent = { $count ->
    [one] { $count } unité sans relevé
   *[other] { $count } unités sans relevé
   }
aggregates-hidden = { $units ->
    [one] L’assiette d’{ $units } unité n’est pas montrée et n’entre dans aucun total, parce qu’elle est faite de moins de { $fewest } personnes.
   *[other] Les assiettes de { $units } unités ne sont pas montrées et n’entrent dans aucun total, parce que chacune est faite de moins de { $fewest } personnes.
   }
aggregates-twice = Personnes de plus d’une unité, comptées une fois
aggregates-nothing = Aucun relevé à cette date
aggregates-nothing-body = Choisissez une date plus récente.
aggregates-what = Ce qui est compté
aggregates-what-person = Une personne est un numéro d’employé dont la ligne porte une cotisation ou un salaire versé supérieurs à zéro, sans cotisation en fidéicommis (5.05).
aggregates-what-once = Une personne de plusieurs unités d’un même syndicat compte une fois pour le syndicat, lorsque son registre la reconnaît : même NAS, ou même personne selon la trésorerie. Une personne de deux syndicats compte dans chacun.
aggregates-what-status = Les colonnes de statut comptent chaque unité à part. Leur somme, moins les personnes de plus d’une unité, donne les personnes.
aggregates-what-corrections = Les relevés comptent tels qu’ils ont été reçus. Une correction faite plus tard ne change pas ces nombres.
aggregates-what-bodies = La fédération et le conseil central sont ceux de la date choisie. Un établissement est un employeur de même nom, quels que soient ses syndicats.
aggregates-silent-title = Unités sans relevé
aggregates-silent-lead = Aucun relevé ne dit leurs effectifs à cette date. Elles ne comptent dans aucun total.
aggregates-split-link = Répartir un budget selon ces effectifs
aggregates-years-link = Per capita déclaré, selon l’exercice de chaque organisme
aggregates-split-title = Répartir un budget
aggregates-split-lead = Chaque part est d’abord arrondie vers le bas. Ce qui manque va, un cent ou une place à la fois, aux plus grands restes. À reste égal, l’ordre de la liste tranche. Rien n’est enregistré.
aggregates-budget = À répartir
aggregates-budget-hint = Par exemple 25 000,00, ou 120 délégations
aggregates-unit-of = En quoi
aggregates-dollars = En dollars, au cent près
aggregates-wholes = En nombres entiers
aggregates-wholes-hint = Délégations, places, exemplaires
aggregates-weights = Au prorata de
aggregates-weights-typed = Nombres saisis plus bas
aggregates-among = Entre
aggregates-among-hint = Sans effet sur les nombres saisis
aggregates-text = Nombres saisis
aggregates-text-hint = Un par ligne, avec un nom devant si vous voulez : Rimouski ; 412. Une colonne copiée d’un chiffrier convient.
aggregates-split-button = Répartir
aggregates-bad-budget = Inscrivez un montant positif, avec deux décimales au plus.
aggregates-bad-count = Inscrivez un nombre entier positif.
aggregates-bad-weight = La ligne { $line } ne se termine pas par un nombre positif de quatre décimales au plus.
aggregates-text-too-long = Saisissez { $most } caractères au plus.
aggregates-no-weight = Il faut au moins un nombre supérieur à zéro.
aggregates-result = Répartition
aggregates-name = Nom
aggregates-weight = Poids
aggregates-percent = Proportion
aggregates-exact = Part exacte
aggregates-part = Part
aggregates-extra-cent = un cent de plus, selon le reste
aggregates-extra-unit = un de plus, selon le reste
aggregates-nothing-missing = Toutes les parts tombent juste.
aggregates-missing-cents = { $count ->
    [one] { $count } cent manquait après l’arrondissement vers le bas. Il est allé au plus grand reste.
   *[other] { $count } cents manquaient après l’arrondissement vers le bas. Ils sont allés aux plus grands restes.
   }
aggregates-missing-units = { $count ->
    [one] { $count } place manquait après l’arrondissement vers le bas. Elle est allée au plus grand reste.
   *[other] { $count } places manquaient après l’arrondissement vers le bas. Elles sont allées aux plus grands restes.
   }
aggregates-years-title = Per capita déclaré : { $body }
aggregates-years-lead = L’exercice de cet organisme commence le { $day }. Une période appartient à l’exercice dans lequel elle se termine. Les rajustements sont déclarés avec leur période, et les soldes d’ouverture n’y sont pas.
aggregates-year = Exercice { $year }
aggregates-year-of = Exercice { $year }, du { $first } au { $last }
aggregates-body = Organisme
aggregates-years-none = Rien n’est encore déclaré
aggregates-years-none-body = Les périodes paraîtront ici dès qu’un syndicat aura produit sa déclaration.
aggregates-cuts = Les deux découpages
aggregates-cuts-lead = Les mêmes périodes, selon l’exercice de l’organisme (rangées) et selon l’exercice de la convention, à partir du 1er avril (colonnes). Les deux mènent au même total.
aggregates-own-year = Exercice de l’organisme
aggregates-fiscal-year = Exercice de la convention
aggregates-period = Période
aggregates-ends-on = Fin de la période
aggregates-declared = Déclaré
aggregates-declared-title = { $body } : déclaré pour { $period }
aggregates-declared-by-title = { $body } : déclaré par le syndicat { $number }
aggregates-declared-lead = Chaque montant déclaré mène aux per capita qui le composent et à leur calcul.
aggregates-levies-title = { $body } : d’où vient le montant de { $period }
aggregates-levies-lead = Les per capita que l’organisme percevait à la fin de la période, comme la déclaration les a figés.
aggregates-levies-of = Les taux de { $body }
aggregates-rest = Montants de moins de { $fewest } personnes, dont l’assiette n’est pas montrée
aggregates-other-periods = Les autres périodes du syndicat
