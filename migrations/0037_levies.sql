-- What a levy would have changed is computed from the lines of declared statements, and shown in sums.
-- Who asks may read no line: a reckoner reads them, of one union at a time, that of its transaction, and
-- gives the application what an assessment needs. It writes nothing. No person is ever one.

create or replace function app_reaches(the_union uuid) returns boolean language sql stable
  as $$
    select case app_role()
      when 'treasurer' then the_union = app_union()
      when 'signing_officer' then the_union = app_union()
      when 'reckoner' then the_union = app_union()
      when 'federation_officer' then exists (select from public.unions u
        where u.id = the_union and u.federation_id = app_federation())
      when 'council_officer' then exists (select from public.unions u
        where u.id = the_union and u.central_council_id = app_federation())
      when 'finance_officer' then true
      when 'finance_auditor' then true
      when 'operator' then true
      else false end
  $$;
create policy reckoned on statements for select
  using ((select app_role()) = 'reckoner' and state = 'declared');
create policy reckoned on statement_lines for select using ((select app_role()) = 'reckoner');
create policy reckoned on employer_calendars for select using ((select app_role()) = 'reckoner');
