# Employers' statements

status-full-time = Full-time
status-part-time = Part-time
statement-detail = { $lines ->
    [0] No line
    [one] { $lines } line
   *[other] { $lines } lines
   }, dues { $dues }, received { $received }
statement-blocked = Blocking findings
statement-to-acknowledge = To acknowledge
statement-settled = Settled
statement-findings-title = Findings on the statement: { $employer }
statement-lines-title = Lines of the statement: { $employer }
statement-findings = Findings on the statement
statement-lines = { $count ->
    [one] line read
   *[other] lines read
   }
statement-salary-paid = salary paid
statement-dues = dues checked off
statement-errors = { $count ->
    [one] blocking finding
   *[other] blocking findings
   }
statement-open-warnings = { $count ->
    [one] finding to acknowledge
   *[other] findings to acknowledge
   }
statement-received = { $file } · { $format } · received { $received }
statement-twin = This file is, byte for byte, the statement of period { $period }: the employer may have sent the wrong file. Check before you declare.
statement-take-file = Download the file as received
reading-sheets = Sheets read one after the other: { $sheets }.
reading-sheet = “{ $sheet }” from line { $line }
reading-sheets-next = { $before }; { $sheet }
reading-unread-sheets = { $count ->
    [one] Sheet not read, which looks like a statement too: { $sheets }.
   *[other] Sheets not read, which look like a statement too: { $sheets }.
   }
reading-other-sheets = { $count ->
    [one] Other sheet of the workbook, not read: { $sheets }.
   *[other] Other sheets of the workbook, not read: { $sheets }.
   }
reading-hidden-sheets = { $count ->
    [one] Hidden sheet of the workbook, not read: { $sheets }. If people are on it, unhide it in the workbook and send it again.
   *[other] Hidden sheets of the workbook, not read: { $sheets }. If people are on them, unhide them in the workbook and send it again.
   }
reading-and-more = { $names } and { $count } more
reading-hidden = { $count ->
    [one] { $count } hidden row was read too.
   *[other] { $count } hidden rows were read too.
   }
reading-merged = { $count ->
    [one] { $count } cell is merged over several rows ({ $cells }): only its first row has the value, the others are read as blank. Unmerge it in the workbook and send it again, or check those lines.
   *[other] { $count } cells are merged over several rows ({ $cells }): only the first row of each has the value, the others are read as blank. Unmerge them in the workbook and send it again, or check those lines.
   }
reading-left-out = Left out when reading: { $rows }.
reading-headers = { $count ->
    [one] { $count } repetition of the header or title
   *[other] { $count } repetitions of the header or title
   }
reading-totals = { $count ->
    [one] { $count } row of totals
   *[other] { $count } rows of totals
   }
reading-remarks = { $count ->
    [one] { $count } row of text alone
   *[other] { $count } rows of text alone
   }
reading-balances = { $count ->
    [one] A row of a payment, a difference or a balance is not counted: { $rows }. If it corrects the amounts of a person, ask the employer to enter it with the employee number.
   *[other] { $count } rows of a payment, a difference or a balance are not counted: { $rows }. If they correct the amounts of people, ask the employer to enter them with the employee numbers.
   }
reading-renumbered = { $count ->
    [one] { $count } employee number was read as the one that the portal already knows: “{ $written }” is “{ $read }”.
   *[other] { $count } employee numbers were read as those that the portal already knows; for example, “{ $written }” is “{ $read }”.
   }
statement-superseded = This version has been replaced; it is kept as it was.
statement-all-settled = Nothing is left to settle on this statement.
statement-errors-lead = These findings prevent the declaration. Ask the employer for the corrections (or export this list for it), then send its corrected statement in place of this one: the portal never changes the employer’s data.
statement-warnings-lead = These findings do not prevent the declaration, but each needs a note: what you checked, and with whom.
statement-no-finding = Nothing to report here.
statement-note-needed = Write a note of 3 to 1,000 characters, then try again.
statement-unreadable-title = This file could not be read
statement-unreadable-nothing = Nothing was recorded, and the previous statement, if there is one, has not changed.
statement-unreadable-again = Send another file

## A file being read

upload-title = Reading the statement
upload-step-received = File received
upload-size = { $kilobytes } kB
upload-step-read = Reading and checking
upload-lines = { $lines ->
    [one] { $lines } line read
   *[other] { $lines } lines read
  }
