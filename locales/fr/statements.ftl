# Les relevés des employeurs

status-full-time = Temps complet
status-part-time = Temps partiel
statement-detail = { $lines ->
    [one] 1 ligne
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
statement-take-file = Reprendre le fichier reçu
statement-superseded = Cette version a été remplacée. Elle est conservée telle quelle.
statement-all-settled = Toutes les anomalies sont réglées.
statement-errors-lead = Ces anomalies empêchent de déclarer. Demandez un relevé corrigé à l’employeur, puis envoyez-le à sa place : le portail ne modifie jamais les données de l’employeur.
statement-warnings-lead = Ces anomalies n’empêchent pas de déclarer, mais demandent une note : ce que vous avez vérifié, et auprès de qui.
statement-no-finding = Rien à signaler ici.
statement-note-needed = Écrivez une note d’au moins trois caractères, puis justifiez de nouveau.
statement-unreadable-title = Ce fichier n’a pas pu être lu
statement-unreadable-nothing = Rien n’a été enregistré, et le relevé précédent, s’il y en a un, n’a pas changé.
statement-unreadable-again = Envoyer un autre fichier
filter-errors = Bloquantes ({ $count })
filter-warnings = À justifier ({ $count })
filter-infos = Information ({ $count })
filter-lines = Toutes les lignes ({ $count })
lines-first = Revenir à la première page
finding-heading = Règle { $rule } ({ $count }), clause { $clause }
finding-rule = Règle
finding-severity = Gravité
finding-line = Ligne
finding-person = Personne
finding-employee-number = Matricule
finding-name = Nom
finding-column = Colonne
finding-value = Reçu
finding-expected = Attendu
finding-message = Constat
finding-todo = Que faire :
finding-note = Note
finding-more = Les 100 premiers constats sur { $count } ; l’export les contient tous.
finding-note-label = { $count ->
    [one] Note pour ce constat
   *[other] Note pour ces { $count } constats
   }
finding-note-hint = Par exemple : vérifié avec le service de la paie le 5 septembre.
finding-note-button = { $count ->
    [one] Justifier ce constat
   *[other] Justifier ces { $count } constats
   }
