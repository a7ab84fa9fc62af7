# Les assiettes

dues-basis-salary-paid = salaire versé durant la période
dues-basis-regular-pay = total du salaire régulier
dues-basis-total-remuneration = rémunération totale versée
dues-basis-dues = cotisation syndicale retenue
dues-basis-per-person = montant par personne

# Le tableau d’un calcul

dues-table-contributors = Personnes cotisantes :
dues-table-payee = Organisme
dues-table-levy = Per capita
dues-table-basis = Assiette
dues-table-rate = Taux ou montant
dues-table-persons = Personnes
dues-table-base = Base
dues-table-amount = Dû
dues-table-total = Total
dues-table-no-base = –
dues-table-employee-number = Matricule

# Le calendrier

dues-calendar-title = Périodes comptables
dues-calendar-period = Période
dues-calendar-start = Début
dues-calendar-end = Fin
dues-calendar-days = Jours

# Pourquoi chaque cent

dues-working-substituted = Aucune ligne du relevé n’a cette assiette; le salaire versé en tient lieu.
dues-working-rate = { $base } × { $rate } = { $product }
dues-working-per-person = { $amount } par personne, quel que soit le salaire
dues-working-no-limit = Aucune limite ne s’applique.
dues-working-minimum = Moins que le minimum de { $amount } par personne : le minimum s’applique.
dues-working-maximum = Plus que le maximum de { $amount } par personne : le maximum s’applique.
dues-working-beyond-max-persons = Nombre maximal de personnes comptées, par ordre de matricule : { $count }. Celle-ci vient après.
dues-working-floor = Cents entiers : { $amount }
dues-working-remainder-cent = Plus un cent : sa fraction de cent est parmi les plus grandes.
dues-working-no-remainder-cent = Aucun cent de plus : les cents à répartir vont aux plus grandes fractions de cent.

# Les rajustements

# Les paiements

# Ce qu’un fichier de per capita ne peut pas dire

dues-levy-unnamed = L’organisme ou le code manque : inscrivez les deux.
dues-levy-rate-missing = Le taux manque : cette assiette en demande un.
dues-levy-amount-missing = Le montant par personne manque.
dues-levy-not-of-this-basis = Un taux va avec une assiette en dollars, un montant va avec « par personne » : jamais les deux.
dues-levy-not-a-number = Un nombre s’écrit comme 0.0072, entre guillemets, avec 18 décimales au plus.
dues-levy-negative = Un taux, un montant ou une limite ne peut pas être négatif.
dues-levy-rate-above-one = Un taux est une fraction, 1 au plus : 0,72 % s’écrit 0.0072.
dues-levy-too-large = Un montant par personne doit être inférieur à un million de dollars.
dues-levy-minimum-above-maximum = Le minimum par personne dépasse le maximum.
dues-levy-ends-before-it-starts = La date de fin précède la date de début.
dues-explain-share = Part : { $amount }
dues-explain-nobody = Personne ne cotise sous le matricule { $number } dans ce relevé.

# Pourquoi une exemption

dues-ground-strike = grève
dues-ground-lock-out = lock-out
dues-ground-hardship = difficultés financières
dues-ground-new-union = nouveau syndicat
