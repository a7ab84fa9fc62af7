-- Double entry. A debit is positive, a credit negative; a transaction sums to zero or does not commit.

create table ledger_transactions (
  union_id uuid not null references unions,
  id uuid not null,
  kind text not null,
  -- The declaration or the money received that this posts; one posting each.
  source_id uuid not null,
  posted_at timestamptz not null,
  posted_by uuid not null,
  -- How many entries it has: one more, added later, does not commit.
  entries int not null,
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

create index ledger_receivables on ledger_entries (union_id, fiscal_year, period, payee_id)
  where account = 'receivable';
create index ledger_credits on ledger_entries (union_id) where account = 'credit';

-- What a transaction must be when it commits: whole, summing to zero, and giving no union more
-- credit than it has.
create function ledger_refuse_unbalanced() returns trigger language plpgsql as $$
declare
  the_transaction uuid;
  stated int;
  found int;
  off numeric;
begin
  if tg_table_name = 'ledger_transactions' then
    the_transaction := new.id;
  else
    the_transaction := new.transaction_id;
  end if;
  select t.entries into stated from public.ledger_transactions t
    where t.union_id = new.union_id and t.id = the_transaction;
  select count(*), coalesce(sum(e.amount), 0) into found, off from public.ledger_entries e
    where e.union_id = new.union_id and e.transaction_id = the_transaction;
  if off <> 0 then
    raise exception 'ledger transaction % does not sum to zero', the_transaction
      using errcode = 'check_violation', constraint = 'ledger_sums_to_zero';
  end if;
  if found is distinct from stated then
    raise exception 'ledger transaction % has % entries and states %', the_transaction, found, stated
      using errcode = 'check_violation', constraint = 'ledger_transaction_is_whole';
  end if;
  return null;
end
$$;
create constraint trigger ledger_sums_to_zero after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_refuse_unbalanced();
create constraint trigger ledger_transaction_is_whole after insert on ledger_transactions
  deferrable initially deferred for each row execute function ledger_refuse_unbalanced();

create function ledger_refuse_overdrawn_credit() returns trigger language plpgsql as $$
begin
  if (select sum(e.amount) from public.ledger_entries e
      where e.union_id = new.union_id and e.account = 'credit') > 0 then
    raise exception 'union % would use more credit than it has', new.union_id
      using errcode = 'check_violation', constraint = 'ledger_credit_is_not_overdrawn';
  end if;
  return null;
end
$$;
create constraint trigger ledger_credit_is_not_overdrawn after insert on ledger_entries
  deferrable initially deferred for each row when (new.account = 'credit')
  execute function ledger_refuse_overdrawn_credit();

-- The sums kept beside the ledger, by the code that posts, are what was posted: at every commit,
-- not only when somebody verifies. A check, which keeps nothing itself.
create function ledger_refuse_other_balance() returns trigger language plpgsql as $$
declare
  owed numeric;
  settled numeric;
begin
  select coalesce(sum(e.amount) filter (where t.kind = 'declaration'), 0),
         coalesce(-sum(e.amount) filter (where t.kind <> 'declaration'), 0)
    into owed, settled
    from public.ledger_entries e
    join public.ledger_transactions t on t.union_id = e.union_id and t.id = e.transaction_id
    where e.union_id = new.union_id and e.fiscal_year = new.fiscal_year and e.period = new.period
      and e.payee_id = new.payee_id and e.account = 'receivable';
  if not exists (select from public.balances b
      where b.union_id = new.union_id and b.fiscal_year = new.fiscal_year and b.period = new.period
        and b.payee_id = new.payee_id and b.declared = owed and b.paid = settled)
     and (owed <> 0 or settled <> 0 or tg_table_name = 'balances') then
    raise exception 'a balance of %/% is not what was posted', new.fiscal_year, new.period
      using errcode = 'check_violation', constraint = 'ledger_and_balances_agree';
  end if;
  return null;
end
$$;
create constraint trigger ledger_and_balances_agree after insert on ledger_entries
  deferrable initially deferred for each row when (new.account = 'receivable')
  execute function ledger_refuse_other_balance();
create constraint trigger ledger_and_balances_agree after insert or update on balances
  deferrable initially deferred for each row execute function ledger_refuse_other_balance();

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
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;

-- A union posts what it declared and the credit it used; finance posts money, and what undoes it.
-- Each in their own name, for something that is there.
create policy posted on ledger_transactions for insert with check (posted_by = (select app_actor())
  and case (select app_role())
    when 'treasurer' then kind in ('declaration', 'credit_applied') and exists (select from public.declarations d
      where d.union_id = ledger_transactions.union_id and d.id = source_id)
    when 'finance_officer' then kind = 'reversal' or (kind = 'payment' and exists (select from public.money_received m
      where m.union_id = ledger_transactions.union_id and m.id = source_id))
    else false end);
create policy posted on ledger_entries for insert with check (
  (select app_role()) = 'finance_officer' or ((select app_role()) = 'treasurer' and account <> 'bank'));
