# Notices, on home and by e-mail

notices-title = Notices
notices-lead = What happened, newest first. What you do yourself is not here.
notices-none = No notices
notices-none-body = What concerns you will appear here at once.
notices-none-role = Your role receives no notices: they go to unions and to the offices that have something to decide.
notices-new = New
notices-what = Notice
notices-union = About
notices-at = When
notices-open-all = Mark all as read
notices-latest = Back to the latest notices
notices-choose = Choose e-mails
notices-see-all = See all notices
notices-unread = { $count ->
    [0] No unread notices
    [one] One unread notice
   *[other] { $count } unread notices
   }

choices-title = E-mails
choices-lead = Every notice stays in the portal. Choose which ones you also receive by e-mail.
choices-save = Save
choices-language = Language of e-mails
choices-language-fr = Français
choices-language-en = English
choices-always = Always by e-mail: this notice protects your union against fraud.
way-mail = An e-mail right away
way-digest = In the morning summary, on working days
way-home = In the portal only

notice-change-proposed = Change request to decide on
notice-change-proposed-body = The union asks for changes to its file. The request is waiting for your office’s decision.
notice-change-commented = Message from the union about a change request
notice-change-commented-body = The union answered your office, or added details to its change request.
notice-change-withdrawn = Change request withdrawn
notice-change-withdrawn-body = The union withdrew a request to change its file. Nothing in it is left to decide.
notice-change-awaits-second = Change request waiting for a second approval
notice-change-awaits-second-body = One person in your office has accepted a change that affects the union’s money or who signs for it. Another person in the office must accept it in turn before it takes effect.
notice-change-questioned = Question from the federation’s office
notice-change-questioned-body = Your federation’s office has a question about your change request. Answer it in the portal; the request stays open in the meantime.
notice-change-decided = Decision on a change request
notice-change-decided-body = Your federation’s office has decided on every field of a request to change the union’s file. Its decisions, and the reason for each refusal, are in the portal.
notice-sensitive-change = Change requested to the bank account or signing officers
notice-sensitive-change-body = A request made in the union’s name concerns its bank account or the people who sign for it. Nothing has changed yet: two people in your federation’s office must accept it, and then five days must pass. If you did not know about this request, contact your federation’s office right away so that it can be refused.
notice-officers-list-due = List under clause 6.01 to send
notice-officers-list-due-body = The list of officers, delegates and the grievance committee must be sent to at least one employer (clause 6.01). The page says to whom, and by when.
notice-declaration-filed = Declaration filed
notice-declaration-filed-body = The union’s per capita declaration has been filed. Its receipt is in the portal.
notice-declaration-awaits-second = Declaration to sign
notice-declaration-awaits-second-body = A per capita declaration has been attested and waits for a second signature.
notice-declaration-not-signed = Declaration not signed
notice-declaration-not-signed-body = A declaration that waited for a second signature was returned or withdrawn, or what had been attested has changed. It must be attested again.
notice-signature-rule = Number of signatures changed
notice-signature-rule-body = The number of signatures that the union’s declarations need has been changed.
notice-payment-settled = Payment received
notice-payment-settled-body = The Finance Department has received a payment of the union in full. The receipt is in the portal.
notice-statement-transmitted = Statement sent by the employer’s payroll
notice-statement-transmitted-body = An employer’s payroll sent a statement with the access that the union gave it. The page says what the portal did with it, and whether it waits for something from you.
notice-proposal-awaits-second = Proposal to decide
notice-proposal-awaits-second-body = A person of your office proposes to change what this body levies, or to exempt a union from it. The proposal waits for another person of the office to approve or reject it.
notice-proposal-decided = Proposal decided
notice-proposal-decided-body = A proposal of your office about what this body levies, or about an exemption, was approved or rejected. The decision is in the portal.
notice-exemption-granted = Exemption granted
notice-exemption-granted-body = A body exempts the union, or one of its units, from some or all of what it levies. The calculation of each period it touches shows it; if one of those is already declared, the difference will be in your next declaration.

mail-subject = { $title } – { $union }
mail-open = Open the page in the portal
mail-open-notices = See my notices in the portal
mail-colon = :
mail-ask-federation = Questions? Your federation’s office will answer: { $federation }.
mail-ask-finance = Questions? The audit team of the Finance Department will answer.
mail-ask-portal = Questions about the portal? The confederation’s account administration will answer.
mail-why-union = You receive this e-mail because you have an account on behalf of this union.
mail-why-office = You receive this e-mail because you have an account at the office of this union’s federation.
mail-why-levying = You receive this e-mail because you have an account at the office that decides what this body levies.
mail-why-always = You receive this e-mail because you have an account on behalf of this union. This notice protects against fraud: it is always sent.
mail-why-contact = You receive this e-mail because this address was in the union’s file at the time of the request. The portal’s page asks you to sign in.
mail-why-digest = You receive this summary because you chose it, or because it is the usual choice for your role.
mail-choose = Choose what you receive by e-mail
mail-no-reply = Nobody reads replies to this e-mail.
mail-digest-subject = { $count ->
    [one] Your morning summary: one notice
   *[other] Your morning summary: { $count } notices
   }
mail-digest-title = Your morning summary
mail-digest-body = { $count ->
    [one] Here is what has come in since the last summary: one notice.
   *[other] Here is what has come in since the last summary: { $count } notices.
   }
mail-digest-line = { $union }: { $kind } ({ $count })

mails-title = Outgoing e-mail
mails-lead = E-mails that are waiting, sent or given up. Their content is not shown here.
mails-off = Sending is not set up: e-mails wait. Set QUITTANCE_SMTP_URL and QUITTANCE_MAIL_FROM, then restart the portal.
mails-kept-note = In the demonstration nothing leaves: e-mails are kept and can be read on a page.
mails-count-waiting = waiting
mails-count-sending = being sent
mails-count-sent = sent in 30 days
mails-count-dead = given up
mails-count-kept = kept
mails-dead = Given up
mails-dead-none = No e-mail has been given up.
mails-waiting = Waiting
mails-waiting-none = No e-mail is waiting.
mails-recipient = Recipient
mails-kind = Notice
mails-queued-at = Since
mails-next = Next try
mails-tries = Tries
mails-why = Reason
mails-action = Action
mails-again = Try again
mails-kind-digest = Morning summary
mail-trouble-connection = The mail server did not answer, or cut the connection.
mail-trouble-timeout = The mail server took too long to answer.
mail-trouble-tls = The encrypted connection to the mail server failed.
mail-trouble-refused = The mail server refused, with code { $code }.
mail-trouble-address = The address is not an e-mail address.
mail-trouble-other = Sending was interrupted.

demo-mails-title = The demonstration’s e-mails
demo-mails-lead = These e-mails would have been sent. Here they are kept, and nothing leaves the machine.
demo-mails-none = No e-mails yet
demo-mails-none-body = File a declaration, for instance: a few seconds later the notice to the union’s other people appears here.
demo-mails-link = Read the e-mails that were kept
demo-mails-subject = Subject
demo-mails-text = Text
demo-mails-html = HTML source
demo-mails-render = See the HTML version
