# The employer's errors (5.03)

correction-title = Errors for the employer to correct
correction-lead = Clause 5.03 asks the employer to correct any error by the following period at the latest. An error is settled by itself once a statement brings its correction.
correction-of-statement = { $employer }, statement for { $period }
correction-choose-title = Ask for corrections
correction-choose-lead = Tick what the employer must correct. Each error is added to its list, from which you can make a letter.
correction-choose-due = The employer has until { $day } to correct them (5.03, end of the following period).
correction-choose-none-title = Nothing to ask for here
correction-choose-none = This statement has nothing here that blocks or that must be explained.
correction-back-to-findings = Findings on the statement
correction-see-list = See the employer’s list
correction-ask = To correct
correction-effect = Correction
correction-listed = on the list
correction-line = line { $line }
correction-right-amount = Right amount
correction-note = Note to the employer (optional)
correction-note-hint = It will appear in the letter beside each error ticked. Put no address or social insurance number in it.
correction-list-chosen = Add what is ticked to the list
correction-explained = explained: { $note }
correction-list-all = Add everything shown
correction-list-unexplained = Add everything shown but what is explained
correction-all-explained = Everything shown is explained or on the list already. Tick what must be corrected all the same.
correction-nothing-chosen = Tick at least one error.
correction-bad-amount = Enter an amount, such as 20.33.
correction-note-too-long = A note has at most 1,000 characters.
correction-note-names-a-sin = Remove the social insurance number from this text.
correction-whole-file = The statement as a whole

## The list

correction-figure-open = { $count ->
    [one] error open
   *[other] errors open
   }
correction-figure-late = late
correction-figure-remaining = to correct, either way
correction-filter-open = Open ({ $count })
correction-filter-late = Late ({ $count })
correction-filter-closed = Settled ({ $count })
correction-filter-all = All ({ $count })
correction-none-title = No error here
correction-none = To ask for a correction, open a statement’s findings and choose those that are the employer’s to correct.
correction-error = Error
correction-period = Period
correction-difference = Correction asked for
correction-remaining = Left to correct
correction-to-correct = To correct
correction-due = Due
correction-state = Status
correction-open = Open
correction-partly = Partly corrected
correction-late = Late
correction-closed = Settled
correction-withdrawn = Withdrawn
correction-by-line = line { $line } of the statement
correction-by-absence = person no longer on the statement: nothing left to correct
correction-by-file = new version of the statement
correction-arrears = Errors open: { $open }, of which { $late } late. Remittances to regularize: { $behind }.
correction-arrears-title = To settle with the employer
correction-link = Ask the employer for corrections
correction-list-link = The employer’s errors and remittances

## One error

correction-item-title = Error to correct
correction-clause = Clause
correction-clause-of = Clause { $clause }
correction-history = History
correction-at = When
correction-what = What happened
correction-event-listed = Added to the list
correction-event-partly = Partly corrected; { $remaining } left
correction-event-closed = Settled
correction-event-reopened = Reopened: nothing in the statements in force corrects it any more
correction-event-withdrawn = Taken off the list
correction-event-by = (statement for { $period }, { $line })
correction-withdraw = Take off the list
correction-reason = Reason
correction-reason-hint = For example: the employer showed that the amount was right.
correction-withdraw-button = Take this error off
correction-bad-reason = Give a reason of 3 to 1,000 characters.

## The letter

correction-letters = Letters
correction-letter-title = Letter to the employer
correction-letter-lead = Print the letter, or save it as PDF from the print dialog, send it, then record the day it was sent.
correction-letter-language = Language of the letter
correction-letter-button = Make a letter of what is ticked
correction-letter-all = { $count ->
    [one] Make a letter of the one open error
   *[other] Make a letter of all the open errors ({ $count })
   }
correction-letter-same = A letter with these same errors was made on { $on }:
correction-letter-again-title = Make the same letter again?
correction-letter-again = Make the letter all the same
correction-letter-nothing-chosen = Tick at least one open error for the letter.
correction-letter-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
   }
correction-letter-sent = Sent on { $on }
correction-letter-made = Made on { $at }, not sent
correction-letter-record = Has the letter been sent?
correction-letter-sent-on = Day it was sent
correction-letter-record-button = Record the sending
correction-bad-day = Enter the day it was sent: no earlier than the day the letter was made, no later than today.
correction-letter-subject = Subject: errors to correct in the remittance statements, { $unit }
correction-letter-reference = Our reference: { $reference }
correction-letter-greeting = Hello,
correction-letter-intro = { $count ->
    [one] In checking the statements that you sent us, we found one error, described below.
   *[other] In checking the statements that you sent us, we found { $count } errors, described below.
   }
correction-letter-clause = Clause 5.03 of the collective agreement provides that the employer corrects any error by the following accounting period at the latest and specifies the nature of the corrections.
correction-letter-deadline = We ask that you make the corrections by the dates shown, the last of which is { $deadline }.
correction-letter-how = For each amount, add to your next statement a correction line with the employee number, the period corrected, the nature of the correction and the difference, negative when too much was taken.
correction-letter-closing = For any question, please contact us using the information above and quote our reference.
correction-letter-signature = The treasurer’s office

## The remittance

remittance-title = Dues remittance
remittance-heading = Dues remittances
remittance-lead = The employer remits the dues within 15 days of the last deduction of the period (5.03). Withheld = deposited + difference.
remittance-withheld = Withheld
remittance-deposited = Deposited
remittance-difference = Difference
remittance-settled = Complete
remittance-to-record = To be recorded
remittance-awaited = Awaited
remittance-late = Late
remittance-different = Difference to settle
remittance-explained = Difference explained
remittance-days-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
   }
remittance-is-late = { $days ->
    [one] The remittance is { $days } day late.
   *[other] The remittance is { $days } days late.
   }
remittance-see-all = See all of the employer’s remittances and errors
remittance-was-late = { $days ->
    [one] Remitted in full { $days } day after the due date
   *[other] Remitted in full { $days } days after the due date
   }
remittance-due-said = Last deduction on { $last }: remittance due by { $due }.
remittance-due-assumed = The last deduction is not known. By the end of the period, { $last }, the remittance is due by { $due }.
remittance-known = What is known
remittance-said-deduction = Last deduction on { $day }
remittance-said-deposit = { $amount } deposited on { $day }
remittance-said-explanation = Difference of { $amount } explained
remittance-by-header = According to the statement’s header
remittance-deposit = Record a deposit
remittance-day = Date of the deposit
remittance-amount = Amount deposited
remittance-amount-hint = For example 5,120.45. A negative amount cancels a deposit recorded by mistake.
remittance-deposit-button = Record the deposit
remittance-deduction = Say when dues were last deducted
remittance-last-on = Date of the last deduction of the period
remittance-last-on-hint = A day of the period, such as 2025-08-07.
remittance-deduction-button = Record this date
remittance-explain = Explain the difference
remittance-explanation = What explains the difference of { $difference }
remittance-explanation-hint = The explanation holds for this difference: if it changes, it must be explained again.
remittance-explain-button = Record the explanation
remittance-bad-day = Enter the day of the deposit: no earlier than the first day of the period, no later than today.
remittance-bad-amount = Enter an amount other than 0, such as 5,120.45.
remittance-bad-deduction = Enter a day of the period, such as 2025-08-07.
remittance-already-recorded = This form was already recorded: { $said }. Nothing else is recorded. To record what you have just entered as well, send it again.
remittance-below-zero = { $deposited } was deposited for this statement: a negative amount cannot take back more.
