# Help, personal information, accessibility

help-title = Help
help-lead = From receiving a statement to the receipt.
help-ask = Whom to ask
help-ask-per-capita = Per capita and payments: the audit team of the Finance Department.
help-ask-union = The union’s file: your federation’s office.
help-ask-access = Account or password: the confederation’s account administration.
privacy-title = Personal information
privacy-lead = What Quittance keeps about people, why, and who may read it.
privacy-what = What is kept
privacy-what-body = The lines of the statements that employers send under clause 5.03, and the file received: they serve to work out the per capita and to keep proof of it. The union’s file: its officers and delegates, their terms and contact details. What the treasurer records about members: cards, contact details, duplicates.
privacy-sin = Social insurance number
privacy-sin-body = It is kept in the lines only if the union collects it; there it is encrypted, and masked on screen and in exports alike. The file received is kept as it is; only the union can download it.
privacy-who = Who may read
privacy-who-body = Only the union’s treasurer reads the lines of its statements and the list of its members. The federation’s office sees the union’s file, its change requests, who has filed and what is owing. The Finance Department sees declarations, who attested them, and ledger entries, but no name, address or SIN of any employee.
privacy-cookies = Cookies
privacy-cookies-body = One cookie for the session, one for the language. No tracking, no third party.
privacy-ask = Your rights
privacy-ask-body = To see your information or have it corrected, write to the person in charge in your union, by default the president.
accessibility-title = Accessibility
accessibility-lead = Quittance aims to meet WCAG 2.2, level AA.
accessibility-body = Every task can be done with a keyboard, on a phone, with a screen reader and without JavaScript. A status is always written in words, never shown by colour alone.
accessibility-ask = If something stops you, tell the audit team: it is a defect, and it will be fixed.

help-part-period = Each period
help-part-union = Your union
help-part-office = The federation’s office
help-part-account = Your account
help-more = Learn more

howto-statement-title = Send an employer’s statement
howto-statement-lead = From payroll’s file to lines that the portal has read.
howto-statement-1 = Under “Per capita”, open the period to declare. Each employer has its place under “Employers’ statements”.
howto-statement-2 = Choose the file just as the employer sent it: CSV (semicolon, comma, tab or pipe), Excel .xlsx or OpenDocument .ods. The encoding, the decimal sign and the columns are recognized. Then send the statement.
howto-statement-3 = If the file can be read in more than one way (a column with an unknown name, several sheets, an ambiguous date), the portal asks. Your answer also holds for this employer’s next files.
howto-statement-4 = The portal then shows lines, totals and findings. The file received is kept as it is.
howto-statement-5 = If the employer sends a corrected file, send it in the same place: it takes the place of the first one, which is kept.

howto-findings-title = Settle findings
howto-findings-lead = The employer answers for its statement (clause 5.03): the portal reports and says what to ask for; it never corrects in its place.
howto-findings-1 = Open the statement. Findings are grouped by rule: unfold one to read what is wrong, what it changes in the amount, and what to ask the employer for.
howto-findings-2 = A blocking finding needs a corrected statement. With “Ask the employer for corrections”, tick what it must correct and prepare the letter; you may also export the list as CSV.
howto-findings-3 = Send the corrected statement to the same period: what was settled disappears.
howto-findings-4 = The other findings are justified by a note: one note is enough for all those of one rule.
howto-findings-5 = Once no finding blocks and no note is left to write, the declaration opens.

howto-declare-title = Declare a period
howto-declare-lead = Read the per capita by body, check, attest, file.
howto-declare-1 = In the period, open the per capita: one amount for each body and levy.
howto-declare-2 = Each amount leads to how each share was worked out: the person, the base, the rule and the rounding.
howto-declare-3 = Open the check page. Read the totals again; if a statement is missing, say why.
howto-declare-4 = Tick the attestation, then file the declaration.
howto-declare-5 = The receipt has a number and says what comes next. It stays under “History” and “Documents”.

howto-pay-title = Pay
howto-pay-lead = A single transfer for all bodies.
howto-pay-1 = On the receipt, choose to pay by transfer.
howto-pay-2 = At your financial institution, transfer the amount shown and give the reference exactly as it is.
howto-pay-3 = The payment stays “pending” until the Finance Department has received it; then it becomes “paid”, with a receipt.
howto-pay-4 = A payment first settles the declaration with the oldest due date; it is split between the bodies by what each is owed, to the cent. An overpayment stays to your credit.

howto-history-title = Read your history
howto-history-lead = What was declared, paid and is still owing, by period and by body.
howto-history-1 = “History” shows each declaration and each payment of the year; choose another year if need be.
howto-history-2 = Each line leads to the receipt of the declaration or of the payment.
howto-history-3 = The CSV export gives the same figures for a spreadsheet.

howto-file-title = Keep your union’s file up to date
howto-file-lead = Contacts, employers, officers, team: a single page, Union Info.
howto-file-1 = Open “Union Info”. The union’s treasurer and signing officers read it and propose changes.
howto-file-2 = Correct what needs correcting, right on the page: only what differs becomes a change request, with a reason and an effective date. Attach the minutes if need be.
howto-file-3 = Your federation’s office accepts or refuses each field, or asks you a question; a refusal says why. Nothing changes until then.
howto-file-4 = Under “Change requests”, follow the request, answer, or withdraw it while it is not decided.
howto-file-5 = For the bank account and signing officers, two people in the office must accept, and then five days must pass. As soon as the request is made, the union and its signing officers are notified by e-mail.

