# Les erreurs de l’employeur (5.03)

correction-title = Erreurs à corriger par l’employeur
correction-lead = La clause 5.03 demande à l’employeur de corriger toute erreur au plus tard à la période suivante. Une erreur se règle d’elle-même quand un relevé apporte sa correction.
correction-of-statement = { $employer }, relevé { $period }
correction-choose-title = Demander des corrections
correction-choose-lead = Cochez ce que l’employeur doit corriger. Chaque erreur s’ajoute à sa liste, à partir de laquelle vous préparerez une lettre.
correction-choose-due = L’employeur a jusqu’au { $day } pour les corriger (5.03, fin de la période suivante).
correction-choose-none-title = Rien à demander ici
correction-choose-none = Ce relevé n’a ni anomalie bloquante ni anomalie à justifier à cet endroit.
correction-back-to-findings = Anomalies du relevé
correction-see-list = Voir la liste de l’employeur
correction-ask = À corriger
correction-effect = Correction
correction-listed = sur la liste
correction-line = ligne { $line }
correction-right-amount = Montant juste
correction-note = Précision pour l’employeur (facultative)
correction-note-hint = Elle paraîtra dans la lettre, à côté de chaque erreur cochée. N’y mettez ni adresse ni numéro d’assurance sociale.
correction-list-chosen = Ajouter à la liste ce qui est coché
correction-explained = justifiée : { $note }
correction-list-all = Ajouter tout ce qui est affiché
correction-list-unexplained = Ajouter tout ce qui est affiché, sauf ce qui est justifié
correction-all-explained = Tout ce qui est affiché est déjà justifié ou sur la liste. Cochez ce qui doit être corrigé quand même.
correction-nothing-chosen = Cochez au moins une erreur.
correction-bad-amount = Indiquez un montant, par exemple 20,33.
correction-note-too-long = Une précision a 1 000 caractères au plus.
correction-note-names-a-sin = Retirez le numéro d’assurance sociale de ce texte.
correction-whole-file = Ensemble du relevé

## La liste

correction-figure-open = { $count ->
    [one] erreur ouverte
   *[other] erreurs ouvertes
   }
correction-figure-late = en retard
correction-figure-remaining = à corriger, dans un sens ou l’autre
correction-filter-open = Ouvertes ({ $count })
correction-filter-late = En retard ({ $count })
correction-filter-closed = Réglées ({ $count })
correction-filter-all = Toutes ({ $count })
correction-none-title = Aucune erreur à cet endroit
correction-none = Pour en demander la correction, ouvrez les anomalies d’un relevé et choisissez celles qui reviennent à l’employeur.
correction-error = Erreur
correction-period = Période
correction-difference = Correction demandée
correction-remaining = Reste à corriger
correction-to-correct = À corriger
correction-due = Échéance
correction-state = État
correction-open = Ouverte
correction-partly = Corrigée en partie
correction-late = En retard
correction-closed = Réglée
correction-withdrawn = Retirée
correction-by-line = ligne { $line } du relevé
correction-by-absence = personne absente du relevé : plus rien à corriger
correction-by-file = nouvelle version du relevé
correction-arrears = Erreurs ouvertes : { $open }, dont { $late } en retard. Remises à régulariser : { $behind }.
correction-arrears-title = À régler avec l’employeur
correction-link = Demander des corrections à l’employeur
correction-list-link = Erreurs et remises de l’employeur

## Une erreur

correction-item-title = Erreur à corriger
correction-clause = Clause
correction-clause-of = Clause { $clause }
correction-history = Historique
correction-at = Moment
correction-what = Ce qui s’est passé
correction-event-listed = Ajoutée à la liste
correction-event-partly = Corrigée en partie; il reste { $remaining }
correction-event-closed = Réglée
correction-event-reopened = Rouverte : plus rien ne la corrige dans les relevés en vigueur
correction-event-withdrawn = Retirée de la liste
correction-event-by = (relevé { $period }, { $line })
correction-withdraw = Retirer de la liste
correction-reason = Motif
correction-reason-hint = Par exemple : l’employeur a démontré que le montant était juste.
correction-withdraw-button = Retirer cette erreur
correction-bad-reason = Indiquez un motif, de 3 à 1 000 caractères.

## La lettre

correction-letters = Lettres
correction-letter-title = Lettre à l’employeur
correction-letter-lead = Imprimez la lettre ou enregistrez-la en PDF depuis la fenêtre d’impression, envoyez-la, puis inscrivez la date d’envoi.
correction-letter-language = Langue de la lettre
correction-letter-button = Préparer la lettre avec ce qui est coché
correction-letter-all = { $count ->
    [one] Préparer la lettre avec la seule erreur ouverte
   *[other] Préparer la lettre avec toutes les erreurs ouvertes ({ $count })
   }
