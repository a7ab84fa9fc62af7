# Home

home-title = Home
home-greeting = Hello, { $name }
home-nothing-title = Nothing is waiting
home-nothing-body = Every period that has ended is declared and paid.
home-steps = { $steps ->
    [0] Your payment is announced; the Finance Department has still to receive it.
    [1] One step is left.
   *[other] { $steps } steps are left.
   }
home-due-in = Due date of the declaration and the payment: { $due }.
home-due-was = The declaration and the payment were due on { $due }.
home-days = { $days ->
    [0] Last day
    [1] 1 day
   *[other] { $days } days
   }
home-days-caption = before the due date
home-days-late = late
home-open-period = Open the period
home-to-do = To do
home-more = { $count ->
    [one] One more period to declare or pay
   *[other] { $count } more periods to declare or pay
   }
home-services = Services
home-tile-owing = Declare, pay, understand every cent. Balance owing: { $balance }
home-tile-balance = Declare, pay, understand every cent. Balance: { $balance }
home-tile-documents = Receipts of declarations and payments
home-tile-union-info = Your union’s file
home-tile-leave = Days used, remaining and expected in the bank
home-tile-help = What to do, and whom to contact
home-tile-money = Record the money received at the bank
home-tile-unions = Every union’s history and entries
home-tile-federation = Declarations expected and balances owing
home-tile-levies = What each body levies, proposals and their effect
home-tile-requests = Changes that your unions ask for
home-tile-headcounts = Persons and bases as of a date, shares, bodies’ years
home-tile-mails = E-mails waiting or given up
home-tile-accounts = Open and close accounts
home-tile-journal = Who did what, and the proof
home-tile-rules = What is checked in each statement, and how severe each rule is
home-chart-title = Per capita declared, by period
home-chart-description = One bar per period, starting at zero, thirteen periods at most; the same figures are in the table.
home-pending-count = { $count ->
    [one] payment awaited
   *[other] payments awaited
   }
home-pending-amount = to be received
home-tile-credit = Declare, pay, understand every cent. Credit: { $credit }
home-tile-members = { $late ->
    [0] List, membership cards, annual lists
    [one] List, cards, annual lists. One card is late
   *[other] List, cards, annual lists. { $late } cards are late
   }
home-requests = { $count ->
    [one] open request
   *[other] open requests
   }
home-tile-signatures = Declarations that wait for a second signature, and the union’s rule
home-tile-rates = What the confederation, your federation and your central council levy, and since when
home-proposals = { $count ->
    [one] per capita proposal to decide
   *[other] per capita proposals to decide
   }
