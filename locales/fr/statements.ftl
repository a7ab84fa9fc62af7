# Les relevés des employeurs

status-full-time = Temps complet
status-part-time = Temps partiel
statement-detail = { $lines ->
    [0] Aucune ligne
    [one] { $lines } ligne
   *[other] { $lines } lignes
   }, cotisations { $dues }, reçu le { $received }
statement-blocked = Anomalies bloquantes
statement-to-acknowledge = À justifier
statement-settled = Réglé
statement-findings-title = Anomalies du relevé : { $employer }
statement-lines-title = Lignes du relevé : { $employer }
statement-findings = Anomalies du relevé
statement-lines = lignes lues
statement-salary-paid = salaire versé
statement-dues = cotisations retenues
statement-errors = { $count ->
    [one] anomalie bloquante
   *[other] anomalies bloquantes
   }
statement-open-warnings = { $count ->
    [one] anomalie à justifier
   *[other] anomalies à justifier
   }
statement-received = { $file } · { $format } · reçu le { $received }
statement-take-file = Télécharger le fichier reçu
statement-superseded = Cette version a été remplacée; elle est conservée telle quelle.
statement-all-settled = Il ne reste rien à régler dans ce relevé.
statement-errors-lead = Ces anomalies empêchent de déclarer. Faites suivre la liste à l’employeur (lien « Exporter cette liste »), puis envoyez son relevé corrigé à la place de celui-ci : le portail ne modifie jamais les données de l’employeur.
statement-warnings-lead = Ces anomalies n’empêchent pas de déclarer, mais chacune demande une note : ce que vous avez vérifié, et auprès de qui.
statement-no-finding = Rien à signaler ici.
statement-note-needed = Écrivez une note de 3 à 1 000 caractères, puis recommencez.
statement-unreadable-title = Ce fichier n’a pas pu être lu
statement-unreadable-nothing = Rien n’a été enregistré, et le relevé précédent, s’il y en a un, n’a pas changé.
statement-unreadable-again = Envoyer un autre fichier

## Un fichier en cours de lecture

upload-title = Lecture du relevé
upload-step-received = Fichier reçu
upload-size = { $kilobytes } Ko
upload-step-read = Lecture et vérification
upload-lines = { $lines ->
    [one] { $lines } ligne lue
   *[other] { $lines } lignes lues
  }
upload-step-kept = Enregistrement
upload-may-leave = Vous pouvez quitter cette page : la lecture se poursuit, et la page de la période vous y ramène.
upload-refreshes = Cette page se met à jour d’elle-même.
upload-pause = Arrêter la mise à jour
upload-go-on = Mettre la page à jour
upload-cancel = Annuler cet envoi
upload-cancelled-title = Cet envoi a été annulé
upload-same-title = Ce fichier avait déjà été reçu
upload-same = Le relevé en vigueur vient de ce même fichier : rien n’a changé.
upload-same-see = Voir ce relevé
upload-open = { $file } : lecture en cours.
upload-open-asks = { $file } : dites comment lire ce fichier.
filter-errors = Bloquantes ({ $count })
filter-warnings = Avertissements ({ $count })
filter-infos = Information ({ $count })
filter-lines = Toutes les lignes ({ $count })
lines-first = Revenir à la première page
finding-heading = Règle { $rule } (convention, cl. { $clause }) : { $count ->
    [one] { $count } constat
   *[other] { $count } constats
   }
finding-rule = Règle
finding-severity = Gravité
finding-line = Ligne
finding-person = Personne
finding-employee-number = Matricule
finding-name = Nom
finding-column = Colonne
finding-value = Valeur reçue
finding-expected = Valeur attendue
finding-message = Constat
finding-todo = Que faire :
finding-note = Note
finding-note-label = { $count ->
    [one] Note pour ce constat
   *[other] Note pour ces { $count } constats
   }
finding-note-hint = Par exemple : vérifié avec le service de la paie le 5 septembre.
finding-note-button = { $count ->
    [one] Justifier ce constat
   *[other] Justifier ces { $count } constats
   }
finding-todo-heading = Que faire

## Les anomalies, une à une et par filtre

filter-all = Toutes ({ $count })
filter-compare = Comparaison
filter-versions = Versions
findings-search-and-filter = Chercher et filtrer
findings-search = Nom ou matricule
findings-every-rule = Toutes les règles
findings-every-service = Tous les services
findings-every-state = Tous les états
findings-rule-choice = { $rule } ({ $count })
findings-state = État
findings-open = À régler
findings-acknowledged = Justifiées
findings-filter = Filtrer
findings-unfilter = Retirer les filtres
findings-by-rule = Regrouper par règle
findings-by-line = Voir dans l’ordre du fichier
findings-export = Exporter cette liste
findings-shown = { $count ->
    [0] Aucune anomalie
    [one] { $count } anomalie
   *[other] { $count } anomalies
   }
findings-none-shown = Aucune anomalie ne correspond à ces filtres.
findings-all-of = Voir les { $count } constats de la règle { $rule }
findings-unlisted = { $count ->
    [one] { $count } anomalie de plus a été comptée sans être inscrite : une règle en inscrit 1 000 au plus.
   *[other] { $count } anomalies de plus ont été comptées sans être inscrites : une règle en inscrit 1 000 au plus.
   }
