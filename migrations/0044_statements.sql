-- What the statements that follow compare one with, a column each: made from its lines when they are
-- stored (statements::store::digests), so that they need not be read again for each of them. No fact
-- is only here, and a test makes it again from the lines.
create table statement_digests (
  union_id uuid not null,
  statement_id uuid not null,
  -- A correction names its period; an empty one is a normal line. Amounts are whole cents.
  employee_numbers text[] not null,
  correction_periods text[] not null,
  salary_paid bigint[] not null,
  dues bigint[] not null,
  seniority_days numeric[] not null,
  vacation_days numeric[] not null,
  hired_on date[] not null,
  primary key (union_id, statement_id),
  foreign key (union_id, statement_id) references statements
);

-- Of the statements received before this migration.
alter table statement_lines no force row level security;
insert into statement_digests
select union_id, statement_id, array_agg(employee_number order by line), array_agg(correction_period order by line),
       array_agg((coalesce(salary_paid, 0) * 100)::bigint order by line),
       array_agg((coalesce(dues, 0) * 100)::bigint order by line),
       array_agg(seniority_days order by line), array_agg(vacation_days order by line),
       array_agg(hired_on order by line)
from statement_lines
where employee_number <> '' and (correction_nature = '' or correction_period <> '')
group by union_id, statement_id;
alter table statement_lines force row level security;

alter table statement_digests enable row level security;
alter table statement_digests force row level security;
create policy of_the_union on statement_digests as restrictive using (union_id = (select app_union()));
create policy by_the_union on statement_digests for select using ((select app_role()) = 'treasurer');
create policy received on statement_digests for insert with check ((select app_role()) = 'treasurer');
create trigger statement_digests_are_history before update or delete on statement_digests
  for each row execute function refuse_rewriting();
grant select, insert on statement_digests to quittance_app;
