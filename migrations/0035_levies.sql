-- Levies and exemptions are decided by two people: one with the right on a body proposes, another
-- approves. Nothing is ever rewritten: a levy is closed by a row that gives its last day, and what
-- a declaration froze stays as it was.

-- Whose fund a fund is: the confederation's when nobody is said.
alter table bodies add column owner_id uuid references bodies,
  add constraint bodies_owner_is_of_a_fund check (owner_id is null or kind = 'fund');

-- Does the actor's office decide what this body levies? The finance office for the confederation and
-- its funds; a federation's office, or a central council's, for its own and its funds.
create function app_decides_for(the_body uuid) returns boolean language sql stable as $$
  select exists (select from public.bodies b left join public.bodies o on o.id = b.owner_id
    where b.id = the_body and case app_role()
      when 'finance_officer' then coalesce(o.kind, b.kind) in ('confederation', 'fund')
      when 'federation_officer' then coalesce(o.id, b.id) = app_federation()
      when 'council_officer' then coalesce(o.id, b.id) = app_federation()
      else false end)
$$;

-- Does a union of this federation and this central council owe what this body levies?
create function body_levies_on(the_body uuid, the_federation uuid, the_council uuid) returns boolean
  language sql stable as $$
  select exists (select from public.bodies b left join public.bodies o on o.id = b.owner_id
    where b.id = the_body and (coalesce(o.kind, b.kind) in ('confederation', 'fund')
      or coalesce(o.id, b.id) in (the_federation, the_council)))
$$;

create table levy_proposals (
  -- Made with the form: sending it twice proposes once.
  id uuid primary key,
  body_id uuid not null references bodies,
  -- Of the levy: the same code continues under other dates.
  code text not null,
  kind text not null,
  -- What the meeting said, or why. Never a person's name.
  note text not null,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  constraint levy_proposals_kind_is_known check (kind in ('levy', 'closing', 'exemption')),
  constraint levy_proposals_code_is_written check (code ~ '^[a-z0-9][a-z0-9-]{0,30}$'),
  constraint levy_proposals_of_a_levy unique (id, body_id, code),
  constraint levy_proposals_by_somebody unique (id, body_id, proposed_by)
);
create index levy_proposals_of_body on levy_proposals (body_id, proposed_at desc);

-- One decision a proposal, by another person: its key and its check are what hold that.
create table levy_decisions (
  proposal_id uuid primary key,
  body_id uuid not null,
  proposed_by uuid not null,
  outcome text not null,
  reason text not null,
  decided_by uuid not null,
  decided_name text not null,
  decided_at timestamptz not null,
  constraint levy_decisions_of_a_proposal foreign key (proposal_id, body_id, proposed_by)
    references levy_proposals (id, body_id, proposed_by),
  constraint levy_decisions_outcome_is_known check (outcome in ('approved', 'rejected', 'withdrawn')),
  -- Only who proposed withdraws, and who proposed does nothing else.
  constraint levy_decisions_by_another check ((outcome = 'withdrawn') = (decided_by = proposed_by)),
  constraint levy_decisions_reject_with_a_reason check (outcome <> 'rejected' or reason <> '')
);

-- The levy as it would be: once approved it becomes a row of `levies` with the same id.
create table proposed_levies (
  like levies including constraints,
  primary key (id),
  constraint proposed_levies_of_a_proposal foreign key (id, payee_id, code)
    references levy_proposals (id, body_id, code)
);

-- A levy's last day, in force once its proposal is approved. Of several the earliest holds.
alter table levies add constraint levies_of_a_body unique (id, payee_id, code);
create table levy_closings (
  proposal_id uuid primary key,
  levy_id uuid not null,
  body_id uuid not null,
  code text not null,
  -- Included. The day before the levy's first: it never applies.
  ends_on date not null,
  constraint levy_closings_of_a_proposal foreign key (proposal_id, body_id, code)
    references levy_proposals (id, body_id, code),
  constraint levy_closings_of_a_levy foreign key (levy_id, body_id, code)
    references levies (id, payee_id, code)
);
create index levy_closings_by_levy on levy_closings (levy_id);

-- A part of a levy waived for a union, or for one of its units, over a range of periods; in force once
-- its proposal is approved.
create table exemptions (
  union_id uuid not null references unions,
  proposal_id uuid not null,
  body_id uuid not null,
  code text not null,
  -- Null for all the units of the union.
  employer_id uuid,
  ground text not null,
  from_fiscal_year smallint not null,
  from_period smallint not null,
  to_fiscal_year smallint not null,
  to_period smallint not null,
  -- A fraction: 0.5 waives half.
  percent numeric not null,
  reference text not null,
  primary key (union_id, proposal_id),
  foreign key (union_id, employer_id) references employers,
  constraint exemptions_once_a_proposal unique (proposal_id),
  constraint exemptions_of_a_proposal foreign key (proposal_id, body_id, code)
    references levy_proposals (id, body_id, code),
  constraint exemptions_ground_is_known check (ground in ('strike', 'lock_out', 'hardship', 'new_union')),
  constraint exemptions_periods_exist check (from_period between 1 and 13 and to_period between 1 and 13),
  constraint exemptions_periods_are_ordered check ((from_fiscal_year, from_period) <= (to_fiscal_year, to_period)),
  constraint exemptions_percent_is_a_fraction check (percent > 0 and percent <= 1 and percent = round(percent, 6)),
  constraint exemptions_say_their_reference check (reference <> '')
);

