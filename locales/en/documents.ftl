# Documents

documents-title = Documents
documents-lead = Each receipt can be printed, or saved as PDF, from the browser.
documents-declarations = Declaration receipts
documents-payments = Payment receipts
documents-none = No document yet.
document-declaration = Declaration, period { $period }
document-payment = Payment, period { $period }
document-number = { $number } · { $amount }
