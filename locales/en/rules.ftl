# The rules of a statement (clause 5.03), its columns, and files that cannot be read.
# Each rule has two sentences: what is wrong, then what to do (-todo).
# Variables: value (as received), expected, column (its name), line.

severity-error = Error
severity-warning = Warning
severity-info = Information

column-employee-number = Employee number
column-name = Name
column-address = Address
column-phone = Telephone
column-sin = SIN
column-job-title-code = Job title code
column-job-title = Job title
column-status = Status
column-service = Service or department
column-shift = Work shift
column-salary-rate = Salary (rate)
column-salary-unit = Salary unit
column-salary-paid = Salary paid
column-dues = Dues
column-absences = Absences
column-hired-on = Hiring date
column-left-on = Departure date
column-hours-worked = Hours worked
column-vacation-days = Vacation days
column-seniority-days = Seniority
column-regular-pay = Regular pay
column-insurance-benefits = Salary insurance benefits
column-total-remuneration = Total remuneration
column-initiation-dues = Initiation dues
column-held-dues = Dues held in trust
column-correction-period = Corrected period
column-correction-nature = Nature of the correction

## The file

rule-v01 = The column “{ $column }” is not in the file.
rule-v01-todo = Add the column, or give this name to the one of the file that stands for it.
rule-v01-unit = Nothing in the file says whether the salary (rate) is paid by the hour, the week or the year.
rule-v01-unit-todo = If every rate of the file is paid the same way, say so with “Read this file another way”: the answer is kept for this employer’s next files. If not, add the column “{ $column }”.
rule-v01-shape = Cells in the line: { $value }, instead of { $expected }. Values may have slipped from one column to another.
rule-v01-shape-todo = Look for an extra delimiter or quotation mark in a cell (often the address), or a line cut short, then export the file again.
rule-v01-quote = A quotation mark opened in this line is not closed in its cell: what follows, perhaps several lines, stayed inside and is not counted.
rule-v01-quote-todo = Look in this line (often in the address) for a quotation mark too many, remove it, then export the file again.
rule-v01-twice = More than one column can be read as “{ $column }”; “{ $value }” was not read.
rule-v01-twice-todo = Rename or remove the extra column.

rule-v02 = The file’s header says { $value }, but the portal knows { $expected }.
rule-v02-todo = Check that this is the statement of this employer and unit. If a code has changed, have it corrected in Union Info.

rule-v03 = The file’s header says { $value }, but the period being checked calls for { $expected }.
rule-v03-todo = Check that this is the statement of the right period, or correct the header.
rule-v03-number = The file’s header says period “{ $value }”, which is not one of the thirteen periods of the fiscal year.
rule-v03-number-todo = Put a period from P01 to P13 in the header.
rule-v03-said = The text “{ $value }”, above or below the lines of the file, says another period than the one being checked, { $expected }.
rule-v03-said-todo = Check that this is the statement of the right period, or have the words of the file corrected.

rule-v04 = The period from { $value } does not have { $expected } days.
rule-v04-todo = Check the employer’s calendar: only the first and last periods of the fiscal year have another length.
rule-v04-bound = The period from { $value } neither starts nor ends on { $expected }.
rule-v04-bound-todo = Check the employer’s calendar: the fiscal year starts on April 1 and ends on March 31.

rule-v07 = The deduction date { $value } is not within the period, { $expected }.
rule-v07-todo = Check the pay date. A deduction belongs to the period in which the pay is paid.
rule-v07-blank = The file’s header gives no deduction date within the period, { $expected }.
rule-v07-blank-todo = Enter the pay dates in the header: the remittance deadline and the tax year depend on them.

rule-v08 = The remittance of { $value } is late: it was due by { $expected }.
rule-v08-todo = Remind the employer that it has fifteen calendar days after the deduction to remit the dues, or explain the delay.

rule-v09 = The remittance of { $value } comes before the last deduction, on { $expected }.
rule-v09-todo = Check both dates: dues cannot be remitted before they are deducted.

