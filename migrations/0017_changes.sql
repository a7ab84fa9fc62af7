-- Changes that a union asks for in its file, field by field, and what its federation's office
-- decides of each. Only decisions are ever written over, once, and forward.

create table change_requests (
  union_id uuid not null references unions,
  id uuid not null,
  section text not null,
  reason text not null,
  effective_on date not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (union_id, id),
  -- A form brings the id: nobody takes the one of another union's request.
  constraint change_requests_id_is_one unique (id),
  constraint change_requests_section_is_known check (section in ('coordinates', 'employers', 'officers', 'bank')),
  constraint change_requests_have_a_reason check (reason <> '')
);
create index change_requests_by_age on change_requests (proposed_at, id);

create table change_items (
  union_id uuid not null,
  change_id uuid not null,
  n smallint not null,
  subject text not null,
  subject_id uuid not null,
  field text not null,
  old_value text not null,
  new_value text not null,
  key_id int,
  sealed bytea,
  sensitive boolean not null,
  proposed_by uuid not null,
  state text not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  refusal text,
  seconded_by uuid,
  seconded_by_name text,
  seconded_at timestamptz,
  -- The day it takes effect, once accepted: later than asked when it had to wait.
  effective_on date,
  primary key (union_id, change_id, n),
  foreign key (union_id, change_id) references change_requests,
  constraint change_items_once_a_field unique (union_id, change_id, subject, subject_id, field),
  constraint change_items_subject_is_known check (subject in ('union', 'employer', 'person')),
  constraint change_items_change_something check (old_value <> new_value or sealed is not null),
  constraint change_items_sealed_with_a_key check ((sealed is null) = (key_id is null)),
  constraint change_items_nobody_vets_their_own check (decided_by <> proposed_by and seconded_by <> proposed_by),
  constraint change_items_second_is_another check (seconded_by <> decided_by),
  constraint change_items_state_is_whole check (case state
    when 'proposed' then decided_by is null and seconded_by is null and effective_on is null
    when 'seconding' then sensitive and decided_by is not null and seconded_by is null and effective_on is null
    when 'accepted' then decided_by is not null and effective_on is not null
      and sensitive = (seconded_by is not null)
    when 'refused' then decided_by is not null and coalesce(refusal, '') <> '' and effective_on is null
    when 'withdrawn' then effective_on is null
    else false end),
  -- Whoever asks does not say what is sensitive of these.
  constraint change_items_sensitive_by_field check (sensitive or not (field = 'bank-account'
    or (field = 'signs' and 'yes' in (old_value, new_value)))),
  constraint change_items_cool_off check (not sensitive or effective_on is null
    or effective_on >= (seconded_at at time zone 'America/Toronto')::date + 5),
  constraint change_items_decided_in_a_name check (
    (decided_by is null) = (decided_by_name is null) and (decided_by is null) = (decided_at is null)
    and (seconded_by is null) = (seconded_by_name is null) and (seconded_by is null) = (seconded_at is null))
);
create index change_items_open on change_items (union_id, change_id) where state in ('proposed', 'seconding');

create table change_messages (
  union_id uuid not null,
  change_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  author uuid not null,
  author_name text not null,
  -- The office speaks; else the union.
  from_office boolean not null,
  body text not null,
  primary key (union_id, change_id, id),
  foreign key (union_id, change_id) references change_requests,
  constraint change_messages_say_something check (body <> '')
);

-- Minutes and the like, sealed: they name people.
create table change_attachments (
  union_id uuid not null,
  change_id uuid not null,
  id uuid not null,
  file_name text not null,
  media_type text not null,
  size int not null,
  sha256 bytea not null,
  key_id int not null,
  sealed bytea not null,
  primary key (union_id, change_id, id),
  foreign key (union_id, change_id) references change_requests
);

do $$
declare t text;
begin
  foreach t in array array['change_requests', 'change_items', 'change_messages', 'change_attachments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in
      (''treasurer'', ''signing_officer'', ''federation_officer'', ''operator''))', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
  foreach t in array array['change_messages', 'change_attachments'] loop
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
  end loop;
end
$$;

create policy proposed on change_requests for insert with check ((select app_role()) in ('treasurer', 'signing_officer')
  and proposed_by = (select app_actor()) and withdrawn_at is null);
create policy proposed on change_items for insert with check ((select app_role()) in ('treasurer', 'signing_officer')
  and proposed_by = (select app_actor()) and state = 'proposed');
create policy attached on change_attachments for insert
  with check ((select app_role()) in ('treasurer', 'signing_officer'));
create policy said on change_messages for insert with check (author = (select app_actor()) and case (select app_role())
  when 'treasurer' then not from_office
  when 'signing_officer' then not from_office
  when 'federation_officer' then from_office
  else false end);

create policy withdrawn on change_requests for update
  using ((select app_role()) in ('treasurer', 'signing_officer') and withdrawn_at is null)
  with check (withdrawn_at is not null);
grant update (withdrawn_at) on change_requests to quittance_app;

