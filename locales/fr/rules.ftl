# Les règles de vérification d’un relevé (clause 5.03), les colonnes et les fichiers illisibles.
# Chaque règle a deux phrases : ce qui ne va pas, puis ce qu’il faut faire (-todo).
# Variables : value (tel que reçu), expected (attendu), column (nom de la colonne), line (ligne).

severity-error = Erreur
severity-warning = Avertissement
severity-info = Information

column-employee-number = Matricule
column-name = Nom
column-address = Adresse
column-phone = Téléphone
column-sin = NAS
column-job-title-code = Code de titre d’emploi
column-job-title = Titre d’emploi
column-status = Statut
column-service = Service ou département
column-shift = Quart de travail
column-salary-rate = Salaire (taux)
column-salary-unit = Unité du salaire
column-salary-paid = Salaire versé
column-dues = Cotisation
column-absences = Absences
column-hired-on = Date d’embauche
column-left-on = Date de départ
column-hours-worked = Heures travaillées
column-vacation-days = Jours de vacances
column-seniority-days = Ancienneté
column-regular-pay = Salaire régulier
column-insurance-benefits = Assurance salaire
column-total-remuneration = Rémunération totale
column-initiation-dues = Droit d’entrée
column-held-dues = Cotisation en fidéicommis
column-correction-period = Période corrigée
column-correction-nature = Nature de la correction

## Le fichier

rule-v01 = La colonne « { $column } » ne se trouve pas dans le fichier.
rule-v01-todo = Ajoutez cette colonne, ou donnez ce nom à celle du fichier qui en tient lieu.
rule-v01-unit = Rien dans le fichier ne dit si le salaire (taux) est payé à l’heure, à la semaine ou à l’année.
rule-v01-unit-todo = Si tous les taux du fichier sont payés de la même façon, dites-le par « Lire ce fichier autrement » : la réponse est retenue pour les prochains fichiers de cet employeur. Sinon, ajoutez la colonne « { $column } ».
rule-v01-shape = Cellules de la ligne : { $value }, plutôt que { $expected }. Les valeurs risquent d’être décalées d’une colonne à l’autre.
rule-v01-shape-todo = Vérifiez s’il y a un séparateur ou un guillemet de trop dans une cellule (souvent l’adresse), ou si la ligne est coupée, puis exportez le fichier de nouveau.
rule-v01-quote = Un guillemet ouvert dans cette ligne n’est pas fermé dans sa cellule : ce qui suit, peut-être plusieurs lignes, y est resté et n’est pas compté.
rule-v01-quote-todo = Cherchez dans cette ligne (souvent dans l’adresse) un guillemet de trop, retirez-le, puis exportez le fichier de nouveau.
rule-v01-twice = Plus d’une colonne peut être lue comme « { $column } », et « { $value } » n’a pas été lue.
rule-v01-twice-todo = Renommez ou retirez la colonne de trop.

rule-v02 = L’en-tête du fichier indique { $value }, alors que le portail connaît { $expected }.
rule-v02-todo = Vérifiez qu’il s’agit du relevé de cet employeur et de cette unité. Si un code a changé, faites-le corriger dans l’Info-syndicat.

rule-v03 = L’en-tête du fichier indique { $value }, alors que la période vérifiée demande { $expected }.
rule-v03-todo = Vérifiez qu’il s’agit du relevé de la bonne période, ou corrigez l’en-tête.
rule-v03-number = L’en-tête du fichier indique la période « { $value } », qui ne fait pas partie des treize périodes de l’exercice.
rule-v03-number-todo = Indiquez une période de P01 à P13 dans l’en-tête.
rule-v03-said = Le texte « { $value } », au-dessus ou au-dessous des lignes du fichier, indique une autre période que celle qui est vérifiée, { $expected }.
rule-v03-said-todo = Vérifiez qu’il s’agit du relevé de la bonne période, ou faites corriger le texte du fichier.

rule-v04 = La période du { $value } ne compte pas { $expected } jours.
rule-v04-todo = Vérifiez le calendrier de l’employeur : seules la première et la dernière période de l’exercice ont une autre durée.
rule-v04-bound = La période du { $value } ne commence ni ne se termine le { $expected }.
rule-v04-bound-todo = Vérifiez le calendrier de l’employeur : l’exercice commence le 1er avril et se termine le 31 mars.

rule-v07 = La date de retenue { $value } n’est pas dans la période, du { $expected }.
rule-v07-todo = Vérifiez la date de la paie. Une retenue appartient à la période où la paie est versée.
rule-v07-blank = L’en-tête du fichier ne donne aucune date de retenue dans la période, du { $expected }.
rule-v07-blank-todo = Inscrivez les dates de paie dans l’en-tête : le délai de remise et l’année d’imposition en dépendent.

rule-v08 = La remise du { $value } est en retard : elle était attendue au plus tard le { $expected }.
rule-v08-todo = Rappelez à l’employeur qu’il a quinze jours civils après la retenue pour remettre la cotisation, ou expliquez le retard.

rule-v09 = La remise du { $value } précède la dernière retenue, du { $expected }.
rule-v09-todo = Vérifiez les deux dates : la cotisation ne peut pas être remise avant d’être retenue.

