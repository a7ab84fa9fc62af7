# Signing in; the accounts

sign-in-title = Sign in
sign-in-lead = Your union’s per capita, from the employer’s statement to the receipt.
sign-in-email = E-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-wrong = The e-mail address or the password matches no open account.
sign-in-wait = Too many attempts for this account. Try again in { $seconds ->
    [one] { $seconds } second.
   *[other] { $seconds } seconds.
   }
sign-in-help = No account?
sign-in-help-link = See whom to ask
sign-in-demo = Demonstration accounts
sign-in-demo-lead = The password is the same for all: { $password }
accounts-title = Accounts
accounts-lead = Who can sign in, and on whose behalf.
accounts-add = To add an account, use the server’s command line (quittance user add). Invitations by e-mail will come later.
account-name = Person
account-role = Role
account-scope = Acts for
account-last-sign-in = Last session
account-state = Status
account-action = Action
account-open = Open
account-closed = Closed
account-close = Close the account
account-reopen = Reopen the account
