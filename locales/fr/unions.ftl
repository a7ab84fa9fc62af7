# La fiche du syndicat; le suivi de la fédération

union-title = Info-syndicat
union-name = Nom
union-number = Numéro
union-federation = Fédération
union-central-council = Conseil central
union-dues-rate = Cotisation syndicale
union-dues-rate-of-pay = { $rate } du salaire versé
union-dues-rate-unknown = Taux non indiqué
union-sin = Numéros d’assurance sociale
union-sin-collected = Recueillis, chiffrés, jamais affichés
union-sin-not-collected = Non recueillis
union-employers = Employeurs
union-unit = Unité d’accréditation
union-changes = Pour faire corriger cette fiche, écrivez au bureau de votre fédération.
federation-title = Suivi des syndicats
federation-lead = Déclarations attendues et soldes dus des syndicats de votre fédération.
federation-last = Dernière période déclarée
federation-missing = Périodes à déclarer

field-agreement-from = Entrée en vigueur de la convention collective
team-language-fr = français
team-language-en = anglais

# L’équipe : qui soutient le syndicat

team-title = Votre équipe
team-lead = Les personnes de votre fédération qui soutiennent votre syndicat. Le bureau de la fédération tient cette liste à jour.
team-none = La fédération n’a encore désigné personne pour votre syndicat.
team-before = Auparavant
team-see = Voir votre équipe au complet
team-name = Nom
team-duty = Fonction
team-duty-advisor = Conseillère ou conseiller syndical
team-duty-office = Employé-e de bureau
team-duty-other = Autre fonction
team-department = Service
team-department-hint = Par exemple le bureau régional; laissez vide s’il n’y en a pas.
team-phone = Téléphone
team-phone-hint = Le numéro du travail, avec le poste s’il y a lieu.
team-email = Courriel
team-languages = Langues
team-dates = Période
team-since = Depuis le { $since }
team-from-to = Du { $since } au { $until }
team-updated = À jour le { $date }
team-begins = En poste depuis
team-ends = Dernier jour à la fédération
team-date-hint = Année-mois-jour, par exemple 2025-09-12.
team-end-hint = Année-mois-jour. Laissez vide si aucune fin n’est prévue.
team-bad-name = Entrez un nom de 120 caractères au plus.
team-bad-duty = Choisissez une fonction.
team-bad-phone = Entrez un numéro de téléphone de 7 chiffres ou plus.
team-bad-email = Entrez un courriel complet, comme nom@exemple.org.
team-no-way = Entrez au moins un téléphone ou un courriel.
team-bad-languages = Cochez au moins une langue.
team-bad-date = Entrez une date, comme 2025-09-12.
team-bad-end = Entrez une date de fin qui ne précède pas le début, comme 2025-09-12.

staff-title = Équipe de la fédération
staff-lead = Les personnes que les syndicats peuvent joindre, et les syndicats que chacune soutient. Chaque syndicat lit sa propre équipe, et elle seule.
staff-unions = Syndicats
staff-nobody = Personne
staff-people = Personnel
staff-none = Personne encore : ajoutez une conseillère, un conseiller ou un-e employé-e de bureau.
staff-before = Ont quitté la fédération
staff-add = Ajouter une personne
staff-add-button = Ajouter
staff-member-title = Modifier une personne
staff-member-lead = Les syndicats que cette personne soutient verront ces renseignements aussitôt. Son dernier jour met fin à toutes ses assignations.
staff-keep-button = Enregistrer
staff-link = Tenir à jour l’équipe de la fédération

assignments-title = Équipe du syndicat
assignments-end = Dernier jour de { $name }
assignments-end-button = Mettre fin
assignments-add = Assigner une personne
assignments-nobody = Ajoutez d’abord une personne à l’équipe de la fédération.
assignments-member = Personne
assignments-since = À partir du
assignments-until = Jusqu’au
assignments-button = Assigner
assignments-bad-member = Choisissez une personne.
assignments-twice = Cette personne soutient déjà ce syndicat durant cette période.

