# Les périodes

period-name = Période { $number }
period-dates = Période { $number }, du { $start } au { $end }
periods-title = Per capita
periods-open = À déclarer
periods-filed = Déclarées
periods-none-open = Toutes les périodes terminées sont déclarées.
periods-none-filed = Aucune déclaration pour le moment.
period-due = Échéance de la déclaration et du paiement : { $due }.
period-total-so-far = Per capita calculé d’après les relevés reçus :
period-total-declared = Per capita déclaré :
signing-returned-since = { $name } a retourné cette déclaration le { $at }, sans la signer. Motif : { $reason }
period-see-assessment = Voir le per capita et le pourquoi de chaque cent
period-send = Relevé de l’employeur
period-send-hint = CSV, Excel (.xlsx, .xls) ou OpenDocument (.ods), tel que l’employeur l’a remis. Les colonnes sont reconnues.
period-replace = Remplacer par un relevé corrigé
period-replace-hint = La version précédente est conservée; celle-ci prend sa place.
period-send-button = Envoyer le relevé
period-replace-button = Remplacer le relevé
period-no-file = Choisissez le fichier du relevé, puis envoyez-le.
task-statements = Relevés des employeurs
task-statements-hint = Reçus : { $received } sur { $total } ({ $names })
task-findings = Anomalies à régler
task-findings-hint = { $lines ->
    [0] Aucun relevé lu
    [one] { $lines } ligne lue; anomalies bloquantes : { $errors }; à justifier : { $warnings }
   *[other] { $lines } lignes lues; anomalies bloquantes : { $errors }; à justifier : { $warnings }
   }
task-declare = Vérifier, attester, transmettre
task-declared-hint = Accusé de réception { $number }
task-supplement-hint = S’ajoute à ce qui est déjà déclaré sous le numéro { $number }
task-pay = Payer
task-pay-account = { $amount } pour la période; un virement de { $transfer } règle tout le compte
task-done = Terminé
task-to-do = À faire
task-not-yet = Pas encore possible
task-blocking = { $count ->
    [one] { $count } bloquante
   *[other] { $count } bloquantes
   }
task-to-acknowledge = { $count ->
    [one] { $count } à justifier
   *[other] { $count } à justifier
   }
standing-paid = Payé
standing-pending = En attente
standing-due = À payer
standing-late = En retard
standing-to-declare = À déclarer
standing-up-to-date = À jour

# Le per capita

assessment-title = Per capita de la période { $number }
assessment-lead = Selon les règles en vigueur le { $date }.
assessment-caption = Per capita par organisme et par règle
assessment-payee = Organisme
assessment-rule = Règle
assessment-base = Assiette
assessment-persons = Personnes
assessment-amount = Montant
assessment-total = Total
assessment-why = Chaque montant mène à la part de chaque personne et à son calcul.
assessment-adjusts = Rajustement de { $period }
assessment-exempts = Exemption de { $period }
assessment-substituted = Aucune ligne n’a cette assiette : le salaire versé en tient lieu.
assessment-exempted = Exemption de { $percent }, approuvée par { $by } le { $on } ({ $reference })
assessment-declare = Vérifier la déclaration
levy-rate = { $rate } { $basis }
levy-per-person = { $amount } par personne
levy-of-salary-paid = du salaire versé
levy-of-regular-pay = du salaire régulier
levy-of-total-remuneration = de la rémunération totale
levy-of-dues = de la cotisation retenue
levy-between = de { $min } à { $max } par personne
levy-at-least = au moins { $min } par personne
levy-at-most = au plus { $max } par personne
levy-first-persons = { $count ->
    [one] pour la première personne par ordre de matricule
   *[other] pour les { $count } premières personnes par ordre de matricule
   }
levy-resolution = Résolution { $resolution } ({ $by }, { $on }), en vigueur le { $from }
levy-since = En vigueur depuis le { $from }
adjustment-rule = L’écart de chaque personne est ce que la règle en vigueur à la fin de la période corrigée donne après la correction, moins ce qu’elle donnait avant. La somme des écarts est arrondie une seule fois.
adjustment-exemption-rule = L’écart de chaque personne est ce que la règle donne avec la décision, moins ce qui avait été déclaré sans elle. La somme des écarts est arrondie une seule fois.
adjustment-by = Correction
adjustment-before = Avant
adjustment-after = Après
workings-title = Pourquoi ce montant : { $levy }
workings-back = Per capita de la période
workings-employer = Employeur
workings-resolution = Résolution
workings-exact = Somme exacte
workings-amount = Montant, arrondi une fois
workings-people = Part de chaque personne
workings-rule = La somme exacte est arrondie une seule fois, au cent, puis répartie. Chaque part compte d’abord ses cents entiers; les cents qui restent vont, un par un, aux parts dont la fraction de cent est la plus grande. Le total des parts égale toujours le montant.
workings-steps = Calcul
workings-waived = Exemption de { $percent } : il reste { $left }
workings-share = Part
workings-search = Nom ou matricule
workings-search-button = Chercher
workings-nobody = Personne ne correspond.

# Vérifier, attester, transmettre

