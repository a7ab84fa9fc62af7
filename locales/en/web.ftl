# Navigation, language, errors

nav-home = Home
nav-per-capita = Per capita
nav-signatures = Signatures
nav-history = History
nav-documents = Documents
nav-union-info = Union Info
nav-members = Members
nav-help = Help
nav-money = Money received
nav-unions = Unions
nav-federation = Follow-up of unions
nav-levies = Per capita rates
nav-headcounts = Headcounts
nav-requests = Requests
nav-accounts = Accounts
nav-mails = E-mails
nav-journal = Journal
nav-rules = Rules
role-treasurer = Treasurer
role-signing-officer = Signing officer
role-federation-officer = Federation office
role-council-officer = Central council office
role-finance-officer = Finance Department
role-finance-auditor = Audit team
role-administrator = Account administration
role-nobody = Nobody signed in
role-operator = Server operator
role-payroll = An employer’s payroll
demo-banner = Invented data and rates, except the CSN’s 0.72%. Here, today is { $date }.
dollars = ${ $number }
dollars-whole = ${ $number }
format-workbook = { $kind } workbook, sheet “{ $sheet }”
format-sheets = { $kind } workbook, all the sheets
format-sheets-but = { $kind } workbook, all the sheets but { $sheets }
format-semicolon = semicolon
format-comma = comma
format-tab = tab
format-pipe = pipe
format-decimal-comma = decimal comma
format-decimal-point = decimal point
error-home = Back to the home page
error-request-id = Number to quote if you ask for help:
error-not-found = Page not found
error-not-found-lead = This page does not exist, or your account does not give access to it.
error-not-found-advice = Check the address, or start again from the home page.
error-forged = Request refused
error-forged-lead = The request does not come from a page of Quittance.
error-forged-advice = Nothing was recorded. Start again from the home page, then try again.
error-too-large = File too large
error-too-large-lead = The file is larger than what is allowed.
error-too-large-advice = Nothing was recorded. Ask the employer for one file per period, without pictures or extra sheets.
error-too-many = Too many attempts
error-too-many-lead = Wait a little before trying again.
error-too-many-advice = Your account is not locked.
error-unavailable = Service temporarily unavailable
error-unavailable-lead = Quittance cannot answer right now.
error-unavailable-advice = No operation was left unfinished. Try again in a minute.
error-request = Request not understood
error-request-lead = Quittance did not understand what the form sent.
error-request-advice = Nothing was recorded. Go back to the previous page, reload it and try again.
error-server = A problem on our side
error-server-lead = Your request could not be completed, and no operation was left unfinished.
error-server-advice = Try again. If the problem comes back, write to the audit team with the number below.

# What was just done, said once at the top of the next page.

said-access-revoked = The access is revoked. The employer can no longer use it.
said-account = The account is up to date.
said-agreement-set = The employer’s agreement is recorded.
said-annual-read = The annual list is recorded. Here is how it differs from the register.
said-assigned = The assignment is recorded.
said-assignment-ended = The end of the assignment is recorded.
said-card = The membership card is up to date.
said-cards = { $count ->
    [0] These cards were already recorded.
    [one] The card is recorded.
   *[other] { $count } cards are recorded.
 }
said-change-decided = The decision is recorded. The union is told of it.
said-change-proposed = The request is sent to the federation.
said-change-stopped = The change is stopped.
said-change-withdrawn = The request is withdrawn.
said-choices = Your choices are saved.
said-columns = What you said of the columns is kept, for this employer’s next statements too.
said-contact = The contact information is recorded.
said-deduction = The date of the last deduction is recorded.
said-deposit = The deposit is recorded.
said-difference = The difference is settled.
said-dues-decided = The union’s decision is recorded.
said-duplicate = The duplicate is settled.
said-error-withdrawn = The error is withdrawn from the employer’s list.
said-errors-listed = { $count ->
    [0] These errors were already on the employer’s list.
    [one] The error is on the employer’s list.
   *[other] { $count } errors are on the employer’s list.
 }
said-explanation = The explanation is recorded.
said-finding-noted = The explanation is recorded. The warning is settled.
said-findings-noted = { $count ->
    [0] These warnings were already explained.
    [one] The explanation is recorded. The warning is settled.
   *[other] The explanation is recorded for { $count } warnings.
 }
said-held-open = The case is open.
said-held-people = { $count ->
    [0] These people were already in the case.
    [one] The person is added to the case.
   *[other] { $count } people are added to the case.
 }
said-held-ruling = { $count ->
    [0] This ruling was already recorded.
    [one] The ruling is recorded.
   *[other] The ruling is recorded for { $count } people.
 }
said-leave = What you said is recorded.
said-letter-made = The letter is ready. Print it, then record the day it is sent.
said-letter-sent = The sending of the letter is recorded.
said-mail-again = The e-mail is waiting again.
said-message = The message is sent.
said-notices-read = All notices are read.
said-officers-list-sent = The sending of the list is recorded.
said-opening = The opening balances are recorded.
said-posting = The posting is recorded.
said-received = The amount received is recorded.
said-resource-added = The resource is added.
said-resource-retired = The resource is no longer offered.
said-roster-read = The opening roster is read. Check it before adding it to the register.
said-roster-taken-in = The opening roster is in the register.
said-rule-set = The rule’s setting is recorded.
said-staff-added = The person is added to the team.
said-staff-changed = The file is up to date.
said-statement = The file is received.
said-slips = The amounts of the slips are recorded.
said-slips-explained = The explanation is recorded for these slips.
said-pay-days = The pay days are recorded.
said-signed = You have signed. The declaration is filed.
said-attestation-withdrawn = The attestation is withdrawn. The period can be declared again.
said-attestation-returned = The declaration is sent back to whoever attested it.
said-signing-rule = The decision on signatures is recorded.
