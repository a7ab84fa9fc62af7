-- Double entry. A debit is positive, a credit negative; a transaction sums to zero or does not commit.

create table ledger_transactions (
  union_id uuid not null references unions,
  id uuid not null,
  kind text not null,
  -- The declaration or the money received that this posts; one posting each.
  source_id uuid not null,
  posted_at timestamptz not null,
  posted_by uuid not null,
  primary key (union_id, id),
  constraint ledger_posted_once unique (union_id, kind, source_id),
  constraint ledger_kind_is_known check (kind in ('declaration', 'payment', 'credit_applied', 'reversal'))
);

create table ledger_entries (
  union_id uuid not null,
  transaction_id uuid not null,
  seq int not null,
  account text not null,
  payee_id uuid references bodies,
  fiscal_year smallint,
  period smallint,
  amount numeric not null,
  primary key (union_id, transaction_id, seq),
  foreign key (union_id, transaction_id) references ledger_transactions,
  constraint ledger_account_is_known check (account in ('receivable', 'payable', 'bank', 'credit')),
  constraint ledger_payee_where_it_counts check ((account in ('receivable', 'payable')) = (payee_id is not null)),
  constraint ledger_entry_is_cents check (amount = round(amount, 2) and amount <> 0)
);

create function ledger_refuse_unbalanced() returns trigger language plpgsql as $$
begin
  if (select sum(amount) from ledger_entries
      where union_id = new.union_id and transaction_id = new.transaction_id) <> 0 then
    raise exception 'ledger transaction % does not sum to zero', new.transaction_id
      using errcode = 'check_violation', constraint = 'ledger_sums_to_zero';
  end if;
  return null;
end
$$;
create constraint trigger ledger_sums_to_zero after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_refuse_unbalanced();

do $$
declare t text;
begin
  foreach t in array array['ledger_transactions', 'ledger_entries'] loop
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_append_only', t);
    execute format('create trigger %I before truncate on %I
      for each statement execute function refuse_rewriting()', t || '_not_truncated', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using (app_reaches(union_id))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in
      (''treasurer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
    execute format('create policy posted on %I for insert
      with check ((select app_role()) in (''treasurer'', ''finance_officer''))', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