rule-v10 = The header announces { $value } lines and the file has { $expected }.
rule-v10-todo = Check that the file is complete, or correct the number of lines in the header.
rule-v10-said = The text “{ $value }”, above or below the lines of the file, announces a number of employees other than that of its lines, { $expected }.
rule-v10-said-todo = Check that the file is complete, or have the number corrected.

rule-v11 = The total given for “{ $column }”, { $value }, is not the sum of the lines, { $expected }.
rule-v11-todo = Check whether a line is missing, appears twice or was changed after the total was computed.
rule-v11-part = The subtotal below line { $line } gives { $value } for “{ $column }”, and its lines add up to { $expected }.
rule-v11-second = Below line { $line }, a row with neither employee number nor name has { $value } for “{ $column }”: a subtotal of one line, or a second payment to that person? It is not counted.
rule-v11-second-todo = If it is a subtotal, write “Total” in the row or remove it. If it is a payment, add it to the person’s line.
rule-v11-part-todo = Check whether a line is missing, appears twice or was changed after the subtotal was computed.
rule-v11-below = Lines below the last total, which that total does not count: { $value }.
rule-v11-below-todo = Check that these lines belong there and that the total is complete.
rule-v11-recap = The partial totals of “{ $column }” come to { $value }, and the lines to { $expected }.
rule-v11-recap-todo = Check these totals, or whether a line is missing, appears twice or was changed since.

rule-v12 = The amount remitted, { $value }, differs from the statement’s dues and initiation dues, { $expected }.
rule-v12-todo = Check the amount. Dues held in trust are not remitted before the Tribunal rules.

rule-v13 = Characters of “{ $value }” were lost or replaced when the file was exported.
rule-v13-todo = Export the file again as UTF-8, or correct this text.
rule-v13-fault = The cell “{ $column }” holds “{ $value }”: the spreadsheet could not work out its value.
rule-v13-fault-todo = Correct the formula in the workbook, or replace it with its value, then export the file again.
rule-v13-short = The spreadsheet shortened “{ $value }”: some of its digits are lost.
rule-v13-short-todo = Give this column the text format in the workbook, put the whole numbers back, then export the file again.

rule-v14 = “{ $value }” cannot be read as a number in the column “{ $column }”.
rule-v14-todo = Enter a number alone, for example 1355.40, or −20.33 if it is negative.
rule-v14-blank = “{ $column }” is blank.
rule-v14-blank-todo = Enter the amount, or 0.00 if nothing was paid during the period.
rule-v14-date = “{ $value }” cannot be read as a date in the column “{ $column }”.
rule-v14-date-todo = Enter the date as YYYY-MM-DD, for example 2025-07-21.
rule-v14-ambiguous = “{ $value }” can be read in two ways: { $expected }.
rule-v14-ambiguous-todo = Enter the number without a thousands separator, or with its two decimals.
rule-v14-decimals = “{ $value }” has more than two decimals, but “{ $column }” is an amount in dollars and cents.
rule-v14-decimals-todo = Enter the amount to the cent, as it was paid or deducted.
rule-v14-header = The value “{ $value }” of the file’s header cannot be read.
rule-v14-header-todo = Enter dates as YYYY-MM-DD and numbers without text.

rule-v15 = The statement was not sent electronically (“{ $value }”).
rule-v15-todo = Nothing to correct in the statement. Remind the employer that the agreement requires electronic transmission.

## Identity

rule-v16 = “{ $value }” is a single word; a family name and a given name are expected.
rule-v16-todo = Add what is missing, or confirm that the person has only one name.
rule-v16-blank = The employee’s name is missing.
rule-v16-blank-todo = Enter the family name and the given name.
rule-v16-none = “{ $value }” stands in place of the employee’s name.
rule-v16-none-todo = Enter the family name and the given name.

rule-v17 = Employee number { $value } is already on line { $expected }.
rule-v17-todo = Merge the two lines (one for each pay, perhaps), correct the number, or make one of them a correction line.
rule-v17-blank = The employee number is missing.
rule-v17-blank-todo = Enter the employee number, with its leading zeros.
rule-v17-none = “{ $value }” stands in place of the employee number.
rule-v17-none-todo = Enter the employee number, with its leading zeros.

