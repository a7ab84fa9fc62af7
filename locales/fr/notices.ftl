# Les avis, à l’accueil et par courriel

notices-title = Avis
notices-lead = Ce qui s’est passé, du plus récent au plus ancien. Ce que vous faites vous-même n’y est pas.
notices-none = Aucun avis
notices-none-body = Ce qui vous concerne paraîtra ici aussitôt.
notices-none-role = Votre rôle ne reçoit pas d’avis : ils vont aux syndicats et aux bureaux des fédérations.
notices-new = Nouveau
notices-what = Avis
notices-union = Au sujet de
notices-at = Quand
notices-open-all = Tout marquer comme lu
notices-latest = Revenir aux avis les plus récents
notices-choose = Choisir les courriels
notices-see-all = Voir tous les avis
notices-unread = { $count ->
    [0] Aucun avis non lu
    [one] Un avis non lu
   *[other] { $count } avis non lus
   }

choices-title = Courriels
choices-lead = Tous les avis restent dans le portail. Choisissez ceux que vous recevez aussi par courriel.
choices-save = Enregistrer
choices-language = Langue des courriels
choices-language-fr = Français
choices-language-en = English
choices-always = Toujours par courriel : cet avis protège votre syndicat contre la fraude.
way-mail = Un courriel tout de suite
way-digest = Dans le résumé du matin, les jours ouvrables
way-home = Dans le portail seulement

notice-change-proposed = Demande de changement à trancher
notice-change-proposed-body = Le syndicat demande de changer sa fiche. La demande attend la décision de votre bureau.
notice-change-commented = Message du syndicat sur une demande de changement
notice-change-commented-body = Le syndicat a répondu à votre bureau, ou ajouté une précision à sa demande de changement.
notice-change-withdrawn = Demande de changement retirée
notice-change-withdrawn-body = Le syndicat a retiré une demande de changement à sa fiche. Il n’y reste plus rien à trancher.
notice-change-awaits-second = Demande de changement en attente d’un deuxième accord
notice-change-awaits-second-body = Une personne de votre bureau a accepté un changement qui touche à l’argent ou à la signature du syndicat. Une autre personne du bureau doit l’accepter à son tour pour qu’il prenne effet.
notice-change-questioned = Question du bureau de la fédération
notice-change-questioned-body = Le bureau de votre fédération a une question sur votre demande de changement. Répondez-lui dans le portail; la demande reste ouverte en attendant.
notice-change-decided = Décision sur une demande de changement
notice-change-decided-body = Le bureau de votre fédération a tranché chaque champ d’une demande de changement à la fiche du syndicat. Ses décisions, et le motif de chaque refus, sont dans le portail.
notice-sensitive-change = Changement demandé au compte bancaire ou aux signataires
notice-sensitive-change-body = Une demande faite au nom du syndicat vise son compte bancaire ou les personnes qui signent pour lui. Rien n’a encore changé : deux personnes du bureau de votre fédération doivent l’accepter, puis cinq jours doivent s’écouler. Si vous n’étiez pas au courant de cette demande, communiquez sans attendre avec le bureau de votre fédération pour qu’il la refuse.
notice-officers-list-due = Liste de la clause 6.01 à transmettre
notice-officers-list-due-body = La liste des dirigeantes et dirigeants, des déléguées et délégués et du comité de griefs doit être transmise à au moins un employeur (clause 6.01). La page dit à qui, et pour quand.
notice-declaration-filed = Déclaration transmise
notice-declaration-filed-body = La déclaration de per capita du syndicat a été transmise. L’accusé de réception est dans le portail.
notice-declaration-awaits-second = Déclaration à signer
notice-declaration-awaits-second-body = Une déclaration de per capita attestée attend une deuxième signature.
notice-declaration-not-signed = Déclaration non signée
notice-declaration-not-signed-body = Une déclaration qui attendait une deuxième signature a été retournée ou retirée, ou ce qui avait été attesté a changé. Elle doit être attestée de nouveau.
notice-signature-rule = Nombre de signatures modifié
notice-signature-rule-body = Le nombre de signatures que demandent les déclarations du syndicat a été modifié.
notice-payment-settled = Paiement reçu
notice-payment-settled-body = Le Service des finances a reçu en entier un paiement du syndicat. Le reçu est dans le portail.
notice-statement-transmitted = Relevé transmis par la paie de l’employeur
notice-statement-transmitted-body = La paie d’un employeur a transmis un relevé avec l’accès que le syndicat lui a donné. La page dit ce que le portail en a fait et s’il attend quelque chose de vous.
notice-proposal-awaits-second = Proposition à trancher
notice-proposal-awaits-second-body = Une personne de votre bureau propose de changer ce que cet organisme perçoit, ou d’en exempter un syndicat. La proposition attend qu’une autre personne du bureau l’approuve ou la rejette.
notice-proposal-decided = Proposition tranchée
notice-proposal-decided-body = Une proposition de votre bureau sur ce que cet organisme perçoit, ou sur une exemption, a été approuvée ou rejetée. La décision est dans le portail.
notice-exemption-granted = Exemption accordée
notice-exemption-granted-body = Un organisme exempte le syndicat, ou une de ses unités, d’une partie ou de la totalité de ce qu’il perçoit. Le calcul de chaque période touchée le montre; si une période touchée est déjà déclarée, la différence sera portée dans votre prochaine déclaration.