howto-members-title = Members and cards
howto-members-lead = Who is a member, who has signed a card, and the 30 days of clause 5.02.
howto-members-1 = The list of members comes from the employers’ statements. Search by name or employee number: accents, capitals and hyphens do not matter.
howto-members-2 = A new employee becomes a member within 30 calendar days of the first day of work: the portal counts the days and shows who has not signed.
howto-members-3 = Under “Cards to be signed”, choose who has signed and enter the date of signature.
howto-members-4 = Under “Members”, you also find the contact details for the employer to correct, the annual lists and the possible duplicates. For the cards themselves, ask the Organizing Department.

howto-officers-title = Send the list under clause 6.01
howto-officers-lead = The employer must know your officers, your delegates and your grievance committee.
howto-officers-1 = Under “Union Info”, open the list under clause 6.01. For each employer it says whether the list is up to date and what has changed.
howto-officers-2 = An appointment or an election must be sent within 10 days; the first list, within 30 days of the coming into force of the agreement.
howto-officers-3 = Prepare the letter, in French or in English. People’s phones and e-mails are in it only if you ask for them.
howto-officers-4 = Print or save the letter, then send it.
howto-officers-5 = Record the day it was sent: the list is kept as it was, and the employer is up to date.

howto-leave-title = Union leave
howto-leave-lead = The banks of clauses 6.02 and 6.11: what is granted, used and left.
howto-leave-1 = The days in the fiscal year, from April 1 to March 31, depend on the number of employees on January 1 and on the class of institution.
howto-leave-2 = Days used come from the absences in the statements, by their reason codes (U01 to U14).
howto-leave-3 = Internal activities are charged to the bank of 6.11 first, then to that of 6.02; external activities, to that of 6.02. Beyond that, the union reimburses.
howto-leave-4 = If the class of institution or the 240 km are not right, ask for the change under “Union Info”. At the bottom of the page, the treasurer adds what the statements do not say.

howto-vetting-title = Decide on requests and keep the team up to date
howto-vetting-lead = For office employees: your unions’ requests, and who supports the unions.
howto-vetting-1 = Open “Requests”: those of your federation’s unions only, the oldest first.
howto-vetting-2 = Compare the current and the requested value of each field; read the reason and the attachments.
howto-vetting-3 = Accept or refuse each field; a refusal says why. When in doubt, ask the union a question.
howto-vetting-4 = For the bank account and signing officers, two people in the office must accept, and then five days must pass.
howto-vetting-5 = Under “Follow-up of unions”, keep the federation’s team up to date and assign each person to their unions: the unions see their contact details at once.

howto-access-title = Sign in, recover access
howto-access-lead = One account for each person; never a shared password.
howto-access-1 = Sign in with your account’s e-mail and your password.
howto-access-2 = After five failed tries, the portal makes you wait a little longer each time: wait, then try again.
howto-access-3 = Password forgotten, or e-mail changed: write to the confederation’s account administration. Nobody will ask you for your password.
howto-access-4 = After an hour without activity, the session closes by itself.
howto-access-5 = At the end of a term, notify the account administration: it closes the account and opens the next person’s.

howto-notices-title = Stay informed
howto-notices-lead = What the portal tells you, on the home page and by e-mail.
howto-notices-1 = Notices appear on the home page: declaration filed, payment received, request decided, list under clause 6.01 to send.
howto-notices-2 = Each notice leads to the page it is about.
howto-notices-3 = Choose those you also receive by e-mail, in your language. No e-mail contains personal information about an employee.

picture-statement = Period P05: the task list, then the place to choose the employer’s file.
picture-findings = A statement: its blocking findings grouped by rule, with their number.
picture-declare = The check page: the total by body, the attestation and the button that files the declaration.
picture-pay = A pending payment: the amount of the transfer and the reference to give.
picture-history = The history: the declarations of the year, their totals and their status.
picture-file = The Union Info page: the union’s name, number, federation and central council.
picture-officers = The list under clause 6.01: late for one employer, with one person added and another gone.
picture-letter = The letter to the employer: the choice of language, then the people, their positions and terms.
picture-team = The federation’s team: the unions and the people who support them.
picture-columns = The columns to be made clear: their first cells, and what each one holds.
picture-correction = Choosing which corrections to ask for: each person, what is wrong, the value received and the value expected.
picture-members = The list of members: the search, then each person and the status of their card.
picture-leave = The banks of union leave: the days granted, used and left.
picture-notices = The notices, the latest first, each with the page it leads to.
picture-access = The sign-in page: the e-mail and the password.

resources-title = Resources
resources-lead = Training videos and documents. These links lead out of the portal.
resources-some-only = Some of these resources are available in French only at the moment.
resources-general = The whole portal
resources-none = No resources for the moment
resources-none-body = Help explains each task, step by step.
resources-kept-title = Keep the resources up to date
resources-kept-lead = A resource is a link to a video or a document offered elsewhere. One that is retired is no longer shown, but stays on record.
resources-retired = Retired
resource-video = Video
resource-document = Document
resource-link = Website
resource-minutes = { $minutes } min
resource-seconds = { $seconds } s
resource-french-only = French only
resource-english-only = English only
resource-retired-on = Retired on { $at }
resource-retire = Retire
resource-add = Add a resource
resource-add-button = Add
resource-title = Title
resource-url = Address
resource-url-hint = It begins with https://.
resource-topic = Task
resource-kind = Type
resource-language = Language
resource-length = Length
resource-length-hint = Minutes and seconds, for example 4:30. Leave empty for a document.
resource-bad-title = Enter a title of at most 200 characters.
resource-bad-topic = Choose a task from the list.
resource-bad-kind = Choose a type.
resource-bad-language = Choose a language.
resource-bad-url = Enter a whole address that begins with https://.
resource-bad-length = Enter a length such as 4:30, or leave it empty.
