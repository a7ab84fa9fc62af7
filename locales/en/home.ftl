# Home

home-title = Home
home-greeting = Hello, { $name }
home-nothing-title = Nothing is waiting
home-nothing-body = Every period that has ended is declared and paid.
home-steps = { $steps ->
    [0] The payment is still to be received.
    [1] One step is left.
   *[other] { $steps } steps are left.
   }
home-due-in = To be filed and paid by { $due }.
home-due-was = It was due on { $due }.
home-days = { $days ->
    [0] today
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
home-tile-help = How to, and whom to contact
home-tile-money = Record money received at the bank
home-tile-unions = Every union’s history and entries
home-tile-federation = Declarations expected and balances owing
home-tile-accounts = Open and close accounts
home-tile-journal = Who did what, and the proof
home-chart-title = Per capita of the last periods
home-chart-description = One bar per period, starting at zero; the same figures are in the table.
home-pending-count = { $count ->
    [one] payment awaited
   *[other] payments awaited
   }
home-pending-amount = to be received
