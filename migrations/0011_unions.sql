-- The union's file as dated facts, its affiliations through time, and the signing officer.

-- A signing officer (présidence, secrétariat) has the scope of a union, as its treasurer has.
alter table accounts drop constraint accounts_role_is_known;
alter table accounts add constraint accounts_role_is_known check (role in
  ('treasurer', 'signing_officer', 'federation_officer', 'finance_officer', 'finance_auditor', 'administrator'));
alter table accounts drop constraint accounts_scope_fits_role;
alter table accounts add constraint accounts_scope_fits_role check (
  (role in ('treasurer', 'signing_officer')) = (union_id is not null)
  and (role = 'federation_officer') = (federation_id is not null));

alter policy of_the_scope on unions using (case app_role()
  when 'treasurer' then id = app_union()
  when 'signing_officer' then id = app_union()
  when 'federation_officer' then federation_id = app_federation()
  else true end);
alter policy seen on unions using (app_role() in ('treasurer', 'signing_officer', 'federation_officer',
  'finance_officer', 'finance_auditor', 'administrator', 'operator'));

create or replace function app_reaches(the_union uuid) returns boolean language sql stable
  as $$
    select case app_role()
      when 'treasurer' then the_union = app_union()
      when 'signing_officer' then the_union = app_union()
      when 'federation_officer' then exists (select from public.unions u
        where u.id = the_union and u.federation_id = app_federation())
      when 'finance_officer' then true
      when 'finance_auditor' then true
      when 'operator' then true
      else false end
  $$;

do $$
declare t text;
begin
  foreach t in array array['employers', 'employer_calendars'] loop
    execute format('alter policy seen on %I using (app_role() in (''treasurer'', ''signing_officer'',
      ''federation_officer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
  end loop;
end
$$;

-- What is known of a union, one fact a row: a field of the union, of one of its employers or of one
-- of its people takes a value from a day on. The file on a day is, for each field, the fact with the
-- latest day that has come, and of those of one day the last recorded. Nothing is ever rewritten, so
-- the history of a field is its rows, and a change decided ahead takes effect without anybody acting.
create table union_facts (
  union_id uuid not null references unions,
  seq bigint generated always as identity,
  subject text not null,
  -- The union's, the employer's or the person's.
  subject_id uuid not null,
  field text not null,
  -- '' when the field is emptied. Of a sealed value, what may be shown of it.
  value text not null,
  key_id int,
  sealed bytea,
  effective_on date not null,
  recorded_at timestamptz not null,
  -- Null for the file as it was set up.
  recorded_by uuid,
  change_id uuid,
  primary key (union_id, seq),
  constraint union_facts_subject_is_known check (subject in ('union', 'employer', 'person')),
  constraint union_facts_sealed_with_a_key check ((sealed is null) = (key_id is null)),
  constraint union_facts_come_from_a_change check ((recorded_by is null) = (change_id is null))
);
create index union_facts_in_force on union_facts (union_id, subject, subject_id, field, effective_on desc, seq desc);

alter table union_facts enable row level security;
alter table union_facts force row level security;
create policy of_the_union on union_facts as restrictive using ((select app_reaches(union_id)));
create policy seen on union_facts for select using ((select app_role()) in ('treasurer', 'signing_officer',
  'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
create policy set_up on union_facts for insert with check ((select app_role()) = 'operator');
create trigger facts_are_history before update or delete on union_facts
  for each row execute function refuse_rewriting();
create trigger facts_are_not_truncated before truncate on union_facts
  for each statement execute function refuse_rewriting();
grant select, insert on union_facts to quittance_app;

-- The value of a field on a day; null when it has none.
create function fact_in_force(the_union uuid, the_subject text, the_id uuid, the_field text, on_day date)
  returns text language sql stable
  as $$
    select nullif(value, '') from public.union_facts
    where union_id = the_union and subject = the_subject and subject_id = the_id and field = the_field
      and effective_on <= on_day
    order by effective_on desc, seq desc limit 1
  $$;

-- The bodies a union was and is affiliated to; unions.federation_id and central_council_id are
-- those of now, which policies read.
create table affiliations (
  union_id uuid not null references unions,
  body_id uuid not null references bodies,
  since date not null,
  until date,
  primary key (union_id, body_id, since),
  constraint affiliations_end_after_they_begin check (until is null or until > since)
);
alter table affiliations enable row level security;
alter table affiliations force row level security;
create policy of_the_union on affiliations as restrictive using ((select app_reaches(union_id)));
create policy seen on affiliations for select using ((select app_role()) in ('treasurer', 'signing_officer',
  'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
create policy set_up on affiliations for insert with check ((select app_role()) = 'operator');
grant select, insert on affiliations to quittance_app;
