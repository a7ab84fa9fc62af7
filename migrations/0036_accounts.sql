-- A central council's officer decides what the council levies. The scope is the council, kept where a
-- federation officer's federation is: the body whose office it is.

alter table accounts drop constraint accounts_role_is_known;
alter table accounts add constraint accounts_role_is_known check (role in
  ('treasurer', 'signing_officer', 'federation_officer', 'council_officer', 'finance_officer', 'finance_auditor',
   'administrator'));
alter table accounts drop constraint accounts_scope_fits_role;
alter table accounts add constraint accounts_scope_fits_role check (
  (role in ('treasurer', 'signing_officer')) = (union_id is not null)
  and (role in ('federation_officer', 'council_officer')) = (federation_id is not null));
comment on column accounts.federation_id is 'The body whose office it is: a federation, or a central council.';

alter policy of_the_scope on unions using (case app_role()
  when 'treasurer' then id = app_union()
  when 'signing_officer' then id = app_union()
  when 'federation_officer' then federation_id = app_federation()
  when 'council_officer' then central_council_id = app_federation()
  else true end);
create policy of_the_council on unions for select using (app_role() = 'council_officer');

create or replace function app_reaches(the_union uuid) returns boolean language sql stable
  as $$
    select case app_role()
      when 'treasurer' then the_union = app_union()
      when 'signing_officer' then the_union = app_union()
      when 'federation_officer' then exists (select from public.unions u
        where u.id = the_union and u.federation_id = app_federation())
      when 'council_officer' then exists (select from public.unions u
        where u.id = the_union and u.central_council_id = app_federation())
      when 'finance_officer' then true
      when 'finance_auditor' then true
      when 'operator' then true
      else false end
  $$;

-- Of the council's unions: their employers, and which periods they declared.
create policy of_the_council on employers for select using ((select app_role()) = 'council_officer');
create policy of_the_council on employer_calendars for select using ((select app_role()) = 'council_officer');
create policy of_the_council on declarations for select using ((select app_role()) = 'council_officer');
create policy named_to_the_council on union_facts for select using ((select app_role()) = 'council_officer'
  and field in ('name', 'employer-name', 'unit'));
