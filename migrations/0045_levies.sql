-- A simulation takes a period's end from what the intake kept of it, whatever the employer's calendar;
-- a council's office reads those calendars as it reads the others.
create policy reckoned on headcounts for select using ((select app_role()) = 'reckoner');
create policy of_the_council on employer_calendar_decisions for select
  using ((select app_role()) = 'council_officer');