rule-v18 = The social insurance number { $value } does not have the expected form: { $expected } digits, not all the same.
rule-v18-todo = Check the number in the employee’s file.
rule-v18-blank = The social insurance number is missing.
rule-v18-blank-todo = Enter it if it is known, or confirm that it is not transmitted.

rule-v19 = The social insurance number { $value } probably has a typing error: its check digit does not match.
rule-v19-todo = Compare each digit with the employee’s file.

rule-v20 = The social insurance number { $value } starts with { $expected }, which no number issued to a person does.
rule-v20-todo = Check the number in the employee’s file.
rule-v20-temporary = The social insurance number { $value } starts with { $expected }: it is temporary and may expire.
rule-v20-temporary-todo = Nothing to correct. The employer may check the expiry date.

rule-v22 = The social insurance number { $value } is already on line { $expected }.
rule-v22-todo = If the person holds two positions, confirm it. Otherwise, correct one of the two numbers.

rule-v24 = The postal code “{ $value }” is not written as a Canadian postal code.
rule-v24-todo = Check for a letter O in place of a zero or a letter I in place of a 1, then correct the address.
rule-v24-phone = The telephone number “{ $value }” does not have { $expected } digits.
rule-v24-phone-todo = Enter the number with its area code, for example 418-555-0142.
rule-v24-blank = “{ $column }” is missing for this employee.
rule-v24-blank-todo = Enter it, or confirm that the employer does not have it.

rule-v26 = Employee number { $value } has never been on a statement, and the line has no hiring date.
rule-v26-todo = Add the hiring date, or say where the person comes from (transfer, new number).
rule-v26-correction = The correction of { $expected } names employee number { $value }, which has never been on a statement: it would add a person.
rule-v26-correction-todo = Check the number. If the person had been left out, say so in a note.

## Work

rule-v27 = Job title { $value } is not in the known list of job titles.
rule-v27-todo = Check the code. If it is a new job title, confirm it.
rule-v27-blank = The job title code is missing.
rule-v27-blank-todo = Enter the code of the employee’s main job title.

rule-v28 = The job title “{ $value }” has another name in the list: “{ $expected }”.
rule-v28-todo = Nothing to correct if the number is right: the number prevails. Otherwise, correct the number.

rule-v29 = The status “{ $value }” is neither full-time (FT) nor part-time (PT).
rule-v29-todo = Enter FT (full-time) or PT (part-time). If the word is the employer’s own, “Read this file another way” lets you say what it means.
rule-v29-blank = The status is missing.
rule-v29-blank-todo = Enter FT (full-time) or PT (part-time).

rule-v31 = The service or department is missing.
rule-v31-todo = Enter the employee’s service, department or activity centre.

rule-v32 = The work shift “{ $value }” is not one of the agreement’s: { $expected }.
rule-v32-todo = Enter D (day), E (evening), N (night), or a rotation such as D/E.
rule-v32-blank = The work shift is missing.
rule-v32-blank-todo = Enter D (day), E (evening), N (night), or a rotation such as D/E.

rule-v33 = The employee’s salary (rate) is missing or is not above zero.
rule-v33-todo = Enter the salary rate, for example 22.59 with the unit H.
rule-v33-unit = The salary unit is missing or is not recognized.
rule-v33-unit-todo = Enter H (hour), W (week) or Y (year). If every rate of the file without a unit is paid the same way, say so once with “Read this file another way”: the answer is kept for this employer’s next files.

rule-v34 = The salary rate, { $value }, is outside the scale of this job title, whose limit is { $expected } an hour.
rule-v34-todo = Check the rate, its unit and the job title. Confirm it if the person is off-rate or off-scale.

## Money

rule-v37 = “{ $column }” is negative ({ $value }) on an ordinary line.
rule-v37-todo = If it is a correction, give the corrected period and the nature of the correction. Otherwise, correct the amount.

rule-v38 = A salary was paid and no dues were deducted.
rule-v38-todo = Deduct the dues, or explain why this person pays none.