rule-v10 = L’en-tête annonce { $value } lignes et le fichier en contient { $expected }.
rule-v10-todo = Vérifiez que le fichier est complet, ou corrigez le nombre de lignes dans l’en-tête.
rule-v10-said = Le texte « { $value } », au-dessus ou au-dessous des lignes du fichier, annonce un autre nombre de personnes salariées que celui de ses lignes, { $expected }.
rule-v10-said-todo = Vérifiez que le fichier est complet, ou faites corriger le nombre.

rule-v11 = Le total indiqué pour « { $column } », { $value }, diffère de la somme des lignes, { $expected }.
rule-v11-todo = Vérifiez si une ligne manque, est en double ou a été modifiée après le calcul du total.
rule-v11-part = Le sous-total qui suit la ligne { $line } donne { $value } pour « { $column } », et ses lignes font { $expected }.
rule-v11-second = Sous la ligne { $line }, une ligne sans matricule ni nom porte { $value } pour « { $column } » : un sous-total d’une seule ligne, ou un second versement à cette personne? Elle n’est pas comptée.
rule-v11-second-todo = Si c’est un sous-total, inscrivez « Total » dans cette ligne ou retirez-la. Si c’est un versement, additionnez-le à la ligne de la personne.
rule-v11-part-todo = Vérifiez si une ligne manque, est en double ou a été modifiée après le calcul du sous-total.
rule-v11-below = Lignes au-dessous du dernier total, que ce total ne compte pas : { $value }.
rule-v11-below-todo = Vérifiez si ces lignes doivent s’y trouver et si le total est complet.
rule-v11-recap = Les totaux partiels de « { $column } » donnent { $value }, et les lignes, { $expected }.
rule-v11-recap-todo = Vérifiez ces totaux, ou si une ligne manque, est en double ou a été modifiée depuis.

rule-v12 = Le montant remis, { $value }, diffère de la cotisation et des droits d’entrée du relevé, { $expected }.
rule-v12-todo = Vérifiez le montant. La cotisation en fidéicommis n’est pas remise avant la décision du Tribunal.

rule-v13 = Des caractères de « { $value } » ont été perdus ou remplacés lors de l’exportation.
rule-v13-todo = Exportez le fichier de nouveau en UTF-8, ou corrigez ce texte.
rule-v13-fault = La cellule « { $column } » contient « { $value } » : le tableur n’a pas pu en calculer la valeur.
rule-v13-fault-todo = Corrigez la formule dans le classeur, ou remplacez-la par la valeur, puis exportez le fichier de nouveau.
rule-v13-short = Le tableur a abrégé « { $value } » : une partie de ses chiffres est perdue.
rule-v13-short-todo = Mettez cette colonne au format texte dans le classeur, reprenez-y les numéros complets, puis exportez le fichier de nouveau.

rule-v14 = « { $value } » ne peut pas être lu comme un nombre dans la colonne « { $column } ».
rule-v14-todo = Inscrivez un nombre seul, par exemple 1355,40, ou −20,33 s’il est négatif.
rule-v14-blank = « { $column } » est vide.
rule-v14-blank-todo = Inscrivez le montant, ou 0,00 si rien n’a été versé durant la période.
rule-v14-date = « { $value } » ne peut pas être lu comme une date dans la colonne « { $column } ».
rule-v14-date-todo = Inscrivez la date sous la forme AAAA-MM-JJ, par exemple 2025-07-21.
rule-v14-ambiguous = « { $value } » peut se lire de deux façons : { $expected }.
rule-v14-ambiguous-todo = Inscrivez le nombre sans séparateur de milliers, ou avec ses deux décimales.
rule-v14-decimals = « { $value } » compte plus de deux décimales, alors que « { $column } » est un montant en dollars et en cents.
rule-v14-decimals-todo = Inscrivez le montant arrondi au cent, tel qu’il a été versé ou retenu.
rule-v14-header = La valeur « { $value } » de l’en-tête du fichier ne peut pas être lue.
rule-v14-header-todo = Inscrivez les dates sous la forme AAAA-MM-JJ et les nombres sans texte.

rule-v15 = Le relevé n’a pas été transmis par voie électronique (« { $value } »).
rule-v15-todo = Rien à corriger dans le relevé. Rappelez à l’employeur que la convention demande une transmission électronique.

## L’identité

rule-v16 = « { $value } » ne compte qu’un seul mot, alors qu’un nom de famille et un prénom sont attendus.
rule-v16-todo = Ajoutez ce qui manque, ou confirmez que la personne ne porte qu’un seul nom.
rule-v16-blank = Le nom de la personne salariée manque.
rule-v16-blank-todo = Inscrivez son nom de famille et son prénom.
rule-v16-none = « { $value } » tient lieu du nom de la personne salariée.
rule-v16-none-todo = Inscrivez son nom de famille et son prénom.

rule-v17 = Le matricule { $value } figure déjà à la ligne { $expected }.
rule-v17-todo = Réunissez les deux lignes (une par paie, peut-être), corrigez le matricule, ou faites de l’une une ligne de correction.
rule-v17-blank = Le matricule manque.
rule-v17-blank-todo = Inscrivez le matricule de la personne salariée, avec ses zéros du début.
rule-v17-none = « { $value } » tient lieu de matricule.
rule-v17-none-todo = Inscrivez le matricule de la personne salariée, avec ses zéros du début.