-- Levies with the last day that holds. One that was closed before its first day is not there.
create view levies_effective with (security_invoker = true) as
  select l.id, l.payee_id, l.code, l.name_fr, l.name_en, l.basis, l.rate, l.amount, l.min_per_person,
         l.max_per_person, l.max_persons, l.effective_from, least(l.effective_to, c.ends_on) as effective_to,
         l.adopted_by, l.adopted_on, l.resolution
  from levies l
  left join lateral (select min(x.ends_on) as ends_on from levy_closings x
    join levy_decisions d on d.proposal_id = x.proposal_id and d.outcome = 'approved'
    where x.levy_id = l.id) c on true
  where coalesce(least(l.effective_to, c.ends_on), l.effective_from) >= l.effective_from;
grant select on levies_effective to quittance_app;

-- Two levies of one payee and code share no day that holds. Where a row of another table ends a levy,
-- no exclusion constraint can say it: those who add a levy of one code queue here, and the second
-- reads what the first added.
alter table levies drop constraint levies_do_not_overlap;
create function levies_refuse_overlap() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('levy ' || new.payee_id || ' ' || new.code, 0));
  if exists (select from public.levies_effective a
      join public.levies_effective b on b.payee_id = a.payee_id and b.code = a.code and b.id > a.id
      where a.payee_id = new.payee_id and a.code = new.code
        and daterange(a.effective_from, a.effective_to, '[]') && daterange(b.effective_from, b.effective_to, '[]')) then
    raise exception 'two levies % of one body share a day', new.code
      using errcode = 'exclusion_violation', constraint = 'levies_do_not_overlap';
  end if;
  return null;
end
$$;
create trigger levies_do_not_overlap after insert on levies
  for each row execute function levies_refuse_overlap();

-- Is this a proposal of the actor's, still open? Only then is it given its content.
create function app_is_proposing(the_proposal uuid, the_kinds text[]) returns boolean language sql stable as $$
  select exists (select from public.levy_proposals p where p.id = the_proposal and p.kind = any (the_kinds)
    and p.proposed_by = app_actor()
    and not exists (select from public.levy_decisions d where d.proposal_id = p.id))
$$;

do $$
declare t text;
begin
  foreach t in array array['levy_proposals', 'levy_decisions', 'proposed_levies', 'levy_closings', 'exemptions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create trigger is_history before update or delete on %I
      for each row execute function refuse_rewriting()', t);
    execute format('create trigger is_not_truncated before truncate on %I
      for each statement execute function refuse_rewriting()', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
  -- Before it is decided, a proposal is the office's, and the confederation's finance office's to know.
  foreach t in array array['levy_proposals', 'levy_decisions', 'levy_closings', 'exemptions'] loop
    execute format('create policy of_the_office on %I for select using (
      (select app_role()) in (''finance_officer'', ''finance_auditor'', ''operator'')
      or app_decides_for(body_id))', t);
  end loop;
end
$$;
create policy of_the_office on proposed_levies for select using (
  (select app_role()) in ('finance_officer', 'finance_auditor', 'operator') or app_decides_for(payee_id));

-- What was approved is known to all people, as levies are; an exemption to those who reach the union.
create policy known_to_all on levy_decisions for select using (outcome = 'approved'
  and (select app_role()) is not null and (select app_role()) not in ('nobody', 'payroll'));
create policy known_to_all on levy_proposals for select using (kind <> 'exemption'
  and exists (select from public.levy_decisions d where d.proposal_id = id and d.outcome = 'approved'));
create policy known_to_all on levy_closings for select using (
  exists (select from public.levy_decisions d where d.proposal_id = levy_closings.proposal_id and d.outcome = 'approved'));
create policy of_the_union on exemptions as restrictive using ((select app_reaches(union_id)));
create policy granted on exemptions for select using (
  exists (select from public.levy_decisions d where d.proposal_id = exemptions.proposal_id and d.outcome = 'approved'));

create policy proposed on levy_proposals for insert with check (
  proposed_by = (select app_actor()) and app_decides_for(body_id));
create policy proposed on proposed_levies for insert with check (
  app_decides_for(payee_id) and app_is_proposing(id, array['levy']));
create policy proposed on levy_closings for insert with check (
  app_decides_for(body_id) and app_is_proposing(proposal_id, array['levy', 'closing'])
  and exists (select from public.levies l where l.id = levy_id and ends_on >= l.effective_from - 1
    and (l.effective_to is null or ends_on < l.effective_to)));
create policy proposed on exemptions for insert with check (
  app_decides_for(body_id) and app_is_proposing(proposal_id, array['exemption']));
create policy decided on levy_decisions for insert with check (
  decided_by = (select app_actor()) and app_decides_for(body_id));

-- A levy is adopted by who approves its proposal, word for word.
create policy adopted on levies for insert with check (exists (select from public.proposed_levies p
  join public.levy_decisions d on d.proposal_id = p.id and d.outcome = 'approved'
    and d.decided_by = (select app_actor())
  where p.id = levies.id and row(p.*) is not distinct from row(levies.*)));


-- An amount declared keeps the decision that waived a part of it, in JSON, as it keeps its levy.
alter table declaration_levies add column exemption jsonb;