findings-difference = Si chaque ligne portait la cotisation attendue, les cotisations retenues changeraient de { $amount }.
finding-title = Anomalie, règle { $rule }
finding-clause = Règle et clause
finding-rule-of-clause = { $rule } (convention, cl. { $clause })
finding-rule-and-clause = La règle { $rule } expliquée
finding-number-and-line = matricule { $number }, ligne { $line }
finding-whole-file = Tout le fichier
finding-blank = vide
finding-proposal = Correction proposée
finding-no-proposal = Seul l’employeur peut donner la bonne valeur.
finding-effect = Effet
finding-effect-none = aucun
finding-effect-unknown = selon la correction
finding-effect-per-capita = per capita : { $amount }
finding-effect-on-dues = Effet sur les cotisations
finding-effect-on-per-capita = Effet sur les per capita
finding-follow-up = Suite
finding-settle = Justifier
finding-see = Voir
finding-see-which = la règle { $rule } à la ligne { $line }
finding-noted = { $by }, { $at }
finding-next = Anomalie suivante à justifier
statement-superseded-settled = Cette version a été remplacée : ses notes restent telles quelles.

## Les lignes

lines-shown = { $count ->
    [0] Aucune ligne
    [one] { $count } ligne
   *[other] { $count } lignes
   }
lines-all = Toutes les lignes
lines-every-status = Tous les statuts
lines-status-other = Autre ou non précisé
lines-with-findings = Avec des anomalies seulement
lines-none = Aucune ligne ne correspond à ces filtres.
lines-export = Exporter ces lignes
lines-corrects = corrige { $period }
lines-findings = { $count ->
    [one] { $count } anomalie
   *[other] { $count } anomalies
   }
lines-findings-heading = Anomalies
line-title = Ligne { $line } : { $name }
line-nobody = sans nom
line-fields = Ce que dit la ligne
line-no-finding = Aucune anomalie sur cette ligne.
salary-unit-hour = l’heure
salary-unit-week = la semaine
salary-unit-year = l’an

## D’une période à l’autre

compare-title = Comparaison avec la période précédente : { $employer }
compare-with = Comparé au relevé de la période { $period }.
compare-with-older = Le relevé de la période précédente n’est pas dans le portail; comparé à celui de { $period }, le dernier reçu avant.
compare-nothing-title = Rien à comparer
compare-nothing-body = C’est le premier relevé de cet employeur dans le portail.
compare-figures = Effectif et montants
compare-what = Quoi
compare-before = Avant
compare-after = Maintenant
compare-difference = Écart
compare-people = Personnes
compare-dues = Cotisations retenues
compare-by-person = Personne par personne
compare-count = { $kind } ({ $count })
compare-kind-joined = Arrivées
compare-kind-returned = Retours
compare-kind-left = Départs annoncés
compare-kind-gone = Parties
compare-kind-disappeared = Disparues
compare-kind-status = Statut
compare-kind-job-title = Titre d’emploi
compare-kind-salary-rate = Taux de salaire
compare-kind-dues = Cotisation
compare-kind-name = Nom
compare-kind-service = Service
compare-about-returned = Ces personnes n’étaient pas au relevé précédent, mais à un relevé plus ancien.
compare-about-left = Leur date de départ apparaît pour la première fois; leur dernière paie peut suivre.
compare-about-gone = Ces personnes ne sont plus au relevé; leur date de départ avait été donnée.
compare-about-disappeared = Ces personnes ne sont plus au relevé et aucune date de départ n’a été donnée : demandez à l’employeur ce qu’il en est.
compare-absent = absente du relevé
compare-hired-on = embauche : { $day }
compare-left-on = départ : { $day }
compare-line = ligne { $line }
compare-none = Personne.
compare-export = Exporter cette liste

## Les versions d’un relevé

versions-title = Versions du relevé : { $employer }
versions-lead = Avant la déclaration, un nouveau fichier prend la place du précédent, qui est conservé tel quel. Après, seules des lignes de correction changent ce qui a été déclaré.
versions-version = Version
versions-number = Version { $number }
versions-received = Reçue
versions-file = Fichier
versions-lines = Lignes
versions-in-force = En vigueur
versions-declared = Déclarée
versions-replaced = Remplacée
versions-what = Ce que la version { $version } change à la version { $before }
versions-changed = Version { $version } : { $lines ->
    [0] aucune ligne changée
    [one] { $lines } ligne changée
   *[other] { $lines } lignes changées
   }, { $dues } de cotisations
versions-count-added = lignes ajoutées
versions-count-removed = lignes retirées
versions-count-changed = lignes modifiées
versions-added = Ajoutée
versions-removed = Retirée
versions-modified = Modifiée
versions-fields = Champs
versions-field = { $field } :
versions-hidden = modifié
versions-see = Lignes
versions-line-before = avant
versions-line-after = maintenant
versions-same = Les deux versions disent la même chose, ligne pour ligne.
versions-export = Exporter ces changements