rule-v39 = The dues deducted, { $value }, differ from those that the union set, { $expected }.
rule-v39-todo = Check the amount and how it is computed. An error is corrected by the following period at the latest.

rule-v40 = The dues, { $value }, are more than the salary they are deducted from, { $expected }.
rule-v40-todo = Check both amounts: one of them may have an extra digit.

rule-v42 = Dues of { $value } are deducted, but no salary is paid.
rule-v42-todo = Check the salary paid. If it is a correction, give the corrected period and the nature of the correction.

rule-v43 = The salary paid, { $value }, is more than a quarter away from full-time pay, { $expected }.
rule-v43-todo = Check the salary and the rate. If it includes retroactive pay or an absence, say so.

rule-v44 = The salary paid, { $value }, does not match the rate and hours, whose limit is { $expected }.
rule-v44-todo = Check the hours, the rate and the salary, or explain the difference (premium, paid leave, retroactive pay).

rule-v45 = “{ $column }”, { $value }, does not agree with the other totals of the line, { $expected }.
rule-v45-todo = Check the three totals: total remuneration includes regular pay and salary insurance.
rule-v45-negative = “{ $column }” is negative ({ $value }) on an ordinary line.
rule-v45-negative-todo = Correct the amount, or enter the difference on a correction line.

rule-v46 = The salary paid, { $value }, is more than the total remuneration, { $expected }.
rule-v46-todo = Check both amounts: total remuneration includes the salary paid.

rule-v47 = Salary insurance benefits of { $value } are paid with no absence to explain them.
rule-v47-todo = Add the absence (sickness, work injury, parental leave), or correct the amount.

rule-v48 = Salary insurance benefits, { $value }, are more than 80% of the period’s salary, { $expected }.
rule-v48-todo = Check the amount, or explain it (benefits of more than one period, another plan).

rule-v49 = No dues are deducted for a person laid off with benefits (J01).
rule-v49-todo = Deduct the dues: they continue to be deducted from layoff benefits (15.03).

## Absences, hirings, departures

rule-v54 = The absence “{ $value }” does not have a first day, a last day and a reason code that can all be read.
rule-v54-todo = Enter it as 2025-07-21/2025-07-25 S01, and separate absences with a vertical bar.

rule-v55 = The reason code “{ $value }” is not known.
rule-v55-todo = Enter a known code, or say which reason of absence this one stands for with “Read this file another way”.

rule-v56 = The absence of { $value } is outside the period, { $expected }, or ends before it starts.
rule-v56-todo = Enter only the days of absence of the period, or correct the dates.

rule-v57 = The absence of { $value } overlaps another, of { $expected }.
rule-v57-todo = Correct the dates, or confirm that these are partial absences.

rule-v58 = The absence { $value } has more days than the agreement gives, { $expected }.
rule-v58-todo = Check the dates and the reason code, or explain the extension.
rule-v58-short = The absence “{ $value }” is shorter than the minimum that the agreement sets for this reason.
rule-v58-short-todo = Check the dates and the reason code: a shorter leave has another code.

rule-v59 = “{ $column }” says { $value }, but the person is away without pay for the whole period ({ $expected }).
rule-v59-todo = Check the absence and the amount, or explain what was paid (cash-out, retroactive pay).

rule-v60 = With this statement, { $value } days of union leave are charged to the year’s banks, which hold { $expected }.
rule-v60-todo = Check codes U01, U02 and U03. What goes beyond the banks is leave that the union reimburses (code U04).

rule-v61 = Service and day: { $value }. More than { $expected } people are released at the same time for an external activity (U01).
rule-v61-todo = Nothing to correct in the statement. The agreement limits such leave, subject to continuity of service (6.20).

rule-v62 = The leave { $value } is reimbursed by the union.
rule-v62-todo = Expect the employer’s claim: salary, employee benefits and the employer’s share.

rule-v63 = The hiring date, { $value }, is not in the period, { $expected }.
rule-v63-todo = Correct the date. If the hiring is announced late, confirm it.

rule-v65 = The departure date, { $value }, is not in the period, { $expected }.
rule-v65-todo = Correct the date, or confirm that the departure is announced early or late.