rule-v18 = Le numéro d’assurance sociale { $value } n’a pas la forme attendue : { $expected } chiffres, qui ne sont pas tous les mêmes.
rule-v18-todo = Vérifiez le numéro au dossier de la personne salariée.
rule-v18-blank = Le numéro d’assurance sociale manque.
rule-v18-blank-todo = Inscrivez-le s’il est connu, ou confirmez qu’il n’est pas transmis.

rule-v19 = Le numéro d’assurance sociale { $value } comporte sans doute une faute de frappe : son chiffre de contrôle ne concorde pas.
rule-v19-todo = Comparez chaque chiffre avec le dossier de la personne salariée.

rule-v20 = Le numéro d’assurance sociale { $value } commence par { $expected }, ce qui n’est jamais le cas d’un numéro attribué à une personne.
rule-v20-todo = Vérifiez le numéro au dossier de la personne salariée.
rule-v20-temporary = Le numéro d’assurance sociale { $value } commence par { $expected } : il est temporaire et peut expirer.
rule-v20-temporary-todo = Rien à corriger. L’employeur peut vérifier la date d’expiration.

rule-v22 = Le numéro d’assurance sociale { $value } figure déjà à la ligne { $expected }.
rule-v22-todo = Si la personne occupe deux postes, confirmez-le. Sinon, corrigez l’un des deux numéros.

rule-v24 = Le code postal « { $value } » n’a pas la forme d’un code postal canadien.
rule-v24-todo = Vérifiez s’il contient une lettre O au lieu d’un zéro ou une lettre I au lieu d’un 1, puis corrigez l’adresse.
rule-v24-phone = Le numéro de téléphone « { $value } » ne compte pas { $expected } chiffres.
rule-v24-phone-todo = Inscrivez le numéro avec son indicatif régional, par exemple 418-555-0142.
rule-v24-blank = « { $column } » manque pour cette personne salariée.
rule-v24-blank-todo = Inscrivez cette coordonnée, ou confirmez que l’employeur ne l’a pas.

rule-v26 = Le matricule { $value } n’a jamais figuré dans un relevé et la ligne n’a pas de date d’embauche.
rule-v26-todo = Ajoutez la date d’embauche, ou précisez d’où vient la personne (mutation, nouveau matricule).
rule-v26-correction = La correction de { $expected } nomme le matricule { $value }, qui n’a jamais figuré dans un relevé : elle ajouterait une personne.
rule-v26-correction-todo = Vérifiez le matricule. Si la personne avait été oubliée, dites-le en note.

## L’emploi

rule-v27 = Le titre d’emploi { $value } ne figure pas dans la nomenclature connue.
rule-v27-todo = Vérifiez le code. S’il s’agit d’un nouveau titre d’emploi, confirmez-le.
rule-v27-blank = Le code de titre d’emploi manque.
rule-v27-blank-todo = Inscrivez le code du titre d’emploi principal de la personne salariée.

rule-v28 = Le titre d’emploi « { $value } » porte un autre nom dans la nomenclature : « { $expected } ».
rule-v28-todo = Rien à corriger si le numéro est le bon : c’est lui qui l’emporte. Sinon, corrigez le numéro.

rule-v29 = Le statut « { $value } » n’est ni temps complet (TC) ni temps partiel (TP).
rule-v29-todo = Inscrivez TC (temps complet) ou TP (temps partiel). Si c’est un mot de l’employeur, « Lire ce fichier autrement » permet de dire ce qu’il signifie.
rule-v29-blank = Le statut manque.
rule-v29-blank-todo = Inscrivez TC (temps complet) ou TP (temps partiel).

rule-v31 = Le service ou département manque.
rule-v31-todo = Inscrivez le service, le département ou le centre d’activité de la personne salariée.

rule-v32 = Le quart de travail « { $value } » n’est pas l’un de ceux de la convention : { $expected }.
rule-v32-todo = Inscrivez D (jour), E (soir), N (nuit), ou une rotation telle que D/E.
rule-v32-blank = Le quart de travail manque.
rule-v32-blank-todo = Inscrivez D (jour), E (soir), N (nuit), ou une rotation telle que D/E.

rule-v33 = Le salaire (taux) de la personne salariée manque ou n’est pas supérieur à zéro.
rule-v33-todo = Inscrivez son taux de salaire, par exemple 22,59 avec l’unité H.
rule-v33-unit = L’unité du salaire manque ou n’est pas reconnue.
rule-v33-unit-todo = Inscrivez H (l’heure), W (la semaine) ou Y (l’année). Si tous les taux sans unité du fichier sont payés de la même façon, dites-le plutôt une fois par « Lire ce fichier autrement » : la réponse est retenue pour les prochains fichiers de cet employeur.

rule-v34 = Le taux de salaire, { $value }, sort de l’échelle de ce titre d’emploi, dont la limite est de { $expected } l’heure.
rule-v34-todo = Vérifiez le taux, son unité et le titre d’emploi. Confirmez-le si la personne est hors taux ou hors échelle.

## Les montants

rule-v37 = « { $column } » est négatif ({ $value }) sur une ligne ordinaire.
rule-v37-todo = S’il s’agit d’une correction, indiquez la période corrigée et la nature de la correction. Sinon, corrigez le montant.

rule-v38 = Un salaire a été versé et aucune cotisation n’a été retenue.
rule-v38-todo = Retenez la cotisation, ou expliquez pourquoi cette personne n’en paie pas.

rule-v39 = La cotisation retenue, { $value }, diffère de celle que le syndicat a fixée, { $expected }.
rule-v39-todo = Vérifiez le montant et son calcul. Une erreur se corrige au plus tard à la période suivante.

