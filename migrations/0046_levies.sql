-- A simulation is worked out from sums that its reader may see; and what a proposal touched is kept as
-- it was shown to whoever decided.

-- A federation reads what a statement owed of a levy from ten persons on, as it reads its base
-- (seen_in_number, 0043): never an adjustment, which may be of one person. A council reads the same of
-- what is owed to itself, and of no other body.
create policy seen_in_number on declaration_levies for select using (
  corrected_period is null and persons >= 10 and case (select app_role())
    when 'federation_officer' then true
    when 'council_officer' then app_decides_for(payee_id)
    else false end);
-- What a statement owed, by statement.
create index declaration_levies_of_statement on declaration_levies (union_id, statement_id);

-- Overlaps, gaps and declared periods as the person who decided saw them: once a levy is approved, they
-- are no longer to be made out of what stands.
create table levy_effects (
  proposal_id uuid primary key references levy_decisions,
  body_id uuid not null references bodies,
  seen jsonb not null
);
alter table levy_effects enable row level security;
alter table levy_effects force row level security;
create trigger is_history before update or delete on levy_effects
  for each row execute function refuse_rewriting();
create trigger is_not_truncated before truncate on levy_effects
  for each statement execute function refuse_rewriting();
create policy of_the_office on levy_effects for select using (
  (select app_role()) in ('finance_officer', 'finance_auditor', 'operator') or app_decides_for(body_id));
create policy decided on levy_effects for insert with check (app_decides_for(body_id)
  and exists (select from public.levy_decisions d where d.proposal_id = levy_effects.proposal_id
    and d.body_id = levy_effects.body_id and d.decided_by = (select app_actor())));
grant select, insert on levy_effects to quittance_app;
