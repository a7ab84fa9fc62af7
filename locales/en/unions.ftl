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
