# What a union owed before it used the portal

openings-title = Opening balances
openings-lead = The portal counts from { $day }. Enter what the union owed each body the day before. Leave blank if it owed nothing; put a minus sign if it had paid too much.
openings-source = What these balances rest on
openings-source-hint = For example: account statement of March 31, signed by the union’s treasurer.
openings-record = Record these balances
openings-versions = Balances recorded
openings-on = Opening balances on { $day }
openings-body = Body
openings-amount = Balance
openings-from = According to: { $source }
openings-restated = Restated on { $moment } (version { $version }); the difference was posted to the ledger.
openings-bad-amount = { $body }: enter an amount in dollars and cents, such as 1,234.56.
openings-bad-source = Say in 500 characters or fewer what these balances rest on.
openings-nothing-changes = These balances are already the portal’s: nothing was recorded.
openings-debt = Opening balance
openings-state = Record opening balances
openings-restate = Restate the opening balances
