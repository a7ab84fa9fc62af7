# The employer's yearly slips (T4, Relevé 1), compared with what its statements withheld

slips-title = T4 slips and Relevés 1
slips-lead = The employer enters the year’s dues on the T4 (box 44) and the Relevé 1 (box F). The portal does not issue them: it compares them with what the statements withheld from each person, by pay date (clause 5.07).
slips-people = People with dues withheld
slips-control = Control total of { $year }
slips-open = Differences to explain
slips-between = { $least } to { $most }
slips-missing = The control total of { $year } is incomplete, without the statement of: { $periods }. Only slips below what the portal knows are flagged.
slips-partial = The portal does not cover all of { $year }: only slips below what it knows are flagged.
slips-off = Rule V83 does not apply to this employer’s statements: no difference is flagged.
slips-differences = Differences
slips-nothing-yet = Enter the amounts of the employer’s slips below: differences over $0.05 will appear here.
slips-all-agree = No difference over $0.05.
slips-version = { $people ->
    [one] Version { $version }: { $people } slip, entered { $moment }
   *[other] Version { $version }: { $people } slips, entered { $moment }
}
slips-slip = Slip
slips-none = None
slips-control-head = Control total
slips-least = Control total, at least
slips-most = Control total, at most
slips-difference = Difference
slips-to-explain = To explain
slips-note = Explanation of the ticked differences
slips-note-hint = For example: amended slip requested from the employer on March 3.
slips-note-button = Explain the ticked differences
slips-bad-people = Tick at least one person whose slip differs.
slips-replaced = Other slips were entered in the meantime. See what remains, then start again.
slips-record-title = Slip amounts for { $year }
slips-amounts = One slip a line: employee number, then amount
slips-amounts-hint = Paste two columns of a spreadsheet, or put a semicolon between: 104233;835.12. The whole list replaces the one before.
slips-record-button = Compare
slips-bad-line = Line { $line } is not an employee number followed by an amount.
slips-bad-negative = The amount on line { $line } is negative: boxes 44 and F hold none. If the employer refunded more than it withheld, enter 0.00 and explain the difference.
slips-bad-twice = The employee number of line { $line } is already above.
slips-bad-many = The list is too long.
slips-bad-empty = Paste at least one slip.
slips-pays-title = Pay dates
slips-pays-lead = These periods touch { $year } and another year: the pay date says to which one the dues belong. Without it, or when pays fall in both years, the control total has a minimum and a maximum.
slips-period = Period
slips-days = Pay dates
slips-days-hint = All those of the period, for example 2025-12-11, 2025-12-25.
slips-pays-button = Enter the dates
slips-bad-period = Choose one of the employer’s periods.
slips-bad-days = Write each pay date, within the period, like this: 2025-12-11.
