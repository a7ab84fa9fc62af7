-- What a union declares for a period, frozen with what it was made from, and the sums kept beside.

create table declarations (
  union_id uuid not null references unions,
  id uuid not null,
  fiscal_year smallint not null,
  period smallint not null,
  -- 1 for the period's declaration; more for those that complete it with late statements.
  version smallint not null,
  receipt_number text not null,
  period_end date not null,
  due_on date not null,
  persons int not null,
  total numeric not null,
  -- Why statements were missing, when some were.
  missing_note text,
  attested_by uuid not null,
  attested_name text not null,
  attested_at timestamptz not null,
  sha256 bytea not null,
  primary key (union_id, id),
  constraint declarations_once_a_version unique (union_id, fiscal_year, period, version),
  constraint declarations_version_counts_from_one check (version >= 1),
  constraint declarations_receipt_key unique (union_id, receipt_number),
  constraint declarations_in_cents check (total = round(total, 2)),
  constraint declarations_sha256_is_one check (octet_length(sha256) = 32)
);

-- What was attested, byte for byte: lines, levies, workings. Names nobody, but says what each
-- employee number was paid, so fewer people read it than the declaration.
create table declaration_documents (
  union_id uuid not null,
  declaration_id uuid not null,
  canonical bytea not null,
  primary key (union_id, declaration_id),
  foreign key (union_id, declaration_id) references declarations
);

-- One row a statement and levy; `rule` is the levy as it was, in JSON.
create table declaration_levies (
  union_id uuid not null,
  declaration_id uuid not null,
  seq int not null,
  statement_id uuid,
  -- Whose statement, by the name it had: those who may not read statements read this.
  employer text not null,
  payee_id uuid not null references bodies,
  code text not null,
  rule jsonb not null,
  -- The period corrected, for an adjustment; null for the period's own assessment.
  corrected_period text,
  substituted boolean not null,
  persons int not null,
  base numeric,
  amount numeric not null,
  primary key (union_id, declaration_id, seq),
  foreign key (union_id, declaration_id) references declarations,
  constraint declaration_levies_in_cents check (amount = round(amount, 2))
);

-- The figures of a period, kept in the transaction that changes them. Its row is also what two acts on one period queue for.
create table period_summaries (
  union_id uuid not null references unions,
  fiscal_year smallint not null,
  period smallint not null,
  statements int not null default 0,
  lines int not null default 0,
  salary_paid numeric not null default 0,
  dues numeric not null default 0,
  primary key (union_id, fiscal_year, period)
);

create table balances (
  union_id uuid not null references unions,
  fiscal_year smallint not null,
  period smallint not null,
  payee_id uuid not null references bodies,
  declared numeric not null default 0,
  paid numeric not null default 0,
  primary key (union_id, fiscal_year, period, payee_id),
  constraint balances_in_cents check (declared = round(declared, 2) and paid = round(paid, 2))
);
create index balances_owing on balances (union_id, fiscal_year, period) where declared > paid;

-- A page's address names a declaration by its id alone.
create index declarations_id_idx on declarations (id);
create index declaration_documents_declaration_idx on declaration_documents (declaration_id);
create index declaration_levies_declaration_idx on declaration_levies (declaration_id);

create trigger declarations_are_frozen before update or delete on declarations
  for each row execute function refuse_rewriting();
create trigger declarations_are_not_truncated before truncate on declarations
  for each statement execute function refuse_rewriting();
create trigger declaration_documents_are_frozen before update or delete on declaration_documents
  for each row execute function refuse_rewriting();
create trigger declaration_levies_are_frozen before update or delete on declaration_levies
  for each row execute function refuse_rewriting();

do $$
declare t text; readers text;
begin
  foreach t in array array['declarations', 'declaration_documents', 'declaration_levies', 'period_summaries',
                           'balances'] loop
    -- The federation sees who filed and what is owed, never a base, which may be one salary.
    readers := case
      when t in ('declarations', 'balances')
        then '{treasurer,federation_officer,finance_officer,finance_auditor,operator}'
      when t = 'declaration_documents' then '{treasurer,finance_auditor,operator}'
      else '{treasurer,finance_officer,finance_auditor,operator}' end;
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (app_reaches(union_id))', t);
    execute format('create policy seen on %I for select using ((select app_role()) = any (%L))', t, readers);
    execute format('create policy declared on %I for insert with check ((select app_role()) = ''treasurer''%s)',
      t, case t when 'declarations' then ' and attested_by = (select app_actor())' else '' end);
  end loop;
end
$$;
create policy kept on period_summaries for update using ((select app_role()) = 'treasurer');
create policy kept on balances for update using ((select app_role()) in ('treasurer', 'finance_officer'));

grant select, insert on declarations, declaration_documents, declaration_levies to quittance_app;
grant select, insert on period_summaries, balances to quittance_app;
grant update (statements, lines, salary_paid, dues) on period_summaries to quittance_app;
-- What these two may become is the ledger's to say (`ledger_and_balances_agree`).
grant update (declared, paid) on balances to quittance_app;
