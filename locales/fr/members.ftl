# Les membres
members-title = Membres
members-list = Liste des membres
members-count-here = personnes au travail ou en congé
members-count-card-missing = sans carte inscrite
members-count-card-late = cartes en retard
members-cards-title = Cartes à faire signer
members-cards-tile = Qui n’a pas signé, et pour quand
members-contacts-title = Coordonnées à corriger chez l’employeur
members-contacts-tile = Où vos données diffèrent des siennes
members-annual-title = Listes annuelles
members-annual-tile = Recevoir, comparer, afficher par ancienneté
members-duplicates-title = Doublons possibles
members-duplicates-tile = { $count ->
    [0] Rien à trancher
    [one] Un cas à trancher
   *[other] { $count } cas à trancher
   }
members-search = Chercher une personne
members-search-hint = Nom ou matricule; les accents, les majuscules et les traits d’union ne comptent pas.
members-search-button = Chercher
members-none-title = Aucune personne ne correspond à cette recherche
members-none-body = Changez les mots ou le filtre; le filtre « Tout le monde » cherche aussi parmi les personnes qui sont parties.
members-name = Nom
members-number = Matricule
members-number-is = Matricule { $number }
members-employer = Employeur
members-job-title = Titre d’emploi
members-service = Service
members-status = Statut
members-presence = Situation
members-present = Au travail
members-on-leave = En congé
members-left = Partie ou parti
members-left-on = depuis le { $date }
members-reason = Code de raison { $code }
members-first-day = Première journée de travail
members-first-day-unknown = Avant le premier relevé
members-first-day-estimated = Date estimée : le relevé qui nomme cette personne pour la première fois ne donne pas sa date d’embauche.
members-first-period = Première période
members-last-period = Dernière période
members-periods = De { $first } à { $last }
members-on-no-statement = Sur aucun relevé en vigueur
members-statements = Relevés
members-other-records = Autres fiches de la même personne
members-card = Carte de membre
members-card-signed = Signée
members-card-due = À signer
members-card-late = En retard
members-card-missing = Non inscrite
members-card-signed-on = le { $date }
members-card-due-on = au plus tard le { $date }
members-card-signed-heading = Carte signée le
members-card-due-heading = Carte à signer au plus tard le
members-card-number = Numéro de carte
members-card-number-optional = Numéro de carte (facultatif)
members-card-day = Date de signature
members-card-record = Inscrire la carte
members-card-withdraw = Retirer la carte inscrite par erreur
members-card-rule = Une nouvelle personne salariée devient membre dans les 30 jours civils de sa première journée de travail (clause 5.02).
members-card-events = Ce qui a été inscrit
members-card-event = Signée le { $on }; inscrit par { $by }, { $at }
members-card-event-number = Signée le { $on }, carte { $number }; inscrit par { $by }, { $at }
members-card-event-withdrawn = Retirée par { $by }, { $at }
members-cards-late = { $count ->
    [one] Une carte est en retard.
   *[other] { $count } cartes sont en retard.
   }
members-cards-choose = Qui a signé?
members-cards-record = Inscrire les cartes choisies
members-cards-nobody = Choisissez au moins une personne.
members-cards-there-before = { $count ->
    [one] La personne présente avant le premier relevé
   *[other] Les { $count } personnes présentes avant le premier relevé
   }
