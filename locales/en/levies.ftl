# Per capita rates: who proposes them, who approves them, what they would change

levies-title = Per capita rates
levies-lead = What each body levies on the unions, since when and by which resolution.
levies-body = Body
levies-kind-confederation = Confederation
levies-kind-federation = Federation
levies-kind-central-council = Central council
levies-kind-fund = Fund
levies-in-force = In force today
levies-none-in-force = No levy in force
levies-waiting = Proposals to decide
levies-waiting-lead = One person proposes; another approves or rejects.
levies-nothing-waits = No proposal is waiting for a decision.
levies-timeline = Levies over time
levies-timeline-desc = One row for each levy; each bar covers the days on which a rule applies. A pale bar is only proposed.
levies-today = Today
levies-levy = Levy
levies-rule = Rule
levies-dates = Dates
levies-resolution = Resolution
levies-state = Status
levies-code-proposed = { $code }, proposed
levies-now = In force
levies-past = Ended
levies-to-come = To come
levies-from-to = From { $from } to { $to }
levies-since = Since { $from }
levies-starting = From { $from }
levies-adopted = { $resolution } ({ $by }, { $on })
levies-approved = Approved by { $name }, { $at }
levies-follow = Propose what follows
levies-close = Propose to end it
levies-new = Propose a new levy
levies-waive = Propose an exemption
levies-simulate = Simulate a levy
levies-nothing-yet-title = No levy
levies-nothing-yet-body = This body levies nothing on the unions through the portal.
levies-proposals = Proposals
levies-no-proposal = Nobody has proposed a change yet.
levies-proposal = Proposal
levies-proposed-by = Proposed by { $name }, { $at }
levies-kind-levy = New levy
levies-kind-following = Levy that follows another
levies-kind-closing = End of a levy
levies-kind-exemption = Exemption
levies-open = To decide
levies-outcome-approved = Approved
levies-outcome-rejected = Rejected
levies-outcome-withdrawn = Withdrawn
levies-propose-title = Propose a levy
levies-propose-lead = Nothing changes until another person approves. You will first see what the proposal overlaps and which declared periods it covers.
levies-code = Code
levies-code-hint = Lower-case letters, digits and hyphens. The same code continues an existing levy.
levies-name-fr = Name in French
levies-name-en = Name in English
levies-basis = Base
levies-value = Rate as a percentage, or amount per person in dollars
levies-value-hint = For a rate, 0.72 means 0.72%. For an amount per person, 2.35 means $2.35.
levies-minimum = Minimum per person (optional)
levies-maximum = Maximum per person (optional)
levies-persons = Largest number of persons counted (optional)
levies-persons-hint = The first by employee number, in each statement.
levies-from-day = First day
levies-day-hint = Year-month-day, such as 2026-04-01. A period follows the rule in force on its last day.
levies-to-day = Last day (optional)
levies-to-hint = Leave blank if the rule applies until another takes its place.
levies-closes = End the levy of the same code in force then, the day before
levies-adopted-by = Body that voted
levies-adopted-by-hint = For example: FSSS convention.
levies-adopted-on = Day of the vote
levies-adopted-on-hint = Year-month-day, such as 2025-06-12. What is not voted yet can be simulated, not proposed.
levies-reference = Resolution number
levies-note = Note for the person who will approve (optional)
levies-note-hint = Name nobody.
levies-send = Propose
levies-bad-code = Enter a code of 31 characters or fewer: lower-case letters, digits and hyphens.
levies-bad-name-fr = Enter the name in French, in 120 characters or fewer.
levies-bad-name-en = Enter the name in English, in 120 characters or fewer.
levies-bad-basis = Choose a base.
levies-bad-rate = Enter a rate from 0 to 100%, such as 0.72.
levies-bad-amount = Enter an amount in dollars and cents, such as 2.35, under a million.
levies-bad-limit = Enter a limit in dollars and cents, such as 6.25, or leave it blank.
levies-bad-limits = The minimum is more than the maximum.
levies-bad-maximum = The maximum is less than the minimum.
levies-bad-persons = Enter a whole number of persons, or leave it blank.
levies-bad-from = Enter the first day, such as 2026-04-01.
levies-bad-to = Enter a last day that is not before the first, or leave it blank.
levies-bad-adopted-by = Say which body voted, in 120 characters or fewer.
levies-bad-adopted-on = Enter the day of the vote, such as 2025-06-12.
levies-bad-adopted-to-come = The day of the vote is to come: propose the levy once it is voted.
levies-bad-resolution = Enter the resolution number, in 120 characters or fewer.
levies-bad-note = Enter 500 characters or fewer.
levies-overlap = Overlap with “{ $name }”. { $dates }, that rule already applies. Two levies of the same code cannot share a day: change the dates, or ask to end it the day before.
levies-kept = This form was already used for another proposal, which stays as it was sent.
levies-kept-lead = This form was already sent with other content. What was kept stays as it is. What you have just entered is below: send it to make another proposal of it.
levies-closing-title = End a levy
levies-closing-lead = “{ $name }”, { $rule }. Periods already declared stay as they were declared.
levies-closing-day = Last day
levies-closing-hint = The last day on which the levy applies, such as 2026-03-31. The day before its first day: it never applies.
levies-bad-closing = Enter a last day earlier than the rule has now, and not before the day preceding its first day.
levies-exemption-title = Propose an exemption
levies-exemption-lead = A decision may reduce a levy for a union or one of its units: strike, lockout, hardship, new union. Nothing changes until another person approves.
levies-union-number = Union number
levies-union-find = Continue
levies-union-unknown = No union with this number owes this body per capita, among those you follow.
levies-unit = Unit
levies-all-units = All the union’s units
levies-which = Levy reduced
levies-ground = Ground
levies-percent = Share waived, as a percentage
levies-percent-hint = 100 for all of it, 50 for half.
levies-from-period = First period
levies-period-hint = Such as 2025-26 P05.
levies-to-period = Last period
levies-decision-reference = Reference of the decision
levies-decision-reference-hint = For example: federal bureau, resolution BF-2025-31.
levies-choose = Choose
levies-bad-which = Choose a levy.
levies-bad-unit = Choose a unit of the union.
levies-bad-ground = Choose a ground.
levies-bad-percent = Enter a share above 0 and up to 100%, with four decimals at most.
levies-bad-period = Enter a period such as 2025-26 P05.
levies-bad-periods = The last period is before the first.
levies-bad-first-period = The first period is after the last.
levies-bad-reference = Enter the reference of the decision, in 200 characters or fewer.
levies-proposal-title = { $kind }: { $body }
levies-content = What is proposed
levies-closes-levy = Ends
levies-closes-on = “{ $name }”, on { $on }
levies-closes-sooner = Since then
levies-closed-since = Another decision ended it sooner, on { $on }: that day counts.
levies-never-applies = “{ $name }” will never apply
levies-union = Union
levies-periods = Periods
levies-from-to-periods = From { $from } to { $to }
levies-share-waived = { $percent } of “{ $name }”
levies-note-row = Note
levies-proposed-row = Proposed by
levies-by-at = { $name }, { $at }
levies-decided-row = Decided by
levies-reason-row = Reason
levies-effects = Before approving
levies-effects-then = What the proposal touches today
levies-effects-shown = What was shown before the decision
levies-no-overlap = No overlap.
levies-gap = Days without a rule: from { $from } to { $to }.
levies-gap-open = No rule of the same code follows from { $from }.
levies-no-gap = No day is left without a rule.
levies-not-retroactive = No declared period falls within these dates.
levies-retroactive = { $count ->
    [one] Retroactive effect: 1 declaration already filed falls within these dates.
   *[other] Retroactive effect: { $count } declarations already filed fall within these dates.
  }
