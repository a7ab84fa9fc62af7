-- The slips that an employer issues for a calendar year (5.07: T4 box 44, Relevé 1 box F), beside what
-- its statements withheld by date of pay. Its treasurer alone reads them: they name people.

-- The days of pay of a period, by the header of a file or by the treasurer. The last said counts; what
-- a header said, while its version is in force.
create table pay_days (
  union_id uuid not null,
  -- Made with the form: saying it twice says it once.
  id uuid not null default gen_random_uuid(),
  seq bigint generated always as identity,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  days date[] not null,
  statement_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  foreign key (union_id, statement_id) references statements,
  constraint pay_days_are_some check (cardinality(days) between 1 and 31),
  constraint pay_days_period_exists check (period between 1 and 13)
);
create index pay_days_of_a_period on pay_days (union_id, employer_id, fiscal_year, period, seq);

-- The amounts of a year's slips, whole; a later set takes the place of the one before.
create table slip_sets (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  calendar_year smallint not null,
  version int not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint slip_sets_version_key unique (union_id, employer_id, calendar_year, version),
  constraint slip_sets_year_is_near check (calendar_year between 2000 and 2100)
);

create table slips (
  union_id uuid not null,
  set_id uuid not null,
  employee_number text not null,
  amount numeric not null,
  primary key (union_id, set_id, employee_number),
  foreign key (union_id, set_id) references slip_sets,
  constraint slips_are_numbered check (employee_number <> ''),
  constraint slips_in_cents check (amount = round(amount, 2) and abs(amount) <= 1000000)
);

-- Why a person's slip differs from the control total (V83).
create table slip_notes (
  union_id uuid not null,
  set_id uuid not null,
  employee_number text not null,
  note text not null,
  noted_at timestamptz not null,
  noted_by uuid not null,
  primary key (union_id, set_id, employee_number),
  foreign key (union_id, set_id) references slip_sets,
  constraint slip_notes_say_why check (note <> '')
);

do $$
declare t text; who text;
begin
  foreach t in array array['pay_days', 'slip_sets', 'slips', 'slip_notes'] loop
    who := case t when 'pay_days' then 'recorded_by' when 'slip_sets' then 'recorded_by'
      when 'slip_notes' then 'noted_by' end;
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) = ''treasurer'')', t);
    execute format('create policy recorded on %I for insert with check ((select app_role()) = ''treasurer''%s)', t,
      case when who is null then '' else format(' and %I = (select app_actor())', who) end);
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
