# Navigation, langue, erreurs

nav-home = Accueil
nav-per-capita = Per capita
nav-signatures = Signatures
nav-history = Historique
nav-documents = Documents
nav-union-info = Info-syndicat
nav-members = Membres
nav-help = Aide
nav-money = Encaissements
nav-unions = Syndicats
nav-federation = Suivi des syndicats
nav-levies = Taux de per capita
nav-headcounts = Effectifs
nav-requests = Demandes
nav-accounts = Comptes
nav-mails = Courriels
nav-journal = Journal
nav-rules = Règles
role-treasurer = Trésorerie
role-signing-officer = Dirigeante ou dirigeant signataire
role-federation-officer = Bureau de la fédération
role-council-officer = Bureau du conseil central
role-finance-officer = Service des finances
role-finance-auditor = Équipe de vérification
role-administrator = Administration des comptes
role-nobody = Personne non identifiée
role-operator = Exploitation du serveur
role-payroll = Paie d’un employeur
demo-banner = Données et taux fictifs, sauf le 0,72 % de la CSN. Ici, nous sommes le { $date }.
dollars = { $number } $
dollars-whole = { $number } $
format-workbook = classeur { $kind }, feuille « { $sheet } »
format-sheets = classeur { $kind }, toutes les feuilles
format-sheets-but = classeur { $kind }, toutes les feuilles sauf { $sheets }
format-semicolon = point-virgule
format-comma = virgule
format-tab = tabulation
format-pipe = barre verticale
format-decimal-comma = virgule décimale
format-decimal-point = point décimal
error-home = Revenir à la page d’accueil
error-request-id = Numéro à donner si vous demandez de l’aide :
error-not-found = Page introuvable
error-not-found-lead = Cette page n’existe pas, ou votre compte n’y donne pas accès.
error-not-found-advice = Vérifiez l’adresse, ou repartez de la page d’accueil.
error-forged = Demande refusée
error-forged-lead = La demande ne vient pas d’une page de Quittance.
error-forged-advice = Rien n’a été enregistré. Repartez de la page d’accueil, puis recommencez.
error-too-large = Fichier trop volumineux
error-too-large-lead = Le fichier dépasse la taille permise.
error-too-large-advice = Rien n’a été enregistré. Demandez à l’employeur un fichier par période, sans image ni feuille superflue.
error-too-many = Trop de tentatives
error-too-many-lead = Attendez un peu avant de recommencer.
error-too-many-advice = Votre compte n’est pas bloqué.
error-unavailable = Service momentanément indisponible
error-unavailable-lead = Quittance ne peut pas répondre pour le moment.
error-unavailable-advice = Aucune opération n’est restée inachevée. Réessayez dans une minute.
error-request = Demande incomprise
error-request-lead = Quittance n’a pas compris ce que le formulaire a envoyé.
error-request-advice = Rien n’a été enregistré. Revenez à la page précédente, rechargez-la et recommencez.
error-server = Un problème de notre côté
error-server-lead = Votre demande n’a pas pu être menée à terme, et aucune opération n’est restée inachevée.
error-server-advice = Réessayez. Si le problème revient, écrivez à l’équipe de vérification avec le numéro ci-dessous.

# Ce qui vient d’être fait, dit une fois en haut de la page suivante.

said-access-revoked = L’accès est révoqué. L’employeur ne peut plus s’en servir.
said-account = Le compte est mis à jour.
said-agreement-set = La convention de l’employeur est inscrite.
said-annual-read = La liste annuelle est inscrite. Voici ce qui diffère du registre.
said-assigned = La désignation est inscrite.
said-assignment-ended = La fin de la désignation est inscrite.
said-card = La carte de membre est à jour.
said-cards = { $count ->
    [0] Ces cartes étaient déjà inscrites.
    [one] La carte est inscrite.
   *[other] { $count } cartes sont inscrites.
 }
said-change-decided = La décision est inscrite. Le syndicat en est avisé.
said-change-proposed = La demande est envoyée à la fédération.
said-change-stopped = La modification est arrêtée.
said-change-withdrawn = La demande est retirée.
said-choices = Vos choix sont enregistrés.
said-columns = Ce que vous avez dit des colonnes est retenu, aussi pour les prochains relevés de cet employeur.
said-contact = Les coordonnées sont inscrites.
said-deduction = La date de la dernière retenue est inscrite.
said-deposit = Le dépôt est inscrit.
said-difference = L’écart est réglé.
said-dues-decided = La décision du syndicat est inscrite.
said-duplicate = Le doublon est réglé.
said-error-withdrawn = L’erreur est retirée de la liste de l’employeur.
said-errors-listed = { $count ->
    [0] Ces erreurs figuraient déjà à la liste de l’employeur.
    [one] L’erreur est inscrite à la liste de l’employeur.
   *[other] { $count } erreurs sont inscrites à la liste de l’employeur.
 }
said-explanation = L’explication est inscrite.
said-finding-noted = L’explication est inscrite. L’avertissement est réglé.
said-findings-noted = { $count ->
    [0] Ces avertissements étaient déjà expliqués.
    [one] L’explication est inscrite. L’avertissement est réglé.
   *[other] L’explication est inscrite pour { $count } avertissements.
 }
said-held-open = Le dossier est ouvert.
said-held-people = { $count ->
    [0] Ces personnes étaient déjà au dossier.
    [one] La personne est ajoutée au dossier.
   *[other] { $count } personnes sont ajoutées au dossier.
 }
said-held-ruling = { $count ->
    [0] Cette décision était déjà inscrite.
    [one] La décision est inscrite.
   *[other] La décision est inscrite pour { $count } personnes.
 }
said-leave = La précision est inscrite.
said-letter-made = La lettre est prête. Imprimez-la, puis inscrivez la date de l’envoi.
said-letter-sent = L’envoi de la lettre est inscrit.
said-mail-again = Le courriel est de nouveau en attente.
said-message = Le message est envoyé.
said-notices-read = Tous les avis sont lus.
said-officers-list-sent = L’envoi de la liste est inscrit.
said-opening = Les soldes d’ouverture sont inscrits.
said-posting = L’affichage est inscrit.
said-received = Le montant reçu est inscrit.
said-resource-added = La ressource est ajoutée.
said-resource-retired = La ressource n’est plus offerte.
said-roster-read = L’effectif d’ouverture est lu. Vérifiez-le avant de l’inscrire au registre.
said-roster-taken-in = L’effectif d’ouverture est inscrit au registre.
said-rule-set = Le réglage de la règle est inscrit.
said-staff-added = La personne est ajoutée à l’équipe.
said-staff-changed = La fiche est à jour.
said-statement = Le fichier est reçu.
said-slips = Les montants des feuillets sont inscrits.
said-slips-explained = L’explication est inscrite pour ces feuillets.
said-pay-days = Les dates de paie sont inscrites.
said-signed = Vous avez signé. La déclaration est transmise.
said-attestation-withdrawn = L’attestation est retirée. La période peut être déclarée de nouveau.
said-attestation-returned = La déclaration est renvoyée à qui l’a attestée.
said-signing-rule = La décision sur les signatures est inscrite.