rule-v67 = The departure date, { $value }, is before the hiring date, { $expected }.
rule-v67-todo = Correct one of the two dates: they may have been swapped.

## Part-time

rule-v69 = “{ $column }” is missing for a part-time employee.
rule-v69-todo = Enter the value for the period, or 0 if there is none.
rule-v69-column = The column “{ $column }” is not in the file or was not recognized, and the file has part-time employees.
rule-v69-column-todo = If it is there under another name, say so with “Read this file another way”. If not, ask the employer to add it.

rule-v70 = “{ $column }” ({ $value }) is given for a full-time employee: the value is not used.
rule-v70-todo = Nothing to do, unless the status needs correcting.

rule-v71 = The hours worked, { $value }, are negative or above the full-time hours of the period, { $expected }.
rule-v71-todo = Leave out overtime, which does not count here, or correct the hours.

rule-v72 = The vacation days, { $value }, are negative or above the working days of the period, { $expected }.
rule-v72-todo = Enter only the vacation days taken during the period.
rule-v72-year = The vacation days of the fiscal year, { $value } with those of the period, are more than { $expected }.
rule-v72-year-todo = Check the vacation days on the fiscal year’s statements.

rule-v73 = The seniority of the period, { $value }, differs from what the hours and vacation give, { $expected }.
rule-v73-todo = Check the computation of clause 12.04, or explain the difference (absence, progressive retirement, transfer).

rule-v74 = The seniority of the period, { $value }, is negative or above what a period can give, { $expected } days.
rule-v74-todo = Enter only the days accumulated during the period, and check the position of the decimal point.

## Corrections

rule-v78 = The line corrects a period without giving the nature of the correction.
rule-v78-todo = Enter the reason for the correction, for example “hours entered twice”.
rule-v78-period = The line is a correction, and the period it corrects is missing or not recognized.
rule-v78-period-todo = Enter the corrected period, for example P04 or 2025-26 P04.
rule-v78-ahead = The line corrects { $value }, which is not a period before the statement’s own.
rule-v78-ahead-todo = For the statement’s own period, have the person’s own line corrected; otherwise, enter the past period that is corrected.
rule-v78-before = The line corrects { $value }, a period before the portal: the per capita difference cannot be worked out and is not counted.
rule-v78-before-todo = Settle the difference with each body, outside the portal, and say how in a note.
rule-v78-unreceived = The line corrects { $value }, whose statement is not in the portal: the per capita difference cannot be worked out.
rule-v78-unreceived-todo = Send and declare the statement of { $expected } first: the declaration waits.

rule-v82 = The deductions of { $expected } fall in two tax years, and the dues are given as one amount, { $value }.
rule-v82-todo = Ask for the dues of each pay date: the T4 and the Relevé 1 go by the year of the pay.

## Files that cannot be read