upload-step-kept = Saving
upload-may-leave = You can leave this page: reading goes on, and the period’s page brings you back here.
upload-refreshes = This page updates itself.
upload-pause = Stop updating
upload-go-on = Update the page
upload-cancel = Cancel this upload
upload-cancelled-title = This upload was cancelled
upload-declared-title = The period is already declared
upload-declared = The period is already declared for this employer: its statement can no longer be replaced.
upload-declared-todo = Ask the employer for correction lines in its next statement.
upload-overtaken-title = A newer file is in force
upload-overtaken = This file was received before “{ $value }”, which has since become version { $expected } of the statement: it did not replace it.
upload-overtaken-todo = If this one is the right one, send it again.
upload-same-title = This file had already been received
upload-same = The statement in force comes from this same file: nothing has changed.
upload-same-see = See that statement
upload-open = { $file }: being read.
upload-open-asks = { $file }: say how to read this file.
filter-errors = Blocking ({ $count })
filter-warnings = Warnings ({ $count } to acknowledge)
filter-infos = Information ({ $count })
filter-lines = All lines ({ $count })
lines-first = Back to the first page
finding-heading = Rule { $rule } (agreement, cl. { $clause }): { $count ->
    [one] { $count } finding
   *[other] { $count } findings
   }
finding-still-open = { $open } to explain
finding-all-noted = { $count ->
    [one] explained
   *[other] all explained
   }
finding-rule = Rule
finding-severity = Severity
finding-line = Line
finding-person = Person
finding-employee-number = Employee number
finding-name = Name
finding-column = Column
finding-value = Value received
finding-expected = Value expected
finding-message = Finding
finding-todo = What to do:
finding-note = Note
finding-note-label = { $count ->
    [one] Note for this finding
   *[other] Note for these { $count } findings
   }
finding-note-hint = For example: checked with payroll on September 5.
finding-note-button = { $count ->
    [one] Acknowledge this finding
   *[other] Acknowledge these { $count } findings
   }
finding-todo-heading = What to do

## How to read a file

columns-title = Say how to read this file
columns-lead = The file was received, but it can be read in more than one way. What you say here is kept for this employer’s next files.
columns-lead-clear = This is how the file is read. Change what should be read another way: what you say here is kept for this employer’s next files.
columns-questions = To be cleared up
columns-sheets = The sheet to read
columns-sheet-this = Read “{ $sheet }”, shown below
columns-sheet-shown = “{ $sheet }”, shown below
columns-sheets-shown = All the sheets, one after the other, shown below: { $sheets }
columns-sheets-other = All the sheets, one after the other: { $sheets }
columns-sheets-but-shown = All the sheets but { $but }, one after the other, shown below: { $sheets }
columns-sheets-but-other = All the sheets but { $but }, one after the other: { $sheets }
sheet-name = “{ $sheet }”
columns-sheet-other = Read “{ $sheet }” instead
columns-headless = The first row is read as a person’s.
columns-has-header = It names the columns instead.
columns-with-header = A row of the file names the columns.
columns-has-none = None names them: the first one is already a person’s.
columns-heading = The columns
columns-unclear = To be made clear
columns-known = { $count ->
    [one] The column recognized
   *[other] The { $count } columns recognized
 }
columns-column = Column in the file
columns-samples = First cells
columns-item = What it holds
columns-nameless = Column { $place }, without a name
columns-unused = Do not read
columns-required = { $column } (required)
columns-given-name = Given name
columns-guess = Proposed from the content: check it.
columns-habits = Numbers and dates
columns-unit = The salary (rate) is paid
columns-ask-unit = Is the salary (rate) paid by the hour, the week or the year? Nothing in the file says so.
columns-unit-column = as the file says
columns-unit-unsaid = — to be specified —
columns-unit-hour = by the hour
columns-unit-week = by the week
columns-unit-year = by the year
columns-decimal = Decimal sign
columns-dates = Order of dates
columns-seniority = Seniority
columns-seniority-hint = Clause 5.03 asks for the period’s; some payroll systems give all that the person has accumulated.
columns-seniority-of-period = The period’s
columns-seniority-in-all = All the seniority accumulated
columns-by-content = as the file’s content shows
columns-decimal-comma = comma: 1 234,56
columns-decimal-point = point: 1,234.56
columns-day-first = day, month, year
columns-month-first = month, day, year
columns-codes = The employer’s codes
columns-codes-lead = These codes are not on the common list. Say what they mean, if you know.
columns-reason = Absence reason “{ $word }”
columns-status = Status “{ $word }”
columns-shift = Shift “{ $word }”
columns-kind = { $code }: { $name }
columns-code-unknown = I do not know
columns-save = Read it this way
columns-bad-twice = Another column is already read as this: choose one of the two.
columns-bad-header = This column has no name of its own in the file, and could not be found again next time. Name it in the file, then send the file again.
columns-bad-missing = Say which column holds “{ $column }”. If the file does not have it, cancel this upload and ask the employer for a new file.
columns-bad-decimal = This file has “{ $value }”: this sign cannot be its decimal sign. Choose the other one, or “as the file’s content shows”; if the file mixes both, cancel this upload and ask the employer for another file.
columns-again = Read this file another way

## Reasons of absence, but for union leave (leave)