rule-v40 = La cotisation, { $value }, dépasse le salaire sur lequel elle est retenue, { $expected }.
rule-v40-todo = Vérifiez les deux montants : l’un d’eux a peut-être un chiffre de trop.

rule-v42 = Une cotisation de { $value } est retenue, alors qu’aucun salaire n’est versé.
rule-v42-todo = Vérifiez le salaire versé. S’il s’agit d’une correction, indiquez la période corrigée et la nature de la correction.

rule-v43 = Le salaire versé, { $value }, s’écarte de plus du quart de celui du temps complet, { $expected }.
rule-v43-todo = Vérifiez le salaire et le taux. Si le salaire comprend une rétroactivité ou s’explique par une absence, indiquez-le.

rule-v44 = Le salaire versé, { $value }, ne correspond pas au taux et aux heures, dont la limite est de { $expected }.
rule-v44-todo = Vérifiez les heures, le taux et le salaire, ou expliquez l’écart (prime, congé payé, rétroactivité).

rule-v45 = « { $column } », { $value }, ne s’accorde pas avec les autres totaux de la ligne, { $expected }.
rule-v45-todo = Vérifiez les trois totaux : la rémunération totale comprend le salaire régulier et l’assurance salaire.
rule-v45-negative = « { $column } » est négatif ({ $value }) sur une ligne ordinaire.
rule-v45-negative-todo = Corrigez le montant, ou inscrivez la différence sur une ligne de correction.

rule-v46 = Le salaire versé, { $value }, dépasse la rémunération totale, { $expected }.
rule-v46-todo = Vérifiez les deux montants : la rémunération totale comprend le salaire versé.

rule-v47 = Des prestations d’assurance salaire de { $value } sont versées sans absence qui les explique.
rule-v47-todo = Ajoutez l’absence (maladie, lésion professionnelle, congé parental), ou corrigez le montant.

rule-v48 = Les prestations d’assurance salaire, { $value }, dépassent 80 % du salaire de la période, { $expected }.
rule-v48-todo = Vérifiez le montant, ou expliquez-le (prestations de plus d’une période, régime particulier).

rule-v49 = Aucune cotisation n’est retenue pour une personne mise à pied avec prestations (J01).
rule-v49-todo = Retenez la cotisation : elle se retient aussi sur les prestations de mise à pied (15.03).

## Les absences, les embauches, les départs

rule-v54 = L’absence « { $value } » n’a pas à la fois une date de début, une date de fin et un code de raison lisibles.
rule-v54-todo = Inscrivez-la sous la forme 2025-07-21/2025-07-25 S01, et séparez les absences par une barre verticale.

rule-v55 = Le code de raison « { $value } » n’est pas connu.
rule-v55-todo = Inscrivez un code connu, ou dites à quelle raison d’absence celui-ci correspond par « Lire ce fichier autrement ».

rule-v56 = L’absence du { $value } sort de la période, du { $expected }, ou se termine avant de commencer.
rule-v56-todo = N’inscrivez que les jours d’absence de la période, ou corrigez les dates.

rule-v57 = L’absence du { $value } en chevauche une autre, du { $expected }.
rule-v57-todo = Corrigez les dates, ou confirmez qu’il s’agit d’absences partielles.

rule-v58 = L’absence { $value } compte plus de jours que la convention n’en donne, { $expected }.
rule-v58-todo = Vérifiez les dates et le code de raison, ou expliquez la prolongation.
rule-v58-short = L’absence « { $value } » est plus courte que le minimum prévu par la convention pour cette raison.
rule-v58-short-todo = Vérifiez les dates et le code de raison : une libération plus courte porte un autre code.

rule-v59 = « { $column } » indique { $value }, alors que la personne est absente sans salaire toute la période ({ $expected }).
rule-v59-todo = Vérifiez l’absence et le montant, ou expliquez ce qui a été versé (monnayage, rétroactivité).

rule-v60 = Avec ce relevé, { $value } jours de libération syndicale sont imputés aux banques de l’exercice, qui en comptent { $expected }.
rule-v60-todo = Vérifiez les codes U01, U02 et U03. Ce qui dépasse les banques est une libération remboursée par le syndicat (code U04).

rule-v61 = Service et jour : { $value }. Plus de { $expected } personnes sont libérées en même temps pour une activité externe (U01).
rule-v61-todo = Rien à corriger dans le relevé. La convention limite ces libérations, sous réserve de la continuité du service (6.20).

rule-v62 = La libération { $value } est remboursée par le syndicat.
rule-v62-todo = Attendez la réclamation de l’employeur : salaire, avantages sociaux et part de l’employeur.

rule-v63 = La date d’embauche, { $value }, n’est pas dans la période, du { $expected }.
rule-v63-todo = Corrigez la date. Si l’embauche est annoncée en retard, confirmez-le.

rule-v65 = La date de départ, { $value }, n’est pas dans la période, du { $expected }.
rule-v65-todo = Corrigez la date, ou confirmez que le départ est annoncé d’avance ou en retard.

rule-v67 = La date de départ, { $value }, précède la date d’embauche, { $expected }.
rule-v67-todo = Corrigez l’une des deux dates : elles ont peut-être été inversées.

## Le temps partiel