correction-letter-same = Une lettre portant ces mêmes erreurs a été produite le { $on } :
correction-letter-again-title = Produire la même lettre de nouveau?
correction-letter-again = Produire la lettre quand même
correction-letter-nothing-chosen = Cochez au moins une erreur ouverte pour la lettre.
correction-letter-errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
   }
correction-letter-sent = Envoyée le { $on }
correction-letter-made = Préparée le { $at }, non envoyée
correction-letter-record = La lettre a-t-elle été envoyée?
correction-letter-sent-on = Date d’envoi
correction-letter-record-button = Inscrire l’envoi
correction-bad-day = Indiquez le jour de l’envoi : au plus tôt celui où la lettre a été préparée, au plus tard aujourd’hui.
correction-letter-subject = Objet : erreurs à corriger dans les relevés de remise, { $unit }
correction-letter-reference = Notre référence : { $reference }
correction-letter-greeting = Bonjour,
correction-letter-intro = { $count ->
    [one] En vérifiant les relevés que vous nous avez transmis, nous avons constaté une erreur, décrite ci-dessous.
   *[other] En vérifiant les relevés que vous nous avez transmis, nous avons constaté { $count } erreurs, décrites ci-dessous.
   }
correction-letter-clause = La clause 5.03 de la convention collective prévoit que l’employeur corrige toute erreur au plus tard à la période comptable suivante et précise la nature des corrections.
correction-letter-deadline = Nous vous demandons de faire les corrections au plus tard aux dates indiquées, la dernière étant le { $deadline }.
correction-letter-how = Pour chaque montant, ajoutez à votre prochain relevé une ligne de correction avec le matricule, la période corrigée, la nature de la correction et la différence, négative lorsqu’il y a un trop-perçu.
correction-letter-closing = Pour toute question, communiquez avec nous aux coordonnées ci-dessus en rappelant notre référence.
correction-letter-signature = La trésorerie

## La remise

remittance-title = Remise des cotisations
remittance-heading = Remises des cotisations
remittance-lead = L’employeur remet les cotisations dans les 15 jours de la dernière retenue de la période (5.03). Retenu = déposé + écart.
remittance-withheld = Retenu
remittance-deposited = Déposé
remittance-difference = Écart
remittance-settled = Complète
remittance-to-record = À inscrire
remittance-awaited = Attendue
remittance-late = En retard
remittance-different = Écart à régler
remittance-explained = Écart expliqué
remittance-days-late = { $days ->
    [one] { $days } jour de retard
   *[other] { $days } jours de retard
   }
remittance-is-late = { $days ->
    [one] La remise a { $days } jour de retard.
   *[other] La remise a { $days } jours de retard.
   }
remittance-see-all = Voir toutes les remises et les erreurs de l’employeur
remittance-was-late = { $days ->
    [one] Remise complète { $days } jour après l’échéance
   *[other] Remise complète { $days } jours après l’échéance
   }
remittance-due-said = Dernière retenue le { $last } : remise attendue au plus tard le { $due }.
remittance-due-assumed = La dernière retenue n’est pas connue. D’après la fin de la période, le { $last }, la remise est attendue au plus tard le { $due }.
remittance-known = Ce qui est connu
remittance-said-deduction = Dernière retenue le { $day }
remittance-said-deposit = Dépôt de { $amount } le { $day }
remittance-said-explanation = Écart de { $amount } expliqué
remittance-by-header = Selon l’en-tête du relevé
remittance-deposit = Inscrire un dépôt
remittance-day = Date du dépôt
remittance-amount = Montant déposé
remittance-amount-hint = Par exemple 5 120,45. Un montant négatif annule un dépôt inscrit par erreur.
remittance-deposit-button = Inscrire le dépôt
remittance-deduction = Préciser la dernière retenue
remittance-last-on = Date de la dernière retenue de la période
remittance-last-on-hint = Un jour de la période, par exemple 2025-08-07.
remittance-deduction-button = Inscrire cette date
remittance-explain = Expliquer l’écart
remittance-explanation = Ce qui explique l’écart de { $difference }
remittance-explanation-hint = L’explication vaut pour cet écart : s’il change, il faudra l’expliquer de nouveau.
remittance-explain-button = Inscrire l’explication
remittance-bad-day = Indiquez le jour du dépôt : au plus tôt le premier jour de la période, au plus tard aujourd’hui.
remittance-bad-amount = Indiquez un montant autre que 0, par exemple 5 120,45.
remittance-bad-deduction = Indiquez un jour de la période, par exemple 2025-08-07.
remittance-already-recorded = Ce formulaire a déjà été inscrit : { $said }. Rien d’autre n’est inscrit. Pour inscrire aussi ce que vous venez d’indiquer, envoyez-le de nouveau.
remittance-below-zero = Pour ce relevé, { $deposited } a été déposé : un montant négatif ne peut pas en retirer davantage.
