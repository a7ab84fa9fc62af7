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
statement-errors-lead = Ces anomalies empêchent de déclarer. Faites suivre la liste à l’employeur (bouton « Exporter »), puis envoyez son relevé corrigé à la place de celui-ci : le portail ne modifie jamais les données de l’employeur.
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
finding-more = Voici les 100 premiers constats sur { $count }; l’exportation les contient tous.
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