unreadable-empty = The file is empty.
unreadable-empty-todo = Export the statement again and check that the file has lines.
unreadable-too-many-bytes = The file is larger than { $expected } MB.
unreadable-too-many-bytes-todo = Send one statement per file, preferably as CSV.
unreadable-not-a-statement = The file is of type { $value }, not a CSV file or a workbook (.xlsx, .ods).
unreadable-not-a-statement-todo = Send the statement as CSV, .xlsx or .ods.
unreadable-binary = The file contains neither text nor a workbook.
unreadable-binary-todo = Send the statement as CSV, .xlsx or .ods.
unreadable-web-page = The file may have an Excel name, but it contains a web page or XML.
unreadable-web-page-todo = Open it in Excel or LibreOffice, choose “Save as”, then the type “Excel workbook (.xlsx)”, and send that new file.
unreadable-old-excel = The file is an Excel workbook in a format from before 1997 or in a binary one (.xlsb).
unreadable-old-excel-todo = Open it in Excel, then save it as .xlsx or CSV.
unreadable-protected = The file is protected by a password.
unreadable-protected-todo = Remove the password before sending it. The transmission is already encrypted.
unreadable-damaged = The file is damaged or incomplete.
unreadable-damaged-todo = Export or upload the file again.
unreadable-too-much-inside = The compressed content of the file is out of proportion for a statement (more than { $expected } MB).
unreadable-too-much-inside-todo = Save the statement as CSV, or remove pictures and other sheets.
unreadable-too-many-lines = The file has more than { $expected } lines.
unreadable-too-many-lines-todo = Send one statement per file and remove formatted blank lines.
unreadable-too-many-sheets = The workbook has more than { $expected } sheets: they cannot all be read together.
unreadable-too-many-sheets-todo = Remove the sheets that are not part of the statement, or put the people together on one.
unreadable-too-many-columns = The file has more than { $expected } columns.
unreadable-too-many-columns-todo = Remove the columns that are not part of the statement.
unreadable-too-far-right = Cell { $value } stands beyond the { $expected } columns that can be read.
unreadable-too-far-right-todo = Empty it, or remove the columns that are not part of the statement.
unreadable-too-many-cells = The file has more than { $expected } cells, or too much text.
unreadable-too-many-cells-todo = Remove what is not part of the statement, or save it as CSV.
unreadable-no-rows = No row of the file can serve as a header.
unreadable-no-rows-todo = Add a row above the data that names the columns.
unreadable-no-lines = The columns were recognized, but no person’s line follows them.
unreadable-no-lines-todo = Export the statement again and check that the file has a line for each person.
unreadable-no-columns = Nothing separates the columns of the file: it is a printed report, or a text put into a single column of a workbook.
unreadable-no-columns-todo = Export the statement as CSV or .xlsx, with each item in a column of its own.
unreadable-overflowing = Nearly every line has more cells than the { $expected } column names: the sign that separates columns probably also stands inside names or amounts.
unreadable-overflowing-todo = Export the statement as .xlsx, or as CSV with a semicolon between columns. If a column has no name, give it one.
unreadable-sideways = The file has a column for each person and a row for each item.
unreadable-sideways-todo = Export it with a row for each person. In a spreadsheet, copy the table, then paste it transposed.
unreadable-two-encodings = The accented letters of the file are not all written in the same way: it probably joins two exports, or another program changed it.
unreadable-two-encodings-todo = Export the statement in one go, as .xlsx or CSV, and send it without changing it.
unreadable-not-calculated = Cell { $value } holds a formula, and its result is not in the file.
unreadable-not-calculated-todo = Open the workbook in Excel or LibreOffice, check the values, save it, then send it again.
unreadable-people-above = Row { $expected } of the file seems to be a person’s, but the column names come further down.
unreadable-people-above-todo = Put the row of column names first (a sort may have moved it) and send the file again. Nobody may stand above it.
unreadable-other-header = After data line { $expected }, the file names its columns again, in another order.
unreadable-other-header-todo = Two reports seem to have been put together. Put the columns in one order, or send one report only.
unreadable-too-long-number = On line { $expected }, the employee number has more than 200 characters; it begins with “{ $value }”.
unreadable-too-long-number-todo = Check whether a quotation mark was left open before this place, or whether another column is read as the employee number.
unreadable-too-long-name = On line { $expected }, the name has more than 4,000 characters; it begins with “{ $value }”.
unreadable-too-long-name-todo = Check whether a quotation mark was left open before this place, or whether another column is read as the name.
unreadable-too-long-address = On line { $expected }, the address has more than 4,000 characters; it begins with “{ $value }”.
unreadable-too-long-address-todo = Check whether a quotation mark was left open before this place, or whether another column is read as the address.
unreadable-stopped = The upload was cancelled while the file was being read.
unreadable-stopped-todo = Send the file again if it should be read.

## What only a person can say of a file

