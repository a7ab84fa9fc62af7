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
statement-lines = { $count ->
    [one] ligne lue
   *[other] lignes lues
   }
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
statement-twin = Ce fichier est, octet pour octet, celui du relevé de la période { $period } : l’employeur a peut-être envoyé le mauvais fichier. Vérifiez avant de déclarer.
statement-take-file = Télécharger le fichier reçu
reading-sheets = Feuilles lues l’une après l’autre : { $sheets }.
reading-sheet = « { $sheet } » à partir de la ligne { $line }
reading-sheets-next = { $before }; { $sheet }
reading-unread-sheets = { $count ->
    [one] Feuille non lue, qui ressemble aussi à un relevé : { $sheets }.
   *[other] Feuilles non lues, qui ressemblent aussi à un relevé : { $sheets }.
   }
reading-other-sheets = { $count ->
    [one] Autre feuille du classeur, non lue : { $sheets }.
   *[other] Autres feuilles du classeur, non lues : { $sheets }.
   }
reading-hidden-sheets = { $count ->
    [one] Feuille masquée du classeur, non lue : { $sheets }. Si des personnes s’y trouvent, affichez-la dans le classeur et envoyez-le de nouveau.
   *[other] Feuilles masquées du classeur, non lues : { $sheets }. Si des personnes s’y trouvent, affichez-les dans le classeur et envoyez-le de nouveau.
   }
reading-and-more = { $count ->
    [one] { $names } et { $count } autre
   *[other] { $names } et { $count } autres
   }
reading-hidden = { $count ->
    [one] { $count } rangée masquée a été lue aussi.
   *[other] { $count } rangées masquées ont été lues aussi.
   }
reading-merged = { $count ->
    [one] { $count } cellule est fusionnée sur plusieurs rangées ({ $cells }) : seule sa première rangée a la valeur, les autres sont lues comme vides. Défusionnez-la dans le classeur et envoyez-le de nouveau, ou vérifiez ces lignes.
   *[other] { $count } cellules sont fusionnées sur plusieurs rangées ({ $cells }) : seule la première rangée de chacune a la valeur, les autres sont lues comme vides. Défusionnez-les dans le classeur et envoyez-le de nouveau, ou vérifiez ces lignes.
   }
reading-left-out = Laissés de côté à la lecture : { $rows }.
reading-headers = { $count ->
    [one] { $count } répétition de l’en-tête ou du titre
   *[other] { $count } répétitions de l’en-tête ou du titre
   }
reading-totals = { $count ->
    [one] { $count } ligne de totaux
   *[other] { $count } lignes de totaux
   }
reading-remarks = { $count ->
    [one] { $count } ligne de texte seul
   *[other] { $count } lignes de texte seul
   }
reading-balances = { $count ->
    [one] Une ligne de paiement, d’écart ou de solde n’est pas comptée : { $rows }. Si elle corrige les montants d’une personne, demandez à l’employeur de l’inscrire avec son matricule.
   *[other] { $count } lignes de paiement, d’écart ou de solde ne sont pas comptées : { $rows }. Si elles corrigent les montants de personnes, demandez à l’employeur de les inscrire avec leur matricule.
   }
reading-renumbered = { $count ->
    [one] { $count } matricule a été lu comme celui que le portail connaît déjà : « { $written } » est « { $read } ».
   *[other] { $count } matricules ont été lus comme ceux que le portail connaît déjà; par exemple, « { $written } » est « { $read } ».
   }
statement-superseded = Cette version a été remplacée; elle est conservée telle quelle.
statement-all-settled = Il ne reste rien à régler dans ce relevé.
statement-errors-lead = Ces anomalies empêchent de déclarer. Demandez les corrections à l’employeur (ou exportez cette liste à son intention), puis envoyez son relevé corrigé à la place de celui-ci : le portail ne modifie jamais les données de l’employeur.
statement-warnings-lead = Ces anomalies n’empêchent pas de déclarer, mais chacune demande une note : ce que vous avez vérifié, et auprès de qui.
statement-no-finding = Rien à signaler ici.
statement-note-needed = Écrivez une note de 3 à 1 000 caractères, puis recommencez.
statement-unreadable-title = Ce fichier n’a pas pu être lu
statement-unreadable-nothing = Rien n’a été enregistré, et le relevé précédent, s’il y en a un, n’a pas changé.
statement-unreadable-again = Envoyer un autre fichier

## Un fichier en cours de lecture