rule-v69 = « { $column } » manque pour une personne salariée à temps partiel.
rule-v69-todo = Inscrivez la valeur de la période, ou 0 s’il n’y en a pas.
rule-v69-column = La colonne « { $column } » n’est pas dans le fichier ou n’a pas été reconnue, alors qu’il contient des personnes salariées à temps partiel.
rule-v69-column-todo = Si elle y est sous un autre nom, dites-le par « Lire ce fichier autrement ». Sinon, demandez à l’employeur de l’ajouter.

rule-v70 = « { $column } » ({ $value }) est inscrit pour une personne salariée à temps complet : cette valeur n’est pas utilisée.
rule-v70-todo = Rien à faire, à moins que le statut soit à corriger.

rule-v71 = Les heures travaillées, { $value }, sont négatives ou dépassent celles du temps complet pour la période, { $expected }.
rule-v71-todo = Retirez le temps supplémentaire, qui ne compte pas ici, ou corrigez le nombre d’heures.

rule-v72 = Les jours de vacances, { $value }, sont négatifs ou dépassent les jours ouvrables de la période, { $expected }.
rule-v72-todo = N’inscrivez que les jours de vacances pris durant la période.
rule-v72-year = Les jours de vacances de l’exercice, { $value } avec ceux de la période, dépassent { $expected }.
rule-v72-year-todo = Vérifiez les jours de vacances des relevés de l’exercice.

rule-v73 = L’ancienneté de la période, { $value }, diffère de celle que donnent les heures et les vacances, { $expected }.
rule-v73-todo = Vérifiez le calcul de la clause 12.04, ou expliquez l’écart (absence, retraite progressive, mutation).

rule-v74 = L’ancienneté de la période, { $value }, est négative ou dépasse ce qu’une période peut donner, { $expected } jours.
rule-v74-todo = Inscrivez les jours accumulés durant la période seulement, et vérifiez la position de la virgule.

## Les corrections

rule-v78 = La ligne corrige une période sans dire la nature de la correction.
rule-v78-todo = Inscrivez la raison de la correction, par exemple « heures inscrites deux fois ».
rule-v78-period = La ligne est une correction, et la période qu’elle corrige manque ou n’est pas reconnue.
rule-v78-period-todo = Inscrivez la période corrigée, par exemple P04 ou 2025-26 P04.
rule-v78-ahead = La ligne corrige { $value }, qui n’est pas une période antérieure à celle du relevé.
rule-v78-ahead-todo = Pour la période du relevé, faites corriger la ligne de la personne elle-même; sinon, inscrivez la période passée qui est corrigée.
rule-v78-before = La ligne corrige { $value }, une période d’avant le portail : l’écart de per capita ne peut pas être calculé et n’est pas compté.
rule-v78-before-todo = Réglez cet écart avec chaque organisme, hors du portail, et dites comment en note.
rule-v78-unreceived = La ligne corrige { $value }, dont le portail n’a pas le relevé : l’écart de per capita ne peut pas être calculé.
rule-v78-unreceived-todo = Envoyez et déclarez d’abord le relevé de { $expected } : la déclaration attend.

rule-v82 = Les retenues du { $expected } touchent deux années d’imposition, et la cotisation est donnée en un seul montant, { $value }.
rule-v82-todo = Demandez la cotisation de chaque date de paie : le T4 et le Relevé 1 sont établis selon l’année de la paie.

## Les fichiers illisibles