columns-ask-where = No column has a known name for “{ $column }”.
columns-ask-which = More than one column may be “{ $column }”.
columns-ask-decimal = Is “{ $value }” a number with decimals, or does its sign separate thousands?
columns-ask-dates = In “{ $value }”, does the day come before the month?
columns-ask-sins = The column read as “{ $column }” seems to hold social insurance numbers. Columns may have been taken for one another.
columns-ask-swapped = The column read as “{ $column }” seems to hold “{ $value }”. These columns may have been taken for one another: say what each one holds.
columns-ask-headless = No row of the file names its columns: say what each one holds. They will be recognised by their place next time.
columns-ask-sheets = { $value } sheets of the workbook may hold the statement: say which one to read, or choose all those that have the same columns in the same order. Those whose columns differ are not read: if people are on them, put them together on one sheet first.
columns-ask-sheets-differ = All the sheets of the workbook were asked for, but these do not have the same columns, in the same order, as those that can be read: { $value }. Say what to read; if people are on several sheets, give those the same columns first.
columns-ask-sheet = All the sheets of the workbook are usually read, but only one of this one names the columns of a statement: save if it is enough. If people are on another sheet, correct the names of its columns first.
columns-ask-not-comma = For this employer, the comma is the decimal sign, but this file has “{ $value }”.
columns-ask-not-point = For this employer, the point is the decimal sign, but this file has “{ $value }”.
columns-ask-status = The status “{ $value }” comes up often: is it full-time or part-time?

## The check on the command line

check-lines = Lines
check-salary-paid = Salary paid
check-dues = Dues
check-line = Line { $line }
check-line-of-sheet = Line { $line } (line { $expected } of sheet “{ $value }”)
check-hidden = Hidden rows that were read too: { $value }
check-balances = Rows of a payment, a difference or a balance, not counted: { $value }
check-merged = Cells merged over several rows (the first row alone has the value, the others are read as blank): { $value }. Unmerge them in the workbook, or check those lines.
check-hidden-sheets = Hidden sheets of the workbook, not read: { $value }. If people are on them, unhide them in the workbook.
check-other-sheets = Other sheets of the workbook, not read: { $value }
check-and-more = { $value } and { $expected } more
check-no-sheet = No visible sheet of the workbook is named “{ $value }”. Sheets that may hold the statement: { $expected }
check-file = File
check-asks = This file can be read in more than one way: the portal will ask a person how to read it.
check-unread = Columns that nothing reads: { $value }
check-none = Nothing to report.
check-withheld = Findings of rule { $expected } that are not shown: { $value }.
check-not-found = The file { $value } cannot be opened. Check its name and your access rights.

## What came before

