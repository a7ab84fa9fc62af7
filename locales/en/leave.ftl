# Union leave

leave-title = Union leave
leave-lead = { $employer }, { $year } fiscal year, April 1 to March 31
leave-employer = Employer
leave-days-one = { $days } day
leave-days-many = { $days } days
leave-days = Days
leave-bank = Bank
leave-banks = The two banks
leave-bank-internal = Internal activities (6.11)
leave-bank-external = External activities (6.02)
leave-of-year = Days in the fiscal year
leave-used = Used
leave-left = Remaining
leave-ahead = On March 31, at this pace
leave-not-enough = Expected to run out
leave-left-internal = days remaining, internal activities
leave-left-external = days remaining, external activities
leave-left-reimbursed = days the union reimburses
leave-known = The statements received go up to { $day }.
leave-known-missing = Missing before that date: { $periods }.
leave-known-nothing = No statement of this fiscal year has been received yet.
leave-pace-internal-lasts = At this pace, the bank for internal activities will last until March 31.
leave-pace-external-lasts = At this pace, the bank for external activities will last until March 31.
leave-pace-internal-ends = At this pace, the bank for internal activities will run out on { $day }.
leave-pace-external-ends = At this pace, the bank for external activities will run out on { $day }.
leave-beyond = The codes in the statements go beyond a bank. By the order of charge, the excess moves to the other bank or becomes reimbursable: { $days } more to reimburse to the employer.
leave-chart-title = Days of each bank, used and expected
leave-chart-description = Three bars per bank, starting at zero: the days in the fiscal year, those used, those that will have been used by March 31 at this pace. The table has the same figures.
leave-chart-label = { $clause } { $what }
leave-chart-full = { $bank }: { $what }
leave-chart-bank = bank
leave-chart-used = used
leave-chart-ahead = by March 31

## When there is no bank

leave-no-class-title = Class of institution needed
leave-no-class = The bank depends on the class of institution. Say in Union Info whether { $employer } is a CISSS or CIUSSS, or an institution that was not amalgamated.
leave-no-distance = In a CISSS or CIUSSS, the bank for internal activities depends on the distance by road between the two facilities furthest apart. Say in Union Info whether it reaches 240 km for { $employer }.
leave-no-january-title = Number of employees needed
leave-no-january = The bank depends on the number of employees on { $day }. The statement of the period that includes that day, { $period } ({ $start } to { $end }), has not been received. Send it, or enter the number.
leave-no-calendar = The bank depends on the number of employees on { $day }. The employer’s calendar is not known for that day: enter the number.
leave-nobody-title = No bank
leave-nobody = Nobody was in the bargaining unit on { $day }.

## The order of charge

leave-order = When a bank runs out
leave-order-first = Internal activities (code U02) are charged to the bank of clause 6.11, and external activities (code U01) to that of clause 6.02.
leave-order-second = When the bank of 6.11 has run out, internal activities are charged to that of 6.02 (code U03).
leave-order-third = When the bank of 6.02 has run out too, the employer goes on paying the salary and the union reimburses it, with employee benefits and the employer’s contributions to the plans (code U04).
leave-order-lapse = Days left on March 31 are not carried over.
leave-charged-to = Charged to
leave-charged-internal = Internal bank (6.11)
leave-charged-external = External bank (6.02)
leave-charged-reimbursed = Reimbursed by the union
leave-charged-nothing = No bank

## What if

leave-scenario = What if you asked for leave?
leave-scenario-activity = Activity
leave-scenario-days = Number of days
leave-scenario-days-hint = For example 10 or 2.5. Nothing is recorded.
leave-scenario-more = Estimate the salary to reimburse
leave-scenario-hours = Hours per day
leave-scenario-rate = Hourly rate
leave-scenario-button = See the charge
leave-scenario-internal = Internal activity, { $days }:
leave-scenario-external = External activity, { $days }:
leave-scenario-cost = Salary to reimburse: { $days } × { $hours } h × { $rate } = { $salary }, plus employee benefits and the employer’s contributions, as invoiced.
leave-part-internal = { $days } from the internal bank (6.11)
leave-part-external = { $days } from the external bank (6.02)
leave-part-reimbursed = { $days } to reimburse to the employer (U04)
leave-bad-days = Enter a number of days above 0, at most 1,000, with at most four decimals.
leave-bad-hours = Enter a number of hours above 0, at most 24.
leave-bad-rate = Enter an hourly rate, for example 33.42.

## What was used

