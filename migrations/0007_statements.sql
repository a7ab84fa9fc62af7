-- What employers remit: the file as received, its lines as read, what the rules found.
-- Only the union itself reads these: they name people, and carry sealed SINs.

create table statements (
  union_id uuid not null,
  id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  version int not null,
  state text not null,
  file_name text not null,
  file_sha256 bytea not null,
  format text not null,
  received_at timestamptz not null,
  received_by uuid not null,
  lines int not null,
  salary_paid numeric not null,
  dues numeric not null,
  initiation_dues numeric not null,
  held_dues numeric not null,
  errors int not null,
  warnings int not null,
  infos int not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint statements_version_key unique (union_id, employer_id, fiscal_year, period, version),
  constraint statements_state_is_known check (state in ('current', 'superseded', 'declared')),
  constraint statements_period_exists check (period between 1 and 13),
  constraint statements_are_in_cents check (salary_paid = round(salary_paid, 2) and dues = round(dues, 2)
    and initiation_dues = round(initiation_dues, 2) and held_dues = round(held_dues, 2))
);
create unique index statements_one_in_force on statements (union_id, fiscal_year, period, employer_id)
  where state <> 'superseded';

create table statement_files (
  union_id uuid not null,
  statement_id uuid not null,
  bytes bytea not null,
  primary key (union_id, statement_id),
  foreign key (union_id, statement_id) references statements
);

create table statement_lines (
  union_id uuid not null,
  fiscal_year smallint not null,
  statement_id uuid not null,
  line int not null,
  employee_number text not null,
  name text not null,
  address text not null,
  phone text not null,
  sin_key int,
  sin_sealed bytea,
  sin_index bytea,
  job_title_code text not null,
  job_title text not null,
  status text,
  service text not null,
  shift text not null,
  salary_rate numeric,
  salary_unit text,
  salary_paid numeric,
  dues numeric,
  absences text not null,
  hired_on date,
  left_on date,
  hours_worked numeric,
  vacation_days numeric,
  seniority_days numeric,
  regular_pay numeric,
  insurance_benefits numeric,
  total_remuneration numeric,
  initiation_dues numeric,
  held_dues numeric,
  correction_period text not null,
  correction_nature text not null,
  primary key (union_id, statement_id, line, fiscal_year)
) partition by range (fiscal_year);
create index statement_lines_employee_idx on statement_lines (union_id, employee_number, fiscal_year);

create table statement_findings (
  union_id uuid not null,
  statement_id uuid not null,
  seq int not null,
  rule text not null,
  severity text not null,
  line int,
  column_name text,
  value text not null,
  expected text not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  note text,
  primary key (union_id, statement_id, seq),
  foreign key (union_id, statement_id) references statements,
  constraint findings_severity_is_known check (severity in ('error', 'warning', 'info')),
  constraint findings_acknowledged_with_a_note check
    ((acknowledged_at is null) = (note is null) and (acknowledged_at is null) = (acknowledged_by is null))
);

do $$
declare t text; y int;
begin
  for y in 2015..2045 loop
    execute format('create table statement_lines_%s partition of statement_lines for values from (%s) to (%s)', y, y, y + 1);
    -- Reached through the parent only: no grant, and no policy of their own.
    execute format('alter table statement_lines_%s enable row level security', y);
    execute format('alter table statement_lines_%s force row level security', y);
  end loop;
  foreach t in array array['statements', 'statement_files', 'statement_lines', 'statement_findings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- (select ...) is evaluated once a statement instead of once a row.
    execute format('create policy of_the_union on %I as restrictive
      using (union_id = (select app_union()))', t);
    execute format('create policy by_the_union on %I using ((select app_role()) = ''treasurer'')', t);
  end loop;
end
$$;

create trigger lines_are_as_read before update or delete on statement_lines
  for each row execute function refuse_rewriting();
create trigger files_are_as_received before update or delete on statement_files
  for each row execute function refuse_rewriting();

grant select, insert on statements, statement_findings, statement_files, statement_lines to quittance_app;
-- A statement is replaced or declared, a finding gets its note; what was read and found stays.
grant update (state) on statements to quittance_app;
grant update (acknowledged_at, acknowledged_by, note) on statement_findings to quittance_app;
