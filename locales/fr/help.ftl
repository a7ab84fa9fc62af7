# Aide, renseignements personnels, accessibilité

help-title = Aide
help-lead = De la réception d’un relevé jusqu’à la quittance.
help-ask = À qui s’adresser
help-ask-per-capita = Per capita et paiements : l’équipe de vérification du Service des finances.
help-ask-union = Fiche du syndicat : le bureau de votre fédération.
help-ask-access = Compte ou mot de passe : l’administration des comptes de la confédération.
privacy-title = Renseignements personnels
privacy-lead = Ce que Quittance garde au sujet des personnes, pourquoi, et qui peut le lire.
privacy-what = Ce qui est gardé
privacy-what-body = Les lignes des relevés que les employeurs remettent selon la clause 5.03, et le fichier reçu : ils servent à calculer le per capita et à en garder la preuve. La fiche du syndicat : ses dirigeantes et dirigeants, ses déléguées et délégués, leur mandat et leurs coordonnées. Ce que la trésorerie inscrit au sujet des membres : cartes, coordonnées, doublons.
privacy-sin = Numéro d’assurance sociale
privacy-sin-body = Il n’est gardé dans les lignes que si le syndicat le recueille; il y est chiffré, et masqué à l’écran comme dans les exportations. Le fichier reçu, lui, est conservé tel quel; seul le syndicat peut le télécharger.
privacy-who = Qui peut lire
privacy-who-body = Seule la trésorerie du syndicat lit les lignes de ses relevés et la liste de ses membres. Le bureau de la fédération voit la fiche du syndicat, ses demandes de changement, qui a déclaré et ce qui est dû. Le Service des finances voit les déclarations, qui les a attestées et les écritures, mais aucun nom, aucune adresse ni aucun NAS de personne salariée.
privacy-cookies = Témoins
privacy-cookies-body = Un témoin pour la session, un pour la langue. Aucun suivi, aucun tiers.
privacy-ask = Vos droits
privacy-ask-body = Pour consulter ou faire corriger vos renseignements, écrivez à la personne responsable dans votre syndicat, par défaut la présidence.
accessibility-title = Accessibilité
accessibility-lead = Quittance vise la conformité aux règles WCAG 2.2, niveau AA.
accessibility-body = Chaque tâche peut se faire au clavier, sur un téléphone, avec un lecteur d’écran et sans JavaScript. Un état est toujours écrit en toutes lettres, jamais indiqué par la seule couleur.
accessibility-ask = Si quelque chose vous arrête, dites-le à l’équipe de vérification : c’est un défaut, et il sera corrigé.

help-part-period = Chaque période
help-part-union = Votre syndicat
help-part-office = Le bureau de la fédération
help-part-account = Votre compte
help-more = Pour aller plus loin

howto-statement-title = Envoyer le relevé d’un employeur
howto-statement-lead = Du fichier reçu de la paie aux lignes lues par le portail.
howto-statement-1 = Dans « Per capita », ouvrez la période à déclarer. Chaque employeur a sa place sous « Relevés des employeurs ».
howto-statement-2 = Choisissez le fichier tel que l’employeur l’a remis : CSV (point-virgule, virgule, tabulation ou barre verticale), Excel .xlsx ou OpenDocument .ods. L’encodage, le signe décimal et les colonnes sont reconnus. Choisissez ensuite « Envoyer le relevé ».
howto-statement-3 = Si le fichier se lit de plus d’une façon (une colonne au nom inconnu, plusieurs feuilles, une date ambiguë), le portail le demande. Votre réponse vaut aussi pour les prochains fichiers de cet employeur.
howto-statement-4 = Le portail montre ensuite les lignes, les totaux et les anomalies. Le fichier reçu est conservé tel quel.
howto-statement-5 = Si l’employeur remet un fichier corrigé, envoyez-le au même endroit : il prend la place du premier, qui reste conservé.