filing-title = Vérifier la déclaration de la période { $number }
filing-not-ready = La déclaration n’est pas prête : réglez d’abord les anomalies des relevés.
filing-back-to-period = Revenir à la période
filing-statements = Relevés déclarés
filing-statement = { $people ->
    [0] Personne n’a cotisé, version { $version } du relevé
    [one] { $people } personne cotisante, version { $version } du relevé
   *[other] { $people } personnes cotisantes, version { $version } du relevé
   }
filing-missing = Relevé non reçu
filing-amounts = Per capita à déclarer
filing-nil = Déclaration néant : personne n’a cotisé durant la période. Elle se transmet quand même.
filing-due = À payer au plus tard le { $due }.
filing-missing-note = Raison des relevés manquants
filing-missing-hint = Dites aussi quand vous les attendez. Un relevé qui arrive plus tard se déclare par une déclaration complémentaire de la même période.
filing-attestation = Attestation
filing-attest = J’atteste que cette déclaration comprend tous les relevés reçus des employeurs pour la période, et qu’elle y est conforme.
filing-file = Transmettre la déclaration
filing-later = Revenir plus tard
filing-attest-needed = Cochez l’attestation pour transmettre la déclaration.
filing-changed = Les montants ont changé depuis l’affichage de cette page : vérifiez-les de nouveau, puis attestez.
filing-unsettled = { $count ->
    [one] { $count } anomalie reste à régler dans les relevés.
   *[other] { $count } anomalies restent à régler dans les relevés.
   }
filing-missing-needed = Indiquez pourquoi des relevés manquent, ou attendez de les avoir reçus.
filing-unknown-periods = Des corrections ou des retenues libérées portent sur des périodes sans relevé déclaré ({ $periods }) : la différence ne peut pas être calculée. Envoyez et déclarez d’abord les relevés de ces périodes.
filing-below-zero = Des corrections retirent plus que ce que la période corrigée comptait : { $people }. Faites-les vérifier par l’employeur, qui renvoie le relevé.
filing-not-counted = Corrections de périodes d’avant le portail, non comptées ici : { $periods }. Elles se règlent avec chaque organisme.

# L'accusé de réception

receipt-title = Déclaration transmise, période { $number }
receipt-number = Accusé de réception
receipt-union = Syndicat
receipt-attested = Attestée par { $name } le { $at }
receipt-missing-note = Relevés manquants
receipt-hash = Empreinte SHA-256
receipt-next = Et maintenant
receipt-next-frozen = La déclaration est figée avec ses relevés, ses règles et ses calculs. Une erreur se règle par une ligne de correction dans un relevé suivant; rien n’est effacé.
receipt-next-period = Revoir la période
receipt-payment = Virement de { $amount }, référence { $reference }
receipt-pay-lead = Un seul virement de { $amount } suffit pour tous les organismes. Échéance : { $due }.
receipt-pay-more = Ce montant tient compte de ce qui reste dû, ou porté au crédit, pour cette période et pour les autres.
receipt-pay-button = Payer par virement

# L'historique

history-title = Historique
history-of = Historique : { $union }
history-all-years = Tous les exercices
history-year = Exercice { $year }
history-export = Exporter (CSV)
history-declarations = Déclarations
history-payments = Paiements
history-no-payment = Aucun paiement.
history-empty-title = Aucune déclaration
history-empty-body = Les déclarations transmises apparaîtront ici.
history-period = Période
history-receipt = Accusé de réception
history-filed = Transmise
history-filed-late = après l’échéance
history-due = Échéance
history-persons = Personnes
history-total = Déclaré
history-total-with-opening = Déclaré, avec le solde d’ouverture
history-paid = Payé
history-owing = Solde dû
history-standing = État
history-credit = Crédit
task-awaited = Relevés attendus
task-statements-missing = Reçus : { $received } sur { $total }. Il manque : { $names }
receipt-supplement = Déclaration complémentaire : elle s’ajoute à { $before } déjà déclarés pour la période, pour un total de { $after }.
filing-supplement = Cette déclaration complète celle de la période : { $before } déjà déclarés, { $after } après celle-ci. Seule la différence est à payer.

# La deuxième signature

