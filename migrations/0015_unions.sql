-- Who supports each union, the departments that own the portal's sections, and the lists of 6.01
-- that were sent to employers.

-- The confederation's departments, as the people of a section's pages reach them.
create table departments (
  code text primary key,
  name_fr text not null,
  name_en text not null,
  -- '' when none is given out.
  phone text not null default '',
  email text not null default ''
);
alter table departments enable row level security;
alter table departments force row level security;
-- Help is read by people who cannot sign in, and they need whom to call most.
create policy known_to_all on departments for select using ((select app_role()) is not null);
create policy set_up on departments for insert with check ((select app_role()) = 'operator');
grant select, insert on departments to quittance_app;

-- The advisors and the office staff of a federation. Their work addresses, never their own.
create table team_members (
  federation_id uuid not null references bodies,
  id uuid not null,
  name text not null,
  duty text not null,
  department text not null,
  phone text not null,
  email text not null,
  languages text[] not null,
  since date not null,
  -- The last day; null while they work there.
  until date,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (federation_id, id),
  constraint team_members_duty_is_known check (duty in ('advisor', 'office', 'other')),
  constraint team_members_are_named check (name <> ''),
  constraint team_members_speak check (languages <@ array['fr', 'en'] and cardinality(languages) > 0),
  constraint team_members_end_after_they_begin check (until >= since)
);

-- Somebody supports a union from a day to another, both included.
create table team_assignments (
  union_id uuid not null references unions,
  id uuid not null,
  federation_id uuid not null,
  member_id uuid not null,
  since date not null,
  until date,
  assigned_by uuid,
  assigned_at timestamptz not null,
  primary key (union_id, id),
  foreign key (federation_id, member_id) references team_members,
  constraint team_assignments_end_after_they_begin check (until >= since),
  constraint team_assignments_once_at_a_time exclude using gist
    (union_id with =, member_id with =, daterange(since, until, '[]') with &&)
);
create index team_assignments_by_member on team_assignments (federation_id, member_id);

alter table team_members enable row level security;
alter table team_members force row level security;
create policy of_the_federation on team_members as restrictive using (case (select app_role())
  when 'federation_officer' then federation_id = (select app_federation())
  when 'treasurer' then true
  when 'signing_officer' then true
  when 'operator' then true
  else false end);
create policy seen on team_members for select
  using ((select app_role()) in ('federation_officer', 'operator'));
-- A union reads those who support it or did, and no other staff of its federation.
create policy seen_by_the_union on team_members for select using (
  (select app_role()) in ('treasurer', 'signing_officer')
  and exists (select from public.team_assignments a where a.union_id = (select app_union())
    and a.federation_id = team_members.federation_id and a.member_id = team_members.id));
create policy added on team_members for insert with check (
  (select app_role()) in ('federation_officer', 'operator') and updated_by is not distinct from (select app_actor()));
create policy kept on team_members for update using ((select app_role()) = 'federation_officer')
  with check ((select app_role()) = 'federation_officer' and updated_by = (select app_actor()));
grant select, insert on team_members to quittance_app;
grant update (name, duty, department, phone, email, languages, until, updated_at, updated_by)
  on team_members to quittance_app;

alter table team_assignments enable row level security;
alter table team_assignments force row level security;
create policy of_the_union on team_assignments as restrictive using ((select app_reaches(union_id)));
-- The staff of a federation the union has left is no longer its team, whoever looks.
create policy seen on team_assignments for select using ((select app_role()) in ('treasurer',
  'signing_officer', 'operator')
  or ((select app_role()) = 'federation_officer' and federation_id = (select app_federation())));
create policy assigned on team_assignments for insert with check (
  assigned_by is not distinct from (select app_actor())
  and ((select app_role()) = 'operator'
    or ((select app_role()) = 'federation_officer' and federation_id = (select app_federation()))));
create policy ended on team_assignments for update
  using ((select app_role()) = 'federation_officer' and federation_id = (select app_federation()))
  with check (until is not null);
grant select, insert on team_assignments to quittance_app;
grant update (until) on team_assignments to quittance_app;

-- A list of 6.01 as it went to an employer: its words are frozen, and their hash with them.
create table officers_lists (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  -- Canonical JSON: src/unions/officers.rs.
  list text not null,
  sha256 bytea not null,
  language text not null,
  sent_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint officers_lists_language_is_known check (language in ('fr', 'en')),
  constraint officers_lists_are_hashed check (sha256 = sha256(convert_to(list, 'UTF8')))
);
create index officers_lists_by_employer on officers_lists (union_id, employer_id, sent_on desc, recorded_at desc);
alter table officers_lists enable row level security;
alter table officers_lists force row level security;
create policy of_the_union on officers_lists as restrictive using ((select app_reaches(union_id)));
create policy seen on officers_lists for select
  using ((select app_role()) in ('treasurer', 'signing_officer', 'operator'));
create policy sent on officers_lists for insert with check (
  (select app_role()) in ('treasurer', 'signing_officer') and recorded_by = (select app_actor()));
create trigger officers_lists_are_history before update or delete on officers_lists
  for each row execute function refuse_rewriting();
create trigger officers_lists_are_not_truncated before truncate on officers_lists
  for each statement execute function refuse_rewriting();
grant select, insert on officers_lists to quittance_app;

-- The union was reminded that a list is due on this day: once, however many times it is looked at.
create table officers_reminders (
  union_id uuid not null references unions,
  due_on date not null,
  reminded_at timestamptz not null,
  primary key (union_id, due_on)
);
alter table officers_reminders enable row level security;
alter table officers_reminders force row level security;
create policy of_the_union on officers_reminders as restrictive using ((select app_reaches(union_id)));
create policy seen on officers_reminders for select using ((select app_role()) = 'operator');
create policy reminded on officers_reminders for insert with check ((select app_role()) = 'operator');
create trigger officers_reminders_are_history before update or delete on officers_reminders
  for each row execute function refuse_rewriting();
grant select, insert on officers_reminders to quittance_app;
