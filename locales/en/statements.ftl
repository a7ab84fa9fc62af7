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
statement-lines = lines read
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
statement-take-file = Download the file as received
statement-superseded = This version has been replaced; it is kept as it was.
statement-all-settled = Nothing is left to settle on this statement.
statement-errors-lead = These findings prevent the declaration. Pass the list on to the employer (the “Export” button), then send its corrected statement in place of this one: the portal never changes the employer’s data.
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
upload-same-title = This file had already been received
upload-same = The statement in force comes from this same file: nothing has changed.
upload-same-see = See that statement
upload-open = { $file }: being read.
upload-open-asks = { $file }: say how to read this file.
filter-errors = Blocking ({ $count })
filter-warnings = Warnings ({ $count })
filter-infos = Information ({ $count })
filter-lines = All lines ({ $count })
lines-first = Back to the first page
finding-heading = Rule { $rule } (agreement, cl. { $clause }): { $count ->
    [one] { $count } finding
   *[other] { $count } findings
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
finding-more = Here are the first 100 findings of { $count }; the export has them all.
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