howto-findings-title = Régler les anomalies
howto-findings-lead = L’employeur répond de son relevé (clause 5.03) : le portail signale et dit quoi demander; il ne corrige jamais à sa place.
howto-findings-1 = Ouvrez le relevé. Les anomalies sont regroupées par règle : dépliez-en une pour lire ce qui ne va pas, ce qu’elle change au montant et quoi demander à l’employeur.
howto-findings-2 = Une anomalie bloquante demande un relevé corrigé. Par « Demander des corrections à l’employeur », cochez ce qu’il doit corriger et préparez la lettre; vous pouvez aussi exporter la liste en CSV.
howto-findings-3 = Envoyez le relevé corrigé à la même période : les anomalies réglées disparaissent.
howto-findings-4 = Les autres anomalies se justifient par une note : une seule note suffit pour toutes celles d’une même règle.
howto-findings-5 = Quand il ne reste ni anomalie bloquante ni note à écrire, la déclaration s’ouvre.

howto-declare-title = Déclarer une période
howto-declare-lead = Lire le per capita par organisme, vérifier, attester, transmettre.
howto-declare-1 = Dans la période, ouvrez le per capita : un montant par organisme et par prélèvement.
howto-declare-2 = Chaque montant mène au calcul de chaque part : la personne, la base, la règle et l’arrondi.
howto-declare-3 = Ouvrez « Vérifier, attester, transmettre ». Relisez les totaux; s’il manque un relevé, dites pourquoi.
howto-declare-4 = Cochez l’attestation, puis « Transmettre la déclaration ».
howto-declare-5 = L’accusé de réception porte un numéro et dit la suite. Il reste dans « Historique » et dans « Documents ».

howto-pay-title = Payer
howto-pay-lead = Un seul virement pour tous les organismes.
howto-pay-1 = Sur l’accusé de réception, choisissez « Payer par virement ».
howto-pay-2 = Auprès de votre institution financière, faites un virement du montant indiqué et inscrivez la référence telle quelle.
howto-pay-3 = Le paiement reste « en attente » jusqu’à ce que le Service des finances l’ait reçu; il devient ensuite « payé », avec un reçu.
howto-pay-4 = Un paiement règle d’abord la déclaration dont l’échéance est la plus ancienne; il se répartit entre les organismes selon ce qui leur est dû, au cent près. Un trop-payé reste à votre crédit.

howto-history-title = Lire votre historique
howto-history-lead = Ce qui a été déclaré, payé et reste dû, par période et par organisme.
howto-history-1 = « Historique » montre chaque déclaration et chaque paiement de l’année; choisissez une autre année au besoin.
howto-history-2 = Chaque ligne mène à l’accusé de réception ou au reçu.
howto-history-3 = « Exporter (CSV) » donne les mêmes chiffres pour un tableur.

howto-file-title = Tenir à jour la fiche du syndicat
howto-file-lead = Coordonnées, employeurs, dirigeantes et dirigeants, équipe : une seule page, Info-syndicat.
howto-file-1 = Ouvrez « Info-syndicat ». La trésorerie et les signataires du syndicat la lisent et proposent des changements.
howto-file-2 = Corrigez ce qui doit l’être, directement dans la page : seul ce qui diffère devient une demande de changement, avec un motif et une date d’entrée en vigueur. Joignez le procès-verbal s’il y a lieu.
howto-file-3 = Le bureau de votre fédération accepte ou refuse chaque champ, ou vous pose une question; un refus dit pourquoi. Rien ne change d’ici là.
howto-file-4 = Dans « Demandes de changement », suivez la demande, répondez, ou retirez-la tant qu’elle n’est pas tranchée.
howto-file-5 = Pour le compte bancaire et les signataires, deux personnes du bureau doivent accepter, puis cinq jours doivent s’écouler. Dès la demande, un courriel en avise le syndicat et ses signataires.

