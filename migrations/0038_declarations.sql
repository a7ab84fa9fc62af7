-- In what order declarations were filed, what each took in, and who signed second: what a
-- declaration corrects is what the ones filed before it left, whatever their periods.

-- Given at filing, which the union's account queues for: the order in which they were filed.
alter table declarations add column filed bigint generated always as identity;
create unique index declarations_filed_idx on declarations (filed);

-- Where the union asks for two signatures. The first person attests, the second signs.
alter table declarations
  add column signed_by uuid,
  add column signed_name text,
  add column signed_at timestamptz,
  add constraint declarations_are_signed_whole check
    ((signed_by is null) = (signed_name is null) and (signed_by is null) = (signed_at is null)),
  add constraint declarations_are_signed_by_another check (signed_by <> attested_by);

-- What an amount of an earlier period comes from: a decision taken once it was declared, when it is
-- neither a correction nor a release.
alter table declaration_levies add column exempted boolean not null default false;
alter table declaration_levies add constraint declaration_levies_have_one_cause check (not (released and exempted));

-- The statements that a declaration took in: each once.
create table declaration_statements (
  union_id uuid not null,
  statement_id uuid not null,
  declaration_id uuid not null,
  employer_id uuid not null,
  primary key (union_id, statement_id),
  foreign key (union_id, declaration_id) references declarations,
  foreign key (union_id, statement_id) references statements
);
create index declaration_statements_declaration_idx on declaration_statements (union_id, declaration_id);
create index declaration_statements_employer_idx on declaration_statements (union_id, employer_id);

-- Those declared until now. The owner is bound by row-level security too.
alter table declaration_levies no force row level security;
alter table statements no force row level security;
insert into declaration_statements (union_id, statement_id, declaration_id, employer_id)
select distinct l.union_id, l.statement_id, l.declaration_id, s.employer_id
from declaration_levies l join statements s on s.union_id = l.union_id and s.id = l.statement_id;
alter table declaration_levies force row level security;
alter table statements force row level security;

alter table declaration_statements enable row level security;
alter table declaration_statements force row level security;
create policy of_the_union on declaration_statements as restrictive using ((select app_reaches(union_id)));
create policy seen on declaration_statements for select using ((select app_role()) in
  ('treasurer', 'finance_officer', 'finance_auditor', 'operator'));
create policy declared on declaration_statements for insert with check ((select app_role()) = 'treasurer');
create trigger declaration_statements_are_history before update or delete on declaration_statements
  for each row execute function refuse_rewriting();
create trigger declaration_statements_are_not_truncated before truncate on declaration_statements
  for each statement execute function refuse_rewriting();
grant select, insert on declaration_statements to quittance_app;

-- The few lines that correct an earlier period, among all those of a statement.
create index statement_lines_correcting on statement_lines (union_id, statement_id) where correction_period <> '';
