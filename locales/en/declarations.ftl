# Periods

period-name = Period { $number }
period-dates = Period { $number }, { $start } to { $end }
periods-title = Per capita
periods-open = To declare
periods-filed = Declared
periods-none-open = Every period that has ended is declared.
periods-none-filed = No declaration yet.
period-due = Due date of the declaration and the payment: { $due }.
period-total-so-far = Per capita worked out from the statements received:
period-total-declared = Per capita declared:
signing-returned-since = { $name } returned this declaration on { $at }, unsigned. Reason: { $reason }
period-see-assessment = See the per capita and the why of every cent
period-send = Employer’s statement
period-send-hint = CSV, Excel (.xlsx, .xls) or OpenDocument (.ods), just as the employer sent it. The columns are recognized.
period-replace = Replace with a corrected statement
period-replace-hint = The previous version is kept; this one takes its place.
period-send-button = Send the statement
period-replace-button = Replace the statement
period-no-file = Choose the statement’s file, then send it.
task-statements = Employers’ statements
task-statements-hint = Received: { $received } of { $total } ({ $names })
task-findings = Findings to settle
task-findings-hint = { $lines ->
    [0] No statement read
    [one] { $lines } line read; blocking findings: { $errors }; to acknowledge: { $warnings }
   *[other] { $lines } lines read; blocking findings: { $errors }; to acknowledge: { $warnings }
   }
task-declare = Check, attest, file
task-declared-hint = Receipt number { $number }
task-supplement-hint = Adds to what is already declared under number { $number }
task-pay = Pay
task-pay-account = { $amount } for the period; a transfer of { $transfer } settles the whole account
task-done = Done
task-to-do = To do
task-not-yet = Not possible yet
task-blocking = { $count ->
    [one] { $count } blocking
   *[other] { $count } blocking
   }
task-to-acknowledge = { $count ->
    [one] { $count } to acknowledge
   *[other] { $count } to acknowledge
   }
standing-paid = Paid
standing-pending = Pending
standing-due = To pay
standing-late = Late
standing-to-declare = To declare
standing-up-to-date = Up to date

# The per capita

assessment-title = Per capita of period { $number }
assessment-lead = Under the rules in force on { $date }.
assessment-caption = Per capita by body and rule
assessment-payee = Body
assessment-rule = Rule
assessment-base = Base
assessment-persons = Persons
assessment-amount = Amount
assessment-total = Total
assessment-why = Each amount leads to every person’s share and how it was worked out.
assessment-adjusts = Adjustment of { $period }
assessment-exempts = Exemption of { $period }
assessment-substituted = No line has this base: salary paid takes its place.
assessment-exempted = Exemption of { $percent }, approved by { $by } on { $on } ({ $reference })
assessment-declare = Check the declaration
levy-rate = { $rate } { $basis }
levy-per-person = { $amount } per person
levy-of-salary-paid = of salary paid
levy-of-regular-pay = of regular pay
levy-of-total-remuneration = of total remuneration
levy-of-dues = of dues checked off
levy-between = from { $min } to { $max } per person
levy-at-least = at least { $min } per person
levy-at-most = at most { $max } per person
levy-first-persons = { $count ->
    [one] for the first person by employee number
   *[other] for the first { $count } persons by employee number
   }
levy-resolution = Resolution { $resolution } ({ $by }, { $on }), in force on { $from }
levy-since = In force since { $from }
adjustment-rule = Each person’s difference is what the rule in force at the end of the corrected period gives after the correction, less what it gave before. The sum of the differences is rounded once.
adjustment-exemption-rule = Each person’s difference is what the rule gives with the decision, less what had been declared without it. The sum of the differences is rounded once.
adjustment-by = Correction
adjustment-before = Before
adjustment-after = After
workings-title = Why this amount: { $levy }
workings-back = Per capita of the period
workings-employer = Employer
workings-resolution = Resolution
workings-exact = Exact sum
workings-amount = Amount, rounded once
workings-people = Each person’s share
workings-rule = The exact sum is rounded once, to the cent, then split. Each share first counts its whole cents; the cents left over go, one by one, to the shares with the largest fraction of a cent. The shares always add up to the amount.
workings-steps = Working
workings-waived = Exemption of { $percent }: { $left } remains
workings-share = Share
workings-search = Name or employee number
workings-search-button = Search
workings-nobody = Nobody matches.

