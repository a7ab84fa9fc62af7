-- A count says itself of which day it is and whether the bodies may read it, so that their pages look
-- nothing else up; and who reaches a union is asked once a query.

alter table headcounts
  -- The last day of the period, by the employer's calendar.
  add column ends_on date,
  -- The union declared this statement: the bodies count it from then on.
  add column declared boolean not null default false;
alter table headcount_bases
  -- As in headcounts, of the same statement.
  add column declared boolean not null default false;

alter table statements no force row level security;
alter table employer_calendars no force row level security;
alter table headcounts no force row level security;
alter table headcount_bases no force row level security;
update headcounts h
  set ends_on = case h.period when 13 then make_date(h.fiscal_year + 1, 3, 31)
        else k.first_period_end + 28 * (h.period - 1) end,
      declared = s.state = 'declared'
  from employer_calendars k, statements s
  where k.union_id = h.union_id and k.employer_id = h.employer_id and k.fiscal_year = h.fiscal_year
    and s.union_id = h.union_id and s.id = h.statement_id;
update headcount_bases b set declared = h.declared
  from headcounts h
  where h.union_id = b.union_id and h.employer_id = b.employer_id and h.fiscal_year = b.fiscal_year
    and h.period = b.period;
alter table statements force row level security;
alter table employer_calendars force row level security;
alter table headcounts force row level security;
alter table headcount_bases force row level security;
alter table headcounts alter column ends_on set not null;

alter policy seen on headcounts using ((select app_role()) in ('treasurer', 'operator'));
alter policy seen on headcount_bases using ((select app_role()) in ('treasurer', 'operator'));
-- The bodies read what was declared to them.
create policy seen_when_declared on headcounts for select
  using (declared and (select app_role()) in
    ('federation_officer', 'council_officer', 'finance_officer', 'finance_auditor'));
create policy seen_when_declared on headcount_bases for select
  using (declared and (select app_role()) in ('finance_officer', 'finance_auditor'));
-- A federation and a council see no salary, and the base of a few people is nearly one.
alter policy seen_in_number on headcount_bases
  using (declared and (select app_role()) in ('federation_officer', 'council_officer') and persons >= 10);
-- A council reads what its unions owe it, and no other body; what they owed before is told apart.
create policy of_the_council on balances for select
  using ((select app_role()) = 'council_officer' and payee_id = (select app_federation()));
create policy of_the_council on openings for select using ((select app_role()) = 'council_officer');
create policy of_the_council on affiliations for select using ((select app_role()) = 'council_officer');
grant update (ends_on, declared) on headcounts to quittance_app;
grant update (declared) on headcount_bases to quittance_app;

-- The same rule of who reaches a union (app_reaches, 0036), written so that PostgreSQL asks who acts
-- once a query: as a function of the row its whole body ran for each. On 114,000 rows read by
-- finance, on a busy machine: 2.9 s before, 0.1 s so.
do $$
declare t text;
begin
  for t in select tablename from pg_policies
    where schemaname = 'public' and policyname = 'of_the_union' and qual like '%app_reaches(%'
  loop
    execute format('alter policy of_the_union on %I using (case (select app_role())
      when ''treasurer'' then union_id = (select app_union())
      when ''signing_officer'' then union_id = (select app_union())
      when ''reckoner'' then union_id = (select app_union())
      when ''federation_officer'' then union_id in
        (select u.id from public.unions u where u.federation_id = (select app_federation()))
      when ''council_officer'' then union_id in
        (select u.id from public.unions u where u.central_council_id = (select app_federation()))
      when ''finance_officer'' then true
      when ''finance_auditor'' then true
      when ''operator'' then true
      else false end)', t);
  end loop;
end
$$;