mail-subject = { $title } – { $union }
mail-open = Ouvrir la page dans le portail
mail-open-notices = Voir mes avis dans le portail
mail-colon = { " " }:
mail-ask-federation = Une question? Le bureau de votre fédération y répondra : { $federation }.
mail-ask-finance = Une question? L’équipe de vérification du Service des finances y répondra.
mail-ask-portal = Une question sur le portail? L’administration des comptes de la confédération y répondra.
mail-why-union = Vous recevez ce courriel parce que vous avez un compte au nom de ce syndicat.
mail-why-office = Vous recevez ce courriel parce que vous avez un compte au bureau de la fédération de ce syndicat.
mail-why-levying = Vous recevez ce courriel parce que vous avez un compte au bureau qui décide de ce que cet organisme perçoit.
mail-why-always = Vous recevez ce courriel parce que vous avez un compte au nom de ce syndicat. Cet avis protège contre la fraude : il est toujours envoyé.
mail-why-contact = Vous recevez ce courriel parce que cette adresse figurait à la fiche du syndicat au moment de la demande. La page du portail demande d’ouvrir une session.
mail-why-digest = Vous recevez ce résumé parce que vous l’avez choisi, ou parce que c’est le choix habituel de votre rôle.
mail-choose = Choisir ce que vous recevez par courriel
mail-no-reply = Personne ne lit les réponses à ce courriel.
mail-digest-subject = { $count ->
    [one] Votre résumé du matin : un avis
   *[other] Votre résumé du matin : { $count } avis
   }
mail-digest-title = Votre résumé du matin
mail-digest-body = { $count ->
    [one] Voici ce qui est arrivé depuis le dernier résumé : un avis.
   *[other] Voici ce qui est arrivé depuis le dernier résumé : { $count } avis.
   }
mail-digest-line = { $union } : { $kind } ({ $count })

mails-title = Courriels sortants
mails-lead = Les courriels en attente, envoyés ou abandonnés. Leur contenu ne se lit pas ici.
mails-off = L’envoi n’est pas réglé : les courriels attendent. Réglez QUITTANCE_SMTP_URL et QUITTANCE_MAIL_FROM, puis redémarrez le portail.
mails-kept-note = Dans la démonstration, rien ne part : les courriels sont gardés et se lisent sur une page.
mails-count-waiting = en attente
mails-count-sending = en cours d’envoi
mails-count-sent = envoyés en 30 jours
mails-count-dead = abandonnés
mails-count-kept = gardés
mails-dead = Abandonnés
mails-dead-none = Aucun courriel n’a été abandonné.
mails-waiting = En attente
mails-waiting-none = Aucun courriel n’attend.
mails-recipient = Destinataire
mails-kind = Avis
mails-queued-at = Depuis
mails-next = Prochain essai
mails-tries = Essais
mails-why = Motif
mails-action = Action
mails-again = Essayer de nouveau
mails-kind-digest = Résumé du matin
mail-trouble-connection = Le serveur de courriel n’a pas répondu, ou a coupé la connexion.
mail-trouble-timeout = Le serveur de courriel a mis trop de temps à répondre.
mail-trouble-tls = La connexion chiffrée avec le serveur de courriel a échoué.
mail-trouble-refused = Le serveur de courriel a refusé l’envoi, avec le code { $code }.
mail-trouble-address = L’adresse n’est pas une adresse courriel.
mail-trouble-other = L’envoi a été interrompu.

demo-mails-title = Courriels de la démonstration
demo-mails-lead = Ces courriels seraient partis. Ici, ils sont gardés, et rien ne quitte la machine.
demo-mails-none = Aucun courriel pour l’instant
demo-mails-none-body = Transmettez une déclaration, par exemple : quelques secondes après, l’avis aux autres personnes du syndicat paraît ici.
demo-mails-link = Lire les courriels gardés
demo-mails-subject = Objet
demo-mails-text = Texte
demo-mails-html = HTML, en source
demo-mails-render = Voir la version HTML