signing-title = Signatures
signing-lead = Quand le syndicat le demande, une déclaration attestée par une personne n’est transmise qu’une fois signée par une autre.
signing-none = Aucune déclaration à signer
signing-none-body = Les déclarations attestées qui attendent une deuxième signature apparaîtront ici.
signing-first = Première signature
signing-second = Deuxième signature
signing-awaiting = À signer
signing-signed = Signée et transmise
signing-returned = Retournée
signing-withdrawn = Retirée
signing-fallen = Tombée
signing-rule = Règle du syndicat
signing-rule-one = Une seule signature suffit pour transmettre une déclaration.
signing-rule-two = Deux personnes signent chaque déclaration avant qu’elle soit transmise.
signing-rule-source = { $reference }, { $on }. Consigné par { $who } le { $at }.
signing-never-decided = Le syndicat n’a rien consigné à ce sujet.
signing-past = Règles précédentes
signing-past-rule = { $rule } { $source }
signing-decide = Consigner une décision du syndicat
signing-how-many = Combien de signatures une déclaration demande-t-elle?
signing-choice-two = Deux signatures
signing-choice-two-hint = La trésorière ou le trésorier atteste; une autre personne autorisée signe.
signing-choice-one = Une seule signature
signing-decided-on = Date de la décision
signing-reference = Où elle a été prise
signing-reference-hint = Par exemple : comité exécutif, résolution CE-2025-14.
signing-decide-button = Consigner la décision
signing-bad-rule = Choisissez le nombre de signatures.
signing-bad-day = Inscrivez la date de la décision, au plus tard aujourd’hui, sous la forme 2025-09-06.
signing-bad-reference = Indiquez où la décision a été prise, en 200 caractères au plus.
signing-two-needed = Le syndicat demande deux signatures. Vous attestez; la déclaration sera transmise quand une deuxième personne l’aura signée. D’ici là, si un relevé change, votre signature est annulée.
signing-ask = Attester et demander la deuxième signature
signing-fallen-since = Ce que { $name } avait attesté le { $at } a changé depuis : sa signature est tombée. Vérifiez les montants, puis attestez de nouveau.
signing-one-title = Signer la déclaration de la période { $number }
signing-has-changed = Ce qui a été attesté a changé depuis : un relevé, une correction, une règle ou une décision. La première signature est tombée; la déclaration doit être attestée de nouveau.
signing-closed = { $name }, { $at }
signing-reason = Raison
signing-receipt = Voir l’accusé de réception
signing-attest = J’ai pris connaissance des montants, et je signe cette déclaration au nom du syndicat.
signing-sign = Signer et transmettre
signing-attest-needed = Cochez la case pour signer la déclaration.
signing-same-person = La personne qui a attesté la déclaration ne peut pas la signer aussi : il faut une autre personne.
signing-another = Une autre personne doit maintenant la signer : la présidence, le secrétariat général ou une autre personne autorisée du syndicat.
signing-withdraw = Retirer ma signature
signing-return = La retourner
signing-return-reason = Raison
signing-return-hint = Dites ce qui doit être vérifié. La personne qui a attesté la lira.
signing-return-button = Retourner sans signer
signing-reason-needed = Indiquez la raison, en 200 caractères au plus.
signing-again = Vérifier et attester de nouveau
signing-task-awaits = Attend la deuxième signature
signing-task-fallen = À attester de nouveau
signing-receipt-second = Signée par { $name } le { $at }
signing-waits-title = Déclaration de la période { $number }, en attente d’une signature
signing-signed-title = Déclaration de la période { $number }, signée et transmise
signing-unsigned-title = Déclaration de la période { $number }, non transmise
signing-number = Numéro de la déclaration
signing-returned-by = Retournée par
signing-withdrawn-by = Retirée par
signing-fallen-by = Constaté par
signing-statements = Relevés compris
signing-lines = Lignes
signing-dates = Du { $start } au { $end }
signing-held = { $count ->
    [one] une cotisation en fidéicommis
   *[other] { $count } cotisations en fidéicommis
   }
signing-corrections = { $count ->
    [one] une correction d’une période antérieure
   *[other] { $count } corrections de périodes antérieures
   }
signing-few = Les sommes d’un relevé de moins de { $fewest } personnes ne sont pas montrées : elles diraient ce qu’une personne gagne.
signing-why = Chaque montant mène à sa règle et à son calcul.
signing-waiting = { $count ->
    [one] déclaration attend votre signature
   *[other] déclarations attendent votre signature
   }
receipt-late = Transmise après l’échéance du { $due }.
receipt-nil = Déclaration néant : personne n’a cotisé durant la période, et aucun rajustement n’est à déclarer.

# Le détail de ce qui a été déclaré

adjustment-was = Avant : { $amount }
adjustment-is = Après : { $amount }
workings-limited = Un minimum ou un maximum s’applique à chaque personne : le montant est la somme des parts, non l’assiette multipliée par le taux.
workings-few = L’assiette de moins de { $fewest } personnes n’est pas montrée : elle dirait ce qu’une personne gagne.
workings-per-persons = { $persons } × { $each } = { $product }
workings-not-shown = Les parts de chaque personne disent ce qu’elle gagne : seules la trésorerie du syndicat et la vérification les voient.
difference-title = Déclaration complémentaire de la période { $number }
difference-lead = Ce qui était déclaré, ce qui l’est maintenant, et la différence, qui seule est portée au compte.
difference-before = Avant
difference-after = Après
difference-posted = Différence
difference-earlier = Déclarations précédentes de la période
difference-link = Avant, après et différence
person-title = Per capita : { $name }
person-lead = Ce qu’elle a cotisé et sa part de chaque organisme, comme déclaré. Chaque part mène à son calcul.
person-none = Aucune déclaration
person-none-body = Aucune déclaration de cet exercice ne la comprend.
person-paid = { $salary } versés, { $dues } de cotisation
person-caption = Parts de la période { $period }
person-no-share = Aucune part : sa ligne ne compte pas dans le per capita.
person-link = Cotisations et parts de per capita par période