unreadable-empty = Le fichier est vide.
unreadable-empty-todo = Exportez le relevé de nouveau et vérifiez que le fichier contient des lignes.
unreadable-too-many-bytes = Le fichier dépasse { $expected } Mo.
unreadable-too-many-bytes-todo = Envoyez un seul relevé par fichier, de préférence en CSV.
unreadable-not-a-statement = Le fichier est de type { $value }, et non un fichier CSV ou un classeur (.xlsx, .ods).
unreadable-not-a-statement-todo = Envoyez le relevé en CSV, en .xlsx ou en .ods.
unreadable-binary = Le fichier ne contient ni texte ni classeur.
unreadable-binary-todo = Envoyez le relevé en CSV, en .xlsx ou en .ods.
unreadable-web-page = Le fichier porte peut-être un nom Excel, mais il contient une page Web ou du XML.
unreadable-web-page-todo = Ouvrez-le dans Excel ou LibreOffice, choisissez « Enregistrer sous », puis le type « Classeur Excel (.xlsx) », et envoyez ce nouveau fichier.
unreadable-old-excel = Le fichier est un classeur Excel dans un format antérieur à 1997 ou dans un format binaire (.xlsb).
unreadable-old-excel-todo = Ouvrez-le dans Excel, puis enregistrez-le en .xlsx ou en CSV.
unreadable-protected = Le fichier est protégé par un mot de passe.
unreadable-protected-todo = Retirez le mot de passe avant de l’envoyer. La transmission est déjà chiffrée.
unreadable-damaged = Le fichier est endommagé ou incomplet.
unreadable-damaged-todo = Exportez ou téléversez le fichier de nouveau.
unreadable-too-much-inside = Le contenu compressé du fichier est démesuré pour un relevé (plus de { $expected } Mo).
unreadable-too-much-inside-todo = Enregistrez le relevé en CSV, ou retirez les images et les autres feuilles.
unreadable-too-many-lines = Le fichier compte plus de { $expected } lignes.
unreadable-too-many-lines-todo = Envoyez un seul relevé par fichier et retirez les lignes vides mises en forme.
unreadable-too-many-sheets = Le classeur compte plus de { $expected } feuilles : elles ne peuvent pas être lues toutes ensemble.
unreadable-too-many-sheets-todo = Retirez les feuilles qui ne font pas partie du relevé, ou réunissez les personnes sur une seule.
unreadable-too-many-columns = Le fichier compte plus de { $expected } colonnes.
unreadable-too-many-columns-todo = Retirez les colonnes qui ne font pas partie du relevé.
unreadable-too-far-right = La cellule { $value } se trouve au-delà des { $expected } colonnes qui peuvent être lues.
unreadable-too-far-right-todo = Videz-la, ou retirez les colonnes qui ne font pas partie du relevé.
unreadable-too-many-cells = Le fichier compte plus de { $expected } cellules ou contient trop de texte.
unreadable-too-many-cells-todo = Retirez ce qui ne fait pas partie du relevé, ou enregistrez-le en CSV.
unreadable-no-rows = Aucune ligne du fichier ne peut servir d’en-tête.
unreadable-no-rows-todo = Ajoutez au-dessus des données une ligne qui nomme les colonnes.
unreadable-no-lines = Les colonnes ont été reconnues, mais aucune ligne de personne ne les suit.
unreadable-no-lines-todo = Exportez le relevé de nouveau et vérifiez que le fichier contient une ligne par personne.
unreadable-no-columns = Rien ne sépare les colonnes du fichier : c’est un rapport imprimé, ou un texte placé dans une seule colonne d’un classeur.
unreadable-no-columns-todo = Exportez le relevé en CSV ou en .xlsx, avec chaque donnée dans sa propre colonne.
unreadable-overflowing = Presque toutes les lignes ont plus de cellules que les { $expected } noms de colonnes : le signe qui sépare les colonnes se trouve sans doute aussi dans les noms ou dans les montants.
unreadable-overflowing-todo = Exportez le relevé en .xlsx, ou en CSV avec un point-virgule entre les colonnes. Si une colonne n’a pas de nom, donnez-lui-en un.
unreadable-sideways = Le fichier a une colonne par personne et une ligne par renseignement.
unreadable-sideways-todo = Exportez-le avec une ligne par personne. Dans un tableur, copiez le tableau, puis collez-le en le transposant.
unreadable-two-encodings = Les lettres accentuées du fichier ne sont pas toutes écrites de la même façon : il réunit sans doute deux exportations, ou un autre programme l’a modifié.
unreadable-two-encodings-todo = Exportez le relevé d’un seul coup, en .xlsx ou en CSV, et envoyez-le sans le modifier.
unreadable-not-calculated = La cellule { $value } contient une formule, et son résultat n’est pas dans le fichier.
unreadable-not-calculated-todo = Ouvrez le classeur dans Excel ou LibreOffice, vérifiez les valeurs, enregistrez-le, puis envoyez-le de nouveau.
unreadable-people-above = La ligne { $expected } du fichier semble être celle d’une personne, alors que les noms des colonnes viennent plus bas.
unreadable-people-above-todo = Remettez la ligne des noms de colonnes en premier (un tri l’a peut-être déplacée), puis renvoyez le fichier. Personne ne doit se trouver au-dessus.
unreadable-other-header = Après la ligne de données { $expected }, le fichier nomme de nouveau ses colonnes, dans un autre ordre.
unreadable-other-header-todo = Deux rapports semblent avoir été réunis. Replacez les colonnes dans un même ordre, ou envoyez un seul rapport.
unreadable-too-long-number = À la ligne { $expected }, le matricule compte plus de 200 caractères; il commence par « { $value } ».
unreadable-too-long-number-todo = Vérifiez si un guillemet n’a pas été fermé avant cet endroit, ou si une autre colonne est lue comme le matricule.
unreadable-too-long-name = À la ligne { $expected }, le nom compte plus de 4 000 caractères; il commence par « { $value } ».
unreadable-too-long-name-todo = Vérifiez si un guillemet n’a pas été fermé avant cet endroit, ou si une autre colonne est lue comme le nom.
unreadable-too-long-address = À la ligne { $expected }, l’adresse compte plus de 4 000 caractères; elle commence par « { $value } ».
unreadable-too-long-address-todo = Vérifiez si un guillemet n’a pas été fermé avant cet endroit, ou si une autre colonne est lue comme l’adresse.
unreadable-stopped = L’envoi a été annulé pendant la lecture.
unreadable-stopped-todo = Envoyez le fichier de nouveau s’il doit être lu.

## Ce que seule une personne peut dire d’un fichier