create policy withdrawn on change_items for update
  using ((select app_role()) in ('treasurer', 'signing_officer') and state in ('proposed', 'seconding'))
  with check ((select app_role()) in ('treasurer', 'signing_officer') and state = 'withdrawn');
create policy decided on change_items for update
  using ((select app_role()) = 'federation_officer' and state in ('proposed', 'seconding'))
  with check ((select app_role()) = 'federation_officer' and case
    when state = 'seconding' then decided_by = (select app_actor())
    when state = 'refused' then (select app_actor()) in (decided_by, seconded_by)
    when state = 'accepted' then (select app_actor()) = case when sensitive then seconded_by else decided_by end
    else false end);
grant update (state, decided_by, decided_by_name, decided_at, refusal, seconded_by, seconded_by_name, seconded_at,
  effective_on, sensitive) on change_items to quittance_app;

-- What was decided stays: who first accepted a sensitive field is not written over by who seconds it,
-- and nobody does both in one step in the name of a colleague.
create function change_items_go_forward() returns trigger language plpgsql as $$
begin
  if old.state not in ('proposed', 'seconding')
     or (new.state = 'accepted' and old.sensitive and old.state <> 'seconding')
     or (old.sensitive and not new.sensitive)
     or (new.state in ('accepted', 'seconding', 'refused') and old.decided_by is not null
         and (new.decided_by, new.decided_by_name, new.decided_at)
             is distinct from (old.decided_by, old.decided_by_name, old.decided_at))
     or (new.state = 'withdrawn'
         and (new.decided_by, new.decided_by_name, new.decided_at, new.refusal, new.seconded_by)
             is distinct from (old.decided_by, old.decided_by_name, old.decided_at, old.refusal, old.seconded_by)) then
    raise exception 'item % of change % was decided', old.n, old.change_id
      using errcode = 'restrict_violation', constraint = 'change_items_go_forward';
  end if;
  return new;
end
$$;
create trigger change_items_go_forward before update on change_items
  for each row execute function change_items_go_forward();

-- A fact enters the file by a decision only, and as it was decided.
create policy accepted on union_facts for insert with check ((select app_role()) = 'federation_officer'
  and recorded_by = (select app_actor())
  and exists (select from change_items i where i.union_id = union_facts.union_id and i.change_id = union_facts.change_id
    and i.subject = union_facts.subject and i.subject_id = union_facts.subject_id and i.field = union_facts.field
    and i.new_value = union_facts.value and i.sealed is not distinct from union_facts.sealed
    and i.state = 'accepted' and i.effective_on = union_facts.effective_on
    and union_facts.recorded_by in (i.decided_by, i.seconded_by)));

-- A sensitive field that two people accepted, stopped before its day by the union or by the office:
-- its fact never takes effect. Added, like everything else; what was accepted stays accepted.
create table change_stops (
  union_id uuid not null,
  change_id uuid not null,
  n smallint not null,
  subject text not null,
  subject_id uuid not null,
  field text not null,
  stopped_by uuid not null,
  stopped_by_name text not null,
  stopped_at timestamptz not null,
  -- The day, in Québec, which must come before the one it was to take effect.
  stopped_on date not null,
  primary key (union_id, change_id, n),
  foreign key (union_id, change_id, n) references change_items
);
alter table change_stops enable row level security;
alter table change_stops force row level security;
create policy of_the_union on change_stops as restrictive using ((select app_reaches(union_id)));
create policy seen on change_stops for select using ((select app_role()) in ('treasurer', 'signing_officer',
  'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
create policy stopped on change_stops for insert with check (
  (select app_role()) in ('treasurer', 'signing_officer', 'federation_officer')
  and stopped_by = (select app_actor())
  and exists (select from change_items i where i.union_id = change_stops.union_id
    and i.change_id = change_stops.change_id and i.n = change_stops.n and i.subject = change_stops.subject
    and i.subject_id = change_stops.subject_id and i.field = change_stops.field
    and i.state = 'accepted' and i.sensitive and i.effective_on > change_stops.stopped_on));
create trigger change_stops_are_history before update or delete on change_stops
  for each row execute function refuse_rewriting();
grant select, insert on change_stops to quittance_app;

-- The facts that count: all but those that were stopped.
create view facts_that_count with (security_invoker = true) as
  select f.* from union_facts f
  where not exists (select from change_stops s
    where s.union_id = f.union_id and s.change_id = f.change_id
      and s.subject = f.subject and s.subject_id = f.subject_id and s.field = f.field);
grant select on facts_that_count to quittance_app;

create or replace function fact_in_force(the_union uuid, the_subject text, the_id uuid, the_field text, on_day date)
  returns text language sql stable
  as $$
    select nullif(value, '') from public.facts_that_count
    where union_id = the_union and subject = the_subject and subject_id = the_id and field = the_field
      and effective_on <= on_day
    order by effective_on desc, seq desc limit 1
  $$;

-- Accepting twice records once.
create unique index union_facts_once_a_change on union_facts (union_id, change_id, subject, subject_id, field);