howto-members-title = Membres et cartes
howto-members-lead = Qui est membre, qui a signé sa carte, et les 30 jours de la clause 5.02.
howto-members-1 = La liste des membres vient des relevés des employeurs. Cherchez par nom ou par matricule : les accents, les majuscules et les traits d’union ne comptent pas.
howto-members-2 = Une nouvelle personne salariée devient membre dans les 30 jours civils de sa première journée de travail : le portail compte les jours et montre qui n’a pas signé.
howto-members-3 = Dans « Cartes à faire signer », choisissez qui a signé et inscrivez la date de signature.
howto-members-4 = Dans « Membres », vous trouvez aussi les coordonnées à corriger chez l’employeur, les listes annuelles et les doublons possibles. Pour les cartes elles-mêmes, adressez-vous au Service de syndicalisation.

howto-officers-title = Transmettre la liste de la clause 6.01
howto-officers-lead = L’employeur doit connaître vos dirigeantes et dirigeants, vos déléguées et délégués et votre comité de griefs.
howto-officers-1 = Dans « Info-syndicat », ouvrez la liste de la clause 6.01. Elle dit, pour chaque employeur, si la liste est à jour et ce qui a changé.
howto-officers-2 = Une nomination ou une élection se transmet dans les 10 jours; la première liste, dans les 30 jours de l’entrée en vigueur de la convention.
howto-officers-3 = Préparez la lettre, en français ou en anglais. Le téléphone et le courriel des personnes n’y sont que si vous le demandez.
howto-officers-4 = Imprimez ou enregistrez la lettre, puis envoyez-la.
howto-officers-5 = Notez la date de l’envoi : la liste est gardée telle quelle, et l’employeur est à jour.

howto-leave-title = Libérations syndicales
howto-leave-lead = Les banques des clauses 6.02 et 6.11 : ce qui est accordé, utilisé et ce qui reste.
howto-leave-1 = Les jours de l’exercice, du 1er avril au 31 mars, dépendent du nombre de salarié-es au 1er janvier et de la catégorie d’établissement.
howto-leave-2 = Les jours utilisés viennent des absences des relevés, par leurs codes de raison (U01 à U14).
howto-leave-3 = Les activités internes s’imputent d’abord à la banque de 6.11, puis à celle de 6.02; les activités externes, à celle de 6.02. Au-delà, le syndicat rembourse.
howto-leave-4 = Si la catégorie d’établissement ou les 240 km ne sont pas justes, demandez le changement dans « Info-syndicat ». La trésorerie précise au bas de la page ce que les relevés ne disent pas.

howto-vetting-title = Trancher les demandes et tenir l’équipe à jour
howto-vetting-lead = Pour les employé-es de bureau : les demandes de vos syndicats, et qui les soutient.
howto-vetting-1 = Ouvrez « Demandes » : celles des syndicats de votre fédération seulement, la plus ancienne d’abord.
howto-vetting-2 = Comparez la valeur actuelle et la valeur demandée de chaque champ; lisez le motif et les pièces jointes.
howto-vetting-3 = Acceptez ou refusez chaque champ; un refus dit pourquoi. En cas de doute, posez une question au syndicat.
howto-vetting-4 = Pour le compte bancaire et les signataires, deux personnes du bureau doivent accepter, puis cinq jours doivent s’écouler.
howto-vetting-5 = Dans « Suivi des syndicats », tenez à jour l’équipe de la fédération et assignez chaque personne à ses syndicats : ils voient ses coordonnées aussitôt.

howto-access-title = Ouvrir une session, retrouver l’accès
howto-access-lead = Un compte par personne; jamais de mot de passe partagé.
howto-access-1 = Ouvrez une session avec le courriel de votre compte et votre mot de passe.
howto-access-2 = Après cinq essais manqués, le portail fait attendre un peu plus à chaque essai : attendez, puis recommencez.
howto-access-3 = Mot de passe oublié, ou courriel changé : écrivez à l’administration des comptes de la confédération. Personne ne vous demandera votre mot de passe.
howto-access-4 = Après une heure sans activité, la session se ferme d’elle-même.
howto-access-5 = À la fin d’un mandat, avisez l’administration des comptes : elle ferme le compte et ouvre celui de la personne qui suit.