levies-not-rewritten = { $count ->
    [one] It is not rewritten: it keeps the rules that it froze. The changed rule holds for statements of this period still to be declared; a correction of a declared statement follows the rules of its declaration.
   *[other] They are not rewritten: each keeps the rules that it froze. The changed rule holds for statements of these periods still to be declared; a correction of a declared statement follows the rules of its declaration.
  }
levies-exempted-late = { $count ->
    [one] It is not rewritten: the difference will come as an adjustment in a later declaration.
   *[other] They are not rewritten: the difference will come as an adjustment in a later declaration.
  }
levies-declared-periods = Periods declared within these dates
levies-period = Period
levies-unions = Unions
levies-declarations = Declarations
levies-see-effect = Simulate the effect on the last { $count } periods
levies-approve = Approve
levies-approve-title = Approve the proposal
levies-seen = I have seen that periods already declared stay as they were declared.
levies-seen-exemption = I have seen that the exemption touches periods already declared and will come to them as an adjustment.
levies-seen-needed = Say that you have seen the retroactive effect.
levies-reject-title = Reject the proposal
levies-reject = Reject
levies-reason = Reason for rejecting
levies-reason-hint = The person who proposed will read it. Name nobody.
levies-reason-needed = Say why, in 500 characters or fewer.
levies-own = You made this proposal: another person of the same office has to approve it.
levies-withdraw = Withdraw my proposal
levies-only-read = Only people of the body’s office decide.
levies-already = This proposal has already been decided.
levies-overlapped = Another proposal has just been approved: see what stands in the way of this one.
levies-not-theirs = Whoever proposes cannot approve: another person of the same office has to.
levies-blocked = This proposal cannot be approved while it overlaps another levy: { $names }.
levies-ends-already = This proposal would change nothing: the levy already ends on { $on }.
levies-never-applied = This proposal would change nothing: the levy already applies on no day.
levies-waived-already = This exemption would change nothing: as large a share of all these periods is already waived ({ $reference }). Exemptions are not added up.
levies-changed = What the proposal touches has changed since you opened this page. Read it again, then decide.

