## Persons, bases, shares and the bodies’ years

aggregates-title = Persons and bases
aggregates-lead = As of { $date }: each unit is counted by the statement of the last declared period that ended on that date or in the year before it.
aggregates-lead-own = As of { $date }: each unit is counted by the last statement received whose period ended on that date or in the year before it.
aggregates-one-end = All of these periods ended on { $last }.
aggregates-ends = These periods ended from { $first } to { $last }.
aggregates-between = { $first } to { $last }
aggregates-date = As of
aggregates-show = Show
aggregates-bad-date = Enter a date that exists, the year with four digits.
aggregates-wider = All unions
aggregates-by-federation = By federation
aggregates-by-council = By central council
aggregates-by-union = By union
aggregates-by-unit = By bargaining unit
aggregates-by-institution = By institution
aggregates-federation = Federation
aggregates-council = Central council
aggregates-of-union = Union
aggregates-of-unit = Bargaining unit
aggregates-institution = Institution
aggregates-among-federations = Federations
aggregates-among-councils = Central councils
aggregates-among-unions = Unions
aggregates-among-units = Bargaining units
aggregates-among-institutions = Institutions
aggregates-number = Union { $number }
aggregates-unit = { $unit } · union { $number }
aggregates-union = { $name } ({ $number })
aggregates-place = { $institution }, { $unit }
aggregates-persons = Persons
aggregates-full-time = Full-time
aggregates-part-time = Part-time
aggregates-unspecified = Status not given
aggregates-shared = In more than one unit
aggregates-salary-paid = Salary paid
aggregates-dues = Dues
aggregates-regular-pay = Regular pay
aggregates-total-remuneration = Total remuneration
aggregates-until = Period end
aggregates-detail = Detail
aggregates-column-unions = Unions
aggregates-column-institutions = Institutions
aggregates-column-units = Units
aggregates-column-silent = Units without a statement
aggregates-column-hidden = Units whose base is not shown
aggregates-first-end = Earliest period end
aggregates-last-end = Latest period end
aggregates-unions = { $count ->
    [one] union
   *[other] unions
   }
aggregates-institutions = { $count ->
    [one] institution
   *[other] institutions
   }
aggregates-silent = { $count ->
    [one] { $count } unit without a statement
   *[other] { $count } units without a statement
   }
aggregates-hidden = { $units ->
    [one] The base of { $units } unit is not shown, nor part of any total, because it is made of fewer than { $fewest } persons.
   *[other] The bases of { $units } units are not shown, nor part of any total, because each is made of fewer than { $fewest } persons.
   }
aggregates-twice = Persons in more than one unit, counted once
aggregates-nothing = No statement as of that date
aggregates-nothing-body = Choose a later date.
aggregates-what = What is counted
aggregates-what-person = A person is an employee number whose line has dues or salary paid above zero, without held dues (5.05).
aggregates-what-once = A person in several units of one union counts once for the union, when its register knows her: the same SIN, or the same person according to the treasurer. A person in two unions counts in each.
aggregates-what-status = The status columns count each unit apart. Their sum, less the persons in more than one unit, is the persons.
aggregates-what-corrections = Statements count as they were received. A correction made later does not change these figures.
aggregates-what-bodies = The federation and the central council are those of the date chosen. An institution is an employer of one name, whatever unions it has.
aggregates-silent-title = Units without a statement
aggregates-silent-lead = No statement gives their figures as of that date. They are part of no total.
aggregates-split-link = Share a budget by these figures
aggregates-years-link = Per capita declared, by each body’s own year
aggregates-split-title = Share a budget
aggregates-split-lead = Each part is first rounded down. What is missing goes, a cent or a seat at a time, to the largest remainders. Where remainders are equal, the order of the list decides. Nothing is kept.
aggregates-budget = To share
aggregates-budget-hint = For example 25,000.00, or 120 delegates
aggregates-unit-of = In what
aggregates-dollars = In dollars, to the cent
aggregates-wholes = In whole numbers
aggregates-wholes-hint = Delegates, seats, copies
aggregates-weights = In proportion to
aggregates-weights-typed = Numbers entered below
aggregates-among = Among
aggregates-among-hint = Of no effect on numbers entered
aggregates-text = Numbers entered
aggregates-text-hint = One a line, with a name before it if you like: Rimouski; 412. Columns copied from a spreadsheet will do.
aggregates-split-button = Share
aggregates-bad-budget = Enter a positive amount, with two decimals at most.
aggregates-bad-count = Enter a positive whole number.
aggregates-bad-weight = Line { $line } does not end with a positive number of four decimals at most.
aggregates-text-too-long = Enter { $most } characters at most.
aggregates-no-weight = At least one number must be above zero.
aggregates-result = Shares
aggregates-name = Name
aggregates-weight = Weight
aggregates-percent = Proportion
aggregates-exact = Exact part
aggregates-part = Part
aggregates-extra-cent = one more cent, by its remainder
aggregates-extra-unit = one more, by its remainder
aggregates-nothing-missing = Every part comes out even.
aggregates-missing-cents = { $count ->
    [one] { $count } cent was missing after rounding down. It went to the largest remainder.
   *[other] { $count } cents were missing after rounding down. They went to the largest remainders.
   }
aggregates-missing-units = { $count ->
    [one] { $count } seat was missing after rounding down. It went to the largest remainder.
   *[other] { $count } seats were missing after rounding down. They went to the largest remainders.
   }
aggregates-years-title = Per capita declared: { $body }
aggregates-years-lead = This body’s year begins on { $day }. A period belongs to the year in which it ends. Adjustments are declared with their period, and opening balances are not included.
aggregates-year = Year { $year }
aggregates-year-of = Year { $year }, { $first } to { $last }
aggregates-body = Body
aggregates-years-none = Nothing is declared yet
aggregates-years-none-body = Periods will appear here once a union has filed its declaration.
aggregates-cuts = Both cuts
aggregates-cuts-lead = The same periods, by the body’s year (rows) and by the agreement’s fiscal year from April 1 (columns). Both come to the same total.
aggregates-own-year = The body’s year
aggregates-fiscal-year = Agreement’s fiscal year
aggregates-period = Period
aggregates-ends-on = Period end
aggregates-declared = Declared
aggregates-declared-title = { $body }: declared for { $period }
aggregates-declared-by-title = { $body }: declared by union { $number }
aggregates-declared-lead = Each amount declared leads to the levies that make it and to their arithmetic.
aggregates-levies-title = { $body }: where the amount of { $period } comes from
aggregates-levies-lead = The levies that the body had at the end of the period, as the declaration froze them.
aggregates-levies-of = Rates of { $body }
aggregates-rest = Amounts of fewer than { $fewest } people, whose base is not shown
aggregates-other-periods = The union’s other periods
