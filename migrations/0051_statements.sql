-- A note follows its warning into the version that replaces its own, where that one says the same: its
-- author's words, of the day they were written.
alter table statement_findings
  -- The finding of an earlier version, by its seq, and that version.
  add column carried_from int,
  add column carried_version int,
  add constraint findings_carried_with_their_note check (carried_from is null or note is not null),
  add constraint findings_carried_from_a_version check ((carried_from is null) = (carried_version is null));
grant update (carried_from, carried_version) on statement_findings to quittance_app;

create policy carried on statement_findings for update
  using ((select app_role()) = 'treasurer' and severity = 'warning' and note is null)
  with check ((select app_role()) = 'treasurer' and carried_from is not null);

-- Nobody writes a note in another's name, nor moves one to what its author did not see: a carried one
-- stands so in an earlier version for the same period, on a warning that says the same of the same person.
-- All of a version's at once, by hash: of findings just stored nothing is known to plan by.
create function refuse_a_note_that_stands_nowhere() returns trigger language plpgsql
  set enable_nestloop = off
  as $$
  declare
    carried bigint;
    standing bigint := 0;
    here bigint;
    s record;
  begin
    select count(*) into carried from changed where carried_from is not null;
    if carried = 0 then
      return null;
    end if;
    for s in
      select now.union_id, now.fiscal_year, now.id, b.id as before, b.version from public.statements now
      join public.statements b on b.union_id = now.union_id and b.employer_id = now.employer_id
        and b.fiscal_year = now.fiscal_year and b.period = now.period and b.version < now.version
      where (now.id, b.version) in (select statement_id, carried_version from changed)
    loop
      select count(*) into here from changed n
      join public.statement_findings f on f.union_id = s.union_id and f.statement_id = s.before
        and f.seq = n.carried_from
      left join public.statement_lines l on l.union_id = s.union_id and l.fiscal_year = s.fiscal_year
        and l.statement_id = s.id and l.line = n.line
      left join public.statement_lines o on o.union_id = s.union_id and o.fiscal_year = s.fiscal_year
        and o.statement_id = s.before and o.line = f.line
      where n.union_id = s.union_id and n.statement_id = s.id and n.carried_version = s.version
        and (n.note, n.acknowledged_by, n.acknowledged_at) = (f.note, f.acknowledged_by, f.acknowledged_at)
        and (n.rule, n.severity, n.value, n.expected) = (f.rule, f.severity, f.value, f.expected)
        and n.column_name is not distinct from f.column_name
        and row(l.employee_number, l.name, l.correction_period)
          is not distinct from row(o.employee_number, o.name, o.correction_period);
      standing := standing + here;
    end loop;
    if standing <> carried then
      raise exception 'a note that no finding of an earlier version has' using errcode = 'insufficient_privilege';
    end if;
    return null;
  end
  $$;
create trigger notes_stand_before after update on statement_findings
  referencing new table as changed for each statement execute function refuse_a_note_that_stands_nowhere();