rule-v05 = Period { $value } is already declared.
rule-v05-todo = Have the difference made by a correction line in a later statement.
rule-v06 = The statement of the period before, { $value }, was not received.
rule-v06-todo = Ask the employer for it, or confirm that there is none.
rule-v21 = Social insurance number { $value } is no longer the one of the previous statement for this employee number.
rule-v21-todo = Check which of the two is right.
rule-v23 = The name changed from “{ $expected }” to “{ $value }”.
rule-v23-todo = Nothing to correct if the person changed names.
rule-v25 = The address is no longer the one of the previous statement.
rule-v25-todo = Update the person’s file if needed.
rule-v30 = The status changed from { $expected } to { $value }.
rule-v30-todo = Nothing to correct if the person’s status changed.
rule-v35 = The salary rate, { $value }, is below the previous statement’s, { $expected }, for the same job title.
rule-v35-todo = Check the rate, or explain the decrease.
rule-v36 = The salary rate, { $value }, is more than 15% above the previous statement’s, { $expected }.
rule-v36-todo = Check the rate and its unit.
rule-v41 = Employee number { $value } was on the previous statement without a departure date and is not on this one.
rule-v41-todo = Ask the employer for the departure date or the missing line.
rule-v41-strangers = Of the { $expected } people on the previous statement who had not left, only { $value } are on this one.
rule-v41-strangers-todo = Check that this file is this employer’s and this unit’s. If the employer has changed its employee numbers, say so in a note.
rule-v50 = Initiation dues of { $value } are deducted, and already were in period { $expected }.
rule-v50-todo = Have the second deduction refunded.
rule-v50-amount = The initiation dues deducted, { $value }, are not the union’s, { $expected }.
rule-v50-amount-todo = Have the amount corrected.
rule-v50-authorization = Initiation dues of { $value } are deducted and no membership card is on file.
rule-v50-authorization-todo = Record the date the card was signed.
rule-v51 = Dues of { $value } are held outside the periods of the case, which starts at { $expected }.
rule-v51-todo = Check the dates of the request and of the ruling.
rule-v51-case = Dues of { $value } are held without a Tribunal case.
rule-v51-case-todo = Open the case, then have the statement read again with “Read this file another way”; or have the dues remitted.
rule-v52 = The amount remitted, { $value }, includes held dues (without them, { $expected }).
rule-v52-todo = Have the held dues taken out of the amount.
rule-v52-dues = Dues of { $value } are checked off for a person whose dues are held.
rule-v52-dues-todo = Enter the amount in the held dues column only.
rule-v52-ruling = Held dues are released ({ $value }) without a ruling.
rule-v52-ruling-todo = Wait for the ruling, or record it.
rule-v52-correction = A correction carries held dues, { $value }: they are not counted.
rule-v52-correction-todo = Have the amount taken out: dues are held on the person’s own line, and the ruling recorded in the case releases them.
rule-v52-released = The correction adds { $value } to dues that are held ({ $expected }): released by the ruling, they would be counted twice.
rule-v52-released-todo = Have the line taken out and record the ruling in the case: what was held then comes in by itself.
rule-v52-gone = The version before held { $expected } for employee number { $value }; this one holds nothing.
rule-v52-gone-todo = Ask the employer where the amount went. If the person was ruled included, it must stay on the statement, or be remitted as dues.
rule-v53 = The salary paid, { $value }, is over half again that of the last periods, { $expected }.
rule-v53-todo = Nothing to correct if it is retroactive pay or a cash-out.
rule-v64 = A hiring date, { $value }, is given for a person already on the previous statement.
rule-v64-todo = Correct the date or the employee number.
rule-v66 = The person left on { $expected } and the line has no pay.
rule-v66-todo = Have the line removed or the departure date corrected.
rule-v68 = The person has worked since { $value } and the membership card was due on { $expected }.
rule-v68-todo = Have the card signed, or record its date.
rule-v75 = The period’s seniority, { $value }, is more than is left of the fiscal year, { $expected }.
rule-v75-todo = Have seniority limited to one year a fiscal year.
rule-v76 = The fiscal year’s seniority, { $value }, is more than the days since April 1, { $expected }.
rule-v76-todo = Nothing to correct. It is limited when compared with full-time.
rule-v77 = Total seniority, { $value }, is below the previous statement’s, { $expected }.
rule-v77-todo = Check the seniority, or explain why it was lost.
rule-v79 = The correction of { $value } is late: it was due in period { $expected }.
rule-v79-todo = Confirm that the late correction is accepted.
rule-v79-again = An earlier statement already made this same correction of { $value }: it would count twice.
rule-v79-again-todo = Ask the employer whether the line is repeated, or confirm that it is another difference.
rule-v79-year = The correction of { $value } is late: without a fiscal year, it was read as { $expected }, the year before.
rule-v79-year-todo = Confirm that this is the period meant and that the late correction is accepted. Otherwise, have the line corrected.
rule-v80 = The reported error ({ $value }) is not corrected (difference: { $expected }).
rule-v80-todo = Remind the employer.
rule-v80-value = The reported error ({ $value }) is not corrected.
rule-v80-value-todo = Remind the employer.
rule-v81 = The correction, { $value }, is more than the corrected period’s amount, { $expected }.
rule-v81-todo = Check the amount and the corrected period.
rule-v81-absent = Employee number { $value } was not on the statement of { $expected }: the correction adds the person to it, with the flat amounts per person.
rule-v81-absent-todo = Check that the person had indeed been left out.
rule-v84 = Employee number { $value } is on the March 31 annual list but not on the P13 statement.
rule-v84-todo = Ask the employer which is right.
rule-v84-unlisted = Employee number { $value } is not on the March 31 annual list.
rule-v84-unlisted-todo = Ask the employer which is right.
rule-v85 = The statement has { $value } employees on January 1, and the leave banks were counted with { $expected }.
rule-v85-todo = Check the number used for the banks.
rule-v86 = The person ({ $value }) is also on another statement of the period.
rule-v86-todo = Nothing to correct if she has two employers.