absence-kind-s01 = Sick leave, annual bank (23.29 a)
absence-kind-s02 = Sick leave, day taken in advance
absence-kind-s03 = Salary insurance at 80% (23.29 b)
absence-kind-s04 = Salary insurance at 70%, up to 104 weeks
absence-kind-s05 = Long-term salary insurance, after 104 weeks
absence-kind-s06 = Rehabilitation, progressive return (23.29 e)
absence-kind-s07 = Unpaid illness, part-time
absence-kind-s08 = Personal day (23.41)
absence-kind-s09 = Sick leave, frozen 1980 or 5-day bank
absence-kind-s10 = Automobile accident (SAAQ)
absence-kind-s11 = Occupational injury or disease (CNESST)
absence-kind-s12 = Crime victim (IVAC)
absence-kind-s13 = Healthy germ carrier leave
absence-kind-s14 = Excess radiation dose leave
absence-kind-s15 = Hearing (CNESST, BEM, appeal)
absence-kind-s16 = Examination, immunization or treatment required
absence-kind-p01 = Maternity leave
absence-kind-p02 = Maternity extension
absence-kind-p03 = Suspended or split parental leave
absence-kind-p04 = Protective reassignment (OHS Act)
absence-kind-p05 = Special leave, pregnancy complication or interruption
absence-kind-p06 = Pregnancy-related visits
absence-kind-p07 = Birth leave, 5 days
absence-kind-p08 = Paternity leave, 5 weeks
absence-kind-p09 = Adoption, 5 days
absence-kind-p10 = Adoption leave, 5 weeks
absence-kind-p11 = Adoption of a spouse’s child
absence-kind-p12 = Leave without pay in view of adoption
absence-kind-p13 = Leave without pay following maternity, paternity or adoption
absence-kind-p14 = Part-time leave without pay following parental leave
absence-kind-p15 = Leave for an ill or handicapped child
absence-kind-p16 = Deemed without pay, for failing to report
absence-kind-p17 = Extension of paternity or adoption leave
absence-kind-h01 = Annual vacation
absence-kind-h02 = Vacation completed at own expense
absence-kind-h03 = Statutory holiday
absence-kind-h04 = Compensating day off
absence-kind-h05 = Floating day off
absence-kind-h06 = Day off instead of the lump sum
absence-kind-h07 = Premiums converted to time off
absence-kind-h08 = Overtime converted to time off
absence-kind-h09 = Freed day of the four-day week
absence-kind-f01 = Bereavement
absence-kind-f02 = Jury duty or witness
absence-kind-f03 = Marriage or civil union
absence-kind-f04 = Board of directors
absence-kind-f05 = Family responsibilities
absence-kind-f06 = Labour standards (79.8 to 79.15)
absence-kind-f07 = Other labour-standards absences
absence-kind-f08 = Compassionate care (EI)
absence-kind-f09 = Accompanying a dependent, regional disparities
absence-kind-f10 = Expert witness (youth protection)
absence-kind-l01 = Leave without pay of 30 days or less
absence-kind-l02 = Leave without pay of more than 30 days
absence-kind-l03 = Leave without pay to teach
absence-kind-l04 = Leave without pay for studies
absence-kind-l05 = Part-time leave without pay
absence-kind-l06 = Northern institution
absence-kind-l07 = Deferred-pay leave
absence-kind-l08 = Family-work-study balance leave
absence-kind-l09 = Progressive retirement
absence-kind-l10 = Professional development or training
absence-kind-l11 = Retraining, job security
absence-kind-l12 = Nurse’s leave for studies
absence-kind-j01 = Layoff, job security (15.03)
absence-kind-j02 = Layoff, employment priority
absence-kind-j03 = Layoff without job security
absence-kind-j04 = Secondment
absence-kind-j05 = Temporarily outside the bargaining unit
absence-kind-d01 = Suspension
absence-kind-d02 = Administrative measure
absence-kind-d03 = Absence without notice
absence-kind-d04 = Strike or lockout

## Findings, one by one and by filter

filter-all = All ({ $count })
filter-compare = Comparison
filter-versions = Versions
findings-search-and-filter = Search and filter
findings-search = Name or employee number
findings-every-rule = All rules
findings-every-service = All services
findings-every-state = All states
findings-rule-choice = { $rule }, { $name } ({ $count })
findings-state = State
findings-open = To settle
findings-acknowledged = Acknowledged
findings-filter = Filter
findings-unfilter = Remove the filters
findings-by-rule = Group by rule
findings-unfold = Unfold all
findings-by-line = Show in the order of the file
findings-export = Export this list
findings-shown = { $count ->
    [0] No findings
    [one] { $count } finding
   *[other] { $count } findings
   }
