# Les documents

documents-title = Documents
documents-lead = Chaque reçu s’imprime, ou s’enregistre en PDF depuis le navigateur.
documents-declarations = Accusés de réception
documents-payments = Reçus de paiement
documents-none = Aucun pour le moment.
document-declaration = Déclaration de { $period }
document-payment = Paiement de { $period }
document-number = N° { $number }, { $amount }
