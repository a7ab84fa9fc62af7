# Les documents

documents-title = Documents
documents-lead = Chaque reçu s’imprime ou s’enregistre en PDF depuis le navigateur.
documents-declarations = Accusés de réception
documents-payments = Reçus de paiement
documents-none = Aucun document pour le moment.
document-declaration = Déclaration, période { $period }
document-payment = Paiement, période { $period }
document-number = { $number } · { $amount }
