-- The union leave bank: what each statement says of union leave, naming nobody, so that the signing
-- officer, who reads no statement, sees the totals too; and what the union says that no statement does.

-- One row a statement, written when it is received; the last version of a period is in force.
create table leave_statements (
  union_id uuid not null,
  statement_id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  version int not null,
  -- On January 1 (6.18), where the period holds that day.
  employees int,
  primary key (union_id, statement_id),
  foreign key (union_id, statement_id) references statements,
  constraint leave_statements_version_key unique (union_id, employer_id, fiscal_year, period, version),
  constraint leave_statements_count_people check (employees >= 0)
);

create table leave_uses (
  union_id uuid not null,
  statement_id uuid not null,
  -- U01 to U14.
  reason text not null,
  absences int not null,
  days numeric not null,
  primary key (union_id, statement_id, reason),
  foreign key (union_id, statement_id) references leave_statements,
  constraint leave_uses_reason_is_known check (reason ~ '^U(0[1-9]|1[0-4])$'),
  constraint leave_uses_are_some check (absences > 0 and days > 0 and days = round(days, 4))
);

create table leave_adjustments (
  union_id uuid not null,
  -- Made with the form: sending it twice says it once.
  id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  kind text not null,
  -- Employees, or days of leave.
  amount numeric,
  -- The first day of the bank (6.21).
  day date,
  reason text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint leave_adjustments_kind_is_known check
    (kind in ('employees', 'internal', 'external', 'reimbursed', 'bank-from')),
  constraint leave_adjustments_say_one_thing check
    ((kind = 'bank-from') = (day is not null) and (kind = 'bank-from') = (amount is null)),
  constraint leave_adjustments_are_plausible check (abs(amount) <= 100000 and amount = round(amount, 4)
    and (kind <> 'employees' or (amount >= 0 and amount = round(amount, 0)))),
  constraint leave_adjustments_have_a_reason check (reason <> '')
);
create index leave_adjustments_of_a_year on leave_adjustments (union_id, employer_id, fiscal_year, made_at);

do $$
declare t text;
begin
  foreach t in array array['leave_statements', 'leave_uses', 'leave_adjustments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (union_id = (select app_union()))', t);
    execute format('create policy seen on %I for select
      using ((select app_role()) in (''treasurer'', ''signing_officer''))', t);
    execute format('create policy %I on %I for insert with check ((select app_role()) = ''treasurer''%s)',
      case t when 'leave_adjustments' then 'said' else 'counted' end, t,
      case t when 'leave_adjustments' then ' and made_by = (select app_actor())' else '' end);
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;

-- The people who were released, among all the lines of a year.
create index statement_lines_on_union_leave on statement_lines (union_id, statement_id)
  where absences ~ ' [Uu][01][0-9]';