# Simulations

levies-what-if-title = Simulate a levy
levies-what-if-lead = What a levy would have come to in the place of what unions declared over the last { $count } periods. Nothing is posted.
levies-what-if-replaces = Levy replaced
levies-what-if-nothing = None: it would be added to the others
levies-what-if-scope = For whom
levies-what-if-everyone = All the unions that you follow
levies-what-if-one-union = One union only (number, optional)
levies-what-if-run = Simulate
levies-what-if-results = Result
levies-what-if-question = { $rule }, for { $scope }
levies-what-if-question-closing = End of levy { $code }, for { $scope }
levies-what-if-scope-all = all the unions that you follow
levies-what-if-scope-union = union { $number }
levies-what-if-before = As declared
levies-what-if-after = With this levy
levies-what-if-difference = Difference
levies-what-if-after-least = With this levy, at least
levies-what-if-after-most = With this levy, at most
levies-what-if-difference-least = Difference, at least
levies-what-if-difference-most = Difference, at most
levies-what-if-declaring = Unions that declared the period
levies-what-if-expected = Unions that declare it in all
levies-what-if-part = { $declared ->
    [one] 1 of { $all } unions has declared
   *[other] { $declared } of { $all } unions have declared
  }
levies-what-if-parts = { $count ->
    [one] 1 period is declared by only some of the unions: its amounts do not compare with those of the others.
   *[other] { $count } periods are declared by only some of the unions: their amounts do not compare with those of the others.
  }
levies-what-if-bounds = With a minimum, a maximum or a number of persons, the result depends on each person’s pay, which your office does not see. It lies between the two amounts given, which are sure: they come from what was declared, the number of persons and the total of salaries or dues.
levies-what-if-chart = Per capita by period
levies-what-if-chart-desc = Two bars for each period: pale, as declared; solid, with the simulated levy.
levies-what-if-chart-bounds = Three bars for each period: pale, as declared; solid, the least and the most that the simulated levy would have come to.
levies-what-if-chart-part = A star and another colour: only some of the unions have declared the period.
levies-what-if-by-period = By period
levies-what-if-by-union = By union
levies-what-if-biggest = The { $count } largest differences; the export gives them all.
levies-what-if-persons = Persons
levies-what-if-total = Total
levies-what-if-export = Export (CSV)
levies-what-if-covered = { $count ->
    [0] No union counted, of { $all }.
    [one] 1 union counted of { $all }.
   *[other] { $count } unions counted of { $all }.
  }
levies-what-if-withheld = { $count ->
    [one] 1 union has a statement that counts, or leaves uncounted, fewer than { $fewest } persons: it is in no sum, which would come near a salary.
   *[other] { $count } unions have a statement that counts, or leaves uncounted, fewer than { $fewest } persons: they are in no sum, which would come near a salary.
  }
levies-what-if-silent = { $count ->
    [one] 1 union declared nothing in these periods.
   *[other] { $count } unions declared nothing in these periods.
  }
levies-what-if-unfinished = { $count ->
    [one] The computation stopped at its limit: 1 union is not counted. Choose a federation or a union.
   *[other] The computation stopped at its limit: { $count } unions are not counted. Choose a federation or a union.
  }
levies-what-if-method = Before: what declarations froze, exemptions included. After: the simulated levy, with the same exemptions. Corrections and held dues released since are in neither.
levies-what-if-nobody-title = Nothing to compare
levies-what-if-nobody-body = No declared period can be counted for this choice.
levies-what-if-nothing-title = Nothing to simulate
levies-what-if-nobody-owes = None of the unions that you follow owes this body per capita.
levies-what-if-not-told = Your central council simulates its own levies: what its unions declare to another body is not shown to it.
levies-what-if-why-title = What a simulation can tell you
levies-what-if-why-free = Try any rule you like. A rate or an amount per person, without limits, gives an exact result, to the cent.
levies-what-if-why-bounds = A minimum, a maximum or a number of persons gives two amounts, between which the result surely lies. The closer the rule to the one declared, the closer they are. An exact result would tell, try after try, how much a person earns: your office sees no salary, and a simulation tells you no more than the totals that you may read.
levies-what-if-why-finance = For an exact result with limits, ask the confederation’s finance office.
levies-what-if-bad-union = No union with this number owes this body per capita, among those you follow.
levies-what-if-number = Number
