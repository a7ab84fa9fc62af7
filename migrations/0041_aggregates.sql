-- How many people each statement in force counts, and what they earned: kept by the intake, in the
-- transaction that keeps period_summaries, so that no page of a body reads a line. Nobody is named.

create table headcounts (
  union_id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  -- The statement counted: no foreign key, as on statement_lines.
  statement_id uuid not null,
  -- The people's lines; corrections, which name people of earlier periods, are not among them.
  lines int not null,
  -- Of those lines, dues held while the Tribunal decides (5.05): outside every base and count.
  held int not null,
  -- Contributors, by employee number.
  persons int not null,
  -- Of persons, by the status of their line; the others' line says none.
  full_time int not null,
  part_time int not null,
  -- Of persons, those whom the union's register knows to be contributors of an employer before this
  -- one (by id) in the same period: a union counts them once.
  shared int not null default 0,
  primary key (union_id, employer_id, fiscal_year, period),
  foreign key (union_id, employer_id) references employers,
  constraint headcounts_period_exists check (period between 1 and 13),
  constraint headcounts_add_up check (held >= 0 and held + persons <= lines and full_time >= 0
    and part_time >= 0 and full_time + part_time <= persons and shared between 0 and persons)
);

-- The contributors' bases, in dollars, apart from the counts, which more people may read.
create table headcount_bases (
  union_id uuid not null,
  employer_id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  -- As in headcounts: how many people's pay each base is the sum of.
  persons int not null,
  salary_paid numeric not null,
  dues numeric not null,
  -- Null when no line of the statement has the column.
  regular_pay numeric,
  total_remuneration numeric,
  primary key (union_id, employer_id, fiscal_year, period),
  foreign key (union_id, employer_id, fiscal_year, period) references headcounts,
  constraint headcount_bases_in_cents check (salary_paid = round(salary_paid, 2) and dues = round(dues, 2)
    and regular_pay = round(regular_pay, 2) and total_remuneration = round(total_remuneration, 2))
);

do $$
declare t text;
begin
  foreach t in array array['headcounts', 'headcount_bases'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy counted on %I for insert with check ((select app_role()) = ''treasurer'')', t);
    execute format('create policy kept on %I for update using ((select app_role()) = ''treasurer'')
      with check ((select app_role()) = ''treasurer'')', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
create policy seen on headcounts for select using ((select app_role()) in
  ('treasurer', 'federation_officer', 'finance_officer', 'finance_auditor', 'operator'));
create policy seen on headcount_bases for select using ((select app_role()) in
  ('treasurer', 'finance_officer', 'finance_auditor', 'operator'));
-- A federation sees no salary, and the base of a few people is nearly one.
create policy seen_in_number on headcount_bases for select
  using ((select app_role()) = 'federation_officer' and persons >= 10);
grant update (statement_id, lines, held, persons, full_time, part_time, shared) on headcounts to quittance_app;
grant update (persons, salary_paid, dues, regular_pay, total_remuneration) on headcount_bases to quittance_app;

-- What the statements already received count. Who is whom is counted when the union's next one comes.
alter table statements no force row level security;
alter table statement_lines no force row level security;
alter table headcounts no force row level security;
alter table headcount_bases no force row level security;
create temporary table counted on commit drop as
  select s.union_id, s.employer_id, s.fiscal_year, s.period, s.id as statement_id, l.employee_number,
         l.line, l.status, coalesce(l.held_dues, 0) > 0 as held, l.salary_paid, l.dues, l.regular_pay,
         l.total_remuneration,
         coalesce(l.held_dues, 0) <= 0 and (l.dues > 0 or l.salary_paid > 0) is true as contributes
  from statements s
  join statement_lines l on l.union_id = s.union_id and l.statement_id = s.id and l.fiscal_year = s.fiscal_year
  where s.state <> 'superseded' and l.correction_period = '' and l.correction_nature = '';
insert into headcounts (union_id, employer_id, fiscal_year, period, statement_id, lines, held, persons,
    full_time, part_time)
  select s.union_id, s.employer_id, s.fiscal_year, s.period, s.id, coalesce(c.lines, 0), coalesce(c.held, 0),
         coalesce(p.persons, 0), coalesce(p.full_time, 0), coalesce(p.part_time, 0)
  from statements s
  left join (select statement_id, count(*) as lines, count(*) filter (where held) as held
             from counted group by 1) c on c.statement_id = s.id
  left join (select statement_id, count(*) as persons, count(*) filter (where status = 'FT') as full_time,
                    count(*) filter (where status = 'PT') as part_time
             from (select distinct on (statement_id, employee_number) statement_id, status from counted
                   where contributes order by statement_id, employee_number, line) one
             group by 1) p on p.statement_id = s.id
  where s.state <> 'superseded';
insert into headcount_bases (union_id, employer_id, fiscal_year, period, persons, salary_paid, dues,
    regular_pay, total_remuneration)
  select h.union_id, h.employer_id, h.fiscal_year, h.period, h.persons,
         coalesce(sum(c.salary_paid) filter (where c.contributes), 0),
         coalesce(sum(c.dues) filter (where c.contributes), 0),
         case when count(c.regular_pay) > 0 then coalesce(sum(c.regular_pay) filter (where c.contributes), 0) end,
         case when count(c.total_remuneration) > 0
           then coalesce(sum(c.total_remuneration) filter (where c.contributes), 0) end
  from headcounts h left join counted c on c.statement_id = h.statement_id
  group by h.union_id, h.employer_id, h.fiscal_year, h.period;
alter table statements force row level security;
alter table statement_lines force row level security;
alter table headcounts force row level security;
alter table headcount_bases force row level security;