howto-notices-title = Être avisé-e
howto-notices-lead = Ce que le portail vous dit, à l’accueil et par courriel.
howto-notices-1 = Les avis paraissent à l’accueil : déclaration transmise, paiement reçu, demande tranchée, liste de la clause 6.01 à transmettre.
howto-notices-2 = Chaque avis mène à la page dont il parle.
howto-notices-3 = Choisissez ceux que vous recevez aussi par courriel, dans votre langue. Aucun courriel ne contient de renseignement personnel sur une personne salariée.

picture-statement = La période P05 : la liste des tâches, puis la place où choisir le fichier de l’employeur.
picture-findings = Un relevé : les anomalies bloquantes regroupées par règle, avec leur nombre.
picture-declare = La page de vérification : le total par organisme, l’attestation et le bouton « Transmettre la déclaration ».
picture-pay = Un paiement en attente : le montant du virement et la référence à inscrire.
picture-history = L’historique : les déclarations de l’année, leur total et leur état.
picture-file = La page Info-syndicat : nom, numéro, fédération et conseil central du syndicat.
picture-officers = La liste de la clause 6.01 : en retard chez un employeur, avec une personne ajoutée et une autre partie.
picture-letter = La lettre à l’employeur : le choix de la langue, puis les personnes, leur fonction et leur mandat.
picture-team = L’équipe de la fédération : les syndicats et les personnes qui les soutiennent.
picture-columns = Les colonnes à préciser : leurs premières cellules, et ce que chacune contient.
picture-correction = Le choix des corrections à demander : chaque personne, ce qui ne va pas, la valeur reçue et la valeur attendue.
picture-members = La liste des membres : la recherche, puis chaque personne et l’état de sa carte.
picture-leave = Les banques de libérations syndicales : les jours accordés, utilisés et restants.
picture-notices = Les avis, du plus récent au plus ancien, chacun avec la page où il mène.
picture-access = La page d’ouverture de session : le courriel et le mot de passe.

resources-title = Ressources
resources-lead = Vidéos et documents de formation. Ces liens mènent hors du portail.
resources-some-only = Certaines de ces ressources ne sont offertes pour le moment qu’en anglais.
resources-general = Tout le portail
resources-none = Aucune ressource pour le moment
resources-none-body = L’aide explique chaque tâche, étape par étape.
resources-kept-title = Tenir les ressources à jour
resources-kept-lead = Une ressource est un lien vers une vidéo ou un document offert ailleurs. Celle qu’on retire n’est plus montrée, mais reste au registre.
resources-retired = Retirées
resource-video = Vidéo
resource-document = Document
resource-link = Site
resource-minutes = { $minutes } min
resource-seconds = { $seconds } s
resource-french-only = En français seulement
resource-english-only = En anglais seulement
resource-retired-on = Retirée le { $at }
resource-retire = Retirer
resource-add = Ajouter une ressource
resource-add-button = Ajouter
resource-title = Titre
resource-url = Adresse
resource-url-hint = Elle commence par https://.
resource-topic = Tâche
resource-kind = Type
resource-language = Langue
resource-length = Durée
resource-length-hint = Minutes et secondes, par exemple 4:30. Laissez vide pour un document.
resource-bad-title = Inscrivez un titre de 200 caractères au plus.
resource-bad-topic = Choisissez une tâche dans la liste.
resource-bad-kind = Choisissez un type.
resource-bad-language = Choisissez une langue.
resource-bad-url = Inscrivez une adresse complète qui commence par https://.
resource-bad-length = Inscrivez une durée comme 4:30, ou laissez vide.