contacts-title = Des questions?
contacts-team = Pour votre syndicat :

# La liste de la clause 6.01

officers-title = Liste de la clause 6.01
officers-lead = Le syndicat fait connaître à chaque employeur ses dirigeantes et dirigeants, ses déléguées et délégués, ses représentantes et représentants et les membres du comité de griefs : dans les 30 jours de l’entrée en vigueur de la convention, puis dans les 10 jours de toute nomination ou élection.
officers-employers = Chez chaque employeur
officers-people-title = Personnes nommées sur la liste
officers-nobody = Aucune personne en fonction dans la fiche du syndicat.
officers-mandate = Mandat
officers-from = Depuis le { $from }
officers-to = Jusqu’au { $to }
officers-from-to = Du { $from } au { $to }
officers-contact = Coordonnées
officers-duty-president = Présidence
officers-duty-vice-president = Vice-présidence
officers-duty-secretary = Secrétariat
officers-duty-treasurer = Trésorerie
officers-duty-officer = Comité exécutif
officers-duty-delegate = Déléguée ou délégué
officers-duty-local-representative = Représentante ou représentant local
officers-duty-grievance-committee = Comité de griefs
officers-duty-surveillance-committee = Comité de surveillance
officers-added = Ajout : { $name }, { $duty }
officers-added-on = Ajout : { $name }, { $duty }, en fonction depuis le { $on }
officers-left = Départ : { $name }, { $duty }
officers-changed = Changement : { $name }, { $duty }. { $mandate }
officers-duty-changed = Changement : { $name }, auparavant { $before }, maintenant { $duty }
officers-up-to-date = À jour
officers-to-tell = Changements à transmettre
officers-due = À transmettre
officers-late = En retard
officers-due-on = au plus tard le { $on }
officers-was-due-on = Elle devait être transmise au plus tard le { $on }.
officers-last = Dernière liste transmise le { $on }
officers-never = Aucune liste transmise selon le portail
officers-in-force = Convention en vigueur depuis le { $date }
officers-prepare = Préparer la lettre
officers-see = Ouvrir la liste de la clause 6.01
officers-letter-title = Lettre à l’employeur
officers-letter-lead = Faite à partir de la fiche approuvée. Choisissez la langue, imprimez ou enregistrez la lettre, envoyez-la, puis notez la date de l’envoi.
officers-letter-language = Langue de la lettre
officers-letter-contacts = Renseignements personnels
officers-letter-with-contacts = Ajouter le téléphone et le courriel de chaque personne
officers-letter-contacts-hint = La clause 6.01 ne demande que les noms. Assurez-vous que chaque personne est d’accord.
officers-letter-redo = Refaire la lettre
officers-letter-subject = Objet : Représentantes et représentants du syndicat (clause 6.01) – { $unit }
officers-letter-greeting = Madame, Monsieur,
officers-letter-intro = Conformément à la clause 6.01 de la convention collective, voici les dirigeantes et dirigeants, les déléguées et délégués, les représentantes et représentants locaux et les membres du comité de griefs du syndicat.
officers-letter-changes = Ce qui a changé depuis notre liste du { $on } :
officers-letter-closing = Cette liste remplace toute liste antérieure. Veuillez agréer, Madame, Monsieur, nos salutations distinguées.
officers-letter-signature = Pour le syndicat
officers-record-title = La lettre est envoyée
officers-sent-on = Date de l’envoi
officers-record-button = Noter l’envoi
officers-sent-before = Listes déjà transmises
officers-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
  }
officers-sent-title = Liste transmise le { $on }
officers-sent-lead = Telle qu’elle a été notée, quoi que dise la fiche depuis. Empreinte :
officers-bad-date = Entrez la date de l’envoi, aujourd’hui ou avant, comme 2025-09-05.
officers-before-appointment = La liste nomme une personne entrée en fonction après cette date : vérifiez la date de l’envoi.
officers-changed-meanwhile = La liste a changé depuis que vous avez ouvert cette page. Relisez la lettre ci-dessous avant de noter l’envoi.