members-cards-there-before-hint = Pour inscrire d’un seul coup les cartes d’avant l’arrivée du syndicat dans le portail.
members-cards-none-title = Toutes les cartes sont inscrites
members-cards-none-body = Une nouvelle personne paraîtra ici dès que le relevé de son employeur la nommera.
members-filter-all = Tout le monde
members-filter-here = Au travail ou en congé
members-filter-full-time = Temps complet
members-filter-part-time = Temps partiel
members-filter-on-leave = En congé
members-filter-left = Personnes parties
members-filter-card-missing = Sans carte
members-export = Exporter cette liste
members-purpose = Pourquoi exporter cette liste?
members-purpose-hint = Le motif est gardé dans le journal. Le fichier ne contient ni adresse, ni téléphone, ni salaire.
members-purpose-choose = Choisir
members-purpose-needed = Dites pourquoi vous exportez la liste.
members-purpose-meeting = Convoquer une assemblée générale
members-purpose-cards = Faire signer des cartes
members-purpose-vote = Tenir un vote
members-purpose-verification = Vérifier les relevés
members-purpose-employer = Informer l’employeur
members-contacts = Coordonnées
members-contacts-lead = Les valeurs du syndicat sont datées et gardées à côté de celles de l’employeur. Elles restent dans votre syndicat : la fédération ne les voit pas.
members-field = Donnée
members-address = Adresse
members-phone = Téléphone
members-email = Courriel personnel
members-ours = Selon le syndicat
members-theirs = Selon le dernier relevé
members-since = depuis le { $date }
members-differs = Différent
members-nothing = Rien
members-value = Nouvelle valeur
members-value-hint = Laissez vide pour renoncer à la valeur du syndicat et garder celle de l’employeur.
members-effective = En vigueur à compter du
members-day-hint = Année, mois, jour; par exemple 2025-09-06.
members-contact-record = Enregistrer
members-contact-events = Ce qui a été inscrit
members-contact-event = { $field } : { $value }, à partir du { $on }; inscrit par { $by }, { $at }
members-contact-event-given-up = { $field } : valeur de l’employeur, à partir du { $on }; inscrit par { $by }, { $at }
members-contacts-page-lead = Demandez à l’employeur d’écrire ces valeurs dans son prochain relevé. Une différence disparaît d’elle-même dès que le relevé concorde.
members-contacts-none-title = Aucune différence
members-contacts-none-body = Tout ce que le syndicat a inscrit concorde avec les derniers relevés.
members-contacts-export = Exporter pour l’employeur
members-history = Historique
members-corrects = { $period }, correction de { $corrected }
members-bad-day = Inscrivez une date passée ou celle d’aujourd’hui, comme 2025-09-06.
members-bad-card-number = Un numéro de carte a au plus 40 caractères.
members-bad-field = Choisissez l’adresse, le téléphone ou le courriel.
members-bad-value = Inscrivez une adresse complète, un numéro de téléphone de dix chiffres ou une adresse courriel.
members-duplicates-lead = Deux fiches peuvent être celles d’une même personne. Rien n’est fusionné : « C’est la même personne » relie les fiches et leur historique, et l’on peut revenir sur la décision.
members-duplicates-none-title = Rien à trancher
members-duplicates-none-body = Aucune paire de fiches n’attend de décision.
members-duplicates-settled = Cas tranchés
members-reason-same-number = Même numéro d’assurance sociale
members-reason-same-name = Même nom et même date d’embauche (indice plus faible)
members-reason-other-union = Aussi sur les relevés d’un autre syndicat
members-reason-gone = L’indice a disparu depuis
members-same = C’est la même personne
members-different = Ce sont deux personnes
members-same-elsewhere = Cette personne travaille aussi ailleurs
members-different-elsewhere = Le numéro est erroné
members-decided = { $choice } : { $note } ({ $by }, { $at })
members-note = Note
members-note-hint = Ce que vous avez vérifié, et auprès de qui.
members-note-needed = Écrivez une note de 3 à 1 000 caractères.
members-reopen = Revenir sur la décision
members-settle = Régler
members-settle-list = La liste est exacte
members-settle-ours = Nos données sont exactes
members-settle-ask = Demander à l’employeur
members-annual-lead = L’employeur remet la liste annuelle dans les 14 jours de la période de paie qui se termine le 31 mars (clause 12.08).
members-annual-due = Pour { $year }, l’échéance était le { $due }.
members-annual-none-title = Aucune liste reçue
members-annual-none-body = Envoyez ci-dessous le fichier de l’employeur : il sera comparé avec le relevé de la période P13.
members-annual-import = Envoyer une liste
members-annual-file = Fichier de l’employeur
members-annual-file-hint = CSV, Excel (.xlsx) ou OpenDocument (.ods). Les colonnes sont reconnues; le matricule et le nom sont nécessaires.
members-annual-send = Envoyer et comparer
members-annual-missing = Colonnes introuvables : { $columns }. Demandez à l’employeur un fichier qui les contient.
members-annual-empty = Le fichier n’a aucune ligne sous son en-tête.
members-annual-replaced = Version { $version }, remplacée par une version plus récente
members-annual-list-title = Liste annuelle { $year } : { $employer }
members-annual-received = { $file } · reçue le { $received } · échéance le { $due }
members-annual-no-statement-title = Le relevé de P13 n’est pas encore reçu
members-annual-no-statement-body = La comparaison se fera dès que le relevé de la dernière période de l’exercice sera reçu.
members-annual-agrees-title = Tout concorde
members-annual-agrees-body = La liste, le relevé de P13 et le registre disent la même chose.
members-year = Exercice
members-year-hint = Celui qui s’est terminé le 31 mars.
members-bad-year = Choisissez un exercice terminé.
members-received = Reçue le
members-received-on = Date de réception
members-received-late = En retard
members-lists-people = Personnes
members-people = personnes
members-to-settle = { $count ->
    [one] différence à régler
   *[other] différences à régler
   }
