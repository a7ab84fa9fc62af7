# Bases

dues-basis-salary-paid = salary paid during the period
dues-basis-regular-pay = total regular pay
dues-basis-total-remuneration = total remuneration paid
dues-basis-dues = dues checked off
dues-basis-per-person = amount per person

# The table of an assessment

dues-table-contributors = Contributors:
dues-table-payee = Body
dues-table-levy = Per capita
dues-table-basis = Basis
dues-table-rate = Rate or amount
dues-table-persons = Persons
dues-table-base = Base
dues-table-amount = Owed
dues-table-total = Total
dues-table-no-base = –
dues-table-employee-number = Employee number

# The calendar

dues-calendar-title = Accounting periods
dues-calendar-period = Period
dues-calendar-start = Start
dues-calendar-end = End
dues-calendar-days = Days

# Why each cent

dues-working-substituted = No line of the statement has this base; salary paid takes its place.
dues-working-rate = { $base } × { $rate } = { $product }
dues-working-per-person = { $amount } per person, whatever was earned
dues-working-no-limit = No limit applies.
dues-working-minimum = Under the minimum of { $amount } per person: the minimum applies.
dues-working-maximum = Over the maximum of { $amount } per person: the maximum applies.
dues-working-beyond-max-persons = Largest number of persons counted, in order of employee number: { $count }. This one comes after.
dues-working-floor = Whole cents: { $amount }
dues-working-remainder-cent = One more cent: its fraction of a cent is among the largest.
dues-working-no-remainder-cent = No more cent: the cents left over go to the largest fractions of a cent.

# Adjustments

# Payments

# What a levies file cannot say

dues-levy-unnamed = The body or the code is missing: enter both.
dues-levy-rate-missing = The rate is missing: this basis needs one.
dues-levy-amount-missing = The amount per person is missing.
dues-levy-not-of-this-basis = A rate goes with a basis in dollars, an amount goes with “per person”: never both.
dues-levy-not-a-number = A number is written like 0.0072, in quotation marks, with 18 decimals at most.
dues-levy-negative = A rate, an amount or a limit cannot be negative.
dues-levy-rate-above-one = A rate is a fraction, 1 at most: 0.72% is written 0.0072.
dues-levy-too-large = An amount per person must be under a million dollars.
dues-levy-minimum-above-maximum = The minimum per person is more than the maximum.
dues-levy-ends-before-it-starts = The end date is before the start date.
dues-explain-share = Share: { $amount }
dues-explain-nobody = Nobody pays dues under employee number { $number } in this statement.

# Why an exemption

dues-ground-strike = strike
dues-ground-lock-out = lockout
dues-ground-hardship = hardship
dues-ground-new-union = new union