findings-none-shown = No finding matches these filters.
findings-all-of = See the { $count } findings of rule { $rule }
findings-unlisted = { $count ->
    [one] { $count } more finding was counted but not listed: a rule lists 1,000 at most.
   *[other] { $count } more findings were counted but not listed: a rule lists 1,000 at most.
   }
findings-difference = If every line carried the expected dues, the dues withheld would change by { $amount }.
finding-title = { $name } ({ $rule })
finding-clause = Rule and clause
finding-rule-of-clause = { $rule } (agreement, cl. { $clause })
finding-rule-and-clause = Rule { $rule } explained
finding-number-and-line = employee number { $number }, line { $line }
finding-place = line { $line } of “{ $sheet }”
finding-place-heading = Line of the sheet
finding-whole-file = The whole file
finding-blank = blank
finding-proposal = Proposed correction
finding-no-proposal = Only the employer can give the right value.
finding-effect = Effect
finding-effect-none = none
finding-effect-unknown = depends on the correction
finding-effect-per-capita = per capita: { $amount }
finding-effect-on-dues = Effect on dues
finding-effect-on-per-capita = Effect on per capita
finding-follow-up = Follow-up
finding-settle = Acknowledge
finding-see = See
finding-see-which = rule { $rule } on line { $line }
finding-noted = { $by }, { $at }
finding-noted-before = { $by }, { $at }, carried over from an earlier version
findings-carried = { $count ->
    [one] { $count } note carried over from version { $version }.
   *[other] { $count } notes carried over from version { $version }.
   }
finding-next = Next finding to acknowledge
statement-superseded-settled = This version was replaced: its notes stay as they are.

## Lines

lines-shown = { $count ->
    [0] No lines
    [one] { $count } line
   *[other] { $count } lines
   }
lines-all = All lines
lines-every-status = All statuses
lines-status-other = Other or not stated
lines-with-findings = With findings only
lines-none = No line matches these filters.
lines-export = Export these lines
lines-corrects = corrects { $period }
lines-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
   }
lines-findings-heading = Findings
line-title = Line { $line }: { $name }
line-nobody = no name
line-fields = What the line says
line-no-finding = No findings on this line.
salary-unit-hour = an hour
salary-unit-week = a week
salary-unit-year = a year

## From one period to the next

compare-title = Comparison with the previous period: { $employer }
compare-with = Compared with the statement of period { $period }.
compare-with-older = The statement of the previous period is not in the portal: the comparison is with that of { $period }, the last one received before it.
compare-nothing-title = Nothing to compare
compare-nothing-body = This is the employer’s first statement in the portal.
compare-figures = Headcount and amounts
compare-what = What
compare-before = Before
compare-after = Now
compare-difference = Difference
compare-people = People
compare-dues = Dues withheld
compare-by-person = Person by person
compare-count = { $kind } ({ $count })
compare-kind-joined = Joined
compare-kind-returned = Returned
compare-kind-left = Departures announced
compare-kind-gone = Gone
compare-kind-disappeared = Disappeared
compare-kind-status = Status
compare-kind-job-title = Job title
compare-kind-salary-rate = Salary rate
compare-kind-dues = Dues
compare-kind-name = Name
compare-kind-service = Service
compare-about-returned = These people were not on the previous statement, but on an earlier one.
compare-about-left = Their departure date appears for the first time; their last pay may follow.
compare-about-gone = These people are no longer on the statement; their departure date had been given.
compare-about-disappeared = These people are no longer on the statement and no departure date was given: ask the employer about them.
compare-absent = not on the statement
compare-hired-on = hired: { $day }
compare-left-on = left: { $day }
compare-line = line { $line }
compare-none = Nobody.
compare-export = Export this list

## Versions of a statement

versions-title = Versions of the statement: { $employer }
versions-lead = Before the declaration, a new file takes the place of the previous one, which is kept as it is. Afterwards, only correction lines change what was declared.
versions-version = Version
versions-number = Version { $number }
versions-received = Received
versions-file = File
versions-lines = Lines
versions-in-force = In force
versions-declared = Declared
versions-replaced = Replaced
versions-what = What version { $version } changes in version { $before }
versions-changed = Version { $version }: { $lines ->
    [0] no lines changed
    [one] { $lines } line changed
   *[other] { $lines } lines changed
   }, { $dues } of dues
versions-count-added = { $count ->
    [one] line added
   *[other] lines added
   }
versions-count-removed = { $count ->
    [one] line removed
   *[other] lines removed
   }
versions-count-changed = { $count ->
    [one] line changed
   *[other] lines changed
   }
versions-added = Added
versions-removed = Removed
versions-modified = Changed
versions-fields = Fields
versions-field = { $field }:
versions-hidden = changed
versions-see = Lines
versions-line-before = before
versions-line-after = now
versions-same = Both versions say the same thing, line for line.
versions-export = Export these changes
