# Members
members-title = Members
members-list = List of members
members-count-here = people at work or on leave
members-count-card-missing = with no card recorded
members-count-card-late = cards late
members-cards-title = Cards to be signed
members-cards-tile = Who has not signed, and by when
members-contacts-title = Contact details for the employer to correct
members-contacts-tile = Where your data differ from the employer’s
members-annual-title = Annual lists
members-annual-tile = Receive, compare, post by seniority
members-duplicates-title = Possible duplicates
members-duplicates-tile = { $count ->
    [0] Nothing to settle
    [one] One case to settle
   *[other] { $count } cases to settle
   }
members-search = Find a person
members-search-hint = Name or employee number; accents, capitals and hyphens do not matter.
members-search-button = Search
members-none-title = Nobody matches this search
members-none-body = Change the words or the filter; the “Everyone” filter also looks among people who have left.
members-name = Name
members-number = Employee number
members-number-is = Employee number { $number }
members-employer = Employer
members-job-title = Job title
members-service = Service
members-status = Status
members-presence = Situation
members-present = At work
members-on-leave = On leave
members-left = Left
members-left-on = on { $date }
members-reason = Reason code { $code }
members-first-day = First day of work
members-first-day-unknown = Before the first statement
members-first-day-estimated = Estimated: the statement that first names this person gives no hiring date.
members-first-period = First period
members-last-period = Last period
members-periods = From { $first } to { $last }
members-on-no-statement = On no statement in force
members-statements = Statements
members-other-records = Other records of the same person
members-card = Membership card
members-card-signed = Signed
members-card-due = To be signed
members-card-late = Late
members-card-missing = Not recorded
members-card-signed-on = on { $date }
members-card-due-on = by { $date }
members-card-signed-heading = Card signed on
members-card-due-heading = Card to be signed by
members-card-number = Card number
members-card-number-optional = Card number (optional)
members-card-day = Date of signature
members-card-record = Record the card
members-card-withdraw = Withdraw the card recorded by mistake
members-card-rule = A new employee becomes a member within 30 calendar days of the first day of work (clause 5.02).
members-card-events = What was recorded
members-card-event = Signed on { $on }; recorded by { $by }, { $at }
members-card-event-number = Signed on { $on }, card { $number }; recorded by { $by }, { $at }
members-card-event-withdrawn = Withdrawn by { $by }, { $at }
members-cards-late = { $count ->
    [one] One card is late.
   *[other] { $count } cards are late.
   }
members-cards-choose = Who has signed?
members-cards-record = Record the chosen cards
members-cards-nobody = Choose at least one person.
members-cards-there-before = { $count ->
    [one] The person who was there before the first statement
   *[other] The { $count } people who were there before the first statement
   }
members-cards-there-before-hint = To record at once the cards signed before the union joined the portal.
members-cards-none-title = Every card is recorded
members-cards-none-body = A new person will appear here as soon as an employer’s statement names them.
members-filter-all = Everyone
members-filter-here = At work or on leave
members-filter-full-time = Full-time
members-filter-part-time = Part-time
members-filter-on-leave = On leave
members-filter-left = Left
members-filter-card-missing = No card
members-export = Export this list
members-purpose = Why export this list?
members-purpose-hint = The reason is kept in the journal. The file contains no address, telephone or salary.
members-purpose-choose = Choose
members-purpose-needed = Say why you are exporting the list.
members-purpose-meeting = Call a general meeting
members-purpose-cards = Have cards signed
members-purpose-vote = Hold a vote
members-purpose-verification = Verify the statements
members-purpose-employer = Inform the employer
members-contacts = Contact details
members-contacts-lead = The union’s values are dated and kept beside the employer’s. They stay within your union: the federation does not see them.
members-field = Detail
members-address = Address
members-phone = Telephone
members-email = Personal e-mail
members-ours = According to the union
members-theirs = According to the latest statement
members-since = since { $date }
members-differs = Different
members-nothing = Nothing
members-value = New value
members-value-hint = Leave empty to give up the union’s value and keep the employer’s.
members-effective = In effect from
members-day-hint = Year, month, day; for example 2025-09-06.
members-contact-record = Save
members-contact-events = What was recorded
members-contact-event = { $field }: { $value }, from { $on }; recorded by { $by }, { $at }
members-contact-event-given-up = { $field }: the employer’s value, from { $on }; recorded by { $by }, { $at }
members-contacts-page-lead = Ask the employer to enter these values in its next statement. A difference goes away by itself as soon as the statement agrees.
members-contacts-none-title = No difference
members-contacts-none-body = Everything the union recorded agrees with the latest statements.
members-contacts-export = Export for the employer
members-history = History
members-corrects = { $period }, correction of { $corrected }
members-bad-day = Enter a past date or today’s, such as 2025-09-06.
members-bad-card-number = A card number has at most 40 characters.
members-bad-field = Choose the address, the telephone or the e-mail.
members-bad-value = Enter a full address, a ten-digit telephone number or an e-mail address.
members-duplicates-lead = Two records may belong to the same person. Nothing is merged: “It is the same person” links the records and their history, and the decision can be reopened.
members-duplicates-none-title = Nothing to settle
members-duplicates-none-body = No pair of records is waiting for a decision.
members-duplicates-settled = Settled cases
members-reason-same-number = Same social insurance number
members-reason-same-name = Same name and hiring date (weaker evidence)
members-reason-other-union = Also on another union’s statements
members-reason-gone = The evidence has since disappeared
members-same = It is the same person
members-different = They are two people
members-same-elsewhere = This person also works elsewhere
members-different-elsewhere = The number is a mistake
members-decided = { $choice }: { $note } ({ $by }, { $at })
members-note = Note
members-note-hint = What you checked, and with whom.
members-note-needed = Write a note of 3 to 1,000 characters.
members-reopen = Reopen the decision
members-settle = Settle
members-settle-list = The list is right
members-settle-ours = Our data are right
members-settle-ask = Ask the employer
members-annual-lead = The employer gives the annual list within 14 days of the pay period ending March 31 (clause 12.08).
members-annual-due = For { $year }, it was due on { $due }.
members-annual-none-title = No list received
members-annual-none-body = Send the employer’s file below: it will be compared with the statement of period P13.
members-annual-import = Send a list
members-annual-file = The employer’s file
members-annual-file-hint = CSV, Excel (.xlsx) or OpenDocument (.ods). Columns are recognized; the employee number and the name are needed.
members-annual-send = Send and compare
members-annual-missing = Columns not found: { $columns }. Ask the employer for a file that has them.
members-annual-empty = The file has no line below its header.
members-annual-replaced = Version { $version }, replaced by a later one
members-annual-list-title = Annual list { $year }: { $employer }
members-annual-received = { $file } · received on { $received } · due on { $due }
members-annual-no-statement-title = The statement of P13 has not been received yet
members-annual-no-statement-body = The comparison will be made as soon as the statement of the fiscal year’s last period is received.
members-annual-agrees-title = Everything agrees
members-annual-agrees-body = The list, the statement of P13 and the register say the same.
members-year = Fiscal year
members-year-hint = The one that ended on March 31.
members-bad-year = Choose a fiscal year that has ended.
members-received = Received on
members-received-on = Date received
members-received-late = Late
members-lists-people = People
members-people = people
members-to-settle = { $count ->
    [one] difference to settle
   *[other] differences to settle
   }
