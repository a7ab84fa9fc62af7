# The union's file; the federation's follow-up

union-title = Union Info
union-name = Name
union-number = Number
union-federation = Federation
union-central-council = Central council
union-dues-rate = Union dues
union-dues-rate-of-pay = { $rate } of salary paid
union-dues-rate-unknown = Rate not given
union-sin = Social insurance numbers
union-sin-collected = Collected, encrypted, never shown
union-sin-not-collected = Not collected
union-employers = Employers
union-unit = Bargaining unit
union-changes = To have this file corrected, write to your federation’s office.
federation-title = Follow-up of unions
federation-lead = Declarations expected and balances owing of your federation’s unions.
federation-last = Last period declared
federation-missing = Periods to declare

field-agreement-from = Coming into force of the collective agreement
team-language-fr = French
team-language-en = English

# The team: who supports the union

team-title = Your team
team-lead = The people of your federation who support your union. The federation’s office keeps this list up to date.
team-none = The federation has not assigned anybody to your union yet.
team-before = Before
team-see = See your whole team
team-name = Name
team-duty = Role
team-duty-advisor = Union advisor
team-duty-office = Office employee
team-duty-other = Other role
team-department = Department
team-department-hint = For example the regional office; leave empty if there is none.
team-phone = Phone
team-phone-hint = The work number, with its extension if any.
team-email = E-mail
team-languages = Languages
team-dates = Period
team-since = Since { $since }
team-from-to = From { $since } to { $until }
team-updated = Up to date on { $date }
team-begins = There since
team-ends = Last day at the federation
team-date-hint = Year-month-day, for example 2025-09-12.
team-end-hint = Year-month-day. Leave empty if no end is planned.
team-bad-name = Enter a name of at most 120 characters.
team-bad-duty = Choose a role.
team-bad-phone = Enter a phone number of 7 digits or more.
team-bad-email = Enter a whole e-mail address, such as name@example.org.
team-no-way = Enter a phone number or an e-mail address.
team-bad-languages = Tick at least one language.
team-bad-date = Enter a date, such as 2025-09-12.
team-bad-end = Enter an end that is not before the beginning, such as 2025-09-12.

staff-title = The federation’s team
staff-lead = The people unions can reach, and the unions each of them supports. Each union reads its own team, and no other.
staff-unions = Unions
staff-nobody = Nobody
staff-people = Staff
staff-none = Nobody yet: add an advisor or an office employee.
staff-before = Have left the federation
staff-add = Add a person
staff-add-button = Add
staff-member-title = Change a person
staff-member-lead = The unions this person supports will see this at once. Their last day ends all their assignments.
staff-keep-button = Save
staff-link = Keep the federation’s team up to date

assignments-title = The union’s team
assignments-end = Last day of { $name }
assignments-end-button = End
assignments-add = Assign a person
assignments-nobody = First add a person to the federation’s team.
assignments-member = Person
assignments-since = From
assignments-until = Until
assignments-button = Assign
assignments-bad-member = Choose a person.
assignments-twice = This person already supports this union during that period.

contacts-title = Questions?
contacts-team = For your union:

# The list of clause 6.01

officers-title = List under clause 6.01
officers-lead = The union tells each employer who its officers, delegates, local representatives and grievance committee members are: within 30 days of the coming into force of the agreement, then within 10 days of any appointment or election.
officers-employers = With each employer
officers-people-title = People named on the list
officers-nobody = Nobody is in office in the union’s file.
officers-mandate = Term
officers-from = Since { $from }
officers-to = Until { $to }
officers-from-to = From { $from } to { $to }
officers-contact = Contact
officers-duty-president = President
officers-duty-vice-president = Vice-president
officers-duty-secretary = Secretary
officers-duty-treasurer = Treasurer
officers-duty-officer = Executive committee
officers-duty-delegate = Delegate
officers-duty-local-representative = Local representative
officers-duty-grievance-committee = Grievance committee
officers-duty-surveillance-committee = Surveillance committee
officers-added = Added: { $name }, { $duty }
officers-added-on = Added: { $name }, { $duty }, since { $on }
officers-left = Left: { $name }, { $duty }
officers-changed = Changed: { $name }, { $duty }. { $mandate }
officers-duty-changed = Changed: { $name }, before { $before }, now { $duty }
officers-up-to-date = Up to date
officers-to-tell = Changes to send
officers-due = To send
officers-late = Late
officers-due-on = by { $on }
officers-was-due-on = It was due by { $on }.
officers-last = Last list sent on { $on }
officers-never = No list sent according to the portal
officers-in-force = Agreement in force since { $date }
officers-prepare = Prepare the letter
officers-see = Open the list under clause 6.01
officers-letter-title = Letter to the employer
officers-letter-lead = Made from the approved file. Choose the language, print or save the letter, send it, then note the day it was sent.
officers-letter-language = Language of the letter
officers-letter-contacts = Personal information
officers-letter-with-contacts = Add each person’s phone and e-mail
officers-letter-contacts-hint = Clause 6.01 asks for names only. Make sure that each person agrees.
officers-letter-redo = Make the letter again
officers-letter-subject = Subject: Union representatives (clause 6.01) – { $unit }
officers-letter-greeting = Dear Sir or Madam,
officers-letter-intro = As clause 6.01 of the collective agreement requires, these are the union’s officers, delegates, local representatives and grievance committee members.
officers-letter-changes = What has changed since our list of { $on }:
officers-letter-closing = This list replaces any earlier one. Yours truly,
officers-letter-signature = For the union
officers-record-title = The letter was sent
officers-sent-on = Day it was sent
officers-record-button = Note that it was sent
officers-sent-before = Lists already sent
officers-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
officers-sent-title = List sent on { $on }
officers-sent-lead = As it was recorded, whatever the file has said since. Fingerprint:
officers-bad-date = Enter the day it was sent, today or earlier, such as 2025-09-05.
officers-before-appointment = The list names somebody who took office after that day: check the day it was sent.
officers-changed-meanwhile = The list has changed since you opened this page. Read the letter below again before noting that it was sent.