upload-title = Lecture du relevé
upload-step-received = Fichier reçu
upload-size = { $kilobytes } ko
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
upload-declared-title = La période est déjà déclarée
upload-declared = La période est déjà déclarée pour cet employeur : son relevé ne se remplace plus.
upload-declared-todo = Demandez à l’employeur des lignes de correction dans son prochain relevé.
upload-overtaken-title = Un fichier plus récent est en vigueur
upload-overtaken = Ce fichier a été reçu avant « { $value } », devenu entretemps la version { $expected } du relevé : il ne l’a pas remplacée.
upload-overtaken-todo = Si c’est bien celui-ci qui vaut, envoyez-le de nouveau.
upload-same-title = Ce fichier avait déjà été reçu
upload-same = Le relevé en vigueur vient de ce même fichier : rien n’a changé.
upload-same-see = Voir ce relevé
upload-open = { $file } : lecture en cours.
upload-open-asks = { $file } : dites comment lire ce fichier.
filter-errors = Bloquantes ({ $count })
filter-warnings = Avertissements ({ $count } à justifier)
filter-infos = Information ({ $count })
filter-lines = Toutes les lignes ({ $count })
lines-first = Revenir à la première page
finding-heading = Règle { $rule } (convention, cl. { $clause }) : { $count ->
    [one] { $count } anomalie
   *[other] { $count } anomalies
   }
