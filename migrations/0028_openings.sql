-- What a union owed each body on the day from which the portal counts: stated once by finance,
-- restated by difference. It stands in the period before the union's first.

create table openings (
  union_id uuid not null references unions,
  id uuid not null,
  version int not null,
  fiscal_year smallint not null,
  period smallint not null,
  -- The first day that the portal counts.
  counts_from date not null,
  -- What the balances rest on: an account statement, a letter.
  source text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (union_id, id),
  constraint openings_version_key unique (union_id, version),
  constraint openings_period_exists check (period between 1 and 13),
  constraint openings_say_their_source check (source <> '')
);

-- The whole of each version, bodies with nothing owed included.
create table opening_balances (
  union_id uuid not null,
  opening_id uuid not null,
  payee_id uuid not null references bodies,
  -- Dollars owed by the union; below zero when it had paid too much.
  amount numeric not null,
  primary key (union_id, opening_id, payee_id),
  foreign key (union_id, opening_id) references openings,
  constraint opening_balances_in_cents check (amount = round(amount, 2))
);

do $$
declare t text;
begin
  foreach t in array array['openings', 'opening_balances'] loop
    execute format('create trigger %I before update or delete on %I
      for each row execute function refuse_rewriting()', t || '_are_history', t);
    execute format('create trigger %I before truncate on %I
      for each statement execute function refuse_rewriting()', t || '_not_truncated', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_the_union on %I as restrictive using ((select app_reaches(union_id)))', t);
    execute format('create policy seen on %I for select using ((select app_role()) in
      (''treasurer'', ''federation_officer'', ''finance_officer'', ''finance_auditor'', ''operator''))', t);
    execute format('grant select, insert on %I to quittance_app', t);
  end loop;
end
$$;
create policy recorded on openings for insert with check ((select app_role()) = 'finance_officer'
  and recorded_by = (select app_actor()));
create policy recorded on opening_balances for insert with check ((select app_role()) = 'finance_officer');

-- A finance officer makes the balances of the period before a union's first, and no other.
create policy opened on balances for insert with check ((select app_role()) = 'finance_officer'
  and exists (select from openings o where o.union_id = balances.union_id
    and o.fiscal_year = balances.fiscal_year and o.period = balances.period));

alter table ledger_transactions drop constraint ledger_kind_is_known;
alter table ledger_transactions add constraint ledger_kind_is_known
  check (kind in ('declaration', 'opening', 'payment', 'credit_applied', 'reversal'));
create policy opened on ledger_transactions for insert with check (posted_by = (select app_actor())
  and (select app_role()) = 'finance_officer' and kind = 'opening' and exists (select from public.openings o
    where o.union_id = ledger_transactions.union_id and o.id = source_id));

-- What an opening posts is owed, as what a declaration posts.
create or replace function ledger_refuse_other_balance() returns trigger language plpgsql as $$
declare
  owed numeric;
  settled numeric;
begin
  select coalesce(sum(e.amount) filter (where t.kind in ('declaration', 'opening')), 0),
         coalesce(-sum(e.amount) filter (where t.kind not in ('declaration', 'opening')), 0)
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

-- Money is allocated to a declaration, or to what was owed before the first.
alter table payment_allocations drop constraint payment_allocations_union_id_declaration_id_fkey;
create function allocation_refuse_unknown_debt() returns trigger language plpgsql as $$
begin
  if not exists (select from public.declarations d where d.union_id = new.union_id and d.id = new.declaration_id)
     and not exists (select from public.openings o where o.union_id = new.union_id and o.id = new.declaration_id) then
    raise exception 'money allocated to a debt that is not there'
      using errcode = 'foreign_key_violation', constraint = 'payment_allocations_of_a_debt';
  end if;
  return null;
end
$$;
create constraint trigger payment_allocations_of_a_debt after insert on payment_allocations
  for each row execute function allocation_refuse_unknown_debt();
