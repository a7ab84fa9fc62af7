## The union’s dues

checkoff-title = Dues check-off
checkoff-lead = Dues are set by the union (5.03). Each statement is compared with them, person by person. A decision never changes another: it follows it, from its date on.
checkoff-in-force = In force
checkoff-dues = Dues
checkoff-rules = Rules
checkoff-note = Notes
checkoff-source = Adoption
checkoff-since = { $adopted }. In force since { $from }.
checkoff-from-the-file = Rate of the union’s file, with no decision recorded.
checkoff-initiation = Initiation dues
checkoff-nothing = No dues are recorded
checkoff-nothing-body = Until the union says what its dues are, the amounts withheld cannot be checked.
checkoff-nothing-compare = Record the union’s dues to compare them with what was withheld.
checkoff-decide = Record a decision
checkoff-decide-initiation = Record the initiation dues
checkoff-ahead = To come
checkoff-before = Earlier decisions
checkoff-before-none = There are none.
checkoff-decision = Decision
checkoff-from = In force from
checkoff-recorded = Recorded
checkoff-columns-title = What the statement lets one compute
checkoff-columns = The statement of 5.03 gives the salary paid, the regular pay, the salary insurance benefits and the total remuneration. It does not tell apart premiums, the regional disparity premium, overtime or retroactive pay: write in the notes what the union decided of them.

## The policy in words

checkoff-of-salary-paid = of the salary paid during the period
checkoff-of-regular-pay = of total regular pay
checkoff-of-total-remuneration = of total remuneration paid
checkoff-percent = { $rate } { $base }
checkoff-flat-pay = { $amount } a pay
checkoff-flat-period = { $amount } a period
checkoff-by-bands = By band { $base }
checkoff-initiation-of = Initiation dues of { $amount }
checkoff-initiation-none = The amount of initiation dues is not recorded.
checkoff-band = From { $from } to less than { $to }: { $share }
checkoff-band-last = { $from } and more: { $share }
checkoff-limits = No less than { $minimum } and no more than { $maximum } per person and per period.
checkoff-minimum-of = No less than { $amount } per person and per period.
checkoff-maximum-of = No more than { $amount } per person and per period.
checkoff-benefits-in = Salary insurance benefits are in the base.
checkoff-benefits-out = Salary insurance benefits are not in the base.
checkoff-benefits-unsaid = The union has not said whether salary insurance benefits are in the base: they are not counted.
checkoff-layoff-in = Layoff benefits with job security always are (15.03).
checkoff-pays-of = Pays of a period, where the statement does not say: { $pays }.
checkoff-adopted = { $by }, { $on }
checkoff-adopted-by-resolution = { $by }, { $on }, resolution { $resolution }
checkoff-adopter-general-meeting = General meeting
checkoff-adopter-council = Union council
checkoff-adopter-convention = Convention

## A new decision

checkoff-decide-title = Record the union’s dues
checkoff-decide-lead = Write what the union decided. You will see examples before the decision is recorded.
checkoff-initiation-title = Record the initiation dues
checkoff-initiation-lead = Initiation dues are deducted once, with the person’s written authorization, and remitted with the dues, apart from them (5.04). Write 0 if the union no longer asks for any.
checkoff-initiation-amount = Initiation dues of one person
checkoff-kind = How are dues set?
checkoff-kind-percent = A percentage
checkoff-kind-percent-hint = Fill in the rate.
checkoff-kind-flat = A flat amount
checkoff-kind-flat-hint = Fill in the amount, a pay or a period.
checkoff-kind-bands = By bands
checkoff-kind-bands-hint = Fill in the bands: a rate or an amount by what the person received.
checkoff-rate = Rate
checkoff-rate-hint = For example 1.5
checkoff-amount = Flat amount
checkoff-amount-hint = For example 12.00
checkoff-per = The flat amount is deducted
checkoff-per-pay = on each pay
checkoff-per-period = once a period
checkoff-bands = Bands
checkoff-bands-hint = One per line, from zero: the amount where it starts, a colon, then the rate or the amount owed. For example “0: 1.25%”, then “1000: 1.5%”. The rate applies to all of the person’s base.
checkoff-base-legend = What are dues computed on?
checkoff-base-salary-paid = The salary paid during the period
checkoff-base-regular-pay = Total regular pay
checkoff-base-total-remuneration = Total remuneration paid
checkoff-benefits = Salary insurance benefits
checkoff-minimum = Minimum per person and per period
checkoff-maximum = Maximum per person and per period
checkoff-limit-hint = Leave blank if there is none.
checkoff-pays = Pays of a period
checkoff-pays-hint = Used when the statement does not give the pay dates. Two, if left blank.
checkoff-note-hint = Optional. What is in or out and the statement does not tell apart: premiums, regional disparity, overtime, retroactive pay.
checkoff-from-hint = Year-month-day, for example 2025-10-05. The decision holds for the periods that end on that day or later.
checkoff-adopter = Who adopted it?
checkoff-adopted-on = Adopted on
checkoff-date-hint = Year-month-day, for example 2025-06-12.
checkoff-resolution = Resolution number (optional)
checkoff-continue = Continue
checkoff-check-title = Check the decision
checkoff-examples = Examples
checkoff-examples-lead = What people who received these amounts during a period would owe.
checkoff-example-pay = Received
checkoff-example-benefits = { $amount } of salary insurance, no salary
checkoff-check-note = A recorded decision is never changed: to correct it, record another for the same date. The findings of statements already received stay as they were; the comparison of dues follows the new decision.
checkoff-initiation-apart = Initiation dues are never counted in the dues withheld nor in the per capita.
checkoff-record = Record the decision
checkoff-modify = Change
checkoff-fault-kind = Choose how dues are set.
checkoff-fault-base = Choose what dues are computed on.
checkoff-fault-rate = Write a rate above 0 and at most 100, with four decimals at most.
checkoff-fault-amount = Write an amount in dollars, such as 12.00.
checkoff-fault-per = Choose whether the amount is deducted on each pay or once a period.
checkoff-fault-bands = Write the bands, one per line, from the smallest to the largest; the first starts at 0.
checkoff-fault-benefits = Choose whether salary insurance benefits are in the base.
checkoff-fault-limit = Write an amount in dollars, or leave blank.
checkoff-fault-limits = The maximum must be at least the minimum.
checkoff-fault-pays = Write a number of pays from 1 to 5, or leave blank.
checkoff-fault-note = This text is too long.
checkoff-fault-effective-from = Write a date such as 2025-10-05, at most three years from now.
checkoff-fault-adopter = Choose who adopted the decision.
checkoff-fault-adopted-on = Write the date of adoption, no later than today.
checkoff-fault-declared = The periods up to { $until } are declared: the decision must take effect after that date.

