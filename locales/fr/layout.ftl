# Mots communs à toutes les pages : en-tête, navigation, pied de page, composants.

layout-product = Quittance
layout-skip = Aller au contenu principal
layout-tools = Langue et compte
layout-navigation = Navigation principale
layout-menu = Menu
layout-other-language = English
layout-other-language-code = en
layout-signed-in-as = Session ouverte :
layout-sign-out = Se déconnecter
layout-demo = Démonstration

layout-footer-contact = Questions sur le per capita : l’équipe de vérification du Service des finances.
layout-footer-help = Aide
layout-footer-privacy = Renseignements personnels
layout-footer-accessibility = Accessibilité

layout-success = C’est fait
layout-important = Important
layout-warning = Attention
layout-error-prefix = Erreur :
layout-problem = Il y a un problème

layout-day = Jour
layout-month = Mois
layout-year = Année

layout-show = Afficher
layout-hide = Masquer
layout-show-password = Afficher le mot de passe
layout-hide-password = Masquer le mot de passe
layout-password-shown = Votre mot de passe est affiché
layout-password-hidden = Votre mot de passe est masqué

layout-file-choose = Choisir un fichier
layout-file-none = Aucun fichier choisi
layout-file-drop = ou déposez-le ici
layout-file-entered = Entrée dans la zone de dépôt
layout-file-left = Sortie de la zone de dépôt
layout-file-one = fichier choisi
layout-file-other = fichiers choisis

layout-pages = Pages
layout-previous = Précédente
layout-next = Suivante
layout-page = page
layout-back = Retour
layout-change = Modifier
layout-breadcrumbs = Fil d’Ariane
layout-filters = Filtres
layout-print = Imprimer
layout-same-figures = Les mêmes chiffres en tableau
