# Ouvrir une session; les comptes

sign-in-title = Ouvrir une session
sign-in-lead = Le per capita de votre syndicat, du relevé de l’employeur jusqu’à la quittance.
sign-in-email = Adresse courriel
sign-in-password = Mot de passe
sign-in-button = Ouvrir la session
sign-in-wrong = L’adresse courriel ou le mot de passe ne correspond à aucun compte ouvert.
sign-in-wait = Trop de tentatives pour ce compte. Réessayez dans { $seconds ->
    [one] { $seconds } seconde.
   *[other] { $seconds } secondes.
   }
sign-in-help = Vous n’avez pas de compte?
sign-in-help-link = Voir à qui le demander
sign-in-demo = Comptes de démonstration
sign-in-demo-lead = Le mot de passe est le même pour tous : { $password }
accounts-title = Comptes
accounts-lead = Qui peut ouvrir une session, et au nom de qui.
accounts-add = Pour ajouter un compte, utilisez la ligne de commande du serveur (quittance user add). Les invitations par courriel seront offertes plus tard.
account-name = Personne
account-role = Rôle
account-scope = Agit pour
account-last-sign-in = Dernière session
account-state = État
account-action = Action
account-open = Ouvert
account-closed = Fermé
account-close = Fermer le compte
account-reopen = Rouvrir le compte