## Expected and withheld

checkoff-link = Expected dues
checkoff-compare-title = Dues expected and withheld: { $employer }
checkoff-compared-by = Compared with the union’s dues:
checkoff-changed-within = Dues changed during the period; they were: { $before }. Any amount between the two is accepted.
checkoff-figure-expected = expected of the people compared
checkoff-figure-withheld = withheld from them
checkoff-figure-difference = difference
checkoff-figure-under = withheld short
checkoff-figure-over = withheld in excess
checkoff-under = { $amount } short
checkoff-over = { $amount } in excess
checkoff-left-out = { $lines ->
    [0] Every line of the statement is in these totals.
    [one] One line is not in these totals (a correction, held dues or a line that cannot be compared). Its dues: { $withheld }.
   *[other] { $lines } lines are not in these totals (corrections, held dues or lines that cannot be compared). Their dues: { $withheld }.
 }
checkoff-filter = { $name } ({ $count })
checkoff-filter-all = All lines
checkoff-filter-under = Too little
checkoff-filter-over = Too much
checkoff-filter-missing = None withheld
checkoff-filter-exact = As expected
checkoff-filter-unknown = Not comparable
checkoff-filter-apart = Corrections and held dues
checkoff-verdict-exact = As expected
checkoff-verdict-under = Too little
checkoff-verdict-over = Too much
checkoff-verdict-missing = None withheld
checkoff-verdict-unknown = Not comparable
checkoff-verdict-correction = Correction
checkoff-verdict-held = Held
checkoff-unknown-salary-paid = The salary paid is missing from the line.
checkoff-unknown-regular-pay = Total regular pay is missing from the line.
checkoff-unknown-total-remuneration = Total remuneration is missing from the line.
checkoff-unknown-layoff = Pay and layoff benefits on one line: the statement does not say the part of each.
checkoff-base = Base
checkoff-expected = Expected
checkoff-withheld = Withheld
checkoff-difference = Difference
checkoff-verdict = Result
checkoff-why = Why
checkoff-why-no-base = Nothing to compute dues on.
checkoff-why-rate = { $base } × { $rate } = { $product }
checkoff-why-pays = { $amount } × { $pays } pays = { $product }
checkoff-why-flat = Flat amount of { $amount }
checkoff-why-minimum = ; the minimum of { $amount } applies
checkoff-why-maximum = ; the maximum of { $amount } applies
checkoff-why-rounded = , rounded to { $amount }
checkoff-why-correction = Corrects: { $what }
checkoff-why-held = { $amount } held by the employer until the Tribunal decides (5.05)
checkoff-no-line = No line of this kind.
checkoff-totals = Totals of the statement
checkoff-sort = Lines
checkoff-lines = Count
checkoff-total-compared = People compared
checkoff-total-unknown = People not comparable
checkoff-total-corrections = Correction lines
checkoff-total-held = Held lines (5.05)
checkoff-total-statement = Total of the statement
checkoff-held-apart = A difference of a cent a pay or less is as expected, since each pay is rounded. Dues held by the employer ({ $held }) and initiation dues are not dues withheld.

## Initiation dues

checkoff-paid-title = Initiation dues deducted
checkoff-paid-none = No initiation dues this year
checkoff-paid-none-body = The statements received carry none.
checkoff-paid-by-period = By period
checkoff-paid-by-person = By person
checkoff-paid-persons = People
checkoff-paid-total = Total of the year
checkoff-paid-remark = Remark
checkoff-paid-again = Deducted before: once only for a membership.
checkoff-paid-other = The union asks for { $amount }.
