# Words common to every page: header, navigation, footer, components.

layout-product = Quittance
layout-skip = Skip to main content
layout-tools = Language and account
layout-navigation = Main navigation
layout-menu = Menu
layout-other-language = Français
layout-other-language-code = fr
layout-signed-in-as = Signed in as:
layout-sign-out = Sign out
layout-demo = Demonstration

layout-footer-contact = Questions about per capita: the audit team of the Finance Department.
layout-footer-help = Help
layout-footer-privacy = Personal information
layout-footer-accessibility = Accessibility

layout-success = Done
layout-important = Important
layout-warning = Warning
layout-error-prefix = Error:
layout-problem = There is a problem

layout-day = Day
layout-month = Month
layout-year = Year

layout-show = Show
layout-hide = Hide
layout-show-password = Show password
layout-hide-password = Hide password
layout-password-shown = Your password is visible
layout-password-hidden = Your password is hidden

layout-file-choose = Choose a file
layout-file-none = No file chosen
layout-file-drop = or drop it here
layout-file-entered = Entered drop zone
layout-file-left = Left drop zone
layout-file-one = file chosen
layout-file-other = files chosen

layout-pages = Pages
layout-previous = Previous
layout-next = Next
layout-page = page
layout-back = Back
layout-change = Change
layout-breadcrumbs = Breadcrumbs
layout-filters = Filters
layout-print = Print
layout-same-figures = The same figures as a table