columns-ask-where = Aucune colonne ne porte un nom connu pour « { $column } ».
columns-ask-which = Plus d’une colonne peut être « { $column } ».
columns-ask-decimal = « { $value } » est-il un nombre à décimales, ou son signe sépare-t-il les milliers?
columns-ask-dates = Dans « { $value } », le jour vient-il avant le mois?
columns-ask-sins = La colonne lue comme « { $column } » semble contenir des numéros d’assurance sociale. Ces colonnes ont peut-être été interverties.
columns-ask-swapped = La colonne lue comme « { $column } » semble contenir « { $value } ». Ces colonnes ont peut-être été interverties : dites ce que contient chacune.
columns-ask-headless = Aucune ligne du fichier ne nomme ses colonnes : dites ce que contient chacune. Elles seront reconnues par leur place la prochaine fois.
columns-ask-sheets = { $value } feuilles du classeur peuvent contenir le relevé : dites laquelle lire, ou choisissez toutes celles qui ont les mêmes colonnes dans le même ordre. Celles dont les colonnes diffèrent ne sont pas lues : si des personnes s’y trouvent, réunissez-les d’abord sur une seule.
columns-ask-sheets-differ = Toutes les feuilles du classeur étaient demandées, mais celles-ci n’ont pas les mêmes colonnes, dans le même ordre, que celles qui peuvent être lues : { $value }. Dites quoi lire; si des personnes se trouvent sur plusieurs feuilles, donnez-leur d’abord les mêmes colonnes.
columns-ask-sheet = D’habitude, toutes les feuilles du classeur sont lues, mais une seule de celui-ci nomme les colonnes d’un relevé : enregistrez si elle suffit. Si des personnes sont sur une autre feuille, corrigez-y d’abord les noms des colonnes.
columns-ask-not-comma = Pour cet employeur, la virgule est le signe des décimales, mais ce fichier contient « { $value } ».
columns-ask-not-point = Pour cet employeur, le point est le signe des décimales, mais ce fichier contient « { $value } ».
columns-ask-status = Le statut « { $value } » revient souvent : est-il à temps complet ou à temps partiel?

## La vérification à la ligne de commande

check-lines = Lignes
check-salary-paid = Salaire versé
check-dues = Cotisation
check-line = Ligne { $line }
check-line-of-sheet = Ligne { $line } (ligne { $expected } de la feuille « { $value } »)
check-hidden = Rangées masquées qui ont été lues aussi : { $value }
check-balances = Lignes de paiement, d’écart ou de solde, non comptées : { $value }
check-merged = Cellules fusionnées sur plusieurs rangées (la première rangée seule a la valeur, les autres sont lues comme vides) : { $value }. Défusionnez-les dans le classeur, ou vérifiez ces lignes.
check-hidden-sheets = Feuilles masquées du classeur, non lues : { $value }. Si des personnes s’y trouvent, affichez-les dans le classeur.
check-other-sheets = Autres feuilles du classeur, non lues : { $value }
check-and-more = { $value } et { $expected } autre(s)
check-no-sheet = Aucune feuille visible du classeur ne porte le nom « { $value } ». Feuilles où le relevé peut se trouver : { $expected }
check-file = Fichier
check-asks = Ce fichier se lit de plus d’une façon : le portail demandera à une personne comment le lire.
check-unread = Colonnes que rien ne lit : { $value }
check-none = Rien à signaler.
check-withheld = Anomalies de la règle { $expected } qui ne sont pas affichées : { $value }.
check-not-found = Le fichier { $value } ne peut pas être ouvert. Vérifiez son nom et vos droits d’accès.

## Ce qui précède

