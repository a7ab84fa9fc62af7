-- How an employer's files are to be read, as the treasurer said: the last version is proposed at
-- the next file. A statement keeps which version it was read with.

create table statement_mappings (
  union_id uuid not null,
  employer_id uuid not null,
  version int not null,
  -- The form that saved it: sending it twice saves it once.
  form_id uuid not null,
  mapping jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid not null,
  primary key (union_id, employer_id, version),
  foreign key (union_id, employer_id) references employers,
  constraint statement_mappings_form_key unique (union_id, form_id)
);
alter table statements add column mapping_version int;
comment on column statements.mapping_version is 'Null when the columns were recognised without one.';

create trigger mappings_are_history before update or delete on statement_mappings
  for each row execute function refuse_rewriting();
create trigger mappings_not_truncated before truncate on statement_mappings
  for each statement execute function refuse_rewriting();
alter table statement_mappings enable row level security;
alter table statement_mappings force row level security;
create policy of_the_union on statement_mappings as restrictive using (union_id = (select app_union()));
create policy by_the_union on statement_mappings for select using ((select app_role()) = 'treasurer');
create policy saved on statement_mappings for insert
  with check ((select app_role()) = 'treasurer' and saved_by = (select app_actor()));
grant select, insert on statement_mappings to quittance_app;
