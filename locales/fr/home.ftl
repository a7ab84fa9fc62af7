# L'accueil

home-title = Accueil
home-greeting = Bonjour, { $name }
home-nothing-title = Rien n’attend
home-nothing-body = Toutes les périodes terminées sont déclarées et payées.
home-steps = { $steps ->
    [0] Votre paiement est annoncé; le Service des finances doit encore le recevoir.
    [1] Il reste une étape.
   *[other] Il reste { $steps } étapes.
   }
home-due-in = Échéance de la déclaration et du paiement : { $due }.
home-due-was = L’échéance de la déclaration et du paiement était le { $due }.
home-days = { $days ->
    [0] Dernier jour
    [1] 1 jour
   *[other] { $days } jours
   }
home-days-caption = avant l’échéance
home-days-late = de retard
home-open-period = Ouvrir la période
home-to-do = À faire
home-more = { $count ->
    [one] Une autre période à déclarer ou à payer
   *[other] { $count } autres périodes à déclarer ou à payer
   }
home-services = Services
home-tile-owing = Déclarer, payer, comprendre chaque cent. Solde dû : { $balance }
home-tile-balance = Déclarer, payer, comprendre chaque cent. Solde : { $balance }
home-tile-documents = Reçus des déclarations et des paiements
home-tile-union-info = La fiche de votre syndicat
home-tile-leave = Jours utilisés, restants et prévus de la banque
home-tile-help = Marche à suivre et personnes à joindre
home-tile-money = Inscrire les sommes reçues à la banque
home-tile-unions = Historique et écritures de chaque syndicat
home-tile-federation = Déclarations attendues et soldes dus
home-tile-levies = Ce que chaque organisme perçoit, les propositions et leur effet
home-tile-requests = Changements que vos syndicats demandent
home-tile-headcounts = Personnes et assiettes à une date, répartitions, exercices
home-tile-mails = Courriels en attente ou abandonnés
home-tile-accounts = Ouvrir et fermer les comptes
home-tile-journal = Qui a fait quoi, et la preuve
home-tile-rules = Ce qui est vérifié dans chaque relevé, et la gravité de chaque règle
home-chart-title = Per capita déclaré, par période
home-chart-description = Une barre par période, à partir de zéro, treize périodes au plus; les mêmes chiffres sont dans le tableau.
home-pending-count = { $count ->
    [one] paiement attendu
   *[other] paiements attendus
   }
home-pending-amount = à recevoir
home-tile-credit = Déclarer, payer, comprendre chaque cent. Crédit : { $credit }
home-tile-members = { $late ->
    [0] Liste, cartes de membre, listes annuelles
    [one] Liste, cartes, listes annuelles. Une carte est en retard
   *[other] Liste, cartes, listes annuelles. { $late } cartes sont en retard
   }
home-requests = { $count ->
    [one] demande à suivre
   *[other] demandes à suivre
   }
home-tile-signatures = Les déclarations qui attendent une deuxième signature, et la règle du syndicat
home-tile-rates = Ce que perçoivent la confédération, votre fédération et votre conseil central, et depuis quand
home-proposals = { $count ->
    [one] proposition de per capita à trancher
   *[other] propositions de per capita à trancher
   }