rule-v05 = La période { $value } est déjà déclarée.
rule-v05-todo = Faites corriger l’écart par une ligne de correction dans un relevé suivant.
rule-v06 = Le relevé de la période précédente, { $value }, n’a pas été reçu.
rule-v06-todo = Demandez-le à l’employeur, ou confirmez qu’il n’y en a pas.
rule-v21 = Le numéro d’assurance sociale { $value } n’est plus celui du relevé précédent pour ce matricule.
rule-v21-todo = Vérifiez lequel des deux numéros est le bon.
rule-v23 = Le nom est passé de « { $expected } » à « { $value } ».
rule-v23-todo = Rien à corriger si la personne a changé de nom.
rule-v25 = L’adresse n’est plus celle du relevé précédent.
rule-v25-todo = Mettez à jour le dossier de la personne, s’il y a lieu.
rule-v30 = Le statut est passé de { $expected } à { $value }.
rule-v30-todo = Rien à corriger si la personne a changé de statut.
rule-v35 = Le taux de salaire, { $value }, est inférieur à celui du relevé précédent, { $expected }, pour le même titre d’emploi.
rule-v35-todo = Vérifiez le taux, ou expliquez la baisse.
rule-v36 = Le taux de salaire, { $value }, dépasse de plus de 15 % celui du relevé précédent, { $expected }.
rule-v36-todo = Vérifiez le taux et son unité.
rule-v41 = Le matricule { $value } figurait au relevé précédent sans date de départ, et ne figure plus dans celui-ci.
rule-v41-todo = Demandez à l’employeur la date de départ, ou la ligne qui manque.
rule-v41-strangers = Des { $expected } personnes du relevé précédent qui n’ont pas quitté, { $value } seulement figurent dans celui-ci.
rule-v41-strangers-todo = Vérifiez que ce fichier est bien celui de cet employeur et de cette unité. Si l’employeur a changé ses matricules, dites-le en note.
rule-v50 = Un droit d’entrée de { $value } est retenu, alors qu’il l’a déjà été à la période { $expected }.
rule-v50-todo = Faites rembourser le droit d’entrée retenu en trop.
rule-v50-amount = Le droit d’entrée retenu, { $value }, n’est pas celui du syndicat, { $expected }.
rule-v50-amount-todo = Faites corriger le montant.
rule-v50-authorization = Un droit d’entrée de { $value } est retenu sans carte de membre au dossier.
rule-v50-authorization-todo = Inscrivez la date de signature de la carte.
rule-v51 = Une cotisation de { $value } est gardée en fidéicommis hors des périodes du dossier, qui commence à { $expected }.
rule-v51-todo = Vérifiez la date de la requête et celle de la décision.
rule-v51-case = Une cotisation de { $value } est gardée en fidéicommis sans dossier au Tribunal.
rule-v51-case-todo = Ouvrez le dossier, puis relisez le relevé par « Lire ce fichier autrement »; ou faites verser la cotisation.
rule-v52 = Le montant remis, { $value }, contient des cotisations en fidéicommis (sans elles, { $expected }).
rule-v52-todo = Faites retirer du montant les sommes gardées en fidéicommis.
rule-v52-dues = Une cotisation de { $value } est retenue pour une personne dont la cotisation est en fidéicommis.
rule-v52-dues-todo = N’inscrivez la somme que dans la colonne du fidéicommis.
rule-v52-ruling = Une somme gardée en fidéicommis est libérée ({ $value }) sans décision du Tribunal.
rule-v52-ruling-todo = Attendez la décision, ou inscrivez-la au dossier.
rule-v52-correction = Une correction porte une somme en fidéicommis, { $value } : elle n’est pas comptée.
rule-v52-correction-todo = Faites retirer cette somme : le fidéicommis se garde sur la ligne de la personne, et c’est la décision inscrite au dossier qui le libère.
rule-v52-released = La correction ajoute { $value } à une cotisation gardée en fidéicommis ({ $expected }) : libérée par la décision, elle serait comptée deux fois.
rule-v52-released-todo = Faites retirer cette ligne et inscrivez la décision du Tribunal au dossier : ce qui était gardé entre alors de lui-même.
rule-v52-gone = La version précédente gardait { $expected } en fidéicommis pour le matricule { $value }; celle-ci n’a plus rien.
rule-v52-gone-todo = Demandez à l’employeur où est passée la somme. Si le Tribunal a inclus la personne, elle doit rester inscrite, ou être remise comme cotisation.
rule-v53 = Le salaire versé, { $value }, dépasse de plus de moitié celui des dernières périodes, { $expected }.
rule-v53-todo = Rien à corriger s’il s’agit d’une rétroactivité ou d’une monnayabilité.
rule-v64 = Une date d’embauche, { $value }, est donnée pour une personne déjà au relevé précédent.
rule-v64-todo = Corrigez la date ou le matricule.
rule-v66 = La personne est partie le { $expected } et sa ligne n’a pas de paie.
rule-v66-todo = Faites retirer la ligne, ou corriger la date de départ.
rule-v68 = La personne travaille depuis le { $value } et sa carte de membre était attendue le { $expected }.
rule-v68-todo = Faites signer la carte, ou inscrivez sa date.
rule-v75 = L’ancienneté de la période, { $value }, dépasse ce qui reste à accumuler dans l’exercice, { $expected }.
rule-v75-todo = Faites limiter l’ancienneté à un an par exercice.
rule-v76 = L’ancienneté de l’exercice, { $value }, dépasse les jours écoulés depuis le 1er avril, { $expected }.
rule-v76-todo = Rien à corriger. Elle est limitée lorsqu’elle se compare au temps complet.
rule-v77 = L’ancienneté totale, { $value }, est inférieure à celle du relevé précédent, { $expected }.
rule-v77-todo = Vérifiez l’ancienneté, ou expliquez pourquoi elle a été perdue.
rule-v79 = La correction de { $value } arrive en retard : elle devait être faite à la période { $expected }.
rule-v79-todo = Confirmez que la correction est acceptée en retard.
rule-v79-again = Un relevé précédent a déjà fait cette même correction de { $value } : elle compterait deux fois.
rule-v79-again-todo = Demandez à l’employeur si la ligne est répétée, ou confirmez que c’est un autre écart.
rule-v79-year = La correction de { $value } arrive en retard : sans exercice indiqué, elle a été lue comme { $expected }, de l’exercice précédent.
rule-v79-year-todo = Confirmez que c’est bien cette période et que la correction est acceptée en retard. Sinon, faites corriger la ligne.
rule-v80 = L’erreur signalée ({ $value }) n’est pas corrigée (écart : { $expected }).
rule-v80-todo = Relancez l’employeur.
rule-v80-value = L’erreur signalée ({ $value }) n’est pas corrigée.
rule-v80-value-todo = Relancez l’employeur.
rule-v81 = La correction, { $value }, dépasse le montant de la période corrigée, { $expected }.
rule-v81-todo = Vérifiez le montant et la période corrigée.
rule-v81-absent = Le matricule { $value } n’était pas au relevé de { $expected } : la correction l’y ajoute, avec ses montants fixes par personne.
rule-v81-absent-todo = Vérifiez que la personne avait bien été oubliée.
rule-v84 = Le matricule { $value } est sur la liste annuelle du 31 mars, mais pas dans le relevé de P13.
rule-v84-todo = Demandez à l’employeur lequel des deux est juste.
rule-v84-unlisted = Le matricule { $value } n’est pas sur la liste annuelle du 31 mars.
rule-v84-unlisted-todo = Demandez à l’employeur lequel des deux est juste.
rule-v85 = Le relevé compte { $value } personnes salariées le 1er janvier, et les banques de libération ont été calculées avec { $expected }.
rule-v85-todo = Vérifiez le nombre retenu pour les banques.
rule-v86 = La personne ({ $value }) figure aussi dans un autre relevé de la période.
rule-v86-todo = Rien à corriger si elle a deux employeurs.