members-more = { $count ->
    [one] Une autre différence est dans l’exportation.
   *[other] { $count } autres différences sont dans l’exportation.
   }
members-difference = Différence
members-on-list = Selon la liste
members-on-statement = Selon P13 et le registre
members-decision = Décision
members-there = Présence
members-absent = Absence
members-kind-title = { $kind } ({ $count })
members-kind-not-on-statement = Sur la liste, pas sur le relevé de P13
members-kind-not-on-list = Sur le relevé de P13, pas sur la liste
members-hired-on = Date d’embauche
members-export-differences = Exporter les différences
members-posting = Liste à afficher
members-posting-title = Liste d’ancienneté { $year }
members-posting-lead = { $employer }. Ancienneté au { $march }. Sans adresse, ni téléphone, ni numéro d’assurance sociale, ni salaire (clause 12.09).
members-posting-not-yet = Le syndicat n’a pas encore inscrit de date d’affichage. La liste devient officielle après 60 jours civils d’affichage.
members-posting-running = { $days ->
    [one] Affichée le { $on }; officielle le { $official }, dans 1 jour.
   *[other] Affichée le { $on }; officielle le { $official }, dans { $days } jours.
   }
members-posting-official = Affichée le { $on }; officielle depuis le { $official }.
members-posting-day = Affichage
members-posted-on = Affichée le
members-posting-record = Inscrire la date d’affichage
members-bad-posting = Inscrivez une date passée ou celle d’aujourd’hui, pas avant la réception de la liste.
members-rank = Rang
members-shift = Quart
members-seniority = Ancienneté
members-seniority-of-year = Acquise durant l’exercice
members-duplicates-more = { $count ->
    [one] Un autre cas paraîtra quand ceux-ci seront tranchés.
   *[other] { $count } autres cas paraîtront quand ceux-ci seront tranchés.
   }

## Les personnes d’avant le portail

members-roster-title = Effectif d’ouverture
members-roster-tile = Importer les membres et les cartes d’avant le portail
members-roster-lead = Importez la liste des personnes que le syndicat connaissait avant d’utiliser le portail, avec leurs cartes de membre. Les relevés de l’employeur, plus complets, l’emportent sur cette liste.
members-roster-as-of = Liste au
members-roster-on = liste au { $day }
members-roster-file = Fichier
members-roster-file-hint = CSV ou classeur. Le matricule et le nom sont obligatoires; statut, titre d’emploi, service, date d’embauche, « Carte signée le » et « Numéro de carte » sont lus s’ils s’y trouvent.
members-roster-send = Lire la liste
members-roster-brought = Listes importées
members-roster-taken-in = Versée au registre
members-roster-not-yet = Pas encore
members-roster-faults-heading = Cellules à corriger
members-roster-faults = { $count ->
    [one] { $count } cellule ne peut pas être lue. Rien n’a été enregistré.
   *[other] { $count } cellules ne peuvent pas être lues. Rien n’a été enregistré.
  }
members-roster-fault-blank = Il manque le matricule ou le nom.
members-roster-fault-twice = Une ligne plus haut porte déjà ce matricule.
members-roster-fault-day = Ce n’est pas une date passée. Écrivez-la comme 2012-05-20.
members-roster-fault-status = Écrivez TC (temps complet) ou TP (temps partiel).
members-roster-fault-long = Ce texte est trop long (200 caractères au plus).
members-roster-one-title = Une liste d’avant le portail
members-roster-added = personnes à ajouter
members-roster-cards = cartes à inscrire
members-roster-preview = Rien n’est encore au registre. Les personnes que les relevés nomment déjà restent telles quelles; seules leurs cartes manquantes sont inscrites.
members-roster-take-in = Verser au registre
members-roster-done = Versée au registre le { $moment }.
members-roster-in-register = Au registre
members-roster-known = Déjà au registre
members-roster-new = À ajouter
members-roster-card = Carte signée le