finding-still-open = { $open } à justifier
finding-all-noted = { $count ->
    [one] justifiée
   *[other] toutes justifiées
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
finding-message = Anomalie
finding-todo = Que faire :
finding-note = Note
finding-note-label = { $count ->
    [one] Note pour cette anomalie
   *[other] Note pour ces { $count } anomalies
   }
finding-note-hint = Par exemple : vérifié avec le service de la paie le 5 septembre.
finding-note-button = { $count ->
    [one] Justifier cette anomalie
   *[other] Justifier ces { $count } anomalies
   }
finding-todo-heading = Que faire

## Comment lire un fichier

columns-title = Dites comment lire ce fichier
columns-lead = Le fichier est reçu, mais il se lit de plus d’une façon. Ce que vous dites ici est retenu pour les prochains fichiers de cet employeur.
columns-lead-clear = Voici comment ce fichier est lu. Modifiez ce qui doit être lu autrement : ce que vous dites ici est retenu pour les prochains fichiers de cet employeur.
columns-questions = À éclaircir
columns-sheets = La feuille à lire
columns-sheet-this = Lire « { $sheet } », montrée ci-dessous
columns-sheet-shown = « { $sheet } », montrée ci-dessous
columns-sheets-shown = Toutes les feuilles, l’une après l’autre, montrées ci-dessous : { $sheets }
columns-sheets-other = Toutes les feuilles, l’une après l’autre : { $sheets }
columns-sheets-but-shown = Toutes les feuilles sauf { $but }, l’une après l’autre, montrées ci-dessous : { $sheets }
columns-sheets-but-other = Toutes les feuilles sauf { $but }, l’une après l’autre : { $sheets }
sheet-name = « { $sheet } »
columns-sheet-other = Lire plutôt « { $sheet } »
columns-headless = La première ligne est lue comme celle d’une personne.
columns-has-header = Elle nomme plutôt les colonnes.
columns-with-header = Une ligne du fichier nomme les colonnes.
columns-has-none = Aucune ne les nomme : la première est déjà celle d’une personne.
columns-heading = Les colonnes
columns-unclear = À préciser
columns-known = { $count ->
    [one] La colonne reconnue
   *[other] Les { $count } colonnes reconnues
 }
columns-column = Colonne du fichier
columns-samples = Premières cellules
columns-item = Ce qu’elle contient
columns-nameless = Colonne { $place }, sans nom
columns-unused = Ne pas lire
columns-required = { $column } (obligatoire)
columns-given-name = Prénom
columns-guess = Proposé d’après le contenu : vérifiez.
columns-habits = Les nombres et les dates
columns-unit = Le salaire (taux) est payé
columns-ask-unit = Le salaire (taux) est-il payé à l’heure, à la semaine ou à l’année? Rien ne le dit dans le fichier.
columns-unit-column = selon ce que dit le fichier
columns-unit-unsaid = — à préciser —
columns-unit-hour = à l’heure
columns-unit-week = à la semaine
columns-unit-year = à l’année
columns-decimal = Signe des décimales
columns-dates = Ordre des dates
columns-seniority = Ancienneté
columns-seniority-hint = La clause 5.03 demande celle de la période; certains systèmes de paie donnent tout ce que la personne a accumulé.
columns-seniority-of-period = Celle de la période
columns-seniority-in-all = Toute l’ancienneté accumulée
columns-by-content = d’après le contenu du fichier
columns-decimal-comma = virgule : 1 234,56
columns-decimal-point = point : 1,234.56
columns-day-first = jour, mois, année
columns-month-first = mois, jour, année
columns-codes = Les codes de l’employeur
columns-codes-lead = Ces codes ne figurent pas dans la liste commune. Dites ce qu’ils veulent dire, si vous le savez.
columns-reason = Raison d’absence « { $word } »
columns-status = Statut « { $word } »
columns-shift = Quart « { $word } »
columns-kind = { $code } : { $name }
columns-code-unknown = Je ne sais pas
columns-save = Lire ainsi
columns-bad-twice = Une autre colonne est déjà lue comme cela : choisissez l’une des deux.
columns-bad-header = Cette colonne n’a pas de nom qui lui soit propre dans le fichier et ne pourrait pas être retrouvée la prochaine fois. Nommez-la dans le fichier, puis envoyez-le de nouveau.
columns-bad-missing = Dites quelle colonne contient « { $column } ». Si elle n’est pas dans le fichier, annulez cet envoi et demandez un nouveau fichier à l’employeur.
columns-bad-decimal = Ce fichier contient « { $value } » : ce signe ne peut pas y être celui des décimales. Choisissez l’autre, ou « d’après le contenu du fichier »; si le fichier mêle les deux, annulez cet envoi et demandez-en un autre à l’employeur.
columns-again = Lire ce fichier autrement

## Les raisons d’absence, hors des libérations syndicales (leave)

absence-kind-s01 = Maladie, banque annuelle (23.29 a)
absence-kind-s02 = Maladie, jour pris par anticipation
absence-kind-s03 = Assurance salaire à 80 % (23.29 b)
absence-kind-s04 = Assurance salaire à 70 %, jusqu’à 104 semaines
absence-kind-s05 = Assurance salaire de longue durée, après 104 semaines
absence-kind-s06 = Réadaptation, retour progressif (23.29 e)
absence-kind-s07 = Maladie sans solde, temps partiel
absence-kind-s08 = Congé pour motifs personnels (23.41)
absence-kind-s09 = Maladie, banque gelée de 1980 ou de 5 jours
absence-kind-s10 = Accident d’automobile (SAAQ)
absence-kind-s11 = Lésion professionnelle (CNESST)
absence-kind-s12 = Victime d’acte criminel (IVAC)
absence-kind-s13 = Porteuse ou porteur de germes
absence-kind-s14 = Dose excessive de radiation
absence-kind-s15 = Audience (CNESST, BEM, appel)
absence-kind-s16 = Examen, immunisation ou traitement exigé
absence-kind-p01 = Congé de maternité
absence-kind-p02 = Prolongation du congé de maternité
absence-kind-p03 = Congé parental suspendu ou fractionné
absence-kind-p04 = Retrait préventif (LSST)
absence-kind-p05 = Congé spécial, complication ou interruption de grossesse
absence-kind-p06 = Visites liées à la grossesse
absence-kind-p07 = Congé à l’occasion de la naissance, 5 jours
absence-kind-p08 = Congé de paternité, 5 semaines
absence-kind-p09 = Adoption, 5 jours
absence-kind-p10 = Congé pour adoption, 5 semaines
absence-kind-p11 = Adoption de l’enfant de la conjointe ou du conjoint
absence-kind-p12 = Congé sans solde en vue d’une adoption
absence-kind-p13 = Congé sans solde après maternité, paternité ou adoption
absence-kind-p14 = Congé partiel sans solde après un congé parental
absence-kind-p15 = Congé pour un enfant malade ou handicapé
absence-kind-p16 = Réputé sans solde, défaut de se présenter
absence-kind-p17 = Prolongation, paternité ou adoption
absence-kind-h01 = Congé annuel
absence-kind-h02 = Complément de vacances à ses frais
absence-kind-h03 = Congé férié
absence-kind-h04 = Congé compensatoire
absence-kind-h05 = Congé mobile
absence-kind-h06 = Congé au lieu du montant forfaitaire
absence-kind-h07 = Primes converties en temps
absence-kind-h08 = Temps supplémentaire converti en congé
absence-kind-h09 = Jour libéré, semaine de quatre jours
absence-kind-f01 = Décès
absence-kind-f02 = Jurée, juré ou témoin
absence-kind-f03 = Mariage ou union civile
absence-kind-f04 = Conseil d’administration
absence-kind-f05 = Responsabilités familiales
absence-kind-f06 = Normes du travail (79.8 à 79.15)
absence-kind-f07 = Autres absences des normes du travail
absence-kind-f08 = Compassion (assurance-emploi)
absence-kind-f09 = Accompagnement, disparités régionales
absence-kind-f10 = Témoin experte ou expert (protection de la jeunesse)
absence-kind-l01 = Congé sans solde de 30 jours ou moins
absence-kind-l02 = Congé sans solde de plus de 30 jours
absence-kind-l03 = Congé sans solde pour enseigner
absence-kind-l04 = Congé sans solde pour études
absence-kind-l05 = Congé partiel sans solde
absence-kind-l06 = Établissement nordique
absence-kind-l07 = Congé à traitement différé
absence-kind-l08 = Conciliation famille-travail-études
absence-kind-l09 = Retraite progressive
absence-kind-l10 = Perfectionnement ou formation
absence-kind-l11 = Recyclage, sécurité d’emploi
absence-kind-l12 = Études en soins infirmiers
absence-kind-j01 = Mise à pied, sécurité d’emploi (15.03)
absence-kind-j02 = Mise à pied, priorité d’emploi
absence-kind-j03 = Mise à pied sans sécurité d’emploi
absence-kind-j04 = Prêt de service
absence-kind-j05 = Poste temporaire hors de l’unité
absence-kind-d01 = Suspension
absence-kind-d02 = Mesure administrative
absence-kind-d03 = Absence sans avis
absence-kind-d04 = Grève ou lock-out

## Les anomalies, une à une et par filtre

filter-all = Toutes ({ $count })
filter-compare = Comparaison
filter-versions = Versions
findings-search-and-filter = Chercher et filtrer
findings-search = Nom ou matricule
findings-every-rule = Toutes les règles
findings-every-service = Tous les services
findings-every-state = Tous les états
findings-rule-choice = { $rule }, { $name } ({ $count })
findings-state = État
findings-open = À régler
findings-acknowledged = Justifiées
findings-filter = Filtrer
findings-unfilter = Retirer les filtres
findings-by-rule = Regrouper par règle
findings-unfold = Tout déplier
findings-by-line = Voir dans l’ordre du fichier
findings-export = Exporter cette liste
findings-shown = { $count ->
    [0] Aucune anomalie
    [one] { $count } anomalie
   *[other] { $count } anomalies
   }
findings-none-shown = Aucune anomalie ne correspond à ces filtres.
findings-all-of = Voir les { $count } anomalies de la règle { $rule }
findings-unlisted = { $count ->
    [one] { $count } anomalie de plus a été comptée, mais n’est pas dans la liste : celle-ci montre au plus 1 000 anomalies par règle.
   *[other] { $count } anomalies de plus ont été comptées, mais ne sont pas dans la liste : celle-ci montre au plus 1 000 anomalies par règle.
   }
findings-difference = Si chaque ligne portait la cotisation attendue, les cotisations retenues changeraient de { $amount }.
finding-title = { $name } ({ $rule })
finding-clause = Règle et clause
finding-rule-of-clause = { $rule } (convention, cl. { $clause })
finding-rule-and-clause = La règle { $rule } expliquée
finding-number-and-line = matricule { $number }, ligne { $line }
finding-place = ligne { $line } de « { $sheet } »
finding-place-heading = Ligne de la feuille
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
finding-follow-up = Suivi
finding-settle = Justifier
finding-see = Voir
finding-see-which = la règle { $rule } à la ligne { $line }
finding-noted = { $by }, { $at }
finding-noted-before = { $by }, { $at }, reprise d’une version précédente
findings-carried = { $count ->
    [one] { $count } note reprise de la version { $version }.
   *[other] { $count } notes reprises de la version { $version }.
   }
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
compare-with-older = Le relevé de la période précédente n’est pas dans le portail : la comparaison se fait avec celui de { $period }, le dernier reçu avant.
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
versions-count-added = { $count ->
    [one] ligne ajoutée
   *[other] lignes ajoutées
   }
versions-count-removed = { $count ->
    [one] ligne retirée
   *[other] lignes retirées
   }
versions-count-changed = { $count ->
    [one] ligne modifiée
   *[other] lignes modifiées
   }
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