members-more = { $count ->
    [one] One more difference is in the export.
   *[other] { $count } more differences are in the export.
   }
members-difference = Difference
members-on-list = According to the list
members-on-statement = According to P13 and the register
members-decision = Decision
members-there = Present
members-absent = Absent
members-kind-title = { $kind } ({ $count })
members-kind-not-on-statement = On the list, not on P13’s statement
members-kind-not-on-list = On P13’s statement, not on the list
members-hired-on = Hiring date
members-export-differences = Export the differences
members-posting = List to post
members-posting-title = Seniority list { $year }
members-posting-lead = { $employer }. Seniority as of { $march }. No address, telephone, social insurance number or salary (clause 12.09).
members-posting-not-yet = The union has not recorded a posting date yet. The list becomes official after 60 calendar days of posting.
members-posting-running = { $days ->
    [one] Posted on { $on }; official on { $official }, in 1 day.
   *[other] Posted on { $on }; official on { $official }, in { $days } days.
   }
members-posting-official = Posted on { $on }; official since { $official }.
members-posting-day = Posting
members-posted-on = Posted on
members-posting-record = Record the posting date
members-bad-posting = Enter a past date or today’s, not before the list was received.
members-rank = Rank
members-shift = Shift
members-seniority = Seniority
members-seniority-of-year = Earned in the fiscal year
members-duplicates-more = { $count ->
    [one] One more case will appear once these are settled.
   *[other] { $count } more cases will appear once these are settled.
   }

## People from before the portal

members-roster-title = Opening roster
members-roster-tile = Bring in the members and cards from before the portal
members-roster-lead = Bring in the list of the people the union knew before it used the portal, with their membership cards. The employer’s statements, which say more, prevail over this list.
members-roster-as-of = List as at
members-roster-on = list as at { $day }
members-roster-file = File
members-roster-file-hint = CSV or workbook. Employee number and name are needed; status, job title, service, hiring date, “Card signed on” and “Card number” are read if they are there.
members-roster-send = Read the list
members-roster-brought = Lists brought in
members-roster-taken-in = Added to the register
members-roster-not-yet = Not yet
members-roster-faults-heading = Cells to correct
members-roster-faults = { $count ->
    [one] { $count } cell cannot be read. Nothing was saved.
   *[other] { $count } cells cannot be read. Nothing was saved.
  }
members-roster-fault-blank = The employee number or the name is missing.
members-roster-fault-twice = An earlier line already has this employee number.
members-roster-fault-day = This is not a past date. Write it as 2012-05-20.
members-roster-fault-status = Write FT (full-time) or PT (part-time).
members-roster-fault-long = This text is too long (200 characters at most).
members-roster-one-title = A list from before the portal
members-roster-added = people to add
members-roster-cards = cards to record
members-roster-preview = Nothing is in the register yet. People whom statements already name stay as they are; only their missing cards are recorded.
members-roster-take-in = Add to the register
members-roster-done = Added to the register on { $moment }.
members-roster-in-register = In the register
members-roster-known = Already there
members-roster-new = To add
members-roster-card = Card signed on
