-- Dues that employers hold while the Tribunal administratif du travail decides who is included in a
-- bargaining unit (5.05): the cases, their people, the rulings, and what was released when. Its
-- treasurer alone reads them: they name people.

create table tribunal_cases (
  union_id uuid not null,
  -- Made with the form: opening it twice opens one.
  id uuid not null,
  employer_id uuid not null,
  number text not null,
  requester text not null,
  submitted_on date not null,
  -- The period of the request: dues are held from the next one.
  fiscal_year smallint not null,
  period smallint not null,
  opened_at timestamptz not null,
  opened_by uuid not null,
  primary key (union_id, id),
  foreign key (union_id, employer_id) references employers,
  constraint tribunal_cases_number_key unique (union_id, employer_id, number),
  constraint tribunal_cases_requester_is_known check (requester in ('union', 'employer')),
  constraint tribunal_cases_period_exists check (period between 1 and 13)
);

create table tribunal_case_people (
  union_id uuid not null,
  case_id uuid not null,
  employee_number text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (union_id, case_id, employee_number),
  foreign key (union_id, case_id) references tribunal_cases,
  constraint tribunal_case_people_are_numbered check (employee_number <> '')
);

-- One person's ruling: a case may be decided person by person, each once.
create table tribunal_rulings (
  union_id uuid not null,
  case_id uuid not null,
  employee_number text not null,
  ruled_on date not null,
  outcome text not null,
  -- The period of the ruling, in whose declaration what was held comes in.
  fiscal_year smallint not null,
  period smallint not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, case_id, employee_number),
  foreign key (union_id, case_id, employee_number) references tribunal_case_people,
  constraint tribunal_rulings_outcome_is_known check (outcome in ('included', 'excluded')),
  constraint tribunal_rulings_period_exists check (period between 1 and 13)
);

-- A held line that a declaration took in: once, whatever is filed afterwards.
create table held_releases (
  union_id uuid not null,
  employer_id uuid not null,
  employee_number text not null,
  -- The period in which it was held.
  fiscal_year smallint not null,
  period smallint not null,
  amount numeric not null,
  case_id uuid not null,
  declaration_id uuid not null,
  -- The statement with which it was declared.
  statement_id uuid not null,
  primary key (union_id, employer_id, employee_number, fiscal_year, period),
  foreign key (union_id, case_id, employee_number) references tribunal_rulings,
  foreign key (union_id, declaration_id) references declarations,
  foreign key (union_id, statement_id) references statements,
  constraint held_releases_in_cents check (amount > 0 and amount = round(amount, 2))
);

do $$
declare t text; who text;
begin
  foreach t in array array['tribunal_cases', 'tribunal_case_people', 'tribunal_rulings', 'held_releases'] loop
    who := case t when 'tribunal_cases' then 'opened_by' when 'tribunal_case_people' then 'added_by'
      when 'tribunal_rulings' then 'recorded_by' end;
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

-- An adjustment made of held dues is told apart from one made of a correction.
alter table declaration_levies add column released boolean not null default false;
create index statement_lines_held on statement_lines (union_id, statement_id) where held_dues > 0;