# Check, attest, file

filing-title = Check the declaration of period { $number }
filing-not-ready = The declaration is not ready: settle the findings on the statements first.
filing-back-to-period = Back to the period
filing-statements = Statements declared
filing-statement = { $people ->
    [0] Nobody paid dues, version { $version } of the statement
    [one] { $people } contributor, version { $version } of the statement
   *[other] { $people } contributors, version { $version } of the statement
   }
filing-missing = Statement not received
filing-amounts = Per capita to declare
filing-nil = Nil declaration: nobody paid dues during the period. It is filed all the same.
filing-due = To be paid by { $due }.
filing-missing-note = Why statements are missing
filing-missing-hint = Say when you expect them too. A statement that comes later is declared by a supplementary declaration of the same period.
filing-attestation = Attestation
filing-attest = I attest that this declaration includes every statement received from the employers for the period, and agrees with them.
filing-file = File the declaration
filing-later = Come back later
filing-attest-needed = Tick the attestation to file the declaration.
filing-changed = The amounts have changed since this page was shown: check them again, then attest.
filing-unsettled = { $count ->
    [one] { $count } finding is still to be settled on the statements.
   *[other] { $count } findings are still to be settled on the statements.
   }
filing-missing-needed = Say why statements are missing, or wait until you have received them.
filing-unknown-periods = Corrections or released dues are of periods without a declared statement ({ $periods }): the difference cannot be worked out. Send and declare the statements of those periods first.
filing-below-zero = Corrections take back more than the corrected period had: { $people }. Have the employer check them and send the statement again.
filing-not-counted = Corrections of periods before the portal, not counted here: { $periods }. They are settled with each body.

# The receipt

receipt-title = Declaration filed, period { $number }
receipt-number = Receipt number
receipt-union = Union
receipt-attested = Attested by { $name } on { $at }
receipt-missing-note = Missing statements
receipt-hash = SHA-256 fingerprint
receipt-next = What happens next
receipt-next-frozen = The declaration is frozen with its statements, rules and workings. An error is put right by a correction line on a later statement; nothing is erased.
receipt-next-period = See the period again
receipt-payment = Transfer of { $amount }, reference { $reference }
receipt-pay-lead = A single transfer of { $amount } covers every body. Due date: { $due }.
receipt-pay-more = This amount takes into account what is still owing, or credited, for this period and for others.
receipt-pay-button = Pay by transfer

# History

history-title = History
history-of = History: { $union }
history-all-years = All fiscal years
history-year = Fiscal year { $year }
history-export = Export (CSV)
history-declarations = Declarations
history-payments = Payments
history-no-payment = No payment.
history-empty-title = No declaration
history-empty-body = Declarations that are filed will appear here.
history-period = Period
history-receipt = Receipt number
history-filed = Filed
history-filed-late = after the due date
history-due = Due date
history-persons = Persons
history-total = Declared
history-total-with-opening = Declared, with the opening balance
history-paid = Paid
history-owing = Balance owing
history-standing = Status
history-credit = Credit
task-awaited = Statements awaited
task-statements-missing = Received: { $received } of { $total }. Missing: { $names }
receipt-supplement = Supplementary declaration: it adds to { $before } already declared for the period, for a total of { $after }.
filing-supplement = This declaration completes the one already filed for the period: { $before } already declared, { $after } after this one. Only the difference is to be paid.

# The second signature

