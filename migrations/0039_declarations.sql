-- The second signature, where a union asks for one: the first person attests, another signs, and only
-- then is anything declared. Its signing officers decide whether the union asks for it.

-- What the union decided, one decision after another; the last one holds.
create table signature_rules (
  union_id uuid not null references unions,
  -- Made with the form: sending it twice records it once.
  id uuid not null,
  seq bigint generated always as identity,
  -- Whether a declaration needs two signatures.
  two boolean not null,
  decided_on date not null,
  -- Where it was decided: a meeting, a resolution.
  reference text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  set_name text not null,
  primary key (union_id, id),
  constraint signature_rules_say_where check (reference <> '' and length(reference) <= 200)
);
create index signature_rules_in_force on signature_rules (union_id, seq desc);

-- A declaration attested by one person, that waits for another. Its bytes are not kept: they are made
-- again when the second signs, and must have the hash that the first attested.
create table declaration_drafts (
  union_id uuid not null references unions,
  -- The declaration's, once it is signed.
  id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  receipt_number text not null,
  due_on date not null,
  persons int not null,
  total numeric not null,
  missing_note text not null,
  attested_by uuid not null,
  attested_name text not null,
  attested_at timestamptz not null,
  sha256 bytea not null,
  state text not null default 'awaiting',
  closed_at timestamptz,
  closed_by uuid,
  closed_name text,
  -- Why it was returned.
  note text,
  primary key (union_id, id),
  constraint declaration_drafts_state_is_known check
    (state in ('awaiting', 'signed', 'returned', 'withdrawn', 'fallen')),
  constraint declaration_drafts_are_closed_whole check ((state = 'awaiting') = (closed_at is null)
    and (state = 'awaiting') = (closed_by is null) and (state = 'awaiting') = (closed_name is null)),
  -- Nobody is two people: not by the account, and not by another account of the same name.
  constraint declaration_drafts_are_signed_by_another check (state <> 'signed'
    or (closed_by <> attested_by and lower(btrim(closed_name)) <> lower(btrim(attested_name)))),
  constraint declaration_drafts_say_why_returned check ((state = 'returned') = (note is not null)),
  constraint declaration_drafts_in_cents check (total = round(total, 2)),
  constraint declaration_drafts_sha256_is_one check (octet_length(sha256) = 32)
);
create unique index declaration_drafts_one_awaiting on declaration_drafts (union_id, fiscal_year, period)
  where state = 'awaiting';
create index declaration_drafts_id_idx on declaration_drafts (id);

-- Its amounts, for the person who signs: no base, which may be one salary.
create table declaration_draft_levies (
  union_id uuid not null,
  draft_id uuid not null,
  seq int not null,
  employer text not null,
  payee_id uuid not null references bodies,
  rule jsonb not null,
  corrected_period text,
  released boolean not null,
  exempted boolean not null,
  substituted boolean not null,
  persons int not null,
  amount numeric not null,
  primary key (union_id, draft_id, seq),
  foreign key (union_id, draft_id) references declaration_drafts,
  constraint declaration_draft_levies_in_cents check (amount = round(amount, 2))
);

alter table declarations drop constraint declarations_are_signed_by_another;
alter table declarations add constraint declarations_are_signed_by_another check
  (signed_by <> attested_by and lower(btrim(signed_name)) <> lower(btrim(attested_name)));

-- A declaration of a union that asks for two signatures has two, of two people, on these very bytes.
create function declarations_refuse_one_signature() returns trigger language plpgsql as $$
declare
  two boolean;
begin
  select r.two into two from public.signature_rules r
    where r.union_id = new.union_id order by r.seq desc limit 1;
  if (coalesce(two, false) or new.signed_by is not null) and not exists (
      select from public.declaration_drafts d
      where d.union_id = new.union_id and d.id = new.id and d.state = 'signed' and d.sha256 = new.sha256
        and d.attested_by = new.attested_by and d.closed_by = new.signed_by and d.closed_at = new.signed_at) then
    raise exception 'declaration % does not have two signatures', new.receipt_number
      using errcode = 'check_violation', constraint = 'declarations_have_two_signatures';
  end if;
  return null;
end
$$;
create constraint trigger declarations_have_two_signatures after insert on declarations
  deferrable initially immediate for each row execute function declarations_refuse_one_signature();

-- What was attested stays; what becomes of it is said once.
create function declaration_drafts_refuse_rewriting() returns trigger language plpgsql as $$
begin
  if old.state <> 'awaiting' or (new.union_id, new.id, new.fiscal_year, new.period, new.receipt_number, new.due_on,
      new.persons, new.total, new.missing_note, new.attested_by, new.attested_name, new.attested_at, new.sha256)
    is distinct from (old.union_id, old.id, old.fiscal_year, old.period, old.receipt_number, old.due_on,
      old.persons, old.total, old.missing_note, old.attested_by, old.attested_name, old.attested_at, old.sha256) then
    raise exception 'a draft is attested once and closed once' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger declaration_drafts_are_closed_once before update on declaration_drafts
  for each row execute function declaration_drafts_refuse_rewriting();
create trigger declaration_drafts_are_not_deleted before delete on declaration_drafts
  for each row execute function refuse_rewriting();
create trigger declaration_drafts_are_not_truncated before truncate on declaration_drafts
  for each statement execute function refuse_rewriting();

do $$
declare t text;
begin
  foreach t in array array['signature_rules', 'declaration_drafts', 'declaration_draft_levies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in
      (''treasurer'', ''signing_officer'', ''finance_auditor'', ''operator''))', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
  foreach t in array array['signature_rules', 'declaration_draft_levies'] loop
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
    execute format('create trigger %I before truncate on %I
      for each statement execute function refuse_rewriting()', t || '_are_not_truncated', t);
  end loop;
end
$$;
create policy decided on signature_rules for insert with check ((select app_role()) = 'signing_officer'
  and set_by = (select app_actor()));
create policy attested on declaration_drafts for insert with check ((select app_role()) = 'treasurer'
  and attested_by = (select app_actor()) and state = 'awaiting');
create policy attested on declaration_draft_levies for insert with check ((select app_role()) = 'treasurer');
-- Each closes it in their own name: who attested takes it back, another signs or returns it.
create policy closed on declaration_drafts for update
  using ((select app_role()) in ('treasurer', 'signing_officer') and state = 'awaiting')
  with check ((select app_role()) in ('treasurer', 'signing_officer') and state <> 'awaiting'
    and closed_by = (select app_actor())
    and (state <> 'withdrawn' or attested_by = (select app_actor()))
    and (state not in ('signed', 'returned') or attested_by <> (select app_actor())));
grant update (state, closed_at, closed_by, closed_name, note) on declaration_drafts to quittance_app;