leave-by-kind = By reason
leave-by-period = By period
leave-by-person = By person
leave-by-person-lead = Only the treasurer sees the names: they come from the statements.
leave-no-use = No union leave in the statements of the fiscal year.
leave-code = Code
leave-activity = Reason
leave-absences = Absences
leave-person = Person
leave-from-to = { $from } to { $to }
leave-reimbursed = Reimbursed
leave-outside-banks = Outside the banks
leave-internal = Internal (6.11)
leave-external = External (6.02)
leave-outside = What is charged to no bank
leave-outside-list = See the list
leave-bargainers = Local bargaining (6.13): { $persons } people released at a time, and one day of preparation for each day of bargaining.
leave-kind-with-code = { $code } · { $name }
leave-kind-u01 = External union activity (6.02)
leave-kind-u02 = Internal union activity (6.11)
leave-kind-u03 = Internal activity charged to the external bank (6.11)
leave-kind-u04 = Reimbursed leave, banks used up (6.02, 6.11)
leave-kind-u05 = Joint national, regional or local committee (6.05)
leave-kind-u06 = Permanent union duties, three months or more (6.06)
leave-kind-u07 = Arbitration (6.12)
leave-kind-u08 = Local bargaining and its preparation (6.13)
leave-kind-u09 = Member of a provincial union body (6.19)
leave-kind-u10 = National committee, reimbursed leave (Letter 28)
leave-kind-u11 = Provincial labour relations committee (33.04)
leave-kind-u12 = Local labour relations committee (33.11)
leave-kind-u13 = Inter-sector insurance committee (23.19)
leave-kind-u14 = Meeting with the employer (6.11)

## Where the bank comes from

leave-workings = Where these days come from
leave-class-not-amalgamated = institution not amalgamated
leave-class-amalgamated = CISSS or CIUSSS, less than 240 km
leave-class-amalgamated-far = CISSS or CIUSSS, 240 km or more
leave-clause = Clause { $clause }
leave-range = { $min } to { $max } employees
leave-range-open = { $min } employees or more
leave-step-employees = { $count ->
    [0] Nobody in the bargaining unit on { $day }
    [one] { $count } person in the bargaining unit on { $day }
   *[other] { $count } people in the bargaining unit on { $day }
   }
leave-step-statement = Statement of { $period }, version { $version }. Clauses 6.18 and 1.01: people on authorized leave and part-timers count as one; those who came after or left before do not count.
leave-step-said = Entered by the union on { $at }: { $reason }
leave-step-row = { $range }, { $class }: { $days }
leave-step-prorated = { $all } × { $left } days ÷ { $whole } = { $days }
leave-step-days = An absence counts from Monday to Friday; if it is of a weekend only, each day counts. When the statement gives hours, they are divided by a fifth of the job title’s week.
leave-step-days-source = Clauses 6.02 and 6.11, Appendix X, article 3. Correction lines do not count.

## What the union states

leave-said = Clarifications by the union
leave-said-nothing = None. Leave taken before the union joined the portal, or missing from the statements, is entered here.
leave-said-what = Clarification
leave-said-at = Date
leave-said-employees = Employees on January 1: { $count }
leave-said-days = { $charge }: { $days }
leave-said-from = Bank from { $day }
leave-say = Add a clarification
leave-say-title = Clarify the bank
leave-say-lead = A clarification is not erased: to correct it, add another. It appears on the page with its reason.
leave-say-what = What are you clarifying?
leave-say-employees = The number of employees on January 1
leave-say-employees-hint = It replaces the one from the employer’s statement.
leave-say-internal = Days of the internal bank (6.11)
leave-say-external = Days of the external bank (6.02)
leave-say-reimbursed = Days reimbursed by the union
leave-say-days-hint = They are added to those in the statements; a negative number takes some away.
leave-say-from = The first day of the bank
leave-say-from-hint = For a bank that begins during the fiscal year: its days are prorated (6.21).
leave-say-amount = Number
leave-say-amount-hint = Of people or of days. Leave empty if you are entering the first day of the bank.
leave-say-day = First day of the bank
leave-say-day-hint = Only for a bank that begins during the fiscal year. For example 2025-07-10.
leave-say-reason = Reason
leave-say-reason-hint = Name nobody. For example: April leave, before the union joined the portal.
leave-say-button = Save the clarification
leave-bad-kind = Choose what you are clarifying.
leave-bad-employees = Enter a whole number of people.
leave-bad-amount = Enter a number of days other than 0, with at most four decimals.
leave-bad-day = Enter a day of the fiscal year, for example 2025-07-10.
leave-bad-reason = Enter a reason of at most 500 characters.