signing-title = Signatures
signing-lead = Where the union asks for it, a declaration attested by one person is filed only once another has signed it.
signing-none = No declaration to sign
signing-none-body = Declarations attested and waiting for a second signature will appear here.
signing-first = First signature
signing-second = Second signature
signing-awaiting = To be signed
signing-signed = Signed and filed
signing-returned = Returned
signing-withdrawn = Withdrawn
signing-fallen = Lapsed
signing-rule = The union’s rule
signing-rule-one = One signature is enough to file a declaration.
signing-rule-two = Two people sign each declaration before it is filed.
signing-rule-source = { $reference }, { $on }. Recorded by { $who } on { $at }.
signing-never-decided = The union has recorded nothing about this.
signing-past = Earlier rules
signing-past-rule = { $rule } { $source }
signing-decide = Record a decision of the union
signing-how-many = How many signatures does a declaration need?
signing-choice-two = Two signatures
signing-choice-two-hint = The treasurer attests; another authorized person signs.
signing-choice-one = One signature
signing-decided-on = Date of the decision
signing-reference = Where it was made
signing-reference-hint = For example: executive committee, resolution CE-2025-14.
signing-decide-button = Record the decision
signing-bad-rule = Choose the number of signatures.
signing-bad-day = Enter the date of the decision, today at the latest, written like 2025-09-06.
signing-bad-reference = Say where the decision was made, in 200 characters at most.
signing-two-needed = The union asks for two signatures. You attest; the declaration will be filed when a second person has signed it. Until then, if a statement changes, your signature lapses.
signing-ask = Attest and ask for the second signature
signing-fallen-since = What { $name } attested on { $at } has changed since: that signature has lapsed. Check the amounts, then attest again.
signing-one-title = Sign the declaration of period { $number }
signing-has-changed = What was attested has changed since: a statement, a correction, a rule or a decision. The first signature has lapsed; the declaration must be attested again.
signing-closed = { $name }, { $at }
signing-reason = Reason
signing-receipt = See the receipt
signing-attest = I have read the amounts, and I sign this declaration on behalf of the union.
signing-sign = Sign and file
signing-attest-needed = Tick the box to sign the declaration.
signing-same-person = The person who attested the declaration cannot sign it too: it takes somebody else.
signing-another = Somebody else must now sign it: the president, the general secretary or another authorized person of the union.
signing-withdraw = Withdraw my signature
signing-return = Return it
signing-return-reason = Reason
signing-return-hint = Say what must be checked. The person who attested will read it.
signing-return-button = Return without signing
signing-reason-needed = Give the reason, in 200 characters at most.
signing-again = Check and attest again
signing-task-awaits = Waiting for the second signature
signing-task-fallen = To be attested again
signing-receipt-second = Signed by { $name } on { $at }
signing-waits-title = Declaration of period { $number }, waiting for a signature
signing-signed-title = Declaration of period { $number }, signed and filed
signing-unsigned-title = Declaration of period { $number }, not filed
signing-number = Declaration number
signing-returned-by = Returned by
signing-withdrawn-by = Withdrawn by
signing-fallen-by = Noted by
signing-statements = Statements included
signing-lines = Lines
signing-dates = From { $start } to { $end }
signing-held = { $count ->
    [one] dues of one person held in trust
   *[other] dues of { $count } people held in trust
   }
signing-corrections = { $count ->
    [one] one correction of an earlier period
   *[other] { $count } corrections of earlier periods
   }
signing-few = The sums of a statement of fewer than { $fewest } people are not shown: they would tell what one person earns.
signing-why = Each amount leads to its rule and its arithmetic.
signing-waiting = { $count ->
    [one] declaration waits for your signature
   *[other] declarations wait for your signature
   }
receipt-late = Filed after its due date, { $due }.
receipt-nil = Nil declaration: nobody paid dues during the period, and there is no adjustment to declare.

# What was declared, in detail

adjustment-was = Before: { $amount }
adjustment-is = After: { $amount }
workings-limited = A minimum or a maximum applies to each person: the amount is the sum of the shares, not the base times the rate.
workings-few = The base of fewer than { $fewest } people is not shown: it would tell what one person earns.
workings-per-persons = { $persons } × { $each } = { $product }
workings-not-shown = Each person’s share tells what they earn: only the union’s treasurer and the auditors see them.
difference-title = Supplementary declaration of period { $number }
difference-lead = What was declared, what is declared now, and the difference, which alone is posted.
difference-before = Before
difference-after = After
difference-posted = Difference
difference-earlier = Earlier declarations of the period
difference-link = Before, after and difference
person-title = Per capita: { $name }
person-lead = The dues withheld and the share of each body, as declared. Each share leads to its working.
person-none = No declaration
person-none-body = No declaration of this fiscal year includes this person.
person-paid = { $salary } paid, { $dues } in dues
person-caption = Shares of period { $period }
person-no-share = No share: this line does not count in the per capita.
person-link = Dues and shares of per capita by period
