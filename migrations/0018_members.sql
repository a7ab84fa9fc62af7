-- The register is written when something of a person changes, and no more once a period: who is on
-- the employer's latest statement is the usual case, and only those who are not say where they were.
alter table members no force row level security;
alter table statements no force row level security;
alter table members add column last_statement uuid;
update members m set last_statement = m.statement_id
from (select distinct on (union_id, employer_id) union_id, employer_id, id from statements
      where state <> 'superseded' order by union_id, employer_id, fiscal_year desc, period desc) latest
where latest.union_id = m.union_id and latest.employer_id = m.employer_id and latest.id <> m.statement_id;
alter table members force row level security;
alter table statements force row level security;

alter table members
  drop column announced,
  drop column last_year,
  drop column last_period,
  drop column statement_id,
  drop column line,
  add constraint members_first_period_is_whole check ((first_year is null) = (first_period is null)),
  add constraint members_were_somewhere_before_they_left
    check (last_statement is null or first_year is not null);
comment on column members.last_statement is
  'The last statement in force that names the person; null for everybody on the employer''s latest.';
comment on column members.first_year is 'Null when no statement in force names the person any more.';
grant update (last_statement) on members to quittance_app;

-- Byte order: a statement's people are put in without asking the locale how their numbers compare.
alter table members drop constraint members_number_key;
create unique index members_number_key on members (union_id, employer_id, employee_number collate "C");

-- Measured: the list and its search read the union's people by the primary key and sort them; and
-- numbers told across unions are only read all together. Each index cost as much as the rows.
drop index members_search;
drop index members_sin;
drop index members_across_latest;

-- The portal makes names plain (members::plain): one rule for what is kept and what is typed.
drop function plain_name(text);
