# Documents

documents-title = Documents
documents-lead = Each receipt prints, or saves as PDF from the browser.
documents-declarations = Receipts of declarations
documents-payments = Payment receipts
documents-none = None yet.
document-declaration = Declaration of { $period }
document-payment = Payment of { $period }
document-number = No. { $number }, { $amount }
